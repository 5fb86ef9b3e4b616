"""Functions of the registry, and inner products."""

from __future__ import annotations

import sympy

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import base_and_exponent, hadamard_base_and_exponent, rational
from matdiff_cli.expressions.laws import law
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import (
    ONE,
    SIZE_ONE,
    ZERO,
    Function,
    Identity,
    Literal,
    Node,
    Number,
    Ones,
    Transpose,
)
from matdiff_cli.functions import REGISTRY
from matdiff_cli.functions.signature import signature, value_shape
from matdiff_cli.rules import product_rule_of


def inner_product(left: Node, right: Node) -> Node:
    """⟨left, right⟩ = tr(left' right), written without the trace for vectors."""
    if left.shape[0] is SIZE_ONE:
        return algebra.product(left, algebra.transpose(right))
    return algebra.trace(algebra.product(algebra.transpose(left), right))


@remember
def call(name: str, *operands: Node) -> Node:
    """A function of the registry.

    Elementwise ones and expm let transposes outside; det and logdet lose powers, inverses and transposes. Raises
    MatdiffError (domain) for what has no value at all.
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
        if name == "logdet" and facts.is_orthogonal(operand):  # det(Q)² = det(Q'Q) = 1
            return ZERO
        if facts.is_singular(operand) or (name == "logdet" and facts.has_rank_one(operand)):
            if name == "det":
                return ZERO
            raise MatdiffError("domain", "the logarithm of a determinant that is 0, whatever the symbols are")
        written_out = algebra.determinant(operand) if isinstance(operand, Literal) and name == "det" else None
        if written_out is not None:
            return written_out
        base, exponent = base_and_exponent(operand)
        if base is not operand and (name == "det" or exponent.value % 2):  # log|X²| is defined where log|X| is not
            inner = call(name, base)
            return algebra.power(inner, exponent) if name == "det" else algebra.product(exponent, inner)
    if name == "norm1" and facts.sign_of(operand):
        return algebra.total(operand)
    if name == "expm" and isinstance(operand, Transpose):
        return algebra.transpose(call(name, operand.args[0]))
    record = REGISTRY[name]
    shape = value_shape(signature(record.signatures[0]), [operand.shape for operand in operands], SIZE_ONE)
    return Function(name, *shape, *operands)


def join_partners(powers: dict[Node, Node]) -> None:
    """In a product of powers, base: exponent, functions put together with their partners.

    Of f·g = h follows f/h = 1/g: sign(x) x = |x|, sign(x)/|x| = 1/x.
    """

    def power(node: Node) -> sympy.Rational:
        return rational(powers.get(node, ZERO)) or sympy.S.Zero

    _cancel_exponentials(powers)
    for base in list(powers):
        partners = REGISTRY[base.name].partners if type(base) is Function else ()
        for g, h in partners:
            partner, joined = _named(g, base), _named(h, base)
            meets = _is_whole(power(base)) and (_is_whole(power(partner)) or _is_whole(-power(joined)))
            if meets and law(product_rule_of(REGISTRY[base.name], g)):
                for node, step in ((base, -1), (partner, -1), (joined, 1)):
                    powers[node] = algebra.add(powers.get(node, ZERO), Number(step))


def _is_whole(power: sympy.Rational) -> bool:
    """Does a power hold a factor as a whole?"""
    return bool(power.p >= power.q)


def _cancel_exponentials(powers: dict[Node, Node]) -> None:
    """In a product of powers, exp(u) exp(−u) = 1."""
    exponentials = (base for base in list(powers) if type(base) is Function and base.name == "exp")
    for base in exponentials:
        inverse = elementwise("exp", algebra.negate(base.operands[0]))
        values = [rational(powers.get(node, ZERO)) or sympy.S.Zero for node in (base, inverse)]
        if all(value.p > 0 for value in values) and law("exponentials-cancel"):
            for node, value in zip((base, inverse), values, strict=True):
                powers[node] = Number(value - min(values))


def _named(name: str, function: Node) -> Node:
    """The function of that name of the same argument; the argument itself without a name."""
    (operand,) = function.operands
    return elementwise(name, operand) if name else operand


@remember
def elementwise(name: str, operand: Node) -> Node:
    """An elementwise function. Raises MatdiffError (domain) for the logarithm of 0 or of a negative number."""
    if isinstance(operand, Transpose):
        return algebra.transpose(elementwise(name, operand.args[0]))
    value = rational(operand)
    negative = value is not None and value < 0
    if name == "log" and (negative or facts.has_zeros(operand)):
        raise MatdiffError("domain", "the answer would need the logarithm of a number that is not positive")
    if name in ("abs", "relu") and facts.sign_of(operand) and (name != "abs" or law("positive-abs")):
        return operand
    if name == "sign" and facts.sign_of(operand) == facts.POSITIVE:
        return ONE if operand.is_scalar else Ones(*operand.shape)
    if name == "sqrt":
        base, exponent = base_and_exponent(operand) if operand.is_scalar else hadamard_base_and_exponent(operand)
        if rational(exponent) == 2 and facts.sign_of(base):
            return base
    if name == "sqrt" and value is not None and value >= 0 and sympy.sqrt(value).is_Rational:
        return Number(sympy.sqrt(value))
    return Function(name, *operand.shape, operand)
