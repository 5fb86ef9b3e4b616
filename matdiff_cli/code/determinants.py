"""Determinants by their logarithms, which are there where the determinants themselves overflow or vanish."""

from __future__ import annotations

from collections.abc import Iterable

import sympy

from matdiff_cli.code.definite import is_semidefinite
from matdiff_cli.code.logarithms import argument
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import base_and_exponent, rational, split_scalars
from matdiff_cli.expressions.nodes import ONE, Node, Number, Product, SizeNumber


def quotient_of_determinants(node: Node) -> Node | None:
    """det(A)/det(B) = ± exp(log|det(A)| − log|det(B)|), also with powers and beside an exponential."""
    scalars, _ = split_scalars(node) if isinstance(node, Product) else ([], [])
    found = [powers for factor in scalars if (powers := power_of_determinant(factor)) is not None]
    exponents = [exponent for _, exponent in found]
    if not exponents or min(exponents) > 0 or (max(exponents) < 0 and not _has_exponential(scalars)):
        return None
    return _as_exponential(node)


def _has_exponential(scalars: Iterable[Node]) -> bool:
    return any(argument(factor, "exp") is not None for factor in scalars)


def _as_exponential(node: Node) -> Node:
    """The exponentials and the powers of determinants in a product as one exponential."""
    scalars, chain = split_scalars(node)
    found = {factor: powers for factor in scalars if (powers := power_of_determinant(factor)) is not None}
    logs = [inner for factor in scalars if (inner := argument(factor, "exp")) is not None]
    logs += [algebra.scale(exponent, algebra.call("logdet", matrix)) for matrix, exponent in found.values()]
    signs = [sign_of_determinant(matrix, exponent) for matrix, exponent in found.values()]
    rest = [factor for factor in scalars if factor not in found and argument(factor, "exp") is None]
    return algebra.product(*rest, *signs, algebra.call("exp", algebra.add(*logs)), *chain)


def with_densities(total: Node) -> Node:
    """A sum of exp(u)/√det(S) and the like with exp(u − log(det(S))/2), as in mixtures."""
    return algebra.add(*(_as_exponential(term) if _is_density(term) else term for term in total.args))


def _is_density(term: Node) -> bool:
    scalars = split_scalars(term)[0]
    return _has_exponential(scalars) and any(power_of_determinant(factor) is not None for factor in scalars)


def determinant_of_multiple(node: Node) -> Node | None:
    """log|det(c A)| = n log(c) + log|det(A)| of an n×n matrix and a c > 0: A has a factorisation for other uses."""
    matrix = argument(node, "logdet")
    scalars, chain = split_scalars(matrix) if isinstance(matrix, Product) else ([], [])
    if not scalars or not all(facts.sign_of(scalar) == facts.POSITIVE for scalar in scalars):
        return None
    rest = algebra.product(*chain)
    size = SizeNumber(rest.shape[0])
    return algebra.add(
        algebra.product(size, algebra.call("log", algebra.product(*scalars))), algebra.call("logdet", rest)
    )


def power_of_determinant(node: Node) -> tuple[Node, sympy.Rational] | None:
    """The A and the p of det(A)^p, which a root may take half of."""
    base, exponent = base_and_exponent(node) if node.is_scalar else (node, ONE)
    matrix, power = argument(base, "det"), rational(exponent)
    return None if matrix is None or matrix.is_scalar or power is None else (matrix, power)


def sign_of_determinant(matrix: Node, power: sympy.Rational) -> Node:
    """The sign of det(A)^p, which a root of a negative determinant does not have."""
    if power % 2 == 0 or is_semidefinite(matrix):
        return ONE
    return algebra.power(_sign(matrix), ONE if power.is_integer else Number(power))


def _sign(matrix: Node) -> Node:
    if len(parts := square_factors(matrix)) > 1:
        return algebra.product(*map(_sign, parts))
    if facts.is_lower(matrix) or facts.is_upper(matrix):
        return algebra.call("det", algebra.diag(algebra.call("sign", algebra.diagonal_part(matrix))))
    return algebra.call("sign", algebra.call("det", matrix))


def square_factors(node: Node) -> list[Node]:
    """The factors of a product of square matrices, whose determinants multiply: the condition of none is made worse."""
    scalars, chain = split_scalars(node)
    square = not scalars and all(factor.shape == node.shape for factor in chain)
    return list(chain) if square else []
