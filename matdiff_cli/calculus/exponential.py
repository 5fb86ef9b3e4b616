"""The exponential of a block triangular matrix, by which what is linear in a change of expm is written out."""

from __future__ import annotations

import sympy

from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.nodes import Node


def corner_of_expm(left: Node, corner: Node, right: Node) -> Node:
    """[I, 0] expm([P, E; 0, Q]) [0; I] for n×n matrices P, E, Q; L(P, E) where Q = P (Higham, Functions of Matrices,
    3.2).
    """
    identity = nodes.Identity(corner.shape[0])
    first, second = (algebra.unit_vector(place, 2) for place in range(2))
    first_row, second_row = algebra.transpose(first), algebra.transpose(second)
    if left is right:
        diagonal = algebra.kronecker(nodes.Identity(sympy.Integer(2)), left)
    else:
        above, below = algebra.product(first, first_row), algebra.product(second, second_row)
        diagonal = algebra.add(algebra.kronecker(above, left), algebra.kronecker(below, right))
    whole = algebra.add(diagonal, algebra.kronecker(algebra.product(first, second_row), corner))
    return algebra.product(
        algebra.kronecker(first_row, identity), algebra.call("expm", whole), algebra.kronecker(second, identity)
    )
