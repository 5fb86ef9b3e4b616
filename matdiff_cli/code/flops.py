"""How many floating-point operations a value takes, in symbolic sizes, once its operands are there.

Additions and multiplications count one each, and so do divisions and functions of one number. Factorisations and what
rests on them have the counts of Golub and Van Loan, Matrix Computations (4th ed., 3.2, 4.2, 8.6), without terms of
lower order.
"""

from __future__ import annotations

from typing import Any

import sympy

from matdiff_cli.code.values import Value

_FREE = frozenset(
    "input number size neg transpose entry ones zeros eye diag diagonal literal commuted as_matrix vec tril "
    "triu qr_q qr_r slogdet_sign slogdet_log stacked graded_q graded_r rows ordered restored".split()
)


def flops(value: Value) -> Any:
    """A polynomial in the sizes."""
    entries = sympy.Mul(*value.shape)
    first = sympy.Mul(*value.args[0].shape) if value.args else 0
    order = value.args[0].shape[0] if value.args and value.args[0].shape else 0
    match value.op:
        case op if op in _FREE:
            return sympy.Integer(0)
        case "add":
            return (len(value.args) - 1) * entries
        case "mul":
            scalars = sum(arg.rank == 0 for arg in value.args)
            arrays = len(value.args) - scalars
            return sympy.Integer(max(scalars - 1, 0)) + max(arrays - (scalars == 0), 0) * entries
        case "matmul":
            return 2 * first * sympy.Mul(*value.args[1].shape[1:])
        case "vecmat":
            return 2 * sympy.Mul(*value.args[1].shape)
        case "dot" | "norm":
            return 2 * first
        case "total" | "prod" | "trace" | "row_sums" | "column_sums":
            return order if value.op == "trace" else first
        case "largest" | "leading":
            return sympy.Mul(*value.args[-1].shape)
        case "cholesky":
            return order**3 / sympy.Integer(3)
        case "qr" | "graded_qr":
            return 4 * first * value.shape[1] - 4 * value.shape[1] ** 3 / sympy.Integer(3)
        case "det" | "logdet" | "slogdet":
            return 2 * order**3 / sympy.Integer(3)
        case "solve" | "inverse":
            sides = sympy.Mul(*value.args[1].shape[1:]) if value.op == "solve" else order
            return {"general": 2 * order**3 / sympy.Integer(3) + 2 * order**2 * sides, "spd": 2 * order**2 * sides}.get(
                value.data, order**2 * sides
            )
        case "kron_times" | "kron_left_times" | "kron_right_times":
            return _of_kronecker(value)
        case "softmax" | "logsumexp":
            return 4 * first if value.op == "softmax" else 3 * first
        case "pinv":
            rows, columns = value.args[0].shape
            return 16 * rows * columns**2 + 8 * columns**3
        case "expm" | "frechet_expm":
            return (50 if value.op == "expm" else 400) * order**3
    return entries  # entry by entry, and products of one entry with one


def _of_kronecker(value: Value) -> Any:
    """kron(A, B) M is B times reshaped M, and that times A'."""
    *_, given = value.args
    entries = sympy.Mul(*given.shape)
    total = sympy.Integer(0)
    if value.op != "kron_left_times":
        b = value.args[-2]
        total += 2 * b.shape[0] * entries
        entries = entries / b.shape[1] * b.shape[0]
    if value.op != "kron_right_times":
        total += 2 * value.args[0].shape[0] * entries
    return total
