"""Quotients of polynomials without a remainder, (v² − r²)/(v − r) = v + r: both parts vanish where v and r are close.

So are slopes of log(σ(a) − σ(b)), the likelihood of what lies between two bounds.
"""

from __future__ import annotations

from typing import Any

import sympy

from matdiff_cli.code.entrywise import base_and_power, entrywise_factors, raised, times
from matdiff_cli.code.logarithms import in_every_entry
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import (
    rational,
    split_scalars,
)
from matdiff_cli.expressions.nodes import (
    ONE,
    HadamardPower,
    HadamardProduct,
    Node,
    Number,
    Ones,
    Power,
    Product,
    Sum,
)

_MOST_SYMBOLS = 8
"""Of more no quotient is looked for."""

Symbols = dict[Node, sympy.Symbol]


def exact_quotient(node: Node) -> Node | None:
    """A product of powers of sums in which one divides another without a remainder, with the quotient of these.

    Also a sum of quotients by one divisor: a/(v − r) − b/(v − r)².
    """
    if isinstance(node, Sum):
        return _over_one(node)
    factors = entrywise_factors(node) if isinstance(node, (Product, HadamardProduct)) else []
    parted = enumerate(map(base_and_power, factors))
    sums = [(i, base, rational(exponent)) for i, (base, exponent) in parted if isinstance(base, Sum)]
    for i, divisor, below in sums:
        for j, base, above in sums:
            if below is None or above is None or not (below <= -1 and above >= 1 and base.shape == divisor.shape):
                continue
            if (quotient := _divided(base, divisor)) is not None:
                powers = [(divisor, below + 1), (base, above - 1)]
                less = [raised(b, p) for b, p in powers if p]
                others = [factor for k, factor in enumerate(factors) if k not in (i, j)]
                return times(*others, *less, quotient)
    return None


def _over_one(node: Node) -> Node | None:
    """A sum of which some terms are over powers of one sum, and what is above that may be divided by it."""
    above: dict[Node, list[tuple[Node, Node, int]]] = {}
    for term in node.args:
        factors = entrywise_factors(term)
        for i, (base, exponent) in enumerate(map(base_and_power, factors)):
            power = rational(exponent)
            if isinstance(base, Sum) and base.shape == node.shape and power in (-1, -2, -3):
                above.setdefault(base, []).append((term, times(*factors[:i], *factors[i + 1 :], ONE), -int(power)))
    for divisor, many in above.items():
        most = max(power for _, _, power in many)
        numerators = [times(rest, raised(divisor, most - power)) if power < most else rest for _, rest, power in many]
        whole = [in_every_entry(rest, node) if rest.is_scalar else rest for rest in numerators]
        quotient = _divided(Sum(*whole), divisor) if len(many) > 1 else None
        if quotient is not None:
            less = times(quotient, *([raised(divisor, 1 - most)] if most > 1 else []))
            return algebra.add(less, *(term for term in node.args if term not in [each for each, _, _ in many]))
    return None


def _divided(node: Node, divisor: Node) -> Node | None:
    """The quotient of two sums as polynomials; None if there is a remainder."""
    symbols: Symbols = {}
    below, above = (_polynomial(each, symbols) for each in (divisor, node))
    if not below.free_symbols <= above.free_symbols or len(symbols) > _MOST_SYMBOLS:
        return None
    quotient, rest = sympy.div(above, below, *symbols.values())
    return _node(quotient, symbols, node) if rest == 0 else None


def _polynomial(node: Node, symbols: Symbols) -> Any:
    """A sum of products and powers as a polynomial, entry by entry; whatever else is in it is a symbol."""
    match node:
        case Number() if node.value.is_Rational:
            return node.value
        case Ones():
            return sympy.S.One
        case Sum():
            return sympy.Add(*(_polynomial(term, symbols) for term in node.args))
        case HadamardProduct():
            return sympy.Mul(*(_polynomial(factor, symbols) for factor in node.args))
        case Product():
            scalars, chain = split_scalars(node)
            parts = [*scalars, *([algebra.product(*chain)] if chain else [])]
            if len(parts) > 1:
                return sympy.Mul(*(_polynomial(part, symbols) for part in parts))
        case Power() | HadamardPower() if node.is_scalar or isinstance(node, HadamardPower):
            power = rational(node.args[1])
            if power is not None and power.is_Integer and power > 0:
                return _polynomial(node.args[0], symbols) ** power
    return symbols.setdefault(node, sympy.Symbol(f"x{len(symbols)}"))


def _node(polynomial: Any, symbols: Symbols, like: Node) -> Node:
    """A polynomial as an expression again, of a shape."""
    found = []
    one = Number(1) if like.is_scalar else Ones(*like.shape)
    for powers, number in sympy.Poly(polynomial, *symbols.values()).terms():
        parts = [raised(part, power) for part, power in zip(symbols, powers, strict=True) if power]
        whole = times(*parts, *([one] if not any(part.shape == like.shape for part in parts) else []))
        found.append(algebra.scale(number, whole))
    return algebra.add(*found)
