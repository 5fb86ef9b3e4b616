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
_HALF = Number(sympy.S.Half)


def rational(node: Node) -> sympy.Rational | None:
    """The value of a rational Number, None for anything else (pi included)."""
    return node.value if type(node) is Number and node.value.is_Rational else None


def terms(node: Node) -> tuple[Node, ...]:
    """The terms of a sum; the node itself otherwise."""
    return node.args if type(node) is Sum else (node,)


def factors(node: Node) -> tuple[Node, ...]:
    """The factors of a product; the node itself otherwise."""
    return node.args if type(node) is Product else (node,)


def product_of(parts: Sequence[Node]) -> Node:
    """A product as it is written, or the one factor."""
    return Product(*parts) if len(parts) > 1 else parts[0]


def split_scalars(node: Node) -> tuple[list[Node], list[Node]]:
    """The 1×1 factors of a product and the chain of the others.

    A scalar that is not a product of scalars is all scalar.
    """
    if type(node) is not Product:
        return ([node], []) if node.is_scalar else ([], [node])
    scalars: list[Node] = []
    chain: list[Node] = []
    for factor in node.args:
        (scalars if factor.is_scalar else chain).append(factor)
    return scalars, chain


def split_coefficient(node: Node) -> tuple[sympy.Rational, Node]:
    """(c, rest) with node = c·rest, c the rational coefficient that a simplified node carries in front."""
    first = node.args[0] if type(node) is Product else node
    if type(first) is not Number or not first.value.is_Rational:
        return sympy.S.One, node
    return first.value, ONE if first is node else _behind_coefficient(node)


@remembered
def _behind_coefficient(node: Node) -> Node:
    return product_of(node.args[1:])


def base_and_exponent(node: Node) -> tuple[Node, Node]:
    """(b, p) with node = b^p, for scalars and (p an integer) square matrices.

    Transposed powers have a transposed base.
    """
    kind = type(node)
    if kind is Power:
        base, exponent = node.args
        power = rational(exponent)
        root = node.is_scalar and _is_root(base)  # of a matrix: entry by entry
        return (base.parts[0], Number(power / 2)) if root and power is not None else (base, exponent)
    if kind is Inverse:
        return node.args[0], _MINUS_ONE
    if kind is Transpose:
        base, exponent = base_and_exponent(node.args[0])
        return Transpose(base), exponent
    return (node.parts[0], _HALF) if node.is_scalar and _is_root(node) else (node, ONE)


def _is_root(node: Node) -> bool:
    return type(node) is Function and node.name == "sqrt"


def hadamard_base_and_exponent(node: Node) -> tuple[Node, Node]:
    """(b, p) with node = b.^p."""
    base, exponent = node.args if isinstance(node, HadamardPower) else (node, ONE)
    power = rational(exponent)
    if power is not None and _is_root(base):
        return base.parts[0], Number(power / 2)
    return base, exponent


@remembered
def has_loose_scalars(node: Node) -> bool:
    """Whether scalars of a product would be joined if it were built anew: (a b) c, √(a b) c, √(aᵖ) c, a² b⁻¹ a⁻¹.

    Powers of a base that is a product or a power itself come to such.
    """
    if not node.holds(Product):
        return False
    if type(node) is Product and _are_loose([base_and_exponent(f)[0] for f in node.args if f.is_scalar]):
        return True
    return any(map(has_loose_scalars, [part for part in node.parts if part.parts]))


def _are_loose(bases: list[Node]) -> bool:
    composite = (type(b) is Power or (type(b) is Product and b.args[0].is_scalar) for b in bases)
    return len(set(bases)) < len(bases) or any(composite)


@remembered
def weight(node: Node) -> int:
    """How much there is to read in a node: its symbols, numbers and operators."""
    below = node.parts
    if not below:
        return 2 if isinstance(node, (Identity, Ones)) else 1  # these come with their size
    if type(node) is Transpose and type(below[0]) is Inverse:
        return weight(below[0])
    if type(node) is Power and below[1] is _MINUS_ONE:
        return weight(below[0]) + 1  # a stroke
    operators = max(len(below) - 1, 1)
    if type(node) is Product and below[0] is _MINUS_ONE:
        operators -= 1  # a minus sign is all that is read
    return sum(map(weight, below)) + operators
