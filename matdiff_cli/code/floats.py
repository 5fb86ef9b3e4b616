"""Typed trees as functions of floats, for values at very many points: pictures, and the search for rare ones.

Every entry of every matrix becomes a line of a plain program. Nothing of a text that was typed gets into it: its lines
hold numbers, and names of our own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TypeAlias, cast

import mpmath

from matdiff_cli.code.grids import (
    CALLED,
    FUNCTIONS,
    NAN,
    NO_VALUE,
    Grid,
    Lines,
    entries,
    entrywise,
    folded,
    kronecker,
    matmul,
    power,
    ratio,
    scaled,
    turned,
)
from matdiff_cli.code.running import functions
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.evaluate import RULES, Sizes, size_of
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.typed import Typed

Symbols: TypeAlias = Mapping[str, Grid]


def parameters(count: int) -> list[str]:
    """The names of so many parameters."""
    return [f"x{k}" for k in range(count)]


@dataclass(frozen=True)
class Field:
    """A function of floats with several values, at many points at once."""

    _function: Callable[..., tuple[float, ...]]
    _count: int

    def __call__(self, columns: Sequence[Sequence[float]]) -> list[list[float]]:
        """A list for each value, at points given as a list for each variable; all are nan where one is missing."""
        try:
            rows = list(map(self._function, *columns))
        except NO_VALUE:
            rows = [self._guarded(point) for point in zip(*columns, strict=True)]
        found = [list(column) for column in zip(*rows, strict=True)]
        return [c if all(map(math.isfinite, c)) else [x if math.isfinite(x) else NAN for x in c] for c in found]

    def _guarded(self, point: Sequence[float]) -> tuple[float, ...]:
        try:
            return self._function(*point)
        except NO_VALUE:
            return (NAN,) * self._count


def field(trees: Sequence[Typed], sizes: Sizes, symbols: Symbols, count: int) -> Field:
    """The entries of all the trees, row by row, as a function of so many `parameters`.

    `symbols` are grids of numbers and of parameters. Raises KeyError for a symbol that is not among them.
    """
    lines = Lines()
    done: dict[int, Grid] = {}
    found = [x for tree in trees for x in entries(_grid(tree, sizes, symbols, lines, done))]
    taken = ", ".join(parameters(count))
    values = "".join(f"{x}, " for x in found)
    body = "\n    ".join([*lines.texts, f"return ({values})"])
    given = {**CALLED, **lines.helpers, "nan": NAN}
    return Field(functions(f"def field({taken}):\n    {body}", "field", given)["field"], len(found))


def constant(tree: Typed) -> Grid:
    """The value of a tree of numbers. Raises KeyError where there is a symbol in it."""
    return _grid(tree, {}, {}, Lines(), {})


def _grid(node: Typed, sizes: Sizes, symbols: Symbols, lines: Lines, done: dict[int, Grid]) -> Grid:
    if id(node) not in done:
        args = [_grid(arg, sizes, symbols, lines, done) for arg in node.args]
        leaf = _leaf(node, sizes, symbols)
        done[id(node)] = leaf if leaf is not None else _of_args(node, args, sizes, lines)
    return done[id(node)]


def _of_args(node: Typed, args: list[Grid], sizes: Sizes, lines: Lines) -> Grid:
    """What a node makes of its operands."""
    first = args[0]
    match node.op:
        case "abbreviation":
            return first
        case "negative":
            return scaled(lines, first, -1.0)
        case "sum":
            return reduce(lambda a, b: entrywise(lines, "+", a, b), args)
        case "product":
            return _product(node, args, lines)
        case "quotient" | "hadamard_quotient":
            return ratio(lines, *args)
        case "hadamard":
            return reduce(lambda a, b: entrywise(lines, "*", a, b), args)
        case "kronecker":
            return reduce(lambda a, b: kronecker(lines, a, b), args)
        case "transpose":
            return turned(first)
        case "literal":
            _, columns = cast("tuple[int, int]", node.value)
            return [[x for [[x]] in args[k : k + columns]] for k in range(0, len(args), columns)]
        case "power" | "hadamard_power" if node.op == "hadamard_power" or node.args[0].shape == (ONE, ONE):
            return power(lines, first, args[1][0][0])
        case "call" if node.value in CALLED:
            return entrywise(lines, str(node.value), first)
        case "call" if node.value in FUNCTIONS:
            return FUNCTIONS[str(node.value)](lines, *args)
    return _with_digits(node, args, sizes, lines)


def _product(node: Typed, args: list[Grid], lines: Lines) -> Grid:
    scalars = [value[0][0] for arg, value in zip(node.args, args, strict=True) if arg.shape == (ONE, ONE)]
    chain = [value for arg, value in zip(node.args, args, strict=True) if arg.shape != (ONE, ONE)]
    factor = folded(lines, "*", scalars, 1.0)
    return scaled(lines, reduce(lambda a, b: matmul(lines, a, b), chain), factor) if chain else [[factor]]


def _leaf(node: Typed, sizes: Sizes, symbols: Symbols) -> Grid | None:
    if node.op == "symbol":
        return symbols[str(node.value)]
    if node.op == "number":
        value = cast(Fraction, node.value)
        try:
            return [[float(value)]]
        except OverflowError:
            return [[NAN]]
    if node.op == "pi":
        return [[math.pi]]
    if node.op == "dimension":
        return [[float(size_of(cast(Dimension, node.value), sizes))]]
    if node.op in ("identity", "ones", "zeros"):
        rows, columns = (size_of(size, sizes) for size in node.shape)
        kinds: dict[str, Callable[[int, int], float]] = {
            "identity": lambda i, j: float(i == j),
            "ones": lambda i, j: 1.0,
            "zeros": lambda i, j: 0.0,
        }
        return [[kinds[node.op](i, j) for j in range(columns)] for i in range(rows)]
    return None


def _with_digits(node: Typed, args: list[Grid], sizes: Sizes, lines: Lines) -> Grid:
    """By the rule for many digits: for what pictures seldom need."""
    rows, columns = (size_of(size, sizes) for size in node.shape)

    def at(*values: list[list[float]]) -> list[list[float]]:
        try:
            exact = [[[mpmath.mpf(x) for x in row] for row in value] for value in values]
            return [[float(x) for x in row] for row in RULES[node.op](node, exact, {}, sizes)]
        except OutsideDomain:
            raise ValueError from None

    if all(isinstance(x, float) for arg in args for x in entries(arg)):
        try:
            return cast(Grid, at(*cast("list[list[list[float]]]", args)))
        except NO_VALUE:
            return [[NAN] * columns for _ in range(rows)]
    return lines.helped(at, args, (rows, columns))
