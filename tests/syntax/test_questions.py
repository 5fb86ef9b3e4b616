"""The forms in which people ask are read as the problem that they ask for."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems

QUADRATIC = "x'*A*x wrt x"
SAME = [
    ("d/dX tr(A*X)", "tr(A*X) wrt X"),
    ("d(x'*A*x)/dx", QUADRATIC),
    ("∂/∂x x'*A*x", QUADRATIC),
    ("∂(x'*A*x)/∂x", QUADRATIC),
    ("∂²/∂x² x'*A*x", QUADRATIC),
    ("∇_x x'*A*x", QUADRATIC),
    ("∇_{x} (x'*A*x)", QUADRATIC),
    ("grad_x x'*A*x", QUADRATIC),
    ("derivative of x'*A*x with respect to x", QUADRATIC),
    ("the gradient of x'*A*x w.r.t. x", QUADRATIC),
    ("Hessian of x'*A*x by x", QUADRATIC),
    ("x'*A*x WRT x", QUADRATIC),
    ("x'*A*x w.r.t x Where A: matrix(n)", "x'*A*x wrt x where A: matrix(n)"),
    ("D[x'*A*x, x]", QUADRATIC),
    ("diff(x'*A*x, x)", QUADRATIC),
    ("gradient(x'*A*x, x)", QUADRATIC),
    ("min_x x'*A*x", QUADRATIC),
    ("argmin_{x} x'*A*x", QUADRATIC),
    ("max_x (x'*A*x)", QUADRATIC),
    ("f(x) = x'*A*x", QUADRATIC),
    ("J = x'*A*x wrt x", QUADRATIC),
    ("f(w) = d/dx x'*A*x", QUADRATIC),
    ("$x'*A*x$ wrt x", QUADRATIC),
    ("$x'*A*x wrt x$", QUADRATIC),
    ("x'*A*x, x", QUADRATIC),
    ("∇_x x'*A*x wrt x", QUADRATIC),
]
NO_QUESTION = [
    "d/dX wrt d where d: vector(n), dX: scalar",
    "d'*x wrt x",
    "grad_x'*x wrt x",
    "min_x*x wrt x where min_x: scalar",
    "D*x wrt x",
    "f'*x wrt x",
    "F(X) wrt X where F(X): matrix(n)",
]


def typed(text):
    """Functions, targets and orders, without their places."""

    def bare(node):
        return node.op, node.value, tuple(map(bare, node.args))

    return [(bare(problem.function), problem.target) for problem in read_problems(text)]


@pytest.mark.parametrize(("asked", "plain"), SAME)
def test_a_question_is_read_as_the_problem_it_asks_for(asked, plain):
    assert typed(asked) == typed(plain)


@pytest.mark.parametrize("text", NO_QUESTION)
def test_what_is_algebra_stays_algebra(text):
    (problem,) = read_problems(text)
    assert problem.order == 1 and set(problem.target.names) == {text.partition(" wrt ")[2][0]}


@pytest.mark.parametrize(
    "text", ["Hessian of x'*x wrt x", "∂²(x'*x)/∂x²", "∇²_x x'*x", "second derivative of x'*x by x"]
)
def test_a_second_derivative_can_be_asked_for_in_words(text):
    (problem,) = read_problems(text)
    assert problem.order == 2


def test_the_arguments_of_a_function_are_the_targets():
    assert [p.target.names for p in read_problems("f(w, b) = w'*x + b'*x")] == [("w",), ("b",)]


@pytest.mark.parametrize(
    ("text", "column"), [("d/dX tr(A*Y*)", 12), ("∂(x'*A*q*)/∂x", 9), ("gradient of x'*A*)", 17), ("½ x'*)", 5)]
)
def test_places_in_errors_are_those_of_what_was_typed(text, column):
    with pytest.raises(MatdiffError) as found:
        read_problems(text)
    assert found.value.marks[0].span.start == column and found.value.source == text
