"""What the check of a whole derivation refuses: every way in which it could pass what is wrong."""

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.numbers.cost import TOO_LARGE
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.style import DEFAULT
from matdiff_cli.typing.read import read_problems
from matdiff_cli.verify.check import check

SCALAR = " wrt t where t: scalar"


def found(line, layout="gradient", order=1, **changes):
    """What the check says of a derivation, after some changes of its result."""
    (problem,) = read_problems(line)
    document = to_object(derive(problem, layout, order=order), DEFAULT)
    document["result"] |= changes
    return check(problem, document)


@pytest.mark.parametrize(
    ("text", "layout", "order", "points"),
    [
        ("a'*X*b wrt X", "gradient", 1, 5),
        ("x'*A*x wrt x", "numerator", 1, 5),
        ("exp(A*x) wrt x", "denominator", 1, 5),
        ("sum(x)^3 wrt x", "gradient", 2, 3),
        ("f'*x wrt x", "gradient", 1, 5),  # the function is called otherwise
        ("t^3*s" + SCALAR, "gradient", 2, 3),
        ("tr(W*A) wrt W where W: symmetric(n)", "gradient", 1, 5),
        ("F(X)*a wrt X where F(X): matrix(p, p)", "gradient", 1, 5),
    ],
)
def test_what_is_right_passes_at_as_many_points_as_are_said(text, layout, order, points):
    said = found(text, layout, order)
    assert said.passed and said.points >= points and said.max_relative_error < 1e-20
    assert said.lines == said.lines_held > 0 and not said.failures


WRONG = [
    ("x'*A*x wrt x", "2*A*x"),
    ("x'*x wrt x", "2*x + x/10^15"),  # a little is wrong, too
    ("x'*x wrt x", "2*x + ones(m)/10^40"),
    ("sum(x) wrt x", "ones(m)'"),
    ("X*a wrt X", "kron(eye(m), a')"),
    ("t^2" + SCALAR, "3*t"),
    ("t" + SCALAR, "1 + 1/10^45"),
    ("relu(t - 100)" + SCALAR, "0"),  # right on one side of a kink that is far away
    ("t" + SCALAR, "1 + relu(t - 100)"),  # the kink is that of the answer
    ("tr(W*A) wrt W where W: symmetric(n)", "A'"),
    ("tr(F(X)) wrt X where F(X): matrix(p, p)", "2*tr(dF)"),
    ("tr(F(X)) wrt X where F(X): matrix(p, p)", "-tr(dF)"),
]


@pytest.mark.parametrize(("text", "answer"), WRONG)
def test_a_wrong_result_does_not_pass(text, answer):
    said = found(text, text=answer)
    assert not said.passed and said.points > 0
    assert "the result differs from the function's differences" in said.failures
    assert said.max_relative_error > 0


@pytest.mark.parametrize(
    ("text", "layout", "answer"),
    [
        ("x'*x wrt x", "numerator", "2*x"),
        ("x'*x wrt x", "mml", "2*x"),
        ("exp(A*x) wrt x", "denominator", "diag(exp(A*x))*A"),
        ("t*x" + SCALAR, "denominator", "x"),
    ],
)
def test_a_result_of_another_layout_does_not_pass(text, layout, answer):
    assert not found(text, layout, text=answer).passed


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("x'*A*x wrt x", "2*A"),
        ("sum(x)^3 wrt x", "6*sum(x)*eye(m)"),
        ("t^3*s" + SCALAR, "3*t*s"),
        ("t^2*x" + SCALAR, "x"),
        ("tr(W*A*W) wrt W where W: symmetric(n)", "kron(A, eye(n)) + kron(eye(n), A)"),
    ],
)
def test_a_wrong_second_derivative_does_not_pass(text, answer):
    assert not found(text, order=2, text=answer).passed


def test_where_nothing_has_a_value_nothing_passes():
    said = found("log(-t^2 - 1)" + SCALAR)
    assert not said.passed and said.points == 0 and "no point has a value" in said.failures


def test_what_is_too_large_to_be_checked_does_not_pass():
    said = found("sum(X)^2 wrt X where X: matrix(5000)")
    assert not said.passed and said.points == 0 and said.failures == (TOO_LARGE,)


def test_a_result_that_cannot_be_read_does_not_pass():
    said = found("x'*x wrt x", text="2*z")
    assert not said.passed and any("the result cannot be read back" in words for words in said.failures)


def with_line(text, right):
    """What the check says of a derivation with another right side on its first line."""
    (problem,) = read_problems(text)
    document = to_object(derive(problem), DEFAULT)
    document["steps"][0]["lines"][0]["right"] = right
    return check(problem, document)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("x'*A*x wrt x", "x'*A'*x + 1"),
        ("relu(t - 100)" + SCALAR, "0"),
        ("x'*x wrt x", "x'*x + 1/10^20"),
        ("t" + SCALAR, "z"),
    ],
)
def test_a_line_that_does_not_hold_does_not_pass(text, right):
    said = with_line(text, right)
    assert not said.passed and said.lines_held < said.lines
    assert len(said.failures) == said.lines - said.lines_held
