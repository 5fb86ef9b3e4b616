"""What a derivation is: records of expressions, rules and words. Renderers print them, nothing else.

Nothing changes a record. The many of a page are not frozen, since to make a frozen one takes three times as long.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from matdiff_cli.expressions.equation import Formula
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.rules import RULES
from matdiff_cli.typing.typed import Problem, Target

Subject: TypeAlias = Formula | str
"""What stands in a place of words: a formula, or a word such as the number of a step."""


@dataclass(unsafe_hash=True)
class Use:
    """A rule of the table at work, with what stands in the places of its words. Raises KeyError for no such rule."""

    rule: str
    subjects: tuple[Subject, ...] = ()

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise KeyError(self.rule)


@dataclass(unsafe_hash=True)
class Reason:
    """Why a line holds: the rules that lead to it from the line above, in their order."""

    uses: tuple[Use, ...]

    @property
    def rule(self) -> str:
        """The names of the rules, as `matdiff rules` takes them."""
        return " ".join(dict.fromkeys(use.rule for use in self.uses))


@dataclass(unsafe_hash=True)
class Note:
    """A remark on an answer, in words, or a condition that `must_hold` for it. @1, @2, … stand for `subjects`."""

    text: str
    subjects: tuple[Subject, ...] = ()
    must_hold: bool = False


@dataclass(unsafe_hash=True)
class Line:
    """One line of a step: `left relation right`; `left` is None where the line goes on from the one above.

    `=` holds exactly with dX an arbitrary increment; `≈` holds up to terms of second order in the increments.
    `shown_shape`: the right side's shape is part of what the line says. `follows`: ⇒ stands before it.
    """

    left: Node | None
    relation: str
    right: Node
    reason: Reason | Note | None = None
    shown_shape: bool = False
    follows: bool = False


@dataclass(unsafe_hash=True)
class Step:
    """A titled group of lines. `key` names the kind of step: define, let, linear, trace, back, result.

    @1, @2, … in the title stand for `subjects`, as in "Let Y = X⁻¹, find ΔY".
    """

    key: str
    title: str
    lines: tuple[Line, ...]
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True)
class Result:
    """The answer. `kind`: gradient, jacobian, derivative, hessian or map; `value` has the layout's shape.

    `where` holds the names that a long value keeps, with what they stand for. For a map, `value` is the vec matrix.
    `differential` is the first-order change of f, linear in the target's increment; None where nobody asked for it.
    """

    kind: str
    value: Node
    differential: Node | None
    layout: str
    notes: tuple[Note, ...] = ()
    where: dict[str, Node] = field(default_factory=dict)

    @property
    def conditions(self) -> tuple[Note, ...]:
        """What must hold for the answer to be one."""
        return tuple(note for note in self.notes if note.must_hold)

    @property
    def remarks(self) -> tuple[Note, ...]:
        """What else there is to know about it."""
        return tuple(note for note in self.notes if not note.must_hold)


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
class Code:
    """Source that computes f and its derivative: for which `target`, in which `language`, as Markdown calls that."""

    target: str
    language: str
    source: str


@dataclass(frozen=True)
class Algorithm:
    """How to compute something: its lines, how many operations each takes, and all of them, in symbolic sizes."""

    step: Step
    flops: tuple[Node, ...]
    total: Node


@dataclass(frozen=True)
class Derivation:
    """A whole derivation: the problem, f as an expression, the answer, the substitutions and the steps.

    `by` is the second target of a block of a mixed second derivative, None where that is the first target again.
    `check` is there when the derivation was checked numerically; `code` and `cost` when they were asked for.
    """

    problem: Problem
    function: Node
    result: Result
    bindings: dict[str, Node] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    order: int = 1
    by: Target | None = None
    check: Verification | None = None
    code: Code | None = None
    cost: tuple[Algorithm, ...] = ()
