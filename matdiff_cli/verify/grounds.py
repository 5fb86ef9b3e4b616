"""Where a claim is tried: random points, with the true value that the claim ought to have at each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import mpmath

from matdiff_cli.check.equations import is_nothing
from matdiff_cli.check.typed import Problem, Typed
from matdiff_cli.verify import dense
from matdiff_cli.verify.dense import DIGITS, Matrix, OutsideDomain
from matdiff_cli.verify.differences import TOLERANCE, Truth, agreement, along, truths
from matdiff_cli.verify.evaluate import evaluate
from matdiff_cli.verify.kinks import across
from matdiff_cli.verify.points import ONE_SIGNED, SIZES, Point, points

LAYOUTS = ("gradient", "numerator", "denominator", "mml")

Measure = Callable[[Problem, Point], Mapping[str, Truth]]
"""The true value of what a problem asks for at a point, in every layout that it has."""


def by_layout(order: int) -> Measure:
    """The first or second derivative."""
    return lambda problem, point: truths(problem, point, LAYOUTS if order == 1 else LAYOUTS[:1], order)


def by_direction(names: tuple[str, ...]) -> Measure:
    """The differential: the first-order change along the increments, dX for each X of `names`, that the point has."""

    def measure(problem: Problem, point: Point) -> Mapping[str, Truth]:
        change = along(problem, point, {name: point.values["d" + name] for name in names})
        return {"gradient": Truth("differential", change)}

    return measure


def by_value(typed: Typed) -> Measure:
    """The value of an expression, whatever the problem."""
    return lambda problem, point: {"gradient": Truth("value", evaluate(typed, point.values, point.sizes))}


@dataclass(frozen=True)
class Sample:
    """A point and what is true there."""

    point: Point
    truths: Mapping[str, Truth]


class Ground:
    """Points for a problem, and the truth at them.

    The points are drawn from `drawn` if that is another problem (with more structure, say), and with the given sizes.
    """

    def __init__(
        self,
        problem: Problem,
        measure: Measure,
        drawn: Problem | None = None,
        count: int = 5,
        sizes: Sequence[int] = SIZES,
    ) -> None:
        self.sizes = sizes
        self.problem = problem
        self.measure = measure
        self.drawn = drawn or problem
        self.count = count

    @cached_property
    def samples(self) -> list[Sample]:
        """As many points as wanted, or fewer where the function seldom has a value."""
        return list(self._samples())

    def _samples(self) -> Iterator[Sample]:
        seen = 0
        for point in points(self.drawn, choices=self.sizes):
            with mpmath.workdps(DIGITS):
                try:
                    yield Sample(point, self.measure(self.problem, point))
                except OutsideDomain:
                    continue
            seen += 1
            if seen == self.count:
                return

    def values(self, claim: Typed) -> list[Matrix | None]:
        """The claim at every point; None where it has no value. A bare 0 is a zero of the right shape."""
        return [self._value(claim, sample) for sample in self.samples]

    def _value(self, claim: Typed, sample: Sample) -> Matrix | None:
        if is_nothing(claim):
            return dense.filled(*dense.shape(sample.truths["gradient"].value))
        with mpmath.workdps(DIGITS):
            try:
                return evaluate(claim, sample.point.values, sample.point.sizes)
            except OutsideDomain:
                return None

    def holds(self, claim: Typed) -> tuple[str, ...]:
        """The layouts in which a claim is right at all points where it has a value."""
        left: tuple[str, ...] = ()
        seen = 0
        for sample in self.samples:
            value = self._value(claim, sample)
            if value is None:
                continue
            left = agreeing(value, sample.truths if seen == 0 else {name: sample.truths[name] for name in left})
            seen += 1
            if not left:
                return ()
        return left

    def fits(self, values: list[Matrix | None], change: Callable[[Matrix], Matrix] | None = None) -> tuple[str, ...]:
        """The layouts in which these values are right, or right after a change of the truth."""
        return self.fits_truths(values, [sample.truths for sample in self.samples], change)

    def fits_truths(
        self,
        values: list[Matrix | None],
        alternatives: list[Mapping[str, Truth] | None],
        change: Callable[[Matrix], Matrix] | None = None,
    ) -> tuple[str, ...]:
        """The same, with other truths, one a sample; None where there is none."""
        left: tuple[str, ...] | None = None
        for value, found in zip(values, alternatives, strict=True):
            if value is None or found is None:
                continue
            if left is not None:
                found = {name: found[name] for name in left}
            left = agreeing(value, found, change)
            if not left:
                return ()
        return left or ()


class OtherSigns(Ground):
    """Another ground's first point with the sign of one symbol changed, for each that may have either; and points on
    either side of every kink.
    """

    def __init__(self, ground: Ground, claim: Typed) -> None:
        super().__init__(ground.problem, ground.measure, ground.drawn)
        self._first = ground.samples[0].point
        self._claim = claim

    def _samples(self) -> Iterator[Sample]:
        for point in chain(self._mirrored(), across(self.drawn, self.problem.function, self._claim)):
            with mpmath.workdps(DIGITS), suppress(OutsideDomain):
                yield Sample(point, self.measure(self.problem, point))

    def _mirrored(self) -> Iterator[Point]:
        for name, symbol in self.drawn.symbols.items():
            if not symbol.positive and symbol.structure not in ONE_SIGNED:
                values = {**self._first.values, name: dense.scale(self._first.values[name], mpmath.mpf(-1))}
                yield Point(self._first.sizes, values)


def agreeing(
    value: Matrix, found: Mapping[str, Truth], change: Callable[[Matrix], Matrix] | None = None
) -> tuple[str, ...]:
    """The layouts in which a value is right."""
    agrees = []
    for name, true in found.items():
        if change is not None:
            with mpmath.workdps(DIGITS):
                true = Truth(true.kind, change(true.value), None)
        if agreement(value, true) <= TOLERANCE:
            agrees.append(name)
    return tuple(agrees)
