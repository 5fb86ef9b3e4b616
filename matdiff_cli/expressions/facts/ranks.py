"""How large the rank of a matrix can be, from its sizes: what never has an inverse."""

from __future__ import annotations

from itertools import product
from math import prod

import sympy

from matdiff_cli.expressions import algebra, decompositions
from matdiff_cli.expressions.laws import as_always
from matdiff_cli.expressions.nodes import Node, Ones, Power, Product, Size, Sum, Transpose, Zeros
from matdiff_cli.expressions.nodes.base import remembered

_MOST_CHOICES = 64


@remembered
@as_always
def rank_bound(node: Node) -> frozenset[Size]:
    """Sizes, each of which the rank does not exceed: rows and columns, and what products and sums leave."""
    return frozenset(node.shape) | _own_bounds(node)


def _own_bounds(node: Node) -> frozenset[Size]:
    match node:
        case Zeros():
            return frozenset({sympy.S.Zero})
        case Ones():  # 1 1'
            return frozenset({sympy.S.One})
        case Product():  # rank(A B) ≤ rank(A), rank(B)
            return frozenset().union(*map(rank_bound, decompositions.split_scalars(node)[1]))
        case Sum():  # rank(A + B) ≤ rank(A) + rank(B)
            bounds = [rank_bound(term) for term in node.args]
            few = prod(map(len, bounds)) <= _MOST_CHOICES
            return frozenset(sympy.Add(*choice) for choice in product(*bounds)) if few else frozenset()
        case Transpose() | Power():
            return rank_bound(node.args[0])
    return frozenset()


def _is_odd_and_skew(node: Node) -> bool:
    """Then det(K) = det(K') = (−1)ⁿ det(K) is 0."""
    if not node.shape[0].is_odd or not node.is_matrix:
        return False
    matrix = algebra.product(*decompositions.split_scalars(node)[1])
    return algebra.is_zero(algebra.add(matrix, algebra.transpose(matrix)))


def is_singular(node: Node) -> bool:
    """Whether a square matrix has no inverse, whatever its sizes and symbols are."""
    return any((node.shape[0] - bound).is_positive for bound in rank_bound(node)) or _is_odd_and_skew(node)


def has_rank_one(node: Node) -> bool:
    """Whether a square matrix of no known size has rank 1 at most: only if that size is 1 it can have an inverse."""
    return not node.is_scalar and sympy.S.One in rank_bound(node)
