"""Logarithms of what grows: that of its scale, and of what is left.

A rule takes a node and gives a form that is equal where both have a value, or None.
"""

from __future__ import annotations

from matdiff_cli.code.logarithms import argument, in_every_entry
from matdiff_cli.code.scales import Bounded
from matdiff_cli.code.scaling import scales_of
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import rational
from matdiff_cli.expressions.nodes import ONE, Node, Power, SizeNumber, Sum
from matdiff_cli.expressions.tidy import replace


def log_without_scale(node: Node) -> Node | None:
    """log(exp(L) u) = L + log(u), log(s^k u) = k log(s) + log(u).

    log(1 + s^k u) is k log(s) + log1p(u + (s^-k − 1)), where s = 1 for a small u: no digit of that is lost.
    """
    more = argument(node, "log1p")
    inner = argument(node, "log") if more is None else algebra.add(in_every_entry(ONE, more), more)
    if inner is None or not inner.is_scalar:
        return None
    inner = replace(
        inner, {part: raised for part in inner.atoms(Power) if (raised := _exponential_of(part)) is not None}
    )
    if isinstance(inner, Sum) and ONE in inner.args:
        more = algebra.subtract(inner, ONE)
    for scale in scales_of(inner):
        degree, rest = scale.parted(inner if more is None else more)
        if more is None:
            return algebra.add(scale.log_of_power(degree), algebra.call("log", rest))
        less = Bounded(algebra.subtract(scale.power(-degree), ONE))  # by itself: it is 0 beside a small u
        return algebra.add(scale.log_of_power(degree), algebra.call("log1p", algebra.add(rest, less)))
    return None


def _exponential_of(power: Node) -> Node | None:
    """exp(k v) of exp(v)^k, a power that grows where exp(v) vanishes."""
    v, number = argument(power.args[0], "exp"), rational(power.args[1])
    return None if v is None or number is None or not v.is_scalar else algebra.call("exp", algebra.scale(number, v))


def determinant_without_scale(node: Node) -> Node | None:
    """logdet(exp(L) A) = n L + logdet(A) of an n×n matrix."""
    matrix = argument(node, "logdet")
    scales = scales_of(matrix) if matrix is not None else []
    if matrix is None or not scales:
        return None
    degree, rest = scales[0].parted(matrix)
    size = SizeNumber(rest.shape[0])
    return algebra.add(algebra.product(size, scales[0].log_of_power(degree)), algebra.call("logdet", rest))
