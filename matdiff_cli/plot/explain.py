"""What a picture shows, in words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from matdiff_cli.languages import adapted
from matdiff_cli.output.cells import to_ascii
from matdiff_cli.output.style import Style
from matdiff_cli.plot.scale import about, number
from matdiff_cli.plot.scene import place
from matdiff_cli.plot.spectrum import Kind, eigen
from matdiff_cli.plot.study import Study
from matdiff_cli.plot.subject import Point, shape_of, spelled
from matdiff_cli.plot.words import Words

_FIRST_STEPS = 3
_FIRST_POINTS = 9


def explained(study: Study, words: Words, style: Style) -> list[str]:
    """A sentence a line: the gradient at the start, the contour, the first steps, where they end, the shape of f.

    Without a path the stationary points are explained.
    """
    said = (*_beginning(study, words), *_ending(study, words), *_shape(study, words))
    lines = [adapted(line, style.language) for line in said]
    return [to_ascii(line) if style.ascii else line for line in lines]


def _beginning(study: Study, words: Words) -> list[str]:
    if study.path is None:
        return []
    first = study.path.stops[0]
    slope = tuple(part + 0.0 for part in first.gradient)  # no -0
    alone = len(slope) == 1
    lines = [words["slope" if alone else "direction"].format(point=place(first.point), gradient=place(slope))]
    for (name, _), part in zip(spelled(study.subject, study.subject.variables), slope, strict=True):
        way = ("rises", "drops", "rests") if alone else ("grows", "falls", "level")
        lines.append(words[way[0 if part > 0 else 1 if part < 0 else 2]].format(name=name))
    if not alone and any(slope):
        tangent = (0.0 - slope[1], slope[0])
        product = tangent[0] * slope[0] + tangent[1] * slope[1]
        terms = " + ".join(f"({number(t)})·({number(g)})" for t, g in zip(tangent, slope, strict=True))
        lines.append(words["orthogonal"].format(tangent=place(tangent), product=f"{terms} = {number(product)}"))
        lines.append(words["steepest"].format(down=place(tuple(0.0 - g for g in slope))))
    stops = study.path.stops[: _FIRST_STEPS + 1]
    for k, (before, after) in enumerate(itertools.pairwise(stops), 1):
        lines.append(
            words["step"].format(step=k, point=place(before.point), after=place(after.point), value=about(after.value))
        )
    return lines


def _ending(study: Study, words: Words) -> list[str]:
    """Where the path ends and why; without a path, what the stationary points are."""
    if study.path is None:
        found = [(one, [value for value, _ in eigen(study.subject.curvature(one.point))]) for one in study.points]
        return [_kind(one.point, one.kind, values, words) for one, values in found[:_FIRST_POINTS]]
    last, end = study.path.last, study.path.end
    if end.kind is None:
        return [words["why unknown"].format(point=place(last.point), value=about(last.value), why=words[end.why])]
    return [_kind(last.point, end.kind, end.eigenvalues, words)]


def _kind(point: Point, kind: Kind, eigenvalues: Sequence[float], words: Words) -> str:
    """Why a stationary point is what it is."""
    alone = {"minimum": "lowest", "maximum": "highest", "degenerate": "flat"} if len(point) == 1 else {}
    return words[f"why {alone.get(kind, kind)}"].format(point=place(point), values=_listed(eigenvalues))


def _shape(study: Study, words: Words) -> list[str]:
    verdict, _, form = shape_of(study.subject).partition(": ")
    return [words["shape"].format(shape=words[verdict], form=f": {form}" if form else "")] if verdict else []


def _listed(values: Sequence[float]) -> str:
    return ", ".join(map(number, values))
