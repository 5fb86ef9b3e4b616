"""Transposes, pushed to the leaves."""

from __future__ import annotations

from functools import singledispatch

from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import base_and_exponent, product_of, split_scalars, weight
from matdiff_cli.expressions.laws import law
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import (
    Commutation,
    Diag,
    FrechetExpm,
    Function,
    HadamardPower,
    HadamardProduct,
    Identity,
    Increment,
    Inverse,
    Kronecker,
    Literal,
    LowerPart,
    Node,
    Ones,
    Power,
    Product,
    Sum,
    Transpose,
    UpperPart,
    Variable,
    Zeros,
)


def transpose(node: Node) -> Node:
    """The transpose, pushed to the leaves; a node that is symmetric by its facts is its own."""
    if node.is_scalar:
        return node
    if type(node) is Transpose:
        inner: Node = node.args[0]
        return inner
    return _transposed(node)


@remember
def _transposed(node: Node) -> Node:
    return _transpose(node)


@singledispatch
def _transpose(node: Node) -> Node:
    return Transpose(node)


@_transpose.register(Variable)
@_transpose.register(Increment)
def _(node: Node) -> Node:
    if facts.is_symmetric_leaf(node) and law("symmetric-transpose"):
        return node
    return algebra.negate(node) if facts.is_skew_leaf(node) and law("skew-transpose") else Transpose(node)


@_transpose.register(Identity)
@_transpose.register(Diag)
def _(node: Node) -> Node:
    return node


@_transpose.register(Ones)
@_transpose.register(Zeros)
@_transpose.register(Commutation)
def _(node: Node) -> Node:
    return type(node)(node.args[1], node.args[0])


@_transpose.register
def _(node: Sum) -> Node:
    """A sum keeps its transpose outside, (x − A s)', unless that is no shorter inside."""
    flipped = [transpose(term) for term in node.args]
    if set(flipped) == set(node.args) or _is_sum_with_its_transpose(node):
        return node
    inside = algebra.add(*flipped)
    return inside if weight(inside) <= weight(node) else Transpose(node)


def _is_sum_with_its_transpose(node: Sum) -> bool:
    """Whether A + B + (A + B)', or another sum that is symmetric once its transposed sums are opened."""
    sums = [term.args[0] for term in node.args if isinstance(term, Transpose) and isinstance(term.args[0], Sum)]
    rest = [term for term in node.args if not (isinstance(term, Transpose) and term.args[0] in sums)]
    return bool(sums) and sorted(map(hash, rest)) == sorted(hash(term) for whole in sums for term in whole.args)


@_transpose.register
def _(node: Product) -> Node:
    scalars, chain = split_scalars(node)
    if len(chain) > 1 and not law("transpose-product"):
        return algebra.product(*scalars, Transpose(product_of(chain)))
    return algebra.product(*(transpose(factor) for factor in reversed(node.args)))


@_transpose.register
def _(node: HadamardProduct) -> Node:
    if node.is_column:
        return Transpose(node)
    return algebra.hadamard(*map(transpose, node.args))


@_transpose.register
def _(node: Kronecker) -> Node:
    return algebra.kronecker(*map(transpose, node.args))


@_transpose.register(Inverse)
@_transpose.register(Power)
@_transpose.register(Function)
def _(node: Node) -> Node:
    inner = node.operands[0] if isinstance(node, Function) else node.args[0]
    flipped = transpose(inner)
    if flipped is inner and (not inner.parts or law("symmetric-transpose")):
        return node
    if isinstance(node, Function) or flipped is inner:
        return Transpose(node)
    exponent = int(base_and_exponent(node)[1].value)
    if flipped is algebra.negate(inner):  # powers of a skew matrix
        return node if exponent % 2 == 0 else algebra.negate(node)
    if isinstance(inner, Product) and weight(flipped) <= weight(inner):  # (S A')^-T = (A S)^-1
        return algebra.matrix_power(flipped, exponent)
    return Transpose(node)


@_transpose.register(LowerPart)
@_transpose.register(UpperPart)
def _(node: Node) -> Node:
    build = algebra.upper_part if isinstance(node, LowerPart) else algebra.lower_part
    return build(transpose(node.args[0]))


@_transpose.register
def _(node: FrechetExpm) -> Node:
    """L(X, E)' = L(X', E')"""
    return algebra.frechet_expm(*map(transpose, node.args))


@_transpose.register
def _(node: HadamardPower) -> Node:
    if node.is_column:
        return Transpose(node)
    return algebra.hadamard_power(transpose(node.args[0]), node.args[1])


@_transpose.register
def _(node: Literal) -> Node:
    rows, columns = node.args[:2]
    return Literal(columns, rows, *(entry for column in zip(*node.rows_of_entries, strict=True) for entry in column))
