"""How a function bends, from how it is composed: affine, convex, concave, entry by entry; its kinks and its domain.

A convex function that does not decrease of a convex one is convex, and so on (Boyd & Vandenberghe, Convex
Optimization, 3.2.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matdiff_cli.derivation.records import Note
from matdiff_cli.expressions import algebra, decompositions
from matdiff_cli.expressions.nodes import (
    Diag,
    DiagonalPart,
    Function,
    HadamardPower,
    HadamardProduct,
    Inverse,
    Kronecker,
    Literal,
    LowerPart,
    Node,
    Power,
    Product,
    Sum,
    Total,
    Trace,
    Transpose,
    UpperPart,
    Variable,
    Vec,
)
from matdiff_cli.expressions.tidy import Occurrence
from matdiff_cli.functions import REGISTRY
from matdiff_cli.shape.known import DEFINITE, Known

_LINEAR = (Sum, Total, Trace, Transpose, Diag, DiagonalPart, Vec, LowerPart, UpperPart, Literal)
_JUMPS = frozenset({"sign", "pinv"})
_EVERYWHERE = "on convex sets where @1"


@dataclass(frozen=True)
class Atom:
    """A function of an entry, or of all entries: convex (1) or concave (−1).

    It rises wherever its argument is (1), where that is not negative (0), or it falls (−1).
    """

    bends: int
    rises: int


class Curvature:
    """What is known of the functions of a target that an expression is composed of."""

    def __init__(self, targets: tuple[Variable, ...], known: Known) -> None:
        self._varies = Occurrence(frozenset(targets))
        self._known = known
        self._found: dict[tuple[Node, int], bool] = {}
        self.trusted: set[Node] = set()

    def trust(self, node: Node, way: int) -> None:
        """Take it from elsewhere that a node is convex (way 1) or concave (−1)."""
        self._found[node, way] = True
        self.trusted.add(node)

    def varies(self, node: Node) -> bool:
        return self._varies(node)

    def is_affine(self, node: Node) -> bool:
        """Whether every entry is affine in the target."""
        return self.bends(node, 0)

    def bends(self, node: Node, way: int) -> bool:
        """Whether every entry is convex (way 1), concave (−1), or affine (0) in the target."""
        if not self._varies(node):
            return True
        key = (node, way)
        if key not in self._found:
            self._found[key] = self._bends(node, way)
        return self._found[key]

    def _bends(self, node: Node, way: int) -> bool:
        match node:
            case Variable():
                return True
            case Sum() | Total() | Trace() | Transpose() | Diag() | DiagonalPart() | Vec() | LowerPart() | UpperPart():
                return all(self.bends(part, way) for part in node.parts)
            case Literal() | Function(name="mean"):
                return all(self.bends(part, way) for part in node.parts)
            case Product() | HadamardProduct() | Kronecker():
                return self._of_product(node, way)
        atom, argument = self.atom(node)
        if atom is None or way == 0 or atom.bends != way:
            return False
        if self.is_affine(argument):
            return True
        sign = self._known.sign(argument)
        if atom.rises == 1 or (atom.rises == 0 and sign):
            return self.bends(argument, way)
        return atom.rises == -1 and self.bends(argument, -way)

    def _of_product(self, node: Node, way: int) -> bool:
        """One factor varies; the signs of the others say which way. Or c v'P v with a semidefinite P."""
        moving = [factor for factor in node.args if self._varies(factor)]
        rest = [factor for factor in node.args if not self._varies(factor)]
        if len(moving) != 1:
            return way == 1 and self.is_square(node)
        (inner,) = moving
        if self.is_affine(inner):
            return True
        if way == 0:
            return False
        if all(map(self._known.sign, rest)):
            return self.bends(inner, way)
        scalars = [factor for factor in rest if factor.is_scalar]
        if len(scalars) == len(rest) and self._known.sign(algebra.negate(algebra.product(*scalars))):
            return self.bends(inner, -way)
        return False

    def is_square(self, node: Node) -> bool:
        """c·v'P v with an affine v, c ≥ 0 and a semidefinite P, or without P."""
        if not isinstance(node, Product) or not node.is_scalar:
            return False
        scalars, chain = decompositions.split_scalars(node)
        half, middle = divmod(len(chain), 2)
        mirrored = bool(chain) and all(algebra.transpose(chain[-1 - i]) is chain[i] for i in range(half))
        inner = not middle or (not self._varies(chain[half]) and bool(self._known.definite(chain[half])))
        fixed = not any(map(self._varies, scalars)) and all(map(self._known.sign, scalars))
        return mirrored and inner and fixed and self.is_affine(algebra.product(*chain[half + middle :]))

    def atom(self, node: Node) -> tuple[Atom | None, Node]:
        """How a node bends as a function of its argument; None where that is not known."""
        if isinstance(node, Function):
            argument = node.operands[0]
            record = REGISTRY[node.name]
            bends = {"convex": 1, "concave": -1}.get(record.bends)
            return (Atom(bends, int(record.rises == "everywhere")) if bends else None), argument
        if isinstance(node, HadamardPower) or (isinstance(node, Power) and node.is_scalar):
            base, exponent = node.args
            return self._power(base, exponent), base
        return None, node

    def _power(self, base: Node, exponent: Node) -> Atom | None:
        power = decompositions.rational(exponent)
        sign = self._known.sign(base)
        if power is None:
            return None
        if power.is_Integer and power > 0 and power % 2 == 0:
            return Atom(1, 0)
        if power >= 1 and (sign or not power.is_Integer):
            return Atom(1, 1)
        if 0 < power < 1:
            return Atom(-1, 1)
        if power < 0 and (sign == DEFINITE or not power.is_Integer):
            return Atom(1, -1)
        return None

    # --- kinks and domains --------------------------------------------------------------------------------------------

    def has_kinks(self, function: Node) -> bool:
        """Whether second derivatives may be missing where f has a value, inside its domain."""
        return any(map(self._is_kinked, function.atoms(Node)))

    def jumps(self, function: Node) -> bool:
        """Whether the function may not be continuous."""
        return any(isinstance(n, Function) and n.name in _JUMPS and self._varies(n) for n in function.atoms(Function))

    def _is_kinked(self, node: Node) -> bool:
        if not self._varies(node):
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
        return self._known.sign(base) == DEFINITE or self.bends(base, -1)

    def gaps(self, function: Node) -> Iterator[Note]:
        """Why the domain may not be convex: conditions on what occurs in the function."""
        for node in function.atoms(Node):
            if self._varies(node):
                yield from self._gap(node)

    def _gap(self, node: Node) -> Iterator[Note]:
        match node:
            case Function(name="log" | "sqrt"):
                yield from self._half_line(node.operands[0], closed=node.name == "sqrt")
            case Function(name="log1p"):
                if not (self._known.sign(node.operands[0]) or self.bends(node.operands[0], -1)):
                    yield Note(f"{_EVERYWHERE} > −1", node.operands)
            case Function(name="asin" | "acos"):
                if not self.is_affine(node.operands[0]):
                    yield Note(f"{_EVERYWHERE} is between −1 and 1", (node.operands[0],))
            case Function(name="tan"):
                yield Note(f"{_EVERYWHERE} ≠ 0", (algebra.call("cos", node.operands[0]),))
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
                    yield Note(f"{_EVERYWHERE} ≠ 0", (base,))

    def _half_line(self, base: Node, *, closed: bool) -> Iterator[Note]:
        """{u > 0} for a concave u is convex, and so is everything; `closed`: u = 0 belongs to the domain."""
        if not (self._known.sign(base) >= (1 if closed else DEFINITE) or self.bends(base, -1)):
            yield Note(f"{_EVERYWHERE} {'≥' if closed else '>'} 0", (base,))

    def _is_positive(self, base: Node) -> bool:
        """Whether {u ≠ 0} is {u > 0}, and that is convex."""
        sign = self._known.sign(base)
        return sign == DEFINITE or (bool(sign) and self.bends(base, -1))

    def _singular(self, matrix: Node) -> Iterator[Note]:
        """An affine matrix that is semidefinite is definite where it has an inverse, and those are a convex set."""
        known = self._known.definite(matrix)
        if not (known == DEFINITE or (known and self.is_affine(matrix))):
            yield Note(f"{_EVERYWHERE} is invertible", (matrix,))


def positive_in(function: Node) -> Iterator[Node]:
    """What is positive wherever a function has a value: what logarithms are taken of, what stands under broken powers
    less than 0."""
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
