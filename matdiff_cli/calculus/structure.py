"""Targets with structure: the gradient inside the structure is the projection of the unstructured one.

For a linear space of matrices, such as the symmetric ones, the G in it with Δf = tr(G'ΔX) for all ΔX of the space is
the orthogonal projection of any G with that property.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.forms.spreading import multiplied_out
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.expressions.polish import polish

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


PROJECTIONS: dict[str, tuple[Callable[[Node], Node], str]] = {
    "symmetric": (_symmetric_part, "(G + Gᵀ)/2"),
    "spd": (_symmetric_part, "(G + Gᵀ)/2"),
    "psd": (_symmetric_part, "(G + Gᵀ)/2"),
    "skew": (_skew_part, "(G − Gᵀ)/2"),
    "lower": (algebra.lower_part, "the lower triangle of G"),
    "upper": (algebra.upper_part, "the upper triangle of G"),
    "diagonal": (_diagonal_matrix, "the diagonal part of G"),
}
"""Structure → the projection of a gradient G onto it, and its formula."""
