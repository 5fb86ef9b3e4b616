"""Facts about matrices that hold whatever their symbols are."""

from __future__ import annotations

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.nodes import (
    Diag,
    Function,
    HadamardPower,
    HadamardProduct,
    Identity,
    Increment,
    Inverse,
    LowerPart,
    Node,
    Number,
    Ones,
    Power,
    Product,
    SizeNumber,
    Sum,
    Total,
    Transpose,
    UpperPart,
    Variable,
)
from matdiff_cli.expressions.nodes.base import remembered
from matdiff_cli.expressions.views import rational
from matdiff_cli.functions import REGISTRY


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


@remembered
def sign_of(node: Node) -> int:
    """2 for what is positive in every entry, 1 for what is not negative, 0 where that is not seen."""
    match node:
        case Number():
            return 2 if node.value > 0 else 0
        case SizeNumber() | Ones():
            return 2
        case Variable():
            return 2 if node.all_positive else 0
        case Function():
            return {"positive": 2, "below 1": 2, "not negative": 1}.get(REGISTRY[node.name].values, 0)
        case Sum(args=(Number() | Ones() as one, Product(args=(minus, Function() as f)))):
            return 2 if sign_of(one) == 2 and rational(minus) == -1 and REGISTRY[f.name].values == "below 1" else 0
        case Sum():
            signs = list(map(sign_of, node.args))
            return max(signs) if all(signs) else 0
        case Power() | HadamardPower():
            exponent = rational(node.args[1])
            return sign_of(node.args[0]) or int(exponent is not None and exponent % 2 == 0)
        case Product() | HadamardProduct() | Total() | Transpose():
            return min(map(sign_of, node.parts))
    return 0
