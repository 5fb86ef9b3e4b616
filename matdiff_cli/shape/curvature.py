"""How a function bends, from how it is composed: affine, convex, concave, entry by entry.

A convex function that does not decrease of a convex one is convex, and so on (Boyd & Vandenberghe, Convex
Optimization, 3.2.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matdiff_cli.expressions import algebra, decompositions
from matdiff_cli.expressions.nodes import (
    ONE,
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
        """Does the expression hold a target?"""
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
            case Product() | HadamardProduct() | Kronecker() if self._of_product(node, way):
                return True
        if (found := self.form(node)) is not None:
            return way == found[1]
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
        """One factor varies; the signs of the others say which way."""
        moving = [factor for factor in node.args if self._varies(factor)]
        rest = [factor for factor in node.args if not self._varies(factor)]
        if len(moving) != 1:
            return False
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

    def form(self, node: Node) -> tuple[str, int] | None:
        """The rule by which a scalar, or its negative, is convex as a form in affine functions of the target.

        With 1 for a convex one and −1 for a concave one; None for what is no such form.
        """
        if (rule := self._form(node)) is not None:
            return rule, 1
        if isinstance(node, Product) and (rule := self._form(algebra.negate(node))) is not None:
            return rule, -1
        return None

    def _form(self, node: Node) -> str | None:
        if isinstance(node, Function) and node.name == "sqrt":
            return "midpoint-seminorm" if self._is_square(node.operands[0]) else None
        if not isinstance(node, Product) or not node.is_scalar:
            return None
        if self._is_square(node):
            return "midpoint-form"
        below = [factor for factor in node.args if self._is_divisor(factor)]
        rest = [factor for factor in node.args if factor not in below]
        if len(below) == 1 and self._is_square(Product(*rest) if len(rest) > 1 else rest[0]):
            return "midpoint-over-linear"
        scalars, chain = decompositions.split_scalars(node)
        middle = chain[len(chain) // 2] if len(chain) % 2 else None
        if isinstance(middle, Inverse) and self.is_affine(middle.args[0]) and self._known.definite(middle.args[0]):
            return "midpoint-fractional" if self._is_mirrored(scalars, chain) else None
        return None

    def _is_divisor(self, node: Node) -> bool:
        """1/s for an affine s > 0 that varies."""
        if not isinstance(node, Power) or decompositions.rational(node.args[1]) != -1 or not self._varies(node):
            return False
        return self.is_affine(node.args[0]) and self._known.sign(node.args[0]) == DEFINITE

    def _is_square(self, node: Node) -> bool:
        """c·v'P v with an affine v, c ≥ 0 and a semidefinite P, or without P; or c s² with an affine s."""
        factors = decompositions.factors(node)
        scalars, chain = decompositions.split_scalars(node)
        if not node.is_scalar:
            return False
        if not chain:
            squares = [s for s in factors if self._varies(s)]
            rest = [s for s in factors if not self._varies(s)]
            base, exponent = squares[0].args if len(squares) == 1 and isinstance(squares[0], Power) else (node, ONE)
            even = decompositions.rational(exponent) == 2
            return even and self.is_affine(base) and all(map(self._known.sign, rest))
        half, middle = divmod(len(chain), 2)
        fixed = not middle or (not self._varies(chain[half]) and bool(self._known.definite(chain[half])))
        return fixed and self._is_mirrored(scalars, chain)

    def _is_mirrored(self, scalars: Sequence[Node], chain: Sequence[Node]) -> bool:
        """c·v' … v with an affine v and a fixed c ≥ 0."""
        half, middle = divmod(len(chain), 2)
        mirrored = all(algebra.transpose(chain[-1 - i]) is chain[i] for i in range(half))
        fixed = not any(map(self._varies, scalars)) and all(map(self._known.sign, scalars))
        return half > 0 and mirrored and fixed and self.is_affine(algebra.product(*chain[half + middle :]))

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
