"""What is known of numbers and matrices wherever a function has a value: signs, and which matrices are semidefinite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matdiff_cli.expressions import algebra, decompositions, facts
from matdiff_cli.expressions.declared import declared
from matdiff_cli.expressions.facts import NOT_NEGATIVE, POSITIVE, UNKNOWN, sign_of
from matdiff_cli.expressions.nodes import (
    Diag,
    Function,
    HadamardPower,
    HadamardProduct,
    Identity,
    Inverse,
    Kronecker,
    Literal,
    Node,
    Ones,
    Power,
    Product,
    Sum,
    Transpose,
    Variable,
    Zeros,
)
from matdiff_cli.expressions.tidy import replace
from matdiff_cli.shape.pivots import pivots

SEMIDEFINITE, DEFINITE = NOT_NEGATIVE, POSITIVE
"""Of a symmetric matrix M: uᵀM u ≥ 0 for every u; > 0 for every u ≠ 0. As for signs, 0 says that nothing is known."""


class Known:
    """The facts at the points where a function has a value; `positive` are expressions that are positive there."""

    def __init__(self, positive: Iterable[Node] = ()) -> None:
        stand_ins = enumerate(dict.fromkeys(positive))
        self._stand_ins: dict[Node, Node] = {
            node: Variable(f"positive {number}", *node.shape, "", "positive") for number, node in stand_ins
        }
        self._definite: dict[Node, int] = {}

    def with_positive(self, more: Iterable[Node]) -> Known:
        """The same where more is positive."""
        return Known((*self._stand_ins, *more))

    def sign(self, node: Node) -> int:
        """POSITIVE, NOT_NEGATIVE or UNKNOWN, of every entry."""
        if (found := sign_of(node)) or not self._stand_ins:
            return found
        return sign_of(replace(node, self._stand_ins)) or self._of_factors(node)

    def _of_factors(self, node: Node) -> int:
        """Of a product of scalars, of which an even number are negative; of a sum, whatever its order."""
        if isinstance(node, Product) and node.is_scalar and not decompositions.split_scalars(node)[1]:
            coefficient, rest = decompositions.split_coefficient(node)
            least, negative = POSITIVE, coefficient < 0
            for factor in decompositions.factors(rest):
                own = self._of_factor(factor)
                if not own and (own := self._of_factor(algebra.negate(factor))):
                    negative = not negative
                least = min(least, own)
            return UNKNOWN if negative else least
        return self._of_factor(node)

    def _of_factor(self, node: Node) -> int:
        if any(algebra.is_zero(algebra.subtract(node, p)) for p in self._stand_ins if p.shape == node.shape):
            return POSITIVE
        return sign_of(node) or sign_of(replace(node, self._stand_ins))

    def definite(self, node: Node) -> int:
        """DEFINITE, SEMIDEFINITE or UNKNOWN, of a square matrix that is then symmetric."""
        found = self._definite.get(node)
        if found is None:
            found = self._definite[node] = self._is_definite(node)
        return found

    def _is_definite(self, node: Node) -> int:
        if node.is_scalar or facts.is_diagonal(node):
            return self.sign(node if node.is_scalar else algebra.diagonal_part(node))
        match node:
            case Variable():
                return DEFINITE if node.structure == "spd" else SEMIDEFINITE * declared(node, "semidefinite")
            case Identity():
                return DEFINITE
            case Zeros() | Ones():  # 1 1'
                return SEMIDEFINITE * (node.shape[0] is node.shape[1])
            case Diag():
                return self.sign(node.args[0])
            case Transpose():
                return self.definite(node.args[0])
            case Inverse():  # of what is semidefinite and has an inverse
                return DEFINITE * bool(self.definite(node.args[0]))
            case Power():
                return self._of_power(*node.args)
            case Sum() | HadamardProduct() | Kronecker():  # of Hadamard products: Schur
                each = list(map(self.definite, node.args))
                return (max if isinstance(node, Sum) else min)(each) if all(each) else UNKNOWN
            case HadamardPower():
                exponent = decompositions.rational(node.args[1])
                whole = exponent is not None and exponent.is_Integer and exponent > 0
                return self.definite(node.args[0]) if whole else UNKNOWN
            case Function(name="expm"):
                return DEFINITE * is_symmetric(node.operands[0])
            case Product():
                return self._of_product(*decompositions.split_scalars(node))
            case Literal():
                return self._of_literal(node)
        return UNKNOWN

    def _of_power(self, base: Node, exponent: Node) -> int:
        """Powers of a semidefinite matrix; even powers of a symmetric one, whose eigenvalues are squares."""
        power = decompositions.rational(exponent)
        if power is None:
            return UNKNOWN
        known = self.definite(base) or SEMIDEFINITE * (power % 2 == 0 and is_symmetric(base))
        return DEFINITE if known and power < 0 else known

    def _of_product(self, scalars: Sequence[Node], chain: Sequence[Node]) -> int:
        """c B'M B for c ≥ 0 and a semidefinite M, or without M; definite where everything is, and B has an inverse."""
        half, middle = divmod(len(chain), 2)
        if any(algebra.transpose(chain[-1 - i]) is not chain[i] for i in range(half)):
            return UNKNOWN
        inner = self.definite(chain[half]) if middle else DEFINITE
        outer = min((self.sign(scalar) for scalar in scalars), default=POSITIVE)
        regular = DEFINITE if all(map(self.is_regular, chain[:half])) else SEMIDEFINITE
        return min(inner, outer, regular)

    def is_regular(self, node: Node) -> bool:
        """Whether a matrix is known to have an inverse wherever the function has a value."""
        own = facts.is_orthogonal(node) or isinstance(node, Inverse)
        return own or (node.shape[0] is node.shape[1] and self.definite(node) == DEFINITE)

    def _of_literal(self, node: Literal) -> int:
        """By its pivots: definite where all are positive."""
        found = pivots(node, self.sign)
        return min((pivot.sign for pivot in found), default=DEFINITE) if found is not None else UNKNOWN


def is_symmetric(node: Node) -> bool:
    """Whether a matrix is seen to be its own transpose."""
    return algebra.transpose(node) is node
