"""Signs, entry by entry: what is positive or not negative wherever it has a value."""

from __future__ import annotations

from functools import singledispatch

from matdiff_cli.expressions import algebra, decompositions
from matdiff_cli.expressions.declared import declared
from matdiff_cli.expressions.laws import as_always
from matdiff_cli.expressions.nodes import (
    ONE,
    Commutation,
    Diag,
    DiagonalPart,
    Function,
    HadamardPower,
    HadamardProduct,
    Identity,
    Kronecker,
    Literal,
    LowerPart,
    Node,
    Number,
    Ones,
    Power,
    Product,
    SizeNumber,
    Sum,
    Total,
    Trace,
    Transpose,
    UpperPart,
    Variable,
    Vec,
    Zeros,
)
from matdiff_cli.expressions.nodes.base import remembered
from matdiff_cli.functions import REGISTRY

POSITIVE, NOT_NEGATIVE, UNKNOWN = 2, 1, 0
_OF_VALUES = {"positive": POSITIVE, "between 0 and 1": POSITIVE, "not negative": NOT_NEGATIVE}


@remembered
@as_always
def sign_of(node: Node) -> int:
    """POSITIVE, NOT_NEGATIVE, or UNKNOWN: what is seen of every entry."""
    return _sign(node)


@singledispatch
def _sign(node: Node) -> int:
    return UNKNOWN


@_sign.register
def _(node: Number) -> int:
    return POSITIVE if node.value > 0 else UNKNOWN


@_sign.register(SizeNumber)
@_sign.register(Ones)
def _(node: Node) -> int:
    """A dimension is at least 1."""
    return POSITIVE


@_sign.register(Commutation)
@_sign.register(Identity)
@_sign.register(Zeros)
def _(node: Node) -> int:
    """Entries are 0 or 1."""
    return NOT_NEGATIVE


@_sign.register
def _(node: Variable) -> int:
    """A triangular matrix declared positive is so in its triangle, and 0 elsewhere."""
    if node.declared_positive:
        return NOT_NEGATIVE if _is_triangle(node) else POSITIVE
    return NOT_NEGATIVE if declared(node, "not negative") else UNKNOWN


def _is_triangle(node: Variable) -> bool:
    return not node.is_scalar and (declared(node, "lower") or declared(node, "upper"))


@_sign.register
def _(node: Function) -> int:
    """The function's range; the root of what is positive is so, too."""
    record = REGISTRY[node.name]
    if record.keeps_positive and sign_of(node.operands[0]) == POSITIVE:
        return POSITIVE
    return _OF_VALUES.get(record.values, UNKNOWN)


@_sign.register
def _(node: Sum) -> int:
    """Of terms that are not negative, with one that is positive; or c − k f ≥ 0 for f ≤ 1 and c ≥ k ≥ 0."""
    signs = list(map(sign_of, node.args))
    return max(signs) if all(signs) else _above_its_bound(node)


def _above_its_bound(node: Sum) -> int:
    """c + Σ kᵢ fᵢ + … ≥ c − Σ |kᵢ| where no |fᵢ| exceeds 1 and nothing else that is added is negative."""
    least, more = 0, False
    for term in node.args:
        coefficient, rest = decompositions.split_coefficient(term)
        if rest is ONE or isinstance(rest, Ones):
            least += coefficient
        elif coefficient < 0 and _is_below_one(rest):
            least, more = least + coefficient, True
        elif sign_of(term):
            more = more or sign_of(term) == POSITIVE
        elif isinstance(rest, Function) and REGISTRY[rest.name].values in ("from -1 to 1", "between -1 and 1"):
            least -= abs(coefficient)
        else:
            return UNKNOWN
    if least < 0:
        return UNKNOWN
    return POSITIVE if least > 0 or more else NOT_NEGATIVE


def _is_below_one(node: Node) -> bool:
    """Whether every entry is less than 1: of functions with such values, and of tanh² < 1."""
    if isinstance(node, HadamardPower) or (isinstance(node, Power) and node.is_scalar):
        base, exponent = node.args
        power = decompositions.rational(exponent)
        even = power is not None and power > 0 and power % 2 == 0
        return even and isinstance(base, Function) and REGISTRY[base.name].values == "between -1 and 1"
    return isinstance(node, Function) and REGISTRY[node.name].values == "between 0 and 1"


@_sign.register
def _(node: Power) -> int:
    """Powers of a scalar as entry by entry.

    Positive powers of a matrix are products; an inverse has the signs of cofactors.
    """
    if node.is_scalar:
        return _of_power(*node.args)
    exponent = decompositions.rational(node.args[1])
    return sign_of(node.args[0]) if exponent is not None and exponent > 0 else UNKNOWN


@_sign.register
def _(node: HadamardPower) -> int:
    return _of_power(*node.args)


def _of_power(base: Node, exponent: Node) -> int:
    """A positive number to any power is positive.

    Even powers are not negative where they have a value, nor are fractional ones; those less than 0 are never 0.
    """
    p = decompositions.rational(exponent)
    if p is not None and (p % 2 == 0 or not p.is_Integer):
        return POSITIVE if p < 0 else max(NOT_NEGATIVE, sign_of(base))
    own = sign_of(base)
    return POSITIVE if own and p is not None and p < 0 else own


@_sign.register
def _(node: Product) -> int:
    """Sums of products of what is positive; a quadratic form v'P v with a semidefinite P."""
    scalars, chain = decompositions.split_scalars(node)
    of_chain = min(map(sign_of, chain), default=POSITIVE) or (NOT_NEGATIVE if _is_quadratic_form(chain) else UNKNOWN)
    return min([of_chain, *map(sign_of, scalars)])


def _is_quadratic_form(chain: list[Node]) -> bool:
    """Whether a chain is v'B'P B v for a column v and a semidefinite P, or without P: w'w = Σ wᵢ² ≥ 0."""
    if not chain or chain[0].shape[0] is not chain[-1].shape[1] or not chain[0].is_row:
        return False
    half, middle = divmod(len(chain), 2)
    mirrored = all(algebra.transpose(chain[-1 - i]) is chain[i] for i in range(half))
    return mirrored and (not middle or declared(chain[half], "semidefinite"))


@_sign.register(HadamardProduct)
@_sign.register(Kronecker)
@_sign.register(Literal)
def _(node: Node) -> int:
    """Each entry is one of the parts', or a product of one of each."""
    return min(map(sign_of, node.parts))


@_sign.register
def _(node: DiagonalPart) -> int:
    """Entries of the operand; a triangular matrix that is declared positive is so on its diagonal."""
    matrix = node.args[0]
    own = isinstance(matrix, Variable) and matrix.declared_positive
    return POSITIVE if own else sign_of(matrix)


@_sign.register(Total)
@_sign.register(Trace)
@_sign.register(Transpose)
@_sign.register(Vec)
def _(node: Node) -> int:
    """Entries of the operand, or sums of some."""
    return sign_of(node.args[0])


@_sign.register(Diag)
@_sign.register(LowerPart)
@_sign.register(UpperPart)
def _(node: Node) -> int:
    """Entries of the operand, and zeros."""
    return min(sign_of(node.args[0]), NOT_NEGATIVE)
