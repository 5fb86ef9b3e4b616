"""The way down (or up) from a point, by the derivative and Hessian that were derived."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from matdiff_cli.errors import MatdiffError
from matdiff_cli.plot.spectrum import Kind, eigen, kind, newton_step
from matdiff_cli.plot.subject import Point, Subject

Reason = Literal["stationary", "steps", "unbounded", "domain"]
Remark = Literal["", "kinked", "flat", "stuck"]

_FLAT = 1e-9
"""A gradient this small beside the largest that was met is none."""
_ARMIJO = 0.3
_HALVINGS = 60
_FAR = 1e12
_SETTLING = 60
_ROUNDING = 1e-13


@dataclass(frozen=True)
class Stop:
    """A point of the path. `turned`: the step that led to it crossed a kink."""

    point: Point
    value: float
    gradient: Point
    turned: bool = False


@dataclass(frozen=True)
class End:
    """Why the path ends, and what its last point is; `kind` is None where that is not stationary, or on a kink."""

    reason: Reason
    kind: Kind | None
    eigenvalues: tuple[float, ...]
    remark: Remark = ""

    @property
    def why(self) -> str:
        """The key of the words for it.

        On a kink no gradient vanishes, whatever is taken for one there; where f no longer changes within rounding, such
        as exp(−x) for a large x, none need; where no step is good any more, steps may be left.
        """
        return self.remark or self.reason


@dataclass(frozen=True)
class Path:
    """The points of a descent, the start first, and why it ended."""

    stops: tuple[Stop, ...]
    end: End

    @property
    def last(self) -> Stop:
        """Where the descent ended."""
        return self.stops[-1]


def descend(subject: Subject, start: Point, *, method: str = "gradient", steps: int = 200, up: bool = False) -> Path:
    """Steps against the gradient (`up`: along it), halved until f falls enough (Armijo 1966).

    `method` newton: Newton's steps where the Hessian is positive definite (negative, `up`), else the gradient's.
    Raises MatdiffError where f has no derivative at the start.
    """
    sign = -1.0 if up else 1.0
    here = _stop(subject, start, None)
    if not all(map(math.isfinite, (here.value, *here.gradient))):
        place = ", ".join(f"{x:g}" for x in start)
        raise MatdiffError(
            "domain", f"f has no value or derivative at the start ({place})", hint="--from another point"
        )
    if method == "newton" and subject.hessian is None:
        raise MatdiffError("unsupported", "Newton's method needs the second derivative, which is not available")
    stops, steepest = [here], 0.0
    size = 0.5 * min(1.0, 10 * (1 + math.hypot(*start)) / max(math.hypot(*here.gradient), 1e-300))
    reason: Reason = "steps"
    remark: Remark = ""
    while True:
        length = math.hypot(*here.gradient)
        steepest = max(steepest, length)
        if length == 0 and len(stops) > 1 and _is_flat(subject, here):
            remark = "flat"
            break
        if length == 0 or (length <= _FLAT * steepest and _at_rest(subject, here)):
            reason = "stationary"
            break
        if len(stops) > steps:
            break
        direction, natural = _direction(subject, here, sign, method)
        found, size, cut = _search(subject, here, direction, sign, 1.0 if natural else 2 * size)
        moved = 0.0 if found is None else math.dist(found.point, here.point)
        if found is None or (cut and moved < 1e-9 * (1 + math.hypot(*here.point))):
            rests = length <= 1e-5 * steepest and _at_rest(subject, here)
            reason = "domain" if cut else "stationary" if rests else "steps"
            remark = "stuck" if reason == "steps" else ""
            break
        stops.append(found)
        here = found
        if sign * here.value < -_FAR * (1 + abs(stops[0].value)):
            reason = "unbounded"
            break
    return Path(tuple(stops), _end(subject, here, reason, remark, stops[0]))


def _at_rest(subject: Subject, here: Stop) -> bool:
    """Whether a point with ∇f = 0 is near: where f falls for ever, as 1/x does, Newton's step is long."""
    if subject.hessian is None:
        return True
    hessian = subject.curvature(here.point)
    if not all(math.isfinite(x) for row in hessian for x in row):
        return False
    length, step = math.hypot(*here.gradient), 0.0
    for value, vector in eigen(hessian):
        along = abs(sum(v * g for v, g in zip(vector, here.gradient, strict=True)))
        if along > 1e-14 * length:  # else it is the rounding of a valley
            step = math.hypot(step, along / abs(value) if value else math.inf)
    return step <= 1e-4 * (1 + math.hypot(*here.point))


def _is_flat(subject: Subject, here: Stop) -> bool:
    """Whether f is the same at some distance, too."""
    reach = 1e-2 * (1 + math.hypot(*here.point))
    around = (
        tuple(x + reach * sign * (k == axis) for k, x in enumerate(here.point))
        for axis in range(len(here.point))
        for sign in (-1, 1)
    )
    return any(subject.value(point) == here.value for point in around)


def _stop(subject: Subject, point: Point, before: Stop | None) -> Stop:
    turned = before is not None and subject.sides(point) != subject.sides(before.point)
    return Stop(point, subject.value(point), subject.slope(point), turned)


def _direction(subject: Subject, here: Stop, sign: float, method: str) -> tuple[Point, bool]:
    """Where to go, and whether a step of length 1 is the natural one."""
    if method == "newton":
        hessian = subject.curvature(here.point)
        if all(math.isfinite(x) for row in hessian for x in row):
            values = [sign * value for value, _ in eigen(hessian)]
            if min(values) > 1e-10 * max(map(abs, values)):
                return newton_step(hessian, here.gradient), True
    return tuple(-sign * g for g in here.gradient), False


def _search(
    subject: Subject, here: Stop, direction: Point, sign: float, size: float
) -> tuple[Stop | None, float, bool]:
    """The first of the steps size, size/2, … that is good enough; its size; was one outside the domain?

    Where f changes by no more than rounding, its gradient decides (Hager and Zhang 2005, approximate Wolfe).
    """
    fall = sum(d * g for d, g in zip(direction, here.gradient, strict=True))
    rounding = _ROUNDING * (1 + abs(here.value))
    cut = False
    if not math.isfinite(fall):
        return None, size, cut
    for trial in _halved(size):
        point = tuple(x + trial * d for x, d in zip(here.point, direction, strict=True))
        if point == here.point:
            break
        value = subject.value(point)
        if math.isnan(value):
            cut = True
            continue
        change = sign * (value - here.value)
        if change <= _ARMIJO * trial * sign * fall or abs(change) <= rounding:
            stop = _stop(subject, point, here)
            if not all(map(math.isfinite, stop.gradient)):  # on a kink, such as that of a norm
                continue
            along = sign * sum(d * g for d, g in zip(direction, stop.gradient, strict=True))
            if change < -rounding or along <= -(1 - 2 * _ARMIJO) * sign * fall:
                return stop, trial, cut
    return None, size, cut


def _halved(size: float) -> Iterator[float]:
    for k in range(_HALVINGS):
        yield size * 0.5**k


def _end(subject: Subject, last: Stop, reason: Reason, remark: Remark, first: Stop) -> End:
    """What the last point is; a stationary one where Newton's method comes to rest, which may be nearer the truth."""
    if 0 in subject.sides(last.point):
        return End(reason, None, (), "kinked" if reason == "stationary" else remark)
    if subject.hessian is None:
        return End(reason, None, (), remark)
    values = [value for value, _ in eigen(subject.curvature(last.point))]
    if not all(map(math.isfinite, values)):
        return End(reason, None, (), remark)
    if reason != "stationary":
        return End(reason, None, tuple(values), remark)
    around = max(abs(x) for row in subject.curvature(first.point) for x in row)
    values = _settled(subject, last.point, values)
    return End(reason, kind(values, around), tuple(values))


def _settled(subject: Subject, point: Point, values: list[float]) -> list[float]:
    for _ in range(_SETTLING):
        step = newton_step(subject.curvature(point), subject.slope(point))
        point = tuple(x + s for x, s in zip(point, step, strict=True))
        after = [value for value, _ in eigen(subject.curvature(point))]
        if not all(map(math.isfinite, after)):
            return values
        values = after
        if math.hypot(*step) <= 1e-12 * (1 + math.hypot(*point)):
            break
    return values
