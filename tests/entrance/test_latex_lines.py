"""Formulas as they stand in a LaTeX document: definitions set in lines, with what numbers and aligns them."""

import shlex

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), *problem.target.names


def refused(text):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    return error.value


@pytest.mark.parametrize(
    "text",
    [
        r"\begin{align} f(x) &= x^T A x \end{align}",
        r"\begin{align*} f(x) &= x^T A x \end{align*} wrt x",
        r"\begin{aligned} f(x) &= x^T A x \end{aligned}",
        r"\[ \begin{aligned} f(x) &= x^T A x. \end{aligned} \]",
        r"\begin{equation}\label{eq:f} f(x) = x^T A x, \end{equation}",
        r"\begin{eqnarray} f(x) &=& x^T A x \end{eqnarray}",
        r"\begin{align} f(x) &:= x^T A x \tag{1} \end{align}",
        r"\begin{align} f(x) \\ =& x^T A x \nonumber \\ \end{align}",
        r"\[ f(x) = x^T A x. \] wrt x",
        r"$f(x) = x^T A x;$ wrt x",
        r"f(x) &= x^\top A x \\",
        r"& f(x) = x^\top A x \\ wrt x",
        "f(x) &= x'*A*x",
    ],
)
def test_a_definition_in_an_environment_is_read(text):
    assert read(text) == ("x'*A*x", "x")


@pytest.mark.parametrize(
    "text",
    [
        r"\begin{align} f(x) &= x^T A x \\ &\quad + b^T x \end{align}",
        r"f(x) &= x^\top A x \\ &+ b^\top x",
        r"\begin{multline} f(x) = x^T A x + \\ b^T x \end{multline}",
    ],
)
def test_a_sign_goes_on_from_the_line_above(text):
    assert read(text) == ("x'*A*x + b'*x", "x")


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (r"\begin{align} f(x) &= a^T x \\ &= x^T a \end{align}", ["f(x) = a^T x"]),
        (r"\begin{align} f(x) &= a^T x, \\ g(x) &= b^T x \end{align}", ["f(x) = a^T x", "g(x) = b^T x"]),
        (r"\begin{align} f(x) &= x^T A x, \\ A &= A^T \end{align} wrt x", ["f(x) = x^T A x wrt x"]),
    ],
)
def test_of_several_equations_each_is_offered(text, offered):
    error = refused(text)
    assert error.message == "several equations"
    commands = error.hint.partition("try: ")[2].split("  or  ")
    assert [shlex.split(each)[1] for each in commands] == offered


@pytest.mark.parametrize("text", [r"\begin{align} a^T x \\ b^T x \end{align}", r"f(x) = a^\top x \\ & b^\top x"])
def test_formulas_in_two_lines_are_no_product(text):
    error = refused(text)
    assert error.message == "does the formula go on in the new line?" and r" \cdot b" in error.hint


@pytest.mark.parametrize("text", [r"\hat{x_1}^T a wrt \hat{x}_1", r"\hat{x}_1^T a wrt \hat{x_1}"])
def test_an_index_may_stand_under_the_accent(text):
    assert read(text) == ("x_hat_1'*a", "x_hat_1")


def test_a_line_may_end_in_a_new_line():
    assert read("x'*A*x \\\\") == ("x'*A*x", "x")
