"""What the facts claim of expressions holds of numbers, whatever structure their symbols have."""

from random import Random

import pytest
from claims_of_facts import broken, plain_trouble, random_trouble
from structured import MATRICES, SCALARS, VECTORS

from matdiff_cli.expressions import facts
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


def test_a_matrix_is_diagonal_where_both_triangles_are_0():
    n = Dimension(1, ("n",))
    for declared in (None, "symmetric", "lower", "upper", "diagonal"):
        found = {"A": Symbol("A", "matrix", (n, n), declared)}
        assert facts.is_diagonal(build(read_expression("A", found), found)) == (declared == "diagonal")
    low = {name: Symbol(name, "matrix", (n, n), "lower") for name in "AB"}
    assert not facts.is_diagonal(build(read_expression("A*B", low), low))
    assert facts.is_diagonal(tidy(build(read_expression("triu(A)", low), low)))


NEAR = [
    # signs: what may be negative, and what may be 0
    ("-2*t^2", {}),
    ("A", {"A": "positive lower"}),
    ("A", {"A": "positive upper"}),
    ("A*B", {"A": "psd", "B": "spd"}),
    ("sqrt(abs(t))", {}),
    ("sqrt(relu(A))", {}),
    ("t^2 + alpha", {}),
    ("1 - 2*sigmoid(t)", {}),
    ("1 - 3*sigmoid(t) + t^2", {}),
    ("1/2 - sin(t)", {}),
    ("1 - sin(t)", {}),
    ("1 - cos(t) - sin(alpha)", {}),
    ("1/2 - 4*sin(t)", {}),
    ("1/2 + 4*sin(t)", {}),
    ("1 - cos(relu(-exp(t)))", {}),  # it is 0
    ("A^-1", {"A": "positive matrix"}),
    ("A^-2", {"A": "positive symmetric"}),
    ("t^3 + t^-3", {}),
    ("t^-3", {}),
    ("A.^3", {}),
    ("relu(t)^3", {}),
    ("relu(t)^(1/2)", {}),
    ("alpha*x'*x", {}),
    ("alpha*exp(t)", {}),
    ("x'*A*x", {"A": "symmetric"}),
    ("x'*A*y", {"A": "psd"}),
    ("x'*B'*A*C*x", {"A": "psd"}),
    ("kron(exp(x'), y)", {}),
    ("exp(A).*B", {}),
    ("[exp(t), alpha; 1, 1]", {}),
    ("diag(exp(x))", {}),
    ("tril(exp(A))", {}),
    ("triu(exp(A))", {}),
    # zeros: where a triangle is lost
    ("A + B", {"A": "lower", "B": "upper"}),
    ("A*B", {"A": "lower", "B": "upper"}),
    ("A'", {"A": "lower"}),
    ("A'*A", {"A": "upper"}),
    ("exp(A)", {"A": "lower"}),
    ("cos(A)", {"A": "diagonal"}),
    ("A.^-1", {"A": "diagonal"}),
    ("A.*B", {}),
    ("tril(A)", {"A": "upper"}),
    ("triu(A)", {}),
    ("tril(A)'", {}),
    ("A*B", {"A": "skew", "B": "skew"}),
    ("A + A'", {}),
    ("A + A'", {"A": "lower"}),
    ("cos(A)", {"A": "skew"}),
    ("A.^2", {"A": "skew"}),
    ("A.*B", {"A": "skew", "B": "skew"}),
    ("A*B + B*A", {"A": "skew", "B": "symmetric"}),
    # ranks: what may have an inverse
    ("A", {}),
    ("A", {"A": "skew"}),
    ("ones(n, n)", {}),
    ("ones(n, n) + A", {}),
    ("x*y' + y*x'", {}),
    ("x*y' + A", {}),
    ("x*x' + y*y'", {}),
]
"""Expressions of which a fact would be claimed that is not so, if a condition of its rule were dropped."""


@pytest.mark.parametrize("size", [0, 3])
def test_no_fact_is_claimed_that_is_nearly_so(size):
    """In matrices of a size that is known, and of any (0)."""
    random, n = Random(size), Dimension(size) if size else Dimension(1, ("n",))
    trouble = []
    for written, declared in NEAR:
        written = written.replace("n, n", f"{size}, {size}") if size else written
        symbols = {name: Symbol(name, "scalar", (dimension.ONE, dimension.ONE)) for name in SCALARS}
        symbols |= {name: Symbol(name, "vector", (n, dimension.ONE)) for name in VECTORS}
        for name in MATRICES:
            words = declared.get(name, "").replace("matrix", "").split()
            structure = next((word for word in words if word != "positive"), None)
            symbols[name] = Symbol(name, "matrix", (n, n), structure, positive="positive" in words)
        for _ in range(3):
            trouble += broken(written, symbols, random, sizes=(1, 2, 3) if not size else (size,))
    assert trouble == []
