"""Answers by a vector stacked from scalars, and through matrices: as one expression wherever that is possible."""

import pytest

from matdiff_cli.calculus.answer import answer
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_problems

FIRST = [
    ("[x; y]'*A*[x; y] wrt [x, y]", "(A + A')*[x; y]"),
    ("A*[x; y] wrt [x, y]", "A"),
    ("[x; y] wrt [x, y]", "eye(2)"),
    ("exp(A*[x; y]) wrt [x, y]", "diag(exp(A*[x; y]))*A"),
    ("norm(A*[x; y] - b)^2 wrt [x, y]", "2*A'*(A*[x; y] - b)"),
    ("x^2 + [x, y]*A*[x; y] wrt [x, y]", "(A + A')*[x; y] + [2*x; 0]"),
    ("tr([x, y; y, x]*A) wrt [x, y]", "[tr(A); tr(A*[0, 1; 1, 0])]"),
    ("diag(s*b) wrt [s]", "diag(b)"),
    ("(s + s^2/2)*sin(t) wrt [s] where t: scalar", "sin(t)*(1 + s)"),
    ("det([x, y; z, x]) wrt [x, y, z]", "[2*x; -z; -y]"),
    ("b'*inv([x, 1; 1, x])*b wrt x where x: scalar", "-b'*[x, 1; 1, x]^-2*b"),
    ("a'*[1; 0] + x wrt [x, y] where a: vector(2)", "[1; 0]"),
    ("x*[1; 0] + y*[0; 1] wrt [x, y]", "eye(2)"),
    ("B*(A*[x; y] + b*(x + y)) wrt [x, y]", "B*(A + b*[1, 1])"),
    ("exp(a'*b)*(w'*[x; y] + s*(x + y)) wrt [x, y] where s: scalar", "exp(a'*b)*(w + [s; s])"),
    ("logdet([x, y; y, 2]) wrt [x, y]", "[2; -2*y]/(2*x - y^2)"),
    ("x'*x*log|[1, 2; 3, 4]| wrt x", "2*logdet([1, 2; 3, 4])*x"),
    ("t*log|[a, b; b, a]| wrt t where t, a, b: scalar", "logdet([a, b; b, a])"),
    ("x*[1; 0] + x*y*[0; 1] wrt [x, y]", "[1, 0; y, x]"),
    ("diag(inv(diag(x) + A)) wrt x", "-(diag(x) + A)^-1.*(diag(x) + A)^-T"),
    ("diag(X*diag(x)*A) wrt x", "X.*A'"),
]
SECOND = [
    ("[x; y]'*A*[x; y] wrt [x, y]", "A + A'"),
    ("logdet(A'*diag(x)*A) wrt x", "-(A*(A'*diag(x)*A)^-1*A').^2"),
    ("exp(x*y) wrt [x, y]", "exp(x*y)*[y^2, 1 + x*y; 1 + x*y, x^2]"),
]


def answered(words, order):
    (problem,) = read_problems(words)
    return text(answer(problem, order=order))


@pytest.mark.parametrize(("words", "wanted"), FIRST)
def test_first_derivative(words, wanted):
    assert answered(words, 1) == wanted


@pytest.mark.parametrize(("words", "wanted"), SECOND)
def test_second_derivative(words, wanted):
    assert answered(words, 2) == wanted
