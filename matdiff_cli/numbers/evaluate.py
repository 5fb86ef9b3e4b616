"""The numerical value of a typed tree. It knows what each operation means and nothing of derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache, reduce
from typing import cast

import mpmath

from matdiff_cli.functions import REGISTRY, Record
from matdiff_cli.functions.signature import Signature, bind
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import Matrix, OutsideDomain
from matdiff_cli.numbers.entries import entry_function
from matdiff_cli.numbers.functions import ALGORITHMS, one, scalar_power
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.formulas import formula_tree, signature_for
from matdiff_cli.typing.typed import Typed

__all__ = ["MORE_DIGITS", "Matrix", "OutsideDomain", "Sizes", "evaluate", "evaluator", "size_of", "without_rounding"]

Sizes = Mapping[str, int]
Values = Mapping[str, Matrix]
Rule = Callable[[Typed, list[Matrix], Values, Sizes], Matrix]


def evaluate(typed: Typed, values: Values, sizes: Sizes) -> Matrix:
    """The value of `typed`, rows × columns, at mpmath's working precision.

    `values` gives every symbol's matrix, `sizes` every dimension name's size. An abbreviation is worked out once.
    Nesting is limited by memory only. Raises OutsideDomain where there is no finite real value.
    """
    return evaluator(typed)(values, sizes)


def evaluator(typed: Typed) -> Callable[[Values, Sizes], Matrix]:
    """The same for an expression that is worked out at many points: in which order is found once."""
    steps = _steps(typed)

    def value(values: Values, sizes: Sizes) -> Matrix:
        found: list[Matrix] = []
        for node, rule, places, minds_zero in steps:
            args = [found[place] for place in places]
            if minds_zero:
                args = [without_rounding(*pair, values, sizes) for pair in zip(node.args, args, strict=True)]
            found.append(rule(node, args, values, sizes))
        return found[-1]

    return value


_Step = tuple[Typed, "Rule", list[int], bool]
"""A node with its rule, the steps that its operands are the values of, and whether it minds what is nearly 0."""


def _steps(typed: Typed) -> list[_Step]:
    """The nodes in an order in which each stands after its parts; of each abbreviation the first that is met."""
    steps: list[_Step] = []
    places: dict[int, int] = {}
    named: dict[object, int] = {}
    stack = [typed]
    while stack:
        node = stack[-1]
        if node.op == "abbreviation" and node.value in named:
            places[id(node)] = named[node.value]
        parts = _parts(node)
        waiting = [] if id(node) in places else [arg for arg in parts if id(arg) not in places]
        if waiting:
            stack.extend(reversed(waiting))
            continue
        stack.pop()
        if id(node) not in places:
            steps.append((node, RULES[node.op], [places[id(arg)] for arg in parts], _minds_zero(node)))
            places[id(node)] = len(steps) - 1
            if node.op == "abbreviation":
                named[node.value] = places[id(node)]
    return steps


def _parts(node: Typed) -> tuple[Typed, ...]:
    """What is worked out before a node: of the trace of a product of matrices the factors."""
    inner = node.args[0] if node.op == "call" and node.value == "tr" else None
    return inner.args if inner and inner.op == "product" and not any(map(_is_scalar, inner.args)) else node.args


def size_of(dimension: Dimension, sizes: Sizes) -> int:
    """The integer that a symbolic dimension stands for. Raises KeyError for a name without a size."""
    return reduce(lambda total, name: total * sizes[name], dimension.names, dimension.factor)


# --- what is 0 but for rounding ---------------------------------------------------------------------------------------


MORE_DIGITS = 50
"""How many digits more a number near 0 is looked at with."""


def _minds_zero(node: Typed) -> bool:
    """Does the operation take a number near 0 for something else than 0?"""
    if node.op == "call":
        return node.value in REGISTRY and _function_minds_zero(REGISTRY[str(node.value)])
    return node.op in ("quotient", "hadamard_quotient", "hadamard_power") or (node.op == "power" and _is_scalar(node))


@cache
def _function_minds_zero(record: Record) -> bool:
    """A defined function does where its definition does."""
    if record.kind == "defined":
        found = signature_for(record, [False] * len(record.parameters))
        return any(map(_minds_zero, nodes(formula_tree(record, found, record.definition))))
    return record.jumps or record.needs_positive


def without_rounding(typed: Typed, value: Matrix, values: Values, sizes: Sizes) -> Matrix:
    """The value, with 0 for what is only left of it by rounding: entries that shrink when more digits are taken."""
    small = mpmath.mpf(10) ** (-mpmath.mp.dps // 2)
    if not any(0 < abs(x) < small for row in value for x in row):
        return value
    with mpmath.workdps(mpmath.mp.dps + MORE_DIGITS):
        finer = evaluate(typed, values, sizes)
    left = mpmath.mpf(10) ** (-MORE_DIGITS // 2)
    return [
        [mpmath.mpf(0) if abs(fine) < left * abs(x) else x for x, fine in zip(*rows, strict=True)]
        for rows in zip(value, finer, strict=True)
    ]


# --- one rule an operation ------------------------------------------------------------------------------------


def _shape(node: Typed, sizes: Sizes) -> tuple[int, int]:
    rows, columns = node.shape
    return size_of(rows, sizes), size_of(columns, sizes)


def _is_scalar(node: Typed) -> bool:
    return node.shape == (ONE, ONE)


def _number(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    value = cast(Fraction, node.value)
    return one(mpmath.mpf(value.numerator) / value.denominator)


def _symbol(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    """The given value at the working precision: what rounding leaves of 0, as in Q'Q − I, is less with more digits."""
    given, bits = values[str(node.value)], mpmath.mp.prec
    return [[+x if x._mpf_[3] > bits else x for x in row] for row in given]


def _identity(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    return dense.identity(_shape(node, sizes)[0])


def _product(node: Typed, args: list[Matrix], values: Values, sizes: Sizes) -> Matrix:
    scalars = [value[0][0] for arg, value in zip(node.args, args, strict=True) if _is_scalar(arg)]
    chain = [value for arg, value in zip(node.args, args, strict=True) if not _is_scalar(arg)]
    if not scalars:
        return reduce(dense.product, chain)
    factor = reduce(lambda a, b: a * b, scalars, mpmath.mpf(1))
    return dense.scale(reduce(dense.product, chain), factor) if chain else one(factor)


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
        return one(scalar_power(args[0][0][0], exponent))
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
    if name == "tr" and len(args) > 1:
        return one(dense.trace_of_product(reduce(dense.product, args[:-1]), args[-1]))
    if name in ALGORITHMS:
        return ALGORITHMS[name](*args)
    record = REGISTRY[name]
    if record.kind != "elementwise":
        return _by_formula(record, args)
    function = entry_function(record)
    return [[function(x) for x in row] for row in args[0]]


def _by_formula(record: Record, args: list[Matrix]) -> Matrix:
    shapes = [dense.shape(arg) for arg in args]
    found = signature_for(record, [columns == 1 for _, columns in shapes])
    values = dict(zip(record.parameters, args, strict=True))
    return _formula(record, found)(values, bind(found, shapes, 1))


@cache
def _formula(record: Record, found: Signature) -> Callable[[Values, Sizes], Matrix]:
    return evaluator(formula_tree(record, found, record.value))


RULES: dict[str, Rule] = {
    "number": _number,
    "pi": lambda node, args, values, sizes: one(+mpmath.pi),
    "dimension": lambda node, args, values, sizes: one(mpmath.mpf(size_of(cast(Dimension, node.value), sizes))),
    "symbol": _symbol,
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
