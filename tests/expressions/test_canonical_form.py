"""The canonical form, constructor by constructor: what is written on the left is printed as on the right."""

import pytest
from numeric import canonical, node, same_value, text

from matdiff_cli.expressions.tidy import tidy

SUMS = (
    ("A + A", "2*A"),
    ("A - A", "zeros(n, n)"),
    ("2*A + B - 3*A", "-A + B"),
    ("A + (B + C) + A", "2*A + B + C"),
    ("A - (B - A)", "2*A - B"),
    ("0*A + B", "B"),
    ("A*x + x*s + A*x", "2*A*x + s*x"),
    ("x'*A*y + y'*A'*x", "2*x'*A*y"),
    ("x'*A*B*y - y'*B'*A'*x", "0"),
    ("tr(A*B) + tr(B*A)", "2*tr(A*B)"),
    ("tr(A*B) + tr(B'*A')", "2*tr(A*B)"),
    ("tr(A*B*C) - tr(C*A*B)", "0"),
    ("s*t*A + t*s*A", "2*s*t*A"),
    ("x'*y*a - a*y'*x", "zeros(n)"),
    ("det(A)*B + B*det(A')", "2*det(A)*B"),
    ("A/2 + A/3", "5*A/6"),
    ("pi*A + 2*pi*A", "3*pi*A"),
    ("[1, s; t, 2] + [s, 1; 1, 1]", "[1 + s, s + 1; t + 1, 3]"),
    ("diag(x) + diag(y)", "diag(x + y)"),
    ("1 + s + 1", "2 + s"),
    ("A + zeros(n, n)", "A"),
    ("2 - 2", "0"),
    ("-(A + B)", "-(A + B)"),
    ("-(-A)", "A"),
    ("-2*(A + B) + A", "-2*(A + B) + A"),
)
PRODUCTS = (
    ("A*eye(n)*B", "A*B"),
    ("eye(n)*eye(n)", "eye(n)"),
    ("2*A*3", "6*A"),
    ("(-1)*(-1)*A", "A"),
    ("A*s*B*t", "s*t*A*B"),
    ("A*(2*B)*(s*C)", "2*s*A*B*C"),
    ("A^2*A", "A^3"),
    ("A^-1*A", "eye(n)"),
    ("A*A^-1", "eye(n)"),
    ("A^-1*A^-1", "A^-2"),
    ("A^2*A^-1*B", "A*B"),
    ("A'*(A')^-1", "eye(n)"),
    ("(A + B)*(A + B)", "(A + B)^2"),
    ("A*(B + C)", "A*(B + C)"),
    ("(A*B)*(C*A)", "A*B*C*A"),
    ("s*s", "s^2"),
    ("s^2*s^-1", "s"),
    ("s*s^-2", "1/s"),
    ("sqrt(s)*sqrt(s)", "s"),
    ("s*t/s", "t"),
    ("(2*s)/(4*t)", "s/(2*t)"),
    ("(s + t)/(s + t)", "1"),
    ("A*zeros(n, n)", "zeros(n, n)"),
    ("0*x", "zeros(n)"),
    ("2*[1, s; t, 2]", "[2, 2*s; 2*t, 4]"),
)
ONE_BY_ONE = (
    ("a*x'*y*b'", "(x'*y)*a*b'"),
    ("a'*x*A*y", "(a'*x)*A*y"),
    ("x'*x*y'*y", "(x'*x)*(y'*y)"),
    ("x'*x*A*x", "(x'*x)*A*x"),
    ("A*x*x'*B", "A*x*x'*B"),
    ("tr(x'*y)", "x'*y"),
    ("(x'*y)'", "x'*y"),
    ("r*A*r'", "r*A*r'"),
)
PATTERNS = (
    ("Q*Q'", "eye(n)"),
    ("Q'*A*Q'*Q", "Q'*A"),
    ("K*K'", "-K^2"),
    ("diag(x)*diag(y)", "diag(x.*y)"),
    ("diag(x)*y", "x.*y"),
    ("y'*diag(x)", "(x.*y)'"),
    ("A*diag(x)*y", "A*(x.*y)"),
    ("x'*diag(y)*a", "x'*(y.*a)"),
    ("ones(n)'*x", "sum(x)"),
    ("x'*A*ones(n)", "sum(x'*A)"),
    ("ones(m, n)*ones(n, m)", "n*ones(m, m)"),
    ("x'*(y./x)", "sum(y)"),
    ("kron(A, B)*kron(C, X)", "kron(A*C, B*X)"),
)
TRANSPOSES = (
    ("A''", "A"),
    ("(A*B)'", "B'*A'"),
    ("(A*W*A')'", "A*W*A'"),
    ("(A + B)'", "(A + B)'"),
    ("(A + A')'", "A + A'"),
    ("(x - A*y)'", "(x - A*y)'"),
    ("(A'*x + B'*y)'", "x'*A + y'*B"),
    ("(s*A)'", "s*A'"),
    ("W'", "W"),
    ("K'", "-K"),
    ("S'*D'", "S*D"),
    ("(B'*S*B)'", "B'*S*B"),
    ("(x*y' + y*x')'", "x*y' + y*x'"),
    ("(A^-1)'", "A^-T"),
    ("(W^-1)'", "W^-1"),
    ("((A'*A)^-1)'", "(A'*A)^-1"),
    ("(A^3)'", "(A^3)'"),
    ("diag(x)'", "diag(x)"),
    ("(A.*B)'", "A'.*B'"),
    ("(W.*V)'", "W.*V"),
    ("(x.*y)'", "(x.*y)'"),
    ("(x.^2)'", "(x.^2)'"),
    ("exp(A)'", "exp(A)'"),
    ("exp(W)'", "exp(W)"),
    ("expm(A)'", "expm(A)'"),
    ("kron(A, B)'", "kron(A', B')"),
    ("kron(W, V)'", "kron(W, V)"),
    ("[1, s; t, 2]'", "[1, t; s, 2]"),
    ("ones(m, n)'", "ones(n, m)"),
    ("vec(Z)'", "vec(Z)'"),
    ("tril(A)'", "triu(A')"),
)
POWERS = (
    ("(A^-1)^-1", "A"),
    ("(A^2)^3", "A^6"),
    ("A^1", "A"),
    ("A^0", "eye(n)"),
    ("eye(n)^5", "eye(n)"),
    ("(2*A)^-1", "A^-1/2"),
    ("(s*A)^3", "s^3*A^3"),
    ("(-A)^2", "A^2"),
    ("(A')^-1", "A^-T"),
    ("(A')^2", "(A^2)'"),
    ("(A*B)^-1", "(A*B)^-1"),
    ("diag(x)^-1", "diag(1./x)"),
    ("diag(x)^3", "diag(x.^3)"),
    ("Q^-1", "Q'"),
    ("(Q')^-1", "Q"),
    ("kron(A, B)^-1", "kron(A^-1, B^-1)"),
    ("(s^2)^3", "s^6"),
    ("(s^alpha)^2", "s^(2*alpha)"),
    ("(s^2)^alpha", "(s^2)^alpha"),
    ("s^(1/2)", "sqrt(s)"),
    ("s^(-1/2)", "1/sqrt(s)"),
    ("s^0", "1"),
    ("2^-2", "1/4"),
    ("(s*t)^2", "s^2*t^2"),
    ("(2*s)^-1", "1/(2*s)"),
    ("1/(1/s)", "s"),
    ("sqrt(s)^2", "s"),
    ("sqrt(4)", "2"),
    ("sqrt(2)", "sqrt(2)"),
    ("pi^2", "pi^2"),
)
ELEMENTWISE = (
    ("A.*A", "A.^2"),
    ("A.*A.*B", "A.^2.*B"),
    ("A.*ones(n, n)", "A"),
    ("A.*zeros(n, n)", "zeros(n, n)"),
    ("(2*x).*(s*y)", "2*s*(x.*y)"),
    ("s.*t", "s*t"),
    ("x.*x.^-1", "ones(n)"),
    ("x./y./x", "1./y"),
    ("x.^2.*x.^3", "x.^5"),
    ("x.^alpha.*x.^beta", "x.^(alpha + beta)"),
    ("x.^0", "ones(n)"),
    ("(x.^2).^3", "x.^6"),
    ("(2*x).^2", "4*x.^2"),
    ("(-x).^3", "-x.^3"),
    ("(x.*y).^2", "x.^2.*y.^2"),
    ("x.^(1/2)", "sqrt(x)"),
    ("x.^(-1/2)", "1./sqrt(x)"),
    ("sqrt(x).*sqrt(x)", "x"),
    ("x'.*y'", "(x.*y)'"),
    ("(x').^2", "(x.^2)'"),
    ("exp(x')", "exp(x)'"),
    ("exp(A')", "exp(A)'"),
)
KRONECKER = (
    ("kron(2*A, s*B)", "2*s*kron(A, B)"),
    ("kron(eye(n), eye(m))", "eye(m*n)"),
    ("kron(A, kron(B, C))", "kron(kron(A, B), C)"),
    ("kron(x, y')", "x*y'"),
    ("kron(x', y)", "y*x'"),
    ("kron(s, A)", "s*A"),
    ("kron(A, zeros(m, n))", "zeros(m*n, n*n)"),
    ("kron(ones(n), ones(m))", "ones(m*n)"),
    ("vec(s*A)", "s*vec(A)"),
    ("vec(x)", "x"),
    ("vec(x')", "x"),
    ("vec(zeros(m, n))", "zeros(m*n)"),
)
DIAGONALS = (
    ("diag(2*x)", "2*diag(x)"),
    ("diag(ones(n))", "eye(n)"),
    ("diag(diag(x))", "x"),
    ("diag(A')", "diag(A)"),
    ("diag(s*A)", "s*diag(A)"),
    ("diag(A.*B)", "diag(A).*diag(B)"),
    ("diag(x*y')", "x.*y"),
    ("diag(diag(x)*A)", "x.*diag(A)"),
    ("diag(A*diag(x))", "x.*diag(A)"),
    ("diag(eye(n))", "ones(n)"),
    ("tril(2*A)", "2*tril(A)"),
    ("triu(diag(x))", "diag(x)"),
    ("tril(tril(A))", "tril(A)"),
)
TRACES_AND_SUMS = (
    ("tr(A')", "tr(A)"),
    ("tr(eye(n))", "n"),
    ("tr(2*A)", "2*tr(A)"),
    ("tr(s*A*B)", "s*tr(A*B)"),
    ("tr(x*y')", "y'*x"),
    ("tr(A*x*y')", "y'*A*x"),
    ("tr(A*B*A^-1)", "tr(B)"),
    ("tr(diag(x))", "sum(x)"),
    ("tr(kron(A, B))", "tr(A)*tr(B)"),
    ("tr(zeros(n, n))", "0"),
    ("tr(A + B)", "tr(A + B)"),
    ("tr(s)", "s"),
    ("sum(A')", "sum(A)"),
    ("sum(2*x)", "2*sum(x)"),
    ("sum(x')", "sum(x)"),
    ("sum(s*A)", "s*sum(A)"),
    ("sum(diag(x))", "sum(x)"),
    ("sum(eye(n))", "n"),
    ("sum(ones(m, n))", "m*n"),
    ("sum(x*y')", "sum(x)*sum(y)"),
    ("sum(x.*y)", "x'*y"),
    ("sum(x.*y.*a)", "x'*(y.*a)"),
    ("sum(A.*B)", "sum(A.*B)"),
)
DETERMINANTS = (
    ("det(A')", "det(A)"),
    ("det(A^-1)", "1/det(A)"),
    ("det(A^3)", "det(A)^3"),
    ("det(eye(n))", "1"),
    ("det(A*B)", "det(A*B)"),
    ("det(s)", "s"),
    ("logdet(A')", "logdet(A)"),
    ("logdet(A^-1)", "-logdet(A)"),
    ("logdet(A^3)", "3*logdet(A)"),
    ("logdet(eye(n))", "0"),
)

TABLES = {
    "add": SUMS,
    "product": PRODUCTS,
    "product of 1×1 stretches": ONE_BY_ONE,
    "product of special matrices": PATTERNS,
    "transpose": TRANSPOSES,
    "power": POWERS,
    "elementwise": ELEMENTWISE,
    "kronecker and vec": KRONECKER,
    "diagonals and triangles": DIAGONALS,
    "trace and sum": TRACES_AND_SUMS,
    "det and logdet": DETERMINANTS,
}
ROWS = [
    pytest.param(written, wanted, id=f"{name}: {written}") for name, rows in TABLES.items() for written, wanted in rows
]


@pytest.mark.parametrize(("written", "wanted"), ROWS)
def test_canonical_form(written, wanted):
    assert text(canonical(written)) == wanted


@pytest.mark.parametrize(("written", "wanted"), ROWS)
def test_value_and_shape_are_kept(written, wanted):
    assert canonical(written).shape == node(written).shape
    assert same_value(written, wanted)


@pytest.mark.parametrize(("written", "wanted"), ROWS)
def test_canonical_form_is_its_own(written, wanted):
    found = canonical(written)
    assert tidy(found) is found


@pytest.mark.parametrize("written", [written for rows in TABLES.values() for written, _ in rows])
def test_what_is_printed_has_the_same_canonical_form(written):
    assert canonical(text(canonical(written))) is canonical(written)
