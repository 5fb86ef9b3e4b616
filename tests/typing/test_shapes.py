"""Names have types by convention, declarations change them, and sizes follow from the whole problem."""

import pytest
from typed_text import problem, shapes, shown

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.read import read_problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a'*X*b wrt X", {"a": "m×1", "X": "m×n", "b": "n×1"}),
        ("x'*A*x wrt x", {"x": "m×1", "A": "m×m"}),
        ("tr(A*X*B) wrt X", {"A": "m×n", "X": "n×p", "B": "p×m"}),
        ("lambda*x wrt x", {"lambda": "1×1", "x": "m×1"}),
        ("A*x wrt x where A: matrix(p, 3)", {"A": "p×3", "x": "3×1"}),
        ("(x - m)'*(x - m) wrt x", {"x": "n×1", "m": "n×1"}),
        ("m'*x wrt x where m: vector(m)", {"m": "m×1", "x": "m×1"}),
        ("A*x wrt x where n: scalar, A: matrix(m, q)", {"A": "m×q", "x": "q×1"}),
        ("kron(x, y)'*z wrt x", {"x": "m×1", "y": "n×1", "z": "m*n×1"}),
        ("kron(x, y)'*z wrt x where z: vector(p*q), x: vector(p)", {"x": "p×1", "y": "q×1", "z": "p*q×1"}),
        ("vec(X)'*z wrt X where X: matrix(2, n)", {"X": "2×n", "z": "2*n×1"}),
        ("[1, 2; 3, 4]*x", {"x": "2×1"}),
        ("b'*diag(X) wrt X", {"b": "m×1", "X": "m×m"}),
        ("A*diag(x) wrt x", {"A": "m×n", "x": "n×1"}),
        ("(A*B)' + C wrt C", {"A": "m×n", "B": "n×p", "C": "p×m"}),
        ("x'*ones(n) wrt x", {"x": "n×1"}),
        ("A*x wrt z", {"A": "m×n", "x": "n×1", "z": "p×1"}),
    ],
)
def test_sizes_are_inferred(text, expected):
    assert shapes(problem(text)) == expected


@pytest.mark.parametrize(
    ("declaration", "kind", "shape", "structure"),
    [
        ("z: scalar", "scalar", "1×1", None),
        ("z: vector(n)", "vector", "n×1", None),
        ("z: row(n)", "row", "1×n", None),
        ("z: matrix(n)", "matrix", "n×n", None),
        ("z: matrix(m, n)", "matrix", "m×n", None),
        ("z: matrix(n, 1)", "vector", "n×1", None),
        ("z: vector(1)", "scalar", "1×1", None),
        ("z: matrix", "matrix", "m×n", None),
        ("z: symmetric(n)", "matrix", "n×n", "symmetric"),
        ("z: symmetric", "matrix", "m×m", "symmetric"),
        ("z: positive definite(n)", "matrix", "n×n", "spd"),
        ("z: spd(n), z: spd", "matrix", "n×n", "spd"),
        ("z: psd(n)", "matrix", "n×n", "psd"),
        ("z: positive semidefinite", "matrix", "m×m", "psd"),
        ("z: symmetric positive semidefinite(n), z: psd", "matrix", "n×n", "psd"),
        ("z: simplex(n)", "vector", "n×1", "simplex"),
        ("z: simplex", "vector", "m×1", "simplex"),
        ("z: simplex(1)", "scalar", "1×1", "simplex"),
        ("z: symmetric matrix(n)", "matrix", "n×n", "symmetric"),
        ("z: skew(n)", "matrix", "n×n", "skew"),
        ("z: diagonal(4)", "matrix", "4×4", "diagonal"),
        ("z: orthogonal(n)", "matrix", "n×n", "orthogonal"),
        ("z: lower(n)", "matrix", "n×n", "lower"),
        ("z: upper(n, n)", "matrix", "n×n", "upper"),
        ("z ∈ ℝᵐˣⁿ", "matrix", "m×n", None),
        ("z in R", "scalar", "1×1", None),
    ],
)
def test_declared_types(declaration, kind, shape, structure):
    symbol = problem(f"sum(z) wrt z where {declaration}").symbols["z"]
    assert (symbol.kind, f"{symbol.shape[0]}×{symbol.shape[1]}", symbol.structure) == (kind, shape, structure)
    assert symbol.declared


def test_positive_and_integer():
    symbols = problem("alpha^k*sum(x) wrt x where x: positive vector, k: integer, alpha: positive").symbols
    assert symbols["x"].positive and symbols["alpha"].positive and not symbols["k"].positive
    assert symbols["alpha"].kind == "scalar"
    assert symbols["k"].integer and symbols["k"].kind == "scalar"
    positive = problem("y'*P*y wrt y where y: positive simplex(3), P: positive psd(3)").symbols
    assert positive["y"].positive and positive["P"].positive


def test_a_simplex_has_one_size():
    with pytest.raises(MatdiffError) as caught:
        problem("y wrt y where y: simplex(m, n)")
    assert (caught.value.kind, caught.value.hint) == (
        "shape",
        'write simplex(n); try: matdiff "y wrt y where y: simplex(m)"',
    )


@pytest.mark.parametrize(
    ("typed", "ascii_name"),
    [("λ", "lambda"), ("Σ", "Sigma"), ("λ1", "lambda1"), ("x₁", "x_1"), ("λx", "lambda_x"), ("xλ", "x_lambda"),
     ("ϵ", "epsilon"), ("αβ", "alpha_beta"), ("x_1", "x_1"), ("Ω_max", "Omega_max")],
)  # fmt: skip
def test_one_spelling_a_name(typed, ascii_name):
    assert canonical(typed) == ascii_name


def test_greek_letters_and_their_names_are_one_symbol():
    assert list(problem("λ*x'*x + lambda wrt λ").symbols) == ["lambda", "x"]


def test_few_names_are_reserved():
    names = "E S N Q beta gamma zeta dX".split()
    found = problem(f"{' + '.join(f'sum({name})' for name in names)} wrt E")
    assert list(found.symbols) == names


def test_a_declaration_frees_the_identity_and_pi():
    assert shapes(problem("I*pi wrt I where I: matrix(m, n), pi: vector")) == {"I": "m×n", "pi": "n×1"}


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("a'*b wrt a, b", [(("a",), False), (("b",), False)]),
        ("a*b wrt [a, b]", [(("a", "b"), True)]),
        ("λ*a wrt [λ, a], a", [(("lambda", "a"), True), (("a",), False)]),
        ("x'*x", [(("x",), False)]),
        ("x^k where x: scalar, k: integer", [(("x",), False)]),
    ],
)
def test_targets(text, targets):
    assert [(each.target.names, each.target.stacked) for each in read_problems(text)] == targets


def test_stacked_names_are_scalars():
    assert shapes(problem("3x^2 + 12x - 5y^2 + y - 23 wrt [x, y]")) == {"x": "1×1", "y": "1×1"}


def test_options_stand_for_the_words_of_the_line():
    found = problem("A*x", wrt=["x"], where=["A: matrix(p, q)", "B: matrix(q)"])
    assert found.target.names == ("x",)
    assert shapes(found) == {"A": "p×q", "x": "q×1"}


def test_the_line_decides_by_what_to_differentiate():
    assert problem("A*x wrt A", wrt=["x"]).target.names == ("A",)


def test_abbreviations_use_each_other_in_any_order():
    found = problem("q'*q wrt s where q = W*r, r = x - A*s, unused = x*x")
    assert list(found.abbreviations) == ["r", "q"]
    assert shown(found.function) == (
        "(product (transpose (q (product W (r (sum x (negative (product A s))))))) "
        "(q (product W (r (sum x (negative (product A s)))))))"
    )
    assert "unused" not in found.symbols


def test_an_abbreviation_is_one_node():
    function = problem("r'*r wrt s where r = x - A*s").function
    assert function.args[0].args[0].args[0] is function.args[1].args[0]


def test_a_declared_shape_of_an_abbreviation_counts():
    assert shapes(problem("r'*r wrt s where r = x - A*s, r: vector(p)"))["x"] == "p×1"
