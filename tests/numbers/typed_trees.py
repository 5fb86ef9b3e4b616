"""Typed trees built by hand, so that the numerical room can be tested without a reader."""

from __future__ import annotations

from fractions import Fraction

from matdiff_cli.errors import Span
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.typed import Problem, Symbol, Target, Typed

HERE = Span(0, 0)
M, N, P = (Dimension(1, (name,)) for name in "mnp")


def size(value):
    return Dimension(value) if isinstance(value, int) else value


def node(op, *args, shape=(ONE, ONE), value=None):
    return Typed(op, args, (size(shape[0]), size(shape[1])), HERE, value)


def number(value):
    return node("number", value=Fraction(value))


def symbol(name, rows=ONE, columns=ONE):
    return node("symbol", shape=(rows, columns), value=name)


def call(name, *args, shape=(ONE, ONE)):
    return node("call", *args, shape=shape, value=name)


def product(*factors):
    chain = [factor for factor in factors if factor.shape != (ONE, ONE)]
    return node("product", *factors, shape=(chain[0].shape[0], chain[-1].shape[1]) if chain else (ONE, ONE))


def total(*terms):
    return node("sum", *terms, shape=terms[0].shape)


def transpose(a):
    return node("transpose", a, shape=a.shape[::-1])


def inverse(a):
    return node("inverse", a, shape=a.shape)


def problem(function, target, **symbols):
    """A problem; symbols are given as name=(rows, columns) or name=(rows, columns, structure)."""
    known = {}
    for name, (rows, columns, *structure) in symbols.items():
        shape = (size(rows), size(columns))
        kind = "scalar" if shape == (ONE, ONE) else "vector" if columns == ONE else "matrix"
        known[name] = Symbol(name, kind, shape, *structure)
    names = (target,) if isinstance(target, str) else target
    return Problem("", function, Target(names, stacked=not isinstance(target, str)), known, {})
