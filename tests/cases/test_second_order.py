"""Second derivatives: textbook ones, and those of every textbook function that is a scalar or has a scalar target."""

import pytest
from answering import outcome, rows

from matdiff_cli.verify.lines import check_lines

TEXTBOOK = rows("hessian.tsv")
CASES = [case for case in rows("first_order.tsv") if not case["id"].startswith("v")]
BIG = ("c254",)
"""Too long for a test that every run makes."""


@pytest.mark.parametrize("case", TEXTBOOK, ids=lambda case: case["id"])
def test_textbook_hessian(case):
    target = case["wrt"].partition(",")[0]
    found = outcome(case["expression"], target, case["declarations"], order=2)
    assert found.verdict == "right", found.detail
    assert [str(fault) for fault in check_lines(found.document)] == []


@pytest.mark.parametrize("case", [case for case in CASES if case["id"] not in BIG], ids=lambda case: case["id"])
def test_second_derivative_is_right_or_refused(case):
    found = outcome(case["expression"], case["wrt"], case["declarations"], order=2)
    assert found.verdict != "wrong", found.detail
    if found.document is not None:
        assert [str(fault) for fault in check_lines(found.document)] == []
