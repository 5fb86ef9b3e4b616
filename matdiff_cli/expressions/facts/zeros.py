"""Where a square matrix is 0: above its diagonal (lower triangular), below it (upper), off it, or on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import singledispatch

from matdiff_cli.expressions import algebra, decompositions
from matdiff_cli.expressions.declared import declared
from matdiff_cli.expressions.laws import as_always
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
    Power,
    Product,
    Sum,
    Transpose,
    UpperPart,
    Variable,
    Zeros,
)
from matdiff_cli.expressions.nodes.base import remembered
from matdiff_cli.functions import REGISTRY

Fact = Callable[[Node], bool]


def is_diagonal(node: Node) -> bool:
    """Whether a square matrix has zeros everywhere off its diagonal."""
    return is_lower(node) and is_upper(node)


@remembered
@as_always
def is_lower(node: Node) -> bool:
    """Whether a square matrix has nothing but zeros above its diagonal; a scalar has nothing there."""
    return node.is_scalar or _is_triangle(node, "lower", is_lower)


@remembered
@as_always
def is_upper(node: Node) -> bool:
    """Whether a square matrix has nothing but zeros below its diagonal; a scalar has nothing there."""
    return node.is_scalar or _is_triangle(node, "upper", is_upper)


def has_zeros(node: Node) -> bool:
    """Whether some entry is 0 whatever the symbols are, as those off the diagonal are (of n×n matrices, n > 1)."""
    if node.is_scalar or isinstance(node, Zeros):
        return isinstance(node, Zeros)
    return is_lower(node) or is_upper(node) or has_zero_diagonal(node)


@remembered
@as_always
def has_zero_diagonal(node: Node) -> bool:
    """Whether a square matrix has nothing but zeros on its diagonal, as K = −K' has; what keeps zeros keeps these."""
    if not node.is_matrix or node.shape[0] != node.shape[1]:
        return False
    match node:
        case HadamardProduct():
            return any(map(has_zero_diagonal, node.args))
        case HadamardPower() | Function() if _keeps_zeros(node):
            return has_zero_diagonal(node.args[0] if isinstance(node, HadamardPower) else node.operands[0])
    return is_skew(algebra.product(*decompositions.split_scalars(node)[1]))


@remembered
@as_always
def is_skew(node: Node) -> bool:
    """Whether a square matrix is minus its own transpose, as A − A' is."""
    square = node.is_matrix and node.shape[0] == node.shape[1]
    return square and algebra.is_zero(algebra.add(node, algebra.transpose(node)))


def turned(chain: Sequence[Node]) -> tuple[Node, ...] | None:
    """The factors of minus the transpose of a product, where a minus sign is what skew factors leave; else None."""
    if sum(map(is_skew, chain)) % 2 == 0:
        return None
    return tuple(factor if is_skew(factor) else algebra.transpose(factor) for factor in reversed(chain))


def _keeps_zeros(node: Node) -> bool:
    """f(0) = 0, entry by entry; 0^p = 0 for p > 0, for other exponents it is not."""
    if isinstance(node, Function):
        return REGISTRY[node.name].keeps_zeros
    exponent = decompositions.rational(node.args[1])
    return exponent is not None and exponent > 0


@singledispatch
def _is_triangle(node: Node, side: str, has_it: Fact) -> bool:
    """Whether the matrix has the triangle of a side; `has_it` asks the same of its parts."""
    return False


@_is_triangle.register(Diag)
@_is_triangle.register(Identity)
@_is_triangle.register(Zeros)
def _(node: Node, side: str, has_it: Fact) -> bool:
    """Nothing stands off the diagonal."""
    return True


@_is_triangle.register(Variable)
@_is_triangle.register(Increment)
def _(node: Node, side: str, has_it: Fact) -> bool:
    return declared(node, side)


@_is_triangle.register
def _(node: LowerPart, side: str, has_it: Fact) -> bool:
    """What is cut off is 0; of what is left, an upper triangle leaves the diagonal."""
    return side == "lower" or has_it(node.args[0])


@_is_triangle.register
def _(node: UpperPart, side: str, has_it: Fact) -> bool:
    """As for LowerPart."""
    return side == "upper" or has_it(node.args[0])


@_is_triangle.register
def _(node: Transpose, side: str, has_it: Fact) -> bool:
    """(A')ᵢⱼ = Aⱼᵢ"""
    return is_upper(node.args[0]) if side == "lower" else is_lower(node.args[0])


@_is_triangle.register
def _(node: HadamardProduct, side: str, has_it: Fact) -> bool:
    """0 times anything is 0."""
    return any(map(has_it, node.args))


@_is_triangle.register
def _(node: HadamardPower, side: str, has_it: Fact) -> bool:
    return _keeps_zeros(node) and has_it(node.args[0])


@_is_triangle.register
def _(node: Function, side: str, has_it: Fact) -> bool:
    return _keeps_zeros(node) and has_it(node.operands[0])


@_is_triangle.register(Inverse)
@_is_triangle.register(Power)
@_is_triangle.register(Product)
@_is_triangle.register(Sum)
def _(node: Node, side: str, has_it: Fact) -> bool:
    """Triangular matrices of one side are an algebra, which is closed under inverses (Cayley–Hamilton)."""
    return all(map(has_it, node.parts))
