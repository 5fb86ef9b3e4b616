"""Sums: like terms collected, multiples taken together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Any

import sympy

from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.decompositions import factors, split_coefficient, split_scalars
from matdiff_cli.expressions.likeness import like_key
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import (
    ONE,
    Diag,
    Increment,
    Literal,
    LowerPart,
    Node,
    Number,
    Product,
    Sum,
    Trace,
    UpperPart,
    Vec,
    Zeros,
)
from matdiff_cli.expressions.nodes.base import marks

MINUS_ONE = Number(-1)

_JOINED = Diag, LowerPart, UpperPart
"""What is written once in a sum of matrices, over the sum of its operands."""
_JOINS = marks(Literal, Vec, *_JOINED)
"""What terms hold that may be written as one."""

_BUILDERS: dict[type[Node], Callable[[Node], Node]] = {
    Diag: lambda node: algebra.diag(node),
    LowerPart: lambda node: algebra.lower_part(node),
    UpperPart: lambda node: algebra.upper_part(node),
    Vec: lambda node: algebra.vec(node),
}


def is_zero(node: Node) -> bool:
    """Is this the zero matrix (or the scalar 0), as a node?"""
    return type(node) is Zeros


def zeros(shape: tuple[nodes.Size, nodes.Size]) -> Node:
    """The zero matrix of a shape."""
    return Zeros(*shape)


def add(*terms: Node) -> Node:
    """The sum of terms of one shape, like terms collected, in order of first appearance."""
    return terms[0] if len(terms) == 1 else _sum(*terms)


@remember
def _sum(*terms: Node) -> Node:
    present = [term for term in terms if type(term) is not Zeros]
    if len(present) == 1:
        return present[0]
    collected: dict[Hashable, list[Any]] = {}
    for term in _flat_terms(present):
        coefficient, rest = split_coefficient(term)
        key = like_key(rest)
        if key in collected:
            collected[key][0] += coefficient
            if rest is not collected[key][1] and _ends_with_a_change(rest):
                collected[key][1] = rest
        else:
            collected[key] = [coefficient, rest]
    kept = [
        rest if coefficient is sympy.S.One else scale(coefficient, rest)
        for coefficient, rest in collected.values()
        if coefficient is not sympy.S.Zero
    ]
    if len(kept) > 1 and any(term.held & _JOINS for term in kept) and not kept[0].is_scalar:
        kept = _merged(kept, _is_literal, _literal_sum)
        for kind in _JOINED if kept[0].is_matrix else (Vec,):
            having = [term for term in kept if term.holds(kind)]
            shapes = {operand.shape for term in having if (operand := operand_of(kind, term)) is not None}
            if len(shapes) == 1:
                kept = _merged(kept, partial(operand_of, kind), partial(_sum_inside, kind))
    if not kept:
        return zeros(terms[0].shape)
    return kept[0] if len(kept) == 1 else Sum(*kept)


def _ends_with_a_change(node: Node) -> bool:
    """Whether the last factor is ΔX, also within a trace: x'A Δx is what the multiplier of Δx is read off."""
    last = factors(node)[-1]
    return isinstance(factors(last.args[0])[-1] if isinstance(last, Trace) else last, Increment)


def _merged(terms: list[Node], chosen: Callable[[Node], object], merge: Callable[[list[Node]], Node]) -> list[Node]:
    """Two or more terms of a kind replaced by one, in the place of the first."""
    found = [term for term in terms if chosen(term)]
    if len(found) < 2:
        return terms
    place = terms.index(found[0])
    rest = [term for term in terms if term not in found]
    return [*rest[:place], merge(found), *rest[place:]]


def _is_literal(term: Node) -> bool:
    return algebra.as_literal(term) is not None


def _literal_sum(terms: list[Node]) -> Node:
    return algebra.literal_sum([literal for literal in map(algebra.as_literal, terms) if literal is not None])


def operand_of(kind: type[Node], term: Node) -> Node | None:
    """s v for a term s diag(v), s vec(v) or s tril(v)."""
    scalars, chain = split_scalars(term)
    if len(chain) != 1 or not isinstance(chain[0], kind):
        return None
    return algebra.product(*scalars, chain[0].args[0])


def _sum_inside(kind: type[Node], terms: list[Node]) -> Node:
    """diag(u) + diag(v) = diag(u + v) and vec(A) + vec(B) = vec(A + B), and so for triangles"""
    return _BUILDERS[kind](add(*filter(None, (operand_of(kind, term) for term in terms))))


def subtract(left: Node, right: Node) -> Node:
    """left − right, of the same shape, like terms collected."""
    return add(left, negate(right))


def negate(node: Node) -> Node:
    """−node."""
    return scale(sympy.S.NegativeOne, node)


@remember
def scale(coefficient: sympy.Rational, node: Node) -> Node:
    """coefficient · node."""
    if coefficient is sympy.S.One:
        return node
    own, rest = split_coefficient(node)
    coefficient = coefficient if own is sympy.S.One else coefficient * own
    if coefficient is sympy.S.Zero or is_zero(node):
        return zeros(node.shape)
    if rest is ONE:
        return Number(coefficient)
    if isinstance(rest, Literal):
        return Literal(*rest.args[:2], *(scale(coefficient, entry) for entry in rest.entries))
    return rest if coefficient is sympy.S.One else Product(Number(coefficient), *factors(rest))


def _flat_terms(terms: Iterable[Node]) -> Iterable[Node]:
    for term in terms:
        kind = type(term)
        if kind is Sum:
            yield from _flat_terms(term.args)
        elif kind is Product and len(term.args) == 2 and term.args[0] is MINUS_ONE and type(term.args[1]) is Sum:
            yield from (negate(inner) for inner in _flat_terms(term.args[1].args))
        else:
            yield term
