"""More problems of the textbooks, of statistics, learning and control: every answer is right, and so is the table."""

from functools import cache

import pytest
from answering import outcome, rows, size

from matdiff_cli.calculus.answer import answer
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.verify.answers import check_answer
from matdiff_cli.verify.lines import check_lines

TABLES = {"more_first_order.tsv": 1, "more_hessian.tsv": 2, "more_layouts.tsv": 1}
CASES = [{"layout": "gradient", **case, "order": order} for name, order in TABLES.items() for case in rows(name)]
BY_ID = {case["id"]: case for case in CASES}
SHORT = 0.94
"""At least this share of the answers is no longer than the closed form; kinds that are longer were sought out."""

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


def arguments(case):
    """The function and its target; a second derivative names the target twice."""
    target = case["wrt"]
    return case["expression"], target if target.startswith("[") else target.partition(",")[0]


def problem_of(case):
    expression, target = arguments(case)
    (problem,) = read_problems(expression, wrt=[target], where=[case["declarations"]] if case["declarations"] else [])
    return problem


@cache
def printed(name):
    case = BY_ID[name]
    return text(answer(problem_of(case), case["layout"], order=case["order"]))


@every_case
def test_answer_is_right(case):
    problem, words = problem_of(case), printed(case["id"])
    found = check_answer(problem, read_expression(words, problem.symbols), case["layout"], case["order"], count=1)
    assert found.passed, words


def test_answers_are_about_as_short_as_a_textbooks():
    short = [size(printed(case["id"])) <= size(case["expected"]) for case in CASES]
    assert sum(short) / len(short) >= SHORT


@pytest.mark.slow
@every_case
def test_the_closed_form_is_right(case):
    problem = problem_of(case)
    closed = read_expression(case["expected"], problem.symbols)
    assert check_answer(problem, closed, case["layout"], case["order"], count=2).passed


@pytest.mark.slow
@every_case
def test_every_line_holds(case):
    found = outcome(*arguments(case), case["declarations"], case["layout"], case["order"])
    assert found.verdict == "right", found.detail
    assert [str(fault) for fault in check_lines(found.document)] == []
