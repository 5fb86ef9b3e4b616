"""Targets with structure: the gradient inside the structure is the projection of the unstructured one.

For a linear space of matrices, such as the symmetric ones, the G in it with Δf = tr(G'ΔX) for all ΔX of the space is
the orthogonal projection of any G with that property.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.alternatives.spreading import multiplied_out
from matdiff_cli.expressions.final_form import polish
from matdiff_cli.expressions.nodes import Node

_HALF = sympy.S.Half


def _symmetric_part(gradient: Node) -> Node:
    apart = multiplied_out(gradient)
    if algebra.transpose(apart) is apart:
        return gradient
    return polish(algebra.scale(_HALF, algebra.add(gradient, algebra.transpose(gradient))))


def _skew_part(gradient: Node) -> Node:
    return polish(algebra.scale(_HALF, algebra.subtract(gradient, algebra.transpose(gradient))))


def _diagonal_matrix(gradient: Node) -> Node:
    return polish(algebra.diag(algebra.diagonal_part(gradient)))


PROJECTIONS: dict[str, Callable[[Node], Node]] = {
    "symmetric": _symmetric_part,
    "spd": _symmetric_part,
    "psd": _symmetric_part,
    "skew": _skew_part,
    "lower": algebra.lower_part,
    "upper": algebra.upper_part,
    "diagonal": _diagonal_matrix,
}
"""Structure → the projection of a gradient onto it."""

NO_LINEAR_SPACE = frozenset({"orthogonal", "simplex"})
"""Structures whose members are no linear space: there is nothing to project onto."""
