"""Neighbours in a product of matrices that are shorter together: powers of one base, inverses with what they undo."""

from __future__ import annotations

from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import (
    base_and_exponent,
    factors,
)
from matdiff_cli.expressions.laws import law
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import (
    SIZE_ONE,
    Commutation,
    Diag,
    Identity,
    Increment,
    Inverse,
    Kronecker,
    Literal,
    Node,
    Ones,
    Power,
    Product,
    SizeNumber,
    Sum,
    Transpose,
    Variable,
    Vec,
)
from matdiff_cli.expressions.nodes.base import kinds, marks

_SYMBOLS = frozenset(kinds(symbol, *around) for symbol in (Variable, Increment) for around in ((), (Transpose,)))
"""What symbols and their transposes hold: two of them are shorter together only where they are of one symbol."""

_POWERS = marks(Inverse, Power)
_OTHERS_THAT_MERGE = marks(Diag, Kronecker, Literal, Ones, Vec)

_MOST_CANCELLED = 8
"""So many factors at most are looked at together with an inverse that may cancel them."""


def merge(left: Node, right: Node) -> Node | None:
    """The product of two neighbours where it is shorter than the two, else None."""
    symbols = left.held in _SYMBOLS and right.held in _SYMBOLS
    if symbols and left is not right and left.args[0] is not right and right.args[0] is not left:
        return None
    return _merged(left, right)


@remember
def _merged(left: Node, right: Node) -> Node | None:
    if type(left) is Commutation and right is algebra.transpose(left) and law("commutation-inverse"):
        return Identity(left.shape[0])
    rows, columns = left.shape
    if rows is columns or (left.is_matrix and rows == columns):
        base, first = base_and_exponent(left)
        other, second = base_and_exponent(right)
        joins = (first.value.p > 0) == (second.value.p > 0)
        same = base is other and (joins or law("inverse-cancels"))
        if same or (not joins and _is_transposed_sum(base, other) and law("transpose-sum inverse-cancels")):
            return algebra.matrix_power(base, int(first.value + second.value))
        if not joins and _is_negative(base, other) and law("minus-sum inverse-cancels"):
            return algebra.scale((-1) ** first.value, algebra.matrix_power(other, int(first.value + second.value)))
        if facts.is_orthogonal(left) and right is algebra.transpose(left) and law("orthogonal-inverse"):
            return Identity(left.shape[0])
    if not (left.held | right.held) & _OTHERS_THAT_MERGE:
        return None
    if isinstance(left, Diag) and isinstance(right, Diag) and law("diag-product"):
        return algebra.diag(algebra.hadamard(left.args[0], right.args[0]))
    if isinstance(left, Ones) and isinstance(right, Ones) and (left.is_column or law("ones-product")):
        return algebra.product(SizeNumber(left.shape[1]), Ones(left.shape[0], right.shape[1]))
    if isinstance(left, Diag) and isinstance(right, Ones) and right.is_matrix and law("hadamard-diag"):
        return algebra.product(left.args[0], Ones(SIZE_ONE, right.shape[1]))
    if isinstance(right, Diag) and isinstance(left, Ones) and left.is_matrix and law("hadamard-diag"):
        return algebra.product(Ones(left.shape[0], SIZE_ONE), algebra.transpose(right.args[0]))
    if isinstance(left, Kronecker) and isinstance(right, Kronecker) and len(left.args) == len(right.args):
        pairs = list(zip(left.args, right.args, strict=True))
        if all(a.shape[1] == b.shape[0] for a, b in pairs) and law("kron-product"):
            return algebra.kronecker(*(algebra.product(a, b) for a, b in pairs))
    if isinstance(left, Literal) and isinstance(right, Literal):
        return algebra.literal_product(left, right)
    if isinstance(right, Literal) and algebra.is_unit(right):
        return left
    if isinstance(left, Literal) and algebra.is_unit(left):
        return right
    if isinstance(right, Vec):
        return _kronecker_on_vec(left, right.args[0])
    if isinstance(left, Transpose) and isinstance(left.args[0], Vec):
        flipped = _kronecker_on_vec(algebra.transpose(right), left.args[0].args[0])
        return None if flipped is None else algebra.transpose(flipped)
    return _into_kronecker(left, right)


def _is_transposed_sum(node: Node, other: Node) -> bool:
    """Whether one is (A + B)' and the other A' + B'."""
    for whole, apart in ((node, other), (other, node)):
        if isinstance(whole, Transpose) and isinstance(whole.args[0], Sum) and isinstance(apart, Sum):
            return algebra.add(*map(algebra.transpose, whole.args[0].args)) is apart
    return False


def _is_negative(node: Node, other: Node) -> bool:
    """Whether one is A − B and the other B − A."""
    sums = isinstance(node, Sum) and isinstance(other, Sum) and len(node.args) == len(other.args)
    return sums and set(map(algebra.negate, node.args)) == set(other.args)


def _into_kronecker(left: Node, right: Node) -> Node | None:
    """A (r ⊗ B) = r ⊗ A B and A (B ⊗ r) = A B ⊗ r for a row r; (c ⊗ B) A = c ⊗ B A and (B ⊗ c) A = B A ⊗ c

    Where both would do, v comes beside v': v (v' ⊗ r) = v v' ⊗ r.
    """
    for both, other in ((left, right), (right, left)):
        if type(both) is not Kronecker or (both.is_vector and other.is_vector and other.holds(Vec)):
            continue
        first, last = (both.args[0], both.args[1:]), (both.args[-1], both.args[:-1])
        for vector, rest in (last, first) if first[0] is algebra.transpose(other) else (first, last):
            inner = algebra.kronecker(*rest)
            if isinstance(other, Kronecker) and not isinstance(inner, Identity):
                continue
            if both is right and vector.is_row and left.shape[1] == inner.shape[0]:
                found = algebra.product(left, inner)
            elif both is left and vector.is_column and inner.shape[1] == right.shape[0]:
                found = algebra.product(inner, right)
            else:
                continue
            if law("kron-product"):
                return algebra.kronecker(*((vector, found) if vector is both.args[0] else (found, vector)))
    return None


def _kronecker_on_vec(left: Node, matrix: Node) -> Node | None:
    """(A ⊗ B) vec(X) = vec(B X A')"""
    if not isinstance(left, Kronecker) or len(left.args) != 2:
        return None
    a, b = left.args
    if (b.shape[1], a.shape[1]) != matrix.shape or not law("kron-vec"):
        return None
    return algebra.vec(algebra.product(b, matrix, algebra.transpose(a)))


def cancelled(chain: list[Node]) -> Node | None:
    """What takes the place of the last factors of a chain, which are removed, where an inverse cancels among them.

    (A B)^-1 A B = I; (A B)^-1 A = B^-1 and B (A B)^-1 = A^-1 where A and B are square.
    """
    last = chain[-1]
    ends = last.held & _POWERS and _is_power(last)
    for count in range(1, min(len(chain), _MOST_CANCELLED + 1)):
        first = chain[-1 - count]
        found = _without(first, chain[-count:], 0) if first.held & _POWERS and _is_power(first) else None
        if found is None and ends:
            found = _without(last, chain[-1 - count : -1], -1)
        if found is not None:
            del chain[-1 - count :]
            return found
    return None


def _is_power(node: Node) -> bool:
    return isinstance(node.args[0] if type(node) is Transpose else node, (Inverse, Power))


def _without(inverse: Node, others: list[Node], end: int) -> Node | None:
    """P^-k without the factors of P that `others` are, at its front (end 0) or back (end −1); None if they are not."""
    base, exponent = base_and_exponent(inverse)
    flipped = type(base) is Transpose and type(base.args[0]) is Product
    whole = factors(algebra.transpose(base.args[0]) if flipped else base)
    count = len(others)
    ours, rest = (whole[:count], whole[count:]) if end == 0 else (whole[-count:], whole[:-count])
    if ours != tuple(others) or exponent.value.p >= 0 or others[0].shape[0] != others[-1].shape[1]:
        return None
    if rest and exponent.value != -1:
        return None
    if not law("inverse-product inverse-cancels" if rest else "inverse-cancels"):
        return None
    return algebra.inverse(algebra.product(*rest)) if rest else algebra.matrix_power(base, int(exponent.value) + 1)
