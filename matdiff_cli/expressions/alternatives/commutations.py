"""Commutation matrices: where they stand in a product, and where two of them are gone."""

from __future__ import annotations

from collections.abc import Iterator

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.alternatives.form import Form
from matdiff_cli.expressions.decompositions import split_scalars
from matdiff_cli.expressions.nodes import ONE, Commutation, Diag, Identity, Kronecker, Node, Transpose, Vec

TURNS = frozenset({"commutation-diag", "commutation-kron", "vec-transpose"})
"""The laws by which a commutation matrix goes past its neighbour in a product."""


def common_turned(node: Node) -> Iterator[Form]:
    """(A ⊗ B) K + B ⊗ A = (K' + I)(B ⊗ A), for (A ⊗ B) K = K' (B ⊗ A) (Magnus & Neudecker, chapter 3.7)"""
    for term in node.args:
        scalars, chain = split_scalars(term)
        match chain:
            case [Kronecker() as both, Commutation() as swap] if len(both.args) == 2:
                left, right = both.args
                turned = algebra.product(*scalars, algebra.kronecker(right, left))
                if turned in node.args and swap.args == (left.shape[1], right.shape[1]):
                    before = algebra.commutation(left.shape[0], right.shape[0])
                    rest = [other for other in node.args if other not in (term, turned)]
                    both_ways = algebra.product(algebra.add(Identity(before.shape[0]), before), turned)
                    yield Form("commutation-kron", algebra.add(both_ways, *rest))


def turned(term: Node, laws: frozenset[str]) -> Node:
    """A product with its commutation matrices as far in front as they may go by these laws, or gone.

    (A ⊗ B) K = K' (B ⊗ A), so that c ⊗ M ⊗ r = (c r ⊗ M) K for a row r, vec(M)' K = vec(M')' and
    diag(vec(M)) K = K diag(vec(M')).
    """
    scalars, chain = split_scalars(term)
    for i, (before, swap) in enumerate(zip(chain, [*chain[1:], ONE], strict=False)):
        taken: tuple[Node, ...] = ()
        if isinstance(before, Kronecker) and "commutation-kron" in laws:
            *front, last = before.args
            first = algebra.kronecker(*front)
            if len(front) > 1 and front[0].is_column and last.is_row:
                taken = algebra.kronecker(last, first), algebra.commutation(last.shape[1], first.shape[1]), swap
            elif isinstance(swap, Commutation) and swap.args == (first.shape[1], last.shape[1]):
                taken = algebra.commutation(first.shape[0], last.shape[0]), algebra.kronecker(last, first)
        elif isinstance(before, Diag) and isinstance(before.args[0], Vec) and "commutation-diag" in laws:
            matrix = before.args[0].args[0]
            if isinstance(swap, Commutation) and swap.args == (matrix.shape[1], matrix.shape[0]):
                taken = swap, algebra.diag(algebra.vec(algebra.transpose(matrix)))
        elif isinstance(before, Transpose) and isinstance(before.args[0], Vec) and "vec-transpose" in laws:
            matrix = before.args[0].args[0]
            if isinstance(swap, Commutation) and swap.args == (matrix.shape[1], matrix.shape[0]):
                taken = (algebra.transpose(algebra.vec(algebra.transpose(matrix))),)
        if taken:
            return turned(algebra.product(*scalars, *chain[:i], *taken, *chain[i + 2 :]), laws)
    return term


def without_two(node: Node) -> Iterator[Form]:
    """K diag(vec(M)) K' = diag(vec(M')) and K (A ⊗ B) K' = B ⊗ A"""
    if sum(isinstance(part, Commutation) for part in split_scalars(node)[1]) > 1:
        yield Form("commutation-diag commutation-kron commutation-inverse", turned(node, TURNS))
