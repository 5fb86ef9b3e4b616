"""Answers of all tables and of random problems, held against differences of the oracle's own reading of the problem."""

import pytest
from property.drawn_problems import problems

from .judge import judge
from .program import documents
from .tables import DATA, drawn_lines, lines_of_problems, lines_of_table, rows

pytestmark = pytest.mark.long

TABLES = ("first_order.tsv", "more_first_order.tsv", "more_layouts.tsv")
HESSIANS = ("hessian.tsv", "more_hessian.tsv")
OTHER_LAYOUTS = ("numerator", "denominator", "mml")
SEVERAL_TARGETS = (
    "x'*A*x wrt x, A",
    "t*a'*X*b wrt t, X",
    "exp(t*x'*y) wrt x, y, t",
    "sin(s*t) wrt [s, t], s",
    "tr(S*A*S*B) wrt S, A where S: symmetric(n)",
    "x'*D*L*x wrt D, L, x where D: diagonal(n), L: lower(n)",
    "logdet(A + x*y') wrt A, x",
)
NOT_COMPARED = 0.05
"""At most this share of random problems has no point where f is tame enough: log(-x'*x), inv(x*y')."""


def first_orders():
    tabled = [line for name in TABLES for line in lines_of_table(name)]
    return [*tabled, *lines_of_problems(), *(row["problem"] for row in rows(DATA / "worked_examples.tsv"))]


def judged(lines, *options):
    """(problem, answer, verdict) of everything that is answered; the number of refusals."""
    found = documents(lines, *options)
    answered = [document for document in found if "error" not in document]
    verdicts = [(d["problem"], d["result"]["text"], judge(d["problem"], d)) for d in answered]
    return verdicts, len(found) - len(answered)


def not_right(verdicts):
    return [f"{problem} => {answer} [{verdict}]" for problem, answer, verdict in verdicts if not verdict.right]


def check_tables(lines, *options):
    verdicts, refused = judged(lines, *options)
    assert len(verdicts) >= len(lines)
    assert not_right(verdicts) == []
    assert refused == 0


def check_drawn(count, depth, *options, derandomize=True):
    lines = drawn_lines(problems(depth), count, derandomize)
    verdicts, _ = judged(lines, *options)
    assert len(verdicts) > 0.9 * len(lines) or "--hessian" in options
    assert [fault for fault in not_right(verdicts) if "wrong=''" not in fault] == []
    assert sum(v.points == 0 for _, _, v in verdicts) <= NOT_COMPARED * len(verdicts)


def test_answers_of_the_tables():
    check_tables(first_orders())


@pytest.mark.parametrize("layout", OTHER_LAYOUTS)
def test_other_layouts_of_a_sample(layout):
    check_tables(first_orders()[OTHER_LAYOUTS.index(layout) :: 20], "--layout", layout)


def test_second_derivatives_of_the_tables():
    check_tables([line for name in HESSIANS for line in lines_of_table(name)], "--hessian")


def test_blocks_of_second_derivatives():
    check_tables(SEVERAL_TARGETS, "--hessian", "--where", "s, t: scalar")


def test_answers_of_random_problems():
    check_drawn(300, 4)


@pytest.mark.slow
@pytest.mark.parametrize("layout", OTHER_LAYOUTS)
def test_other_layouts_of_all_tables(layout):
    check_tables(first_orders(), "--layout", layout)


@pytest.mark.slow
def test_second_derivatives_of_problems():
    verdicts, _ = judged(lines_of_problems(), "--hessian")
    assert len(verdicts) > 300
    assert not_right(verdicts) == []


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["gradient", *OTHER_LAYOUTS])
def test_answers_of_many_random_problems(layout):
    check_drawn(6_000, 4, "--layout", layout, derandomize=False)


@pytest.mark.slow
def test_second_derivatives_of_random_problems():
    check_drawn(2_000, 3, "--hessian", derandomize=False)
