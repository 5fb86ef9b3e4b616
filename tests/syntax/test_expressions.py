"""What is typed is read as mathematics writes it: precedence, juxtaposition, bars, powers, Unicode."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax.parse import parse_problem
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.names import FUNCTIONS


def shown(tree: Tree) -> str:
    """A tree as nested words: (sum a (minus b))."""
    if tree.op in ("number", "decimal", "name"):
        return str(tree.value)
    words = {"call": lambda: tree.value[0], "chain": lambda: "".join(tree.value), "norm": lambda: f"norm{tree.value}"}
    head = words.get(tree.op, lambda: tree.op)()
    return f"({' '.join([head, *map(shown, tree.args)])})"


def read(text: str) -> str:
    return shown(parse_problem(text, FUNCTIONS).expression)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b - c", "(sum a b (minus c))"),
        ("a - (b - c)", "(sum a (minus (sum b (minus c))))"),
        ("a/b*c", "(/* a b c)"),
        ("-a*b", "(* (minus a) b)"),
        ("a*-b", "(* a (minus b))"),
        ("-x.^2", "(minus (dot_power x 2))"),
        ("-x^2", "(minus (power x 2))"),
        ("2.*x", "(.* 2 x)"),
        ("2./x", "(./ 2 x)"),
        ("2.^x", "(dot_power 2 x)"),
        ("x.^2.*y", "(.* (dot_power x 2) y)"),
        ("0.5x", "(* 1/2 x)"),
        (".5*x", "(* 1/2 x)"),
        ("2. + x", "(sum 2 x)"),
        ("1e-3*x", "(* 1/1000 x)"),
        ("2e", "(* 2 e)"),
        ("A .* B ⊗ C ⊙ D ∘ E", "(.*⊗.*.* A B C D E)"),
        ("A @ B · C", "(** A B C)"),
        ("x − y – z", "(sum x (minus y) (minus z))"),
    ],
)
def test_precedence_and_lexing(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("3x^2", "(* 3 (power x 2))"),
        ("x' A x", "(** (transpose x) A x)"),
        ("2 X' (X b - a)", "(** 2 (transpose X) (sum (* X b) (minus a)))"),
        ("A(x + y)'", "(* A (transpose (sum x y)))"),
        ("a(x + y)^2 b", "(** a (power (sum x y) 2) b)"),
        ("1/b(c + d)", "(/* 1 b (sum c d))"),
        ("x^n(y)", "(* (power x n) y)"),
        ("2^sin(t)", "(power 2 (sin t))"),
        ("Abc(x) + Abc", "(sum (* Abc x) Abc)"),
        ("foo(x) + foo", "(sum (* foo x) foo)"),
        ("λ(x)", "(* λ x)"),
        ("tarce(X)", "(tarce X)"),
        ("f(x)", "(f x)"),
        ("A(x, y)", "(A x y)"),
        ("tr (X) y", "(* (tr X) y)"),
        ("(a)(b)[1; 2]", "(** a b (literal 1 2))"),
    ],
)
def test_juxtaposition_and_calls(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize("text", ["x[1]", "x[i]", "x[i + 1]", "X[i, j]", "X[:, 2]", "X'[1, 2]", "(A*x)[1]"])
def test_what_looks_like_an_entry_is_no_product(text):
    with pytest.raises(MatdiffError, match="entries of vectors and matrices"):
        read(text)


@pytest.mark.parametrize("text", ["x(1)", "x(1, 2)", "X(:, 1)", "X(2, :)", "λ(2)", "2x(3)"])
def test_what_looks_like_an_entry_of_matlab_is_no_product(text):
    with pytest.raises(MatdiffError, match="entries of vectors and matrices"):
        read(text)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("A [1, 2]", "(* A (literal 1 2))"),
        ("A[1; 2]", "(* A (literal 1 2))"),
        ("A*[1, 2]", "(* A (literal 1 2))"),
        ("2[s, t]", "(* 2 (literal s t))"),
        ("x (1)", "(* x 1)"),
        ("x(1 + y)", "(* x (sum 1 y))"),
        ("(x)(1)", "(* x 1)"),
        ("foo(1)", "(foo 1)"),
        ("[s - 1, s-1, -1, s*-1]", "(literal (sum s (minus 1)) (sum s (minus 1)) (minus 1) (* s (minus 1)))"),
        ("[s\n -1]", "(literal s (minus 1))"),
        ("[(s -1), log(s -1)]", "(literal (sum s (minus 1)) (log (sum s (minus 1))))"),
    ],
)
def test_what_does_not_look_like_an_entry_is_read(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize("text", ["[1 -2]", "[s -t]", "[s' +t]", "[1, s −t]", "[log(s) -1, 2]"])
def test_a_sign_that_may_begin_an_entry_is_no_operator(text):
    with pytest.raises(MatdiffError, match="begin an entry"):
        read(text)


@pytest.mark.parametrize("type", ["vector(3)", "matrix(2, 3)", "positive symmetric(2)"])
def test_sizes_of_types_are_no_indices(type):
    parse_problem(f"x where vector: scalar, symmetric: scalar, x: {type}, r = vector*symmetric", {"log"})


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("|X|", "(bars X)"),
        ("log|X^-1|", "(log (bars (power X (minus 1))))"),
        ("|log|X||", "(bars (log (bars X)))"),
        ("|a'*|x|*b|", "(bars (** (transpose a) (bars x) b))"),
        ("|x||y|", "(* (bars x) (bars y))"),
        ("|a|b|c|", "(** (bars a) b (bars c))"),
        ("||x| - 1|", "(bars (sum (bars x) (minus 1)))"),
        ("|||x|| - 1|", "(bars (sum (norm x) (minus 1)))"),
        ("||x||^2 ||y||", "(* (power (norm x) 2) (norm y))"),
        ("||x||_1 + ||X||_F^2", "(sum (norm1 x) (power (normF X) 2))"),
        ("||x||_{2}", "(norm2 x)"),
        ("‖x‖₁", "(norm1 x)"),
        ("sqrt||x||", "(sqrt (norm x))"),
        ("a|x|", "(* a (bars x))"),
        ("<|x|, ||y||>", "(inner (bars x) (norm y))"),
        ("⟨A, B⟩'", "(transpose (inner A B))"),
        ("||A*x - b||^2/2", "(/ (power (norm (sum (* A x) (minus b))) 2) 2)"),
    ],
)
def test_bars(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("X'", "(transpose X)"),
        ("X^T + X.T + X⊤ + Xᵀ + X.' + X’", "(sum (power X T)" + " (transpose X)" * 5 + ")"),
        ("X^{T}", "(power X T)"),
        ("X^⊤ Y^{-⊤}", "(* (power X (top)) (power Y (minus (top))))"),
        ("X⁻¹", "(power X (minus 1))"),
        ("X⁻ᵀ", "(power X (minus (top)))"),
        ("x²y¹²", "(* (power x 2) (power y 12))"),
        ("X^-1 X^{-1} X^(-1) X**-1", "(***" + " (power X (minus 1))" * 4 + ")"),
        ("x^(1/2)", "(power x (/ 1 2))"),
        ("x^-y", "(power x (minus y))"),
        ("X^2'", "(transpose (power X 2))"),
        ("X^T^-1", "(power (power X T) (minus 1))"),
        ("x.^-1", "(dot_power x (minus 1))"),
    ],
)
def test_powers_and_transposes(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("[a, b; c, d]", "(literal a b c d)"),
        ("[a, b\nc, d]", "(literal a b c d)"),
        ("[a, b;\n c, d\n]", "(literal a b c d)"),
        ("[6x + 12; -10y + 1]", "(literal (sum (* 6 x) 12) (sum (* (minus 10) y) 1))"),
        ("x +\n y", "(sum x y)"),
        ("x # + y", "x"),
        ("\ufeffx\t\u00a0+ y", "(sum x y)"),
    ],
)
def test_literals_newlines_comments(text, tree):
    assert read(text) == tree


def test_places_are_those_of_the_text():
    text = "2*log|X^-1| - <a, b> # note"
    tree = parse_problem(text, FUNCTIONS).expression
    logarithm, inner = tree.args[0].args[1], tree.args[1].args[0]
    assert text[logarithm.span.start : logarithm.span.end] == "log|X^-1|"
    assert text[inner.span.start : inner.span.end] == "<a, b>"


def test_long_sums_and_products_are_flat():
    assert parse_problem("+".join(["x"] * 2000), FUNCTIONS).expression.height == 2
    assert parse_problem("*".join(["x"] * 500), FUNCTIONS).expression.height == 2


@pytest.mark.parametrize("text", ["log||x||^2", "log|X|^2", "exp||x||²", "sin|t|.^2"])
def test_an_exponent_behind_bars_after_a_function_may_belong_to_either(text):
    """With parentheses it does not, and a transpose is no exponent."""
    with pytest.raises(MatdiffError, match="does the exponent belong to the argument"):
        parse_problem(text, FUNCTIONS)
    inside = text.replace("^2", "").replace("²", "").replace(".", "")
    for plain in (f"({inside})^2", f"{inside}'", f"{inside}^T", f"{inside[:3]}({inside[3:]}^2)"):
        assert parse_problem(plain, FUNCTIONS)
