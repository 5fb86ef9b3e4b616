"""What the text notation and the Unicode one write, the language reads back as the same expression."""

from functools import reduce

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.expressions.nodes import (
    SCALAR,
    SIZE_ONE,
    Diag,
    DiagonalPart,
    Function,
    HadamardPower,
    HadamardProduct,
    Identity,
    Inverse,
    Kronecker,
    Number,
    Ones,
    Power,
    Product,
    SizeNumber,
    Sum,
    Total,
    Trace,
    Transpose,
    Variable,
    Vec,
    Zeros,
)
from matdiff_cli.output.notation import text, unicode
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Symbol

N = Dimension(1, ("n",))
n = sympy.Symbol("n", integer=True, positive=True)
SYMBOLS = {
    name: Symbol(name, kind, shape, declared=True)
    for names, kind, shape in (
        (("A", "B"), "matrix", (N, N)),
        (("x", "y"), "vector", (N, ONE)),
        (("s", "T", "lambda"), "scalar", (ONE, ONE)),
    )
    for name in names
}

rationals = st.sampled_from([sympy.Rational(p, q) for p, q in ((1, 2), (-1, 1), (3, 1), (-2, 1), (-3, 2), (1, 10))])
numbers = rationals.map(Number)
scalars = st.deferred(lambda: st.one_of(
    numbers,
    st.sampled_from(("s", "T", "lambda")).map(lambda name: Variable(name, *SCALAR)),
    st.lists(scalars, min_size=2, max_size=3).map(lambda parts: Product(*parts)),
    st.lists(scalars, min_size=2, max_size=3).map(lambda parts: Sum(*parts)),
    st.builds(Power, scalars, rationals.map(Number)),
    st.builds(Power, scalars, scalars),
    st.builds(lambda x, y: Product(Transpose(x), y), columns, columns),
    st.builds(Trace, squares),
    st.builds(Total, columns),
    st.builds(lambda x: Function("norm", *SCALAR, x), columns),
    st.builds(lambda x: Function("logdet", *SCALAR, x), squares),
    st.builds(lambda x: Function("exp", *SCALAR, x), scalars),
))  # fmt: skip
columns = st.deferred(lambda: st.one_of(
    st.sampled_from("xy").map(lambda name: Variable(name, n, SIZE_ONE)),
    st.just(Ones(n, SIZE_ONE)),
    st.lists(columns, min_size=2, max_size=3).map(lambda parts: Sum(*parts)),
    st.lists(columns, min_size=2, max_size=3).map(lambda parts: HadamardProduct(*parts)),
    st.builds(HadamardPower, columns, st.sampled_from([2, -1, -3]).map(Number)),
    st.builds(Product, scalars, columns),
    st.builds(Product, squares, columns),
    st.builds(lambda x: Function("exp", n, SIZE_ONE, x), columns),
))  # fmt: skip
squares = st.deferred(lambda: st.one_of(
    st.sampled_from("AB").map(lambda name: Variable(name, n, n)),
    st.just(Identity(n)),
    st.builds(Transpose, squares),
    st.builds(Inverse, squares),
    st.builds(Diag, columns),
    st.builds(Power, squares, st.sampled_from([2, 3]).map(Number)),
    st.lists(squares, min_size=2, max_size=3).map(lambda parts: Sum(*parts)),
    st.lists(squares, min_size=2, max_size=3).map(lambda parts: Product(*parts)),
    st.lists(squares, min_size=2, max_size=3).map(lambda parts: HadamardProduct(*parts)),
    st.builds(Product, scalars, squares),
    st.builds(lambda x, y: Product(x, Transpose(y)), columns, columns),
))  # fmt: skip
large = st.one_of(st.builds(Vec, squares), st.builds(Kronecker, squares, squares))


class Shown:
    """A node that hypothesis can show."""

    def __init__(self, node):
        self.node = node

    def __repr__(self):
        return text(self.node)


@pytest.mark.parametrize("write", [text, unicode])
@settings(deadline=None, max_examples=120)
@given(st.one_of(scalars, columns, squares, large).map(Shown))
def test_what_is_written_reads_back_as_the_same_expression(write, shown):
    node = shown.node
    try:
        tree = read_expression(write(node), SYMBOLS)
    except MatdiffError as error:
        assume(error.kind != "domain")
        raise
    again = build(tree, SYMBOLS)
    assert again.shape == node.shape or (write is unicode and node.atoms(Identity))
    with mpmath.workdps(40):
        try:
            expected = value_of(node)
        except ArithmeticError:
            assume(False)
        try:
            difference = value_of(again) - expected
        except TypeError:  # the size of an I is not written in Unicode
            assume(write is text)
            raise
        assert mpmath.norm(difference, "inf") <= 1e-15 * (1 + mpmath.norm(expected, "inf"))


# --- an evaluator of its own, for n = 2 -------------------------------------------------------------------------

VALUES = {
    "A": [["0.7", "-0.3"], ["0.2", "1.1"]],
    "B": [["0.4", "0.9"], ["-0.5", "0.6"]],
    "x": [["0.8"], ["-0.6"]],
    "y": [["0.3"], ["1.2"]],
    "s": [["1.3"]],
    "T": [["0.6"]],
    "lambda": [["1.7"]],
}


def entrywise(function, *operands):
    first = operands[0]
    result = mpmath.matrix(first.rows, first.cols)
    for i in range(first.rows):
        for j in range(first.cols):
            result[i, j] = function(*(operand[i, j] for operand in operands))
    return result


def bounded(number):
    if not mpmath.isfinite(number) or abs(number) > 1e6 or 0 < abs(number) < 1e-6:
        raise ArithmeticError
    return number


def scalar(number):
    return mpmath.matrix([[number]])


def multiply(*operands):
    product = scalar(1)
    for operand in operands:
        scales = 1 in (product.rows * product.cols, operand.rows * operand.cols)
        if scales:
            small, other = (product, operand) if product.rows * product.cols == 1 else (operand, product)
            product = other * small[0, 0]
        else:
            product = product * operand
    return product


def kronecker(a, b):
    return mpmath.matrix([
        [a[i // b.rows, j // b.cols] * b[i % b.rows, j % b.cols] for j in range(a.cols * b.cols)]
        for i in range(a.rows * b.rows)
    ])  # fmt: skip


def stacked(a):
    return mpmath.matrix([[a[i, j]] for j in range(a.cols) for i in range(a.rows)])


def power(base, exponent):
    return scalar(base[0, 0] ** exponent[0, 0]) if base.rows == 1 else base ** int(exponent[0, 0])


FUNCTIONS = {
    "exp": lambda a: entrywise(mpmath.exp, a),
    "sqrt": lambda a: entrywise(mpmath.sqrt, a),
    "norm": lambda a: scalar(mpmath.norm(stacked(a))),
    "logdet": lambda a: scalar(mpmath.log(abs(mpmath.det(a)))),
}
RULES = {
    Sum: lambda *parts: sum(parts[1:], parts[0]),
    Product: multiply,
    HadamardProduct: lambda *parts: reduce(lambda a, b: entrywise(mpmath.fmul, a, b), parts),
    HadamardPower: lambda a, p: entrywise(lambda entry: entry ** p[0, 0], a),
    Kronecker: lambda *parts: reduce(kronecker, parts),
    Power: power,
    Transpose: lambda a: a.T,
    Inverse: lambda a: a**-1,
    Trace: lambda a: scalar(sum(a[i, i] for i in range(a.rows))),
    Total: lambda a: scalar(sum(a)),
    Diag: lambda a: mpmath.diag(list(a)),
    DiagonalPart: lambda a: mpmath.matrix([[a[i, i]] for i in range(a.rows)]),
    Vec: stacked,
}


def value_of(node):
    """The node's value. Raises ArithmeticError where it is undefined, or too large or small to be compared."""
    if isinstance(node, Number):
        return scalar(mpmath.mpf(int(node.value.p)) / int(node.value.q))
    if isinstance(node, Variable):
        return mpmath.matrix(VALUES[node.name])
    rows, columns = (int(size.subs(n, 2)) for size in node.shape)
    if isinstance(node, Ones | Zeros | Identity):
        kind = {Ones: mpmath.ones, Zeros: mpmath.zeros}.get(type(node))
        return kind(rows, columns) if kind else mpmath.eye(rows)
    if isinstance(node, SizeNumber):
        return scalar(mpmath.mpf(2))
    rule = FUNCTIONS[node.name] if isinstance(node, Function) else RULES[type(node)]
    operands = node.operands if isinstance(node, Function) else node.args
    return entrywise(bounded, rule(*map(value_of, operands)))


def test_a_comma_behind_a_size_is_no_part_of_it():
    assert build(read_expression("⟨𝟏ₙ, x⟩", SYMBOLS), SYMBOLS) == build(
        read_expression("<ones(n), x>", SYMBOLS), SYMBOLS
    )


def test_a_size_of_several_letters_stands_in_a_call():
    """ₜᵣ would be t·r."""
    tr = sympy.Symbol("tr", integer=True, positive=True)
    assert [unicode(Ones(tr, n)), unicode(Ones(tr, SIZE_ONE))] == ["ones(tr, n)", "ones(tr)"]
    assert unicode(Kronecker(Identity(tr), Variable("A", n, n))) == "eye(tr) ⊗ A"
