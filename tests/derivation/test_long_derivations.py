"""Derivations with many names: no longer than they must be, and every line of them holds."""

import json

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.lines import MOST_SPELLED_OUT
from matdiff_cli.output import RENDERERS
from matdiff_cli.output.notation import text, unicode
from matdiff_cli.output.style import Style
from matdiff_cli.output.words import written
from matdiff_cli.typing.read import read_problems
from matdiff_cli.verify.lines import check_lines


def _chain(depth):
    return "A*tanh(" * depth + "x" + ")" * depth


FAMILIES = {
    "Jacobian": lambda n: f"{_chain(n)} wrt x",
    "gradient": lambda n: f"norm({_chain(n)})^2 wrt x",
    "map": lambda n: f"{_chain(n)} wrt x where x: matrix(n, p)",
    "scalars": lambda n: "exp(sin(" * n + "t" + "))" * n + " wrt t where t: scalar",
    "side by side": lambda n: " + ".join(f"log(a{i}'*x)" for i in range(n)) + " wrt x",
    "inverses": lambda n: "log|" + "A + inv(" * n + "X" + ")" * n + "| wrt X",
    "abbreviations": lambda n: (
        f"sum(y{n}) wrt x where y1 = tanh(A*x), " + ", ".join(f"y{i} = tanh(A*y{i - 1} + b)" for i in range(2, n + 1))
    ),
    "traces": lambda n: " + ".join(f"tr(A{i}*X)" for i in range(n)) + " wrt X",
}


def _derived(problem):
    return derive(read_problems(problem)[0])


def _lines(found):
    return sum(len(step.lines) for step in found.steps)


@pytest.mark.parametrize("name", FAMILIES)
def test_lines_and_characters_grow_linearly(name):
    """Three sizes at equal distances: what the second step adds is what the first one added, up to wider names."""
    family = FAMILIES[name]
    found = [_derived(family(size)) for size in (10, 20, 30)]
    first, second, third = map(_lines, found)
    assert third - second == second - first
    for renderer in ("text", "latex", "markdown", "json", "html"):
        first, second, third = (len(RENDERERS[renderer](derivation, Style())) for derivation in found)
        assert third - second <= 1.25 * (second - first), renderer


@pytest.mark.parametrize("name", FAMILIES)
def test_every_line_holds(name):
    found = _derived(FAMILIES[name](MOST_SPELLED_OUT + 1))
    assert check_lines(json.loads(RENDERERS["json"](found, Style()))) == []


def _back(depth):
    (step,) = [step for step in _derived(FAMILIES["Jacobian"](depth)).steps if step.key == "back"]
    return step.lines


def test_few_changes_are_put_in_one_by_one_and_many_at_once():
    assert len(_back(MOST_SPELLED_OUT)) >= 2 * MOST_SPELLED_OUT
    found = [written(line.reason, unicode) for line in _back(MOST_SPELLED_OUT + 6)]
    assert found == ["substitute Δy₁₂, Δy₁₁, …, Δy₁; v ⊙ w = diag(v) w", "substitute y₁, y₁₂"]


@pytest.mark.parametrize(("count", "first"), [(8, "phi"), (9, "phi1")])
def test_many_names_are_numbered_from_the_first_on(count, first):
    assert next(iter(_derived(FAMILIES["side by side"](count)).bindings)) == first


def test_the_answer_of_a_chain_keeps_a_name_for_every_link_between_its_ends():
    """A short definition that later names build on is worth its name: written out, the answer grows at every link."""
    where = _derived(FAMILIES["Jacobian"](20)).result.where
    assert list(where) == [f"y{number}" for number in range(2, 20)]
    assert max(len(text(definition)) for definition in where.values()) < 20


def test_many_notes_of_a_kind_are_one():
    notes = [written(note, unicode) for note in _derived(FAMILIES["inverses"](8)).result.notes]
    assert notes[0].startswith("X, A + X⁻¹, …, A + (A + ") and notes[0].endswith(" invertible")
    assert len(notes) == 1
