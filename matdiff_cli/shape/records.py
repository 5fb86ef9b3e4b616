"""What is found of a function's shape: the verdict, its proof, or a point that refutes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from matdiff_cli.derivation.records import Derivation, Note
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.numbers.dense import Matrix
from matdiff_cli.typing.typed import Problem

Verdict = Literal["affine", "strictly convex", "convex", "strictly concave", "concave", "neither", "unknown"]


@dataclass(frozen=True)
class Witness:
    """Where a function bends down: values of all symbols and a direction of the target, with vᵀ H v < 0 there.

    `curvature` is vᵀ H v. Where the function has no second derivative it is f(x + v) + f(x − v) − 2 f(x) < 0, and
    `ends` are x − v and x + v.
    """

    point: Mapping[str, Matrix]
    direction: Mapping[str, Matrix]
    curvature: float
    ends: tuple[Mapping[str, Matrix], Mapping[str, Matrix]] | None = None


@dataclass(frozen=True)
class Shape:
    """What became of the question whether a function is convex in its target.

    `proof` has the steps of the proof, and the Hessian for its result where the proof rests on that (`order` is 2).
    `conditions` say where the proof holds, or when more is true. With `witness` the function is not convex; it is
    `neither` if it is not concave either. `hint` says which declarations would make it convex.
    """

    problem: Problem
    verdict: Verdict
    function: Node
    conditions: tuple[Note, ...] = ()
    proof: Derivation | None = None
    witness: Witness | None = None
    hint: str | None = None
    points: int = 0

    @property
    def is_proved(self) -> bool:
        """Whether there is a proof of convexity or concavity."""
        return self.verdict not in ("neither", "unknown")
