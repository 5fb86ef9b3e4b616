"""Matrices of numbers and of names: the lines of a program that works them out entry by entry."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from functools import reduce
from typing import TypeAlias, cast

Entry: TypeAlias = "float | str"
"""A number, or the name of one that a line works out."""
Grid: TypeAlias = "list[list[Entry]]"

NAN = math.nan
NO_VALUE = (ValueError, ZeroDivisionError, OverflowError)


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else math.exp(x)


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


_INFIX: dict[str, Callable[..., float]] = {"+": operator.add, "*": operator.mul, "/": operator.truediv}
_OF_MATH = "exp log log1p sqrt sin cos tan asin acos atan sinh cosh tanh erf pow hypot"
CALLED: dict[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in _OF_MATH.split()},
    "abs": abs,
    "max": max,
    "sign": _sign,
    "relu": lambda x: max(x, 0.0),
    "sigmoid": _sigmoid,
    "softplus": _softplus,
}
"""What the lines of a program may call."""


class Lines:
    """The lines of a function, written as they are asked for; what occurs twice is worked out once."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.helpers: dict[str, Callable[[list[list[float]]], list[list[float]]]] = {}
        self._names: dict[str, str] = {}

    def entry(self, name: str, *operands: Entry) -> Entry:
        """One of + * / or of `CALLED`, of entries; at once where all of them are numbers, nan where it has no value."""
        if not any(isinstance(x, str) for x in operands):
            return _guarded((_INFIX | CALLED)[name], *cast("tuple[float, ...]", operands))
        if name in ("+", "*"):
            nothing = 0.0 if name == "+" else 1.0
            one, other = operands
            if nothing in operands:
                return other if one == nothing else one
            if name == "*" and 0.0 in operands:  # what has no value elsewhere stops the program in its own line
                return 0.0
        texts = [x if isinstance(x, str) else repr(x) for x in operands]
        return self.line(f" {name} ".join(texts) if name in _INFIX else f"{name}({', '.join(texts)})")

    def line(self, text: str) -> str:
        """The name of what the text says."""
        if text not in self._names:
            self._names[text] = f"t{len(self._names)}"
            self.texts.append(f"{self._names[text]} = {text}")
        return self._names[text]

    def helped(self, helper: Callable[..., list[list[float]]], args: Sequence[Grid], shape: tuple[int, int]) -> Grid:
        """A matrix that a function makes of others."""
        name = f"h{len(self.helpers)}"
        self.helpers[name] = helper
        whole = self.line(f"{name}({', '.join(str(arg) for arg in args)})".replace("'", ""))  # names stand in quotes
        return [[self.line(f"{whole}[{i}][{j}]") for j in range(shape[1])] for i in range(shape[0])]


def _guarded(function: Callable[..., float], *values: float) -> float:
    try:
        found = function(*values)
    except NO_VALUE:
        return NAN
    return found if math.isfinite(found) else NAN


def entrywise(lines: Lines, name: str, *grids: Grid) -> Grid:
    """An operation on the entries of grids of one shape."""
    return [[lines.entry(name, *xs) for xs in zip(*rows, strict=True)] for rows in zip(*grids, strict=True)]


def folded(lines: Lines, name: str, xs: Sequence[Entry], start: float) -> Entry:
    """x₁ + x₂ + …, or with another operation, from the left; `start` where there is none."""
    return reduce(lambda a, b: lines.entry(name, a, b), xs, cast(Entry, start))


def entries(a: Grid) -> list[Entry]:
    """The entries of a grid, row by row."""
    return [x for row in a for x in row]


def turned(a: Grid) -> Grid:
    """Aᵀ."""
    return [list(column) for column in zip(*a, strict=True)]


def scaled(lines: Lines, a: Grid, factor: Entry) -> Grid:
    """A grid times a number."""
    return [[lines.entry("*", x, factor) for x in row] for row in a]


def matmul(lines: Lines, a: Grid, b: Grid) -> Grid:
    """A B. Raises ValueError when the inner sizes differ."""
    columns = turned(b)
    return [[_inner(lines, row, column) for column in columns] for row in a]


def _inner(lines: Lines, xs: Sequence[Entry], ys: Sequence[Entry]) -> Entry:
    return folded(lines, "+", [lines.entry("*", x, y) for x, y in zip(xs, ys, strict=True)], 0.0)


def ratio(lines: Lines, above: Grid, below: Grid) -> Grid:
    """Entry by entry; either side may be 1×1."""
    if len(below) == len(below[0]) == 1:
        return [[lines.entry("/", x, below[0][0]) for x in row] for row in above]
    if len(above) == len(above[0]) == 1:
        return [[lines.entry("/", above[0][0], y) for y in row] for row in below]
    return entrywise(lines, "/", above, below)


def power(lines: Lines, base: Grid, exponent: Entry) -> Grid:
    """Every entry to a power."""
    if exponent in (1.0, 2.0, 3.0):
        return [[folded(lines, "*", [x] * int(exponent), 1.0) for x in row] for row in base]
    return [[lines.entry("pow", x, exponent) for x in row] for row in base]


def kronecker(lines: Lines, a: Grid, b: Grid) -> Grid:
    """A ⊗ B."""
    return [[lines.entry("*", x, y) for x in r for y in s] for r in a for s in b]


def _diag(lines: Lines, a: Grid) -> Grid:
    if len(a) > 1 and len(a[0]) > 1:
        return [[row[i]] for i, row in enumerate(a)]
    listed = entries(a)
    return [[x if i == j else 0.0 for j in range(len(listed))] for i, x in enumerate(listed)]


def _det(lines: Lines, a: Grid) -> Entry:
    """By the first row: for the small matrices of a picture."""
    if len(a) == 1:
        return a[0][0]
    minors = (_det(lines, [row[:j] + row[j + 1 :] for row in a[1:]]) for j in range(len(a)))
    signed = [
        folded(lines, "*", [x, minor], (-1.0) ** j) for j, (x, minor) in enumerate(zip(a[0], minors, strict=True))
    ]
    return folded(lines, "+", signed, 0.0)


def _total(lines: Lines, a: Grid) -> Entry:
    return folded(lines, "+", entries(a), 0.0)


def _exponentials(lines: Lines, a: Grid) -> tuple[Entry, Grid]:
    """The largest entry, and exp(a − that), which is never too large."""
    largest = reduce(lambda x, y: lines.entry("max", x, y), entries(a))
    less = lines.entry("*", -1.0, largest)
    return largest, [[lines.entry("exp", lines.entry("+", x, less)) for x in row] for row in a]


def _softmax(lines: Lines, a: Grid) -> Grid:
    _, e = _exponentials(lines, a)
    return ratio(lines, e, [[_total(lines, e)]])


def _logsumexp(lines: Lines, a: Grid) -> Entry:
    largest, e = _exponentials(lines, a)
    return lines.entry("+", largest, lines.entry("log", _total(lines, e)))


FUNCTIONS: dict[str, Callable[..., Grid]] = {
    "tr": lambda lines, a: [[folded(lines, "+", [row[i] for i, row in enumerate(a)], 0.0)]],
    "transpose": lambda lines, a: turned(a),
    "diag": _diag,
    "vec": lambda lines, a: [[x] for column in zip(*a, strict=True) for x in column],
    "kron": lambda lines, *factors: reduce(lambda a, b: kronecker(lines, a, b), factors),
    "hadamard": lambda lines, *factors: reduce(lambda a, b: entrywise(lines, "*", a, b), factors),
    "sum": lambda lines, a: [[_total(lines, a)]],
    "mean": lambda lines, a: [[lines.entry("/", _total(lines, a), float(len(entries(a))))]],
    "det": lambda lines, a: [[_det(lines, a)]],
    "logdet": lambda lines, a: [[lines.entry("log", lines.entry("abs", _det(lines, a)))]],
    "norm": lambda lines, a: [[lines.entry("hypot", *entries(a))]],
    "norm1": lambda lines, a: [[folded(lines, "+", [lines.entry("abs", x) for x in entries(a)], 0.0)]],
    "dot": lambda lines, a, b: [[_inner(lines, entries(a), entries(b))]],
    "outer": lambda lines, a, b: matmul(lines, a, turned(b)),
    "softmax": _softmax,
    "logsumexp": lambda lines, a: [[_logsumexp(lines, a)]],
}
"""The functions that pictures often need; the others are worked out with their own rule, for many digits."""
