"""Names in the figures of files: they cover neither each other nor the path, and each is unmistakably at its mark."""

import math
import re
from itertools import combinations, pairwise

import pytest
from pictures import BALL, HIMMELBLAU, drawn

from matdiff_cli.plot.labels import labels
from matdiff_cli.plot.page import Page, inside
from matdiff_cli.plot.painters import Canvas, paint
from matdiff_cli.plot.scale import number, typeset
from matdiff_cli.plot.words import WORDS, wrapped

EN = WORDS["en"]
SINES = ("sin(x)*sin(y) wrt [x, y]", {"range": "x=-6:6,y=-6:6"})
FIGURES = [
    (BALL, {"start": "14,4", "direction": "descent"}),
    ("3x^2 + 12x - 5y^2 + y - 23 wrt [x, y]", {}),
    (HIMMELBLAU, {"range": "x=-5:5,y=-5:5"}),
    (HIMMELBLAU, {"range": "x=-5:5,y=-5:5", "start": "0,0"}),
    ("(1 - x)^2 + 100*(y - x^2)^2 wrt [x, y]", {"start": "-1.2,1", "method": "newton"}),
    ("x*log(x) + y^2 wrt [x, y]", {"start": "1,1"}),
    ("x'*A*x - b'*x wrt x", {"start": "1,1", "at": ("A=[3,1;1,2]", "b=[1;2]")}),
    ("t^4 - 3t^2 + t wrt t where t: scalar", {"start": "2"}),
    ("sin(t) + t/5 wrt t where t: scalar", {"range": "t=-15:15"}),
]


def distance(point, box):
    return math.hypot(*(max(low - x, x - high, 0) for x, low, high in zip(point, box[:2], box[2:], strict=True)))


def figure(text, wishes):
    page = Page(drawn(text, **wishes).scene)
    spots = {mark.label: page.at(mark.at) for mark in page.scene.marks if page.holds(page.at(mark.at))}
    return page, spots, labels(page, EN)


@pytest.mark.parametrize(("text", "wishes"), [*FIGURES, SINES])
def test_names_cover_no_other_name_and_no_mark(text, wishes):
    page, spots, placed = figure(text, wishes)
    for one, other in combinations([label.box for label in (*placed.names, *placed.levels)], 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for label in placed.names:
        assert page.holds(label.box[:2]) and page.holds(label.box[2:])
        assert not any(inside(spot, label.box) for spot in spots.values())


@pytest.mark.parametrize(("text", "wishes"), [*FIGURES, SINES])
def test_the_mark_next_to_a_name_is_its_own_or_a_line_leads_to_it(text, wishes):
    _, spots, placed = figure(text, wishes)
    for label in placed.names:
        own = spots[label.text.replace("\nf", ", f")]
        if label.leader is None:
            assert distance(own, label.box) < 20
            others = [distance(spot, label.box) for spot in spots.values() if spot != own]
            assert all(far > 1.3 * distance(own, label.box) for far in others)
        else:
            assert label.leader[0] == own and distance(label.leader[1], label.box) < 1


@pytest.mark.parametrize(("text", "wishes"), FIGURES)
def test_every_mark_of_a_lecture_s_figure_has_its_name(text, wishes):
    _, spots, placed = figure(text, wishes)
    assert sorted(label.text.replace("\nf", ", f") for label in placed.names) == sorted(spots)


@pytest.mark.parametrize(("text", "wishes"), [FIGURES[k] for k in (0, 5)])
def test_names_leave_the_path_free_where_there_is_room(text, wishes):
    page, _, placed = figure(text, wishes)
    path = [page.at(point) for point in page.scene.path]
    for label in placed.names:
        for (ax, ay), (bx, by) in pairwise(path):
            assert not any(inside((ax + (bx - ax) * k / 50, ay + (by - ay) * k / 50), label.box) for k in range(51))


def test_a_name_stands_where_its_box_says():
    """With letters of 0.6 times their height, as those of DejaVu and Helvetica are at most on average."""
    _, _, placed = figure(*FIGURES[2])
    for label in placed.names:
        wide = 0.6 * 12 * max(map(len, label.text.split("\n")))
        left = label.at[0] - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
        assert label.box[0] <= left + 1e-6 and left + wide <= label.box[2] + 1e-6
        assert label.at[1] == pytest.approx((label.box[1] + label.box[3]) / 2)


def test_what_has_no_name_for_lack_of_room_is_counted():
    scene = drawn("sin(x)*sin(y) wrt [x, y]", range="x=-9:9,y=-9:9").scene
    page = Page(scene)
    placed = labels(page, EN)
    missing = len(scene.marks) - len(placed.names)
    assert missing > 0 and f"points without a name, for lack of room: {missing}" in placed.below
    assert f": {missing}<" in paint(scene, Canvas(EN, suffix="svg"))


def test_numbers_are_printed_as_numbers():
    cases = (
        (1060.3, "1060"),
        (-34.95, "-34.95"),
        (1.234567e8, "1.235e8"),
        (-1e-7, "-1e-7"),
        (0.0, "0"),
        (12345678, "1.235e7"),
    )
    for value, text in cases:
        assert number(value) == text and float(text) == pytest.approx(value, rel=1e-3)
    assert typeset("saddle (-2, 1.5e-7), f = 1e6") == "saddle (−2, 1.5·10⁻⁷), f = 10⁶"
    assert typeset("x-1, x_2e6 and A-2") == "x-1, x_2e6 and A-2"  # no numbers of their own


def test_the_caption_says_what_the_constants_are():
    scene = drawn("x'*A*x - c*b'*x wrt x where c: scalar", at=("A=[3,1;1,2]", "b=[1;2]", "c=1/2")).scene
    assert scene.caption[2] == "A = [3, 1; 1, 2], b = [1; 2], c = 0.5"
    assert "A = [3, 1; 1, 2]" in paint(scene, Canvas(EN, suffix="svg"))
    assert r"\begin{bmatrix}3 & 1 \\ 1 & 2\end{bmatrix}" in paint(scene, Canvas(EN, suffix="tex"))
    data = "X=[" + ";".join(f"{k},1" for k in range(20)) + "]"
    assert drawn("||X*w||^2 wrt w", at=(data,)).scene.caption[2] == "X ∈ ℝ²⁰ˣ²"


def test_variables_are_written_alike_in_formulas_and_axes():
    scene = drawn("alpha_1^2 + x_2^2 wrt [alpha_1, x_2]").scene
    assert scene.axes == ("α₁", "x₂") and scene.caption[0] == "f(α₁, x₂) = α₁² + x₂²"
    assert r"{$\alpha_{1}$}" in paint(scene, Canvas(EN, suffix="tex"))


def test_long_formulas_go_on_below_whole_and_between_terms():
    page = Page(drawn(" + ".join(f"sin({k}*x)*exp(-{k}*y)" for k in range(2, 9)) + " wrt [x, y]").scene)
    lines = page.caption(70)
    assert max(map(len, lines)) <= 70 and len(lines) > 4
    assert re.sub(r"\s+", " ", " ".join(lines)) == re.sub(r"\s+", " ", " ".join(page.scene.caption))
    assert all(re.match(r"f|∇f|  [+−] |  \w", line) for line in lines)


def test_a_line_is_broken_neither_at_an_equation_nor_after_a_colon():
    assert wrapped("levels of f: 1: 12  2: 43  3: 76", 26) == ["levels of f: 1: 12  2: 43", "  3: 76"]
    assert wrapped("minimum (2, 3), f = 0", 17) == ["minimum (2, 3),", "  f = 0"]


@pytest.mark.parametrize(("text", "wishes"), [figure for figure in FIGURES if "scalar" not in figure[0]])
def test_at_least_six_levels_are_labelled(text, wishes):
    page, _, placed = figure(text, wishes)
    assert len(placed.levels) >= 6 and {label.text for label in placed.levels} <= set(map(number, page.scene.levels))
