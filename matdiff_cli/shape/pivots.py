"""A symmetric matrix written out, by elimination: vᵀ M v = Σ dₖ (vₖ + Σ lⱼ vⱼ)², the pivots dₖ with their signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sympy import Rational

from matdiff_cli.expressions import algebra, decompositions
from matdiff_cli.expressions.facts import NOT_NEGATIVE, POSITIVE
from matdiff_cli.expressions.nodes import ONE, Literal, Node, Number, Product

Sign = Callable[[Node], int]


@dataclass(frozen=True)
class Pivot:
    """d (Σ cⱼ vⱼ)², of the given sign; `coefficients` are those of v from the pivot's own entry on.

    The last one may be a `block` of two rows [a, b; b, c] instead, with a ≥ 0, c ≥ 0 and a c ≥ b².
    """

    value: Node
    sign: int
    coefficients: tuple[Node, ...]
    block: tuple[Node, Node, Node] | None = None


def pivots(matrix: Literal, sign: Sign) -> list[Pivot] | None:
    """The pivots of a matrix; None unless it is symmetric and none is known to be negative or unknown."""
    rows: list[Sequence[Node]] = list(matrix.rows_of_entries)
    if not _is_symmetric(rows):
        return None
    found: list[Pivot] = []
    while rows:
        first, *others = rows
        own = sign(first[0])
        alone = all(map(algebra.is_zero, first[1:]))
        if algebra.is_zero(first[0]) and alone:
            own = NOT_NEGATIVE
        if own == POSITIVE or (own and alone):
            coefficients = (ONE, *(_ratio(entry, first[0]) for entry in first[1:]))
            found.append(Pivot(first[0], own, coefficients))
            rows = [[_left(row[j], row[0], first[j], first[0]) for j in range(1, len(row))] for row in others]
        elif own and len(rows) == 2:
            block = first[0], first[1], others[0][1]
            determinant = sign(_left(block[2], block[1], block[1], block[0], divided=False))
            if not determinant or not sign(block[2]):
                return None
            return [*found, Pivot(first[0], NOT_NEGATIVE, (), block)]
        else:
            return None
    return found


def _is_symmetric(rows: Sequence[Sequence[Node]]) -> bool:
    """Whether entries that mirror each other are the same, whatever the order of their factors."""
    pairs = ((rows[i][j], rows[j][i]) for i in range(len(rows)) for j in range(i))
    return all(one is other or algebra.is_zero(expanded(algebra.subtract(one, other))) for one, other in pairs)


def _ratio(entry: Node, pivot: Node) -> Node:
    return algebra.product(entry, algebra.power(pivot, algebra.MINUS_ONE)) if not algebra.is_zero(entry) else entry


def _left(entry: Node, left: Node, above: Node, pivot: Node, *, divided: bool = True) -> Node:
    """What elimination leaves of an entry: (entry·pivot − left·above)/pivot."""
    if algebra.is_zero(left) or algebra.is_zero(above):
        return entry
    over = expanded(algebra.subtract(algebra.product(entry, pivot), algebra.product(left, above)))
    return _ratio(over, pivot) if divided else over


def expanded(node: Node) -> Node:
    """A sum of scalars with the sums in its terms multiplied out, so that what cancels is gone."""
    products: list[Node] = []
    for term in decompositions.terms(node):
        parts: list[tuple[Node, ...]] = [(term,)]
        if isinstance(term, Product) and not decompositions.split_scalars(term)[1]:
            parts = [_terms(part) for part in term.args]
        choices: list[tuple[Node, ...]] = [()]
        for part in parts:
            choices = [(*done, more) for done in choices for more in part]
        products += [algebra.product(*choice) for choice in choices]
    return algebra.add(*products)


def _terms(factor: Node) -> tuple[Node, ...]:
    """The terms of a sum, or of its square."""
    base, exponent = decompositions.base_and_exponent(factor)
    if decompositions.rational(exponent) == 2 and len(decompositions.terms(base)) > 1:
        return decompositions.terms(expanded(Product(base, base)))
    return decompositions.terms(factor)


def completed_square(polynomial: Node, t: Node) -> tuple[Node, int] | None:
    """a t² + b t + c = a (t + b/(2a))² + (c − b²/(4a)) with a sign, for numbers a > 0, b and c; None for others."""
    numbers = {0: Rational(0), 1: Rational(0), 2: Rational(0)}
    for term in decompositions.terms(polynomial):
        coefficient, rest = decompositions.split_coefficient(term)
        base, exponent = decompositions.base_and_exponent(rest)
        degree = 0 if rest is ONE else decompositions.rational(exponent) if base is t else None
        if degree not in numbers:
            return None
        numbers[degree] += coefficient
    c, b, a = numbers.values()
    if a <= 0 or 4 * a * c < b * b:
        return None
    left = c - b * b / (4 * a)
    square = algebra.scale(a, algebra.power(algebra.add(t, Number(b / (2 * a))), Number(2)))
    return algebra.add(square, Number(left)) if left else square, POSITIVE if left else NOT_NEGATIVE
