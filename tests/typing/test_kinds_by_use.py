"""Kinds by use, scalars among vectors, and what else the table of conventions does not say."""

import time

import pytest
from typed_text import problem, shapes, shown

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems

TAKEN = [
    ("x^2 wrt x", {"x": "scalar"}),
    ("t^2*x wrt t", {"t": "scalar"}),
    ("a'*x + b wrt x", {"b": "scalar"}),
    ("||y - X*β||^2 wrt β", {"β": "vector"}),
    ("(x-μ)'*Σ^-1*(x-μ) wrt μ", {"μ": "vector"}),
    ("inv(A + t*B) wrt t", {"t": "scalar"}),
    ("-n/2*log|Σ| - tr(Σ^-1*S)/2 wrt Σ", {"n": "scalar"}),
    ("y*log(p) + (1-y)*log(1-p) wrt p", {"y": "scalar", "p": "scalar"}),
    ("log(1 + exp(-y*w'*x)) wrt w", {"y": "scalar"}),
    ("1/2*w'*w + C*sum(x) wrt w", {"C": "scalar"}),
    ("w'*w + C*log(1 + exp(-y*w'*x)) wrt w", {"C": "scalar", "y": "scalar"}),
    ("max(0, 1 - y*(w'*x + b)) + C/2*||w||^2 wrt w", {"y": "scalar", "b": "scalar", "C": "scalar"}),
    ("(2*pi)^(-D/2)*det(X)^(-D/2) wrt X", {"D": "scalar"}),
    ("r^2 wrt x where r = a'*x + b", {"b": "scalar"}),
    ("|x| + 1 wrt x", {"x": "scalar"}),
    ("x^-1 + 1 wrt x", {"x": "scalar"}),
]


@pytest.mark.parametrize(("text", "kinds"), TAKEN, ids=[case[0] for case in TAKEN])
def test_the_one_smallest_change_is_taken_with_a_note(text, kinds):
    assert list(problem(text).reading) == [f"{name} is taken as a {kind}" for name, kind in kinds.items()]


@pytest.mark.parametrize("text", ["x'*A*x wrt x", "mu*Sigma*mu wrt mu", "tr(A*X) wrt X", "alpha*x wrt x"])
def test_what_types_by_convention_is_read_so(text):
    assert not problem(text).reading


@pytest.mark.parametrize("mark", ["'", "^T"])
def test_a_scalar_that_is_transposed_is_one_by_convention_and_a_note_says_so(mark):
    found = problem(f"mu{mark}*Sigma*mu wrt mu")
    assert shapes(found)["mu"] == "1×1"
    assert found.reading == ("mu is a scalar, as small Greek letters are; declare mu: vector for a vector",)
    assert not problem(f"mu{mark}*Sigma*mu wrt mu where mu: vector").reading


def test_of_numbers_alone_nobody_takes_a_trace():
    """The density matrix ρ; in a product with a matrix or a vector a number is meant."""
    remark = "rho is a scalar, as small Greek letters are; declare rho: matrix for a matrix"
    assert problem("tr(rho*log(rho)) wrt rho").reading == (remark,)
    for text in (
        "tr(rho*A) wrt rho",
        "tr(rho*x'*x) wrt rho",
        "tr(rho) wrt rho where rho: scalar",
        "det(2)*rho wrt rho",
    ):
        assert not problem(text).reading


def test_a_declaration_wins():
    with pytest.raises(MatdiffError):
        read_problems("x^2 wrt x where x: vector(n)")
    assert shapes(problem("a'*x + b wrt x where b: scalar"))["b"] == "1×1"


def test_of_several_changes_none_is_taken():
    with pytest.raises(MatdiffError) as caught:
        read_problems("a*x + b", wrt=["x"])
    commands = ['matdiff "a*x + b" -w "x" -d "a: scalar"', 'matdiff "a*x + b" -w "x" -d "x: scalar"']
    assert caught.value.hint.endswith(f"several changes would do, try: {'  or  '.join(commands)}")
    for declaration in ("a: scalar", "x: scalar"):
        assert not problem("a*x + b", wrt=["x"], where=[declaration]).reading


def test_letters_with_a_target_are_no_constant_where_several_changes_would_make_a_product():
    with pytest.raises(MatdiffError) as caught:
        read_problems("kx wrt x")
    assert caught.value.hint.endswith('matdiff "kx wrt x" -d "k: scalar"  or  matdiff "kx wrt x" -d "x: scalar"')


@pytest.mark.parametrize(
    "text",
    [
        "x'*A*x + A wrt x",  # a scalar plus a matrix
        "1/A wrt A",
        "x*A*x' wrt A",
        "a*X^-1*a' wrt X",
        "1 + X wrt X",
        "exp(X) .+ 1 wrt X",
        "x'*x + C*sum(y) + C wrt x",  # a coefficient that is a term, too
    ],
)
def test_a_matrix_is_no_scalar_for_that(text):
    with pytest.raises(MatdiffError) as caught:
        read_problems(text)
    assert caught.value.kind == "shape"


def test_what_is_called_like_a_change_is_no_scalar():
    with pytest.raises(MatdiffError, match="a product of"):
        read_problems("tr(A*dX*B) wrt A")


@pytest.mark.parametrize(
    ("text", "starred", "notes"),
    [
        ("x - mean(x) wrt x", "x - mean(x)*ones(m)", ["mean(x) is subtracted from every entry of x"]),
        ("sum(log(1 + exp(X*w))) wrt w", "sum(log(ones(m) + exp(X*w)))", ["1 is added to every entry of exp(X*w)"]),
        ("sum((y - 2).*x) wrt x", "sum((y - 2*ones(m)).*x)", ["2 is subtracted from every entry of y"]),
        # what stands in norm bars, has an elementwise power or an elementwise factor is no scalar
        ("||x|| + x wrt x", "||x||*ones(m) + x", ["||x|| is added to every entry of x"]),
        ("x.^2 + tr(A) wrt x", "x.^2 + tr(A)*ones(m)", ["tr(A) is added to every entry of x.^2"]),
        ("x.*x + c'*c wrt x", "x.*x + c'*c*ones(m)", ["c'*c is added to every entry of x.*x"]),
        ("x .- mean(x) wrt x", "x - mean(x)*ones(m)", []),
        ("sum(1 .+ exp(x)) wrt x", "sum(ones(m) + exp(x))", []),
        ("x .+ y wrt x", "x + y", []),
    ],
)
def test_a_scalar_meets_a_vector(text, starred, notes):
    found = problem(text)
    assert shown(found.function) == shown(problem(f"{starred} wrt {text[-1]}").function)
    assert list(found.reading) == notes


@pytest.mark.parametrize(
    "text", ["w'*w + C*sum(log(1 + exp(X*w))) wrt w", "C*np.mean(1 + np.exp(X @ w)) + w @ w wrt w"]
)
def test_what_weighs_a_sum_is_a_number_where_another_meets_every_entry(text):
    found = problem(text)
    assert shapes(found)["C"] == "1×1"
    assert [note for note in found.reading if note == "C is taken as a scalar"]


@pytest.mark.parametrize("text", ["A*x + b' wrt x", "X*w + b' wrt w", "K*x + b' wrt x"])
def test_no_capital_becomes_a_number_that_is_added_to_every_entry(text):
    """A column and a row do not add up: the one who wrote a matrix did not mean a number."""
    with pytest.raises(MatdiffError, match="a sum of m×1 and 1×p"):
        problem(text)


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("1'x wrt x", "(product (transpose ones[m×1]) x)"),
        ("1^T x wrt x", "(product (transpose ones[m×1]) x)"),
        ("1ᵀx wrt x", "(product (transpose ones[m×1]) x)"),
        ("I_n*x wrt x", "(product identity[n×n] x)"),
        ("I_3 x wrt x", "(product identity[3×3] x)"),
        ("x_1'*x_1 wrt x_1", "(product (transpose x_1) x_1)"),
        ("I_n wrt I_n", "I_n"),
        ("(1')*t wrt t where t: scalar", "(product (transpose ones[m×1]) t)"),
    ],
)
def test_signs_of_the_trade(text, function):
    assert shown(problem(text).function) == function and not problem(text).reading


@pytest.mark.parametrize("sigma", ["σ", "sigma"])
def test_sigma_before_a_parenthesis(sigma):
    assert shown(problem(f"{sigma}(W*x + b) wrt W").function) == "(sigmoid (sum (product W x) b))"
    for more in (f" + {sigma}*x wrt x", f" wrt {sigma}", f" wrt x where {sigma}: scalar"):
        assert "sigmoid" not in shown(problem(f"{sigma}(x - y){more}").function)
    assert "sigmoid" not in shown(problem(f"{sigma}(x - y) wrt x", where=["sigma: scalar"]).function)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sum_i log(1 + exp(-y_i*w'*x_i)) wrt w", "sums over data"),
        ("-sum_{i=1}^m x_i wrt x", "sums over data"),
        ("Σ_i (x_i - μ)^2 wrt μ", "sums over data"),
        ("1/m Σ_i log(x_i) wrt μ", "sums over data"),
        ("Σᵢ x wrt x", "sums over data"),
        ("∑_i x_i wrt x", "sums over data"),
        ("mean_i x_i wrt x", "sums over data"),
        (r"\max_i x_i", "only an index"),
        ("max_i x_i", "only an index"),
        ("x_i'*x_i wrt i", "only an index"),
        ("sum_i (y_i - w'x_i)^2 wrt w", "sums over data"),
        ("1/n sum_i (w'x_i)^2 wrt w", "sums over data"),
        ("mean_i(y_i - w'x_i) wrt w", "sums over data"),
        ("prod_i p_i wrt p", "sums over data"),
        ("X^k wrt X", "symbolic exponents"),
        ("tr(X^(k-1)) wrt X", "symbolic exponents"),
        ("tr(X^k) wrt X where k: integer", "symbolic exponents"),
        ("x.^y wrt x", "vary by entry"),
        ("x[1]^2 wrt x", "entries"),
        ("x(1) wrt x", "entries"),
        ("X[i, j] wrt X", "entries"),
        ("E[x'*A*x] wrt A", "expectations"),
        ("I - 11'/n wrt n", "11 is a number"),
    ],
)
def test_what_is_reserved_says_so(text, words):
    with pytest.raises(MatdiffError) as caught:
        read_problems(text)
    assert caught.value.kind == "unsupported" and words in caught.value.message


@pytest.mark.parametrize("text", ["x_i'*Sigma_i*x_i wrt x_i", "Sigma_i*x wrt x", "Σ_i x_i wrt x_i where Σ_i: matrix"])
def test_a_matrix_may_be_called_sigma_with_an_index(text):
    assert "Sigma_i" in shown(problem(text).function)


@pytest.mark.parametrize(
    "text",
    [
        " + ".join(f"a{i}*b{i}*c{i}" for i in range(134)),
        " + ".join(f"a{i}'*b{i} + c{i}" for i in range(134)),
        "*".join(f"a{i}" for i in range(400)),
        "".join("abcdefghij"[i % 10] + str(i) for i in range(400)),
    ],
    ids=["products", "sums", "chain", "letters"],
)
def test_a_long_problem_that_does_not_type_is_refused_soon(text):
    before = time.process_time()
    with pytest.raises(MatdiffError):
        read_problems(f"{text} + X + x' wrt X")
    assert time.process_time() - before < 10  # a third of a second where nothing else runs


def test_an_exponent_of_a_vector_is_no_scalar_by_its_capital():
    with pytest.raises(MatdiffError):
        read_problems("x^H*A*x wrt x")
