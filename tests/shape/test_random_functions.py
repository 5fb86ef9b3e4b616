"""Of random functions that bend down somewhere none is called convex, and nearly all are refuted."""

from itertools import islice
from random import Random

import pytest
from random_functions import bending_down, bends, function

from matdiff_cli.shape.hunt import _Ground, _Trial
from matdiff_cli.shape.judge import judge
from matdiff_cli.typing.read import read_problems

CONVEX = {"affine", "convex", "strictly convex"}
CONCAVE = {"affine", "concave", "strictly concave"}
SHARE = 0.95


def campaign(seed, count):
    refuted = 0
    for problem in islice(bending_down(seed), count):
        shape = judge(problem)
        assert shape.verdict not in CONVEX, problem.text
        refuted += shape.witness is not None or shape.verdict in CONCAVE
    return refuted / count


def test_none_that_bends_down_is_called_convex():
    assert campaign(seed=1, count=12) >= SHARE


@pytest.mark.slow
def test_none_of_ten_thousand_that_bend_down_is_called_convex():
    assert campaign(seed=2, count=10_000) >= SHARE


def proofs_are_not_refuted(seed, count):
    random = Random(seed)
    for _ in range(count):
        (problem,) = read_problems(function(random))
        verdict, seen = judge(problem).verdict, bends(problem, seed=1)
        assert not (verdict in CONVEX and -1 in seen), problem.text
        assert not (verdict in CONCAVE and 1 in seen), problem.text


def test_what_is_proved_is_not_refuted_by_values():
    proofs_are_not_refuted(seed=3, count=6)


@pytest.mark.slow
def test_of_many_proofs_none_is_refuted_by_values():
    proofs_are_not_refuted(seed=4, count=500)


def test_a_walk_ends_where_nothing_near_by_has_a_value(monkeypatch):
    monkeypatch.setattr(_Ground, "tried", lambda self, trials: [])
    monkeypatch.setattr(_Ground, "_moved", lambda self, trial, step: trial)
    trial = _Trial([0.5], [1.0])
    assert object.__new__(_Ground).walked([trial], 1) == [trial]
