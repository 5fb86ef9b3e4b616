"""What part of the plane a picture shows, where nobody says."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matdiff_cli.plot.descent import Path
from matdiff_cli.plot.stationary import Stationary, Window, stationary
from matdiff_cli.plot.subject import Point, Subject

_SHAPE = 0.75
"""Height by width of the ranges that are chosen."""
_MARGIN = 0.2
_FIRST = 5.0
_NEAREST = 6
_STARTS = 40


def look(
    subject: Subject, path: Path | None, asked: Sequence[tuple[float, float] | None]
) -> tuple[Window, list[Stationary]]:
    """The range of each variable, those that were asked for as they are, and the stationary points within."""
    ends = [path.last.point] if path is not None and path.end.reason == "stationary" else []
    if all(asked):
        window = tuple(one for one in asked if one is not None)
        return window, stationary(subject, window, ends)
    start = path.stops[0].point if path is not None else (0.0,) * len(subject.variables)
    reach = max(_FIRST, *(1.3 * math.dist(start, end) for end in ends), 0.5 * math.hypot(*start))
    around = tuple((x - reach, x + reach) for x in start)
    points = stationary(subject, around, ends, _STARTS)
    if path is None and not points:
        points = stationary(subject, tuple((low * 10, high * 10) for low, high in around), (), _STARTS)
    shown = sorted((one.point for one in points), key=lambda point: math.dist(point, (ends or [start])[0]))[:_NEAREST]
    if path is not None:
        shown += [stop.point for stop in path.stops if math.dist(stop.point, start) <= 2 * reach]
    window = _fitted(shown or [start], asked, alone=len(set(shown)) < 2, reach=reach)
    return window, stationary(subject, window, ends)


def _fitted(
    points: Sequence[Point], asked: Sequence[tuple[float, float] | None], *, alone: bool, reach: float
) -> Window:
    """A window with room around the points, its sides as 4 to 3."""
    boxes = [(min(column), max(column)) for column in zip(*points, strict=True)]
    widest = max(high - low for low, high in boxes)
    if alone or widest == 0:
        widest = reach
    shapes = (1.0, _SHAPE) if len(boxes) == 2 else (1.0,)
    side = max(max(high - low, 0.5 * widest) / shape for (low, high), shape in zip(boxes, shapes, strict=True))
    side *= 1 + 2 * _MARGIN
    fitted = []
    for (low, high), shape, given in zip(boxes, shapes, asked, strict=True):
        middle, half = (low + high) / 2, side * shape / 2
        fitted.append(given or (_round(middle - half, side), _round(middle + half, side)))
    return tuple(fitted)


def _round(value: float, side: float) -> float:
    """To a hundredth of the side, so that ranges are short numbers."""
    digits = 2 - math.floor(math.log10(side)) if side > 0 else 6
    return round(value, digits - 1) + 0.0  # no negative zero
