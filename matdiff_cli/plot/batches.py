"""Batches: a number at many points at once, and matrices of them.

A batch is one float for each point, or a single float where the value is the same at all of them. Where there is no
finite real value it holds nan. The standard library only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import reduce
from itertools import repeat
from operator import add, mul
from typing import TypeAlias, cast

Batch: TypeAlias = "float | list[float]"
Grid: TypeAlias = "list[list[Batch]]"
"""A matrix of batches, row by row."""

NAN = math.nan
NO_VALUE = (ValueError, ZeroDivisionError, OverflowError)


def each(function: Callable[..., float], *arguments: Batch) -> Batch:
    """The function at every point; nan where it has no value."""
    if not any(isinstance(a, list) for a in arguments):
        return _guarded(function, *cast("tuple[float, ...]", arguments))
    rows = [a if isinstance(a, list) else repeat(a) for a in arguments]
    try:
        return list(map(function, *rows))
    except NO_VALUE:
        return [_guarded(function, *values) for values in zip(*rows)]  # noqa: B905  (constants repeat without end)


def _guarded(function: Callable[..., float], *values: float) -> float:
    try:
        return function(*values)
    except NO_VALUE:
        return NAN


def entrywise(function: Callable[..., float], *grids: Grid) -> Grid:
    """A function of numbers applied to the entries of grids of one shape."""
    return [[each(function, *entries) for entries in zip(*rows, strict=True)] for rows in zip(*grids, strict=True)]


def plus(a: Grid, b: Grid) -> Grid:
    """A + B at every point."""
    return entrywise(add, a, b)


def _total(batches: Sequence[Batch]) -> Batch:
    return folded(add, batches, 0.0)


def folded(function: Callable[[float, float], float], batches: Sequence[Batch], start: Batch) -> Batch:
    """Batches combined from left to right, from `start` on."""
    for batch in batches:
        start = each(function, start, batch)
    return start


def entries(a: Grid) -> list[Batch]:
    """The entries of a grid, row by row."""
    return [x for row in a for x in row]


def turned(a: Grid) -> Grid:
    """Aᵀ at every point."""
    return [list(column) for column in zip(*a, strict=True)]


def scaled(a: Grid, factor: Batch) -> Grid:
    """A grid times a number that may differ from point to point."""
    return [[each(mul, x, factor) for x in row] for row in a]


def matmul(a: Grid, b: Grid) -> Grid:
    """A B at every point. Raises ValueError when the inner sizes differ."""
    columns = turned(b)
    return [[_total([each(mul, x, y) for x, y in zip(row, c, strict=True)]) for c in columns] for row in a]


def ratio(args: list[Grid]) -> Grid:
    """Entry by entry; either side may be 1×1."""
    above, below = args
    if len(below) == len(below[0]) == 1:
        return [[each(_divide, x, below[0][0]) for x in row] for row in above]
    if len(above) == len(above[0]) == 1:
        return [[each(_divide, above[0][0], y) for y in row] for row in below]
    return entrywise(_divide, above, below)


def _divide(a: float, b: float) -> float:
    return a / b


def power(args: list[Grid]) -> Grid:
    """Every entry of the first grid to the power that the second, 1×1, holds."""
    base, exponent = args[0], args[1][0][0]
    if exponent == 2.0:
        return [[each(mul, x, x) for x in row] for row in base]
    return [[each(math.pow, x, exponent) for x in row] for row in base]


def kronecker(a: Grid, b: Grid) -> Grid:
    """A ⊗ B at every point."""
    return [[each(mul, x, y) for x in r for y in s] for r in a for s in b]


def _diag(a: Grid) -> Grid:
    if len(a) > 1 and len(a[0]) > 1:
        return [[row[i]] for i, row in enumerate(a)]
    listed = entries(a)
    return [[x if i == j else 0.0 for j in range(len(listed))] for i, x in enumerate(listed)]


def _det(a: Grid) -> Batch:
    """By the first row: for the small matrices of a picture."""
    if len(a) == 1:
        return a[0][0]
    minors = (_det([row[:j] + row[j + 1 :] for row in a[1:]]) for j in range(len(a)))
    signed = [
        each(mul, each(mul, x, minor), (-1.0) ** j) for j, (x, minor) in enumerate(zip(a[0], minors, strict=True))
    ]
    return _total(signed)


def _exponentials(a: Grid) -> Grid:
    return entrywise(math.exp, a)


def _softmax(a: Grid) -> Grid:
    e = _exponentials(a)
    return ratio([e, [[_total(entries(e))]]])


def _dot(a: Grid, b: Grid) -> Grid:
    return [[_total([each(mul, x, y) for x, y in zip(entries(a), entries(b), strict=True)])]]


def _sign(x: float) -> float:
    return x if math.isnan(x) else float((x > 0) - (x < 0))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else math.exp(x)


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


ELEMENTWISE: dict[str, Callable[[float], float]] = {
    **{
        name: getattr(math, name) for name in "exp log log1p sqrt sin cos tan asin acos atan sinh cosh tanh erf".split()
    },
    "abs": abs,
    "sign": _sign,
    "relu": lambda x: max(x, 0.0),
    "sigmoid": _sigmoid,
    "softplus": _softplus,
}
FUNCTIONS: dict[str, Callable[..., Grid]] = {
    "tr": lambda a: [[_total([row[i] for i, row in enumerate(a)])]],
    "transpose": turned,
    "diag": _diag,
    "vec": lambda a: [[x] for column in zip(*a, strict=True) for x in column],
    "kron": lambda *factors: reduce(kronecker, factors),
    "hadamard": lambda *factors: reduce(lambda a, b: entrywise(mul, a, b), factors),
    "sum": lambda a: [[_total(entries(a))]],
    "mean": lambda a: [[each(_divide, _total(entries(a)), float(len(entries(a))))]],
    "det": lambda a: [[_det(a)]],
    "logdet": lambda a: [[each(math.log, each(abs, _det(a)))]],
    "norm": lambda a: [[each(math.hypot, *entries(a))]],
    "norm1": lambda a: [[_total([each(abs, x) for x in entries(a)])]],
    "dot": _dot,
    "outer": lambda a, b: matmul(a, turned(b)),
    "softmax": _softmax,
    "logsumexp": lambda a: [[each(math.log, _total(entries(_exponentials(a))))]],
}
"""The functions that pictures often need; the others are worked out point by point, with their own rule."""
