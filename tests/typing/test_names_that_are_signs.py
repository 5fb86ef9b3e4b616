"""Names that are signs to most people, Σ of a sum, D_x and d of a derivative, F of a norm, Tr of a trace: never factors
in silence."""

import pytest
from typed_text import problem, shown

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems


def refused(text):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    return error.value


@pytest.mark.parametrize(
    "text",
    [
        "Σ (y_i - w'*x_i)^2 wrt w",
        "-Σ y_i log p_i wrt p",
        "1/n Σ(y_i − wᵀx_i)² wrt w",
        "log(Σ exp(x_j)) wrt x_j",
        "N Σ (x_i - μ)'(x_i - μ) wrt μ",
    ],
)
def test_a_sigma_before_members_is_rather_a_sum(text):
    assert refused(text).message == "is Σ a matrix, or the sign of a sum?"


@pytest.mark.parametrize(
    "text",
    [
        "Σ (y_i - w'*x_i)^2 wrt w where Σ: matrix, y_i: scalar",
        "Σ*x_i wrt x_i",
        "x_i'Σ x_i wrt x_i",
        "tr(Σ S_n) wrt S_n",
        "x_i'Σ^-1 x_i + log|Σ| wrt Σ",
        "Sigma x_i wrt x_i",
        "Σ x wrt x",
    ],
)
def test_other_sigmas_are_matrices(text):
    assert not problem(text).reading


@pytest.mark.parametrize("text", ["D_x x'Ax", "D_X tr(AX)", "D_w ||X*w - y||^2", "d_x x'*A*x", "D_X log|X|"])
def test_an_operator_before_what_it_is_of_is_no_matrix(text):
    assert "the derivative by" in refused(text).message


@pytest.mark.parametrize("text", ["d_x'*x wrt x", "d_i'*d_i wrt d_i", "D_x*tr(X) wrt X", "D_x x wrt x"])
def test_names_called_like_operators_are_factors_elsewhere(text):
    assert not problem(text).reading


def test_a_differential_is_no_product_with_d():
    for text in ("d(x'*A*x)", "d tr(A*X)", "d log|X| wrt X"):
        assert refused(text).message == "is d a symbol, or the sign of a differential?"
    assert shown(problem("a'*x + d(x'*x) wrt x where d: scalar").function)
    assert problem("d(x - y)*d wrt x").symbols["d"].kind == "scalar"
    assert problem("d tr(X)*d' wrt X").symbols["d"].kind == "vector"


@pytest.mark.parametrize("text", ["‖X‖F²", "||X||F^2", "||X - Y||F wrt X", "‖X‖²F", "||x||F + ||X||F wrt X"])
def test_an_f_that_a_norm_has_lost_is_asked_about(text):
    error = refused(text)
    (mark,) = error.marks
    assert text[mark.span.start : mark.span.end] == "F"
    assert "||X||_F" in error.hint


@pytest.mark.parametrize(
    "text", ["||F*x|| wrt x", "||x||F wrt x where F: matrix", "||F||F wrt F", "||x||*F wrt x", "||x|| F wrt x"]
)
def test_other_fs_are_matrices(text):
    assert not problem(text).reading


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Tr AX wrt X", "tr(A*X)"),
        ("Trace A X wrt X", "tr(A*X)"),
        ("Log|X|", "log(|X|)"),
        ("Log Det X", "log(det(X))"),
        ("DET X", "det(X)"),
        ("LOG DET X", "log(det(X))"),
        ("Exp x", "exp(x)"),
    ],
)
def test_functions_with_capitals_need_no_parentheses(text, plain):
    assert shown(problem(text).function) == shown(problem(f"{plain} wrt {text.split()[-1].strip('AL|og')}").function)


@pytest.mark.parametrize("text", ["Tr*X wrt X", "Row x wrt x", "Tr X wrt X where Tr: matrix", "Sigma x wrt x"])
def test_other_words_with_capitals_are_matrices(text):
    assert problem(text).function.op == "product"


def test_letters_that_stand_alone_elsewhere_are_no_function():
    assert problem("TR X + T*R wrt X").reading == ("TR is read as T R; declare TR to keep it one name",)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sum (x)^2", ("sum((x).^2)", "sum(x)^2")),
        ("mean (A*x - b)² wrt x", ("mean((A*x - b).^2)", "mean(A*x - b)^2")),
        ("sum (A*x).^2 wrt x", ("sum((A*x).^2)", "sum(A*x)^2")),
        ("sum (x)**3", ("sum((x).^3)", "sum(x)^3")),
    ],
)
def test_a_power_behind_a_sum_that_stands_apart_is_asked_about(text, meant):
    error = refused(text)
    assert error.message.startswith("how far does") and error.hint.startswith(f"write {meant[0]} or {meant[1]}")


@pytest.mark.parametrize("text", ["sum(x)^2", "sum (x.^2)", "(sum (x))^2", r"\operatorname{sum} (x)^2"])
def test_a_power_of_a_sum_is_clear_elsewhere(text):
    assert not problem(text).reading


@pytest.mark.parametrize("text", ["γ ⊙ x + y wrt x", r"\gamma \odot \mathbf{x} wrt \mathbf{x}", "A .* γ wrt A"])
def test_a_greek_scalar_in_an_elementwise_product_is_told_of(text):
    name = "gamma" if "\\" in text else "γ"
    assert (
        f"{name} is a scalar, as small Greek letters are; declare {name}: vector for a vector" in problem(text).reading
    )
    assert not problem(f"{text} where γ: scalar").reading or "\\" in text
