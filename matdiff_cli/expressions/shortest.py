"""The form of an expression that has least to read."""

from __future__ import annotations

from collections.abc import Iterator

from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.alternatives import common, products, quotients
from matdiff_cli.expressions.alternatives.form import Form, Rewrite
from matdiff_cli.expressions.decompositions import has_loose_scalars, split_coefficient, weight
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import Node, Number, Power, Product, Sum, Transpose
from matdiff_cli.expressions.nodes.base import marks
from matdiff_cli.expressions.tidy import rebuild

_OPENED = (
    nodes.HadamardProduct,
    nodes.Kronecker,
    nodes.Linear,
    nodes.Literal,
    nodes.Power,
    nodes.Product,
    nodes.Sum,
)
"""Kinds whose parts are worked on; what stands in others, such as the functions of a problem, stays as it is."""

_REWRITTEN = marks(nodes.Sum, nodes.Ones, nodes.Literal, nodes.Kronecker, nodes.Vec, nodes.DiagonalPart)
"""What holds none of these, nor loose scalars, nor both of the following, has no other form."""

_SCALED, _INVERTED = marks(nodes.HadamardProduct), marks(nodes.Inverse)
"""What may be a diagonal matrix between others, and cancels there."""

_MOST_PARTS = 24


Shortest = tuple[Node, tuple[Rewrite, ...]]
"""The shortest form that was found, and what was rewritten on the way to it."""


def shortest(node: Node) -> Shortest:
    """The node with its parts in their shortest forms, and what was rewritten, inner parts first."""
    if not isinstance(node, _OPENED) or len(node.args) > _MOST_PARTS:
        return node, ()
    scaled = node.held & _SCALED and node.held & _INVERTED
    if not (node.held & _REWRITTEN or scaled or has_loose_scalars(node)):
        return node, ()
    return _shortest(node)


@remember
def _shortest(node: Node) -> Shortest:
    rewrites: tuple[Rewrite, ...] = ()
    if isinstance(node, Sum):
        node = _positive_first(node)
    if node.is_scalar or not isinstance(node, Power):  # the base of a matrix power stays as it was grouped
        node, rewrites = _over_shortest(node)
    if isinstance(node, (Product, Sum)) and all(map(_is_short, node.args)):
        return node, rewrites
    forms = (form for module in (products, common, quotients) for form in module.FORMS.get(type(node), _none)(node))
    best: Form = min((Form("", node), *forms), key=lambda form: _length(form.node))  # of equals the first
    if best.node is node:
        return node, rewrites
    found, others = shortest(best.node)
    return found, (*rewrites, Rewrite(best.rule, node, best.node), *others)


def _length(node: Node) -> tuple[int, int]:
    """How much there is to read: of diag(vec(M)), a row for every entry of M, as little as can be."""
    diagonals = node.atoms(nodes.Diag) if node.holds(nodes.Vec) else ()
    return sum(isinstance(diagonal.args[0], nodes.Vec) for diagonal in diagonals), weight(node)


def _over_shortest(node: Node) -> Shortest:
    """The node over the shortest forms of its parts; what was rewritten in several of them is told once."""
    found = [shortest(part) for part in node.parts]
    rewrites = dict.fromkeys(rewrite for _, more in found for rewrite in more)
    args = (*node.args[: len(node.args) - len(found)], *[part for part, _ in found])
    return node if args == node.args and not has_loose_scalars(node) else rebuild(node, args), tuple(rewrites)


def _is_short(node: Node) -> bool:
    """A symbol, a number or the transpose of a symbol: products and sums of such have no other form."""
    return not node.parts or (isinstance(node, Transpose) and not node.parts[0].parts)


def _positive_first(node: Node) -> Node:
    """t − s rather than −s + t and s − 1 rather than −1 + s, of scalars; a number stays behind: −10 y + 1"""
    positive = [term for term in node.args if split_coefficient(term)[0].p > 0]
    if not node.is_scalar or not positive or positive[0] is node.args[0]:
        return node
    if any(isinstance(term, Number) for term in positive):
        return node
    return Sum(positive[0], *(term for term in node.args if term is not positive[0]))


def _none(node: Node) -> Iterator[Form]:
    return iter(())
