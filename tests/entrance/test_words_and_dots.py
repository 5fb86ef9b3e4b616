"""Signs and names that mean something other than their letters: a dot between vectors, Var(…), S_bW, x'1."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), problem


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a · x wrt x", "a'*x"),
        ("exp(a \\cdot x) wrt x", "exp(a'*x)"),
        ("(a·x)^2 + x·x wrt x", "(a'*x)^2 + x'*x"),
        ("A x · y wrt x", "(A*x)'*y"),
    ],
)
def test_a_dot_between_two_vectors_is_the_inner_product(text, meaning):
    value, problem = read(text)
    assert value == meaning
    assert any("inner product" in remark for remark in problem.reading)


@pytest.mark.parametrize("text", ["x' · A · x wrt x", "A · B wrt A", "2 · x wrt x", "t · x + A·x wrt t"])
def test_a_dot_is_the_product_where_that_makes_sense(text):
    value, problem = read(text)
    assert value == read(text.replace("·", "*"))[0]
    assert not any("inner product" in remark for remark in problem.reading)


@pytest.mark.parametrize("text", ["Var(w'x) wrt w", "Cov(x, y) wrt x", "λ_max(A'A) wrt A", "sigma_min(A) wrt A"])
def test_a_word_before_a_parenthesis_is_a_function(text):
    with pytest.raises(MatdiffError, match="unknown function"):
        read_problems(text)


@pytest.mark.parametrize("text", ["Sigma(x - y) wrt x", "Xhat(x - y) wrt x", "AB(x - y) wrt x", "A(x - y) wrt x"])
def test_a_matrix_before_a_parenthesis_is_a_factor(text):
    assert read(text)[0].endswith("*(x - y)")


def test_a_letter_with_an_index_may_be_written_together_with_another():
    value, problem = read("tr(W'S_bW) wrt W")
    assert value == "tr(W'*S_b*W)"
    assert any("S_bW is read as S_b W" in remark for remark in problem.reading)


def test_a_capital_in_an_index_that_is_the_target_is_told_of():
    _, problem = read("tr(W'S_BW) wrt W")
    assert any("S_BW is one name" in remark for remark in problem.reading)


def test_a_greek_letter_behind_a_transpose_is_told_of():
    _, problem = read("w'mu/sqrt(w'*A*w) wrt w")
    assert any("declare mu: vector" in remark for remark in problem.reading)


@pytest.mark.parametrize(
    ("text", "declaration"),
    [
        ("1/2 k ||x - x0||^2 wrt x", "k: scalar"),
        ("-n/2 log|A| - n/2 tr(A^-1 S) wrt A", "n: scalar"),
        ("(Y - Xβ)'(Y - Xβ) wrt β", "β: vector"),
        ("A*x + γ*(x'*x)*x wrt x", ""),
        ("sin(x) + A*b wrt x", ""),
    ],
)
def test_a_name_that_would_make_the_function_a_scalar_is_told_of(text, declaration):
    _, problem = read(text)
    told = " ".join(remark for remark in problem.reading if "letters are; declare" in remark)
    assert declaration in told and bool(declaration) == bool(told)


def test_one_behind_a_transpose_is_the_vector_of_ones():
    assert read("w'1 - 1 wrt w")[0] == "w'*ones(m) - 1"
    with pytest.raises(MatdiffError):
        read_problems("w'12 wrt w")


def test_an_arrow_makes_a_capital_a_vector():
    _, problem = read(r"\vec X^T A \vec X wrt A")
    assert problem.symbols["X"].kind == "vector"
