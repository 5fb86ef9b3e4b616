"""From problems to a picture: the path, the stationary points and the scene."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matdiff_cli.errors import MatdiffError
from matdiff_cli.plot.descent import Path, descend
from matdiff_cli.plot.scene import Scene, scene
from matdiff_cli.plot.stationary import Stationary, Window
from matdiff_cli.plot.subject import Point, Subject, subject
from matdiff_cli.plot.view import look
from matdiff_cli.plot.words import Words
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.typed import Problem

_MOST = 40
"""Stationary points that a picture marks."""


@dataclass(frozen=True)
class Wishes:
    """What the user asked for: options of the command, as they were typed."""

    at: tuple[str, ...] = ()
    start: str | None = None
    range: str | None = None
    method: str = "gradient"
    steps: int = 200
    levels: int = 8
    direction: str | None = None


@dataclass(frozen=True)
class Study:
    """What was found out about a function of one or two variables, within a window of them."""

    subject: Subject
    window: Window
    method: str
    up: bool
    path: Path | None
    points: tuple[Stationary, ...]
    scene: Scene


def study(problems: Sequence[Problem], wishes: Wishes, words: Words) -> Study:
    """Raises MatdiffError for what cannot be drawn, and for numbers that cannot be read."""
    found = subject(problems, wishes.at)
    up = wishes.direction == "ascent"
    path = None
    if wishes.start is not None:
        start = _point(wishes.start, found)
        path = descend(found, start, method=wishes.method, steps=wishes.steps, up=up)
    window, points = look(found, path, _ranges(wishes.range, found))
    marked = _marked(points, window)
    drawn = scene(
        found,
        window,
        path,
        marked,
        words,
        count=wishes.levels,
        uphill=wishes.direction != "descent",
        tangent=path.stops[0].point[0] if path else None,
    )
    return Study(
        found,
        window,
        wishes.method,
        up,
        path,
        tuple(points),
        replace(drawn, notes=(*drawn.notes, *_said(path, wishes, words), *_unmarked(points, words))),
    )


def _marked(points: Sequence[Stationary], window: Window) -> list[Stationary]:
    """The points that a picture has room for: those nearest to its middle."""
    middle = [(low + high) / 2 for low, high in window]
    return sorted(sorted(points, key=lambda one: math.dist(one.point, middle))[:_MOST], key=lambda one: one.point)


def _unmarked(points: Sequence[Stationary], words: Words) -> list[str]:
    return [words["more"].format(found=len(points), count=_MOST)] if len(points) > _MOST else []


def _said(path: Path | None, wishes: Wishes, words: Words) -> list[str]:
    """How the path went, in words."""
    if path is None:
        return []
    steps = len(path.stops) - 1
    method = words["gradient up" if (wishes.method, wishes.direction) == ("gradient", "ascent") else wishes.method]
    said = [words["path"].format(steps=steps, method=method) + "; " + words[path.end.why]]
    turn = next((k for k, stop in enumerate(path.stops) if stop.turned), None)
    return said if turn is None else [*said, words["kink"].format(step=turn)]


def _point(text: str, subject: Subject) -> Point:
    """`14,4`, or `x=14, y=4`, in the order of the variables."""
    names = [canonical(name) for name in subject.variables]
    parts = [part.partition("=") for part in text.strip("[]() ").replace(";", ",").split(",")]
    if all(equals for _, equals, _ in parts):
        given = {canonical(name.strip()): value for name, _, value in parts}
        values = [given.get(name, "") for name in names] if len(given) == len(names) else []
    else:
        values = [name for name, _, _ in parts]
    numbers = [_number(value) for value in values]
    if len(numbers) != len(names) or None in numbers:
        raise MatdiffError(
            "syntax",
            f"--from gives a number for each of {', '.join(subject.variables)}",
            hint=f"--from {','.join('10' if k == 0 else '4' for k in range(len(names)))}",
            source=text,
        )
    return tuple(number for number in numbers if number is not None)


def _ranges(text: str | None, subject: Subject) -> list[tuple[float, float] | None]:
    """`x=-5:5,y=-5:5`: the range of each variable, None where that is not said."""
    given: dict[str, tuple[float, float]] = {}
    for part in text.split(",") if text is not None else ():
        name, _, span = part.partition("=")
        low, high = (_number(end) for end in (span.partition(":")[0], span.partition(":")[2]))
        name = canonical(name.strip())
        known = [canonical(variable) for variable in subject.variables]
        if name not in known or low is None or high is None or not high - low > 1e-12 * max(abs(low), abs(high)):
            example = ",".join(f"{variable}=-5:5" for variable in subject.variables)
            raise MatdiffError(
                "syntax", f"--range is not understood: {part.strip()}", hint=f"--range {example}", source=text or ""
            )
        given[name] = low, high
    return [given.get(canonical(variable)) for variable in subject.variables]


def _number(text: str) -> float | None:
    """A finite number of a size that can be drawn."""
    try:
        value = float(text.replace("−", "-"))
    except ValueError:
        return None
    return value if abs(value) < 1e100 else None
