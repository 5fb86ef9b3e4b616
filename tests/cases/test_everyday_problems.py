"""Problems from statistics, learning, control and textbooks: every answer is right, every printed line holds."""

import pytest
from answering import DATA, outcome

from matdiff_cli.verify.lines import check_lines

PROBLEMS = [line for line in (DATA / "problems.txt").read_text(encoding="utf-8").splitlines() if "F(X)" not in line]


@pytest.mark.parametrize("problem", PROBLEMS)
def test_answer_is_right_and_every_line_holds(problem):
    found = outcome(problem, "", "")
    assert found.verdict == "right", found.detail
    assert [str(fault) for fault in check_lines(found.document)] == []
