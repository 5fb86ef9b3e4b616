"""Questions that people write round a formula: read, or refused with the problem that is meant."""

import shlex

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), *problem.target.names, problem.order


def offered(text):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    return [shlex.split(each)[1] for each in error.value.hint.partition("try: ")[2].split("  or  ") if each]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Find d/dx of (A*x-b)'(A*x-b)", ("(A*x - b)'*(A*x - b)", "x", 1)),
        ("what is d/dX of det(X)?", ("det(X)", "X", 1)),
        ("d/dx: x'*A*x", ("x'*A*x", "x", 1)),
        ("compute the Hessian of log(1+exp(a'x)) in x", ("log(1 + exp(a'*x))", "x", 2)),
        ("∇ₓ x'*A*x", ("x'*A*x", "x", 1)),
        ("x ↦ xᵀA x", ("x'*A*x", "x", 1)),
        ("x'*A*x wrt. x", ("x'*A*x", "x", 1)),
        ("x'*A*x wrt: x", ("x'*A*x", "x", 1)),
        ("r'*r wrt w where r := y - X*w", ("r'*r", "w", 1)),
        ("xe^x wrt x", ("x*exp(x)", "x", 1)),
        ("te^{-t^2} wrt t", ("t*exp(-t^2)", "t", 1)),
        ("xe^x wrt x where e: scalar", ("x*e^x", "x", 1)),
        ("xe^T*x wrt x where x: scalar", ("x*e'*x", "x", 1)),
        ("norm(X(:)) wrt X", ("norm(vec(X))", "X", 1)),
        ("einsum('i,ij,j', x, A, x) wrt x", ("x'*A*x", "x", 1)),
    ],
)
def test_what_is_asked_is_read(text, meaning):
    assert read(text) == meaning


@pytest.mark.parametrize("text", ["d(x'*A*x)/dx'", "d/dx' (x'*A*x)", "∂ A x/∂xᵀ", "∂(A*x)/∂x^T"])
def test_the_derivative_by_a_transpose_is_told_of(text):
    (problem,) = read_problems(text)
    assert problem.target.names == ("x",) and any("by the transpose of x" in words for words in problem.reading)


@pytest.mark.parametrize("text", ["d/dx x'*y", "d(x')/dx", "d x'/dx"])
def test_a_transpose_elsewhere_is_none(text):
    assert not any("by the transpose" in words for words in read_problems(text)[0].reading)


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("A is PSD", "psd"), ("A is SPD", "spd"), ("A sym", "symmetric"), ("A: sym(n)", "symmetric"),
        ("A is a real symmetric matrix", "symmetric"), ("A is PD, x in R^n", "spd"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_matrix_is_read(text, structure):
    assert read_problems(f"x'*A*x wrt x where {text}")[0].symbols["A"].structure == structure


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("where A: symmetric(n) x'*A*x wrt x", "x'*A*x wrt x where A: symmetric(n)"),
        ("x: vector(n), A: matrix(n,n). x'*A*x wrt x", "x'*A*x wrt x where x: vector(n), A: matrix(n,n)"),
        ("x'*A*x wrt to x", "x'*A*x wrt x"),
        ("3x²+2xy+y² wrt (x, y)", "3x²+2xy+y² wrt x, y"),
        ("xᵗAx wrt x", "xᵀ A*x wrt x"),
    ],
)
def test_the_problem_that_is_meant_is_offered(text, meant):
    assert offered(text)[0] == meant


@pytest.mark.parametrize(
    "text", ["differentiate x'Ax twice", "x'A symmetric wrt x", "log(1 + exp(a'x)) in x", "max_w min_v w'Av"]
)
def test_words_are_no_factors(text):
    with pytest.raises(MatdiffError, match="is a word here"):
        read_problems(text)


def test_an_expectation_is_no_entry():
    assert not offered("E[x] wrt x") and offered("x[i] wrt x") == ["(e_i'*x) wrt x"]


@pytest.mark.parametrize(
    "text", ["x'*in wrt x", "twice'x wrt x", "d/dx*y wrt d where dx, y: scalar", "x'lower wrt x where lower: vector"]
)
def test_names_stay_names(text):
    assert read_problems(text)


@pytest.mark.parametrize("text", ["log 1'exp(x) wrt x", "log x'exp(x) wrt x"])
def test_nobody_takes_the_logarithm_of_a_row_alone(text):
    row = text[4:6]
    assert offered(text) == [f"log({row})*exp(x) wrt x", f"log({row}*exp(x)) wrt x"]


@pytest.mark.parametrize(
    ("text", "order"),
    [("Jacobian: A*x", 1), ("gradient : x'A x", 1), ("Derivative: log|X|", 1), ("Hessian: x'A x", 2), ("grad: x'x", 1)],
)
def test_a_kind_with_a_colon_is_asked_for(text, order):
    (problem,) = read_problems(text)
    (plain,) = read_problems(text.partition(": ")[2])
    assert problem.order == order
    assert problem.symbols.keys() == plain.symbols.keys() and problem.function.op == plain.function.op
