"""Facts about matrices that hold whatever their symbols are."""

from __future__ import annotations

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.nodes import (
    Diag,
    HadamardProduct,
    Identity,
    Increment,
    Inverse,
    LowerPart,
    Node,
    Power,
    Product,
    Sum,
    Transpose,
    UpperPart,
    Variable,
)


def is_orthogonal(node: Node) -> bool:
    leaf = node.args[0] if isinstance(node, Transpose) else node
    return isinstance(leaf, Variable) and leaf.structure == "orthogonal"


def is_diagonal(node: Node) -> bool:
    """Whether a square matrix is diagonal."""
    return is_lower(node) and is_upper(node)


def is_lower(node: Node) -> bool:
    """Whether a square matrix has nothing above its diagonal."""
    return _is_triangle(node, "lower")


def is_upper(node: Node) -> bool:
    """Whether a square matrix has nothing below its diagonal."""
    return _is_triangle(node, "upper")


_PARTS = {"lower": LowerPart, "upper": UpperPart}


def _is_triangle(node: Node, side: str) -> bool:
    """Sums, products, powers and inverses of matrices with that triangle have it, too."""
    if node.is_scalar or algebra.is_zero(node) or isinstance(node, (Diag, Identity, _PARTS[side])):
        return True
    if isinstance(node, (Variable, Increment)):
        variable = node.of if isinstance(node, Increment) else node
        return variable.structure in (side, "diagonal")
    if isinstance(node, Transpose):
        return _is_triangle(node.args[0], "upper" if side == "lower" else "lower")
    if isinstance(node, HadamardProduct):
        return any(_is_triangle(part, side) for part in node.args)
    if isinstance(node, (Inverse, Power, Product, Sum)):
        return all(_is_triangle(part, side) for part in node.parts)
    return False
