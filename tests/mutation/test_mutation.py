"""When a rule of the calculus is wrong, the numerical check of the derivations says so."""

from itertools import groupby
from zlib import crc32

import mutants
import pytest
import run

pytestmark = pytest.mark.long

MUTANTS = mutants.all_mutants()


def sample():
    """One mutant in twenty-four, and one of each group at least, by their names: they stay when others are added."""
    drawn = sorted(MUTANTS, key=lambda mutant: (mutant.group, crc32(mutant.name.encode())))
    for _, group in groupby(drawn, key=lambda mutant: mutant.group):
        first, *others = group
        yield from (first, *(mutant for mutant in others if crc32(mutant.name.encode()) % 24 == 0))


SAMPLE = list(sample())


def outcome(mutant):
    return run.try_out(mutant, run.pool_for(mutant)).verdict


@pytest.mark.parametrize("mutant", SAMPLE, ids=lambda mutant: mutant.name)
def test_a_broken_rule_is_noticed(mutant):
    assert outcome(mutant) in ("noticed", "harmless")


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_broken_rule_is_noticed(mutant):
    assert outcome(mutant) in ("noticed", "harmless")


def test_what_changes_nothing_is_among_the_mutants():
    assert run.HARMLESS.keys() <= {mutant.name for mutant in MUTANTS}


def test_the_calculus_is_whole_again_afterwards():
    """Breaking is undone, also in what was read from the registry and kept."""
    text, layout = "logdet(A*X) wrt X", "gradient"
    before = run.document(text, layout)
    for mutant in SAMPLE:
        with mutant.apply():
            pass
    assert run.document(text, layout) == before
