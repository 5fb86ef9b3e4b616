"""Questions in sentences: what they are of is read, asked about, or offered; nothing in them is dropped."""

import pytest
from test_hints import commands, error_of

from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), problem


def offered(text):
    return [words[1] for words in commands(error_of(text).hint)]


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("inverse of A + B wrt A", ["inv(A + B) wrt A", "inv(A) + B wrt A"]),
        ("sigmoid of w'x + b wrt w", ["sigmoid(w'x + b) wrt w", "sigmoid(w'x) + b wrt w"]),
        (
            "gradient of the norm of A x - b + c wrt x",
            ["gradient of norm(A x - b + c) wrt x", "gradient of norm(A x) - b + c wrt x"],
        ),
        ("the squared norm of x - y wrt x", ["norm(x - y)^2 wrt x", "norm(x)^2 - y wrt x"]),
        ("trace of A + B wrt A", ["trace(A + B) wrt A"]),
    ],
)
def test_how_far_a_function_in_words_reaches_is_asked(text, meanings):
    assert offered(text) == meanings


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("trace of A X + 1 wrt X", "tr(A*X) + 1"),
        ("trace of A X + log of the determinant of X wrt X", "tr(A*X) + logdet(X)"),
        ("gradient of the squared norm of A x wrt x", "norm(A*x)^2"),
        ("(inverse of X)*b + c wrt X", "X^-1*b + c"),
        ("gradient of the function f(w) = w'x", "w'*x"),
    ],
)
def test_what_ends_the_reach_of_a_function_is_clear(text, value):
    assert read(text)[0] == value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("derivative of A transpose A wrt A", "derivative of A' A wrt A"),
        ("X transposed X wrt X", "X' X wrt X"),
        ("X inverse Y wrt X", "X^-1 Y wrt X"),
        ("x transpose times A times x", "x' * A * x"),
        ("tr(X transpose A X) wrt X", "tr(X' A X) wrt X"),
        ("||x|| squared wrt x", "||x||^2 wrt x"),
        ("one half x'x", "1/2 x'x"),
    ],
)
def test_what_is_said_behind_a_matrix_is_asked_about(text, meant):
    assert offered(text)[0] == meant


@pytest.mark.parametrize("text", ["tr transpose(X)*A wrt X", "log det inverse X wrt X", "A*transpose(X) wrt X"])
def test_functions_in_front_of_what_they_are_of_are_read(text):
    assert read(text)


@pytest.mark.parametrize("text", ["derivative x'Ax x", "gradient ||A*x - b||^2 x", "hessian x'*A*x x"])
def test_a_name_at_the_end_is_said_to_be_a_factor(text):
    assert "x at the end is a factor; wrt x makes it the target" in read(text)[1].reading


@pytest.mark.parametrize("text", ["gradient A x", "gradient x' A x", "derivative of x'*A*x", "derivative x'x x wrt x"])
def test_other_factors_at_the_end_are_plain(text):
    assert not any("at the end" in remark for remark in read(text)[1].reading)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Let A be invertible and of rank n. Find the gradient of x'*A*x.", "gradient of x'*A*x"),
        ("x'Ax를 x로 미분하시오", "x'Ax wrt x"),
        ("tr(A*X)를 X에 대해 미분", "tr(A*X) wrt X"),
        ("x에 대한 x'Ax의 기울기", "x'Ax wrt x"),
        ("x'Ax의 헤시안을 구하라", "Hessian of x'Ax"),
        ("x'Ax를 x로 두 번 미분", "Hessian of x'Ax wrt x"),
        ("(A'A)−1A'b wrt b", "(A'A)^-1A'b wrt b"),
        ("X−1 wrt X", "X^-1 wrt X"),
        ("∥Ax − b∥2 wrt x", "∥Ax − b∥_2 wrt x"),
        ("∥Ax − b∥22 wrt x", "∥Ax − b∥_2^2 wrt x"),
        ("1 - x'y/(|x||y|) wrt x", "1 - x'y/(||x||||y||) wrt x"),
        ("x'A\u200bx wrt x", "x'Ax wrt x"),
        ("sum(x²) wrt x", "sum(x.^2) wrt x"),
        ("sum|x| wrt x", "sum(abs(x)) wrt x"),
        ("|x|'y wrt x", "abs(x)'y wrt x"),
        ("sin²(x) wrt x", "sin(x)^2 wrt x"),
        ("log^2(x'x) wrt x", "log(x'x)^2 wrt x"),
        ("A.I wrt A", "A^-1 wrt A"),
        ("x'Ax (3.2) wrt x", "x'Ax wrt x"),
        ("f(x) = x'Ax (2)", "f(x) = x'Ax"),
        (r"f(x) = x^TAx \quad (2)", "f(x) = x^TAx"),
        ("(2) x'Ax wrt x", "x'Ax wrt x"),
        ("2. x'Ax wrt x", "x'Ax wrt x"),
        ("(a) x'Ax wrt x", "x'Ax wrt x"),
        ("1) x'Ax wrt x", "x'Ax wrt x"),
        ("x'*A*x % quadratic form", "x'*A*x"),
        ("x' = Ax + Bu wrt x", "Ax + Bu wrt x"),
        ("norm Ax - b wrt x", "norm(Ax - b) wrt x"),
        ("sum x + y wrt x", "sum(x + y) wrt x"),
        ("x.H A x wrt x", "x.T A x wrt x"),
    ],
)
def test_what_is_meant_is_offered(text, meant):
    assert offered(text)[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        "2.*x wrt x", "2 x'x wrt x", "(2)(x'x) wrt x", "(2)*x wrt x", "x'x*(2) wrt x", "(a)'x wrt x", "(a) x'a wrt x",
        "sin (2)*x wrt x", "sum x + 1 wrt x", "x (2) wrt x", "(1) x'x wrt x", "x'x (1) wrt x",
        "1. x'x wrt x", "norm(x) - y'x wrt x",
    ],
)  # fmt: skip
def test_other_numbers_in_parentheses_are_factors(text):
    assert read(text)


def test_an_equation_is_no_definition():
    assert error_of("A x = b wrt x").message == error_of("Ax = b wrt x").message == '"=" is no part of an expression'
    assert not commands(error_of("Ax = b wrt x").hint) and read("L = x'x")


def test_a_logarithm_with_a_capital_i_is_asked_about():
    assert "ln(…)" in error_of("In|X| wrt X").hint
    assert "λI was read as λ*I" in error_of("det A - λI wrt λ").hint


def test_a_second_order_is_kept():
    assert read("second order derivative of x'*A*x with respect to x")[1].order == 2
    assert read(r"Find the Hessian of $\|Ax\|^2$ wrt $x$")[1].order == 2


@pytest.mark.parametrize("text", ["dL/dw = 2x", "∇_x x'A x = 2A x", r"\frac{\partial}{\partial X}\tr(XA) = A^T"])
def test_a_claim_is_pointed_to_the_verb_that_judges_it(text):
    assert "matdiff check" in error_of(text).hint


def test_no_prime_of_a_name_is_dropped():
    error = error_of("k(x, x') = exp(-||x - x'||^2)")
    assert "call it y" in error.hint and not commands(error.hint)


@pytest.mark.parametrize(("name", "said"), [("logit", "log(p/(1 - p))"), ("vech", "vec(X)"), ("cot", "sin")])
def test_a_function_that_is_not_there_is_no_other_one(name, said):
    error = error_of(f"{name}(x) wrt x")
    assert said in error.hint and not commands(error.hint)
