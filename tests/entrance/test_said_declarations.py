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


def test_a_target_that_is_named_again_is_declared():
    (problem,) = read_problems("tr(A*X) w.r.t. X, X ∈ R^{2×3}, A ∈ R^{3×2}")
    assert problem.target.names == ("X",)
    assert tuple(map(str, problem.symbols["X"].shape)) == ("2", "3")
    assert "wrt x" in error_of("x'*x + y'*x wrt x, y ∈ R^n").hint  # both of them?


@pytest.mark.parametrize("word", ["invertible", "nonsingular", "non-singular", "an invertible matrix"])
def test_what_is_invertible_is_square(word):
    (problem,) = read_problems(f"tr(X*B) wrt X where X is {word}")
    assert len({str(size) for size in problem.symbols["X"].shape}) == 1
    (problem,) = read_problems(f"tr(X'*X) wrt X where X is {word}")
    assert len({str(size) for size in problem.symbols["X"].shape}) == 1


@pytest.mark.parametrize(
    "text", ["A ∈ ℝⁿˣⁿ symmetric", "A ∈ ℝⁿˣⁿ is symmetric", "A ∈ ℝ^{n×n}, A symmetric", "A symmetric, A: matrix(n)"]
)
def test_a_structure_and_a_size_may_be_said_apart(text):
    (problem,) = read_problems(f"x'*A*x wrt x where {text}")
    assert problem.symbols["A"].structure == "symmetric" and str(problem.symbols["A"].shape[0]) == "n"


def test_a_structure_of_what_is_not_square_is_refused():
    for said in ("A: matrix(m, n), A symmetric", "A: skew, A: symmetric"):
        assert "A is declared twice" in error_of(f"tr(A*X) wrt X where {said}").message
    assert "symmetric" in error_of("tr(A*X) wrt X where A ∈ ℝᵐˣⁿ symmetric").message


def test_a_vector_has_two_sizes_in_words():
    assert declared("x: (n, 1)", "x")[1] == ("n", "1")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("x'*A*x wrt x where A symetric(n)", ["x'*A*x wrt x where A symmetric(n)"]),
        ("x'*A*x wrt x where A", ["x'*A*x wrt x where A: matrix"]),
        ("x'*A*x wrt x where A: array", ["x'*A*x wrt x where A: matrix"]),
        ("x'*A*x wrt x where A: tensor(3, 3, 3)", []),
        ("x'*A*x wrt x where A is symmetric positive", []),
        ("x'*A*y wrt x y", ["x'*A*y wrt x, y"]),
        ("x'*A*x wtr x", ["x'*A*x wrt x"]),
        ("a'*X*b wrt X, note this", ["a'*X*b wrt X"]),
        ("x'*A*x wrt x where A is symmetric, positive definite", ["x'*A*x wrt x where A is positive definite"]),
        ("log σ² + x'x/σ² wrt σ²", ["log v + x'x/v wrt v where v: scalar"]),
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


def kinds(text):
    """The kinds of the symbols of a text's problems, with their structures."""
    symbols = {name: symbol for problem in read_problems(text) for name, symbol in problem.symbols.items()}
    return {name: symbol.structure or symbol.kind for name, symbol in symbols.items()}


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("A ∈ S^n", "symmetric"),
        ("A in S_+^n, x in R^n", "psd"),
        ("A ∈ S^n_{++}", "spd"),
        ("B, A ∈ 𝕊ⁿ₊₊", "spd"),
        ("A ∈ Sym(n)", "symmetric"),
        ("A in PSD(n)", "psd"),
        ("A ∈ O(3)", "orthogonal"),
        ("A ∈ R^{n×n} symmetric", "symmetric"),
        ("A ∈ R^(n x n) is symmetric", "symmetric"),
        ("A: R^{n x n}", "matrix"),
        ("x: R^n, A is in R^{n x n}", "matrix"),
        ("A (n x n)", "matrix"),
        ("x is a vector and A, B are matrices", "matrix"),
        ("A and B are constant symmetric matrices", "symmetric"),
        ("A: real symmetric", "symmetric"),
        ("A is p.d.", "spd"),
        ("A is s.p.d.", "spd"),
        ("A is p.s.d.", "psd"),
        ("A is lower-triangular", "lower"),
        ("A is symmetric positive semi-definite", "psd"),
        ("A = -A'", "skew"),
        ("A^T = -A", "skew"),
        ("A = symmetric(n)", "symmetric"),
        ("A = matrix(n, n)", "matrix"),
    ],
)
def test_sets_of_matrices_and_other_words_for_types(text, structure):
    assert kinds(f"x'*A*x wrt x where {text}")["A"] == structure


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("x^T A x, x in R^n", "matrix"),
        ("x'Ax, x ∈ R^n, A ∈ S^n", "symmetric"),
        ("x'Ax, x in R^n where A: symmetric", "symmetric"),
        ("x'Ax, A: symmetric(n) wrt x", "symmetric"),
        ("x'Ax, x, A is symmetric", "symmetric"),
        ("x'*A*x wrt x, A symmetric", "symmetric"),
        ("x'*A*x wrt x, A is positive definite", "spd"),
        ("x'*A*x; A is p.d.; wrt x", "spd"),
        ("x'*A*x wrt x, A = A'", "symmetric"),
        ("x'Ax; A=-A^T", "skew"),
        ("∇_x x'Ax, A symmetric", "symmetric"),
        ("gradient of x'Ax, A symmetric", "symmetric"),
        ("x'*A*x wrt x, where A: symmetric", "symmetric"),
        ("x'*A*x, Where A: symmetric", "symmetric"),
        ("x'*A*x wrt x (where A: symmetric(n))", "symmetric"),
        ("x'Ax, where A is symmetric positive definite, wrt x", "spd"),
        ("x'*A*x wrt x; A: symmetric", "symmetric"),
        ("x'*A*x wrt x with A symmetric", "symmetric"),
        ("x'*A*x wrt x (A symmetric)", "symmetric"),
        ("x'Ax (A symmetric) wrt x", "symmetric"),
        ("x'*A*x wrt x assuming A is a symmetric matrix", "symmetric"),
        ("x'*A*x for symmetric A", "symmetric"),
        ("x'*A*x with symmetric matrix A wrt x", "symmetric"),
        ("x'*A*x for a positive definite A", "spd"),
        ("x^T A x with A=A^T", "symmetric"),
        ("what is the gradient of x'Ax when A is symmetric?", "symmetric"),
        (r"f(x) = x^TAx,\quad x \in \mathbb{R}^n, A \in \mathbb{S}^n_{++}", "spd"),
        (r"$x^\top A x$, $A \in \mathbb{R}^{n \times n}$ wrt x", "matrix"),
    ],
)
def test_declarations_behind_a_comma(text, structure):
    found = kinds(text)
    assert found == {"x": "vector", "A": structure}


@pytest.mark.parametrize("text", ["x'*y wrt x, y ∈ R^n", "x'*y wrt x, y: vector"])
def test_what_may_be_a_second_target_is_no_declaration(text):
    assert error_of(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("||y - Xθ||² with respect to the vector θ", {"y": "vector", "X": "matrix", "theta": "vector"}),
        ("x'Ax wrt the vector x where A: symmetric", {"x": "vector", "A": "symmetric"}),
        ("derivative of trace(A X) with respect to matrix X", {"A": "matrix", "X": "matrix"}),
        ("gradient of ||w - v||^2 with respect to the weights w", {"w": "vector", "v": "vector"}),
        ("θ'φ wrt the vectors θ, φ", {"theta": "vector", "phi": "vector"}),
        ("x^2 wrt the scalar x", {"x": "scalar"}),
        ("x'x wrt the x", {"x": "vector"}),
        ("x'vector wrt vector where vector: vector", {"x": "vector", "vector": "vector"}),
    ],
)
def test_words_in_front_of_a_target(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize("text", ["tr(AX) where X = X^-1", "x'*y wrt y where x = A*x", "tr(A) where X = 2*X"])
def test_a_definition_by_itself_is_refused_though_nothing_uses_it(text):
    assert "is defined by itself" in error_of(text).message


def test_a_definition_that_nothing_uses_is_told_of():
    (problem,) = read_problems("x'*A*x wrt x where r = A*x, s = 2*r")
    assert set(problem.reading) == {f"{name} is defined, but does not occur" for name in "rs"}
    assert read_problems("x'*A*x wrt x", where=["r = A*x"])[0].reading == ()
    assert read_problems("r'*r wrt x where r = s - x, s = A*y")[0].reading == ()


@pytest.mark.parametrize("said", ["if A and B are symmetric", "with A, B: symmetric", "(A and B are symmetric)"])
def test_what_is_assumed_of_several_names(said):
    (problem,) = read_problems(f"x'*(A + B)*x wrt x {said}")
    assert {name: problem.symbols[name].structure for name in "AB"} == dict.fromkeys("AB", "symmetric")
