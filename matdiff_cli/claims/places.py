"""Points at which the lines of a derivation are tried."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers.cost import TOO_LARGE, choices_for
from matdiff_cli.numbers.kinks import across, kinked_parts
from matdiff_cli.numbers.points import Point
from matdiff_cli.numbers.search import points_inside
from matdiff_cli.typing.typed import Problem
from matdiff_cli.verify.document import Document, with_definitions
from matdiff_cli.verify.lines import Statement

_ATTEMPTS = 40


def ordinary(problem: Problem) -> list[tuple[Point, bool]]:
    """Points to try lines at, and whether they are just any. Raises MatdiffError for sizes that are too large."""
    choices = choices_for(problem)
    if choices is None:
        raise MatdiffError("unsupported", TOO_LARGE, hint="name the sizes", source=problem.text)
    plain = islice(points_inside(problem, 0, choices), _ATTEMPTS)
    beside = across(problem, problem.function, most=2, choices=choices)
    return [*((point, True) for point in plain), *((point, False) for point in beside)]


def at_kinks(document: Document, symbols: Collection[str], statement: Statement) -> Iterator[tuple[Point, bool]]:
    """Points on both sides of the kinks of a line, and between these and those of the function."""
    problem = document.problem
    sides = (with_definitions(side.typed, document.bindings) for side in (statement.left, statement.right))
    parts = kinked_parts(symbols, *sides)
    choices = choices_for(problem) if parts else None
    if choices:
        yield from ((p, False) for p in across(problem, problem.function, *parts, most=2, choices=choices))
