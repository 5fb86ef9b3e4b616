"""Whatever is printed can be read: numbers and exponents that an answer makes larger are read as well, or refused."""

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from matdiff_cli.calculus.answer import answer
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.notation import text
from matdiff_cli.output.style import DEFAULT, for_problem
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.verify.answers import check_answer

DECLARED = "alpha, beta: scalar, X, A: matrix(n), x: vector(n)"
exponents = st.sampled_from(["2", "-1", "7", "64", "-64", "999", "-1000", "(1/997)", "(-999/1000)", "20000"])
powers = st.sampled_from(["2", "3", "-2", "40", "64", "-64"])
numbers = st.sampled_from(["3", "1e99", "1e-99", "(1e99^14)", "(7/1e99^9)", "9" * 99, "0.001"])
scalars = st.deferred(lambda: st.one_of(
    st.sampled_from(["alpha", "beta", "x'*x"]),
    numbers,
    st.tuples(scalars, exponents).map(lambda parts: "(({})^{})".format(*parts)),
    st.tuples(scalars, st.sampled_from("+*/"), scalars).map(lambda parts: "(({}){}({}))".format(*parts)),
    st.tuples(st.sampled_from(["exp", "sin", "log"]), scalars).map(lambda parts: "{}({})".format(*parts)),
    squares.map("tr({})".format),
))  # fmt: skip
squares = st.deferred(lambda: st.one_of(
    st.sampled_from(["X", "A", "X'"]),
    st.tuples(squares, powers).map(lambda parts: "(({})^{})".format(*parts)),
    st.tuples(squares, squares).map(lambda parts: "({})*({})".format(*parts)),
    st.tuples(scalars, squares).map(lambda parts: "({})*({})".format(*parts)),
))  # fmt: skip


def problem_of(words, target):
    (problem,) = read_problems(words, wrt=[target], where=[DECLARED])
    return problem


@settings(max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(scalars, st.sampled_from(["alpha", "x"]), st.sampled_from([1, 1, 2]))
def test_what_is_printed_is_read(words, target, order):
    try:
        problem = problem_of(words, target)
        value = answer(problem, order=order)
        printed = text(value, for_problem(DEFAULT, problem))
    except MatdiffError as error:
        assert error.kind in ("unsupported", "domain")
        event(f"refused: {error.kind}")
        return
    event("printed")
    assert read_expression(printed, problem.symbols).shape
    problem_of(printed, "y")


@pytest.mark.parametrize(
    "words, target, printed",
    [
        ("tr(X^40*X^40)", "X", "80*(X^79)'"),
        ("(alpha^1000)^2", "alpha", "2000*alpha^1999"),
        ("alpha^10000", "alpha", "10000*alpha^9999"),
        ("A^1000*x", "x", "A^1000"),
        ("exp((1e99^14)*alpha)", "alpha", f"1{'0' * 1386}*exp(1{'0' * 1386}*alpha)"),
    ],
)
def test_answers_with_large_numbers_are_read_and_hold(words, target, printed):
    problem = problem_of(words, target)
    assert text(answer(problem)) == printed
    again = read_expression(printed, problem.symbols)
    if "exp" not in words:  # whose value is nowhere small enough to be compared
        assert check_answer(problem, again, count=2).passed


@pytest.mark.parametrize(
    "words, message",
    [
        ("((alpha^1000)^1000)^2", "an exponent of more than 1,000,000 arises"),
        ("alpha^-1000000", "an exponent of more than 1,000,000 arises"),
        ("exp((1e99^25)*exp((1e99^25)*alpha))", "a number of more than 3,000 digits arises"),
    ],
)
def test_what_could_not_be_read_is_not_printed(words, message):
    with pytest.raises(MatdiffError, match=message):
        text(answer(problem_of(words, "alpha")))
