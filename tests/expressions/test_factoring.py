"""Common factors taken out: the forms that textbooks print, of the same value."""

import pytest
from numeric import canonical, same_value, text

from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.final_form import polish
from matdiff_cli.expressions.tidy import tidy

FACTORED = [
    ("sqrt(s*t)*sqrt(s*t)*x/s - A*y", "t*x - A*y"),
    ("s^2*(s*t)^(1/2)*(s*t)^(-3/2)*x - A*y", "s*x/t - A*y"),
    ("A*x + A'*x", "(A + A')*x"),
    ("A'*x + A*x", "(A + A')*x"),
    ("x'*A + x'*B", "x'*(A + B)"),
    ("W*(x - A*y)*s + W*(x - A*y)*t", "(s + t)*W*(x - A*y)"),
    ("A*B*x - A*C*x", "A*(B - C)*x"),
    ("2*A*x + 4*B*x", "2*(A + 2*B)*x"),
    ("-A*x - B*x", "-(A + B)*x"),
    ("A*x*x'*B + A*y*y'*B", "A*(x*x' + y*y')*B"),
    ("A*B*A*x + A*B*C*x + A*C*x", "A*(B*(A + C) + C)*x"),
    ("M'*(N + Z)*x - M'*(N + Z)*y", "M'*(N + Z)*(x - y)"),
    ("x*y' + y*x'", "x*y' + y*x'"),
    ("A + s*A*B", "A + s*A*B"),
    ("A - B", "A - B"),
    ("x + A*x", "x + A*x"),
    ("s*x + s*y", "s*(x + y)"),
    ("det(X)*tr(A)*X^-1 - det(X)*X^-1*A*X^-1", "det(X)*(tr(A)*X^-1 - X^-1*A*X^-1)"),
    ("2*x + 2*y", "2*(x + y)"),
    ("(A*x)'*y", "x'*A'*y"),
]
POLISHED = [
    ("B'*X'*A' + A'*X'*B'", "(A*X*B + B*X*A)'"),
    ("-(A^-1)'*B'*C'*(A^-1)'", "-(A^-1*C*B*A^-1)'"),
    ("A'*B'", "A'*B'"),
    ("2*(A^2)'*B'*X'*C'", "2*(C*X*B*A^2)'"),
    ("-tr((-B*x*x' - x*x'*B)*B*B)", "2*x'*B^3*x"),
    ("tr((A - B)*C)", "tr((A - B)*C)"),
]


def rows(table):
    return [pytest.param(written, wanted, id=written) for written, wanted in table]


@pytest.mark.parametrize(("written", "wanted"), rows(FACTORED))
def test_factored(written, wanted):
    assert text(factor(canonical(written))) == wanted


@pytest.mark.parametrize(("written", "wanted"), rows(POLISHED))
def test_polished(written, wanted):
    assert text(polish(canonical(written))) == wanted


SUMS = [
    *(written for written, _ in FACTORED + POLISHED),
    "s*A*x - t*A*x + s*B*x",
    "(x'*y)*a + (x'*y)*b",
    "(x'*y)*a + (a'*y)*x",
    "A*B + C*B + A*C",
    "A/3 + A*B/2",
    "x'*A*x/s + y'*A*x/s",
    "kron(A, B)*kron(X, Y) + kron(A, C)*kron(X, Y)",
    "diag(x)*A + diag(y)*A",
    "x.*y + x.*a",
    "W*Z'*u + W*x - W*y",
    "tr(A)*B*x + tr(A)*x",
    "s^2*x + s*y",
    "exp(s)*x - exp(s)*y/t",
    "x/norm(x) - (a'*x)*x/norm(x)^3",
    "s*tr(A) - s*x'*A*y",
    "(x'*y)*t - t/2",
    "(x'*y)*t/s - (a'*y)*t/s",
]


@pytest.mark.parametrize("rewrite", [factor, polish])
@pytest.mark.parametrize("written", SUMS)
def test_the_value_is_kept(rewrite, written):
    assert same_value(written, rewrite(canonical(written)))


@pytest.mark.parametrize("written", SUMS)
def test_a_factored_form_is_canonical(written):
    found = factor(canonical(written))
    assert tidy(found) is found
    assert factor(found) is found
