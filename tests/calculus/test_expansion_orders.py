"""f(X + ΔX) − f(X), order by order in ΔX."""

import mpmath
import pytest
from numeric import SYMBOLS, canonical, distance, node, points, same_value, text, value

from matdiff_cli.calculus.expansion import Expansion
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import variable
from matdiff_cli.expressions.nodes import Increment, Sum
from matdiff_cli.expressions.tidy import replace
from matdiff_cli.numbers import dense

VARIABLES = {variable(SYMBOLS[name]): Increment(variable(SYMBOLS[name])) for name in ("X", "x", "s", "Z", "W")}


def moved(expression):
    """The expression at X + ΔX."""
    return replace(expression, {v: Sum(v, d) for v, d in VARIABLES.items()}, simplify=False)


DEGREES = [
    ("A + a*b'", 0),
    ("a'*X*b", 1),
    ("A*X + X'*B", 1),
    ("tr(A*X)*B", 1),
    ("diag(X*b)*A", 1),
    ("vec(Z*A)", 1),
    ("kron(A, Z)", 1),
    ("[s, 2; s*t, 1]", 1),
    ("sum(M.*Z)", 1),
    ("tril(A*X)*B", 1),
    ("exp(A)*x", 1),
    ("x'*A*x", 2),
    ("X'*X", 2),
    ("X^2", 2),
    ("(x - A*b)'*W*(a - b) + x'*x", 2),
    ("x.^2.*a", 2),
    ("(A*x).*x", 2),
    ("s^2*A + s*B", 2),
    ("s*X", 2),
    ("tr(X'*A*X*B)", 2),
    ("tr(X)*X", 2),
    ("sum((Z*b).^2)", 2),
    ("kron(x, x)", 2),
    ("kron(X, Z)", 2),
    ("diag(x)*A*x", 2),
    ("diag(X*A*X)", 2),
    ("[s^2, s; x'*x, x'*a]", 2),
    ("vec(X*A*X)", 2),
    ("triu(X*X)", 2),
    ("W*A*W", 2),
    ("(tr(X) + s)*(tr(A*X) - s)", 2),
    ("s*x'*A*x", 3),
    ("X^3", 3),
    ("x.^3", 3),
    ("(x'*x)^2", 4),
    ("(X*A*X)^2", 4),
    ("(s*t + 1)^5", 5),
]
DEGREE = [pytest.param(*row, id=row[0]) for row in DEGREES]


@pytest.mark.parametrize(("written", "degree"), DEGREE)
def test_degree(written, degree):
    assert Expansion(VARIABLES).degree(node(written)) == degree


@pytest.mark.parametrize("written", [written for written, degree in DEGREES if degree <= 2])
def test_first_and_second_order_are_all_there_is_up_to_degree_two(written):
    expansion, expression = Expansion(VARIABLES), node(written)
    both = algebra_sum(expansion.first(expression), expansion.second(expression))
    assert same_value(f"({text(moved(expression))}) - ({text(expression)})", both)


def algebra_sum(first, second):
    return f"({text(first)}) + ({text(second)})"


@pytest.mark.parametrize("written", [written for written, degree in DEGREES if degree >= 2])
def test_first_and_second_order_are_what_a_small_step_sees(written):
    """With ΔX scaled by h, what first and second order leave is of third order in h."""
    expansion, expression = Expansion(VARIABLES), node(written)
    both = algebra_sum(expansion.first(expression), expansion.second(expression))
    for point in points()[:2]:
        for h in ("1e-12",):
            with mpmath.workdps(dense.DIGITS):
                small = {n: dense.scale(v, mpmath.mpf(h)) if n.startswith("d") else v for n, v in point.values.items()}
            there = type(point)(point.sizes, small)
            difference = f"({text(moved(expression))}) - ({text(expression)})"
            assert distance(value(difference, there), value(both, there)) < 1e-27


@pytest.mark.parametrize("written", ["A + a*b'", "exp(A)*det(B)", "norm(a)^alpha"])
def test_what_does_not_vary_does_not_change(written):
    expansion, expression = Expansion(VARIABLES), node(written)
    assert text(expansion.first(expression)) == text(canonical(f"0*({written})"))


@pytest.mark.parametrize("written", ["exp(X)", "inv(X)", "det(X)", "norm(x)", "s^alpha", "X^-1", "1/s", "x.^(1/2)"])
def test_what_is_not_polynomial_is_refused(written):
    expansion, expression = Expansion(VARIABLES), node(written)
    with pytest.raises(MatdiffError):
        expansion.first(expression)
    with pytest.raises(MatdiffError):
        expansion.degree(expression)
