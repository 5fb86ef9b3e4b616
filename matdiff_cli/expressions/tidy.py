"""Rebuilding whole expressions: into canonical form, and with some nodes replaced by others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.decompositions import terms
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import Function, Node
from matdiff_cli.expressions.nodes.base import marks

Build = Callable[..., Node]

_ANY = marks(Node)
"""What every node is."""


def _literal(rows: int, columns: int, *entries: Node) -> Node:
    return nodes.Literal(int(rows), int(columns), *entries)


SIMPLIFYING: dict[type, Build] = {
    nodes.Sum: algebra.add,
    nodes.Product: algebra.product,
    nodes.Transpose: algebra.transpose,
    nodes.Inverse: algebra.inverse,
    nodes.HadamardProduct: algebra.hadamard,
    nodes.HadamardPower: algebra.hadamard_power,
    nodes.Kronecker: algebra.kronecker,
    nodes.Trace: algebra.trace,
    nodes.Total: algebra.total,
    nodes.Diag: algebra.diag,
    nodes.DiagonalPart: algebra.diagonal_part,
    nodes.Vec: algebra.vec,
    nodes.LowerPart: algebra.lower_part,
    nodes.UpperPart: algebra.upper_part,
    nodes.FrechetExpm: algebra.frechet_expm,
}


def _power(base: Node, exponent: Node) -> Node:
    if base.is_scalar:
        return algebra.power(base, exponent)
    value = exponent.value if isinstance(exponent, nodes.Number) else 0
    return algebra.matrix_power(base, int(value))


SIMPLIFYING[nodes.Power] = _power


def rebuild(node: Node, children: tuple[Any, ...]) -> Node:
    """The simplified node of the same kind over other (simplified) children."""
    build = SIMPLIFYING.get(type(node))
    if build is not None:
        return build(*children)
    if isinstance(node, Function):
        return algebra.call(node.name, *children[3:])
    if isinstance(node, nodes.Linear):
        return algebra.apply_linear(type(node), *children)
    found: Node = node.func(*children)
    return found


def replace(node: Node, replacements: Mapping[Node, Node], *, simplify: bool = True) -> Node:
    """The expression with every node that is a key replaced.

    Simplified on the way, or kept exactly as it was written.
    """
    if not (replacements or simplify):
        return node
    if not node.parts:
        return replacements.get(node, node)
    if simplify:
        return _replaced(node, dict(replacements), rebuild, _ANY)
    return _replaced(node, dict(replacements), _as_written, marks(*map(type, replacements)))


def _replaced(node: Node, known: dict[Node, Node], build: Callable[[Node, tuple[Any, ...]], Node], held: int) -> Node:
    """What takes the place of a node, by what is known already; a part that holds none of some kinds stays.

    No closure: it would hold itself, and all nodes.
    """
    found = known.get(node)
    if found is None:
        found = node
        below = node.parts
        if below and node.held & held:
            parts = [_replaced(part, known, build, held) if part.parts else known.get(part, part) for part in below]
            found = build(node, (*node.args[: len(node.args) - len(parts)], *parts))
        known[node] = found
    return found


def _as_written(node: Node, children: tuple[Any, ...]) -> Node:
    """The same kind of node over other children; a sum that is put into a sum has no brackets."""
    if children == node.args:
        return node
    if isinstance(node, nodes.Sum):
        return nodes.Sum(*(term for child in children for term in terms(child)))
    found: Node = node.func(*children)
    return found


def tidy(node: Node) -> Node:
    """The canonical form of an expression that was built as the user typed it."""
    return _tidied(node) if node.parts else node


@remember
def _tidied(node: Node) -> Node:
    return replace(node, {})


class Occurrence:
    """Whether any of some leaves occurs in a node; each node is looked at once."""

    def __init__(self, leaves: frozenset[Node]) -> None:
        self._known: dict[Node, bool] = dict.fromkeys(leaves, True)

    def __call__(self, node: Node) -> bool:
        """Does the node hold one of the variables?"""
        known = self._known
        found = known.get(node)
        if found is None:
            found = False
            for part in node.parts:
                if self(part) if part.parts else known.get(part):
                    found = True
                    break
            known[node] = found
        return found
