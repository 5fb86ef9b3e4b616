"""Ways of looking at a node that several rules share.

Its coefficient, its scalar and matrix factors, its base and exponent.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from matdiff_cli.expressions.nodes import (
    ONE,
    Function,
    HadamardPower,
    Identity,
    Inverse,
    Node,
    Number,
    Ones,
    Power,
    Product,
    Sum,
    Transpose,
)
from matdiff_cli.expressions.nodes.base import remembered

Rational = sympy.Rational
_MINUS_ONE = Number(-1)


def rational(node: Node) -> sympy.Rational | None:
    """The value of a rational Number, None for anything else (pi included)."""
    return node.value if isinstance(node, Number) and node.value.is_Rational else None


def terms(node: Node) -> tuple[Node, ...]:
    """The terms of a sum; the node itself otherwise."""
    return node.args if isinstance(node, Sum) else (node,)


def factors(node: Node) -> tuple[Node, ...]:
    """The factors of a product; the node itself otherwise."""
    return node.args if isinstance(node, Product) else (node,)


def product_of(parts: Sequence[Node]) -> Node:
    """A product as it is written, or the one factor."""
    return Product(*parts) if len(parts) > 1 else parts[0]


def split_scalars(node: Node) -> tuple[list[Node], list[Node]]:
    """The 1×1 factors of a product and the chain of the others.

    A scalar that is not a product of scalars is all scalar.
    """
    if not isinstance(node, Product):
        return ([node], []) if node.is_scalar else ([], [node])
    scalars: list[Node] = []
    chain: list[Node] = []
    for factor in node.args:
        (scalars if factor.is_scalar else chain).append(factor)
    return scalars, chain


def split_coefficient(node: Node) -> tuple[sympy.Rational, Node]:
    """(c, rest) with node = c·rest, c the rational coefficient that a simplified node carries in front."""
    first = node.args[0] if isinstance(node, Product) else node
    value = first.value if isinstance(first, Number) else None
    if value is None or not value.is_Rational:
        return sympy.S.One, node
    if first is node:
        return value, ONE
    rest = node.args[1:]
    return value, product_of(rest)


def base_and_exponent(node: Node) -> tuple[Node, Node]:
    """(b, p) with node = b^p, for scalars and (p an integer) square matrices.

    Transposed powers have a transposed base.
    """
    if not node.parts:
        return node, ONE
    match node:
        case Power():
            base, exponent = node.args
            power = rational(exponent)
            root = isinstance(base, Function) and base.name == "sqrt" and node.is_scalar  # of a matrix: entry by entry
            return (base.operands[0], Number(power / 2)) if root and power is not None else (base, exponent)
        case Inverse():
            return node.args[0], _MINUS_ONE
        case Function(name="sqrt") if node.is_scalar:
            return node.operands[0], Number(sympy.S.Half)
        case Transpose():
            base, exponent = base_and_exponent(node.args[0])
            return Transpose(base), exponent
    return node, ONE


def hadamard_base_and_exponent(node: Node) -> tuple[Node, Node]:
    """(b, p) with node = b.^p."""
    base, exponent = node.args if isinstance(node, HadamardPower) else (node, ONE)
    power = rational(exponent)
    if isinstance(base, Function) and base.name == "sqrt" and power is not None:
        return base.operands[0], Number(power / 2)
    return base, exponent


@remembered
def has_loose_scalars(node: Node) -> bool:
    """Whether scalars of a product would be joined if it were built anew: (a b) c, √(a b) c, √(aᵖ) c, a² b⁻¹ a⁻¹.

    Powers of a base that is a product or a power itself come to such.
    """
    if not node.holds(Product):
        return False
    if isinstance(node, Product) and _are_loose([base_and_exponent(f)[0] for f in node.args if f.is_scalar]):
        return True
    return any(map(has_loose_scalars, [part for part in node.parts if part.parts]))


def _are_loose(bases: list[Node]) -> bool:
    composite = (isinstance(b, Power) or (isinstance(b, Product) and b.args[0].is_scalar) for b in bases)
    return len(set(bases)) < len(bases) or any(composite)


@remembered
def weight(node: Node) -> int:
    """How much there is to read in a node: its symbols, numbers and operators."""
    below = node.parts
    if not below:
        return 2 if isinstance(node, (Identity, Ones)) else 1  # these come with their size
    if isinstance(node, Transpose) and isinstance(below[0], Inverse):
        return weight(below[0])
    if isinstance(node, Power) and below[1] is _MINUS_ONE:
        return weight(below[0]) + 1  # a stroke
    operators = max(len(below) - 1, 1)
    if isinstance(node, Product) and below[0] is _MINUS_ONE:
        operators -= 1  # a minus sign is all that is read
    return sum(map(weight, below)) + operators
