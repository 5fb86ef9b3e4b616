"""Expressions from text and their values at random points, for tests of what happens between reading and printing."""

from __future__ import annotations

from dataclasses import replace as replaced
from functools import cache
from itertools import islice

import mpmath

from matdiff_cli.expressions.build import build, variable
from matdiff_cli.expressions.nodes import Increment, Node
from matdiff_cli.expressions.tidy import replace, tidy
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import Point
from matdiff_cli.numbers.points import points as points_of
from matdiff_cli.output.notation import text
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Problem, Symbol, Target, Typed

SIZES = {name: Dimension(1, (name,)) for name in "mnp"} | {"1": ONE, "2": Dimension(2, ())}


def _symbols(kind: str, rows: str, columns: str, names: str, structure: str | None = None) -> dict[str, Symbol]:
    shape = (SIZES[rows], SIZES[columns])
    return {name: Symbol(name, kind, shape, structure, declared=True) for name in names.split()}


SYMBOLS: dict[str, Symbol] = {
    **_symbols("matrix", "n", "n", "A B C X Y"),
    **_symbols("matrix", "n", "n", "W V", "symmetric"),
    **_symbols("matrix", "n", "n", "S", "spd"),
    **_symbols("matrix", "n", "n", "P", "psd"),
    **_symbols("matrix", "n", "n", "K", "skew"),
    **_symbols("matrix", "n", "n", "D", "diagonal"),
    **_symbols("matrix", "n", "n", "Q", "orthogonal"),
    **_symbols("matrix", "n", "n", "L", "lower"),
    **_symbols("matrix", "n", "n", "U", "upper"),
    **_symbols("matrix", "m", "n", "M N Z"),
    **_symbols("vector", "n", "1", "a b x y"),
    **_symbols("vector", "m", "1", "u v"),
    **_symbols("row", "1", "n", "r"),
    **_symbols("scalar", "1", "1", "s t alpha beta"),
    **{name: replaced(symbol, positive=True) for name, symbol in _symbols("vector", "n", "1", "p").items()},
    **{name: replaced(symbol, positive=True) for name, symbol in _symbols("scalar", "1", "1", "gamma").items()},
}
"""The symbols that expressions in these tests may use."""

INCREMENTS = {f"d{name}": Symbol(f"d{name}", s.kind, s.shape, s.structure) for name, s in SYMBOLS.items()}
"""dX is the increment of X."""


def node(words: str) -> Node:
    """The expression of a text, as it is written."""
    found = build(read_expression(words, SYMBOLS | INCREMENTS), SYMBOLS | INCREMENTS)
    increments = {variable(INCREMENTS[f"d{n}"]): Increment(variable(SYMBOLS[n])) for n in SYMBOLS}
    return replace(found, increments, simplify=False)


def canonical(words: str) -> Node:
    return tidy(node(words))


def typed(expression: Node | str) -> Typed:
    """An expression as the numerical evaluation takes it: by way of its text."""
    words = expression if isinstance(expression, str) else text(expression)
    return read_expression(words, SYMBOLS | INCREMENTS)


@cache
def points(count: int = 8) -> tuple[Point, ...]:
    """Random points: a size for every dimension, a value for every symbol and increment."""
    problem = Problem("", typed("tr(A)"), Target(("X",)), SYMBOLS | INCREMENTS, {})
    return tuple(islice(points_of(problem), count))


def value(expression: Node | str, point: Point) -> list:
    with mpmath.workdps(dense.DIGITS):
        return evaluate(typed(expression), point.values, point.sizes)


def distance(left: list, right: list) -> mpmath.mpf:
    """The largest difference of two matrices, relative to their size."""
    with mpmath.workdps(dense.DIGITS):
        assert dense.shape(left) == dense.shape(right)
        return dense.largest(dense.subtract(left, right)) / max(dense.largest(left), 1)


def same_value(left: Node | str, right: Node | str, count: int = 2) -> bool:
    """Whether two expressions have the same value at points where they have one; False if they never have."""
    seen = 0
    for point in points():
        try:
            if distance(value(left, point), value(right, point)) > 1e-25:
                return False
        except OutsideDomain:
            continue
        seen += 1
        if seen == count:
            return True
    return seen > 0
