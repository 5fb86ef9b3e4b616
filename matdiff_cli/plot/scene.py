"""A picture as what there is to draw, in the coordinates of the axes; painters do the rest."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from matdiff_cli.plot.contours import XY, level_lines, onto_level, smoothed
from matdiff_cli.plot.descent import Path, Stop
from matdiff_cli.plot.scale import about, levels, number, ticks
from matdiff_cli.plot.stationary import Stationary, Window
from matdiff_cli.plot.subject import Point, Subject, givens, latex, spelled, written
from matdiff_cli.plot.words import Words

_GRID = 81
"""Samples along the longer axis."""
_ARROWS = 13
_CURVE = 400
_POLE = 9.0, 1000.0
"""By how much the few largest gradients exceed the next ones near a pole; more is a bump in a plain."""
_MOST_UNEQUAL = 5.0
"""How far the sides of the window may differ if both axes are to have one scale."""


@dataclass(frozen=True)
class Mark:
    """A point with a name. `kind`: start, end, minimum, maximum, saddle or degenerate; `name` says so in words."""

    at: XY
    kind: str
    name: str
    value: str

    @property
    def label(self) -> str:
        """What it is, where, and f there."""
        return f"{self.name} {self.value}"


@dataclass(frozen=True)
class Curve:
    """A line of a picture of one variable; broken where there is no value. `role`: function, derivative, tangent."""

    role: str
    label: str
    pieces: tuple[tuple[XY, ...], ...]


@dataclass(frozen=True)
class Scene:
    """All lengths are in units of the axes; `window` is what is shown of them. `equal`: both axes have one scale.

    `symbols` are the names of the axes in LaTeX, `formulas` what the caption says, line by line.
    """

    subject: Subject
    window: tuple[XY, XY]
    axes: tuple[str, str]
    symbols: tuple[str, str]
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

    @property
    def longest(self) -> tuple[XY, XY]:
        """The longest of the arrows; raises ValueError where there is none."""
        return max(self.arrows, key=lambda ends: math.dist(*ends))

    def key(self, words: Words) -> str:
        """What the arrows are, with what their length says; raises ValueError where there is none."""
        longest = (1 - 1e-9) * math.dist(*self.longest)
        slopes = [math.hypot(*self.subject.slope(ends[0])) for ends in self.arrows if math.dist(*ends) >= longest]
        relation = "=" if math.isclose(min(slopes), max(slopes), rel_tol=1e-6) else "≥"
        return words["arrows"].format(gradient=self.gradient, most=f"{relation} {number(min(slopes), 3)}")

    @property
    def gradient(self) -> str:
        """Along what the arrows are drawn: ∇f or −∇f."""
        return "∇f" if self.uphill else "−∇f"

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
    caption, formulas = _captions(subject)
    if len(window) == 1:
        return _curves(subject, window[0], path, points, words, caption, formulas, tangent)
    across, up = spelled(subject, subject.variables)
    (x0, x1), (y0, y1) = window
    aspect = (y1 - y0) / (x1 - x0)
    equal = 1 / _MOST_UNEQUAL <= aspect <= _MOST_UNEQUAL
    nx, ny = (round(_GRID * min(1.0, side)) if equal else _GRID for side in (1 / aspect, aspect))
    xs, ys = _steps(x0, x1, nx), _steps(y0, y1, ny)
    values = subject.values([xs * len(ys), [y for y in ys for _ in xs]])
    rows = [values[j * nx : (j + 1) * nx] for j in range(ny)]
    chosen = tuple(levels(values, count))
    furthest = min(xs[1] - xs[0], ys[1] - ys[0]) / 2
    contours = tuple(
        (level, tuple(map(tuple, smoothed(lines, partial(onto_level, subject, level, furthest)))))
        for level, lines in zip(chosen, level_lines(xs, ys, rows, chosen), strict=True)
    )
    return Scene(
        subject,
        ((x0, x1), (y0, y1)),
        (across[0], up[0]),
        (across[1], up[1]),
        equal,
        chosen,
        contours,
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


def _captions(subject: Subject) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """f, its gradient and the constants: a line each, as text and in LaTeX."""
    arguments = spelled(subject, subject.problem.target.names)
    slope, slope_latex = ("f′", "f'") if len(subject.variables) == 1 else ("∇f", r"\nabla f")
    given, given_latex = givens(subject)
    caption = (
        f"f({', '.join(name for name, _ in arguments)}) = {written(subject, subject.function)}",
        f"{slope} = {written(subject, subject.gradient)}",
    )
    formulas = (
        f"f = {latex(subject, subject.function)}",
        f"{slope_latex} = {latex(subject, subject.gradient)}",
    )
    return ((*caption, given), (*formulas, given_latex)) if given else (caption, formulas)


def arrow(slope: Sequence[float], longest: float, steepest: float, uphill: bool) -> XY | None:
    """The arrow of a gradient: as long as √‖∇f‖ is, but no longer than `longest`; None where there is none."""
    length = math.hypot(*slope)
    if not math.isfinite(length) or length <= 1e-9 * steepest:
        return None
    size = longest * math.sqrt(min(1.0, length / steepest)) / length * (1 if uphill else -1)
    return slope[0] * size, slope[1] * size


def _steepest(lengths: Sequence[float]) -> float:
    """The largest gradient, but for a few next to a pole, beside which no arrow would be seen elsewhere."""
    known = sorted(filter(math.isfinite, lengths), reverse=True)
    few = len(known) // 30 + 1
    usual = known[few] if len(known) > few else 0.0
    if not known or not _POLE[0] * usual < known[0] < _POLE[1] * usual:
        return max(known, default=0.0)
    return max(length for length in known if length <= _POLE[0] * usual)


def _arrows(subject: Subject, xs: XY, ys: XY, uphill: bool) -> tuple[tuple[XY, XY], ...]:
    """Arrows from the points of a square grid to where they end, without those that leave the window."""
    width, height = xs[1] - xs[0], ys[1] - ys[0]
    gap = max(width, height) / _ARROWS
    nx, ny = (max(3, round(side / gap)) if side > gap else 3 for side in (width, height))
    tails = [(xs[0] + (i + 0.5) * width / nx, ys[0] + (j + 0.5) * height / ny) for j in range(ny) for i in range(nx)]
    columns = [list(column) for column in zip(*tails, strict=True)]
    slopes = list(zip(*subject.slopes(columns), strict=True))
    steepest = _steepest([math.hypot(*slope) for slope in slopes])
    longest = 0.95 * min(width / nx, height / ny)
    found = []
    for tail, slope in zip(tails, slopes, strict=True):
        step = arrow(slope, longest, steepest, uphill)
        if step is not None:
            head = tail[0] + step[0], tail[1] + step[1]
            if xs[0] <= head[0] <= xs[1] and ys[0] <= head[1] <= ys[1]:
                found.append((tail, head))
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
        found.append(Mark(put(first.point, first.value), "start", words["start"], _value(first)))
        near = [one for one in points if math.dist(one.point, last.point) <= 1e-4 * (1 + math.hypot(*last.point))]
        if not near and path.end.reason != "unbounded" and len(path.stops) > 1:
            found.append(Mark(put(last.point, last.value), "end", words["end"], _value(last)))
    for one in points:
        found.append(Mark(put(one.point, one.value), one.kind, words[one.kind], _value(one)))
    return tuple(found)


def _value(one: Stop | Stationary) -> str:
    return f"{place(one.point)}, f = {about(one.value)}"


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
    (across,) = spelled(subject, subject.variables)
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
        (across[0], "f"),
        (across[1], "f"),
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
