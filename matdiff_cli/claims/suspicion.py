"""Is a wrong claim what some slip makes of the truth? At every point, not at those alone that gave the suspicion."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property

import mpmath

from matdiff_cli.claims.case import Case
from matdiff_cli.claims.trials import OtherSigns, Sample, agreeing
from matdiff_cli.claims.witness import Witness
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import DIGITS, Matrix, OutsideDomain
from matdiff_cli.numbers.differences import Truth
from matdiff_cli.numbers.points import Point
from matdiff_cli.typing.typed import Typed

Change = Callable[[Matrix], Matrix]
Expected = Callable[[Sample], Mapping[str, Truth]]
"""What a claim is at a sample if some slip was made in it."""


class SuspectedCase(Case):
    """An equation whose claim is wrong, held against what slips make of the truth.

    A slip is named only if the claim is what that slip makes of the truth, or is right once the slip is mended, at
    every point: with other signs, on both sides of every kink and where the claim was seen to be wrong, too.
    """

    claim: Typed
    """The claim that is looked at; there is none where its shapes do not fit."""

    against: Sequence[Point] = ()
    """Points at which the claim was seen to be wrong."""

    def look_at(self, claim: Typed, witness: Witness | None) -> None:
        """Take up another claim, which was seen to be wrong at the point of a witness."""
        self.claim = claim
        self.against = [witness.point] if witness is not None else []
        self.__dict__.pop("_elsewhere", None)

    @cached_property
    def _elsewhere(self) -> list[tuple[Matrix, Sample]]:
        """The claim where the first points do not tell enough."""
        other = OtherSigns(self.trial, self.claim, self.against)
        samples = zip(other.values(self.claim), other.samples, strict=True)
        return [(value, sample) for value, sample in samples if value is not None]

    def everywhere(self, expected: Expected, layouts: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the layouts in which the claim is what is expected, elsewhere too."""
        for value, sample in self._elsewhere if layouts else ():
            with mpmath.workdps(DIGITS), suppress(OutsideDomain, ZeroDivisionError):
                found = expected(sample)
                layouts = agreeing(value, {name: found[name] for name in layouts if name in found})
                if not layouts:
                    return ()
        return layouts

    def is_defined(self, repaired: Typed, claim: Typed | None) -> bool:
        """Has a repaired claim a value wherever the claim has one? What has one where n = 1 alone explains nothing."""
        lost = [value is None for value in self.trial.values(repaired)]
        if claim is None or not any(lost):
            return not any(lost)
        return not any(map(operator.and_, lost, (value is not None for value in self.trial.values(claim))))

    def looks_as_asked(self, values: list[Matrix | None]) -> bool:
        """Have these values the shape of the answer in the layout asked for?"""
        shapes = [dense.shape(sample.truths[self.layout].value) for sample in self.trial.samples]
        return all(v is None or dense.shape(v) == shape for v, shape in zip(values, shapes, strict=True))


def changed(change: Change) -> Expected:
    """What a slip that changes the value makes of the truth."""
    return lambda sample: {n: Truth(true.kind, change(true.value)) for n, true in sample.truths.items()}
