"""Blocks of mixed second derivatives: ∂²f/∂x∂yᵀ, by the derivative of a gradient that differences confirm."""

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_problems

BLOCKS = [
    ("x'*A*y wrt x, y", ["zeros(m, m)", "A", "A'", "zeros(n, n)"]),
    ("exp(t)*a'*x wrt t, x where t: scalar", ["exp(t)*a'*x", "exp(t)*a'", "exp(t)*a", "zeros(m, m)"]),
    ("x^2*y^3 wrt x, y where x, y: scalar", ["2*y^3", "6*x*y^2", "6*x*y^2", "6*x^2*y"]),
    ("norm(X*w - y)^2 wrt w, y", ["2*X'*X", "-2*X'", "-2*X", "2*eye(m)"]),
]


def block(line, order=(0, 1)):
    problems = read_problems(line)
    first, second = (problems[i] for i in order)
    return derive(first, order=2, by=second)


def value(line, order=(0, 1)):
    return text(block(line, order).result.value)


@pytest.mark.parametrize(("line", "blocks"), BLOCKS)
def test_every_pair_of_targets_gives_a_block(line, blocks):
    assert [value(line, (i, j)) for i in (0, 1) for j in (0, 1)] == blocks


def test_a_block_names_both_targets():
    x, y = read_problems("x'*A*y wrt x, y")
    assert derive(x, order=2, by=y).by == y.target
    assert derive(x, order=2, by=x).by is None


def test_a_target_that_is_orthogonal_varies_in_the_derivative_by_the_other():
    assert value("x'*Q*y wrt x, Q where Q: orthogonal(n)") == "kron(y', eye(n))"
    assert value("x'*Q'*Q*x wrt x, Q where Q: orthogonal(n)") != "zeros(n, n*n)"


def test_an_unknown_function_of_the_second_target_varies():
    assert value("y'*F(X)*a wrt y, X where F(X): matrix(p, q)") == "dF*a"


@pytest.mark.parametrize(
    ("structure", "blocks"),
    [
        ("symmetric", ["(A + A')/2", "(A + A')/2"]),
        ("lower", ["triu(A)", "tril(A')"]),
        ("diagonal", ["diag(diag(A))"] * 2),
    ],
)
def test_a_block_by_a_scalar_is_inside_the_structure_of_the_matrix_whichever_comes_first(structure, blocks):
    line = f"t*tr(A*S) wrt t, S where t: scalar, S: {structure}(n)"
    assert [value(line), value(line, (1, 0))] == blocks


def test_a_second_target_that_does_not_occur_is_among_the_symbols():
    found = block("x'*x wrt x, y")
    assert list(found.problem.symbols) == ["x", "y"]
    assert text(found.result.value) == "zeros(m, n)"


def test_a_scalar_in_both_targets_is_one_argument_that_changes():
    *_, change, answer = block("t^2*y*s wrt [t, s], [t, y] where t, y, s: scalar").steps
    assert text(change.lines[0].left) == "grad f(t + dt, s, y + dy) - grad f(t, s, y)"
    assert text(answer.lines[0].left) == "hess f(t, s, y)"
