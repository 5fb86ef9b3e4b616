"""The canonical form of a random expression has the value of the expression as it was written."""

import mpmath
from drawn_problems import DIMENSIONS, problems
from hypothesis import HealthCheck, assume, event, given, reject, settings

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.build import build
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.final_form import polish
from matdiff_cli.expressions.tidy import tidy
from matdiff_cli.numbers.dense import DIGITS, OutsideDomain
from matdiff_cli.numbers.differences import agreement
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import points
from matdiff_cli.output.notation import text
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.typing.typed import Symbol

EVERY_SIZE = {f"size_{name}": Symbol(f"size_{name}", "vector", (Dimension(1, (name,)), ONE)) for name in DIMENSIONS}
"""Symbols that occur nowhere: what is printed may name a size that only eye(n) or ones(n) had."""

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
random = settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)


def read(problem_text):
    """(problem, the canonical form of its function)"""
    expression, target, declarations = problem_text
    (problem,) = read_problems(expression, wrt=[target], where=[declarations])
    written = build(problem.function, problem.symbols)
    try:
        return problem, tidy(written)
    except MatdiffError as error:
        assert error.kind == "domain"  # a division by zero that only shows in the canonical form, such as 1/logdet(I)
        reject()


def compare(problem, expression):
    """Hold an expression against the function where that has a value: there the expression has the same."""
    printed = read_expression(text(expression), problem.symbols | EVERY_SIZE, shape=problem.function.shape)
    seen = 0
    for point in points(problem):
        with mpmath.workdps(2 * DIGITS):
            try:
                wanted = evaluate(problem.function, point.values, point.sizes)
            except OutsideDomain:
                continue
            try:
                found = evaluate(printed, point.values, point.sizes)
            except OutsideDomain:
                continue  # cancelled or spread over factors, such as log(det) of a product
            assert agreement(found, wanted) < 1e-30, text(expression)
        seen += 1
        if seen == 2:
            break
    event("compared" if seen else "nowhere defined")


@random
@given(problems())
def test_tidy_keeps_the_value(problem_text):
    compare(*read(problem_text))


@random
@given(problems())
def test_factoring_keeps_the_value(problem_text):
    problem, tidied = read(problem_text)
    for found in (factor(tidied), polish(tidied)):
        if found is not tidied:
            compare(problem, found)


@random
@given(problems())
def test_tidy_has_nothing_left_to_do(problem_text):
    _, tidied = read(problem_text)
    assert tidy(tidied) is tidied


@random
@given(problems())
def test_transposing_twice_changes_nothing(problem_text):
    """The value is kept, and so is the form from the first transpose on: A' + I may come back as (A + I)'."""
    problem, tidied = read(problem_text)
    assume(not tidied.is_scalar)
    once = algebra.transpose(tidied)
    twice = algebra.transpose(once)
    if twice is not tidied:
        compare(problem, twice)
    assert algebra.transpose(twice) is once
