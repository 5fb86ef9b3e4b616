"""Declarations as people say them, and what is offered where one is refused."""

import pytest
from test_hints import commands, error_of

from matdiff_cli.typing.read import read_problems


def declared(text, name="A"):
    symbol = read_problems(f"x'*A*x wrt x where {text}")[0].symbols[name]
    return symbol.structure, tuple(map(str, symbol.shape))


@pytest.mark.parametrize(
    ("text", "structure", "shape"),
    [
        ("A: n x n matrix", None, ("n", "n")),
        ("A is an n x n symmetric matrix", "symmetric", ("n", "n")),
        ("A is a symmetric matrix", "symmetric", None),
        ("A: 2x2", None, ("2", "2")),
        ("A: matrix(2x2)", None, ("2", "2")),
        ("A: matrix(p x p)", None, ("p", "p")),
        ("A in R^(2x2)", None, ("2", "2")),
        ("A ∈ R^(nxn)", None, ("n", "n")),
        ("A in R^nxn", None, ("n", "n")),
        ("A: pos def", "spd", None),
        ("A: positive definite matrix(n)", "spd", ("n", "n")),
        ("A is n by n", None, ("n", "n")),
        ("A is an n-by-n matrix", None, ("n", "n")),
        ("A nxn, x nx1", None, ("n", "n")),
        ("x is a vector and A is symmetric", "symmetric", None),
        ("A: symmetric(n) and x in R^n", "symmetric", ("n", "n")),
    ],
)
def test_types_in_words_and_sizes_with_an_x(text, structure, shape):
    found = declared(text)
    assert found[0] == structure and shape in (None, found[1])


@pytest.mark.parametrize("declared", ["axb: vector(n)", "axb, cxd: vector(n)", "axb in R^n", "axb: nx1"])
def test_an_x_in_a_declared_name_is_no_sign_between_sizes(declared):
    (problem,) = read_problems(f"a'*axb wrt a where {declared}")
    assert {"a", "axb"} == problem.symbols.keys() and problem.reading == ()


def test_a_vector_has_two_sizes_in_words():
    assert declared("x: (n, 1)", "x")[1] == ("n", "1")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("x'*A*x wrt x where A symetric(n)", ["x'*A*x wrt x where A symmetric(n)"]),
        ("x'*A*x wrt x where A is invertible", ["x'*A*x wrt x where A is matrix"]),
        ("x'*A*x wrt x where A", ["x'*A*x wrt x where A: matrix"]),
        ("x'*A*x wrt x where A: array", ["x'*A*x wrt x where A: matrix"]),
        ("x'*A*x wrt x where A: tensor(3, 3, 3)", []),
        ("x'*A*x wrt x where A is symmetric positive", []),
        ("x'*A*x wrt x and A", ["x'*A*x wrt x, A"]),
        ("x'*A*y wrt x y", ["x'*A*y wrt x, y"]),
        ("x'*A*x wrt x with A symmetric", ["x'*A*x wrt x where A symmetric"]),
        ("x'*A*x wrt x (A symmetric)", ["x'*A*x wrt x where A symmetric"]),
        ("x'*A*x wtr x", ["x'*A*x wrt x"]),
        ("x'*A*x wrt x; A: symmetric", ["x'*A*x wrt x where A: symmetric"]),
        ("x'*A*x wrt x, A symmetric", ["x'*A*x wrt x where A symmetric"]),
        ("x'*A*x wrt x, A is positive definite", ["x'*A*x wrt x where A is positive definite"]),
        ("a'*X*b wrt X, note this", ["a'*X*b wrt X"]),
        ("x'*A*x wrt x, where A: symmetric", ["x'*A*x wrt x where A: symmetric"]),
        ("x'*A*x wrt x where A ∈ S^n_{++}", ["x'*A*x wrt x where A: spd(n)"]),
        ("x'*A*x, x ∈ R^n", ["x'*A*x where x ∈ R^n"]),
        (r"f(x) = x^TAx,\quad x \in \mathbb{R}^n", [r"f(x) = x^TAx where x \in \mathbb{R}^n"]),
        ("∇f, f(x) = x'*A*x", ["f(x) = x'*A*x"]),
        ("x'*A*x wrt x where A is symmetric, positive definite", ["x'*A*x wrt x where A is positive definite"]),
        ("r'*r wrt x, r = b - A*x", ["r'*r wrt x where r = b - A*x"]),
        ("L = r'*r; r = A*x - b wrt x", ["L wrt x where L = r'*r, r = A*x - b"]),
        ("log σ² + x'x/σ² wrt σ²", ["log v + x'x/ v wrt v where v: scalar"]),
        ("log σ + x'x/σ² wrt σ²", []),
        ("x'*A*x where A: symmetric wrt x where x: vector", ["x'*A*x wrt x where A: symmetric, x: vector"]),
        ("x'*A*x, y'*B*y wrt x, y", ["x'*A*x wrt x", "y'*B*y wrt y"]),
        ("x'*A*x wrt x latex", ["x'*A*x wrt x"]),
        ("x where x: vector(n + 1)", ["x where x: vector(n)"]),
        ("x where y in R^(m x n x p)", []),
    ],
)
def test_the_clause_that_is_meant_is_offered(text, meant):
    offered = [words[1] for words in commands(error_of(text).hint)]
    assert offered == meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x where x: vector(n + 1)", "a sum is no size"),
        ("x'*A*x wrt x where sum(x) == 1", "not read yet"),
        ("x'*A*x wrt x where x'*x == 1", "not read yet"),
        ("x'Ax wrt x where A: m x n", "Ax was read as A*x"),
        ("x where y in R^(m x n x p)", "tensors"),
        ("x'*A*x wrt x latex", "--latex"),
        ("x'*A*x wrt x where A is symmetric positive", "types: "),
    ],
)
def test_why_a_clause_is_refused(text, said):
    error = error_of(text)
    assert said in f"{error.message} {error.hint}"
