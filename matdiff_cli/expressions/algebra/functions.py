"""Functions of the registry, and inner products."""

from __future__ import annotations

import sympy

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.nodes import ONE, SIZE_ONE, ZERO, Function, Identity, Node, Number, Transpose
from matdiff_cli.expressions.views import base_and_exponent, rational
from matdiff_cli.functions import REGISTRY
from matdiff_cli.functions.signature import signature, value_shape


def inner_product(left: Node, right: Node) -> Node:
    """⟨left, right⟩ = tr(left' right), written without the trace for vectors."""
    if left.shape[0] is SIZE_ONE:
        return algebra.product(left, algebra.transpose(right))
    if left.shape[1] is SIZE_ONE:
        return algebra.product(algebra.transpose(left), right)
    return algebra.trace(algebra.product(algebra.transpose(left), right))


def call(name: str, *operands: Node) -> Node:
    """A function of the registry.

    Elementwise ones let transposes outside; det and logdet lose powers, inverses and transposes.
    """
    operand = operands[0]
    kind = REGISTRY[name].kind
    if kind == "elementwise":
        return elementwise(name, operand)
    if name in ("det", "logdet") and not operand.is_scalar:
        if isinstance(operand, Transpose):
            return call(name, operand.args[0])
        if isinstance(operand, Identity):
            return ONE if name == "det" else ZERO
        base, exponent = base_and_exponent(operand)
        if base is not operand and (name == "det" or exponent.value % 2):  # log|X²| is defined where log|X| is not
            inner = call(name, base)
            return algebra.power(inner, exponent) if name == "det" else algebra.product(exponent, inner)
    record = REGISTRY[name]
    shape = value_shape(signature(record.signatures[0]), [operand.shape for operand in operands], SIZE_ONE)
    return Function(name, *shape, *operands)


def elementwise(name: str, operand: Node) -> Node:
    """An elementwise function. Raises MatdiffError (domain) for the logarithm of 0 or of a negative number."""
    if isinstance(operand, Transpose):
        return algebra.transpose(elementwise(name, operand.args[0]))
    value = rational(operand)
    negative = value is not None and value < 0
    if name == "log" and (negative or (operand.is_scalar and algebra.is_zero(operand))):
        raise MatdiffError("domain", "the answer would need the logarithm of a number that is not positive")
    if name == "sqrt" and value is not None and value >= 0 and sympy.sqrt(value).is_Rational:
        return Number(sympy.sqrt(value))
    return Function(name, *operand.shape, operand)
