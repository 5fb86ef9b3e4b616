"""Matrices written out entry by entry."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

import sympy

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import split_scalars
from matdiff_cli.expressions.nodes import ONE, ZERO, Literal, Node

_LARGEST_DETERMINANT = 3


def as_literal(term: Node) -> Literal | None:
    """A matrix written out, scalars in front of it multiplied in; None for anything else."""
    scalars, chain = split_scalars(term)
    if len(chain) != 1 or not isinstance(chain[0], Literal):
        return None
    if not scalars:
        return chain[0]
    return Literal(*chain[0].args[:2], *(algebra.product(*scalars, entry) for entry in chain[0].entries))


def literal_sum(literals: list[Literal]) -> Node:
    """The sum of matrices written out, entry by entry."""
    entries = [algebra.add(*entry) for entry in zip(*(literal.entries for literal in literals), strict=True)]
    return Literal(*literals[0].args[:2], *entries)


def literal_product(left: Literal, right: Literal) -> Node:
    """The product of two matrices written out."""
    columns = list(zip(*right.rows_of_entries, strict=True))
    entries = [
        algebra.add(*(algebra.product(a, b) for a, b in zip(row, column, strict=True)))
        for row in left.rows_of_entries
        for column in columns
    ]
    return entries[0] if len(entries) == 1 else Literal(left.args[0], right.args[1], *entries)


def is_unit(literal: Literal) -> bool:
    """Whether a matrix written out is the identity."""
    rows = literal.rows_of_entries
    return literal.shape[0] == literal.shape[1] and all(
        entry is (ONE if i == j else ZERO) for i, row in enumerate(rows) for j, entry in enumerate(row)
    )


def unit_vector(place: int, length: int) -> Node:
    """The column with a 1 in one place and 0 elsewhere; 1 itself for length 1."""
    return ONE if length == 1 else Literal(length, 1, *(ONE if k == place else ZERO for k in range(length)))


def determinant(literal: Literal) -> Node | None:
    """The determinant of a small matrix written out, a sum over permutations (Leibniz); None for larger ones."""
    rows = literal.rows_of_entries
    if len(rows) > _LARGEST_DETERMINANT:
        return None
    return algebra.add(
        *(
            algebra.scale(_sign(p), algebra.product(*(rows[i][j] for i, j in enumerate(p))))
            for p in permutations(range(len(rows)))
        )
    )


def _sign(permutation: Sequence[int]) -> sympy.Integer:
    """1 if an even number of pairs stand in the wrong order, else −1."""
    return sympy.Integer((-1) ** sum(first > second for first, second in combinations(permutation, 2)))
