"""Partial derivatives by the entries of a stacked vector, put together: M e₁, …, M eₙ are the columns of M."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy

from matdiff_cli.calculus.adjoint import matrix_of, pull
from matdiff_cli.calculus.expansion import Expansion
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.nodes import Increment, Node, Variable
from matdiff_cli.expressions.tidy import replace

_ANY_UNIT_VECTOR = "e·"
"""No symbol of a problem has this name."""


def gradient(parts: Sequence[Node]) -> Node:
    """The column of scalar partial derivatives, as w where they are e₁'w, …, eₙ'w."""
    return _gathered(
        parts,
        lambda change, unit: factor(pull(change, nodes.ONE)[unit]),
        lambda rest: nodes.Literal(len(rest), 1, *rest),
    )


def jacobian(parts: Sequence[Node]) -> Node:
    """The matrix with partial derivatives for its columns, as M where they are M e₁, …, M eₙ."""
    return _gathered(parts, matrix_of, _columns)


def _gathered(
    parts: Sequence[Node], read_off: Callable[[Node, Increment], Node], entry_by_entry: Callable[[list[Node]], Node]
) -> Node:
    """M from parts M eⱼ + rⱼ; the rⱼ are written out, and so is everything where the parts have no such form."""
    unit = Variable(_ANY_UNIT_VECTOR, sympy.Integer(len(parts)), nodes.SIZE_ONE)
    increment = Increment(unit)
    nothing = {form: algebra.zeros(form.shape) for form in (unit, algebra.transpose(unit))}
    linear, rest = [], []
    for j, part in enumerate(parts):
        units = algebra.unit_vector(j, len(parts))
        general = replace(part, {units: unit, algebra.transpose(units): algebra.transpose(unit)})
        expansion = Expansion({unit: increment})
        if not _is_affine(general, expansion):
            return entry_by_entry(list(parts))
        linear.append(expansion.first(general))
        rest.append(replace(general, nothing))
    if algebra.is_zero(linear[0]) or any(term is not linear[0] for term in linear):
        return entry_by_entry(list(parts))
    found = read_off(linear[0], increment)
    return found if all(map(algebra.is_zero, rest)) else algebra.add(found, entry_by_entry(rest))


def _is_affine(expression: Node, expansion: Expansion) -> bool:
    try:
        return expansion.degree(expression) <= 1
    except MatdiffError:  # the unit vectors stand inside something that is not polynomial
        return False


def _columns(parts: list[Node]) -> Node:
    """Columns side by side: written out where they are, else as a sum of products with unit vectors."""
    count = len(parts)
    literals = [algebra.as_literal(part) for part in parts]
    if any(literals) and all(a or algebra.is_zero(part) for a, part in zip(literals, parts, strict=True)):
        rows = int(parts[0].shape[0])
        columns = [literal.entries if literal else (nodes.ZERO,) * rows for literal in literals]
        return nodes.Literal(rows, count, *(columns[j][i] for i in range(rows) for j in range(count)))
    units = (algebra.transpose(algebra.unit_vector(j, count)) for j in range(count))
    return factor(algebra.add(*map(algebra.product, parts, units)))
