"""What functions of the registry do to numbers, where their records have no formula for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import mpmath

from matdiff_cli.functions.elementwise import LARGE_EXPONENT
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import Matrix, OutsideDomain, Unreached


def real(function: Callable[..., Any], *arguments: Any) -> Any:
    """function(*arguments) as a finite real number, or OutsideDomain."""
    try:
        value = function(*arguments)
    except (ValueError, ZeroDivisionError, OverflowError) as trouble:
        raise OutsideDomain(str(trouble)) from None
    if isinstance(value, mpmath.mpc):
        if value.imag:
            raise OutsideDomain("no real value")
        value = value.real
    if not mpmath.isfinite(value):
        raise OutsideDomain("no finite value")
    return value


def scalar_power(base: Any, exponent: Any) -> Any:
    """base^exponent. OutsideDomain for 0 to a negative power and for a fractional power of a negative number."""
    if exponent == 0:
        return mpmath.mpf(1)
    if base == 0:
        if exponent < 0:
            raise OutsideDomain("0 to a negative power")
        return mpmath.mpf(0)
    if abs(exponent * mpmath.log(abs(base))) > LARGE_EXPONENT:
        raise Unreached("a power too large to work with")
    if exponent == int(exponent):
        return base ** int(exponent)
    if base < 0:
        raise OutsideDomain("a fractional power of a negative number")
    return base**exponent


# --- functions of matrices ------------------------------------------------------------------------------------


def one(value: Any) -> Matrix:
    """A number as a 1×1 matrix."""
    return [[value]]


def _total(a: Matrix) -> Any:
    return sum((x for row in a for x in row), mpmath.mpf(0))


def _trace(a: Matrix) -> Any:
    return sum((row[i] for i, row in enumerate(a)), mpmath.mpf(0))


def _diag(a: Matrix) -> Matrix:
    rows, columns = dense.shape(a)
    if columns == 1:
        return [[a[i][0] if i == j else mpmath.mpf(0) for j in range(rows)] for i in range(rows)]
    if rows == 1:
        return _diag(dense.transpose(a))
    return [[a[i][i]] for i in range(rows)]


def _logdet(a: Matrix) -> Matrix:
    value = dense.determinant(a)
    if abs(value) <= mpmath.sqrt(mpmath.eps) * dense.largest(a) ** len(a):
        raise OutsideDomain("the logarithm of the determinant of a singular matrix")
    return one(mpmath.log(abs(value)))


ALGORITHMS: dict[str, Callable[..., Matrix]] = {
    "tr": lambda a: one(_trace(a)),
    "inv": dense.inverse,
    "transpose": dense.transpose,
    "diag": _diag,
    "vec": dense.vec,
    "kron": lambda *factors: reduce(dense.kronecker, factors),
    "hadamard": lambda *factors: reduce(dense.hadamard, factors),
    "tril": lambda a: [[x if j <= i else mpmath.mpf(0) for j, x in enumerate(row)] for i, row in enumerate(a)],
    "triu": lambda a: [[x if j >= i else mpmath.mpf(0) for j, x in enumerate(row)] for i, row in enumerate(a)],
    "sum": lambda a: one(_total(a)),
    "det": lambda a: one(dense.determinant(a)),
    "logdet": _logdet,
    "adj": dense.adjugate,
    "pinv": dense.pseudoinverse,
    "expm": dense.exponential,
    "commutation": lambda m, n: dense.commutation(int(m[0][0]), int(n[0][0])),
}
"""The algorithms of functions that are not elementwise; all others are worked out by the formulas of their records."""
