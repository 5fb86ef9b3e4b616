"""Constructors that simplify: each takes simplified nodes and gives the simplified node of that operation.

The canonical form: transposes stand at the leaves, scalars and one rational coefficient in front, powers of one base
are merged, 1×1 stretches of a product are scalars of their own, identities and zeros are gone, like terms are
collected. What the user grouped stays grouped: no product is ever multiplied out.

The modules are parted by topic and need each other in a circle: a transpose of a sum is a sum of transposes, a product
of powers a power, and a fact such as A' = −A is seen by adding A and A'. So they, and `facts`, take the algebra as a
whole (`from matdiff_cli.expressions import algebra`) and look a constructor up when it is called.
"""

from __future__ import annotations

from matdiff_cli.expressions.algebra.diagonals import diag, diagonal_part, lower_part, upper_part
from matdiff_cli.expressions.algebra.elementwise import hadamard, hadamard_power
from matdiff_cli.expressions.algebra.functions import call, elementwise, inner_product, join_partners
from matdiff_cli.expressions.algebra.linear import (
    apply_linear,
    commutation,
    frechet_expm,
    kronecker,
    total,
    trace,
    unvec,
    vec,
)
from matdiff_cli.expressions.algebra.literals import (
    as_literal,
    determinant,
    is_unit,
    literal_product,
    literal_sum,
    unit_vector,
)
from matdiff_cli.expressions.algebra.neighbours import merge
from matdiff_cli.expressions.algebra.powers import inverse, matrix_power, power
from matdiff_cli.expressions.algebra.products import product
from matdiff_cli.expressions.algebra.sums import MINUS_ONE, add, is_zero, negate, scale, subtract, zeros
from matdiff_cli.expressions.algebra.transposes import transpose

__all__ = [
    "MINUS_ONE",
    "add",
    "apply_linear",
    "as_literal",
    "call",
    "commutation",
    "determinant",
    "diag",
    "diagonal_part",
    "elementwise",
    "frechet_expm",
    "hadamard",
    "hadamard_power",
    "inner_product",
    "inverse",
    "is_unit",
    "is_zero",
    "join_partners",
    "kronecker",
    "literal_product",
    "literal_sum",
    "lower_part",
    "matrix_power",
    "merge",
    "negate",
    "power",
    "product",
    "scale",
    "subtract",
    "total",
    "trace",
    "transpose",
    "unit_vector",
    "unvec",
    "upper_part",
    "vec",
    "zeros",
]
