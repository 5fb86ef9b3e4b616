"""What a proof by the quadratic form is made of: terms that are not negative, and their sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from matdiff_cli.derivation.records import Note, Use
from matdiff_cli.expressions.decompositions import factors
from matdiff_cli.expressions.nodes import ONE, Node, Product, Sum

Condition = Note
Map = Callable[[Node], Node]


class Unproved(Exception):
    """A form of which it is not seen that it is never negative."""


@dataclass(frozen=True)
class Term:
    """c·⟨U, N(U)⟩ ≥ 0 in a shape in which this is seen, the rule of that shape, and the grounds for ≥ 0.

    `argument` is U and `weight` N, where a negative square can be set against the term. The term is positive for V ≠ 0
    `if` all of the conditions hold; None where that is not known.
    """

    scalar: Node
    value: Node
    rule: str | None
    grounds: tuple[Use, ...]
    argument: Node | None = None
    weight: Map = field(default=lambda node: node)
    strict: tuple[Condition, ...] | None = None


Piece = Term | tuple[Node, Node]
"""A term, or (β, s) for a negative square −β s(V)²."""


@dataclass(frozen=True)
class Form:
    """A sum of terms that are not negative: what it is equal to, by which rules, why it is ≥ 0, when it is > 0."""

    value: Node
    rules: tuple[str, ...]
    grounds: tuple[Use, ...]
    strict: tuple[Condition, ...] | None


@dataclass(frozen=True)
class Side:
    """U in ⟨U, …⟩, and the conditions under which U = 0 only for V = 0; None where it may be 0 for others."""

    node: Node
    injective: tuple[Condition, ...] | None = ()


def times_as_written(scalar: Node, value: Node) -> Node:
    """scalar·value as it is written, with nothing done to the value."""
    if scalar is ONE:
        return value
    parts = [
        *factors(scalar),
        *(factors(value) if not isinstance(value, Sum) else (value,)),
    ]
    return Product(*parts)
