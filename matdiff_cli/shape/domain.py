"""Where a function has values and second derivatives: kinks, jumps, and domains that may not be convex."""

from __future__ import annotations

from collections.abc import Iterator

from matdiff_cli.derivation.records import Note
from matdiff_cli.expressions import algebra, decompositions
from matdiff_cli.expressions.nodes import Function, HadamardPower, Inverse, Node, Power, Variable
from matdiff_cli.functions import REGISTRY
from matdiff_cli.languages import phrase
from matdiff_cli.shape.curvature import Curvature
from matdiff_cli.shape.known import DEFINITE, Known

_JUMPS = frozenset({"sign", "pinv"})


class Domain:
    """The domain of functions of a target, seen from how they are composed.

    `known` is what holds at the points of the domain, `convex` what holds on a convex set that the domain is part of.
    """

    def __init__(self, curvature: Curvature, known: Known, convex: Known) -> None:
        self._curvature = curvature
        self._known = known
        self._convex = convex

    def has_kinks(self, function: Node) -> bool:
        """Whether second derivatives may be missing where f has a value, inside its domain."""
        return any(map(self._is_kinked, function.atoms(Node)))

    def jumps(self, function: Node) -> bool:
        """Whether the function may not be continuous."""
        return any(
            isinstance(n, Function) and n.name in _JUMPS and self._curvature.varies(n) for n in function.atoms(Function)
        )

    def _is_kinked(self, node: Node) -> bool:
        if not self._curvature.varies(node):
            return False
        if isinstance(node, Function):
            if node.name == "norm":
                return True
            if node.name == "sqrt":
                return not self._opens(node.operands[0])
            return node.name in _JUMPS or "sign(" in REGISTRY[node.name].derivative
        if isinstance(node, HadamardPower) or (isinstance(node, Power) and node.is_scalar):
            base, exponent = node.args
            power = decompositions.rational(exponent)
            if power is None:
                return self._known.sign(base) != DEFINITE
            return not power.is_Integer and power > 0 and not self._opens(base)
        return False

    def _opens(self, base: Node) -> bool:
        """Whether {u ≥ 0} has {u > 0} for its inside, so that nothing happens at u = 0 but at the edge."""
        return self._known.sign(base) == DEFINITE or self._curvature.bends(base, -1)

    def gaps(self, function: Node) -> Iterator[Note]:
        """Why the domain may not be convex: conditions on what occurs in the function."""
        for node in function.atoms(Node):
            if self._curvature.varies(node):
                yield from self._gap(node)

    def _gap(self, node: Node) -> Iterator[Note]:
        match node:
            case Function(name="log" | "sqrt"):
                yield from self._half_line(node.operands[0], closed=node.name == "sqrt")
            case Function(name="log1p"):
                if not (self._convex.sign(node.operands[0]) or self._curvature.bends(node.operands[0], -1)):
                    yield _on_convex_sets("@1 > −1", node.operands[0])
            case Function(name="asin" | "acos"):
                if not self._curvature.is_affine(node.operands[0]):
                    yield _on_convex_sets("@1 is between −1 and 1", node.operands[0])
            case Function(name="tan"):
                yield _on_convex_sets("@1 ≠ 0", algebra.call("cos", node.operands[0]))
            case Function(name="logdet"):
                yield from self._singular(node.operands[0])
            case Inverse():
                yield from self._singular(node.args[0])
            case Power() | HadamardPower():
                base, exponent = node.args
                power = decompositions.rational(exponent)
                if not base.is_scalar and isinstance(node, Power):
                    if power is None or power < 0:
                        yield from self._singular(base)
                elif power is None or not power.is_Integer:
                    yield from self._half_line(base, closed=power is not None and power > 0)
                elif power < 0 and not self._is_positive(base):
                    yield _on_convex_sets("@1 ≠ 0", base)

    def _half_line(self, base: Node, *, closed: bool) -> Iterator[Note]:
        """{u > 0} for a concave u is convex, and so is everything; `closed`: u = 0 belongs to the domain."""
        if not (self._convex.sign(base) >= (1 if closed else DEFINITE) or self._curvature.bends(base, -1)):
            yield _on_convex_sets("@1 ≥ 0" if closed else "@1 > 0", base)

    def _is_positive(self, base: Node) -> bool:
        """Whether {u ≠ 0} is {u > 0}, and that is convex."""
        sign = self._convex.sign(base)
        return sign == DEFINITE or (bool(sign) and self._curvature.bends(base, -1))

    def _singular(self, matrix: Node) -> Iterator[Note]:
        """An affine matrix that is semidefinite is definite where it has an inverse, and those are a convex set."""
        known = self._convex.definite(matrix)
        if not (known == DEFINITE or (known and self._curvature.is_affine(matrix))):
            yield _on_convex_sets("@1 is invertible", matrix)


def convex_domain(function: Node, targets: tuple[Variable, ...]) -> Known:
    """What is known where all of what has to be positive is, as far as that is a convex set: u > 0 for a concave u."""
    plain = Curvature(targets, Known())
    return Known(node for node in positive_in(function) if plain.bends(node, -1))


def positive_in(function: Node) -> Iterator[Node]:
    """What is positive wherever a function has a value: what logarithms are taken of, what stands under broken powers
    less than 0.
    """
    for node in function.atoms(Function, HadamardPower, Power):
        if isinstance(node, Function):
            if node.name == "log":
                yield node.operands[0]
        else:
            power = decompositions.rational(node.args[1])
            if (
                power is not None
                and not power.is_Integer
                and power < 0
                and (node.is_scalar or not isinstance(node, Power))
            ):
                yield node.args[0]


def _on_convex_sets(condition: str, operand: Node) -> Note:
    return Note(phrase("on convex sets where {condition}", condition=phrase(condition)), (operand,))
