"""Diagonal matrices, the diagonal of a matrix and its triangles."""

from __future__ import annotations

from collections.abc import Callable

from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.algebra.sums import operand_of
from matdiff_cli.expressions.decompositions import base_and_exponent, split_scalars, weight
from matdiff_cli.expressions.laws import law
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import (
    SIZE_ONE,
    ZERO,
    Diag,
    DiagonalPart,
    HadamardProduct,
    Identity,
    Literal,
    LowerPart,
    Node,
    Ones,
    Sum,
    Transpose,
    UpperPart,
)

Fact = Callable[[Node], bool]


@remember
def diag(node: Node) -> Node:
    """The diagonal matrix of a column vector."""
    if node.is_scalar:
        return node
    if algebra.is_zero(node):
        return algebra.zeros((node.shape[0], node.shape[0]))
    if isinstance(node, Ones):
        return Identity(node.shape[0])
    if isinstance(node, Literal):
        entries = node.entries
        size = len(entries)
        return Literal(size, size, *(entries[i] if i == j else ZERO for i in range(size) for j in range(size)))
    scalars, chain = split_scalars(node)
    rest = algebra.product(*chain)
    own = isinstance(rest, DiagonalPart) and facts.is_diagonal(rest.args[0])
    return algebra.product(*scalars, rest.args[0] if own else Diag(rest))


@remember
def diagonal_part(node: Node) -> Node:
    """The diagonal of a square matrix, as a column."""
    if node.is_scalar:
        return node
    if algebra.is_zero(node):
        return algebra.zeros((node.shape[0], SIZE_ONE))
    if isinstance(node, Diag) and law("diagonal-diag"):
        found: Node = node.args[0]
        return found
    if isinstance(node, (Identity, Ones)) and law("diagonal-ones"):
        return Ones(node.shape[0], SIZE_ONE)
    if isinstance(node, Transpose) and law("diagonal-transpose"):
        return diagonal_part(node.args[0])
    if isinstance(node, Literal):
        return Literal(node.args[0], 1, *(row[i] for i, row in enumerate(node.rows_of_entries)))
    scalars, chain = split_scalars(node)
    if scalars:
        return algebra.product(*scalars, diagonal_part(algebra.product(*chain)))
    if isinstance(node, HadamardProduct) and law("diagonal-hadamard"):
        return algebra.hadamard(*map(diagonal_part, node.args))
    for i, factor in enumerate(chain[:-1]):
        if factor.shape[1] is SIZE_ONE and law("diagonal-outer"):
            return algebra.hadamard(
                algebra.product(*chain[: i + 1]), algebra.transpose(algebra.product(*chain[i + 1 :]))
            )
    if len(chain) > 1 and isinstance(chain[0], Ones) and law("diagonal-sums"):
        return algebra.product(algebra.transpose(algebra.product(*chain[1:])), Ones(chain[0].shape[1], SIZE_ONE))
    if len(chain) > 1 and isinstance(chain[-1], Ones) and law("diagonal-sums"):
        return algebra.product(*chain[:-1], Ones(chain[-1].shape[0], SIZE_ONE))
    if isinstance(node, Sum):
        apart = algebra.add(*map(diagonal_part, node.args))
        if weight(apart) < weight(node):
            return apart
    if len(chain) > 1 and isinstance(chain[0], Diag) and law("diagonal-scaled"):
        return algebra.hadamard(chain[0].args[0], diagonal_part(algebra.product(*chain[1:])))
    if len(chain) > 1 and isinstance(chain[-1], Diag) and law("diagonal-scaled"):
        return algebra.hadamard(chain[-1].args[0], diagonal_part(algebra.product(*chain[:-1])))
    for i, factor in enumerate(chain[1:-1], start=1):
        if isinstance(factor, Diag) and law("diagonal-of-product"):
            outer = algebra.hadamard(algebra.product(*chain[:i]), algebra.transpose(algebra.product(*chain[i + 1 :])))
            return algebra.product(outer, factor.args[0])
    if facts.has_zero_diagonal(node):
        return algebra.zeros((node.shape[0], SIZE_ONE))
    if facts.is_lower(node) != facts.is_upper(node):
        return _triangular_diagonal(node, chain)
    return DiagonalPart(node)


def _triangular_diagonal(node: Node, chain: list[Node]) -> Node:
    """diag(L M) = diag(L) ⊙ diag(M), diag(L^k) = diag(L).^k for triangular matrices of one side."""
    if len(chain) > 1:
        return algebra.hadamard(*map(diagonal_part, chain))
    base, exponent = base_and_exponent(node)
    return DiagonalPart(node) if base is node else algebra.hadamard_power(diagonal_part(base), exponent)


def lower_part(node: Node) -> Node:
    """The lower triangle, diagonal included."""
    return _triangle(node, LowerPart, facts.is_lower, facts.is_upper)


def upper_part(node: Node) -> Node:
    """The upper triangle, diagonal included."""
    return _triangle(node, UpperPart, facts.is_upper, facts.is_lower)


def _triangle(node: Node, kind: type[Node], has_it: Fact, has_the_other: Fact) -> Node:
    if has_it(node):
        return node
    if has_the_other(node):
        return diag(diagonal_part(node))
    scalars, chain = split_scalars(node)
    if scalars:
        return algebra.product(*scalars, _triangle(algebra.product(*chain), kind, has_it, has_the_other))
    if isinstance(node, Sum):
        opened = [operand_of(kind, term) for term in node.args]
        if any(opened) and law("triangle-once"):
            inside = (term if operand is None else operand for term, operand in zip(node.args, opened, strict=True))
            return _triangle(algebra.add(*inside), kind, has_it, has_the_other)
    return kind(node)
