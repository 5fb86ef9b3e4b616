"""The results of the worked examples and of the tables beside them, in the layout that each is given in."""

import pytest
from answering import outcome, rows

from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.verify.answers import check_answer
from matdiff_cli.verify.lines import check_lines

EXAMPLES = rows("worked_examples.tsv")


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["id"])
def test_result(row):
    found = outcome(row["problem"], "", "", row["layout"])
    assert found.verdict == "right", found.detail
    assert found.answer == row["text"] or not row["text"]
    assert [str(fault) for fault in check_lines(found.document)] == []


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["id"])
def test_the_closed_form_is_right(row):
    """The table itself is judged by the same differences."""
    (problem,) = read_problems(row["problem"])
    assert check_answer(problem, read_expression(row["closed"], problem.symbols), row["layout"], count=2).passed
