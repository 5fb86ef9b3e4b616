"""What became of a claim, or of an identity: the record that is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from matdiff_cli.claims.witness import Witness
from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.dimension import Shape
from matdiff_cli.typing.typed import Problem

BOTH_DEFINED = "both sides are defined"
"""The condition of a claim that is right where both sides have a value, and where one alone has one."""

Verdict = Literal["right", "layout", "condition", "wrong", "equal", "different"]


@dataclass(frozen=True)
class Judgement:
    """The verdict with its reasons.

    layout        the one in which the claim is right, or in which the slip was made.
    condition     what must hold for the claim to be right, in words.
    slip          a name of `claims.slips`, or two with " and " between.
    repair        which change of the claim makes it right.
    witness       a small point at which it is wrong.
    shape         the claim's; None where its shapes do not fit, of which `misfit` then tells, and for a bare 0.
    shapes        those that the answer has, by layout; of an identity the left side's.
    points        at how many points the claim was tried.
    differential  the claim is the first-order change of f, in dX.
    """

    problem: Problem
    is_identity: bool
    verdict: Verdict
    layout: str | None = None
    condition: str | None = None
    slip: str | None = None
    repair: str | None = None
    witness: Witness | None = None
    shape: Shape | None = None
    shapes: Mapping[str, Shape] | None = None
    misfit: MatdiffError | None = None
    points: int = 0
    order: int = 1
    differential: bool = False

    def with_notes(self) -> Judgement:
        """The judgement with what is to be known of the functions, `log is elementwise`, where it does not hold."""
        reading = self.problem.reading if self.holds else (*self.problem.reading, *self.problem.notes)
        return replace(self, problem=replace(self.problem, reading=reading))

    @property
    def is_partial(self) -> bool:
        """Is it right where both sides have a value, one of which has none somewhere?"""
        return self.condition is not None and self.condition.startswith(BOTH_DEFINED)

    @property
    def is_total(self) -> bool:
        """Is it about the change along several symbols at once, of which no derivation is written?"""
        return len(self.problem.target.names) > 1 and not self.problem.target.stacked

    @property
    def holds(self) -> bool:
        """Is it right as it stands, in some layout?"""
        return self.verdict in ("right", "layout", "equal")
