"""Why a claim is wrong: the slip that explains it, found by trying."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import mpmath

from matdiff_cli.check.equations import Equation, claim_tree, read_claim
from matdiff_cli.check.finish import nodes
from matdiff_cli.check.typed import Problem, Symbol, Typed
from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax.tree import walk
from matdiff_cli.types.dimension import ONE, Dimension, Shape
from matdiff_cli.verify import dense
from matdiff_cli.verify.alterations import Altered, holds_target
from matdiff_cli.verify.dense import DIGITS, Matrix, OutsideDomain
from matdiff_cli.verify.differences import Truth
from matdiff_cli.verify.effort import digits_for, dimension_names
from matdiff_cli.verify.evaluate import evaluate
from matdiff_cli.verify.grounds import Ground, Measure, OtherSigns, Sample
from matdiff_cli.verify.halves import half_hessian
from matdiff_cli.verify.increments import moving_names
from matdiff_cli.verify.slips import (
    CHAIN_RULE,
    FACTORS,
    MISSING_SCALAR,
    SCALAR_RULE,
    SLIPS,
    TRANSPOSES,
    Slip,
)
from matdiff_cli.verify.written import Claim, Repair

MOST_SCALARS = 12
MOST_NODES = 250
MOST_CHARACTERS = 600
"""Slips are looked for in functions, and claims, up to this size."""


class Explanation(NamedTuple):
    """A slip by name, what undoes it if that can be said, and the layout in which the claim was made."""

    slip: str
    repair: str | None = None
    layout: str | None = None


class Case:
    """An equation: what its left side comes to at random points, and its right side read, tried and repaired."""

    layout = "gradient"
    order = 1

    def __init__(self, equation: Equation, where: Sequence[str], problem: Problem, measure: Measure) -> None:
        self.equation = equation
        self.where = where
        self.problem = problem
        self.measure = measure
        numbers = [
            *(n.value for n in nodes(problem.function)),
            *(t.value for t in walk(claim_tree(equation, problem.symbols))),
        ]
        self.digits = digits_for(numbers)
        self.ground = Ground(problem, measure, digits=self.digits)
        self.fitting: Sequence[Shape] = ()

    def read(self, text: str, problem: Problem | None = None) -> Typed:
        """The right side, or something like it, in the names of the problem. Raises MatdiffError."""
        problem = problem or self.problem
        sizes = Dimension(1, tuple(sorted(dimension_names(problem))))
        known = {**problem.symbols, "": Symbol("", "vector", (sizes, ONE))}  # its shape makes all sizes known
        return read_claim(text, known, self.equation, self.where, self.fitting)

    def holds(self, claim: Typed, ground: Ground) -> tuple[str, ...]:
        """The layouts in which a claim is right, whatever the signs of the symbols."""
        return self.confirmed(claim, ground, ground.holds(claim))

    def confirmed(self, claim: Typed, ground: Ground, layouts: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the layouts in which a claim is right with other signs, and on either side of every kink, too."""
        if not layouts:
            return ()
        other = OtherSigns(ground, claim)
        if all(value is None for value in other.values(claim)):
            return layouts
        right = other.holds(claim, finely=True)
        return tuple(layout for layout in layouts if layout in right)

    def preferred(self, layouts: tuple[str, ...]) -> str | None:
        """The layout asked for, if it is among these, else the first."""
        return self.layout if self.layout in layouts else layouts[0] if layouts else None

    # --- slips --------------------------------------------------------------------------------------------------------

    def explained(self, claim: Typed) -> Explanation | None:
        """The slip that explains a wrong claim: the simplest one, and one in the layout asked for before others."""
        values = self.ground.values(claim)
        if all(value is None for value in values):
            return None
        plain = self.by_value(values)
        if plain is not None:
            return plain
        repaired = self.by_repair()
        if repaired is not None and repaired.layout == self.layout:
            return repaired
        forgotten = self.by_forgetting(values)
        if forgotten is not None and " and " not in forgotten.slip:
            return forgotten
        half = half_hessian(self.ground, self.layout, values) if self.order == 2 else None
        one = (
            repaired
            or (half and Explanation(half, None, self.layout))
            or self.by_factor(values)
            or forgotten
            or self.by_scalar(values)
        )
        return one or self.by_two_slips() or self.by_scalar_rule(claim)

    def by_value(self, values: list[Matrix | None]) -> Explanation | None:
        """A slip that changes the value as a whole."""
        for slip in SLIPS:
            found = self.ground.fits(values, slip.of_value) if slip.of_value is not None else ()
            if found:
                layout = self.preferred(found)
                if layout != self.layout and slip.name != "transposed" and self.looks_as_asked(values):
                    return Explanation(f"{slip.name} and transposed")
                return Explanation(slip.name, None, layout)
        return None

    def looks_as_asked(self, values: list[Matrix | None]) -> bool:
        """Have these values the shape of the answer in the layout asked for?"""
        shapes = [dense.shape(sample.truths[self.layout].value) for sample in self.ground.samples]
        return all(v is None or dense.shape(v) == shape for v, shape in zip(values, shapes, strict=True))

    @cached_property
    def written(self) -> Claim:
        """The claim as text with its syntax tree."""
        symbols = self.problem.symbols
        moving = moving_names(self.problem)
        constants = frozenset(symbols) - {*moving, *("d" + name for name in moving)}
        return Claim(self.equation.right, claim_tree(self.equation, symbols), symbols, constants)

    @property
    def is_long(self) -> bool:
        """Is the claim too long for repairs?"""
        return self.written.tree.height > MOST_NODES or len(self.equation.right.strip()) > MOST_CHARACTERS

    def by_transposing(self, claim: Typed) -> Explanation | None:
        """A slip that a symmetric matrix makes up for."""
        values = self.ground.values(claim)
        if self.ground.fits(values):
            return None
        turned = self.ground.fits(values, dense.transpose)
        return Explanation("transposed", None, self.layout) if turned else self.by_repair(TRANSPOSES)

    def by_repair(self, slips: Iterable[Slip] = SLIPS) -> Explanation | None:
        """The first slip whose undoing, in one place of the text, makes the claim right."""
        if self.is_long:
            return None
        elsewhere = None
        for slip, repair, claim in self._repairs(slips):
            layouts = self.ground.holds(claim)
            if layouts:
                found = Explanation(slip.name, repair.change, self.preferred(layouts))
                if found.layout == self.layout:
                    return found
                elsewhere = elsewhere or found
        return elsewhere

    def _repairs(self, slips: Iterable[Slip]) -> Iterator[tuple[Slip, Repair, Typed]]:
        """The repairs that can be read."""
        seen = {self.equation.right}
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
        glance = Ground(self.ground.problem, self.measure, count=1)
        for slip, _, claim in self._repairs(SLIPS):
            for other in FACTORS:
                if glance.fits(glance.values(claim), other.of_value):
                    layouts = self.ground.fits(self.ground.values(claim), other.of_value)
                    if self.layout in layouts:
                        return Explanation(f"{slip.name} and {other.name}", None, self.layout)
        return None

    def by_forgetting(self, values: list[Matrix | None]) -> Explanation | None:
        """A slip that forgets a part of the function, alone or together with one that changes the value."""
        problem = self.ground.problem
        if not problem.target.names or size(problem.function) > MOST_NODES:
            return None
        found = []
        for slip in SLIPS:
            for altered in slip.of_function(problem) if slip.of_function else ():
                truths = self._truths_of(altered, values)
                if truths is not None:
                    found.append((slip.name, altered.by_inner, truths))
        changes: list[tuple[str, Callable[[Matrix], Matrix] | None]] = [("", None)]
        changes += [(f" and {slip.name}", slip.of_value) for slip in SLIPS if slip.of_value is not None]
        for also, change in changes:
            for name, by_inner, truths in found:
                layouts = self.ground.fits_truths(values, truths, change)
                if layouts:
                    return Explanation(name + also, None, None if by_inner else self.preferred(layouts))
        return None

    def _truths_of(self, altered: Altered, values: list[Matrix | None]) -> list[Mapping[str, Truth] | None] | None:
        """What an altered function's derivative is at the first points; None where nothing has the claim's shape."""
        found: list[Mapping[str, Truth] | None] = [None] * len(values)
        for index, (value, sample) in enumerate(zip(values[:3], self.ground.samples, strict=False)):
            if value is None:
                continue
            with mpmath.workdps(DIGITS):
                try:
                    truths = self.measure(altered.problem, altered.at(sample.point))
                except (OutsideDomain, ValueError):
                    return None
            shapes = {dense.shape(true.value) for true in truths.values()}
            if not {dense.shape(value), dense.shape(value)[::-1]} & shapes:
                return None
            found[index] = truths
        return found

    def by_factor(self, values: list[Matrix | None]) -> Explanation | None:
        """A claim that is off by a constant factor."""
        pairs = zip(values, self.ground.samples, strict=True)
        value, sample = next((value, sample) for value, sample in pairs if value is not None)
        for layout in dict.fromkeys((self.layout, *sample.truths)):
            true = sample.truths[layout].value
            if dense.shape(value) != dense.shape(true) or dense.largest(value) == 0:
                continue
            with mpmath.workdps(DIGITS):
                entries = [pair for rows in zip(value, true, strict=True) for pair in zip(*rows, strict=True)]
                claimed, correct = max(entries, key=lambda pair: abs(pair[0]))
                ratio = claimed / correct if correct else mpmath.mpf(0)
            if ratio and self.ground.fits(values, lambda true, ratio=ratio: dense.scale(true, ratio)):  # type: ignore[misc]
                said = ("sign and " if ratio < 0 else "") + _off_by(abs(float(ratio)))
                return Explanation(said, None, layout)
        return None

    def by_scalar(self, values: list[Matrix | None]) -> Explanation | None:
        """A claim that lacks a scalar part of the function, or its reciprocal, as a factor."""
        names = self.problem.target.names
        if size(self.ground.problem.function) > MOST_NODES:
            return None
        scalars = {id(n): n for n in nodes(self.ground.problem.function) if n.shape == (ONE, ONE) and n.op != "number"}
        for node in list(scalars.values())[:MOST_SCALARS]:
            for power in (1, -1):
                truths = [self._without(node, power, sample) for sample in self.ground.samples]
                layouts = self.ground.fits_truths(values, truths)
                if layouts:
                    name = CHAIN_RULE if holds_target(node, names) else MISSING_SCALAR
                    return Explanation(name, None, self.preferred(layouts))
        return None

    def _without(self, node: Typed, power: int, sample: Sample) -> Mapping[str, Truth] | None:
        """The truth divided by a power of a scalar part of the function."""
        with mpmath.workdps(DIGITS):
            try:
                factor = evaluate(node, sample.point.values, sample.point.sizes)[0][0] ** -power
            except (OutsideDomain, ZeroDivisionError):
                return None
            return {n: replace(true, value=dense.scale(true.value, factor)) for n, true in sample.truths.items()}

    def by_scalar_rule(self, claim: Typed) -> Explanation | None:
        """A claim that is right where all sizes are 1."""
        if not self.problem.target.names or not dimension_names(self.ground.problem):
            return None
        ground = Ground(self.ground.problem, self.measure, count=3, sizes=(1,))
        return Explanation(SCALAR_RULE) if ground.samples and ground.holds(claim) else None


def _off_by(ratio: float) -> str:
    if 1 / ratio == round(1 / ratio):
        return f"missing factor {1 / ratio:.6g}"
    return f"factor {ratio:.6g} too many" if ratio == round(ratio) else f"off by the factor {ratio:.6g}"


def size(typed: Typed, most: int = MOST_NODES) -> int:
    """How many nodes the tree has when nothing is shared, counted up to a bound."""
    waiting, count = [typed], 0
    while waiting and count <= most:
        count += 1
        waiting.extend(waiting.pop().args)
    return count
