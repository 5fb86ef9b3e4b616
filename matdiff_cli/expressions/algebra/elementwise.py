"""Elementwise products and powers."""

from __future__ import annotations

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import hadamard_base_and_exponent, rational, split_scalars
from matdiff_cli.expressions.laws import law
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import (
    ONE,
    SIZE_ONE,
    ZERO,
    HadamardPower,
    HadamardProduct,
    Node,
    Ones,
    Product,
    Transpose,
    Vec,
    Zeros,
)


@remember
def hadamard(*operands: Node) -> Node:
    """The elementwise product of operands of one shape, powers of one base merged, scalars in front."""
    if operands[0].is_scalar:
        return algebra.product(*operands)
    shape = operands[0].shape
    if shape[0] is SIZE_ONE:
        return algebra.transpose(hadamard(*(algebra.transpose(operand) for operand in operands)))
    scalars: list[Node] = []
    powers: dict[Node, Node] = {}
    apart: list[Node] = []
    for operand in operands:
        if isinstance(operand, Zeros):
            return algebra.zeros(shape)
        ours, theirs = split_scalars(operand)
        scalars += ours
        matrix = theirs[0] if len(theirs) == 1 else Product(*theirs)
        for factor in matrix.args if isinstance(matrix, HadamardProduct) else (matrix,):
            if not isinstance(factor, Ones):
                base, exponent = hadamard_base_and_exponent(factor)
                sofar = powers.get(base, ZERO)
                if sofar is ZERO or sofar is exponent or law("powers-join"):
                    powers[base] = exponent if sofar is ZERO else algebra.add(sofar, exponent)
                else:
                    apart.append(factor)
    algebra.join_partners(powers)
    _join_vecs(powers)
    parts = [
        base if exponent is ONE else hadamard_power(base, exponent)
        for base, exponent in powers.items()
        if exponent is not ZERO
    ]
    parts += apart
    if not parts:
        body: Node = Ones(*shape)
    else:
        body = parts[0] if len(parts) == 1 else HadamardProduct(*parts)
    return algebra.product(*scalars, body) if scalars else body


def _join_vecs(powers: dict[Node, Node]) -> None:
    """vec(A) ⊙ vec(B) = vec(A ⊙ B), where powers of one base meet and ones vanish."""
    vecs = [base for base, exponent in powers.items() if isinstance(base, Vec) and exponent is not ZERO]
    if len({base.args[0].shape for base in vecs}) == 1 < len(vecs) and law("vec-entrywise"):
        inner = algebra.hadamard(*(hadamard_power(base.args[0], powers.pop(base)) for base in vecs))
        powers[algebra.vec(inner)] = ONE


@remember
def hadamard_power(base: Node, exponent: Node) -> Node:
    """Every entry of base to a scalar power. Raises MatdiffError (domain) for negative powers of zeros."""
    if base.is_scalar:
        return algebra.power(base, exponent)
    if exponent is ONE:
        return base
    if algebra.is_zero(exponent) or isinstance(base, Ones):
        return Ones(*base.shape)
    if isinstance(base, Transpose) and base.is_row:
        return algebra.transpose(hadamard_power(base.args[0], exponent))
    if isinstance(base, Vec) and law("vec-entrywise"):
        return algebra.vec(hadamard_power(base.args[0], exponent))
    p = rational(exponent)
    if p is not None and p < 0 and facts.has_zeros(base):
        raise MatdiffError("domain", "division by entries that are 0, whatever the symbols are")
    if p is not None and (p.p, p.q) == (1, 2):
        return algebra.elementwise("sqrt", base)
    if p is not None and (p.p, p.q) == (-1, 2):
        return HadamardPower(algebra.elementwise("sqrt", base), algebra.MINUS_ONE)
    if p is not None and p.is_Integer:
        inner, inner_exponent = hadamard_base_and_exponent(base)
        if inner is not base and not isinstance(base, HadamardPower):
            return hadamard_power(inner, algebra.product(inner_exponent, exponent))
        if isinstance(base, HadamardPower):
            return hadamard_power(base.args[0], algebra.product(base.args[1], exponent))
        scalars, chain = split_scalars(base)
        if scalars:
            return algebra.product(
                *(algebra.power(s, exponent) for s in scalars), hadamard_power(algebra.product(*chain), exponent)
            )
        if isinstance(base, HadamardProduct):
            return hadamard(*(hadamard_power(factor, exponent) for factor in base.args))
    return HadamardPower(base, exponent)
