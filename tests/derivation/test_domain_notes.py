"""Notes on what must hold: named with their subjects, one a kind, none for what holds anyway."""

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output.notation import unicode
from matdiff_cli.output.words import written
from matdiff_cli.typing.read import read_problems

NOTES = [
    ("log(a'*x) wrt x", ["aᵀ x > 0"]),
    ("log(a'*x) + log(b'*x) wrt x", ["aᵀ x, bᵀ x > 0"]),
    ("sum(log(x)) wrt x", ["x > 0 in every entry"]),
    ("sqrt(x'*y) wrt x", ["xᵀ y > 0"]),
    ("1/(a'*x) wrt x", ["aᵀ x ≠ 0"]),
    ("sum(x./y) wrt y", ["y ≠ 0 in every entry"]),
    ("sum(asin(x)) wrt x", ["−1 < x < 1 in every entry"]),
    ("log1p(t) wrt t where t: scalar", ["t > −1"]),
    ("sum(x.^alpha) wrt x", ["x > 0 in every entry"]),
    ("log(t^2) wrt t where t: scalar", ["t ≠ 0"]),
    ("tr(inv(X)*inv(Y)) wrt X", ["X invertible"]),
    ("(t - a)^2/(2*s^2) wrt s where a, s, t: scalar", ["s ≠ 0"]),
    ("log(2*s^2*t) wrt t where s, t: scalar", ["s ≠ 0", "t > 0"]),
    ("log(-2*t) wrt t where t: scalar", ["−t > 0"]),
    ("log(-t^2) wrt t where t: scalar", ["t ≠ 0", "−t² > 0"]),
    ("log(1/t) wrt t where t: scalar", ["t > 0"]),
    ("sum(log(x./y)) wrt x", ["x ⊘ y > 0 in every entry"]),
    ("sum(1./(2*x.*y.^2)) wrt x", ["x, y ≠ 0 in every entry"]),
    ("sum(1./sqrt(s*x)) wrt s where s: scalar", ["s x > 0 in every entry"]),
    ("x'*y/(norm(x)*norm(y)) wrt x", ["x, y ≠ 0"]),
    ("1/(3*det(X)^2) wrt X", ["X invertible"]),
    ("1/logdet(X) wrt X", ["X invertible", "log|X| ≠ 0"]),
    ("sum(1./inv(X)) wrt X", ["X invertible", "X⁻¹ ≠ 0 in every entry"]),
    ("sum(log(inv(X))) wrt X", ["log is elementwise", "X invertible", "X⁻¹ > 0 in every entry"]),
    ("log(norm(x)) wrt x", ["x ≠ 0"]),
    ("tr(inv(A*X'*B)) wrt X where A, B, X: matrix(n)", ["A, X, B invertible"]),
    ("tr(inv(A*X*A')) wrt X where A: matrix(m, n)", ["A X Aᵀ invertible"]),
    ("tr(inv(kron(X, 2*X))) wrt X", ["X invertible"]),
    ("tr(inv((s*t*X)^2)) wrt X where s: scalar, t: positive scalar", ["s ≠ 0", "X invertible"]),
    ("tr(inv(det(A)*X)) wrt X", ["A, X invertible"]),
    ("det(diag(x)) wrt x", ["x ≠ 0 in every entry"]),
    ("1/det(A*diag(2*x)) wrt x", ["A invertible", "x ≠ 0 in every entry"]),
    ("b'*inv(diag(x.*y))*b wrt x", ["x, y ≠ 0 in every entry"]),
    ("log(1 + t) + 1/t wrt t where t: scalar", ["1 + t > 0", "t ≠ 0"]),
    ("sum(log(A*x)) + sum(1./x) wrt x", ["A x > 0 in every entry", "x ≠ 0 in every entry"]),
    ("sum(log(x.*y)) + sum(1./x) wrt x", ["x ⊙ y > 0 in every entry"]),
    ("log(s*t) + 1/t wrt t where s, t: scalar", ["s t > 0"]),
    ("tr(A*expm(t*B)) wrt t where t: scalar", []),
    ("X^0 wrt X", ["the function does not depend on X: the derivative is zero"]),
    ("A*y wrt x", ["the function does not depend on x: the derivative is zero"]),
]
NONE = [
    "sum(x./y) wrt x",
    "sum(x.^0) wrt x",
    "log(b)*a'*x wrt x where b: scalar",
    "1/sum(exp(x)) wrt x",
    "logdet(S + X*X') wrt X where S: spd",
    "b'*inv(2*s*eye(n) + X'*S*X)*b wrt X where S: psd, s: positive scalar",
    "b'*inv(A*A' + diag(exp(x)))*b wrt x",
    "tr(inv(diag(exp(x))*expm(A)*Q*S)*B) wrt x where Q: orthogonal(n), S: spd(n)",
    "logdet(kron(S, diag(exp(x)))) wrt x where S: spd",
    "log(t) wrt t where t: positive scalar",
    "sum(sqrt(ones(n) + x.^2)) wrt x",
    "-sum(log(sigmoid(x))) - sum(log(ones(n) - sigmoid(x))) wrt x",
]


def notes(problem, order=1):
    (read,) = read_problems(problem)
    return [written(note, unicode) for note in derive(read, order=order).result.notes]


@pytest.mark.parametrize(("problem", "expected"), [*NOTES, *((problem, []) for problem in NONE)])
def test_what_must_hold_is_said_once(problem, expected):
    assert notes(problem) == expected


def test_the_second_derivative_asks_for_nothing_twice():
    assert notes("sqrt(x'*A*x) wrt x where A: symmetric", 2) == ["xᵀ A x > 0"]
    assert notes("norm(x - a) wrt x", 2) == ["x − a ≠ 0"]


def test_a_linear_function_is_not_said_to_be_constant_for_its_second_derivative():
    """The Hessian of a'*x is zero as the gradient does not depend on x; the function does."""
    assert notes("a'*x wrt x", 2) == ["the first derivative does not depend on x: the second is zero"]
    assert notes("a'*y wrt x", 2) == ["the function does not depend on x: the derivative is zero"]
    x, y = read_problems("x'*x + y'*y wrt x, y")
    assert [written(note, unicode) for note in derive(x, order=2, by=y).result.notes] == [
        "the first derivative does not depend on y: the second is zero"
    ]


def test_a_gradient_inside_its_structure_is_not_repeated():
    assert notes("logdet(X) wrt X where X: diagonal")[0].endswith("which is G itself")
    assert "G = " in notes("tr(A*X) wrt X where X: diagonal")[0]


def test_the_note_on_a_target_that_is_no_linear_space_names_that_target():
    simplex = "y is in the simplex: the answer is the {} among all vectors"
    assert notes("a'*y wrt y where y: simplex")[0].startswith(simplex.format("gradient G"))
    assert notes("A*y wrt y where y: simplex")[0].startswith(simplex.format("derivative"))
    x, q = read_problems("x'*Q*y wrt x, Q where Q: orthogonal(n)")
    for one, other in ((x, q), (q, x)):
        found = [written(note, unicode) for note in derive(one, order=2, by=other).result.notes]
        assert [words.partition(":")[0] for words in found] == ["Q is orthogonal"]


def test_functions_that_matrices_have_too_are_called_elementwise():
    assert notes("sin(X)*b wrt X where X: matrix(n)") == ["sin is elementwise"]
