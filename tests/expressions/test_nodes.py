"""What every node promises: one object for one expression, a remembered shape, nothing evaluated."""

import gc

import pytest
import sympy
from numeric import node, text

from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.nodes import (
    ONE,
    ZERO,
    Identity,
    Increment,
    Number,
    Ones,
    Product,
    Sum,
    Transpose,
    Variable,
    base,
)
from matdiff_cli.expressions.tidy import Occurrence, replace

m, n, p = (sympy.Symbol(name, integer=True, positive=True) for name in "mnp")
X = Variable("X", m, n)


@pytest.mark.parametrize("words", ["A*B + s*C", "tr(exp(W)*A')", "[1, s; t, 2]", "kron(A, diag(x))", "logdet(A^-1)"])
def test_alike_is_the_same(words):
    assert node(words) is node(words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (X, Variable("X", m, n, "symmetric")),
        (X, Variable("X", n, m)),
        (X, Increment(X)),
        (Product(X, ONE), Product(ONE, X)),
        (Ones(m, n), nodes.Zeros(m, n)),
    ],
)
def test_different_is_different(one, other):
    assert one != other
    assert len({one, other}) == 2


def test_forgotten_when_nobody_holds_it():
    def kept():
        gc.collect()
        return [node for node in base.living() if isinstance(node, Variable) and node.name == "nobodys"]

    held = Variable("nobodys", m, n)
    assert len(kept()) == 1
    del held
    assert kept() == []


def test_how_nodes_were_made_that_are_gone_is_swept_away(monkeypatch):
    Sum(X, Product(Number(3), Variable("nobodys", m, n)))
    gc.collect()
    gc.disable()  # what other tests left behind in circles does not die in between
    try:
        for _ in range(9):  # a node that was made again stands at its first place, before its new parts
            monkeypatch.setattr(base, "_most_interned", 0)
            base.sweep()
        assert len(base._interned) == len(base.living())
        assert base._most_interned >= len(base._interned)
    finally:
        gc.enable()


SHAPES = [
    ("A*x", (n, 1)),
    ("x'*A", (1, n)),
    ("x'*A*x", (1, 1)),
    ("a*x'*b*y'", (n, n)),
    ("Z'", (n, m)),
    ("s*Z", (m, n)),
    ("kron(Z, a)", (m * n, n)),
    ("vec(Z)", (m * n, 1)),
    ("diag(u)", (m, m)),
    ("diag(A)", (n, 1)),
    ("tr(A)", (1, 1)),
    ("sum(Z)", (1, 1)),
    ("exp(Z')", (n, m)),
    ("det(A)", (1, 1)),
    ("softmax(u)", (m, 1)),
    ("[1, s, 2; t, 2, 3]", (2, 3)),
    ("ones(2, n)", (2, n)),
    ("eye(n)", (n, n)),
    ("dX*x", (n, 1)),
]


@pytest.mark.parametrize(("words", "shape"), SHAPES)
def test_shape(words, shape):
    assert node(words).shape == shape


def test_shape_of_a_deep_expression_is_at_hand():
    """Deeper than Python recurses: nothing below is asked."""
    deep = node("A")
    for _ in range(5_000):
        deep = Product(Transpose(deep), node("B"))
    assert deep.shape == (n, n)
    assert len({deep, deep}) == 1


def test_kinds_of_shapes():
    scalar, column, row, matrix = map(node, ("s", "x", "x'", "A"))
    assert [e.is_scalar for e in (scalar, column, row, matrix)] == [True, False, False, False]
    assert [e.is_column for e in (scalar, column, row, matrix)] == [False, True, False, False]
    assert [e.is_row for e in (scalar, column, row, matrix)] == [False, False, True, False]


def test_one_by_one_matrices_are_numbers():
    assert Identity(nodes.SIZE_ONE) is Ones(nodes.SIZE_ONE, nodes.SIZE_ONE) is Number(1) is ONE
    assert Number(0) is Number(sympy.S.Zero) is ZERO


def parts_of(expression):
    return [expression, *(inner for part in expression.parts for inner in parts_of(part))]


KINDS = [kind for name in nodes.__all__ if isinstance(kind := getattr(nodes, name), type) and name != "Size"]


@pytest.mark.parametrize("words", ["A*B + s*C", "tr(exp(W)*A') + n", "[1, s; t, 2]*pi", "kron(A, diag(x))", "A^-1"])
def test_what_a_node_holds(words):
    """A kind, and the kinds that it is one of, wherever they stand."""
    expression = Sum(node(words), Increment(X))
    held = {kind for kind in KINDS if expression.holds(kind)}
    assert held == {kind for kind in KINDS if any(isinstance(part, kind) for part in parts_of(expression))}


@pytest.mark.parametrize("words", ["A*B + s*C", "tr(exp(A)*A')*A", "(A*B)'*(A*B)*A*B", "A^-1"])
def test_how_often_a_part_stands_in_an_expression(words):
    expression = node(words)
    every = parts_of(expression)
    for part in {*every, node("A*B"), Increment(X)}:
        assert expression.occurrences(part) == every.count(part)


def test_an_increment_is_a_leaf():
    """ΔX does not hold X: putting something in for X leaves ΔX alone."""
    increment = Increment(X)
    assert increment.parts == ()
    assert not Occurrence(frozenset({X}))(increment)
    assert Sum(X, increment).occurrences(X) == 1
    assert replace(Sum(X, increment), {X: Variable("Y", m, n)}) is Sum(Variable("Y", m, n), increment)


@pytest.mark.parametrize(
    "words",
    [
        "A + A",
        "2*A*3",
        "A*eye(n)*B",
        "(A*B)'",
        "A*A^-1",
        "s*s",
        "A.*A",
        "0*A + B",
        "x'*(y./x)",
        "tr(2*A)",
        "det(A')",
        "diag(diag(x))",
        "1/(1/s)",
        "a*x'*y*b'",
        "-(A + B)",
        "2^3",
    ],
)
def test_nothing_is_evaluated_in_building(words):
    """The first line of a derivation is what the user typed."""
    assert text(node(words)) == words


@pytest.mark.parametrize("name", ["I", "S", "E", "Q", "beta", "gamma", "lambda"])
def test_names_that_sympy_uses_are_names_like_any_other(name):
    found = Variable(name, nodes.SIZE_ONE, nodes.SIZE_ONE)
    assert (found.name, text(found)) == (name, name)
