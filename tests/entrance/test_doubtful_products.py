"""Products that are none to most readers: refused, told of, or read as they are meant."""

import shlex

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    problem = read_problems(text)[0]
    return written(build(problem.function, problem.symbols)), problem.reading


def refused(text):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    commands = error.value.hint.partition("try: ")[2]
    return error.value, [shlex.split(each)[1] for each in commands.split("  or  ") if each]


@pytest.mark.parametrize(
    "text", ["f'(x) wrt x", "h'(x)*x wrt x", "f''(x) wrt x", "σ'(w'x) wrt w", "sigma'(x + 1) wrt x"]
)
def test_a_function_with_a_prime_is_no_row(text):
    error, _ = refused(text)
    assert error.message.endswith(" a function here?")


@pytest.mark.parametrize(
    "text",
    ["g'(x - y) wrt x", "f'*(x) wrt x", "fᵀ(x) wrt x", "a'(x) wrt x", "f'(x) wrt f", "f'(x) wrt x where f: vector"],
)
def test_a_row_before_a_parenthesis_is_a_factor(text):
    assert read(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("xTAx wrt x", "x'*A*x wrt x"),
        ("xTATAx wrt x", "x'*A'*A*x wrt x"),
        ("xTx + b wrt x", "x'*x + b wrt x"),
        ("yTXw wrt w", "y'*X*w wrt w"),
        ("trXX' wrt X", "tr(XX') wrt X"),
        ("(x, Ax) wrt x", "<x, Ax> wrt x"),
        ("x.TAx wrt x", "x.T*Ax wrt x"),
        ("X 1 wrt X", "X *vector(1) wrt X"),
        ("||x||1 wrt x", "||x||_1 wrt x"),
    ],
)
def test_what_is_meant_is_offered_first(text, meant):
    assert refused(text)[1][0] == meant


@pytest.mark.parametrize("text", ["xTAx wrt x where T: matrix", "x'*T*x + xTAx wrt x", "XTX wrt X"])
def test_a_t_that_has_a_meaning_is_a_letter(text):
    assert read(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x · A x wrt x", "x'*A*x"),
        ("x·A·x wrt x", "x'*A*x"),
        ("(x - y) · A B (x - y) wrt x", "(x - y)'*A*B*(x - y)"),
        (r"y \cdot A x wrt x", "y'*A*x"),
    ],
)
def test_a_dot_between_a_vector_and_a_product_is_the_inner_product(text, value):
    assert read(text)[0] == value and any("inner product" in remark for remark in read(text)[1])


@pytest.mark.parametrize(
    "text", ["c · A wrt A", "t · x + A·x wrt t", "2 · A x wrt x", "x' · A · x wrt x", "A · x wrt x"]
)
def test_a_dot_elsewhere_is_the_product(text):
    assert not any("inner product" in remark for remark in read(text)[1])


@pytest.mark.parametrize(
    "text",
    [
        "1/N ||X*w - y||^2 wrt w", "(1/N) * ||X*w - y||^2 wrt w", "1/(2N) sum((X*w - y).^2) wrt w",
        "||x||^2/N wrt x", "tr(X)/N wrt X", "L = 1/N sum(x.*x) wrt x", "1/N * w'x wrt w", "(1/N) w'x wrt w",
        "(y - X*b)'*(y - X*b)/N wrt b", "1/N X'*(X*w - y) wrt w", r"\frac{1}{N} \mathbf{w}^T\mathbf{x} wrt \mathbf{w}",
        r"-\frac{N}{2}\log|\Sigma| - \frac{1}{2}\operatorname{tr}(S\Sigma^{-1}) wrt \Sigma",
        "-(N/2) log|Λ| - 1/2 tr(Λ*S) wrt Λ",
    ],
)  # fmt: skip
def test_a_capital_that_divides_a_number_is_one(text):
    assert "N is taken as a scalar" in read(text)[1]


@pytest.mark.parametrize(
    "text", ["1/A*x wrt x", "(1/A)*x wrt x", "1/A wrt A", "1/X", "b/A wrt b", "tr(N)/N wrt N", "inv(A)/B wrt A"]
)
def test_a_matrix_divides_nothing(text):
    error, _ = refused(text)
    assert error.message == "division by a matrix"


def test_the_entries_of_a_number_are_not_summed():
    assert ".* log p is elementwise" in refused("-sum(p log p) wrt p")[0].hint
    assert read("sum(x) wrt x where x: scalar") and read("mean((y - w'x)^2) wrt w")


@pytest.mark.parametrize("text", ["mean((X W - Y)^2) wrt W", "sum(X^2) wrt X", "norm(X^2) wrt X"])
def test_a_power_whose_entries_are_summed_is_told_of(text):
    assert any("is a power of the matrix" in remark for remark in read(text)[1])
    assert not any("power" in remark for remark in read(text.replace("^2", ".^2").replace("W - Y", "*W - Y"))[1])


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("f(x; A) = x'*A*x", ["x"]),
        ("f(x, y; A) = x'*A*y", ["x", "y"]),
        ("p(x | μ, Σ) = (x - μ)'*Σ^-1*(x - μ)", ["x"]),
        (r"\ell(\theta; x) = \log(\theta x^\top x)", ["theta"]),
        (r"p(x \mid \mu, \Sigma) = (x - \mu)^T \Sigma^{-1} (x - \mu)", ["x"]),
    ],
)
def test_what_a_function_depends_on_behind_a_semicolon_is_no_target(text, targets):
    assert [name for problem in read_problems(text) for name in problem.target.names] == targets


@pytest.mark.parametrize("text", ["D_x (x'*A*x)", r"D_x(x^\top A x)", "D_w(X*w - y) wrt w"])
def test_an_operator_in_front_is_no_matrix(text):
    assert "the derivative by" in refused(text)[0].message


@pytest.mark.parametrize(
    "text", ["D_x*(x - y) wrt x", "D_x x wrt x", "D_a(x - y) wrt x", "D_x(x - y) wrt x where D_x: matrix"]
)
def test_a_matrix_called_like_one_is_a_factor(text):
    assert read(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("W^{(2)} relu(W^{(1)} x + b^{(1)}) wrt x", "W_2*relu(W_1*x + b_1)"),
        ("W^[2]*relu(W^[1]*x) wrt x", "W_2*relu(W_1*x)"),
        ("W^{[2]}*relu(W^{[1]}*x) wrt x", "W_2*relu(W_1*x)"),
        ("W^{[2]T}*x wrt x", "W_2'*x"),
        ("W^{(1)}x wrt W^{(1)}", "W_1*x"),
        ("x^{(i)T} A x^{(i)} wrt A where x^{(i)}: vector(n)", "x_i'*A*x_i"),
        ("e^{(x)} wrt x", "exp(x)"),
        ("2^{(n)}*x wrt x", "2^n*x"),
        ("A^{(-1)}*x wrt x", "A^-1*x"),
        ("x^{(n)} + n wrt x", "x^n + n"),
        ("A^(2)*x wrt x", "A^2*x"),
    ],
)
def test_a_label_in_parentheses_is_part_of_the_name(text, value):
    assert read(text)[0] == value


@pytest.mark.parametrize("text", ["W2σ(W1 x) wrt x", "W_2σ(W_1 x) wrt x", "W_2relu(W_1 x) wrt x"])
def test_a_matrix_glued_to_a_function_is_asked_about(text):
    assert " a product with " in refused(text)[0].message


@pytest.mark.parametrize(
    "text", ["tr(X - A)'(X - A) wrt X", r"\operatorname{tr}(X - A)^T(X - A) wrt X", "tr(X)ᵀ*X wrt X"]
)
def test_nobody_transposes_a_trace(text):
    assert refused(text)[0].message == "how far does tr reach?"


@pytest.mark.parametrize("text", ["tr (X'X)^-1 wrt X", "tr(X'X)^{-1} wrt X", r"\operatorname{tr}(X'X)^{-1}A wrt X"])
def test_the_reciprocal_of_a_trace_is_told_from_the_trace_of_an_inverse(text):
    value, remarks = read(text)
    assert "/tr(X'*X)" in value and any("tr((X'X)^-1)" in remark for remark in remarks)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"\operatorname{tr} X\left(A + B\right)Y wrt X", "tr(X*(A + B)*Y)"),
        (r"\tr X \bigl[A + B\bigr]^{-1} wrt X", "tr(X*(A + B)^-1)"),
        (r"\operatorname{tr} A \cdot X \odot B + 1 wrt X", "tr((A*X).*B) + 1"),
        (r"\left(\tr X\right) Y wrt X", "tr(X)*Y"),
        (r"\tr(X) Y wrt X", "tr(X)*Y"),
    ],
)
def test_a_trace_without_brackets_is_that_of_the_whole_product(text, value):
    assert read(text)[0] == value


def test_two_names_that_would_be_one_are_refused():
    assert refused("W^{(1)}*x + W_1*x wrt x")[0].message == "two symbols would both be called W_1"


@pytest.mark.parametrize("text", ["W^(1)*x wrt x", "W^1*x wrt x", "x^(1)'x^(2) wrt x"])
def test_a_power_of_one_is_told_of(text):
    assert any("a label belongs to a name" in remark for remark in read(text)[1])


@pytest.mark.parametrize(
    "text", [r"\mathrm{ReLU}(Wx) wrt x", r"\mathrm{Var}(w^Tx) wrt w", r"\operatorname{foo}(x - y) wrt x"]
)
def test_an_upright_word_before_a_parenthesis_is_a_function(text):
    assert refused(text)[0].message.startswith("unknown function")


@pytest.mark.parametrize(
    "text",
    [
        "A_ij x_j wrt x_j",
        "A_ij B_ij wrt A_ij",
        "x_i A_{ij} x_j wrt x_i",
        r"A_{ij}B_{jk} wrt A_{ij}",
        r"\delta_{ij} x_i x_j wrt x_i",
    ],
)
def test_sums_over_indices_that_stand_twice_are_no_products(text):
    assert refused(text)[0].message == "sums over repeated indices are not read"


@pytest.mark.parametrize(
    "text",
    [
        "A_ij x_j wrt x_j where A_ij: matrix",
        "A_ij'*A_ij wrt A_ij",
        "A_12 x_2 wrt x_2",
        "w_ij*x_k wrt x_k where w_ij: scalar",
        "K_nm K_mn wrt K_mn",
        "λ_i x_i wrt x_i",
    ],
)
def test_blocks_and_declared_names_with_indices_are_factors(text):
    assert read(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"\mathbf{K}_{nm}\mathbf{K}_{mm}^{-1}\mathbf{m} wrt \mathbf{m}", "K_nm*K_mm^-1*m"),
        ("K_{nm}K_{mm}^{-1}y wrt K_{mm}", "K_nm*K_mm^-1*y"),
        ("K_{uu} + K_{12} wrt K_{uu}", "K_uu + K_12"),
        (r"K_{m, n}\operatorname{vec}(X) wrt X where X: matrix(m, n)", "commutation(m, n)*vec(X)"),
        ("K_{m, n} vec(X) wrt X where X: matrix(m, n)", "commutation(m, n)*vec(X)"),
    ],
)
def test_a_k_is_the_commutation_matrix_with_two_sizes_only(text, value):
    assert read(text)[0] == value


def test_no_command_drops_what_stands_in_an_index():
    error, commands = refused("x_{n+}'*A*x_{n+} wrt x_{n+}")
    assert not commands and "letters and digits" in error.hint
