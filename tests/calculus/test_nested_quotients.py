"""Quotients in quotients: work grows with the depth, not with what comes of multiplying them out."""

import time

import mpmath
import pytest
from numeric import SYMBOLS, text

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.derivation.naming import Named
from matdiff_cli.expressions.build import variable
from matdiff_cli.expressions.nodes import Number, Power, Product, Sum
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Symbol

T = variable(SYMBOLS["t"])
SECONDS = 20
"""Depth 6 took longer than a minute, and each level ten times as long as the one before."""


def nested(depth):
    """t/(2 + (t/(2 + (…)²))²)"""
    node = T
    for _ in range(depth):
        node = Product(T, Power(Sum(Number(2), Power(node, Number(2))), Number(-1)))
    return node


def value(depth, t):
    found = t
    for _ in range(depth):
        found = t / (2 + found**2)
    return found


@pytest.mark.parametrize("depth", [2, 4, 6, 8, 12, 30])
def test_derivative(depth):
    begin = time.process_time()
    d = Named(Differentiation(nested(depth), (T,)))
    answer, names = d.value, d.where
    assert time.process_time() - begin < SECONDS
    with mpmath.workdps(60):
        t = mpmath.mpf("1.7")
        symbols, values = dict(SYMBOLS), {"t": [[t]]}
        for name, definition in names.items():
            values[name.name] = evaluate(read_expression(text(definition), symbols), values, {})
            symbols[name.name] = Symbol(name.name, "scalar", (ONE, ONE))
        ((found,),) = evaluate(read_expression(text(answer), symbols), values, {})
        assert mpmath.almosteq(found, mpmath.diff(lambda x: value(depth, x), t), 1e-15)
