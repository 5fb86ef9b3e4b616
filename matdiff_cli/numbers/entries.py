"""What an elementwise function does to one number: mpmath's function, or the formula of the record, read once."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial, reduce
from operator import add, mul
from typing import Any, cast

import mpmath

from matdiff_cli.functions import REGISTRY, Record
from matdiff_cli.numbers.dense import OutsideDomain, Unreached
from matdiff_cli.numbers.functions import real, scalar_power
from matdiff_cli.typing.formulas import formula_tree, signature_for
from matdiff_cli.typing.typed import Typed

Entry = Callable[[Any], Any]


@cache
def entry_function(record: Record) -> Entry:
    """An elementwise function of one number. It raises OutsideDomain where it has no finite real value, and Unreached
    where that is too large to be worked out.
    """
    if record.formula:
        return _compiled(formula_tree(record, signature_for(record, ()), record.formula))
    return partial(_by_mpmath, getattr(mpmath, record.mpmath or record.name), record.largest)


def _by_mpmath(function: Entry, largest: float, x: Any) -> Any:
    if abs(x) > largest:
        raise Unreached("a number too large to work with")
    return real(function, x)


def _compiled(node: Typed) -> Entry:
    """A formula in one scalar as a function."""
    parts = tuple(map(_compiled, node.args))
    match node.op:
        case "symbol":
            return lambda x: x
        case "number":
            value = cast(Fraction, node.value)
            return lambda x: mpmath.mpf(value.numerator) / value.denominator
        case "pi":
            return lambda x: +mpmath.pi
        case "negative":
            return lambda x: -parts[0](x)
        case "sum":
            return lambda x: reduce(add, (part(x) for part in parts))
        case "product":
            return lambda x: reduce(mul, (part(x) for part in parts))
        case "quotient":
            return lambda x: _quotient(parts[0](x), parts[1](x))
        case "power":
            return lambda x: scalar_power(parts[0](x), parts[1](x))
        case "call":
            function = entry_function(REGISTRY[str(node.value)])
            return lambda x: function(parts[0](x))
    raise TypeError(f"no number for {node.op} in the formula of an entry")


def _quotient(above: Any, below: Any) -> Any:
    if below == 0:
        raise OutsideDomain("division by zero")
    return above / below
