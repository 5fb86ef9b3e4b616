"""--short: a choice of the lines, in terms of differentials, all of them true."""

import pytest
from derivations import PROBLEMS, derivation

from matdiff_cli.claims.judge_lines import judge_lines
from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.records import Reason
from matdiff_cli.derivation.short import shortened
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.style import Style, for_problem
from matdiff_cli.rules import RULES
from matdiff_cli.typing.read import read_problems


def short(problem):
    return to_object(shortened(derivation(problem)), Style(notation="d"))


def lines(problem):
    return [line for step in short(problem)["steps"] for line in step["lines"]]


def said(line):
    return f"{line['left'] or ''} {line['relation']} {line['right']}".strip()


def test_the_derivation_of_a_textbook():
    found = lines("log|X^-1| wrt X")
    assert [said(line) for line in found] == [
        "Y = X^-1",
        "dY = -X^-1*dX*X^-1",
        "df = tr(Y^-1*dY)",
        "= tr(X*dY)",
        "= tr(X*(-X^-1*dX*X^-1))",
        "= tr(-X^-1*dX)",
        "grad f(X) = -X^-T",
    ]
    assert [line["rule"] for line in found] == [
        None,
        "inverse",
        "log-determinant",
        "substitute",
        "substitute",
        "inverse-cancels trace-cyclic",
        "gradient transpose",
    ]


def check(problem):
    """Three to seven lines, every one true, with its rules, and df among them where f varies."""
    found = lines(problem)
    derived = derivation(problem)
    varies = derived.problem.function.op not in ("zeros",) and derived.result.differential.parts
    assert (3 if varies else 2) <= len(found) <= 7, problem
    f = for_problem(Style(), derived.problem).function
    assert not varies or any((line["left"] or "").startswith((f"d{f}", f"d_{f}")) for line in found), problem
    defined = [line for line in found if line["rule"] is None]
    assert all(line["left"] is not None for line in defined)
    assert all(rule in RULES for line in found for rule in (line["rule"] or "").split())
    judged = judge_lines("\n".join([problem, *map(said, found)]))
    assert [line.link.right.words for line in judged.lines if not line.holds] == [], problem


LONG = (
    "y'*inv(K + s^2*I)*y + logdet(K + s^2*I) wrt s where K: spd(n), s: scalar",  # more names than have lines
    "adj(X)*b wrt X",  # long on the way to vec dX
    "f + g'*p + 1/2*p'*B*p wrt p where B: symmetric(n), f: scalar",  # f is taken
)


@pytest.mark.parametrize("problem", [*PROBLEMS[7::45], *LONG])
def test_every_line_is_true_and_has_its_rules(problem):
    check(problem)


@pytest.mark.slow
@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_line_of_every_problem_is_true_and_has_its_rules(problem):
    try:
        derivation(problem)
    except ValueError:
        pytest.skip("several targets")
    check(problem)


def test_a_name_that_a_line_uses_is_told_above_it():
    for problem in PROBLEMS[::9]:
        told = set()
        try:
            found, names = lines(problem), set(short(problem)["bindings"])
        except ValueError:
            continue
        for line in found:
            used = {name for name in names if name in line["right"].replace("(", " ").split()}
            told.add(line["left"])
            assert used <= told | set(derivation(problem).problem.abbreviations), (problem, line)


def test_a_second_derivative_is_shortened_twice():
    (read,) = read_problems("x'*A*x wrt x")
    found = to_object(shortened(derive(read, order=2)), Style(notation="d"))
    said_lines = [said(line) for step in found["steps"] for line in step["lines"]]
    assert said_lines[-3:] == [
        "grad f(x) = (A + A')*x",
        "grad f(x + dx) - grad f(x) = (A + A')*dx",
        "hess f(x) = A + A'",
    ]
    assert len(said_lines) <= 8


def test_the_answer_is_that_of_the_whole_derivation():
    for problem in PROBLEMS[::40]:
        try:
            whole = derivation(problem)
        except ValueError:
            continue
        assert shortened(whole).result == whole.result
        assert shortened(whole).steps[-1].lines[-1].right is whole.steps[-1].lines[-1].right


@pytest.mark.parametrize("problem", PROBLEMS)
def test_what_is_put_in_has_been_named(problem):
    """Of more names than have lines of their own, none is spoken of."""
    found = shortened(derivation(problem))
    shown = {line.left for step in found.steps for line in step.lines} | {*found.result.where}
    for line in (line for step in found.steps for line in step.lines if isinstance(line.reason, Reason)):
        put_in = [name for use in line.reason.uses if use.rule == "substitute" for name in use.subjects]
        assert line.reason.rule == "substitute" or shown.issuperset(put_in), put_in
