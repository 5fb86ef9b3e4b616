"""What a derivation is: frozen records of sympy expressions and words. Renderers print them, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from matdiff_cli.check.typed import Problem, Target
from matdiff_cli.expressions.nodes import Node


@dataclass(frozen=True)
class Reason:
    """Why a line holds. `text` is plain words with Unicode mathematics; `latex` is set where that differs.

    @1, @2, … in them stand for `subjects`, to be spelled in the notation of the page, @f for the name of the function
    under study.
    """

    text: str
    latex: str | None = None
    subjects: tuple[Node, ...] = ()

    def words(self, spell: Callable[[Node], str], function: str = "f") -> str:
        """The plain words, the subjects spelled by `spell`."""
        return _fill(self.text.replace("@f", function), self.subjects, spell)

    def latex_words(self, spell: Callable[[Node], str], function: str = "f") -> str | None:
        """The LaTeX words, if they differ from the plain ones."""
        return None if self.latex is None else _fill(self.latex.replace("@f", function), self.subjects, spell)


def _fill(text: str, subjects: tuple[Node, ...], spell: Callable[[Node], str]) -> str:
    return re.sub(r"@(\d+)", lambda slot: spell(subjects[int(slot[1]) - 1]), text)


@dataclass(frozen=True)
class Line:
    """One line of a step: `left relation right`; `left` is None where the line goes on from the one above.

    `=` holds exactly with dX an arbitrary increment; `≈` holds up to terms of second order in the increments.
    `shown_shape`: the right side's shape is part of what the line says.
    """

    left: Node | None
    relation: str
    right: Node
    reason: Reason | None = None
    shown_shape: bool = False


@dataclass(frozen=True)
class Step:
    """A titled group of lines. `key` names the kind of step: define, let, linear, trace, back, result.

    @1, @2, … in the title stand for `subjects`, as in "Let Y = X⁻¹, find ΔY".
    """

    key: str
    title: str
    lines: tuple[Line, ...]
    subjects: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Result:
    """The answer. `kind`: gradient, jacobian, derivative, hessian or map; `value` has the layout's shape.

    `where` holds the names that a long value keeps, with what they stand for. For a map, `value` is the vec matrix.
    `differential` is the first-order change of f, linear in the target's increment.
    """

    kind: str
    value: Node
    differential: Node
    layout: str
    notes: tuple[Reason, ...] = ()
    where: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True)
class Verification:
    """What the numerical check of a derivation saw.

    `points`: at how many points the result was compared with the differences of f, to `max_relative_error`; `digits`:
    the working precision; `lines_held` of `lines` hold. `failures` says in words what does not.
    """

    passed: bool
    points: int
    max_relative_error: float
    digits: int
    lines: int
    lines_held: int
    failures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Derivation:
    """A whole derivation: the problem, f as an expression, the answer, the substitutions and the steps.

    `by` is the second target of a block of a mixed second derivative, None where that is the first target again.
    `check` is there when the derivation was checked numerically.
    """

    problem: Problem
    function: Node
    result: Result
    bindings: dict[str, Node] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    order: int = 1
    by: Target | None = None
    check: Verification | None = None
