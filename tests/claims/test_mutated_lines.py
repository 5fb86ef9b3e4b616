"""Slips made at random in the lines of printed derivations: they are rejected, and most are called by name."""

import copy
import re
from functools import cache
from random import Random

import pytest
from mutated_lines import mutated
from typed_back import WORKED, derived, lines

from matdiff_cli.claims.judge_lines import judge_lines
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.style import DEFAULT
from matdiff_cli.verify.lines import check_lines

pytestmark = pytest.mark.long

derivation = cache(derived)


def is_true(problem, number, text):
    """Does the line hold by the check of printed derivations, in the place of the one that was printed?"""
    document = copy.deepcopy(to_object(derivation(problem), DEFAULT))
    places = [(s, k) for s, step in enumerate(document["steps"], 1) for k in range(1, len(step["lines"]) + 1)]
    step, line = places[number]
    document["steps"][step - 1]["lines"][line - 1]["right"] = re.split(r"\s*(?:=|≈)\s*", text, maxsplit=1)[1]
    return (step, line) not in {(fault.step, fault.line) for fault in check_lines(document)}


def campaign(count, seed):
    """So many mutated lines that are wrong: which of them were accepted, and how many were explained."""
    random, seen = Random(seed), 0
    accepted, explained = [], 0
    while seen < count:
        problem = random.choice(WORKED)
        printed = lines(derivation(problem))
        number, how, text = next(mutated(printed, random))
        try:
            judged = judge_lines("\n".join([problem, *printed[:number], text])).lines[-1]
        except MatdiffError:
            continue  # no slip of the mathematics, but of the language
        if judged.holds:
            if is_true(problem, number, text):
                continue
            accepted.append((problem, how, text))
        seen += 1
        explained += bool(judged.found.slip or judged.found.condition)
    return accepted, explained


def test_mutated_lines_are_rejected_and_most_are_explained():
    accepted, explained = campaign(12, seed=2)
    assert accepted == [] and explained >= 6


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_two_thousand_mutated_lines(seed):
    """99 of 100 are rejected, and 70 of 100 are called by the name of a slip or of a condition."""
    accepted, explained = campaign(100, seed=seed)
    assert len(accepted) <= 1, accepted
    assert explained >= 70
