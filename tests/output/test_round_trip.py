"""What the text notation writes, the language reads back as the same expression."""

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matdiff_cli.check.typed import Symbol
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.expressions.nodes import (
    SCALAR,
    SIZE_ONE,
    Diag,
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
    Sum,
    Total,
    Trace,
    Transpose,
    Variable,
    Vec,
)
from matdiff_cli.expressions.tidy import tidy
from matdiff_cli.output.notation import text
from matdiff_cli.types.dimension import ONE, Dimension

reading = pytest.importorskip("matdiff_cli.check.read")

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


@settings(deadline=None, max_examples=150)
@given(st.one_of(scalars, columns, squares, large))
def test_text_reads_back_as_the_same_expression(node):
    try:
        tree = reading.read_expression(text(node), SYMBOLS)
    except MatdiffError as error:
        assume(error.kind != "domain")
        raise
    again = build(tree, SYMBOLS)
    assert again.shape == node.shape
    assert text(tidy(again)) == text(tidy(node))
