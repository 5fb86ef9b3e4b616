"""Sums multiplied out where that makes them shorter: X'(s − y) rather than X'(s ⊙ (1 − y) − (1 − s) ⊙ y)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.forms.form import COMMON_FACTOR, MULTIPLY_OUT, Form
from matdiff_cli.expressions.forms.spreading import multiplied_out, over_sum
from matdiff_cli.expressions.nodes import (
    Diag,
    DiagonalPart,
    HadamardPower,
    HadamardProduct,
    Node,
    Ones,
    Power,
    Product,
    Sum,
    Trace,
    Transpose,
    Vec,
)
from matdiff_cli.expressions.views import rational, split_coefficient, split_scalars, terms, weight

_WORTH_OPENING = 2
"""An elementwise product is multiplied out only if that much less is left to read: σ ⊙ (1 − σ) stays."""


def of_sum(node: Node) -> Iterator[Form]:
    """Its elementwise products multiplied out, its transposed sums opened, its numbers multiplied into its sums."""
    yield Form(MULTIPLY_OUT, multiplied_out(node, elementwise=True))
    yield Form(COMMON_FACTOR, factor(algebra.add(*(part for term in node.args for part in _opened(term)))))


def _opened(term: Node) -> Iterator[Node]:
    """The terms of c (A + B) and of c (A + B)'."""
    coefficient, rest = split_coefficient(term)
    flipped = isinstance(rest, Transpose)
    for part in terms(rest.args[0] if flipped else rest):
        yield algebra.scale(coefficient, algebra.transpose(part) if flipped else part)


def of_elementwise_product(node: Node) -> Iterator[Form]:
    """Over the terms of a sum in it; (x 1') ⊙ W = diag(x) W and (1 x') ⊙ W = W diag(x)."""
    for i, part in enumerate(node.args):
        rest = algebra.hadamard(*node.args[:i], *node.args[i + 1 :])
        if not isinstance(part, Sum):
            yield Form("hadamard-repeated", _spread_over(part, rest))
            continue
        apart = algebra.add(*(_spread_over(term, rest) for term in part.args))
        for form in (apart, multiplied_out(apart, elementwise=True)):
            if weight(form) + _WORTH_OPENING < weight(node):
                cancels = len(form.atoms(HadamardPower)) < len(node.atoms(HadamardPower))
                yield Form("cancel" if cancels else MULTIPLY_OUT, form)


def _spread_over(part: Node, rest: Node) -> Node:
    """part ⊙ rest, with diag(x) for x 1'."""
    scalars, chain = split_scalars(part)
    match chain:
        case [column, Ones()] if column.is_column:
            return algebra.product(*scalars, Diag(column), rest)
        case [Ones(), row] if row.is_row:
            return algebra.product(*scalars, rest, Diag(algebra.transpose(row)))
    return algebra.hadamard(part, rest)


def of_product(node: Node) -> Iterator[Form]:
    """A sum multiplied with its neighbour: diag(1 ⊘ s)(diag(s) − s s') = I − 1 s'."""
    scalars, chain = split_scalars(node)
    for i, (left, right) in enumerate(pairwise(chain)):
        for place in range(2):
            apart = over_sum(Product(left, right), place)
            if apart is not None:
                yield Form(MULTIPLY_OUT, factor(algebra.product(*scalars, *chain[:i], apart, *chain[i + 2 :])))


def of_power(node: Node) -> Iterator[Form]:
    """The square of a matrix multiplied out: (I − P)² = I − P for a projection P"""
    base, exponent = node.args
    if isinstance(base, Sum) and not node.is_scalar and rational(exponent) == 2:
        yield Form(MULTIPLY_OUT, multiplied_out(Product(base, base)))


def of_trace(node: Node) -> Iterator[Form]:
    """tr((x x' + A) B) = x'B x + tr(A B)"""
    yield Form(MULTIPLY_OUT, algebra.trace(multiplied_out(node.args[0])))


def of_diagonal(node: Node) -> Iterator[Form]:
    """diag(M) = diag(M')"""
    yield Form("diagonal-transpose", algebra.diagonal_part(algebra.transpose(node.args[0])))


def of_vec(node: Node) -> Iterator[Form]:
    """vec(a b') = b ⊗ a"""
    stacked = node.args[0] if isinstance(node, Transpose) else node
    if isinstance(stacked, Vec):
        scalars, chain = split_scalars(stacked.args[0])
        match chain:
            case [column, row] if column.is_column and row.is_row:
                found = algebra.product(*scalars, algebra.kronecker(algebra.transpose(row), column))
                yield Form("vec-outer", algebra.transpose(found) if isinstance(node, Transpose) else found)


FORMS = {
    Sum: of_sum,
    HadamardProduct: of_elementwise_product,
    Product: of_product,
    Power: of_power,
    Trace: of_trace,
    DiagonalPart: of_diagonal,
    Vec: of_vec,
    Transpose: of_vec,
}
