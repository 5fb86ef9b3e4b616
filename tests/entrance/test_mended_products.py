"""Products, divisions and sums that do not fit: the command that is offered does what is meant."""

import pytest
from test_hints import commands, error_of

from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def value(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (r"A\(B\c) wrt c", "A^-1*B^-1*c"),
        (r"A\B\c wrt c", "(A^-1*B)^-1*c"),
        (r"(A\b)'*(B\c) wrt c", "(A^-1*b)'*B^-1*c"),
    ],
)
def test_left_divisions_of_matlab_are_read_from_left_to_right(text, meaning):
    assert value(text) == meaning


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (r"x'*A\b wrt x", r"x'*(A\b) wrt x"),
        (r"x'*A\b + c'*x wrt x", r"x'*(A\b) + c'*x wrt x"),
        ("x'*x' wrt x", "x'*x wrt x"),
        ("X'*Y*x'*x wrt X", "X'*Y*(x'*x) wrt X"),
        ("x'**A*x wrt x", "x'*A*x wrt x"),
        ("||A*x - b|^2 wrt x", "||A*x - b||^2 wrt x"),
        ("X*Y + x wrt X", "X*Y + x*ones(p)' wrt X"),
        ("W*X - b wrt W", "W*X - b*ones(p)' wrt W"),
        ("X + y' wrt X", "X + ones(m)*y' wrt X"),
        ("x.t*A*x wrt x", "x.T*A*x wrt x"),
        ("tr(A, B) wrt A", "tr(A*B) wrt A"),
        ("||A x - b||2^2 wrt x", "||A x - b||_2^2 wrt x"),
        ("a'*min(x, y) wrt x", "a'*(x - relu(x - (y))) wrt x"),
        ("A.inverse() * b wrt b", "inverse(A) * b wrt b"),
        ("tr(x) wrt x", "tr(x) wrt x where x: matrix"),
        ("||Y - K*α||^2 + λ*α'*K*α wrt α", "||Y - K*α||^2 + λ*α'*K*α wrt α where α: vector, Y: vector"),
        ("tr((X - 1μ^T)^T (X - 1μ^T)) wrt X", "tr((X - vector(1)*μ^T)^T (X - vector(1)*μ^T)) wrt X where μ: vector"),
    ],
)  # fmt: skip
def test_what_is_meant_is_offered(text, meant):
    assert [words[1] for words in commands(error_of(text).hint)] == [meant]


@pytest.mark.parametrize("text", ["w[-1] wrt w", r"\begin{cases} x^T A x \end{cases}", "np.foo(A) wrt A"])
def test_no_command_is_better_than_another_entry_or_half_a_line(text):
    error = error_of(text)
    assert error.hint and not commands(error.hint)


@pytest.mark.parametrize("text", ["X^0.5 wrt X", "tr(X^{1/2}) wrt X", "X^(-1/2) wrt X"])
def test_the_root_of_a_matrix_is_not_that_of_its_entries(text):
    error = error_of(text)
    assert "no roots" in error.hint and not commands(error.hint)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("np.linalg.eig(X) wrt X", "eigenvalues"),
        ("nuclear(X) wrt X", "singular values"),
        ("conj(x)'*x wrt x", "real"),
        ("Re(x'*A*x) wrt x", "real"),
        ("np.linalg.inv(W)[0][0] wrt W", "unit vectors"),
    ],
)
def test_what_there_is_not_is_said(text, said):
    assert said in error_of(text).hint


def test_the_transpose_of_a_target_is_no_other_target():
    assert [words[1] for words in commands(error_of("x^T A x wrt x^T").hint)] == ["x^T A x wrt x", "x^T A x"]


def test_a_function_of_r_is_its_formula():
    for function in ("function(x)", "f <- function(x)", "f = function(x)", "\\(x)"):
        assert value(f"{function} t(x) %*% A %*% x") == "x'*A*x"
        assert value(f"{function} {{ t(x) %*% A %*% x }}") == "x'*A*x"
    assert value("loss <- sum((y - X %*% b)^2) wrt b") == "sum((y - X*b).^2)"
    assert value("loss <- x'*A*x wrt x") == "x'*A*x"


def test_a_new_axis_is_no_entry():
    assert not commands(error_of("np.sum(x[:, None] * A) wrt x").hint)
