"""Collected textbook problems: every answer is right or refused, judged by differences; every printed line holds."""

import pytest
from answering import outcome, rows, size

from matdiff_cli.verify.lines import check_lines

CASES = rows("first_order.tsv")
RIGHT = 127
"""At least this many of the cases are answered."""


def result(case):
    return outcome(case["expression"], case["wrt"], case["declarations"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_answer_is_right_or_refused(case):
    found = result(case)
    assert found.verdict != "wrong", found.detail


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_line_holds(case):
    found = result(case)
    if found.document is None:
        pytest.skip(found.detail)
    assert [str(fault) for fault in check_lines(found.document)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_json_text_is_the_answer(case):
    found = result(case)
    if found.document is not None:
        assert found.document["result"]["text"] == found.answer


def test_enough_are_answered():
    right = [case["id"] for case in CASES if result(case).verdict == "right"]
    assert len(right) >= RIGHT


def test_answers_are_as_short_as_a_textbooks(capsys):
    """Most answers have no more symbols and operators than the closed form that the textbook prints."""
    pairs = [(result(case).answer, case["expected"]) for case in CASES if case["expected"]]
    answered = [(answer, expected) for answer, expected in pairs if answer]
    short = [size(answer) <= size(expected) for answer, expected in answered]
    share = sum(short) / len(short)
    with capsys.disabled():
        print(f"\nno longer than the textbook's closed form: {sum(short)} of {len(short)} answers ({share:.0%})")
    assert share >= 0.9
