"""Level lines lie on their level, and turn smoothly where the function is smooth."""

import itertools
import math

import pytest
from pictures import BALL, HIMMELBLAU, drawn

from matdiff_cli.plot.contours import level_lines

SMOOTH = [
    (BALL, {"start": "14,4"}, lambda x, y: 2 * x**2 + 6 * x * y + 7 * y**2 - 26 * x - 54 * y + 107),
    (HIMMELBLAU, {"range": "x=-5:5,y=-5:5"}, lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2),
    ("sin(x)*exp(y) wrt [x, y]", {"range": "x=-4:4,y=-2:2"}, lambda x, y: math.sin(x) * math.exp(y)),
]


@pytest.mark.parametrize(("text", "wishes", "f"), SMOOTH)
def test_lines_lie_on_their_level(text, wishes, f):
    scene = drawn(text, **wishes).scene
    apart = min(abs(a - b) for a, b in itertools.pairwise(scene.levels))
    assert len(scene.contours) == len(scene.levels) == 8
    for level, lines in scene.contours:
        assert lines
        assert max(abs(f(x, y) - level) for line in lines for x, y in line) <= 0.003 * apart


@pytest.mark.parametrize(("text", "wishes", "f"), SMOOTH)
def test_lines_do_not_turn_by_much_at_a_point(text, wishes, f):
    scene = drawn(text, **wishes).scene
    for _, lines in scene.contours:
        for line in lines:
            ways = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(line) if math.dist(a, b) > 1e-6]
            turns = [
                abs(math.remainder(math.atan2(q[1], q[0]) - math.atan2(p[1], p[0]), math.tau))
                for p, q in itertools.pairwise(ways)
            ]
            assert max(turns, default=0.0) <= math.radians(20), line


def test_corners_of_a_kink_stay():
    scene = drawn("abs(x) + 2*abs(y) wrt [x, y]", range="x=-2:2,y=-2:2").scene
    points = [(level, x, y) for level, lines in scene.contours for line in lines for x, y in line]
    assert points
    assert max(abs(abs(x) + 2 * abs(y) - level) for level, x, y in points) < 1e-9


def test_each_level_gets_its_own_lines():
    xs = ys = [-2.0, -1.0, 0.0, 1.0, 2.0]
    rows = [list(xs) for _ in ys]
    rows[0][0] = math.nan
    left, right, none = level_lines(xs, ys, rows, [-1.5, 0.25, 7.0])
    assert [sorted(line) for line in left] == [[(-1.5, y) for y in ys[1:]]]
    assert [sorted(line) for line in right] == [[(0.25, y) for y in ys]]
    assert none == []
