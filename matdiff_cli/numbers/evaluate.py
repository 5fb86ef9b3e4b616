"""The numerical value of a typed tree. It knows what each operation means and nothing of derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any, cast

import mpmath

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import Matrix, OutsideDomain, Unreached
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.typed import Typed

__all__ = ["Matrix", "OutsideDomain", "Sizes", "evaluate", "size_of"]

Sizes = Mapping[str, int]
Values = Mapping[str, Matrix]
Rule = Callable[[Typed, list[Matrix], Values, Sizes], Matrix]


def evaluate(typed: Typed, values: Values, sizes: Sizes) -> Matrix:
    """The value of `typed`, rows × columns, at mpmath's working precision.

    `values` gives every symbol's matrix, `sizes` every dimension name's size. An abbreviation is worked out once.
    Nesting is limited by memory only. Raises OutsideDomain where there is no finite real value.
    """
    done: dict[int, Matrix] = {}
    named: dict[object, Matrix] = {}
    stack = [typed]
    while stack:
        node = stack[-1]
        if node.op == "abbreviation" and node.value in named:
            done[id(node)] = named[node.value]
        waiting = [] if id(node) in done else [arg for arg in node.args if id(arg) not in done]
        if waiting:
            stack.extend(reversed(waiting))
            continue
        stack.pop()
        if id(node) not in done:
            done[id(node)] = RULES[node.op](node, [done[id(arg)] for arg in node.args], values, sizes)
            if node.op == "abbreviation":
                named[node.value] = done[id(node)]
    return done[id(typed)]


def size_of(dimension: Dimension, sizes: Sizes) -> int:
    """The integer that a symbolic dimension stands for. Raises KeyError for a name without a size."""
    return reduce(lambda total, name: total * sizes[name], dimension.names, dimension.factor)


# --- scalar functions -----------------------------------------------------------------------------------------

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


# --- functions of matrices ------------------------------------------------------------------------------------


def _one(value: Any) -> Matrix:
    return [[value]]


def _total(a: Matrix) -> Any:
    return sum((x for row in a for x in row), mpmath.mpf(0))


def _trace(a: Matrix) -> Any:
    return sum((row[i] for i, row in enumerate(a)), mpmath.mpf(0))


def _dot(a: Matrix, b: Matrix) -> Matrix:
    return _one(_total(dense.hadamard(a, b)))


def _norm(a: Matrix) -> Matrix:
    return _one(mpmath.sqrt(_total(dense.hadamard(a, a))))


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
    return _one(_total(a) / (rows * columns))


def _logdet(a: Matrix) -> Matrix:
    value = dense.determinant(a)
    if abs(value) <= mpmath.sqrt(mpmath.eps) * dense.largest(a) ** len(a):
        raise OutsideDomain("the logarithm of the determinant of a singular matrix")
    return _one(mpmath.log(abs(value)))


FUNCTIONS: dict[str, Callable[..., Matrix]] = {
    "tr": lambda a: _one(_trace(a)),
    "inv": dense.inverse,
    "transpose": dense.transpose,
    "diag": _diag,
    "vec": dense.vec,
    "kron": lambda *factors: reduce(dense.kronecker, factors),
    "hadamard": lambda *factors: reduce(dense.hadamard, factors),
    "tril": lambda a: [[x if j <= i else mpmath.mpf(0) for j, x in enumerate(row)] for i, row in enumerate(a)],
    "triu": lambda a: [[x if j >= i else mpmath.mpf(0) for j, x in enumerate(row)] for i, row in enumerate(a)],
    "sum": lambda a: _one(_total(a)),
    "det": lambda a: _one(dense.determinant(a)),
    "logdet": _logdet,
    "norm": _norm,
    "softmax": _softmax,
    "logsumexp": lambda a: _one(mpmath.log(_total(_exponentials(a)))),
    "dot": _dot,
    "outer": lambda a, b: dense.product(a, dense.transpose(b)),
    "mean": _mean,
    "norm1": lambda a: _one(_total([[abs(x) for x in row] for row in a])),
    "adj": dense.adjugate,
    "pinv": dense.pseudoinverse,
    "expm": dense.exponential,
    "commutation": lambda m, n: dense.commutation(int(m[0][0]), int(n[0][0])),
}
"""What each function that is not elementwise does to its arguments' matrices."""


# --- one rule an operation ------------------------------------------------------------------------------------


def _shape(node: Typed, sizes: Sizes) -> tuple[int, int]:
    rows, columns = node.shape
    return size_of(rows, sizes), size_of(columns, sizes)


def _is_scalar(node: Typed) -> bool:
    return node.shape == (ONE, ONE)


def _number(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    value = cast(Fraction, node.value)
    return _one(mpmath.mpf(value.numerator) / value.denominator)


def _identity(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    return dense.identity(_shape(node, sizes)[0])


def _product(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    scalars = [value[0][0] for arg, value in zip(node.args, args, strict=True) if _is_scalar(arg)]
    chain = [value for arg, value in zip(node.args, args, strict=True) if not _is_scalar(arg)]
    if not scalars:
        return reduce(dense.product, chain)
    factor = reduce(lambda a, b: a * b, scalars, mpmath.mpf(1))
    return dense.scale(reduce(dense.product, chain), factor) if chain else _one(factor)


def _quotient(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    denominator = args[1][0][0]
    if denominator == 0:
        raise OutsideDomain("division by zero")
    return [[x / denominator for x in row] for row in args[0]]


def _hadamard_quotient(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    above, below = args
    if any(x == 0 for row in below for x in row):
        raise OutsideDomain("division by zero")
    if _is_scalar(node.args[0]):
        return [[above[0][0] / x for x in row] for row in below]
    return [[x / y for x, y in zip(r, s, strict=True)] for r, s in zip(above, below, strict=True)]


def _power(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    exponent = args[1][0][0]
    if _is_scalar(node.args[0]):
        return _one(scalar_power(args[0][0][0], exponent))
    return dense.power(args[0], int(exponent))


def _hadamard_power(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    exponent = args[1][0][0]
    return [[scalar_power(x, exponent) for x in row] for row in args[0]]


def _inverse(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    return dense.inverse(args[0])


def _literal(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    rows, columns = cast("tuple[int, int]", node.value)
    return [[args[i * columns + j][0][0] for j in range(columns)] for i in range(rows)]


def _call(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    name = str(node.value)
    if name in SCALAR:
        if name in LIMITS and any(abs(x) > LIMITS[name] for row in args[0] for x in row):
            raise Unreached("a number too large to work with")
        return [[real(SCALAR[name], x) for x in row] for row in args[0]]
    return FUNCTIONS[name](*args)


RULES: dict[str, Rule] = {
    "number": _number,
    "pi": lambda node, args, values, sizes: _one(+mpmath.pi),
    "dimension": lambda node, args, values, sizes: _one(mpmath.mpf(size_of(cast(Dimension, node.value), sizes))),
    "symbol": lambda node, args, values, sizes: values[str(node.value)],
    "abbreviation": lambda node, args, values, sizes: args[0],
    "identity": _identity,
    "ones": lambda node, args, values, sizes: dense.filled(*_shape(node, sizes), value=1),
    "zeros": lambda node, args, values, sizes: dense.filled(*_shape(node, sizes)),
    "negative": lambda node, args, values, sizes: dense.scale(args[0], mpmath.mpf(-1)),
    "sum": lambda node, args, values, sizes: reduce(dense.add, args),
    "product": _product,
    "quotient": _quotient,
    "hadamard": lambda node, args, values, sizes: reduce(dense.hadamard, args),
    "hadamard_quotient": _hadamard_quotient,
    "kronecker": lambda node, args, values, sizes: reduce(dense.kronecker, args),
    "transpose": lambda node, args, values, sizes: dense.transpose(args[0]),
    "inverse": _inverse,
    "power": _power,
    "hadamard_power": _hadamard_power,
    "literal": _literal,
    "call": _call,
}
