"""When the facts claim too much of an expression, numbers say so, and what was claimed."""

from zlib import crc32

import facts
import pytest

pytestmark = pytest.mark.long

MUTANTS = facts.all_mutants()
SAMPLE = [mutant for mutant in MUTANTS if crc32(mutant.name.encode()) % 24 == 0 and mutant.name not in facts.HARMLESS]


def check(mutant):
    trouble = facts.first_trouble(mutant)
    assert trouble or mutant.name in facts.HARMLESS
    assert not trouble or " is called " in trouble


@pytest.mark.parametrize("mutant", SAMPLE, ids=lambda mutant: mutant.name)
def test_a_false_fact_is_noticed(mutant):
    check(mutant)


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_false_fact_is_noticed(mutant):
    check(mutant)


def test_what_changes_nothing_is_among_the_mutants():
    assert facts.HARMLESS.keys() <= {mutant.name for mutant in MUTANTS}
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
