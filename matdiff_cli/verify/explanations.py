"""Why a claim is wrong: the condition or the slip that explains it, found by trying."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import mpmath

from matdiff_cli.check.equations import Equation, claim_tree, read_claim
from matdiff_cli.check.finish import nodes
from matdiff_cli.check.typed import Problem, Symbol, Typed
from matdiff_cli.errors import MatdiffError
from matdiff_cli.types.dimension import ONE, Shape
from matdiff_cli.verify import dense
from matdiff_cli.verify.alterations import Altered, holds_target
from matdiff_cli.verify.dense import DIGITS, Matrix, OutsideDomain
from matdiff_cli.verify.differences import Truth
from matdiff_cli.verify.evaluate import evaluate
from matdiff_cli.verify.grounds import Ground, Measure, Sample
from matdiff_cli.verify.points import dimension_names
from matdiff_cli.verify.repairs import Claim, Repair
from matdiff_cli.verify.slips import CHAIN_RULE, MISSING_SCALAR, SCALAR_RULE, SLIPS, Slip

MOST_SYMMETRIC = 4
MOST_SCALARS = 12
MOST_NODES = 250
MOST_CHARACTERS = 600
"""Slips are looked for in functions, and claims, up to this size."""


class Explanation(NamedTuple):
    """A slip by name, what undoes it if that can be said, and the layout in which the claim was made."""

    slip: str
    repair: str | None = None
    layout: str | None = None


class Condition(NamedTuple):
    """What must hold for a claim to be right, and in which layout it then is."""

    words: str
    layout: str | None


class Case:
    """An equation: what its left side comes to at random points, and its right side read, tried and repaired."""

    layout = "gradient"

    def __init__(self, equation: Equation, where: Sequence[str], problem: Problem, measure: Measure) -> None:
        self.equation = equation
        self.where = where
        self.problem = problem
        self.measure = measure
        self.ground = Ground(problem, measure)
        self.fitting: Sequence[Shape] = ()

    def read(self, text: str, symbols: Mapping[str, Symbol] | None = None) -> Typed:
        """The right side, or something like it. Raises MatdiffError."""
        return read_claim(text, dict(symbols or self.problem.symbols), self.equation, self.where, self.fitting)

    def preferred(self, layouts: tuple[str, ...]) -> str | None:
        """The layout asked for, if it is among these, else the first."""
        return self.layout if self.layout in layouts else layouts[0] if layouts else None

    # --- conditions ---------------------------------------------------------------------------------------------------

    def if_symmetric(self, claim: Typed) -> Condition | None:
        """The fewest square matrices that must be symmetric for the claim to be right."""
        symbols = self.problem.symbols
        names = [n for n, s in symbols.items() if s.kind == "matrix" and s.shape[0] == s.shape[1]]
        free = [n for n in names if symbols[n].structure is None][:MOST_SYMMETRIC]
        for count in range(1, len(free) + 1):
            for chosen in combinations(free, count):
                symmetric = {n: replace(s, structure="symmetric") if n in chosen else s for n, s in symbols.items()}
                ground = Ground(self.problem, self.measure, replace(self.problem, symbols=symmetric), 3)
                found = ground.holds(claim)
                if found:
                    return Condition(f"{_listed(chosen)} symmetric", self.preferred(found))
        return None

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
        return repaired or self.by_factor(values) or forgotten or self.by_scalar(values) or self.by_scalar_rule(claim)

    def by_value(self, values: list[Matrix | None]) -> Explanation | None:
        """A slip that changes the value as a whole."""
        for slip in SLIPS:
            found = self.ground.fits(values, slip.of_value) if slip.of_value is not None else ()
            if found:
                layout = self.preferred(found)
                turned = layout != self.layout and slip.name != "transposed"
                return Explanation(f"{slip.name} and transposed" if turned else slip.name, None, layout)
        return None

    @cached_property
    def written(self) -> Claim:
        """The claim as text with its syntax tree."""
        symbols = self.problem.symbols
        constants = frozenset(symbols) - set(self.problem.target.names)
        return Claim(self.equation.right, claim_tree(self.equation, symbols), symbols, constants)

    def by_repair(self, slips: Iterable[Slip] = SLIPS) -> Explanation | None:
        """The first slip whose undoing, in one place of the text, makes the claim right."""
        if self.written.tree.height > MOST_NODES or len(self.equation.right.strip()) > MOST_CHARACTERS:
            return None
        elsewhere = None
        for slip, repair in self._repairs(slips):
            try:
                layouts = self.ground.holds(self.read(repair.text))
            except MatdiffError:
                continue
            if layouts:
                found = Explanation(slip.name, repair.change, self.preferred(layouts))
                if found.layout == self.layout:
                    return found
                elsewhere = elsewhere or found
        return elsewhere

    def _repairs(self, slips: Iterable[Slip]) -> Iterator[tuple[Slip, Repair]]:
        seen = {self.equation.right}
        for slip in slips:
            for repair in slip.of_claim(self.written) if slip.of_claim else ():
                if repair.text not in seen:
                    seen.add(repair.text)
                    yield slip, repair

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
                missing = float(1 / ratio)
                whole = abs(missing) > 1 and missing == round(missing)
                said = f"missing factor {missing:.6g}" if whole else f"off by the factor {float(ratio):.6g}"
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


def size(typed: Typed, most: int = MOST_NODES) -> int:
    """How many nodes the tree has when nothing is shared, counted up to a bound."""
    waiting, count = [typed], 0
    while waiting and count <= most:
        count += 1
        waiting.extend(waiting.pop().args)
    return count


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
