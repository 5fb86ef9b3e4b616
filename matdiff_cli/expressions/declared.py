"""What the declared structure of a symbol says of it, and of its increment."""

from __future__ import annotations

from matdiff_cli.expressions.nodes import Increment, Node, Power, Transpose, Variable

STRUCTURES: dict[str, frozenset[str]] = {
    "symmetric": frozenset({"symmetric"}),
    "spd": frozenset({"symmetric", "semidefinite"}),
    "psd": frozenset({"symmetric", "semidefinite"}),
    "skew": frozenset({"skew"}),
    "diagonal": frozenset({"symmetric", "lower", "upper"}),
    "lower": frozenset({"lower"}),
    "upper": frozenset({"upper"}),
    "orthogonal": frozenset({"orthogonal"}),
    "simplex": frozenset({"not negative", "total 1"}),
}
"""Structure → what it means: of a symmetric P, `semidefinite` says v'P v ≥ 0 for every v."""

_LINEAR = frozenset({"symmetric", "skew", "lower", "upper"})
"""What a change of a matrix has in common with the matrix: it stays in a linear space."""


def declared(node: Node, property_: str) -> bool:
    """Whether a symbol has the property by its declared structure, or the increment of one has it, too."""
    if type(node) is Increment:
        return property_ in _LINEAR and declared(node.of, property_)
    return type(node) is Variable and property_ in STRUCTURES.get(node.structure, ())


def is_symmetric_leaf(node: Node) -> bool:
    """A symbol declared symmetric, or the increment of one."""
    return declared(node, "symmetric")


def is_skew_leaf(node: Node) -> bool:
    """A symbol declared skew, or the increment of one."""
    return declared(node, "skew")


def is_orthogonal(node: Node) -> bool:
    """An orthogonal symbol, its transpose, or a power of it: Q'Q = I = QQ' for a square Q, and for products of such."""
    node = _untransposed(node)
    return declared(node.args[0] if type(node) is Power else node, "orthogonal")


def sums_to_one(node: Node) -> bool:
    """Whether the entries sum to 1, whichever way the vector is turned."""
    return declared(_untransposed(node), "total 1")


def _untransposed(node: Node) -> Node:
    return node.args[0] if type(node) is Transpose else node
