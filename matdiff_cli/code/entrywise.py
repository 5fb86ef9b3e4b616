"""Products and powers of scalars, and of vectors and matrices entry by entry."""

from __future__ import annotations

from typing import Any

from matdiff_cli.code.logarithms import is_one
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import base_and_exponent, hadamard_base_and_exponent, split_scalars
from matdiff_cli.expressions.nodes import HadamardProduct, Node, Number


def times(*many: Node) -> Node:
    """The product of scalars and of others entry by entry."""
    scalars, others = ([factor for factor in many if factor.is_scalar is one] for one in (True, False))
    return algebra.product(*scalars, *([algebra.hadamard(*others)] if others else []))


def entrywise_factors(node: Node) -> list[Node]:
    """The factors of a product of scalars, and of others entry by entry, that are no ones."""
    scalars, chain = split_scalars(node)
    entries = [algebra.product(*chain)] if chain else []
    entries = list(entries[0].args) if entries and isinstance(entries[0], HadamardProduct) else entries
    return [factor for factor in (*scalars, *entries) if not is_one(factor)]


def base_and_power(factor: Node) -> tuple[Node, Node]:
    """The base and the exponent of a factor."""
    return (base_and_exponent if factor.is_scalar else hadamard_base_and_exponent)(factor)


def raised(base: Node, power: Any) -> Node:
    """A power of a base; the exponent is a node or a number."""
    exponent = power if isinstance(power, Node) else Number(power)
    return (algebra.power if base.is_scalar else algebra.hadamard_power)(base, exponent)
