"""Sums: like terms collected, multiples taken together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import sympy

from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.nodes import ONE, Literal, Node, Number, Product, Sum, Zeros
from matdiff_cli.expressions.views import factors, like_key, split_coefficient

MINUS_ONE = Number(-1)


def is_zero(node: Node) -> bool:
    return isinstance(node, Zeros)


def zeros(shape: tuple[nodes.Size, nodes.Size]) -> Node:
    return Zeros(*shape)


def add(*terms: Node) -> Node:
    """The sum of terms of one shape, like terms collected, in order of first appearance."""
    collected: dict[Hashable, list] = {}
    for term in _flat_terms(terms):
        coefficient, rest = split_coefficient(term)
        entry = collected.setdefault(like_key(rest), [sympy.S.Zero, rest])
        entry[0] += coefficient
    kept = [scale(coefficient, rest) for coefficient, rest in collected.values() if coefficient != 0]
    literals = [term for term in kept if isinstance(term, Literal)]
    if len(literals) > 1:
        entries = [add(*column) for column in zip(*(literal.entries for literal in literals), strict=True)]
        kept = [*(term for term in kept if not isinstance(term, Literal)), Literal(*literals[0].args[:2], *entries)]
    if not kept:
        return zeros(terms[0].shape)
    return kept[0] if len(kept) == 1 else Sum(*kept)


def subtract(left: Node, right: Node) -> Node:
    return add(left, negate(right))


def negate(node: Node) -> Node:
    return scale(sympy.S.NegativeOne, node)


def scale(coefficient: sympy.Rational, node: Node) -> Node:
    """coefficient · node."""
    if coefficient == 1:
        return node
    own, rest = split_coefficient(node)
    coefficient = coefficient * own
    if coefficient == 0 or is_zero(node):
        return zeros(node.shape)
    if rest is ONE:
        return Number(coefficient)
    if isinstance(rest, Literal):
        return Literal(*rest.args[:2], *(scale(coefficient, entry) for entry in rest.entries))
    return rest if coefficient == 1 else Product(Number(coefficient), *factors(rest))


def _flat_terms(terms: Iterable[Node]) -> Iterable[Node]:
    for term in terms:
        if is_zero(term):
            continue
        if isinstance(term, Sum):
            yield from _flat_terms(term.args)
        elif (
            isinstance(term, Product)
            and len(term.args) == 2
            and term.args[0] is algebra.product
            and isinstance(term.args[1], Sum)
        ):
            yield from (negate(inner) for inner in _flat_terms(term.args[1].args))
        else:
            yield term
