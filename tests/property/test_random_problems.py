"""Random well-typed problems are answered rightly, as differences of the function say, or refused; never crash."""

import json

import pytest
from drawn_problems import problems
from drawn_structures import problems_with_structures
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from matdiff_cli.calculus.answer import answer
from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.differences import truth
from matdiff_cli.numbers.points import points
from matdiff_cli.output import RENDERERS
from matdiff_cli.output.notation import text
from matdiff_cli.output.style import DEFAULT, Style, for_problem
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.verify.answers import check_answer
from matdiff_cli.verify.check import _for_lines
from matdiff_cli.verify.lines import NOWHERE, check_lines

pytestmark = pytest.mark.long

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def has_points(problem):
    """Does the function have a derivative at some point?"""
    for point in points(problem):
        try:
            truth(problem, point)
        except OutsideDomain:
            continue
        return True
    return False


def read(problem_text):
    expression, target, declarations = problem_text
    (problem,) = read_problems(expression, wrt=[target], where=[declarations])
    return problem


def check(problem_text, order=1):
    try:
        problem = read(problem_text)
        value = answer(problem, "gradient", order=order)
    except MatdiffError as error:
        assert error.kind in ("unsupported", "domain"), f"refused what is well typed: {error.message}"
        event(f"refused: {error.kind}")
        return
    printed = text(value, for_problem(DEFAULT, problem))
    checked = check_answer(problem, read_expression(printed, problem.symbols), order=order, count=2)
    if checked.points == 0:
        # nowhere defined, such as log(-x'*x), or an answer through an inverse that never exists, such as det(x*y')
        event("no point to compare at" if has_points(problem) else "nowhere defined")
        return
    event("compared")
    assert checked.passed, f"{printed} is off by {checked.max_relative_error}"


def check_steps(problem_text):
    try:
        problem = read(problem_text)
        derivation = derive(problem)
    except MatdiffError:
        return
    faults = check_lines(_for_lines(problem, json.loads(RENDERERS["json"](derivation, Style()))))
    assert [str(fault) for fault in faults if fault.trouble != NOWHERE] == []


@settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(problems())
def test_answers_agree_with_differences(problem_text):
    check(problem_text)


@settings(max_examples=50, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(problems(depth=2))
def test_second_derivatives_agree_with_differences(problem_text):
    check(problem_text, order=2)


@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(problems(depth=3))
def test_every_line_holds(problem_text):
    check_steps(problem_text)


Y = "Y: matrix(m, n)"


@settings(max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@example(("norm(kron((Y'.*Y')', -Y' - Y'))", "Y", Y), 1)
@example(("mean((a' - a').*(x'.*a'))", "a", "a, x: vector(n)"), 2)
@given(problems(depth=3), st.sampled_from([1, 2]))
def test_a_derivation_is_written_or_refused(problem_text, order):
    """Its lines are judged elsewhere, and for more problems than can be judged: nothing may end in an error."""
    try:
        assert derive(read(problem_text), order=order).steps
    except MatdiffError as error:
        assert error.kind in ("unsupported", "domain"), error.message


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(problems_with_structures())
def test_answers_with_structures_agree_with_differences(problem_text):
    check(problem_text)


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(problems_with_structures(depth=2))
def test_every_line_with_structures_holds(problem_text):
    check_steps(problem_text)


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None, suppress_health_check=QUIET)
@given(problems_with_structures())
def test_many_more_answers_with_structures_agree_with_differences(problem_text):
    check(problem_text)


@pytest.mark.slow
@settings(max_examples=20_000, deadline=None, suppress_health_check=QUIET)
@given(problems(depth=5))
def test_many_more_answers_agree_with_differences(problem_text):
    check(problem_text)


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None, suppress_health_check=QUIET)
@given(problems())
def test_many_more_lines_hold(problem_text):
    check_steps(problem_text)


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None, suppress_health_check=QUIET)
@given(problems(depth=3))
def test_many_more_second_derivatives_agree_with_differences(problem_text):
    check(problem_text, order=2)
