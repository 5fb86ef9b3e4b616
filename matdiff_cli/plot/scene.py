"""A picture as what there is to draw, in the coordinates of the axes; painters do the rest."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matdiff_cli.plot.contours import XY, level_lines
from matdiff_cli.plot.descent import Path
from matdiff_cli.plot.scale import about, levels, number, ticks
from matdiff_cli.plot.stationary import Stationary, Window
from matdiff_cli.plot.subject import Point, Subject, latex, written
from matdiff_cli.plot.words import Words

_GRID = 57
"""Samples along the longer axis."""
_ARROWS = 13
_CURVE = 400
_MOST_UNEQUAL = 5.0
"""How far the sides of the window may differ if both axes are to have one scale."""


@dataclass(frozen=True)
class Mark:
    """A point with a name. `kind`: start, end, minimum, maximum, saddle or degenerate."""

    at: XY
    kind: str
    label: str


@dataclass(frozen=True)
class Curve:
    """A line of a picture of one variable; broken where there is no value. `role`: function, derivative, tangent."""

    role: str
    label: str
    pieces: tuple[tuple[XY, ...], ...]


@dataclass(frozen=True)
class Scene:
    """All lengths are in units of the axes; `window` is what is shown of them. `equal`: both axes have one scale."""

    subject: Subject
    window: tuple[XY, XY]
    axes: tuple[str, str]
    equal: bool
    levels: tuple[float, ...] = ()
    contours: tuple[tuple[float, tuple[tuple[XY, ...], ...]], ...] = ()
    arrows: tuple[tuple[XY, XY], ...] = ()
    uphill: bool = True
    curves: tuple[Curve, ...] = ()
    path: tuple[XY, ...] = ()
    marks: tuple[Mark, ...] = ()
    caption: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def key(self, words: Words) -> str:
        """What the arrows are."""
        lengths = (math.hypot(*self.subject.slope(tail)) for tail, _ in self.arrows)
        name = ("" if self.uphill else "−") + "∇f"
        return words["arrows"].format(gradient=name, most=number(max(lengths, default=0.0), 3))

    @property
    def ticks(self) -> tuple[list[float], list[float]]:
        """The numbers that stand at each of the two axes."""
        (x0, x1), (y0, y1) = self.window
        return ticks(x0, x1), ticks(y0, y1)

    @property
    def ratio(self) -> float:
        """Height by width."""
        (x0, x1), (y0, y1) = self.window
        return (y1 - y0) / (x1 - x0) if self.equal else 0.625


def scene(
    subject: Subject,
    window: Window,
    path: Path | None,
    points: Sequence[Stationary],
    words: Words,
    *,
    count: int = 8,
    uphill: bool = True,
    tangent: float | None = None,
) -> Scene:
    """The picture of a function within a window of its variables."""
    caption = (
        f"{_called(subject)} = {written(subject, subject.function)}",
        f"{_named(subject)} = {written(subject, subject.gradient)}",
    )
    formulas = (
        f"f = {latex(subject, subject.function)}",
        ("f'" if len(window) == 1 else r"\nabla f") + f" = {latex(subject, subject.gradient)}",
    )
    if len(window) == 1:
        return _curves(subject, window[0], path, points, words, caption, formulas, tangent)
    (x0, x1), (y0, y1) = window
    aspect = (y1 - y0) / (x1 - x0)
    equal = 1 / _MOST_UNEQUAL <= aspect <= _MOST_UNEQUAL
    nx, ny = (round(_GRID * min(1.0, side)) if equal else _GRID for side in (1 / aspect, aspect))
    xs, ys = _steps(x0, x1, nx), _steps(y0, y1, ny)
    values = subject.values([xs * len(ys), [y for y in ys for _ in xs]])
    rows = [values[j * nx : (j + 1) * nx] for j in range(ny)]
    chosen = tuple(levels(values, count))
    lines = tuple((level, tuple(map(tuple, level_lines(xs, ys, rows, level)))) for level in chosen)
    return Scene(
        subject,
        ((x0, x1), (y0, y1)),
        (subject.variables[0], subject.variables[1]),
        equal,
        chosen,
        lines,
        _arrows(subject, (x0, x1), (y0, y1), uphill),
        uphill,
        path=tuple(_pair(stop.point) for stop in path.stops) if path else (),
        marks=_marks(path, points, words, lambda point, _: _pair(point)),
        caption=caption,
        formulas=formulas,
        notes=() if equal else (words["unequal"],),
    )


def _pair(point: Point) -> XY:
    return point[0], point[1]


def _steps(low: float, high: float, count: int) -> list[float]:
    return [low + (high - low) * k / (count - 1) for k in range(count)]


def _called(subject: Subject) -> str:
    return f"f({', '.join(subject.problem.target.names)})"


def _named(subject: Subject) -> str:
    return "f′" if len(subject.variables) == 1 else "∇f"


def arrow(slope: Sequence[float], longest: float, steepest: float, uphill: bool) -> XY | None:
    """The arrow of a gradient: as long as √|∇f| is, the steepest one `longest`; None where there is none."""
    length = math.hypot(*slope)
    if not math.isfinite(length) or length <= 1e-9 * steepest:
        return None
    size = longest * math.sqrt(length / steepest) / length * (1 if uphill else -1)
    return slope[0] * size, slope[1] * size


def _arrows(subject: Subject, xs: XY, ys: XY, uphill: bool) -> tuple[tuple[XY, XY], ...]:
    """Arrows from the points of a square grid to where they end."""
    width, height = xs[1] - xs[0], ys[1] - ys[0]
    gap = max(width, height) / _ARROWS
    nx, ny = (max(3, round(side / gap)) if side > gap else 3 for side in (width, height))
    tails = [(xs[0] + (i + 0.5) * width / nx, ys[0] + (j + 0.5) * height / ny) for j in range(ny) for i in range(nx)]
    columns = [list(column) for column in zip(*tails, strict=True)]
    slopes = list(zip(*subject.slopes(columns), strict=True))
    steepest = max((length for slope in slopes if math.isfinite(length := math.hypot(*slope))), default=0.0)
    longest = 0.95 * min(width / nx, height / ny)
    found = []
    for tail, slope in zip(tails, slopes, strict=True):
        step = arrow(slope, longest, steepest, uphill)
        if step is not None:
            found.append((tail, (tail[0] + step[0], tail[1] + step[1])))
    return tuple(found)


def place(point: Point) -> str:
    """A point in words: `(1, 2)`, or a number alone."""
    return f"({', '.join(map(about, point))})" if len(point) > 1 else about(point[0])


def _marks(
    path: Path | None, points: Sequence[Stationary], words: Words, put: Callable[[Point, float], XY]
) -> tuple[Mark, ...]:
    """Start and end of the path, and the stationary points; the end is one of these where it is near."""
    found = []
    if path is not None:
        first, last = path.stops[0], path.last
        found.append(Mark(put(first.point, first.value), "start", _label(words["start"], first.point, first.value)))
        near = [one for one in points if math.dist(one.point, last.point) <= 1e-4 * (1 + math.hypot(*last.point))]
        if not near and path.end.reason != "unbounded" and len(path.stops) > 1:
            found.append(Mark(put(last.point, last.value), "end", _label(words["end"], last.point, last.value)))
    for one in points:
        found.append(Mark(put(one.point, one.value), one.kind, _label(words[one.kind], one.point, one.value)))
    return tuple(found)


def _label(name: str, point: Point, value: float) -> str:
    return f"{name} {place(point)}, f = {about(value)}"


def _curves(
    subject: Subject,
    window: XY,
    path: Path | None,
    points: Sequence[Stationary],
    words: Words,
    caption: tuple[str, ...],
    formulas: tuple[str, ...],
    tangent: float | None,
) -> Scene:
    """f, f′ and the tangent at a point over one variable."""
    xs = _steps(*window, _CURVE)
    values, slopes = subject.values([xs]), subject.slopes([xs])[0]
    known = sorted(filter(math.isfinite, values))
    if not known:
        known = [-1.0, 1.0]
    low, high = known[len(known) // 50], known[-1 - len(known) // 50]
    margin = 0.15 * (high - low) or 1.0
    y0, y1 = low - margin, high + margin
    curves = [
        Curve("function", "f", _pieces(xs, values, y0, y1)),
        Curve("derivative", "f′", _pieces(xs, slopes, y0, y1)),
    ]
    if tangent is not None:
        value, slope = subject.value((tangent,)), subject.slope((tangent,))[0]
        if math.isfinite(value) and math.isfinite(slope):
            line = [value + slope * (x - tangent) for x in xs]
            curves.append(Curve("tangent", words["tangent"], _pieces(xs, line, y0, y1)))
    return Scene(
        subject,
        (window, (y0, y1)),
        (subject.variables[0], "f"),
        False,
        curves=tuple(curves),
        path=tuple((stop.point[0], stop.value) for stop in path.stops) if path else (),
        marks=_marks(path, points, words, lambda point, value: (point[0], value)),
        caption=caption,
        formulas=formulas,
    )


def _pieces(xs: Sequence[float], ys: Sequence[float], low: float, high: float) -> tuple[tuple[XY, ...], ...]:
    """What of a curve lies within the window, in pieces."""
    found: list[list[XY]] = [[]]
    for x, y in zip(xs, ys, strict=True):
        if low <= y <= high:
            found[-1].append((x, y))
        elif found[-1]:
            found.append([])
    return tuple(tuple(piece) for piece in found if len(piece) > 1)
