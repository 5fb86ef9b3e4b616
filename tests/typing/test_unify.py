"""Unification of dimensions: what is found, what is impossible, what is put off."""

from itertools import pairwise

import pytest

from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.unify import Unifier


def size(factor=1, *names):
    return Dimension(factor, tuple(sorted(names)))


M, N = size(1, "m"), size(1, "n")


@pytest.fixture
def unifier():
    return Unifier()


def test_names_are_rigid(unifier):
    assert unifier.unify(M, M)
    assert not unifier.unify(M, N)
    assert not unifier.unify(M, size(3))


def test_a_variable_is_found(unifier):
    v = unifier.fresh()
    assert unifier.unify(v, M * N)
    assert unifier.resolve(v) == M * N
    assert not unifier.unify(v, M)


def test_no_variable_is_one(unifier):
    v = unifier.fresh()
    assert not unifier.unify(v, ONE)
    assert not unifier.unify(v * M, M)


def test_common_factors_cancel(unifier):
    v = unifier.fresh()
    assert unifier.unify(size(2) * v * M, size(6) * M * N)
    assert unifier.resolve(v) == size(3) * N


def test_integers_divide_or_do_not(unifier):
    assert not unifier.unify(size(2) * unifier.fresh(), size(3))
    assert not unifier.unify(size(2) * unifier.fresh(), M)


def test_roots(unifier):
    v = unifier.fresh()
    assert unifier.unify(v * v, size(9) * M * M)
    assert unifier.resolve(v) == size(3) * M
    assert unifier.settle() is None


@pytest.mark.parametrize("square", [size(8), size(4) * N, M * M * N], ids=str)
def test_what_is_no_square_has_no_root(unifier, square):
    v = unifier.fresh()
    assert unifier.unify(v * v, square, "no square")
    assert unifier.settle() == "no square"


def test_variables_chain(unifier):
    variables = [unifier.fresh() for _ in range(2000)]
    for a, b in pairwise(variables):
        assert unifier.unify(a, b)
    assert unifier.unify(variables[0], M)
    assert {unifier.resolve(v) for v in variables} == {M}


def test_what_is_put_off_is_decided_later(unifier):
    v, w = unifier.fresh(), unifier.fresh()
    assert unifier.unify(v * w, M * N, "both")
    assert unifier.unify(v, M)
    assert unifier.settle() is None
    assert unifier.resolve(w) == N


def test_what_stays_open_gives_its_reason(unifier):
    assert unifier.unify(unifier.fresh() * unifier.fresh(), M * N, "both")
    assert unifier.settle() == "both"


def test_what_turns_out_impossible_gives_its_reason(unifier):
    v, w = unifier.fresh(), unifier.fresh()
    assert unifier.unify(v * w, size(6), "six")
    assert unifier.unify(v, M)
    assert unifier.settle() == "six"
