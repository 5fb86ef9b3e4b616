"""What is read to the letter, or one way of several, and looks like something else is told of, or asked about."""

import pytest
from test_hints import commands, error_of

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), problem.reading


def offered(text):
    return [words[1] for words in commands(error_of(text).hint)]


@pytest.mark.parametrize(
    ("text", "exponent"),
    [
        ("|Σ|^-1/2 wrt Σ", "-1/2"),
        ("(x'x)^3/2 wrt x", "3/2"),
        ("(x'x)^1/2 + x'x wrt x", "1/2"),
        ("x^1/3 wrt x", "1/3"),
        ("x**1/2 wrt x", "1/2"),
        ("x.^-1/2 wrt x", "-1/2"),
        ("(2*pi)^-n/2*x'x wrt x where n: scalar", "-n/2"),
        ("X^-1/2 wrt X", "-1/2"),
    ],
)
def test_half_of_a_power_is_no_root_and_that_is_said(text, exponent):
    remarks = [remark for remark in read(text)[1] if "stands in parentheses" in remark]
    assert len(remarks) == 1 and f"exponent {exponent} stands" in remarks[0]


@pytest.mark.parametrize(
    "text",
    ["x^3/3 wrt x", "(x'x)^2/2 wrt x", "(x'x)^(1/2) wrt x", "x^{-1}/2 wrt x", "x^-1 / 2 wrt x", "(x'x)^3/2.5 wrt x"],
)
def test_other_quotients_of_powers_are_plain(text):
    assert not any("stands in parentheses" in remark for remark in read(text)[1])


@pytest.mark.parametrize(
    "text",
    [
        "Φ(x'β) wrt x",
        "φ(w'x) wrt w",
        "φ(W*x + b) wrt x",
        r"\phi(w^T x) wrt w",
        r"\Phi\left(w^T x + b\right) wrt w where b: scalar",
        "D(x'Ax)",
        "F(x'x) wrt x",
        "H(softmax(x)) wrt x",
        "f(x) = J(softmax(x))",
    ],
)
def test_a_letter_of_functions_before_a_parenthesis_is_said_to_be_a_factor(text):
    assert any("(…) is read as a product" in remark for remark in read(text)[1])


@pytest.mark.parametrize(
    "text",
    [
        "A(x - y) wrt x",
        "λ(w'1 - 1) wrt w",
        "Φ(w - v) + Φ*w wrt w",
        "Φ*(x'w) wrt w",
        "F(x'x) wrt x where F: matrix",
        "F(x'x) wrt F",
        "2*H(x - y) wrt x",
        "B(x'x) wrt x",
    ],
)
def test_other_factors_before_a_parenthesis_are_plain(text):
    assert not any("(…) is read as a product" in remark for remark in read(text)[1])


@pytest.mark.parametrize("text", ["log det X−1 wrt X", "tr(A*X) + log|X-1*A|*0 + tr X-1 wrt X"])
def test_a_matrix_minus_one_beside_it_may_have_lost_an_exponent(text):
    assert any("minus 1; the inverse is X^-1" in remark for remark in read(text)[1])


@pytest.mark.parametrize("text", ["log det X - 1 wrt X", "(n-1)*log|X| wrt X", "tr X-10 wrt X", "tr X-1.5 wrt X"])
def test_other_differences_are_plain(text):
    assert not any("minus 1" in remark for remark in read(text)[1])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("xT A x wrt x", "x' A x wrt x"),
        ("f(x) = xT Ax", "f(x) = x' Ax"),
        ("xT A x + b'x wrt x", "x' A x + b'x wrt x"),
        ("x T A x wrt x", "x' A x wrt x"),
        ("(y − Xβ)T (y − Xβ) wrt β", "(y − Xβ)' (y − Xβ) wrt β"),
        ("|Ax|^2 wrt x", "||Ax||^2 wrt x"),
        ("x†Ax wrt x", "x^T Ax wrt x"),
    ],
)
def test_signs_that_a_page_has_lost_are_asked_about(text, meant):
    assert offered(text)[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        "(A - B)T(A - B)' wrt T",
        "(A - B)T(A - B)' wrt A",
        "xT'*P*xT wrt xT",
        "xT*y + b'*xT wrt y",
        "(xT'y) b + xT b'y wrt y",
        "x'P x + xT'P xT wrt x",
        "A T x wrt x",
        "c T x wrt x where T: matrix",
        "|tA| wrt t",
        "|A x| wrt x where x: scalar",
    ],
)
def test_a_t_and_bars_that_have_a_meaning_are_read(text):
    assert read(text)


@pytest.mark.parametrize("text", ["sum(x(1:3)) wrt x", "x(1:3)'*x(1:3) wrt x", "x(2:end)'*b wrt x", "x(1:n) wrt x"])
def test_a_range_is_no_inner_product_of_numbers(text):
    error = error_of(text)
    assert error.message == "entries of vectors and matrices are not read yet" and not commands(error.hint)


def test_names_in_brackets_may_be_the_entries_of_a_row():
    assert any("[A B] is read as a product" in remark for remark in read("[A B]*x wrt x")[1])
    for text in ("tr[A B] wrt A", "tr([A B]^-1) wrt A", "[A + B]*x wrt x"):
        assert read(text)[1] == ()


def test_a_dot_of_mathematica_is_no_property():
    assert read("Tr[Transpose[Y].(X - Transpose[W].H)] wrt W")[0] == "tr(Y'*(X - W'*H))"
    assert read("Tr[W.H] wrt W")[0] == "tr(W*H)"


def test_a_name_that_ends_in_a_longer_target_is_told_of():
    assert offered("dx'Adx wrt dx") == ["dx'A*dx wrt dx"] and offered("δx'Aδx wrt δx") == ["δx'A*δx wrt δx"]
    assert not any("one name" in remark for remark in read("x1'*x10 wrt x1")[1])


def test_a_dagger_on_a_matrix_is_told_of():
    assert read("X†y wrt X") == ("pinv(X)*y", ("† is read as the pseudoinverse; write ' for the transpose",))
    assert read("X^+*y wrt X")[1] == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("np.exp(-np.sum((x-y)**2)/(2*s**2)) wrt x", "s"),
        ("N * np.sum(x**2) wrt x", "N"),
        ("N*log(x'x) wrt x", "N"),
        ("C*sum(x.^2) wrt x", "C"),
    ],
)
def test_an_array_that_would_be_a_number_to_most_is_told_of(text, name):
    assert any(remark.startswith(f"{name} is a ") and f"{name}: scalar" in remark for remark in read(text)[1])


@pytest.mark.parametrize("text", ["a*x^2 + b*x + c wrt x", "ax^2+bx+c wrt x"])
def test_vectors_that_would_all_be_numbers_to_most_are_told_of(text):
    for name in "abc":
        assert f"{name} is a vector, as small Latin letters are; declare {name}: scalar for a number" in read(text)[1]
    assert not any("is a vector" in remark for remark in read("a*x + b wrt x where x: scalar")[1])


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("nlog|A| wrt A", "n*log"),
        ("W₂σ(W₁x + b₁) wrt W₁", "W₂*σ"),
        ("Nlog|A| wrt A", "N*log"),
        ("αlog|Σ| + tr(Σ) wrt Σ", "α*log"),
    ],
)
def test_a_factor_written_to_a_function_before_bars_is_asked_about(text, front):
    assert f"write {front}(…)" in error_of(text).hint


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("λtr(A) wrt A", "λ*tr(A) wrt A"),
        ("xlog(x) wrt x", "x*log(x) wrt x"),
        ("e^Ax wrt x", "e^(A*x) wrt x"),
        ("sum p log p wrt p", "sum(p)*log p wrt p"),
    ],
)
def test_where_a_function_or_an_exponent_ends_is_asked(text, meant):
    assert offered(text)[0] == meant


@pytest.mark.parametrize(
    "text", ["xe^x wrt x", "e^{Ax} wrt x", "sum exp(x) wrt x", "mean log x wrt x", "sum x.^2 wrt x"]
)
def test_where_they_end_is_clear(text):
    assert read(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("w·x + b wrt w", "w'*x + b"),
        (r"w \cdot x + b wrt w", "w'*x + b"),
        ("max(0, 1 - y*(w·x + b)) wrt w", "relu(1 - y*(w'*x + b))"),
        ("t·x + A·x wrt t", "t*x + A*x"),
    ],
)
def test_what_a_dot_stands_between_is_rather_a_vector(text, value):
    assert read(text)[0] == value


@pytest.mark.parametrize("text", ["A*X wrt X", "N*x wrt x", "C*X*M wrt X", "np.trace(A @ X) wrt X", "A @ X wrt X"])
def test_other_matrices_are_plain(text):
    assert not any("is a matrix" in remark for remark in read(text)[1])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("np.sum(x**2)/N wrt x", "sum(x.^2)/N"),
        ("1/(2*N)*np.sum(x**2) wrt x", "sum(x.^2)/(2*N)"),
        ("sum((y - X %*% b)^2)/N wrt b", "sum((y - X*b).^2)/N"),
        ("np.sum(1/X) wrt X", "sum(1./X)"),
        ("np.sum(1/K) wrt K", "sum(1./K)"),
        ("np.sum(x)/S wrt x where S: scalar", "sum(x)/S"),
    ],
)
def test_code_divides_a_number_by_a_count(text, value):
    assert read(text)[0] == value


def test_code_that_divides_a_number_by_another_capital_is_asked_about():
    assert offered("np.sum(x**2)/S wrt x") == ["np.sum(x**2)/S wrt x where S: scalar"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tr (AX)^2 wrt X", "tr((AX)^2)"),
        ("3 trace (A*X)^3 wrt X", "tr((A*X)^3)"),
        (r"\operatorname{tr}(AX)^2 wrt X", "tr((AX)^2)"),
        ("tr (X)^2 wrt X", "tr(X^2)"),
        ("tr(X'X)^-1 wrt X", "tr((X'X)^-1)"),
        ("tr (AX) B wrt X", "tr((AX) B)"),
        ("tr(AX)B wrt X", "tr((AX)B)"),
        ("tr (AX) (BX)^2 wrt X", "tr((AX) (BX)^2)"),
        ("log(x'x) tr (A)x wrt x", "tr((A)x)"),
        (r"\operatorname{tr}(AX)B wrt X", "tr((AX)B)"),
    ],
)
def test_where_a_trace_ends_is_told(text, meant):
    remarks = [remark for remark in read(text)[1] if "of the trace" in remark or "the trace" in remark]
    assert len(remarks) == 1 and remarks[0].endswith(f" is {meant}")


@pytest.mark.parametrize(
    "text",
    ["tr(AX)^2 wrt X", "tr(AX)*B wrt X", "tr (AX) + tr(X)/2 wrt X", "tr(AX)tr (BX) wrt X", "det (AX)^2 wrt X"],
)
def test_where_a_trace_ends_is_clear(text):
    assert not any("trace" in remark for remark in read(text)[1])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("d/dσ² (log σ² + s/σ²)", ["d/dv (log v + s/v) where v: scalar"]),
        ("d/dσ^2 (log σ^2)", ["d/dv (log v) where v: scalar"]),
        ("∂(log σ² + s/σ²)/∂σ²", ["∂(log v + s/v)/∂v where v: scalar"]),
        ("∂ log(σ^2)/∂σ^2", ["∂ log(v)/∂v where v: scalar"]),
        (
            r"\frac{\partial}{\partial\sigma^2} (\log \sigma^2)",
            [r"\frac{\partial}{\partial v} (\log v) where v: scalar"],
        ),
        ("d/dx² x'Ax", []),
        ("∂(σ² + σ)/∂σ²", []),
        (r"\frac{d}{dx^2} x^T A x", []),
    ],
)
def test_a_derivative_by_a_square_is_asked_about(text, meant):
    assert error_of(text).message.startswith("is this a derivative by the square of ")
    assert offered(text) == meant


@pytest.mark.parametrize(
    "text", ["f = x'Ax; df/dx²", "y = σ^2; dy/dσ²", "f = x'x, find \\frac{\\partial f}{\\partial x^2}"]
)
def test_a_derivative_by_a_square_of_a_name_is_refused(text):
    with pytest.raises(MatdiffError):
        read_problems(text)


@pytest.mark.parametrize(
    "text", ["d²/dx² x'Ax", "∂²(x'Ax)/∂x²", "d^2 x'Ax/dx^2", r"\frac{d^2}{dx^2} x^TAx", "d²(x'Ax)/dx"]
)
def test_a_second_derivative_is_by_no_square(text):
    assert read_problems(text)[0].order == 2
