"""Powers, reciprocals and inverses."""

from __future__ import annotations

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import base_and_exponent, rational, split_scalars, weight
from matdiff_cli.expressions.laws import law
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import (
    ONE,
    Diag,
    Function,
    HadamardProduct,
    Identity,
    Inverse,
    Kronecker,
    Node,
    Number,
    Power,
    Product,
    Transpose,
)

_LARGEST_NUMBER_POWER = 512


@remember
def power(base: Node, exponent: Node) -> Node:
    """A scalar to a scalar power. Raises MatdiffError (domain) for a negative power of 0."""
    if algebra.is_zero(exponent):
        return ONE
    if exponent is ONE:
        return base
    p = rational(exponent)
    if p is None:
        return Power(base, exponent)
    if algebra.is_zero(base):
        if p < 0:
            raise MatdiffError("domain", "the function or its derivative divides by zero, whatever the symbols are")
        return base
    if isinstance(base, (Power, Function)) and p.is_Integer:
        inner, q = base_and_exponent(base)
        if inner is not base:
            return power(inner, algebra.product(q, exponent))
    if (p.p, p.q) == (1, 2):
        return algebra.elementwise("sqrt", base)
    value = rational(base)
    if value is not None and value != 0 and p.is_Integer and abs(p) <= _LARGEST_NUMBER_POWER:
        return Number(value**p)
    if isinstance(base, Product) and p.is_Integer:
        scalars, chain = split_scalars(base)
        if scalars:
            block = [power(Product(*chain), exponent)] if chain else []
            return algebra.product(*(power(scalar, exponent) for scalar in scalars), *block)
    if (p.p, p.q) == (-1, 2):
        return Power(algebra.elementwise("sqrt", base), algebra.MINUS_ONE)
    return Power(base, exponent)


def inverse(node: Node) -> Node:
    """The inverse of a square matrix, the reciprocal of a scalar."""
    if node.is_scalar:
        return power(node, algebra.MINUS_ONE)
    return matrix_power(node, -1)


def _is_turned(node: Node) -> bool:
    """Whether the transpose is shorter, as that of A' ⊙ B' is."""
    return weight(algebra.transpose(node)) < weight(node)


@remember
def matrix_power(base: Node, exponent: int) -> Node:
    """An integer power of a square matrix. Raises MatdiffError (domain) for the inverse of what never has one."""
    if exponent == 0:
        return Identity(base.shape[0])
    if exponent == 1 or isinstance(base, Identity):
        return base
    if isinstance(base, Transpose) or (isinstance(base, HadamardProduct) and _is_turned(base)):
        return algebra.transpose(matrix_power(algebra.transpose(base), exponent))
    inner, inner_exponent = base_and_exponent(base)
    if inner is not base and (
        exponent > 0 or law("inverse-inverse" if inner_exponent.value.p < 0 else "inverse-product")
    ):
        return matrix_power(inner, int(inner_exponent.value) * exponent)
    if exponent < 0 and (facts.is_singular(base) or facts.has_rank_one(base)):
        raise MatdiffError("domain", "a matrix of less than full rank has no inverse, whatever its symbols are")
    if isinstance(base, Diag) and law("diag-product" if exponent > 0 else "diag-inverse"):
        return algebra.diag(algebra.hadamard_power(base.args[0], Number(exponent)))
    if exponent < 0 and facts.is_orthogonal(base) and law("orthogonal-inverse"):
        return matrix_power(algebra.transpose(base), -exponent)
    if isinstance(base, Product):
        scalars, chain = split_scalars(base)
        if scalars:
            return algebra.product(
                *(power(s, Number(exponent)) for s in scalars), matrix_power(algebra.product(*chain), exponent)
            )
    square = isinstance(base, Kronecker) and all(factor.shape[0] == factor.shape[1] for factor in base.args)
    if square and law("kron-inverse" if exponent < 0 else "kron-product"):
        return algebra.kronecker(*(matrix_power(factor, exponent) for factor in base.args))
    return Inverse(base) if exponent == -1 else Power(base, Number(exponent))
