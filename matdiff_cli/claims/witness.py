"""A small point, in whole numbers where that can be, at which a claim is seen to be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, count, islice
from math import copysign, isfinite
from random import Random
from sys import float_info
from typing import Any

import mpmath

from matdiff_cli.claims.equations import is_nothing
from matdiff_cli.claims.trials import Measure
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.cost import dimension_names
from matdiff_cli.numbers.dense import Matrix, OutsideDomain
from matdiff_cli.numbers.differences import Truth, agreement
from matdiff_cli.numbers.domains import is_undefined
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.kinks import across
from matdiff_cli.numbers.points import Point, draw, points
from matdiff_cli.typing.typed import Problem, Typed

ATTEMPTS = 60
SIZES = (2, 3)
PLACES = 6
_CLEARLY = 1e-3
_DIGITS = 30
_NOISE = mpmath.mpf("1e-20")


@dataclass(frozen=True)
class Witness:
    """Values for all symbols, what the claim says there and what is right, in the layout that the claim's shape has.

    None where there is no value.
    """

    sizes: dict[str, int]
    values: dict[str, Matrix]
    claimed: Matrix | None
    correct: Matrix | None

    @property
    def point(self) -> Point:
        """The sizes and values as a point at which expressions are evaluated."""
        return Point(self.sizes, self.values)


def find(
    problem: Problem,
    claim: Typed,
    measure: Measure,
    layouts: tuple[str, ...] = (),
    drawn: Problem | None = None,
    most: int | None = None,
) -> Witness | None:
    """A point where the claim is wrong; None if none was met. `layouts` are preferred, in this order.

    The points are drawn from `drawn` if that is another problem; `most` are tried.
    """
    for point in islice(_tried(drawn or problem, claim), most):
        with mpmath.workdps(_DIGITS):
            try:
                found = measure(problem, point)
                value = _value(claim, point, found)
                true = _most_like(value, found, layouts)
            except (OutsideDomain, ValueError, OverflowError):
                continue
        differs = agreement(value, true) > _CLEARLY and rounded(value) != rounded(true.value)
        if differs and _is_steady(problem, point, measure, true.value):
            return Witness(point.sizes, point.values, value, true.value)
    return None


def find_gap(problem: Problem, claim: Typed, measure: Measure, function: Typed | None) -> Witness | None:
    """A point where the claim has no value and the truth has one; or the other way round, of a `function`."""
    for point in _tried(problem, claim):
        with mpmath.workdps(_DIGITS):
            try:
                true = next(iter(measure(problem, point).values())).value
            except OutsideDomain:
                if function is None or not is_undefined(function, point):
                    continue
                with suppress(OutsideDomain):
                    return Witness(point.sizes, point.values, evaluate(claim, point.values, point.sizes), None)
                continue
        if is_undefined(claim, point):
            return Witness(point.sizes, point.values, None, true)
    return None


def _tried(problem: Problem, claim: Typed) -> Iterator[Point]:
    return chain(_candidates(problem), points(problem), across(problem, problem.function, claim))


def _is_steady(problem: Problem, point: Point, measure: Measure, true: Matrix) -> bool:
    """Is the truth nearly the same close by? At a kink, such as that of |t| at 0, it is not."""
    with mpmath.workdps(_DIGITS):
        nudges = (1 + mpmath.mpf(k) / 10**9 for k in count(1))
        near = {name: [[x * next(nudges) for x in row] for row in value] for name, value in point.values.items()}
        try:
            found = measure(problem, Point(point.sizes, near))
        except (OutsideDomain, ValueError, OverflowError):
            return False
        alike = [t.value for t in found.values() if dense.shape(t.value) == dense.shape(true)]
        departure = min(dense.largest(dense.subtract(true, value)) for value in alike)
        return bool(departure <= _CLEARLY * (1 + dense.largest(true)))


def _value(claim: Typed, point: Point, found: Mapping[str, Truth]) -> Matrix:
    if is_nothing(claim):
        return dense.filled(*dense.shape(found["gradient"].value))
    return evaluate(claim, point.values, point.sizes)


def _most_like(value: Matrix, found: Mapping[str, Truth], layouts: tuple[str, ...]) -> Truth:
    """The truth in the first layout of the value's shape."""
    ordered = [found[name] for name in (*layouts, *found) if name in found]
    return next((true for true in ordered if dense.shape(true.value) == dense.shape(value)), ordered[0])


def _candidates(problem: Problem) -> Iterator[Point]:
    """Points in small whole numbers, with ever fewer surprises."""
    names = dimension_names(problem)
    sizes = {name: SIZES[i % len(SIZES)] for i, name in enumerate(names)}
    random = Random(1)
    entries: tuple[Callable[[Random], int], ...] = (
        lambda random: random.choice((-2, -1, 1, 2, 3)),
        lambda random: random.randint(1, 4),
    )
    for attempt in range(ATTEMPTS):
        entry = entries[attempt * 2 >= ATTEMPTS]
        heavy = attempt % 2 == 1
        try:
            with mpmath.workdps(_DIGITS):
                values = {}
                for name, symbol in problem.symbols.items():
                    chosen = entries[1] if symbol.positive else entry
                    bare = symbol if symbol.integer else replace(symbol, positive=False)
                    value = draw(bare, sizes, random, chosen)
                    if heavy and symbol.structure is None and len(value) == len(value[0]) > 1:
                        value = dense.add(value, dense.scale(dense.identity(len(value)), mpmath.mpf(3)))
                    values[name] = value
        except OutsideDomain:
            continue
        yield Point(sizes, values)


def rounded(value: Matrix) -> list[list[float]]:
    """The entries with a few digits, whole ones as integers; what rounding leaves of 0 beside others is 0."""
    least = dense.largest(value) * _NOISE
    return [[_number(x) if abs(x) > least else 0 for x in row] for row in value]


def _number(x: Any) -> float:
    number = float(f"{float(x):.{PLACES}g}")
    if not isfinite(number):  # too large for a float, and JSON has no infinity
        return copysign(float_info.max, number)
    return int(number) if number == int(number) and abs(number) < 1e15 else number
