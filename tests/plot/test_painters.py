"""Pictures: arrows stand at right angles to contours, texts fit, files are what they should be."""

import itertools
import math
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from random import Random
from time import process_time

import pytest
from pictures import BALL, HIMMELBLAU, drawn, slope_of, turn

from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.cells import width
from matdiff_cli.plot.painters import Canvas, paint, painters
from matdiff_cli.plot.raster import ARROWS, PLAIN_ARROWS, Cells
from matdiff_cli.plot.scale import tick_label
from matdiff_cli.plot.words import WORDS

EN = WORDS["en"]
SVG = "{http://www.w3.org/2000/svg}"
LOOKS = [(80, 24), (120, 40), (50, 20), (20, 10)]
SCENES = [
    (BALL, {"start": "14,4"}),
    (HIMMELBLAU, {"range": "x=-5:5,y=-5:5", "start": "0,0"}),
    ("x^2 - y^2 wrt [x, y]", {"start": "1,1"}),
    ("1/(x*y) + log(x) wrt [x, y]", {}),
    ("x^2 + 3y^2 wrt [x, y]", {"range": "x=0:1,y=0:1000"}),
    ("0*x + 0*y + 5 wrt [x, y]", {}),
    ("tan(t) wrt t where t: scalar", {"start": "0.5"}),
]


def quadratics(count):
    random = Random(11)
    for _ in range(count):
        a, b, c, d, e = (random.randint(-9, 9) for _ in range(5))
        a, c = a or 1, c or 1
        text = f"{a}*x^2 + ({b})*x*y + ({c})*y^2 + ({d})*x + ({e})*y wrt [x, y]"
        yield text, lambda x, y, a=a, b=b, c=c, d=d, e=e: a * x * x + b * x * y + c * y * y + d * x + e * y


def off_normal(f, window, size, tail, head):
    """By how many degrees an arrow of a page leaves the normal of the contour through its tail."""
    (x0, x1), (y0, y1) = window
    x = x0 + tail[0] / size[0] * (x1 - x0)
    y = y0 + tail[1] / size[1] * (y1 - y0)
    return turn((head[0] - tail[0], head[1] - tail[1]), slope_of(f, x, y))


def svg_arrows(text):
    """Tails and heads from the lower left corner, and the size of the picture."""
    root = ElementTree.fromstring(text)
    frame = next(root.iter(f"{SVG}clipPath"))[0]
    wide, high = float(frame.get("width")), float(frame.get("height"))
    lines = [line for line in root.iter(f"{SVG}line") if line.get("class") == "arrow"]
    ends = [[float(line.get(key)) for key in ("x1", "y1", "x2", "y2")] for line in lines]
    return [((a, high - b), (c, high - d)) for a, b, c, d in ends], (wide, high)


def tikz_arrows(text):
    number = r"(-?[\d.]+)"
    size = re.search(rf"\\clip \(0,0\) rectangle \({number},{number}\)", text)
    wide, zero = map(float, size.groups())
    frame = float(re.search(rf"\\node at \(-1,{number}\)", text)[1]) * 2
    assert zero == 0 or zero == pytest.approx(frame, abs=1e-2)
    found = re.findall(rf"\\draw\[gradient\] \({number},{number}\) -- \({number},{number}\);", text)
    return [((float(a), float(b)), (float(c), float(d))) for a, b, c, d in found], (wide, frame)


def long_enough(tail, head, least):
    """Short arrows are rounded to the digits of the file."""
    return max(abs(head[0] - tail[0]), abs(head[1] - tail[1])) > least


def judge_arrows(count):
    judged = 0
    for text, f in quadratics(count):
        scene = drawn(text).scene
        for painted, suffix, least in ((svg_arrows, "svg", 1.0), (tikz_arrows, "tex", 0.05)):
            arrows, size = painted(paint(scene, Canvas(EN, suffix=suffix)))
            kept = [(tail, head) for tail, head in arrows if long_enough(tail, head, least)]
            assert len(kept) > 20
            assert max(off_normal(f, scene.window, size, tail, head) for tail, head in kept) < 0.5, (text, suffix)
            judged += len(kept)
        (x0, x1), (y0, y1) = scene.window
        cells = Cells(scene, 60, 20, Canvas(EN))
        for (i, j), character in cells.marks.items():
            if character in ARROWS:
                angle = ARROWS.index(character)
                step = ((1, 1, 0, -1, -1, -1, 0, 1)[angle], (0, 1, 1, 1, 0, -1, -1, -1)[angle])
                x, y = x0 + (i + 0.5) / 60 * (x1 - x0), y1 - (j + 0.5) / 20 * (y1 - y0)
                assert turn(step, slope_of(f, x, y)) <= 22.5 + 1e-3, text
    return judged


def test_arrows_are_orthogonal_to_contours():
    assert judge_arrows(12) > 1000


@pytest.mark.slow
def test_arrows_are_orthogonal_to_contours_of_200_quadratics():
    assert judge_arrows(200) > 20_000


def test_descent_turns_the_arrows():
    up, down = (dict(drawn(BALL, direction=way).scene.arrows) for way in (None, "descent"))
    both = set(up) & set(down)  # an arrow that would leave the window is not drawn
    assert len(both) > 100
    for tail in both:
        one, other = ((head[0] - tail[0], head[1] - tail[1]) for head in (up[tail], down[tail]))
        assert turn(one, other) == pytest.approx(180)


def test_arrows_stay_within_the_picture():
    for text, wishes in SCENES[:4]:
        scene = drawn(text, **wishes).scene
        (x0, x1), (y0, y1) = scene.window
        assert scene.arrows
        assert all(x0 <= x <= x1 and y0 <= y <= y1 for ends in scene.arrows for x, y in ends)


def test_the_key_of_the_arrows_is_drawn_as_long_as_the_longest():
    scene = drawn(BALL).scene
    text = paint(scene, Canvas(EN, suffix="svg"))
    key = float(re.search(r'class="arrow" d="M10 [\d.]+h([\d.]+)"', text)[1])
    arrows, _ = svg_arrows(text)
    assert key == pytest.approx(max(math.dist(*ends) for ends in arrows), abs=0.01)


@pytest.mark.parametrize(("text", "wishes"), SCENES, ids=[text for text, _ in SCENES])
def test_pictures_fit_and_have_no_colour_unless_asked(text, wishes):
    scene = drawn(text, **wishes).scene
    for columns, lines in LOOKS:
        for ascii_only in (False, True):
            picture = paint(scene, Canvas(EN, columns, lines, ascii=ascii_only))
            rows = picture.split("\n")
            assert len(rows) <= lines and max(map(width, rows)) <= columns
            assert "\x1b" not in picture
            assert picture.isascii() or not ascii_only
        coloured = paint(scene, Canvas(EN, columns, lines, color=True))
        assert max(width(re.sub(r"\x1b\[[\d;]*m", "", row)) for row in coloured.split("\n")) <= columns
    ElementTree.fromstring(paint(scene, Canvas(EN, suffix="svg")))


def test_a_legend_keeps_equations_together():
    rows = paint(drawn(HIMMELBLAU, range="x=-5:5,y=-5:5").scene, Canvas(EN, 120, 40)).split("\n")
    assert not [row for row in rows if re.search(r"(?<!levels of) f$| =$", row)]
    assert sum(bool(re.search(r"(?<!∇)f = ", row)) for row in rows) == 9


def test_undefined_regions_are_blank():
    scene = drawn("log(x) + y wrt [x, y]", range="x=-4:4,y=-3:3").scene
    assert all(tail[0] > 0 for tail, _ in scene.arrows)
    assert all(x >= -0.2 for _, lines in scene.contours for line in lines for x, _ in line)
    cells = Cells(scene, 40, 15, Canvas(EN))
    assert cells.marks and all(i >= 19 for i, _ in cells.marks)


@pytest.mark.parametrize("ranges", ["x=1:2,y=1e20:2e20", "x=1000.01:1000.05,y=0:0.04", "x=1e-9:4e-9,y=0:3e-9"])
def test_ticks_are_written_with_all_their_digits(ranges):
    scene = drawn("x^2 + y^2 wrt [x, y]", range=ranges).scene
    for picture in (paint(scene, Canvas(EN)), paint(scene, Canvas(EN, suffix="svg"))):
        for axis, (low, high) in zip(scene.ticks, scene.window, strict=True):
            assert all(float(tick_label(tick)) == pytest.approx(tick, rel=1e-9) for tick in axis)
            assert len({tick_label(tick) for tick in axis}) == len(axis) > 1
            assert all(low <= tick <= high * (1 + 1e-9) for tick in axis)
        labels = re.findall(r"^ *(\S+)┤", picture, re.MULTILINE)
        assert all(float(label) in map(pytest.approx, scene.ticks[1]) for label in labels)


def test_ascii_arrows_are_eight():
    assert len(set(PLAIN_ARROWS)) == len(set(ARROWS)) == 8


def test_near_a_pole_the_arrows_elsewhere_are_seen():
    scene = drawn("1/(x^2 + y^2) wrt [x, y]").scene
    lengths = sorted(math.dist(*ends) for ends in scene.arrows)
    assert lengths[len(lengths) // 2] > 0.1 * lengths[-1]
    steep = [
        math.hypot(*scene.subject.slope(ends[0])) for ends in scene.arrows if math.dist(*ends) > 0.999 * lengths[-1]
    ]
    assert f"longest for ‖∇f‖ ≥ {min(steep):.3g}" in scene.key(EN)
    plain = drawn(BALL).scene
    most = max(math.hypot(*plain.subject.slope(tail)) for tail, _ in plain.arrows)
    assert f"longest for ‖∇f‖ = {most:.3g}" in plain.key(EN)


def test_the_legend_of_a_small_terminal_names_all_nine_points():
    study = drawn(HIMMELBLAU, range="x=-5:5,y=-5:5")
    shown = paint(study.scene, Canvas(EN, 80, 23))
    assert "… +" not in shown and [shown.count(sign) for sign in "▼×▲"] == [8, 8, 2]  # in the picture and beside it
    said = " ".join(re.sub(r"\s+", " ", row[48:]) for row in shown.split("\n")[2:])
    assert all(mark.value.partition(",")[0] in said for mark in study.scene.marks)


def test_curves_are_told_apart_without_colour_and_with_it():
    scene = drawn("t^4 - 3t^2 + t wrt t where t: scalar", start="2").scene
    for curve in scene.curves:
        lone = Cells(replace(scene, curves=(curve,), marks=()), 40, 15, Canvas(EN))
        dots = sum(bin(ord(sign) - 0x2800).count("1") for sign in lone.marks.values())
        whole = len({dot for piece in curve.pieces for dot in lone._dots(piece)})
        assert dots / whole == pytest.approx(
            {"function": 1, "derivative": 1 / 3, "tangent": 4 / 7}[curve.role], abs=0.1
        )
    coloured = paint(scene, Canvas(EN, 80, 24, color=True))
    assert len(set(re.findall(r"\x1b\[38;5;(\d+)m", coloured))) == 3
    plain = paint(scene, Canvas(EN, 80, 24))
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_of_a_line_that_leaves_the_picture_what_is_within_is_drawn():
    cells = Cells(drawn("x^2 + y^2 wrt [x, y]", range="x=0:10,y=0:10").scene, 10, 5, Canvas(EN))
    for line in ([(-1e9, -1e9), (1e9, 1e9)], [(-1e6, -1e6), (0, 0), (10, 10), (1e300, 1e300), (0, math.inf)]):
        dots = set(cells._dots(line))
        met = sorted({x for x, _ in dots})
        assert met[0] <= 1 and met[-1] >= 19 and max(b - a for a, b in itertools.pairwise(met)) <= 2 and len(dots) < 70
        assert all(abs(x - (19 - y)) <= 2 for x, y in dots)  # the corners are dots beyond the last
    assert not list(cells._dots([(-5, -5), (-5, 20)])) and not list(cells._dots([(20, 5), (11, 40)]))


def test_names_in_a_picture_are_no_markup():
    svg = paint(drawn("3*a_1^2 + b_1^2 wrt [a_1, b_1]", "ko").scene, Canvas(WORDS["ko"], suffix="svg"))
    assert "극소점 (0, 0)" in svg
    ElementTree.fromstring(svg)


def test_every_ending_has_one_painter():
    from matdiff_cli.plot.painters import SUFFIXES

    assert set(painters()) == {"", *SUFFIXES}


def test_labels_are_seen_where_paint_order_is_not_known():
    """A white outline that is painted over its own text leaves nothing of it, as in office programs."""
    picture = paint(drawn("3*a_1^2 + b_1^2 wrt [a_1, b_1]", "en").scene, Canvas(EN, suffix="svg"))
    assert "paint-order" not in picture and ".halo{fill:#fff;stroke:#fff" in picture
    classes = [text.get("class", "") for text in ElementTree.fromstring(picture).iter(f"{SVG}text")]
    labels = [kind for kind in classes if kind.split(" ")[0] in ("level", "name")]
    assert labels[::2] == [f"{kind} halo" for kind in labels[1::2]] and "name" in labels and "level" in labels


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no pdflatex here")
@pytest.mark.parametrize(("text", "wishes"), [SCENES[0], SCENES[-1]], ids=["field", "curve"])
def test_the_tikz_picture_compiles(text, wishes, tmp_path):
    if subprocess.run(["kpsewhich", "tikz.sty"], capture_output=True, check=False).returncode:
        pytest.skip("no TikZ here")
    (tmp_path / "p.tex").write_text(paint(drawn(text, **wishes).scene, Canvas(EN, suffix="tex")), "utf-8")
    done = subprocess.run(
        ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "p.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-800:]


def test_png_is_matplotlib_or_a_clear_message():
    scene = drawn(BALL, start="14,4").scene
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        with pytest.raises(MatdiffError) as error:
            paint(scene, Canvas(EN, suffix="png"))
        assert "matdiff[plot]" in error.value.hint
        return
    assert paint(scene, Canvas(EN, suffix="png")).startswith(b"\x89PNG")


@pytest.mark.slow
@pytest.mark.parametrize(("text", "wishes"), [*SCENES[:2], ("exp(-x^2 - y^2)*sin(x*y) wrt [x, y]", {})])
def test_a_picture_adds_at_most_60_ms_to_the_answer(text, wishes):
    from matdiff_cli.calculus.answer import answer
    from matdiff_cli.typing.read import read_problems

    def least(work):
        spent = []
        for _ in range(7):
            begin = process_time()
            work()
            spent.append(process_time() - begin)
        return min(spent)

    def answers():
        (problem,) = read_problems(text)
        answer(problem), answer(problem, order=2)

    picture = least(lambda: paint(drawn(text, **wishes).scene, Canvas(EN, color=True)))
    assert picture - least(answers) < 0.060
