"""Level lines of a sampled function, by marching squares (Lorensen and Cline 1987, in the plane)."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from matdiff_cli.plot.subject import Subject

XY = tuple[float, float]
Edge = tuple[int, int, bool]
"""From a grid point to the right, or upwards."""
_TURN = math.radians(8)
"""A line that turns by more at a point gets further points on both sides of it."""
_ROUNDS = 3


def level_lines(
    xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[float]], levels: Sequence[float]
) -> list[list[list[XY]]]:
    """For each of the rising levels the lines f = level as polylines. `rows[j][i]` is f at xs[i], ys[j].

    Cells with a corner that has no value are left out.
    """
    found = [_Level(level) for level in levels]
    for j, (low, high) in enumerate(pairwise(rows)):
        for i in range(len(xs) - 1):
            a, b, c, d = corners = low[i], low[i + 1], high[i + 1], high[i]
            first = bisect_left(levels, min(corners))
            if first == len(levels) or levels[first] >= max(corners) or math.isnan(a + b + c + d):
                continue
            for level in found[first : bisect_left(levels, max(corners))]:
                level.cross(xs, ys, i, j, corners)
    return [[[level.points[edge] for edge in chain] for chain in _chains(level.joined)] for level in found]


class _Level:
    """Where the lines of a level cross the edges of the grid, and which crossings are joined."""

    def __init__(self, value: float) -> None:
        self.value = value
        self.points: dict[Edge, XY] = {}
        self.joined: dict[Edge, list[Edge]] = defaultdict(list)

    def cross(
        self, xs: Sequence[float], ys: Sequence[float], i: int, j: int, corners: tuple[float, float, float, float]
    ) -> None:
        """Join the crossings of the cell from (xs[i], ys[j]), whose corners have these values, from there round."""
        a, b, c, d = corners
        level = self.value
        ends = []
        for edge, p, q in (
            ((i, j, True), a, b),
            ((i + 1, j, False), b, c),
            ((i, j + 1, True), d, c),
            ((i, j, False), a, d),
        ):
            if (p > level) == (q > level):
                continue
            ends.append(edge)
            x, y, flat = edge
            t = (level - p) / (q - p)
            self.points[edge] = (
                (xs[x] + t * (xs[x + 1] - xs[x]), ys[y]) if flat else (xs[x], ys[y] + t * (ys[y + 1] - ys[y]))
            )
        if len(ends) == 4 and (sum(corners) / 4 > level) != (a > level):
            ends = [ends[0], ends[3], ends[1], ends[2]]
        for one, other in zip(ends[::2], ends[1::2], strict=True):
            self.joined[one].append(other)
            self.joined[other].append(one)


def _chains(joined: dict[Edge, list[Edge]]) -> list[list[Edge]]:
    """The edges in their order along each line; open lines from an end, closed ones back to where they begin."""
    found, seen = [], set()
    for start in sorted(joined, key=lambda edge: len(joined[edge])):
        if start in seen:
            continue
        chain = [start]
        seen.add(start)
        while True:
            rest = [edge for edge in joined[chain[-1]] if edge not in seen]
            if not rest:
                break
            chain.append(rest[0])
            seen.add(rest[0])
        if len(chain) > 2 and chain[0] in joined[chain[-1]]:
            chain.append(chain[0])
        found.append(chain)
    return found


def smoothed(lines: Sequence[Sequence[XY]], onto: Callable[[list[XY]], list[XY]]) -> list[list[XY]]:
    """The lines with more points where they turn, all of them on their level; `onto` takes points near it there."""
    for _ in range(_ROUNDS):
        lines = [_divided(line) for line in lines]
        moved = iter(onto([point for line in lines for point in line]))
        lines = [[next(moved) for _ in line] for line in lines]
    return [list(line) for line in lines]


def _divided(line: Sequence[XY]) -> list[XY]:
    """The line with the middle of each piece that begins or ends with a turn."""
    if len(line) < 3:
        return list(line)
    closed = line[0] == line[-1]
    before = [line[-2] if closed else line[0], *line[:-1]]
    after = [*line[1:], line[1] if closed else line[-1]]
    turns = [_turn(*three) > _TURN for three in zip(before, line, after, strict=True)]
    found = [line[0]]
    for k in range(1, len(line)):
        (x0, y0), (x1, y1) = line[k - 1], line[k]
        if turns[k - 1] or turns[k]:
            found.append(((x0 + x1) / 2, (y0 + y1) / 2))
        found.append(line[k])
    return found


def _turn(p: XY, q: XY, r: XY) -> float:
    """By how much the way from p to r turns at q, in radians."""
    if p == q or q == r:
        return 0.0
    turn = math.atan2(r[1] - q[1], r[0] - q[0]) - math.atan2(q[1] - p[1], q[0] - p[0])
    return abs(math.remainder(turn, math.tau))


def onto_level(subject: Subject, level: float, furthest: float, points: list[XY]) -> list[XY]:
    """The points after a step along ∇f to where f = level, as far as its slope tells; those too far stay."""
    columns = [list(column) for column in zip(*points, strict=True)]
    if not columns:
        return points
    found = []
    for (x, y), value, (across, up) in zip(
        points, subject.values(columns), zip(*subject.slopes(columns), strict=True), strict=True
    ):
        size = across * across + up * up
        step = (level - value) / size if size else math.nan
        near = abs(step) * math.sqrt(size) <= furthest  # False for NaN
        found.append((x + step * across, y + step * up) if near else (x, y))
    return found
