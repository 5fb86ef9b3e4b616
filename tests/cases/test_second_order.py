"""Second derivatives: textbook ones, and those of every textbook function that is a scalar or has a scalar target."""

import pytest
from answering import outcome, rows

from matdiff_cli.verify.lines import check_lines

TEXTBOOK = rows("hessian.tsv")
BIG = ("c254", "c399", "c401")
"""Too long for a test that every run makes."""
EVERY = rows("first_order.tsv")
CASES = [case for case in EVERY if case["id"] not in BIG]


@pytest.mark.parametrize("case", TEXTBOOK, ids=lambda case: case["id"])
def test_textbook_hessian(case):
    target = case["wrt"].partition(",")[0]
    found = outcome(case["expression"], target, case["declarations"], order=2)
    assert found.verdict == "right", found.detail
    assert [str(fault) for fault in check_lines(found.document)] == []


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["id"], marks=[pytest.mark.slow] * (case["id"] in BIG)) for case in EVERY]
)
def test_second_derivative_is_right_or_refused(case):
    found = outcome(case["expression"], case["wrt"], case["declarations"], order=2)
    assert found.verdict != "wrong", found.detail
    if found.document is not None:
        assert [str(fault) for fault in check_lines(found.document)] == []


def test_enough_are_answered():
    found = [outcome(case["expression"], case["wrt"], case["declarations"], order=2).verdict for case in CASES]
    assert found.count("right") >= 100


@pytest.mark.parametrize(
    ("expression", "declarations"),
    [
        ("tr(A*S*A*S)", "S: symmetric(n), A: matrix(n)"),
        ("x'*S^2*x", "S: spd(n)"),
        ("tr(A*S*B*S')", "S: lower(n), A, B: matrix(n)"),
        ("tr(A*S*B*S)", "S: skew(n), A, B: matrix(n)"),
    ],
)
def test_the_gradient_that_is_differentiated_is_the_one_inside_the_structure(expression, declarations):
    found = outcome(expression, "S", declarations, order=2)
    assert found.verdict == "right", found.detail
    assert [str(fault) for fault in check_lines(found.document)] == []
