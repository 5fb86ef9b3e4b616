"""The verbs that tell of rules and functions: found by names and by the words of pages, in every format."""

import json
from pathlib import Path

import pytest
from runner import runner

from matdiff_cli.claims.judge import judge
from matdiff_cli.cli.main import root
from matdiff_cli.derivation.derive import derive
from matdiff_cli.functions import REGISTRY
from matdiff_cli.output import REFERENCES, RENDERERS
from matdiff_cli.output.notation import unicode
from matdiff_cli.output.reference.entries import shown_as
from matdiff_cli.output.style import Style
from matdiff_cli.output.words import written
from matdiff_cli.rules import RULES
from matdiff_cli.rules.find import find
from matdiff_cli.typing.read import read_problems

GOLDEN = Path(__file__).parent / "golden"
PROBLEMS = [
    "log|X^-1| wrt X", "sum(relu(W*x)) wrt W", "norm(A*x - b)^2 wrt x", "A*X'*B wrt X", "b'*expm(X)*b wrt X",
    "sum(abs(x).^2) wrt x", "tr(A*X) wrt X where X: symmetric(n)",
]  # fmt: skip


def call(*arguments):
    return runner().invoke(root, list(arguments), catch_exceptions=False)


@pytest.mark.parametrize(("verb", "name"), [("rules", "inverse"), ("functions", "softmax")])
def test_a_page_is_the_one_that_a_person_has_read(verb, name):
    assert call(verb, name).stdout == (GOLDEN / f"{verb}_{name}.txt").read_text("utf-8")


def test_the_table_of_rules_is_a_line_each_in_json():
    rows = [json.loads(line) for line in call("rules", "--json").stdout.splitlines()]
    assert [row["name"] for row in rows] == list(RULES)
    for row in rows:
        assert list(row) == [
            "name",
            "identity",
            "first_order",
            "inequality",
            "words",
            "why",
            "reasoning",
            "source",
            "example",
            "order",
            "layout",
            "short",
        ]
        rule = RULES[row["name"]]
        identity = row["identity"] if isinstance(row["identity"], list) else [row["identity"]]
        assert identity == list(rule.identities or [None])
        assert "@" not in row["words"]


def test_the_table_of_functions_is_a_line_each_in_json():
    rows = [json.loads(line) for line in call("functions", "--json").stdout.splitlines()]
    assert [row["name"] for row in rows] == list(REGISTRY)
    assert all(row["rule"] is None or row["rule"] in RULES for row in rows)
    (mean,) = [row for row in rows if row["name"] == "mean"]
    assert judge(mean["identity"]).verdict == "equal"


@pytest.mark.parametrize("form", RENDERERS)
@pytest.mark.parametrize("verb", ["rules", "functions"])
def test_a_format_that_has_no_pages_of_rules_is_refused(verb, form):
    told = call(verb, "softmax", "--format", form)
    assert (told.exit_code == 0) == (form in REFERENCES)
    assert told.exit_code == 0 or "is not one of" in told.stderr


@pytest.mark.parametrize("form", ["text", "latex", "markdown", "json"])
@pytest.mark.parametrize("verb", ["rules", "functions"])
def test_every_format_tells_every_row(verb, form):
    whole = call(verb, "--format", form)
    assert whole.exit_code == 0
    assert all(name in whole.stdout for name in (RULES if verb == "rules" else REGISTRY))
    one = call(verb, "softmax", "--format", form)
    assert one.exit_code == 0 and len(one.stdout) > 200 and "@" not in one.stdout
    if form == "latex":
        assert whole.stdout.isascii() and one.stdout.isascii()
        assert whole.stdout.count("{") == whole.stdout.count("}")


@pytest.mark.parametrize("name", RULES)
def test_the_page_of_every_rule_can_be_written(name):
    done = call("rules", name, "--width", "80")
    assert done.exit_code == 0 and done.stdout.startswith(f"{name}: ")
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


@pytest.mark.parametrize("notation", ["delta", "d"])
@pytest.mark.parametrize("problem", PROBLEMS)
def test_what_stands_beside_a_line_is_found(problem, notation):
    style = Style(notation=notation)
    for step in derive(read_problems(problem)[0]).steps:
        for line in step.lines:
            if line.reason is not None:
                words = written(line.reason, lambda formula: unicode(formula, style))
                names = {rule.name for rule in find(words, shown_as)}
                assert names >= set(line.reason.rule.split()), words


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("trace-cyclic", ["trace-cyclic"]),
        ("subtract drop-second-order", ["subtract", "drop-second-order"]),
        ("Cyclic property", ["trace-cyclic"]),
        ("tr(A B) = tr(B A)", ["trace-cyclic"]),
        ("Taylor, relu′(t) = 1[t > 0]", ["derivative-relu"]),
        ("ln", ["derivative-log"]),
        ("determinant", ["determinant"]),
        ("tr", []),
        ("no rule", []),
    ],
)
def test_rules_are_found_by_names_words_and_formulas(words, names):
    assert [rule.name for rule in find(words, shown_as)] == names


def test_a_name_that_is_none_is_bad_usage_with_a_hint():
    done = call("rules", "trace-cylic")
    assert done.exit_code == 2 and "did you mean trace-cyclic" in done.stderr
    done = call("functions", "sofmax")
    assert done.exit_code == 2 and "did you mean softmax" in done.stderr


def test_a_word_that_is_no_name_finds_the_rules_that_mention_it():
    assert call("rules", "cyclic").stdout == call("rules", "trace-cyclic").stdout
    assert call("rules", "순환").stdout == call("rules", "trace-cyclic").stdout
    table = call("rules", "inverse of").stdout
    assert "\ndiag-inverse  inverse of a diagonal matrix\n" in table and "Why it holds" not in table
    assert call("rules", "trace-cyclic", "zzz").exit_code == 2


def test_several_names_are_several_pages():
    done = call("rules", "perturb", "subtract")
    assert done.exit_code == 0 and "\nsubtract: subtract\n" in done.stdout
    assert call("rules", "cyclic", "property").stdout == call("rules", "trace-cyclic").stdout
