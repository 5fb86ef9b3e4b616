"""What the facts claim of expressions holds of numbers, whatever structure their symbols have."""

import pytest
from claims_of_facts import plain_trouble, random_trouble

from matdiff_cli.expressions.build import build
from matdiff_cli.expressions.nodes import ONE
from matdiff_cli.expressions.tidy import tidy
from matdiff_cli.typing import dimension
from matdiff_cli.typing.dimension import Dimension
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Symbol

Y = Symbol("y", "vector", (Dimension(1, ("n",)), dimension.ONE), "simplex")


@pytest.mark.parametrize("written", ["sum(y)", "sum(y')", "ones(n)'*y", "y'*ones(n)", "norm1(y)", "sum(abs(y))"])
def test_a_vector_of_the_simplex_sums_to_one(written):
    assert tidy(build(read_expression(written, {"y": Y}), {"y": Y})) is ONE


def test_facts_of_plain_expressions_hold():
    assert list(plain_trouble(0)) == []


@pytest.mark.parametrize("seed", range(3))
def test_facts_of_random_expressions_hold(seed):
    assert list(random_trouble(seed, 250)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 20))
def test_facts_of_many_more_expressions_hold(seed):
    assert list(random_trouble(seed, 2_000)) == []
