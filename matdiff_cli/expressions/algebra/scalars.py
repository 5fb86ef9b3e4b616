"""Products of scalars: one rational coefficient and a power of each base."""

from __future__ import annotations

from collections.abc import Hashable

import sympy

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import base_and_exponent, rational, split_scalars
from matdiff_cli.expressions.laws import law
from matdiff_cli.expressions.likeness import like_key
from matdiff_cli.expressions.nodes import (
    ONE,
    ZERO,
    Function,
    Node,
    Number,
    Product,
    SizeNumber,
    Sum,
    Variable,
)


class ScalarPowers:
    """A product of scalars under construction: a rational coefficient and a power of each base."""

    __slots__ = ("_apart", "_has_functions", "_powers", "coefficient")

    def __init__(self) -> None:
        self.coefficient: sympy.Rational = sympy.S.One
        self._powers: dict[Hashable, tuple[Node, Node]] = {}
        self._apart: list[Node] = []
        self._has_functions = False

    def multiply(self, scalar: Node) -> None:
        """Multiply with one scalar: into the coefficient if it is rational, else to the power of its base."""
        value = rational(scalar)
        if value is not None:
            self.coefficient = value if self.coefficient is sympy.S.One else self.coefficient * value
            return
        base, exponent = base_and_exponent(scalar)
        self._has_functions = self._has_functions or type(base) is Function
        key = like_key(base)
        base, sofar = self._powers.get(key, (base, ZERO))
        if not (sofar is ZERO or sofar is exponent or law("powers-join")):  # x·x is x² without a law
            self._apart.append(scalar)
            return
        self._powers[key] = (base, _constant_last(exponent if sofar is ZERO else algebra.add(sofar, exponent)))

    def multiply_factors(self, value: Node) -> None:
        """Multiply with the factors of a 1×1 value; what is a chain of matrices among them stays one."""
        ours, theirs = split_scalars(value)
        for scalar in ours:
            self.multiply(scalar)
        if theirs:
            self.multiply(Product(*theirs))

    def nodes(self) -> list[Node]:
        """The factors in canonical order, a coefficient other than 1 first. Bases that cancel are gone."""
        if not self._powers:
            return [] if self.coefficient is sympy.S.One else [Number(self.coefficient)]
        exponents = dict(self._powers.values())
        if self._has_functions:
            algebra.join_partners(exponents)
            _join_means(exponents)
        powers = [
            base if power is ONE else algebra.power(base, power)
            for base, power in exponents.items()
            if power is not ZERO
        ]
        plain: list[Node] = []
        for node in (*powers, *self._apart):
            value = rational(node)
            if value is None:
                plain.append(node)
            else:
                self.coefficient = self.coefficient * value
        if len(plain) > 1:
            plain.sort(key=_rank)
        return plain if self.coefficient is sympy.S.One else [Number(self.coefficient), *plain]


def _join_means(powers: dict[Node, Node]) -> None:
    """n mean(v) = sum(v) for n entries v"""
    for base in list(powers):
        if isinstance(base, Function) and base.name == "mean":
            (operand,) = base.operands
            count = SizeNumber(operand.shape[0] * operand.shape[1])
            if all((rational(powers.get(node, ZERO)) or 0) >= 1 for node in (base, count)) and law("mean"):
                for node, step in ((base, -1), (count, -1), (algebra.total(operand), 1)):
                    powers[node] = algebra.add(powers.get(node, ZERO), Number(step))


def _rank(scalar: Node) -> int:
    """Sizes first, then powers of symbols, then the rest: 400 x (y − x²)."""
    base, _ = base_and_exponent(scalar)
    return 0 if type(scalar) is SizeNumber else 1 if type(base) is Variable else 2


def _constant_last(exponent: Node) -> Node:
    """p − 2 rather than −2 + p."""
    if type(exponent) is Sum and type(exponent.args[0]) is Number:
        return Sum(*exponent.args[1:], exponent.args[0])
    return exponent
