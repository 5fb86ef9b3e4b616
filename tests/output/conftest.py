"""Derivations built by hand, so that the renderers are tested without the rooms below them."""

import pytest
import sympy

from matdiff_cli.derivation.reasons import by, read_off, together
from matdiff_cli.derivation.records import Derivation, Line, Note, Result, Step
from matdiff_cli.errors import Span
from matdiff_cli.expressions.nodes import (
    SCALAR,
    SIZE_ONE,
    Function,
    FunctionValue,
    Identity,
    Increment,
    Inverse,
    Number,
    Product,
    Sum,
    Trace,
    Transpose,
    Variable,
)
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.typed import Problem, Symbol, Target, Typed

M, N = Dimension(1, ("m",)), Dimension(1, ("n",))
m, n = (sympy.Symbol(name, integer=True, positive=True) for name in "mn")


def negative(node):
    return Product(Number(-1), node)


def problem(text, target, *symbols, **more):
    function = Typed("pi", (), (ONE, ONE), Span(0, 1))
    return Problem(text, function, Target((target,)), {symbol.name: symbol for symbol in symbols}, {}, **more)


@pytest.fixture
def example_3():
    """a'*X*b wrt X, as in the worked examples."""
    a, b, X = Variable("a", m, SIZE_ONE), Variable("b", n, SIZE_ONE), Variable("X", m, n)
    dX = Increment(X)
    f, df = Product(Transpose(a), X, b), Product(Transpose(a), dX, b)
    value, moved = (FunctionValue("value", *SCALAR, at) for at in (X, Sum(X, dX)))
    gradient = Product(a, Transpose(b))
    steps = (
        Step("define", "Define the function", (Line(value, "=", f),)),
        Step(
            "linear",
            "Linear approximation",
            (
                Line(Sum(moved, negative(value)), "=", Sum(Product(Transpose(a), Sum(X, dX), b), negative(f))),
                Line(None, "=", df),
            ),
        ),
        Step(
            "trace",
            "Write as a trace",
            (
                Line(df, "=", Trace(df), by("scalar-trace")),
                Line(None, "=", Trace(Product(b, Transpose(a), dX)), by("trace-cyclic")),
            ),
        ),
        Step(
            "result",
            "Gradient",
            (
                Line(
                    FunctionValue("gradient", m, n, X),
                    "=",
                    gradient,
                    read_off("gradient", Sum(X, dX), X, dX, FunctionValue("gradient", m, n, X)),
                    shown_shape=True,
                ),
            ),
        ),
    )
    given = problem(
        "a' * X * b wrt X",
        "X",
        Symbol("a", "vector", (M, ONE)),
        Symbol("X", "matrix", (M, N)),
        Symbol("b", "vector", (N, ONE)),
    )
    return Derivation(given, f, Result("gradient", gradient, df, "gradient"), {}, steps)


@pytest.fixture
def substitution():
    """Part of log|X^-1| wrt X in the numerator layout, with declared W and λ: a step with a subject, and notes."""
    X, Y = Variable("X", n, n), Variable("Y", n, n)
    dX, dY = Increment(X), Increment(Y)
    f = Function("logdet", *SCALAR, Inverse(X))
    lines = (
        Line(Product(X, Y), "=", Identity(n), by("inverse")),
        Line(Product(Sum(X, dX), Sum(Y, dY)), "=", Identity(n), by("perturb")),
        Line(
            Sum(Product(X, dY), Product(dX, Y)),
            "≈",
            Number(0),
            together([by("subtract"), by("drop-second-order"), by("first-order-terms"), by("hessian-block")]),
        ),
        Line(dY, "≈", negative(Product(Inverse(X), dX, Inverse(X)))),
    )
    step = Step("let", "Let @1 = @2, find @3", lines, subjects=(Y, Inverse(X), Increment(Y)))
    given = problem(
        "log|X^-1| wrt X where W: symmetric(n), t: scalar",
        "X",
        Symbol("X", "matrix", (N, N)),
        Symbol("W", "matrix", (N, N), structure="spd", declared=True),
        Symbol("lambda", "scalar", (ONE, ONE), positive=True, declared=True),
        notes=(Note("@1 invertible", (X,), must_hold=True),),
    )
    value = negative(Inverse(X))
    notes = (Note("@1 invertible", (X,), must_hold=True), Note("[red] is no colour"))
    result = Result("gradient", value, Trace(Product(value, dX)), "numerator", notes)
    return Derivation(given, f, result, {"Y": Inverse(X)}, (step,))
