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
