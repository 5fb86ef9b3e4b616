"""The table of rules as a table: names, words, sources, and what the registry and the derivations use of it."""

import re
from itertools import chain

import pytest

from matdiff_cli.derivation.records import Use
from matdiff_cli.functions import REGISTRY
from matdiff_cli.output.reference.entries import of_rule
from matdiff_cli.rules import RULES, Rule, rule_of
from matdiff_cli.rules.arithmetic import ARITHMETIC
from matdiff_cli.rules.convexity import CONVEXITY
from matdiff_cli.rules.diagonals import DIAGONALS
from matdiff_cli.rules.facts import FACTS
from matdiff_cli.rules.functions import rules_of_functions
from matdiff_cli.rules.kronecker import KRONECKER
from matdiff_cli.rules.linear import rules_of_linear_maps
from matdiff_cli.rules.moves import MOVES
from matdiff_cli.rules.shortening import SHORTENING
from matdiff_cli.rules.stacking import STACKING
from matdiff_cli.rules.steps import STEPS

rows = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def test_a_name_is_that_of_one_rule():
    rooms = (STEPS, ARITHMETIC, MOVES, STACKING, KRONECKER, SHORTENING, DIAGONALS, FACTS, CONVEXITY)
    names = [row.name for row in chain(*rooms, rules_of_linear_maps(), rules_of_functions())]
    assert len(names) == len(set(names)) == len(RULES) >= 60


@rows
def test_a_row_is_whole(rule: Rule):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.words and rule.why and rule.source and rule.example
    assert rule.why.endswith(".")
    assert rule.shows == "words" or rule.identities or rule.first_order or rule.inequalities


def test_every_function_that_changes_in_a_way_of_its_own_has_a_rule():
    for record in REGISTRY.values():
        if record.kind != "operator":
            assert rule_of(record) in RULES


@pytest.mark.parametrize("record", [record for record in REGISTRY.values() if record.reasoning])
def test_the_reasoning_of_a_record_names_rules(record):
    for _, words in record.reasoning:
        for part in words.split("; "):
            name, _, formula = part.partition(": ")
            told = name.startswith("derivative-")  # the derivative stands in its place
            assert ("@1" in RULES[name].words) == bool(formula or told)


def test_a_rule_that_is_not_in_the_table_cannot_be_used():
    with pytest.raises(KeyError):
        Use("trace-anything")


def used(rule: Rule) -> set[str]:
    """The rules that lines of the derivation of its example name."""
    reasons = (line.reason for step in of_rule(rule).derivation().steps for line in step.lines if line.reason)
    return {use.rule for reason in reasons for use in reason.uses}


@rows
def test_the_rule_stands_in_the_derivation_of_its_example(rule: Rule):
    assert rule.name in used(rule)
