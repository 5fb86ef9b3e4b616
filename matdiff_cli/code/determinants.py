"""Determinants by their logarithms, which are there where the determinants themselves overflow or vanish."""

from __future__ import annotations

from collections.abc import Iterable

import sympy

from matdiff_cli.code.definite import is_semidefinite
from matdiff_cli.code.logarithms import argument
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import base_and_exponent, rational, split_scalars
from matdiff_cli.expressions.nodes import ONE, Node, Number, Product, SizeNumber, Sum


def quotient_of_determinants(node: Node) -> Node | None:
    """det(A)/det(B) = ± exp(log|det(A)| − log|det(B)|), also with powers and beside an exponential."""
    scalars, _ = split_scalars(node) if isinstance(node, Product) else ([], [])
    found = [powers for factor in scalars if (powers := power_of_determinant(factor)) is not None]
    exponents = [exponent for _, exponent in found]
    if not exponents or min(exponents) > 0 or (max(exponents) < 0 and not _has_exponential(scalars)):
        return None
    return _as_exponential(node)


def _has_exponential(scalars: Iterable[Node]) -> bool:
    return any(_exponent(factor) is not None for factor in scalars)


def _exponent(node: Node) -> Node | None:
    """The k v of exp(v)^k."""
    base, power = base_and_exponent(node) if node.is_scalar else (node, ONE)
    v, number = argument(base, "exp"), rational(power)
    return None if v is None or number is None else algebra.scale(number, v)


def _as_exponential(node: Node) -> Node:
    """The exponentials and the powers of determinants in a product as one exponential."""
    scalars, chain = split_scalars(node)
    found = {factor: powers for factor in scalars if (powers := power_of_determinant(factor)) is not None}
    logs = [v for factor in scalars if (v := _exponent(factor)) is not None]
    logs += [algebra.scale(exponent, algebra.call("logdet", matrix)) for matrix, exponent in found.values()]
    signs = [sign_of_determinant(matrix, exponent) for matrix, exponent in found.values()]
    rest = [factor for factor in scalars if factor not in found and _exponent(factor) is None]
    return algebra.product(*rest, *signs, algebra.call("exp", algebra.add(*logs)), *chain)


def with_densities(node: Node) -> Node:
    """A sum of exp(u)/√det(S) and the like with exp(u − log(det(S))/2), as in mixtures, also if all is over det(T)."""
    if isinstance(node, Sum):
        return algebra.add(*(_as_exponential(term) if _is_density(term) else term for term in node.args))
    beside = [factor for factor in node.args if power_of_determinant(factor) is not None]
    for total in node.args if beside else ():
        if isinstance(total, Sum) and any(_has_exponential(split_scalars(term)[0]) for term in total.args):
            inner = algebra.add(*(algebra.product(*beside, term) for term in total.args))
            return algebra.product(
                *(inner if factor is total else factor for factor in node.args if factor not in beside)
            )
    return node


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
