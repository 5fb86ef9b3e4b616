"""Layouts: how the derivative of the default layout is turned for the others."""

from __future__ import annotations

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.nodes import Node

LAYOUTS = ("gradient", "numerator", "denominator", "mml")


def arrange(value: Node, layout: str, *, kind: str, by_matrix: bool, of_vector: bool) -> Node:
    """The derivative in a layout, from that of the default one.

    value: shape of the target for a gradient, m×n for a Jacobian, shape of f for a derivative by a scalar. A map
    keeps its vec matrix.
    """
    if kind == "gradient":
        turned = layout == "numerator" or (layout == "mml" and not by_matrix)
    elif kind == "jacobian":
        turned = layout == "denominator"
    elif kind == "derivative" and of_vector:
        turned = (layout == "denominator") == value.is_column and layout != "gradient"
    else:
        turned = False
    return algebra.transpose(value) if turned else value
