"""What a number close to one lacks, without a difference that has no digits: 1 − σ(t), 1 − tanh(t)², 1 − erf(t)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import sympy

from matdiff_cli.code.entrywise import base_and_power, entrywise_factors, raised, times
from matdiff_cli.code.logarithms import argument, in_every_entry, is_one
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import (
    rational,
    split_coefficient,
)
from matdiff_cli.expressions.nodes import (
    ONE,
    SCALAR,
    Function,
    HadamardProduct,
    Named,
    Node,
    Number,
    Ones,
    Product,
    SizeNumber,
    Sum,
    Total,
)


class OfCode(Named):
    """A function of every entry that the language does not have: OfCode(name, rows, columns, t)."""


FORMULAS: dict[str, Callable[[Node, Node], Node]] = {
    "sech2": lambda t, one: algebra.subtract(one, raised(algebra.call("tanh", t), 2)),
    "expm1": lambda t, one: algebra.subtract(algebra.call("exp", t), one),
    "erfc": lambda t, one: algebra.subtract(one, algebra.call("erf", t)),
    "erfcx": lambda t, one: times(algebra.call("exp", raised(t, 2)), algebra.subtract(one, algebra.call("erf", t))),
    "log_erfc": lambda t, one: algebra.call("log", algebra.subtract(one, algebra.call("erf", t))),
    "log_tanh": lambda t, one: algebra.call("log", algebra.call("tanh", t)),
    "exprel": lambda t, one: times(algebra.subtract(algebra.call("exp", t), one), raised(t, -1)),
    "log_softplus": lambda t, one: algebra.call("log", algebra.call("softplus", t)),
    "log_inverse_cloglog": lambda t, one: algebra.call(
        "log", algebra.subtract(one, algebra.call("exp", algebra.negate(algebra.call("exp", t))))
    ),
}
"""Function of code → what it is, of t and of ones of the same shape."""


def of_code(name: str, t: Node) -> Node:
    """One of these functions of every entry of t."""
    return OfCode(name, *t.shape, t)


def is_of_code(node: Node, name: str) -> bool:
    """Whether a node is a certain one of these functions."""
    return isinstance(node, OfCode) and node.args[0].name == name


def of(node: Node) -> Node:
    """The t of such a function."""
    found: Node = node.args[3]
    return found


_F = sympy.Symbol("f")
_SIGMOIDS: dict[int, Callable[[Node], Node]] = {
    1: lambda t: algebra.scale(2, algebra.call("sigmoid", algebra.scale(-2, t))),
    -1: lambda t: algebra.scale(2, algebra.call("sigmoid", algebra.scale(2, t))),
}
"""The other form of 1 − tanh(t) and of 1 + tanh(t)."""


def complement(node: Node) -> tuple[Node, str] | None:
    """A sum with a difference in it that loses its digits, in the other form; and the lowering.

    c − c f(t), and u p(f(t)) for a polynomial p that is 0 where f(t) goes, as 1 − tanh(t)² or σ(t)² − σ(t); also
    c n − c Σ f(t) over n entries.
    """
    if not isinstance(node, Sum):
        return None
    return _polynomial(node) or _pair(node)


def _pair(node: Sum) -> tuple[Node, str] | None:
    parted = [split_coefficient(term) for term in node.args]
    for i, (c, one) in enumerate(parted):
        for j, (d, rest) in enumerate(parted):
            found = _together(one, rest, c, d) if i != j else None
            if found is not None:
                others = [term for k, term in enumerate(node.args) if k not in (i, j)]
                return algebra.add(found[0], *others), found[1]
    return None


def _together(one: Node, rest: Node, c: Any, d: Any) -> tuple[Node, str] | None:
    """c one + d rest, if they are ones and a function close to one, perhaps summed."""
    if isinstance(rest, Total) and (isinstance(one, SizeNumber) or one is ONE):
        inner = rest.args[0]
        c *= (one.size if isinstance(one, SizeNumber) else 1) / sympy.Mul(*inner.shape)
        if not c.is_Rational:
            return None
        found = complement(algebra.add(algebra.scale(c, Ones(*inner.shape)), algebra.scale(d, inner)))
        return None if found is None else (algebra.total(found[0]), found[1])
    t = argument(rest, "erf")
    if is_one(one) and t is not None and abs(c) == abs(d):
        return algebra.scale(c, of_code("erfc", algebra.scale(-d / c, t))), "erfc"
    t = argument(rest, "exp")
    if is_one(one) and t is not None and c == -d:
        return algebra.scale(d, of_code("expm1", t)), "expm1"
    return None


# --- polynomials in tanh(t) or σ(t) -----------------------------------------------------------------------------------


def _polynomial(node: Sum) -> tuple[Node, str] | None:
    """The terms u tanh(t)^k, or u σ(t)^k, for one t and one u, if their sum is 0 where the function goes."""
    parted = [split_coefficient(term) for term in node.args]
    split = [(c, entrywise_factors(rest)) for c, rest in parted]
    seen = {found[:2] for _, factors in split for factor in factors if (found := _power_of(factor))}
    for name, t in seen:
        groups: dict[Any, dict[int, tuple[int, Any]]] = {}
        for place, (c, factors) in enumerate(split):
            powers = [found[2] for factor in factors if (found := _power_of(factor)) and found[:2] == (name, t)]
            others = [f for f in factors if not (found := _power_of(f)) or found[:2] != (name, t)]
            if node.args[place].shape == t.shape:
                groups.setdefault(frozenset(Counter(others).items()), {})[sum(powers)] = (place, c)
        for key, terms in groups.items():
            whole = _factored(name, t, {power: c for power, (_, c) in terms.items()})
            if whole is not None:
                others = [factor for factor, often in key for _ in range(often)]
                places = {place for place, _ in terms.values()}
                rest = [term for place, term in enumerate(node.args) if place not in places]
                return algebra.add(times(*others, whole[0]), *rest), whole[1]
    return None


def _power_of(factor: Node) -> tuple[str, Node, int] | None:
    """The name of f, t and the integer k of f(t)^k for one of the two functions."""
    base, exponent = base_and_power(factor)
    number = rational(exponent)
    if not isinstance(base, Function) or base.name not in ("tanh", "sigmoid") or number is None:
        return None
    return (base.name, base.operands[0], int(number)) if number.is_Integer else None


def _factored(name: str, t: Node, terms: dict[int, Any]) -> tuple[Node, str] | None:
    """Σ c f(t)^k with the factors 1 − f(t), and 1 + tanh(t), taken out in their other form."""
    low = min(terms)
    rest = sympy.Poly({(power - low,): c for power, c in terms.items()}, _F)
    often = dict.fromkeys((1, -1) if name == "tanh" else (1,), 0)
    for root in often:
        while rest.degree() > 0 and rest(root) == 0:
            rest, often[root] = rest.quo(sympy.Poly(1 - root * _F, _F)), often[root] + 1
    if not any(often.values()):
        return None
    f = algebra.call(name, t)
    left = algebra.add(
        *(algebra.scale(c, raised(f, power) if power else Ones(*t.shape)) for (power,), c in rest.terms())
    )
    factors = [left, *([raised(f, low)] if low else [])]
    if name == "sigmoid":
        return times(*factors, raised(algebra.call("sigmoid", algebra.negate(t)), often[1])), "sigmoid"
    both = min(often.values())
    factors += [raised(of_code("sech2", t), both)] if both else []
    factors += [raised(_SIGMOIDS[root](t), count - both) for root, count in often.items() if count > both]
    return times(*factors), "" if often[1] == often[-1] else "tanh"


def log_of_complement(node: Node) -> Node | None:
    """The logarithm of a complement; of 1 − exp(t) it is log((1 + exp(t)) tanh(−t/2))."""
    more = argument(node, "log1p")
    inner = argument(node, "log") if more is None else algebra.add(in_every_entry(ONE, more), more)
    number, inner = (sympy.S.One, None) if inner is None else split_coefficient(inner)
    found = complement(inner) if isinstance(inner, Sum) and len(inner.args) == 2 else None
    if found is None:
        return None
    c, rest = split_coefficient(found[0])
    number *= c
    if is_of_code(rest, "erfc"):
        log = of_code("log_erfc", of(rest))
    elif is_of_code(rest, "expm1"):
        t = algebra.scale(-1 if number > 0 else 1, of(rest))  # log(exp(t) − 1) = t + log(1 − exp(−t))
        log = algebra.add(algebra.call("softplus", t), of_code("log_tanh", algebra.scale(-sympy.S.Half, t)))
        log, number = (algebra.subtract(log, t), number) if number > 0 else (log, -number)
    else:
        return algebra.call("log", algebra.scale(number, rest))
    return log if number == 1 else algebra.add(in_every_entry(Function("log", *SCALAR, Number(number)), log), log)


def log_of_tanh(node: Node) -> Node | None:
    """log(tanh(t)), which is close to 0 for a large t."""
    inner = argument(node, "log")
    t = None if inner is None else argument(inner, "tanh")
    return None if t is None else of_code("log_tanh", t)


def quotient_of_complements(node: Node) -> Node | None:
    """(1 − tanh(t)²)/(1 − tanh(t)) and the like: what the other forms have in common is gone before it vanishes."""
    if not isinstance(node, (Product, HadamardProduct)):
        return None
    factors, count, below = [], 0, False
    for factor in entrywise_factors(node):
        base, exponent = base_and_power(factor)
        found = _polynomial(base) if isinstance(base, Sum) else None
        if found is not None:
            number = rational(exponent)
            count, below = count + 1, below or (number is not None and number < 0)
            factor = raised(_spread(found[0]), exponent)
        factors.append(factor)
    return times(*factors) if below and count > 1 else None


def _spread(node: Node) -> Node:
    """A product with 1/cosh(t)² as 4 σ(2t) σ(−2t)."""
    parts = [
        entrywise_factors(factor) if not is_of_code(factor, "sech2") else _sides(of(factor))
        for factor in entrywise_factors(node)
    ]
    return times(*(part for several in parts for part in several))


def _sides(t: Node) -> list[Node]:
    return [_SIGMOIDS[1](t), _SIGMOIDS[-1](t)]
