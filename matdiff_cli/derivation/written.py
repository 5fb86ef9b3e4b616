"""Expressions as they are written on a line: sums with nothing collected, pairings of a multiplier with a node."""

from __future__ import annotations

from typing import NamedTuple

from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.decompositions import product_of, split_coefficient, split_scalars, terms, weight
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import ONE, Increment, Node, Sum, Trace, Transpose


def plus(*parts: Node) -> Node:
    """A sum as it is written: flat, nothing collected."""
    flat: list[Node] = []
    for part in parts:
        flat += terms(part)
    return flat[0] if len(flat) == 1 else Sum(*flat)


def times(left: Node, right: Node) -> Node:
    """The product as it is written: one coefficient, the other scalars, the chain."""
    (first, left), (second, right) = split_coefficient(left), split_coefficient(right)
    (scalars, chain), (others, rest) = split_scalars(left), split_scalars(right)
    if chain and rest and left.is_scalar and right.is_scalar:  # (x'y) (a'b)
        chain, rest = [product_of(chain)], [product_of(rest)]
    parts = [f for f in (*scalars, *others, *chain, *rest) if f is not ONE and not isinstance(f, nodes.Identity)]
    if (coefficient := first if second is ONE.value else first * second) is not ONE.value:
        parts.insert(0, nodes.Number(coefficient))
    return product_of(parts)


class Inner(NamedTuple):
    """⟨G, E⟩ of a scalar function: G'E for vectors; for matrices tr(G'E) where `traced`, else as short as it gets."""

    traced: bool

    @remember
    def shown(self, multiplier: Node, node: Node) -> Node:
        """⟨multiplier, node⟩ as it is written; both have the same shape."""
        if algebra.is_zero(multiplier):
            return nodes.ZERO
        if node.is_scalar and not isinstance(node, Increment):
            return times(multiplier, node)
        if not (node.is_matrix and self.traced):
            if multiplier.holds(nodes.Kronecker) and node.is_vector:  # z'(I ⊗ y) Δx is not written as z'(Δx ⊗ y)
                if isinstance(node, Increment) and node.is_column:
                    return times(algebra.transpose(multiplier), node)
                if isinstance(node, Transpose) and isinstance(node.args[0], Increment):
                    return times(multiplier, node.args[0])
            found = algebra.inner_product(multiplier, node)
            if not (isinstance(found, Trace) and isinstance(node, nodes.Diag)):
                return found
        flipped = turned(multiplier)
        apart = isinstance(node, (Increment, nodes.Diag)) or flipped.holds(nodes.Kronecker)
        return Trace(times(flipped, node) if apart else algebra.product(flipped, node))


class Stack(NamedTuple):
    """M vec(E) of a vector or matrix function; vec(E) is E for a column."""

    @remember
    def shown(self, multiplier: Node, node: Node) -> Node:
        """The multiplier, with as many columns as the node has entries, times vec(node)."""
        moved = algebra.vec(node) if node.is_vector or isinstance(node, Increment) else nodes.Vec(node)
        return times(multiplier, moved)


def turned(node: Node) -> Node:
    """The transpose as a reader expects it: B X'A + A B' rather than (A'X B' + B A')', if that is no longer."""
    whole = algebra.transpose(node)
    if not (node.is_matrix and isinstance(node, Sum)):
        return whole
    apart = algebra.add(*map(algebra.transpose, node.args))
    return apart if weight(apart) <= weight(whole) + 1 else whole


Pairing = Inner | Stack
"""How a multiplier and a node are written together."""
