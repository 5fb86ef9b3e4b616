"""Why a claim is wrong: the slip that explains it, found by trying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property

import mpmath

from matdiff_cli.claims.alterations import Altered
from matdiff_cli.claims.claim_text import Claim, Repair
from matdiff_cli.claims.factors import MOST_NODES, Explanation, FactoredCase, size
from matdiff_cli.claims.partial_hessians import half_hessian
from matdiff_cli.claims.right_side import claim_tree, in_plain_words
from matdiff_cli.claims.slips import (
    CHANGES,
    INVERSES,
    OPPOSITE,
    OTHERS,
    SCALAR_RULE,
    SLIPS,
    STRAY_EQUALS,
    TRANSPOSES,
    Slip,
    both,
)
from matdiff_cli.claims.suspicion import Change, Expected, changed
from matdiff_cli.claims.trials import Sample, Trial, agreeing, vanishes
from matdiff_cli.claims.witness import Witness
from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.cost import dimension_names
from matdiff_cli.numbers.dense import DIGITS, Matrix, OutsideDomain
from matdiff_cli.numbers.differences import Truth
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.increments import moving_names
from matdiff_cli.typing.typed import Typed

_SEEN = 3
MOST_CHARACTERS = 600
"""Slips are looked for in functions, and claims, up to this size."""


class ExplainedCase(FactoredCase):
    """An equation with the slip that was made in it."""

    def explained(self, claim: Typed, witness: Witness | None) -> Explanation | None:
        """The slip that explains a wrong claim: the simplest one, and one in the layout asked for before others."""
        values = self.trial.values(claim)
        if all(value is None for value in values) or self.trial.fits(values):
            return None  # without a value, or right at so many points that these tell nothing
        self.look_at(claim, witness)
        plain = self.by_value(values)
        if plain is not None:
            return plain
        repaired = self.by_repair(OTHERS)
        if repaired is not None and repaired.layout == self.layout:
            return repaired
        forgotten = self.by_forgetting(values)
        if forgotten is not None and " and " not in forgotten.slip:
            return forgotten
        half = half_hessian(self.trial, self.layout, values) if self.order == 2 else None
        one = (
            repaired
            or (half and Explanation(half, None, self.layout))
            or self.by_factor(values)
            or self.by_repair(INVERSES)
            or self.by_scalar(values)
        )
        return one or forgotten or self.by_stray_equals(values) or self.by_two_slips() or self.by_scalar_rule(claim)

    def by_value(self, values: list[Matrix | None]) -> Explanation | None:
        """A slip that changes the value as a whole."""
        for slip in SLIPS:
            if slip.of_value is None:
                continue
            found = self.everywhere(changed(slip.of_value), self.trial.fits(values, slip.of_value))
            if found:
                layout = self.preferred(found)
                if layout != self.layout and slip.name != "transposed" and self.looks_as_asked(values):
                    return Explanation(both(slip.name, "transposed"))
                return Explanation(slip.name, None, layout)
        return None

    @cached_property
    def written(self) -> Claim:
        """The claim as text with its syntax tree."""
        symbols = self.problem.symbols
        moving = moving_names(self.problem)
        constants = frozenset(symbols) - {*moving, *("d" + name for name in moving)}
        equation = replace(self.equation, right=in_plain_words(self.equation.right, symbols))
        return Claim(equation.right, claim_tree(equation, symbols), symbols, constants)

    @property
    def is_long(self) -> bool:
        """Is the claim too long for repairs?"""
        return self.written.tree.height > MOST_NODES or len(self.written.text.strip()) > MOST_CHARACTERS

    def by_transposing(self, claim: Typed, witness: Witness | None) -> Explanation | None:
        """A slip that a symmetric matrix makes up for."""
        values = self.trial.values(claim)
        if self.trial.fits(values):
            return None
        self.look_at(claim, witness)
        turned = self.everywhere(changed(dense.transpose), self.trial.fits(values, dense.transpose))
        return Explanation("transposed", None, self.layout) if turned else self.by_repair(TRANSPOSES)

    def by_repair(self, slips: Iterable[Slip] = SLIPS) -> Explanation | None:
        """The first slip whose undoing, in one place of the text, makes the claim right."""
        if self.is_long:
            return None
        elsewhere = None
        for slip, repair, claim in self._repairs(slips):
            layouts = self.confirmed(claim, self.trial, self.trial.holds(claim), self.against)
            if layouts and self.is_defined(claim, getattr(self, "claim", None)):
                found = Explanation(slip.name, repair.change, self.preferred(layouts))
                if found.layout == self.layout:
                    return found
                elsewhere = elsewhere or found
        return elsewhere

    def _repairs(self, slips: Iterable[Slip]) -> Iterator[tuple[Slip, Repair, Typed]]:
        """The repairs that can be read."""
        seen = {self.written.text}
        for slip in slips:
            for repair in slip.of_claim(self.written) if slip.of_claim else ():
                if repair.text not in seen:
                    seen.add(repair.text)
                    with suppress(MatdiffError):
                        yield slip, repair, self.read(repair.text)

    def by_two_slips(self) -> Explanation | None:
        """A slip that is undone in the text, together with one that changes the value."""
        if self.is_long:
            return None
        glance = Trial(self.trial.problem, self.measure, count=1)
        wrong = self.claim
        for slip, _, claim in self._repairs(SLIPS):
            value = glance.values(claim)
            if value[0] is None or vanishes(value[0]):  # 0 is what every slip makes of 0
                continue
            for other in CHANGES:
                if {slip.name, other.name} == OPPOSITE:
                    continue
                if other.of_value is not None and other is not slip and glance.fits(value, other.of_value):
                    self.look_at(claim, None)
                    layouts = self.trial.fits(self.trial.values(claim), other.of_value)
                    if self.layout in self.everywhere(changed(other.of_value), layouts) and self.is_defined(
                        claim, wrong
                    ):
                        return Explanation(both(slip.name, other.name), None, self.layout)
            for name, altered, truths in self._forgotten:
                if name != slip.name and self.layout in agreeing(value[0], truths[0] or {}):
                    self.look_at(claim, None)
                    layouts = self.trial.fits_truths(self.trial.values(claim), truths)
                    if self.layout in self.everywhere(self._of_altered(altered), layouts) and self.is_defined(
                        claim, wrong
                    ):
                        return Explanation(both(slip.name, name), None, self.layout)
        self.look_at(wrong, None)
        return None

    def by_forgetting(self, values: list[Matrix | None]) -> Explanation | None:
        """A slip that forgets a part of the function, alone or together with one that changes the value."""
        changes: list[tuple[str, Change | None]] = [("", None)]
        changes += [(slip.name, slip.of_value) for slip in SLIPS if slip.of_value is not None]
        for also, change in changes:
            for name, altered, truths in self._forgotten:
                layouts = self.trial.fits_truths(values, truths, change)
                layouts = self.everywhere(self._of_altered(altered, change), layouts)
                if layouts:
                    said = both(name, also) if also else name
                    return Explanation(said, None, None if altered.by_inner else self.preferred(layouts))
        return None

    @cached_property
    def _forgotten(self) -> list[tuple[str, Altered, list[Mapping[str, Truth] | None]]]:
        """What is left of the derivative where parts of the function are forgotten, at the first points."""
        problem = self.trial.problem
        if not problem.target.names or size(problem.function) > MOST_NODES:
            return []
        found = []
        samples = self.trial.samples
        for slip in SLIPS:
            for altered in slip.of_function(problem) if slip.of_function else ():
                truths: list[Mapping[str, Truth] | None] = [None] * len(samples)
                for index, sample in enumerate(samples[:_SEEN]):
                    with mpmath.workdps(DIGITS), suppress(OutsideDomain, ValueError):
                        truths[index] = self._of_altered(altered)(sample)
                found.append((slip.name, altered, truths))
        return found

    def _of_altered(self, altered: Altered, change: Change | None = None) -> Expected:
        def expected(sample: Sample) -> Mapping[str, Truth]:
            found = self.measure(altered.problem, altered.at(sample.point))
            return found if change is None else changed(change)(replace(sample, truths=found))

        return expected

    def by_stray_equals(self, values: list[Matrix | None]) -> Explanation | None:
        """A claim that is the function itself."""
        if self.measured is not None:
            return None

        def itself(sample: Sample) -> Mapping[str, Truth]:
            with mpmath.workdps(DIGITS):
                value = evaluate(self.trial.problem.function, sample.point.values, sample.point.sizes)
            return {self.layout: Truth("value", value)}

        layouts = self.trial.fits_truths(values, [itself(sample) for sample in self.trial.samples])
        return Explanation(STRAY_EQUALS) if self.everywhere(itself, layouts) else None

    def by_scalar_rule(self, claim: Typed) -> Explanation | None:
        """A claim that is right where all sizes are 1."""
        if not self.problem.target.names or not dimension_names(self.trial.problem):
            return None
        trial = Trial(self.trial.problem, self.measure, count=3, sizes=(1,))
        return Explanation(SCALAR_RULE) if trial.samples and self.holds(claim, trial) else None
