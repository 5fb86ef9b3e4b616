"""Where a claim is tried: random points, with the true value that the claim ought to have at each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import mpmath

from matdiff_cli.claims.equations import is_nothing
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.agreement import FINER, fits, look, loosely, settled
from matdiff_cli.numbers.cost import SIZES
from matdiff_cli.numbers.dense import DIGITS, Matrix, OutsideDomain, Unreached
from matdiff_cli.numbers.differences import Truth, along, truths
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.kinks import across
from matdiff_cli.numbers.points import Point, keeps_sign
from matdiff_cli.numbers.search import points_inside
from matdiff_cli.typing.typed import Problem, Typed

LAYOUTS = ("gradient", "numerator", "denominator", "mml")
COUNT = 8
_MOST_ALONE = 12
"""Of so many symbols at most, the sign of each is changed alone."""
_ZERO = mpmath.mpf("1e-30")

Measure = Callable[[Problem, Point], Mapping[str, Truth]]
"""The true value of what a problem asks for at a point, in every layout that it has, at the working precision."""


def by_layout(order: int) -> Measure:
    """The first or second derivative."""
    return lambda problem, point: truths(problem, point, LAYOUTS if order == 1 else LAYOUTS[:1], order)


def by_direction(names: tuple[str, ...]) -> Measure:
    """The differential: the first-order change along the increments, dX for each X of `names`, that the point has."""

    def measure(problem: Problem, point: Point) -> Mapping[str, Truth]:
        change = along(problem, point, {name: point.values["d" + name] for name in names})
        return {"gradient": Truth("differential", change)}

    return measure


def by_second_direction(problem: Problem, point: Point) -> dict[str, Truth]:
    """The change of the gradient along the increment, dX for X, that the point has."""
    (name,) = problem.target.names
    hessian = truths(problem, point, ("gradient",), order=2)["gradient"].value
    change = point.values["d" + name]
    if dense.shape(change) == (1, 1):
        return {"gradient": Truth("differential", dense.scale(hessian, change[0][0]))}
    entries = [row[0] for row in dense.product(hessian, dense.vec(change))]
    return {"gradient": Truth("differential", dense.unvec(entries, len(change)))}


def by_value(typed: Typed) -> Measure:
    """The value of an expression, whatever the problem."""
    return lambda problem, point: {"gradient": Truth("value", evaluate(typed, point.values, point.sizes))}


@dataclass(frozen=True)
class Sample:
    """A point and what is true there."""

    point: Point
    truths: Mapping[str, Truth]


class Trial:
    """Points for a problem, and the truth at them.

    The points are drawn from `drawn` if that is another problem (with more structure, say), and with the given sizes.
    """

    def __init__(
        self,
        problem: Problem,
        measure: Measure,
        drawn: Problem | None = None,
        count: int = COUNT,
        sizes: Sequence[int] = SIZES,
        digits: int = DIGITS,
    ) -> None:
        self.sizes = sizes
        self.problem = problem
        self.measure = measure
        self.drawn = drawn or problem
        self.count = count
        self.digits = digits
        self.outside: list[Point] = []
        """Points that were met at which there is no true value."""
        self._finer: dict[int, Mapping[str, Truth]] = {}
        self._others: tuple[Typed, OtherSigns] | None = None

    @cached_property
    def samples(self) -> list[Sample]:
        """As many points as wanted, or fewer where the function seldom has a value."""
        return list(self._samples())

    def _samples(self) -> Iterator[Sample]:
        seen = 0
        for point in self._points():
            with mpmath.workdps(self.digits):
                try:
                    yield Sample(point, self.measure(self.problem, point))
                except Unreached:
                    continue
                except OutsideDomain:
                    self.outside.append(point)
                    continue
            seen += 1
            if seen == self.count:
                return

    def _points(self) -> Iterator[Point]:
        return points_inside(self.drawn, choices=self.sizes)

    def other_signs(self, claim: Typed) -> OtherSigns:
        """The trial of other signs for a claim, made once for the claim at hand."""
        if self._others is None or self._others[0] is not claim:
            self._others = claim, OtherSigns(self, claim)
        return self._others[1]

    def values(self, claim: Typed) -> list[Matrix | None]:
        """The claim at every point; None where it has no value. A bare 0 is a zero of the right shape."""
        return [self._value(claim, sample) for sample in self.samples]

    def _value(self, claim: Typed, sample: Sample, times: int = 1) -> Matrix | None:
        if is_nothing(claim):
            return dense.filled(*dense.shape(sample.truths["gradient"].value))
        with mpmath.workdps(times * self.digits):
            try:
                return evaluate(claim, sample.point.values, sample.point.sizes)
            except OutsideDomain:
                return None

    def has_value(self, claim: Typed, point: Point) -> bool:
        """Does the claim have a finite real value at a point?"""
        with mpmath.workdps(self.digits), suppress(OutsideDomain):
            evaluate(claim, point.values, point.sizes)
            return True
        return False

    def holds(self, claim: Typed, *, finely: bool = False) -> tuple[str, ...]:
        """The layouts in which a claim is right at all points where it has a value.

        `finely` takes no difference for real that has not been seen with more digits, too.
        """
        left: tuple[str, ...] | None = None
        for sample in self.samples:
            value = self._value(claim, sample)
            if value is None:
                continue
            left = tuple(n for n in left or sample.truths if self._agree(claim, value, sample, n, finely))
            if not left:
                return ()
        return left or ()

    def _agree(self, claim: Typed, value: Matrix, sample: Sample, layout: str, finely: bool) -> bool:
        true = sample.truths[layout]
        with mpmath.workdps(self.digits):
            seen = look(value, true)
        if seen == "same" or not fits(value, true) or (seen == "other" and not finely):
            return seen == "same"
        fine = self._value(claim, sample, FINER)
        with mpmath.workdps(FINER * self.digits), suppress(OutsideDomain):
            if fine is not None:
                return settled(value, true, fine, self._truths_again(sample)[layout])
        return False

    def _truths_again(self, sample: Sample) -> Mapping[str, Truth]:
        """The truth at a sample with more digits."""
        if id(sample) not in self._finer:
            self._finer[id(sample)] = self.measure(self.problem, sample.point)
        return self._finer[id(sample)]

    def fits(self, values: list[Matrix | None], change: Callable[[Matrix], Matrix] | None = None) -> tuple[str, ...]:
        """The layouts in which these values are right, or right after a change of the truth, at a glance."""
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


class Meeting(Trial):
    """Points at which the claim has a value, too, for claims that have one at few others."""

    def __init__(self, trial: Trial, claim: Typed) -> None:
        def measure(problem: Problem, point: Point) -> Mapping[str, Truth]:
            evaluate(claim, point.values, point.sizes)
            return trial.measure(problem, point)

        super().__init__(trial.problem, measure, trial.drawn, sizes=trial.sizes, digits=trial.digits)


class OtherSigns(Trial):
    """Another trial's first point with other signs of the symbols that may have either; points on either side of every
    kink; and `more` points.

    The sign of one symbol is changed at a time. Of many symbols those of about half are, so that the points are few,
    and any two symbols get each pair of signs all the same.
    """

    def __init__(self, trial: Trial, claim: Typed, more: Sequence[Point] = ()) -> None:
        super().__init__(trial.problem, trial.measure, trial.drawn, digits=trial.digits)
        self._first = trial.samples[0].point
        self._claim = claim
        self._more = more

    def _samples(self) -> Iterator[Sample]:
        for point in chain(self._more, self._mirrored(), across(self.drawn, self.problem.function, self._claim)):
            with mpmath.workdps(self.digits), suppress(OutsideDomain):
                yield Sample(point, self.measure(self.problem, point))

    def _mirrored(self) -> Iterator[Point]:
        free = [name for name, symbol in self.drawn.symbols.items() if not keeps_sign(symbol)]
        for names in _parted(free) if len(free) > _MOST_ALONE else ([name] for name in free):
            turned = {n: [[mpmath.fneg(x, exact=True) for x in row] for row in self._first.values[n]] for n in names}
            yield Point(self._first.sizes, {**self._first.values, **turned})


def _parted(names: Sequence[str]) -> Iterator[list[str]]:
    """All names, and those whose number has, or has not, a certain binary digit.

    Of any two names there is a part with both, one with the first alone and one with the second alone.
    """
    yield list(names)
    for digit in range((len(names) - 1).bit_length()):
        for wanted in (1, 0):
            yield [name for number, name in enumerate(names) if number >> digit & 1 == wanted]


def is_zero(sample: Sample) -> bool:
    """Is the truth 0 but for rounding?"""
    return all(vanishes(true.value) for true in sample.truths.values())


def vanishes(value: Matrix) -> bool:
    """Is a value 0 but for rounding?"""
    return bool(dense.largest(value) <= _ZERO)


def agreeing(
    value: Matrix, found: Mapping[str, Truth], change: Callable[[Matrix], Matrix] | None = None
) -> tuple[str, ...]:
    """The layouts in which a value is right, at a glance."""
    agrees = []
    for name, true in found.items():
        with mpmath.workdps(DIGITS):
            if change is not None:
                true = Truth(true.kind, change(true.value), None)
            if fits(value, true) and loosely(value, true):
                agrees.append(name)
    return tuple(agrees)
