"""What vanishes like exp(t) for t far below 0: softplus(t) = log(1 + exp(t)), and 1 − exp(−exp(t)).

Both parts of σ(t)/softplus(t), the slope of log(softplus(t)), are 0 in floating-point numbers there, while it goes to
1: for s = softplus(t) it is (1 − exp(−s))/s, which has all digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy

from matdiff_cli.code.complements import complement, is_of_code, of, of_code
from matdiff_cli.code.entrywise import times
from matdiff_cli.code.logarithms import argument, in_every_entry
from matdiff_cli.code.scales import Scale, multiple, raised
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import split_coefficient
from matdiff_cli.expressions.nodes import ONE, Node, Number, Sum


@dataclass
class Vanishing(Scale):
    """1 − exp(−u) for u = exp(t), or u itself for u = softplus(t): whole^k is taken out of what goes with it."""

    t: Node = ONE
    u: Node = ONE

    def parted(self, node: Node) -> tuple[Any, Node]:
        """As for every scale; what stands for 1 − σ(t) keeps its digits, and `found` says that something else goes."""
        if node is self.whole:
            return sympy.S.One, in_every_entry(ONE, node)
        other = complement(node) if isinstance(node, Sum) else None
        return super().parted(node if other is None else other[0])

    def leaf(self, node: Node) -> tuple[Any, Node] | None:
        """exp(c t) = whole^c (exp(t)/whole)^c, and σ(t) = 1 − exp(−softplus(t))."""
        share = of_code("exprel", algebra.negate(self.u))  # (1 − exp(−u))/u
        if is_of_code(node, "expm1") and of(node) is algebra.negate(self.u):
            return sympy.S.One, in_every_entry(Number(-1), node)
        if argument(node, "sigmoid") is self.t:
            return None if self.u is not self.whole else (sympy.S.One, share)
        exponent = argument(node, "exp")
        number = None if exponent is None else multiple(exponent, self.t)
        if number is None:
            return None
        if self.u is not self.whole:
            return number, raised(share, Number(-number))
        more = algebra.add(in_every_entry(ONE, self.t), algebra.call("exp", self.t))
        return number, raised(times(share, more), Number(number))

    def to(self, degree: Node) -> Node:
        """The number to a power."""
        return raised(self.whole or ONE, degree)

    def _sum(self, terms: Sequence[Node]) -> tuple[Any, Node]:
        """The lowest degree is taken out: what has a higher one may vanish beside it."""
        parts = [self.parted(term) for term in terms]
        least = min((degree for degree, _ in parts), key=self._height)
        return least, algebra.add(*(times(self.power(degree - least), rest) for degree, rest in parts))


def vanishing(base: Node) -> Vanishing | None:
    """The scale of such a number; None for another one."""
    t = argument(base, "softplus")
    if t is not None:
        return Vanishing(whole=base, entries=not base.is_scalar, t=t, u=base)
    found = complement(base) if isinstance(base, Sum) else None
    number, rest = (None, base) if found is None else split_coefficient(found[0])
    if number != -1 or not is_of_code(rest, "expm1"):
        return None
    u = algebra.negate(of(rest))
    t = argument(u, "exp")
    return None if t is None else Vanishing(whole=base, entries=not base.is_scalar, t=t, u=u)


def log_of_vanishing(node: Node) -> Node | None:
    """log(softplus(t)) and log(1 − exp(−exp(t))), which are t where exp(t) is 0 in floating-point numbers."""
    inner = argument(node, "log")
    scale = None if inner is None else vanishing(inner)
    if scale is None:
        return None
    return of_code("log_softplus" if scale.u is scale.whole else "log_inverse_cloglog", scale.t)
