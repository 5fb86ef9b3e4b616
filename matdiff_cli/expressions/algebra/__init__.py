"""Constructors that simplify: each takes simplified nodes and gives the simplified node of that operation.

The canonical form: transposes stand at the leaves, scalars and one rational coefficient in front, powers of one base
are merged, 1×1 stretches of a product are scalars of their own, identities and zeros are gone, like terms are
collected. What the user grouped stays grouped: no product is ever multiplied out.
"""

from __future__ import annotations

from matdiff_cli.expressions.algebra.elementwise import hadamard, hadamard_power
from matdiff_cli.expressions.algebra.functions import call, elementwise, inner_product
from matdiff_cli.expressions.algebra.linear import (
    commutation,
    diag,
    diagonal_part,
    frechet_expm,
    is_diagonal,
    kronecker,
    lower_part,
    total,
    trace,
    unvec,
    upper_part,
    vec,
)
from matdiff_cli.expressions.algebra.powers import inverse, matrix_power, power
from matdiff_cli.expressions.algebra.products import is_orthogonal, merge, product
from matdiff_cli.expressions.algebra.sums import MINUS_ONE, add, as_literal, is_zero, negate, scale, subtract, zeros
from matdiff_cli.expressions.algebra.transposes import transpose

__all__ = [
    "MINUS_ONE",
    "add",
    "as_literal",
    "call",
    "commutation",
    "diag",
    "diagonal_part",
    "elementwise",
    "frechet_expm",
    "hadamard",
    "hadamard_power",
    "inner_product",
    "inverse",
    "is_diagonal",
    "is_orthogonal",
    "is_zero",
    "kronecker",
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
    "unvec",
    "upper_part",
    "vec",
    "zeros",
]
