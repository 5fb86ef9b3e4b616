"""One equation on trial: its sides, the points at which they are compared, and where one of them has no value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from matdiff_cli.claims.equation import Equation
from matdiff_cli.claims.equations import is_nothing
from matdiff_cli.claims.judgement import BOTH_DEFINED, Judgement
from matdiff_cli.claims.right_side import claim_tree, read_claim
from matdiff_cli.claims.trials import Measure, Meeting, OtherSigns, Trial, is_zero
from matdiff_cli.claims.witness import find_gap
from matdiff_cli.languages import phrase, together
from matdiff_cli.numbers.cost import digits_for, dimension_names
from matdiff_cli.numbers.domains import INVERTIBLE, is_undefined, requirements
from matdiff_cli.numbers.points import Point
from matdiff_cli.syntax.tree import walk
from matdiff_cli.typing.dimension import ONE, Dimension, Shape
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.typed import Problem, Symbol, Typed

_FEWEST_MET = 3
"""From so few points at least it is seen that sizes are equal: seldom are they so by chance."""


class Case:
    """An equation: what its left side comes to at random points, and its right side read and tried."""

    layout = "gradient"
    order = 1

    def __init__(self, equation: Equation, where: Sequence[str], problem: Problem, measure: Measure) -> None:
        self.equation = equation
        self.where = where
        self.problem = problem
        self.measure = measure
        numbers = [node.value for node in nodes(problem.function)]
        numbers += [tree.value for tree in walk(claim_tree(equation, problem.symbols))]
        self.digits = digits_for(numbers)
        self.trial = Trial(problem, measure, digits=self.digits)
        self.fitting: Sequence[Shape] = ()
        self.measured: Typed | None = None
        """The left side of an identity."""

    def read(self, text: str, problem: Problem | None = None, reading: list[str] | None = None) -> Typed:
        """The right side, or something like it, in the names of the problem. Raises MatdiffError.

        `reading` takes the words for what is not read to the letter.
        """
        problem = problem or self.problem
        sizes = Dimension(1, tuple(sorted(dimension_names(problem))))
        known = {**problem.symbols, "": Symbol("", "vector", (sizes, ONE))}  # its shape makes all sizes known
        return read_claim(text, known, self.equation, self.where, self.fitting, reading)

    def preferred(self, layouts: tuple[str, ...]) -> str | None:
        """The layout asked for, if it is among these, else the first."""
        return self.layout if self.layout in layouts else layouts[0] if layouts else None

    def holds(self, claim: Typed, trial: Trial) -> tuple[str, ...]:
        """The layouts in which a claim is right, whatever the signs of the symbols."""
        return self.confirmed(claim, trial, trial.holds(claim))

    def confirmed(
        self, claim: Typed, trial: Trial, layouts: tuple[str, ...], more: Sequence[Point] = ()
    ) -> tuple[str, ...]:
        """Those of the layouts in which a claim is right with other signs, beside every kink, and at `more`."""
        if not layouts:
            return ()
        other = OtherSigns(trial, claim, more) if more else trial.other_signs(claim)
        if all(value is None for value in other.values(claim)):
            return layouts
        right = other.holds(claim, finely=True)
        return tuple(layout for layout in layouts if layout in right)

    # --- where a side has no value ------------------------------------------------------------------------------------

    def gaps(self, claim: Typed, trial: Trial) -> list[tuple[Typed, Point]]:
        """The sides that have no value at points where the other has one; of a derivative only the claim.

        A derivative that is 0 as a matrix is never invertible, such as that of |X'X| for an X with few rows, is no gap.
        """
        if is_nothing(claim):
            return []
        samples = (*trial.samples, *(trial.other_signs(claim).samples if trial.samples else ()))
        found = []
        for sample in samples:
            if is_undefined(claim, sample.point):
                facts = requirements(claim, sample.point, self.equation.text)
                singular = facts and all(fact.endswith(INVERTIBLE) for fact in facts)
                if self.measured is not None or not singular or not is_zero(sample):
                    found.append((claim, sample.point))
        if self.measured is not None:
            found += [(self.measured, p) for p in trial.outside if trial.has_value(claim, p)]
        return found

    def meeting(self, claim: Typed) -> tuple[str, ...]:
        """The layouts in which a claim is right at points where both sides have a value."""
        trial = Meeting(self.trial, claim)
        return self.confirmed(claim, trial, trial.holds(claim, finely=True)) if trial.samples else ()

    def partial(
        self, base: Judgement, claim: Typed, gaps: list[tuple[Typed, Point]], layouts: tuple[str, ...]
    ) -> Judgement:
        """The verdict on a claim that is right where both sides have a value."""
        text = "" if self.where else self.equation.text
        words = dict.fromkeys(self._sizes_met(claim))
        words |= dict.fromkeys(fact for side, point in gaps for fact in requirements(side, point, text))
        condition = phrase(BOTH_DEFINED)
        if words:
            condition = phrase("{what}: {where}", what=condition, where=together(", ", tuple(words)))
        shown = find_gap(self.problem, claim, self.measure, self.measured)
        return replace(base, verdict="condition", condition=condition, layout=self.preferred(layouts), witness=shown)

    def _sizes_met(self, claim: Typed) -> list[str]:
        """Which sizes are equal wherever both sides have a value, as m and n are for (AA')⁻¹ and (A'A)⁻¹."""
        met = [sample.point.sizes for sample in Meeting(self.trial, claim).samples]
        pairs = combinations(dimension_names(self.problem), 2) if len(met) >= _FEWEST_MET else ()
        return [f"{a} = {b}" for a, b in pairs if all(sizes[a] == sizes[b] for sizes in met)]
