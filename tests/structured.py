"""Random expressions over symbols of every structure, positive or not, as text; and random members of the structures.

The members are made here, from what the words mean, not by the code under test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import mpmath

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import Matrix

Choose = Callable[[Sequence[Any]], Any]
"""Picks one of several: `random.choice`, or a draw of hypothesis."""

SQUARE = ("", "symmetric", "spd", "psd", "skew", "diagonal", "lower", "upper", "orthogonal")
NEVER_POSITIVE = ("skew", "orthogonal")
MATRICES, VECTORS, SCALARS = ("A", "B", "C"), ("x", "y"), ("alpha", "t")


# --- members ----------------------------------------------------------------------------------------------------------


def member(structure: str, rows: int, columns: int, random: Random, *, positive: bool = False) -> Matrix:
    """A random matrix of a structure; `positive` in every entry that the structure leaves free."""

    def entry() -> Any:
        size = mpmath.mpf(random.choice((0.05, 0.4, 1, 1, 3))) * random.randint(1, 8) / 4
        return size if positive or random.random() < 0.5 else -size

    free = [[entry() for _ in range(columns)] for _ in range(rows)]
    turned = dense.transpose(free)
    match structure:
        case "":
            return free
        case "symmetric":
            return dense.add(free, turned)
        case "spd":
            return dense.add(dense.product(free, turned), dense.scale(dense.identity(rows), mpmath.mpf("0.01")))
        case "psd":
            thin = [row[: max(rows - 1, 1)] for row in free]  # singular, unless it is a scalar
            return dense.product(thin, dense.transpose(thin))
        case "skew":
            return dense.subtract(free, turned)
        case "orthogonal":
            unit, skew = dense.identity(rows), dense.subtract(free, turned)
            return dense.product(dense.inverse(dense.subtract(unit, skew)), dense.add(unit, skew))
        case "simplex":
            weights = [[abs(row[0]) * (positive or random.random() < 0.7)] for row in free]
            total = sum(row[0] for row in weights)
            return dense.scale(weights, 1 / total) if total else member(structure, rows, columns, random)
        case _:
            keep = {"lower": lambda i, j: i >= j, "upper": lambda i, j: i <= j, "diagonal": lambda i, j: i == j}
            kept = keep[structure]
            return [[x if kept(i, j) else mpmath.mpf(0) for j, x in enumerate(row)] for i, row in enumerate(free)]


# --- expressions ------------------------------------------------------------------------------------------------------

KINKED = ("abs", "sign", "sign", "relu", "sqrt")
SMOOTH = ("exp", "sigmoid", "softplus", "tanh", "cosh", "log1p", "atan")
CONSTANTS = ("(1/2)", "1", "2")


def square(choose: Choose, depth: int) -> str:
    """Text of an n×n matrix."""
    if depth <= 0:
        return choose((*MATRICES, *MATRICES, *MATRICES, *MATRICES, "eye(n)", "ones(n, n)"))
    return f"({choose(_SQUARES)(choose, depth - 1)})"


def column(choose: Choose, depth: int) -> str:
    """Text of a column of n entries."""
    if depth <= 0:
        return choose((*VECTORS, *VECTORS, "ones(n)"))
    return f"({choose(_COLUMNS)(choose, depth - 1)})"


def scalar(choose: Choose, depth: int) -> str:
    """Text of a scalar."""
    if depth <= 0:
        return choose((*SCALARS, *SCALARS, "2", "(1/2)"))
    return f"({choose(_SCALARS)(choose, depth - 1)})"


def _function(choose: Choose) -> str:
    return choose((*KINKED, *KINKED, *SMOOTH))


def _applied(inner: Callable[[Choose, int], str]) -> Callable[[Choose, int], str]:
    return lambda choose, depth: f"{_function(choose)}({inner(choose, depth)})"


def _shifted(inner: Callable[[Choose, int], str], one: str) -> Callable[[Choose, int], str]:
    """c − k·f(…), where the sign hangs on c and k."""

    def shifted(choose: Choose, depth: int) -> str:
        f = choose(("sigmoid", "sigmoid", "tanh", "exp"))
        scaled = f"{choose(('', '', '2*'))}{f}({inner(choose, depth)})"
        return f"{choose(KINKED)}({choose(CONSTANTS)}*{one} {choose('+--')} {scaled})"

    return shifted


def _power(choose: Choose, depth: int) -> str:
    return f"{square(choose, depth)}^{choose((2, 3, -1, -2))}"


def _power_of_function(choose: Choose, depth: int) -> str:
    """What an elementwise function and a matrix power may be confused in."""
    power = f"{choose((*KINKED, 'exp'))}({square(choose, depth)})^{choose((2, 3, -1, -2))}"
    return choose((power, f"({power})^{choose((2, -1))}", f"{power}*{square(choose, 0)}"))


def _two(sign: str, inner: Callable[[Choose, int], str]) -> Callable[[Choose, int], str]:
    return lambda choose, depth: f"{inner(choose, depth)} {sign} {inner(choose, choose((0, depth)))}"


def _entry_power(inner: Callable[[Choose, int], str]) -> Callable[[Choose, int], str]:
    return lambda choose, depth: f"{inner(choose, depth)}.^{choose((2, 3, '(1/2)', '(3/2)', -1, -2))}"


def _of_square(form: str) -> Callable[[Choose, int], str]:
    return lambda choose, depth: form.format(square(choose, depth))


def _of_column(form: str) -> Callable[[Choose, int], str]:
    return lambda choose, depth: form.format(column(choose, depth))


def _kink_of_symbol(choose: Choose, depth: int) -> str:
    """What a declaration alone may decide."""
    return f"{choose(KINKED)}({choose(MATRICES)})"


_SQUARES = (
    _applied(square),
    _applied(square),
    _kink_of_symbol,
    _kink_of_symbol,
    _shifted(square, "ones(n, n)"),
    _power,
    _power_of_function,
    _two("*", square),
    _two("*", square),
    _two(".*", square),
    _two("+", square),
    _two("-", square),
    _entry_power(square),
    _of_square("{}'"),
    _of_square("2*{}"),
    _of_square("tril({})"),
    _of_square("triu({})"),
    _of_column("diag({})"),
    lambda choose, depth: f"{column(choose, depth)}*{column(choose, 0)}'",
    lambda choose, depth: f"{column(choose, depth)}*({column(choose, 0)})' + {square(choose, 0)}",
)
_COLUMNS = (
    _applied(column),
    _shifted(column, "ones(n)"),
    _two("+", column),
    _two(".*", column),
    _entry_power(column),
    _of_square("diag({})"),
    lambda choose, depth: f"{square(choose, depth)}*{column(choose, 0)}",
)
_SCALARS = (
    _applied(scalar),
    _shifted(scalar, "1"),
    _two("+", scalar),
    _two("*", scalar),
    lambda choose, depth: f"{scalar(choose, depth)}^{choose((2, 3, '(1/2)', -1, -2))}",
    *map(_of_square, ("tr({})", "sum({})", "norm1({})", "det({})", "logdet({})", "tr({}*A)")),
    *map(_of_column, ("sum({})", "norm1({})", "x'*{}")),
    lambda choose, depth: f"{(v := column(choose, depth))}'*{square(choose, 0)}*{v}",
)
