"""Numbers that are factors of values."""

from __future__ import annotations

from typing import Any

from matdiff_cli.code.kronecker import Maker, unsigned
from matdiff_cli.code.values import Value


def is_rational(value: Value) -> bool:
    """Whether a value is a rational number."""
    return value.op == "number" and value.data.is_Rational


def parted(program: Maker, factor: Value) -> tuple[Value, ...]:
    """The coefficient of a product and the rest, which others may share."""
    if factor.op != "mul" or not is_rational(factor.args[0]):
        return (factor,)
    first, *rest = factor.args
    return first, program.multiplied(*rest)


def taken_out(program: Maker, total: Value) -> tuple[Any, Value]:
    """The number and the sum of 2 a − 2 b = 2 (a − b), if all terms have the same; 1 and the value of any other."""
    terms = [parted(program, unsigned(term)) for term in total.args] if total.op == "add" else []
    numbers = {term[0].data if len(term) == 2 else 1 for term in terms}
    if len(numbers) != 1 or 1 in numbers:
        return 1, total
    rest = [term[1] for term in terms]
    signed = (program.negate(x) if term.op == "neg" else x for term, x in zip(total.args, rest, strict=True))
    return numbers.pop(), program.add(*signed)
