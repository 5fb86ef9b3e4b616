"""Scales taken out: what grows like exp(k L), or like s^k, is that times something that does not grow.

In exp(x)'A exp(x)/(1 + Σ exp(x))² everything overflows but the quotient. With L = log(1 + Σ exp(x)) every exp(x) is
exp(L) times exp(x − L) ≤ 1, and the powers of exp(L) cancel before anything is computed. In the same way
(Σ x^p)^(1/p) is s (Σ (x/s)^p)^(1/p) for the largest entry s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy

from matdiff_cli.code.complements import of_code
from matdiff_cli.code.entrywise import times
from matdiff_cli.code.logarithms import argument, in_every_entry
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import (
    rational,
    split_coefficient,
    split_scalars,
    terms,
)
from matdiff_cli.expressions.nodes import (
    ONE,
    SCALAR,
    Function,
    HadamardPower,
    HadamardProduct,
    Inverse,
    Kronecker,
    Linear,
    Node,
    Number,
    Power,
    Product,
    Size,
    Sum,
)

_FAR = 10**6
"""A number in the place of exponents that have none, to tell which power is the higher one."""

HOMOGENEOUS = ("abs", "relu", "norm", "norm1")
"""Functions with f(s u) = s f(u) for every s > 0."""


class Bounded(Node):
    """An expression as it is, to which no scale is left; the algebra does not look into it."""


class Scaled(Node):
    """u/s for a scalar s, with the same hold: Scaled(u, s)."""


class Leading(Node):
    """The size of the entry of a vector whose power p is the largest, 1 if that is 0: Leading(p, vector)."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return SCALAR


@dataclass
class Scale:
    """What is taken out.

    `whole` has degree 1, of which `left` is left. `entries`: every entry has a scale of its own. `mixed`: a sum had
    several degrees; `found`: something was taken out.
    """

    whole: Node | None = None
    left: Node = ONE
    entries: bool = False
    mixed: bool = False
    found: bool = False
    _symbols: dict[Node, sympy.Symbol] = field(default_factory=dict)

    def leaf(self, node: Node) -> tuple[Any, Node] | None:
        """The degree of a node that grows by itself, and what is left of it."""
        raise NotImplementedError

    def to(self, degree: Node) -> Node:
        """The scale to a power."""
        raise NotImplementedError

    def size_log(self) -> Node:
        """The logarithm of the scale."""
        raise NotImplementedError

    def power(self, degree: Any) -> Node:
        """The scale to a power, of a degree as a polynomial."""
        return ONE if degree == 0 else Bounded(self.to(self._node(degree)))

    def log_of_power(self, degree: Any) -> Node:
        """The logarithm of the scale to a power."""
        return algebra.product(self._node(degree), self.size_log())

    # --- degrees, which are multiplied out so that they cancel ----------------------------------------------------

    def number(self, node: Node) -> Any:
        """An exponent as a polynomial; what is no sum, product or power in it is a symbol."""
        match node:
            case Number():
                return node.value
            case Sum():
                return sympy.Add(*map(self.number, node.args))
            case Product() if all(factor.is_scalar for factor in node.args):
                return sympy.Mul(*map(self.number, node.args))
            case Power() if rational(node.args[1]) is not None:
                return self.number(node.args[0]) ** rational(node.args[1])
        return self._symbols.setdefault(node, sympy.Symbol(f"p{len(self._symbols)}", positive=True))

    def _node(self, degree: Any) -> Node:
        """A polynomial as an expression again."""
        match degree:
            case sympy.Add():
                return algebra.add(*map(self._node, degree.args))
            case sympy.Mul():
                return algebra.product(*map(self._node, degree.args))
            case sympy.Pow():
                return algebra.power(self._node(degree.base), Number(degree.exp))
            case sympy.Symbol():
                return next(node for node, symbol in self._symbols.items() if symbol is degree)
        return Number(degree)

    def _height(self, degree: Any) -> Any:
        return degree.subs(dict.fromkeys(degree.free_symbols, _FAR))

    # --- what is left ---------------------------------------------------------------------------------------------

    def parted(self, node: Node) -> tuple[Any, Node]:
        """The degree of an expression, and what is left of it."""
        if node is self.whole:
            self.found = self.found or self.left is ONE
            return sympy.S.One, in_every_entry(self.left, node) if self.left.is_scalar else self.left
        if (leaf := self.leaf(node)) is not None:
            self.found = True
            return sympy.expand(leaf[0]), leaf[1]
        if self.entries and not is_entrywise(node):
            return sympy.S.Zero, node
        match node:
            case Sum():
                return self._sum(node.args)
            case Product() | HadamardProduct() | Kronecker():
                degrees, rest = zip(*map(self.parted, node.args), strict=True)
                join = {Product: algebra.product, HadamardProduct: algebra.hadamard}.get(type(node), algebra.kronecker)
                return sympy.expand(sympy.Add(*degrees)), join(*rest)
            case Power() | HadamardPower():
                degree, rest = self.parted(node.args[0])
                if degree != 0:
                    raised = algebra.hadamard_power if isinstance(node, HadamardPower) else _power
                    return sympy.expand(degree * self.number(node.args[1])), raised(rest, node.args[1])
            case Inverse():
                degree, rest = self.parted(node.args[0])
                return -degree, algebra.inverse(rest)
            case Linear():
                degree, rest = self.parted(node.args[0])
                return degree, algebra.apply_linear(type(node), rest)
            case Function() if node.name == "sqrt" or node.name in HOMOGENEOUS:
                degree, rest = self.parted(node.operands[0])
                return degree / (2 if node.name == "sqrt" else 1), algebra.call(node.name, rest)
        return sympy.S.Zero, node

    def _sum(self, terms: Sequence[Node]) -> tuple[Any, Node]:
        parts = [self.parted(term) for term in terms]
        most = max((degree for degree, _ in parts), key=self._height)
        self.mixed = self.mixed or any(degree != most for degree, _ in parts)
        return most, algebra.add(*(times(self.power(degree - most), rest) for degree, rest in parts))


def is_entrywise(node: Node) -> bool:
    """Whether every entry of a node comes from the same entry of its parts."""
    match node:
        case Product():
            return len(split_scalars(node)[1]) < 2
        case Linear() | Kronecker() | Inverse():
            return False
        case Function():
            return node.name in ("sqrt", "abs", "relu")
    return True


def _power(base: Node, exponent: Node) -> Node:
    return algebra.power(base, exponent) if base.is_scalar else algebra.matrix_power(base, int(rational(exponent) or 0))


@dataclass
class Exponential(Scale):
    """exp(L), where L is the logarithm of a sum of exponentials, those of the `members` among others."""

    log: Node = ONE
    members: Sequence[Node] = ()

    def leaf(self, node: Node) -> tuple[Any, Node] | None:
        """exp(c v) = exp(c L) exp(c (v − L)) for a member v."""
        if (parts := hyperbolic(node)) is not None:
            degree, rest = self.parted(parts[0])
            return (degree, times(rest, Bounded(parts[1]))) if degree != 0 else None
        exponent = argument(node, "exp")
        found = ((multiple(exponent, v), v) for v in self.members if exponent is not None)
        number, member = next(filter(lambda pair: pair[0] is not None, found), (None, ONE))
        if exponent is None or number is None:
            return None
        if number.is_Integer and number > 1 and (once := self.leaf(algebra.call("exp", member))) is not None:
            return number, raised(once[1], Number(number))  # as it stands elsewhere: that cancels to the last digit
        if exponent.is_column and self.log is algebra.call("logsumexp", exponent):
            return number, algebra.call("softmax", exponent)
        less = algebra.scale(number, self.log)
        less = in_every_entry(less, exponent) if less.is_scalar else less
        rest = algebra.subtract(exponent, less)
        one = algebra.is_zero(rest)
        return number, in_every_entry(ONE, exponent) if one else Bounded(algebra.call("exp", rest))

    def to(self, degree: Node) -> Node:
        """exp(k L)."""
        return algebra.call("exp", algebra.product(degree, self.log))

    def size_log(self) -> Node:
        """L."""
        return self.log


@dataclass
class LeadingEntry(Scale):
    """s, the leading one of the `members`."""

    size: Node = ONE
    members: Sequence[Node] = ()

    def leaf(self, node: Node) -> tuple[Any, Node] | None:
        """u^q = s^q (u/s)^q for a member u."""
        if not isinstance(node, (Power, HadamardPower)) or node.args[0] not in self.members:
            return None
        base, exponent = node.args
        raised = Power if base.is_scalar else HadamardPower
        return self.number(exponent), raised(Scaled(base, self.size), exponent)

    def to(self, degree: Node) -> Node:
        """s^k."""
        return algebra.power(self.size, degree)

    def size_log(self) -> Node:
        """log(s)."""
        return algebra.call("log", self.size)


@dataclass
class Tail(Scale):
    """1 − erf(t), where exp(−t²) is that over a function that neither overflows nor vanishes."""

    t: Node = ONE

    def leaf(self, node: Node) -> tuple[Any, Node] | None:
        """exp(−c t²) = erfc(t)^c erfcx(t)^(−c)."""
        exponent = argument(node, "exp")
        number = None if exponent is None else multiple(exponent, algebra.negate(raised(self.t, Number(2))))
        return None if number is None else (number, raised(of_code("erfcx", self.t), Number(-number)))

    def to(self, degree: Node) -> Node:
        """(1 − erf(t))^k."""
        return raised(of_code("erfc", self.t), degree)

    def size_log(self) -> Node:
        """log(1 − erf(t))."""
        return of_code("log_erfc", self.t)


def hyperbolic(node: Node) -> tuple[Node, Node] | None:
    """cosh(t) and sinh(t) as exp(|t|) times (1 + exp(−2|t|))/2 or sign(t) (1 − exp(−2|t|))/2; None for other nodes."""
    t = argument(node, "cosh") or argument(node, "sinh")
    if t is None:
        return None
    size = algebra.call("abs", t)
    twice, half = algebra.scale(-2, size), Number(sympy.S.Half)
    if argument(node, "cosh") is not None:
        rest = algebra.add(in_every_entry(ONE, t), algebra.call("exp", twice))
    else:
        rest = algebra.negate(times(algebra.call("sign", t), of_code("expm1", twice)))
    return algebra.call("exp", size), times(half, rest)


def raised(base: Node, exponent: Node) -> Node:
    """A scalar to a power, or every entry."""
    return algebra.power(base, exponent) if base.is_scalar else algebra.hadamard_power(base, exponent)


def multiple(exponent: Node, member: Node) -> sympy.Rational | None:
    """The c > 0 of u = c v, of two exponents; None if there is none."""
    found, wanted = (dict(map(_swapped, terms(each))) for each in (exponent, member))
    ratios = {number / wanted[term] for term, number in found.items()} if found.keys() == wanted.keys() else set()
    return ratios.pop() if len(ratios) == 1 and min(ratios) > 0 else None


def _swapped(term: Node) -> tuple[Node, sympy.Rational]:
    number, rest = split_coefficient(term)
    return rest, number
