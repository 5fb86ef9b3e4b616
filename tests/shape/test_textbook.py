"""Textbook functions whose truth was written down first: what is proved is true, and most of it is proved."""

from functools import cache
from pathlib import Path

import pytest
from certificates import form_lines_hold, midpoint_lines_hold

from matdiff_cli.shape.judge import judge
from matdiff_cli.typing.read import read_problems

DATA = Path(__file__).parents[1] / "data"


def rows(name):
    return [tuple(row.split("\t")[:2]) for row in (DATA / name).read_text("utf-8").splitlines() if row[:1] != "#"]


ROWS, MORE, THIRD = rows("convex.tsv"), rows("more_convex.tsv"), rows("third_convex.tsv")
IMPLIED = {
    "strictly convex": {"strictly convex", "convex"},
    "convex": {"convex"},
    "strictly concave": {"strictly concave", "concave"},
    "concave": {"concave"},
    "affine": {"affine"},
    "neither": {"neither"},
}


@cache
def judged(text):
    (problem,) = read_problems(text)
    return problem, judge(problem)


def as_slow(rows):
    return [pytest.param(*row, marks=pytest.mark.slow) for row in rows]


@pytest.mark.parametrize(("truth", "text"), ROWS + THIRD + as_slow(MORE), ids=[text for _, text in ROWS + THIRD + MORE])
def test_a_verdict_is_true_and_every_line_of_its_proof_holds(truth, text):
    problem, shape = judged(text)
    assert shape.verdict in {*IMPLIED[truth], "unknown"}
    assert shape.witness is None or "concave" in truth or truth == "neither"
    for step in shape.proof.steps if shape.proof else ():
        if step.key in ("form", "smooth"):
            assert form_lines_hold(problem, step) >= 3
        if step.key == "midpoints":
            assert midpoint_lines_hold(problem, step) >= 3


def test_most_of_the_table_is_proved():
    assert len(ROWS) == 60
    assert sum(judged(text)[1].is_proved for _, text in ROWS) >= 58


def test_the_third_table_is_judged():
    """Two sums of fourth powers are proved convex, but not strictly: their Hessian vanishes at 0."""
    assert all(judged(text)[1].verdict != "unknown" for _, text in THIRD)
    assert sum(judged(text)[1].verdict == truth for truth, text in THIRD) >= len(THIRD) - 2


@pytest.mark.slow
def test_most_of_the_second_table_is_judged():
    assert sum(judged(text)[1].verdict != "unknown" for _, text in MORE) >= len(MORE) - 3
