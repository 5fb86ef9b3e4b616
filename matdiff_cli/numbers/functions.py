"""What each function of the registry does to numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import mpmath

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import Matrix, OutsideDomain, Unreached

LARGE = 10**30  # mpmath would spend memory without bound on the sine of a number with a million digits
LARGE_EXPONENT = 200
LIMITS = {"sin": LARGE, "cos": LARGE, "tan": LARGE, "tanh": LARGE_EXPONENT, "erf": 15}
"""Arguments up to which functions are worked out: exp(−200) is still seen besides 1 with the digits of a check."""


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
    """base^exponent. OutsideDomain for 0 to a negative power and for a broken power of a negative number."""
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
        raise OutsideDomain("a broken power of a negative number")
    return base**exponent


def exponential(x: Any) -> Any:
    """exp(x). Raises Unreached where the value would be too large to work with."""
    if abs(x) > LARGE_EXPONENT:
        raise Unreached("an exponential too large to work with")
    return mpmath.exp(x)


SCALAR: dict[str, Callable[[Any], Any]] = {
    "exp": exponential,
    "log": mpmath.log,
    "log1p": lambda x: mpmath.log(1 + x),
    "sqrt": mpmath.sqrt,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "asin": mpmath.asin,
    "acos": mpmath.acos,
    "atan": mpmath.atan,
    "sinh": lambda x: (exponential(x) - exponential(-x)) / 2,
    "cosh": lambda x: (exponential(x) + exponential(-x)) / 2,
    "tanh": mpmath.tanh,
    "abs": abs,
    "sign": mpmath.sign,
    "relu": lambda x: x if x > 0 else mpmath.mpf(0),
    "sigmoid": lambda x: 1 / (1 + exponential(-x)),
    "softplus": lambda x: mpmath.log(1 + exponential(x)),
    "erf": mpmath.erf,
}
"""What each elementwise function does to one entry."""


def entry_by_entry(name: str, matrix: Matrix) -> Matrix:
    """An elementwise function of a matrix. Raises OutsideDomain where that has no finite real value."""
    if name in LIMITS and any(abs(x) > LIMITS[name] for row in matrix for x in row):
        raise Unreached("a number too large to work with")
    return [[real(SCALAR[name], x) for x in row] for row in matrix]


# --- functions of matrices ------------------------------------------------------------------------------------


def one(value: Any) -> Matrix:
    """A number as a 1×1 matrix."""
    return [[value]]


def _total(a: Matrix) -> Any:
    return sum((x for row in a for x in row), mpmath.mpf(0))


def _trace(a: Matrix) -> Any:
    return sum((row[i] for i, row in enumerate(a)), mpmath.mpf(0))


def _dot(a: Matrix, b: Matrix) -> Matrix:
    return one(_total(dense.hadamard(a, b)))


def _norm(a: Matrix) -> Matrix:
    return one(mpmath.sqrt(_total(dense.hadamard(a, a))))


def _diag(a: Matrix) -> Matrix:
    rows, columns = dense.shape(a)
    if columns == 1:
        return [[a[i][0] if i == j else mpmath.mpf(0) for j in range(rows)] for i in range(rows)]
    if rows == 1:
        return _diag(dense.transpose(a))
    return [[a[i][i]] for i in range(rows)]


def _exponentials(a: Matrix) -> Matrix:
    return [[exponential(x) for x in row] for row in a]


def _softmax(a: Matrix) -> Matrix:
    e = _exponentials(a)
    return dense.scale(e, 1 / _total(e))


def _mean(a: Matrix) -> Matrix:
    rows, columns = dense.shape(a)
    return one(_total(a) / (rows * columns))


def _logdet(a: Matrix) -> Matrix:
    value = dense.determinant(a)
    if abs(value) <= mpmath.sqrt(mpmath.eps) * dense.largest(a) ** len(a):
        raise OutsideDomain("the logarithm of the determinant of a singular matrix")
    return one(mpmath.log(abs(value)))


FUNCTIONS: dict[str, Callable[..., Matrix]] = {
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
    "norm": _norm,
    "softmax": _softmax,
    "logsumexp": lambda a: one(mpmath.log(_total(_exponentials(a)))),
    "dot": _dot,
    "outer": lambda a, b: dense.product(a, dense.transpose(b)),
    "mean": _mean,
    "norm1": lambda a: one(_total([[abs(x) for x in row] for row in a])),
    "adj": dense.adjugate,
    "pinv": dense.pseudoinverse,
    "expm": dense.exponential,
    "commutation": lambda m, n: dense.commutation(int(m[0][0]), int(n[0][0])),
}
"""What each function that is not elementwise does to its arguments' matrices."""
