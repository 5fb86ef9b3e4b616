"""Functions that are typed in LaTeX without a backslash are functions, and no products of their letters."""

import pytest
from test_hints import commands, error_of

from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"\nabla_X log|X|", "logdet(X)"),
        (r"\nabla_X log\left|X\right|", "logdet(X)"),
        (r"\nabla_X log det(X)", "logdet(X)"),
        (r"\frac{1}{2}ln|X|", "logdet(X)/2"),
        (r"\nabla_A tr AB", "tr(A*B)"),
        (r"\lambda Tr(X^TX) wrt X", "lambda*tr(X'*X)"),
        (r"\mathbf{x}^T log\mathbf{x}", "x'*log(x)"),
        (r"exp\theta", "exp(theta)"),
    ],
)
def test_a_word_before_its_argument_is_a_function(text, value):
    assert read(text)[0] == value


def test_that_a_word_is_a_function_is_said_where_no_parenthesis_says_it():
    assert "log is read as the function" in read(r"\nabla_X log|X|")[1].reading
    assert "tr is read as the function" in read(r"\nabla_A tr AB")[1].reading
    assert read(r"\nabla_A tr(AB)")[1].reading == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (r"\nabla_A trAB", r"\nabla_A tr AB"),
        (r"\lambda TrX wrt X", r"\lambda Tr X wrt X"),
        (r"\nabla_X log detX", r"\nabla_X log det X"),
    ],
)
def test_a_function_and_its_argument_in_one_word_are_asked_about(text, meant):
    assert [words[1] for words in commands(error_of(text).hint)] == [meant]


@pytest.mark.parametrize("text", [r"\mathbf{A} t r wrt t where r: scalar"])
def test_letters_apart_are_letters(text):
    assert "tr(" not in read(text)[0]


def test_an_o_is_a_letter():
    assert "o" in read(r"\mathbf{a}^T\mathbf{b} o wrt o where o: scalar")[1].symbols
    assert "o" in error_of(r"\mathbf{l} o \mathbf{g} wrt \mathbf{g}").message + read(r"\mathbf{o}^T\mathbf{b} wrt o")[0]


@pytest.mark.parametrize(("text", "target"), [(r"min_{\mathbf{x}} \|\mathbf{x}\|", "x"), (r"argmin_w \|Xw-y\|", "w")])
def test_a_minimum_may_be_typed_without_a_backslash(text, target):
    assert read(text)[1].target.names == (target,)


def test_a_letter_in_bold_and_in_plain_is_one_symbol_and_that_is_said():
    value, problem = read(r"\mathbf{x}^\top A x wrt x")
    assert value == "x'*A*x" and "x in bold and x are read as one symbol" in problem.reading
    assert read(r"\nabla_x \|A\mathbf{x}\|^2")[1].reading == ()


@pytest.mark.parametrize(
    ("text", "value", "target"),
    [
        (r"\partial(x^TAx)/\partial x", "x'*A*x", "x"),
        (r"\partial x^TAx/\partial x", "x'*A*x", "x"),
        (r"\partial/\partial x\; x^TAx", "x'*A*x", "x"),
        (r"\partial/\partial \mathbf{x}_k \; \mathbf{x}_k^TA\mathbf{x}_k", "x_k'*A*x_k", "x_k"),
        (r"d/dx \; \log(a^T x)", "log(a'*x)", "x"),
        (r"d(\log|X|)/dX", "logdet(X)", "X"),
        (r"\mathbf{x}^{(i)T}\mathbf{w} wrt \mathbf{w}", "x_i'*w", "w"),
        (r"\mathbf{x}^{(i)\top}\mathbf{w} wrt \mathbf{w}", "x_i'*w", "w"),
        (r"W^{[2]}\tanh(W^{[1]}x) wrt x", "W_2*tanh(W_1*x)", "x"),
    ],
)
def test_signs_in_one_line_and_labels_are_read(text, value, target):
    found, problem = read(text)
    assert (found, problem.target.names) == (value, (target,))


def test_a_sum_behind_a_sign_in_one_line_is_asked_about():
    assert error_of(r"\partial/\partial x\; x^TAx + b^Tx").message == "does the derivative sign reach across this?"
    assert r"\partial inside" in error_of(r"\partial(x^TAx)/\partial x + b^Tx").message
    assert "d" in read(r"d/\|x\| wrt x where d: scalar")[1].symbols


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"A \times B wrt A", '"×" has no meaning here'),
        (r"\|x\|_\infty wrt x", "this norm is not among the norms"),
        (r"\|X\|_* wrt X", "this norm is not among the norms"),
    ],
)
def test_what_a_sign_of_latex_is_is_said(text, said):
    assert error_of(text).message == said


def test_an_index_in_braces_ends_where_they_do():
    assert read("x_{k}'y wrt x_k")[0] == "x_k'*y"
    assert read("A_{i}B_{j}x wrt x")[0] == "A_i*B_j*x"
    assert "a product of" in error_of("b_{k}x wrt x").message
