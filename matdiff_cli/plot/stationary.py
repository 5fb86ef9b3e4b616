"""All points of a rectangle at which ∇f = 0: Newton's method from the cells of a grid where that may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from matdiff_cli.plot.spectrum import Kind, eigen, kind, newton_step
from matdiff_cli.plot.subject import Point, Subject

Window = tuple[tuple[float, float], ...]

_SIDE = {1: 240, 2: 25}
"""Points of the grid along each axis."""
_SPARSE, _FINER = 16, 2
"""Where there are more points than one in so many cells, the grid is made twice as fine, so often at most."""
_ROUNDS = 50
_PATIENCE = 4
_PLAIN = 1e-9
"""Of the largest gradient: what is no steeper all around, such as a far tail of exp(−x²), has no point to name."""
_CROWD = 10
"""More degenerate points than this are a curve of them: none is named."""


@dataclass(frozen=True)
class Stationary:
    """A point at which ∇f = 0, the value of f there, and what its eigenvalues say it is."""

    point: Point
    value: float
    kind: Kind


def stationary(
    subject: Subject, window: Window, near: Sequence[Point] = (), starts: int | None = None
) -> list[Stationary]:
    """The stationary points that are isolated, as far as they are met, from left to right; those `near` points, too.

    Newton's method begins at no more than so many `starts`, if that is said: those nearest to the middle.
    """
    if subject.hessian is None:
        return []
    side, found = _SIDE[len(window)], list[Stationary]()
    for _ in range(_FINER + 1):
        fewer, found = found, _isolated(subject, window, near, starts, side)
        if starts is not None or len(found) * _SPARSE < side ** len(window) or len(found) <= len(fewer):
            break
        side = 2 * side - 1
    return found


def _isolated(
    subject: Subject, window: Window, near: Sequence[Point], starts: int | None, side: int
) -> list[Stationary]:
    """Those that are met from a grid of so many points along each axis."""
    scale = max(high - low for low, high in window)
    points, steepest, around = _starts(subject, window, side)
    if starts is not None:
        middle = tuple((low + high) / 2 for low, high in window)
        points = sorted(points, key=lambda point: math.dist(point, middle))[:starts]
    found: list[Stationary] = []
    for point in _limits(subject, window, [*near, *points], steepest):
        point = tuple(0.0 if abs(x) < 1e-9 * scale else x for x in point)
        within = all(
            low - 1e-9 * scale <= x <= high + 1e-9 * scale for x, (low, high) in zip(point, window, strict=True)
        )
        value, values = subject.value(point), [value for value, _ in eigen(subject.curvature(point))]
        if not within or 0 in subject.sides(point) or not all(map(math.isfinite, (value, *values))):
            continue
        which = kind(values, around)
        apart = (1e-3 if which == "degenerate" else 1e-6) * scale
        if all(math.dist(point, other.point) > apart for other in found):
            found.append(Stationary(point, value, which))
    if sum(one.kind == "degenerate" for one in found) > _CROWD:
        found = [one for one in found if one.kind != "degenerate"]
    return sorted(found, key=lambda one: one.point)


def _starts(subject: Subject, window: Window, side: int) -> tuple[list[Point], float, float]:
    """Where Newton's method begins, with the largest gradient and the largest curvature of the grid.

    That is in the middle of cells in which every part of ∇f changes its sign, and where ∇f is shorter than all around.
    """
    axes = [[low + (k - 0.47) / (side - 1.9) * (high - low) for k in range(side)] for low, high in window]
    grid: list[Point] = list(product(*axes))
    slopes = subject.slopes([list(column) for column in zip(*grid, strict=True)])
    lengths = [math.hypot(*slope) for slope in zip(*slopes, strict=True)]
    strides = [side, 1] if len(window) == 2 else [1]
    corners = [sum(moves) for moves in product(*((0, stride) for stride in strides))]
    around = [sum(moves) for moves in product(*((-stride, 0, stride) for stride in strides))]
    steepest = max(filter(math.isfinite, lengths), default=0.0)
    starts = []
    for place in product(range(side - 1), repeat=len(window)):
        k = sum(index * stride for index, stride in zip(place, strides, strict=True))
        cell = [k + corner for corner in corners]
        if max(lengths[c] for c in cell) <= _PLAIN * steepest:
            continue
        if all(min(part[c] for c in cell) <= 0 <= max(part[c] for c in cell) for part in slopes):
            starts.append(tuple((a + b) / 2 for a, b in zip(grid[cell[0]], grid[cell[-1]], strict=True)))
        elif (
            0 not in place
            and math.isfinite(lengths[k])
            and lengths[k] <= min(x for move in around if math.isfinite(x := lengths[k + move]))
        ):
            starts.append(grid[k])
    hessians = subject.curvatures([list(column) for column in zip(*grid[:: max(1, len(grid) // 40)], strict=True)])
    curvature = max((abs(x) for row in hessians for entry in row for x in entry if math.isfinite(x)), default=0.0)
    return starts, steepest, curvature


def _limits(subject: Subject, window: Window, points: list[Point], steepest: float) -> list[Point]:
    """Where Newton's steps come to rest; those on which the gradient gets no shorter for some time are given up."""
    scale = max(high - low for low, high in window)
    longest, rest = scale / 8, []
    going: dict[Point, tuple[Point, float, int]] = {point: (point, math.inf, 0) for point in points}
    for _ in range(_ROUNDS):
        walks, going = list(going.values()), {}
        if not walks:
            break
        columns = [list(column) for column in zip(*(point for point, _, _ in walks), strict=True)]
        slopes = zip(*subject.slopes(columns), strict=True)
        hessians = zip(*(zip(*row, strict=True) for row in subject.curvatures(columns)), strict=True)
        for (point, shortest, idle), slope, hessian in zip(walks, slopes, hessians, strict=True):
            length = math.hypot(*slope)
            idle = 0 if length < shortest else idle + 1
            step = newton_step(hessian, slope) if idle <= _PATIENCE else ()
            size = math.hypot(*step)
            if not step or not math.isfinite(size):
                continue
            if size <= 1e-10 * scale and length <= 1e-8 * steepest:
                rest.append(point)
                continue
            share = min(1.0, longest / size) if size else 1.0
            after = tuple(x + share * s for x, s in zip(point, step, strict=True))
            if all(low - scale / 4 <= x <= high + scale / 4 for x, (low, high) in zip(after, window, strict=True)):
                place = tuple(round(x / scale * 1e9) for x in after)
                going.setdefault(place, (after, min(length, shortest), idle))
    return rest
