"""Typed trees as functions of floats, at many points at once: what a picture samples. Nothing of the text is run."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import Any, TypeAlias, cast

import mpmath

from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.evaluate import RULES, Sizes, size_of
from matdiff_cli.plot.batches import (
    ELEMENTWISE,
    FUNCTIONS,
    NAN,
    NO_VALUE,
    Grid,
    entries,
    entrywise,
    folded,
    kronecker,
    matmul,
    plus,
    power,
    ratio,
    scaled,
    turned,
)
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.typed import Typed

Env: TypeAlias = Mapping[str, Grid]
Code: TypeAlias = Callable[[Env], Grid]


def compiled(typed: Typed, sizes: Sizes, constants: Env) -> Callable[[Env], Grid]:
    """The value of a typed tree as a function of the batches of its variables; the constants are put in once."""
    code, fixed = _compile(typed, sizes, constants, {})
    if fixed is not None:
        return lambda env: fixed
    return code


def _compile(node: Typed, sizes: Sizes, constants: Env, done: dict[int, Any]) -> tuple[Code, Grid | None]:
    """The code of a node, and its value where that depends on no variable."""
    if id(node) not in done:
        parts = [_compile(arg, sizes, constants, done) for arg in node.args]
        done[id(node)] = _of_parts(node, sizes, constants, parts)
    found: tuple[Code, Grid | None] = done[id(node)]
    return found


def _of_parts(
    node: Typed, sizes: Sizes, constants: Env, parts: Sequence[tuple[Code, Grid | None]]
) -> tuple[Code, Grid | None]:
    if node.op == "symbol" and node.value not in constants:
        name = str(node.value)
        return (lambda env: env[name]), None
    rule = _rule(node, sizes, constants)
    if all(fixed is not None for _, fixed in parts):
        value = rule([cast(Grid, fixed) for _, fixed in parts])
        return (lambda env: value), value
    codes = [code for code, _ in parts]
    return (lambda env: rule([code(env) for code in codes])), None


def _rule(node: Typed, sizes: Sizes, constants: Env) -> Callable[[list[Grid]], Grid]:
    """What the node makes of its operands."""
    if node.op == "call":
        name = str(node.value)
        if name in ELEMENTWISE:
            return lambda args: entrywise(ELEMENTWISE[name], args[0])
        if name in FUNCTIONS:
            return lambda args: FUNCTIONS[name](*args)
    fixed = _fixed(node, sizes, constants)
    if fixed is not None:
        return lambda args: fixed
    if node.op == "product":
        return _product(node)
    if node.op == "literal":
        _, columns = cast("tuple[int, int]", node.value)
        return lambda args: [[x for [[x]] in args[k : k + columns]] for k in range(0, len(args), columns)]
    if node.op == "power" and node.args[0].shape == (ONE, ONE):
        return power
    return _OPERATIONS.get(node.op) or _slowly(node, sizes)


_OPERATIONS: dict[str, Callable[[list[Grid]], Grid]] = {
    "abbreviation": lambda args: args[0],
    "negative": lambda args: scaled(args[0], -1.0),
    "sum": lambda args: reduce(plus, args),
    "quotient": ratio,
    "hadamard": lambda args: reduce(lambda a, b: entrywise(mul, a, b), args),
    "hadamard_quotient": ratio,
    "hadamard_power": power,
    "kronecker": lambda args: reduce(kronecker, args),
    "transpose": lambda args: turned(args[0]),
}


def _product(node: Typed) -> Callable[[list[Grid]], Grid]:
    scalars = [arg.shape == (ONE, ONE) for arg in node.args]

    def multiply(args: list[Grid]) -> Grid:
        factor = folded(mul, [a[0][0] for a, s in zip(args, scalars, strict=True) if s], 1.0)
        chain = [a for a, s in zip(args, scalars, strict=True) if not s]
        return scaled(reduce(matmul, chain), factor) if chain else [[factor]]

    return multiply


def _fixed(node: Typed, sizes: Sizes, constants: Env) -> Grid | None:
    """The value of a leaf."""
    if node.op == "symbol":
        return constants[str(node.value)]
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


def _slowly(node: Typed, sizes: Sizes) -> Callable[[list[Grid]], Grid]:
    """The rule for many digits, one point after another: for what pictures seldom need."""
    rows, columns = (size_of(size, sizes) for size in node.shape)

    def at(args: list[list[list[float]]]) -> list[list[float]]:
        try:
            exact = [[[mpmath.mpf(x) for x in row] for row in arg] for arg in args]
            return [[float(x) for x in row] for row in RULES[node.op](node, exact, {}, sizes)]
        except (OutsideDomain, *NO_VALUE):
            return [[NAN] * columns for _ in range(rows)]

    def work(args: list[Grid]) -> Grid:
        lengths = [len(x) for arg in args for x in entries(arg) if isinstance(x, list)]
        if not lengths:
            return cast(Grid, at(cast(Any, args)))
        points = (
            [[[x[k] if isinstance(x, list) else x for x in row] for row in arg] for arg in args]
            for k in range(lengths[0])
        )
        values = [at(point) for point in points]
        return [[[value[i][j] for value in values] for j in range(columns)] for i in range(rows)]

    return work
