"""read_expression: templates, answers and lines, whose symbols all are known."""

import pytest
from typed_text import shown

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Symbol

M, N = Dimension(1, ("m",)), Dimension(1, ("n",))
SYMBOLS = {
    "X": Symbol("X", "matrix", (M, N)),
    "dX": Symbol("dX", "matrix", (M, N)),
    "y": Symbol("y", "vector", (M, ONE)),
}


def test_sizes_of_the_symbols_are_numbers():
    assert shown(read_expression("m*X/n", SYMBOLS)) == "(quotient (product m X) n)"
    assert shown(read_expression("sum(X)/size(X)", SYMBOLS)) == "(quotient (sum X) m*n)"


def test_increments_and_abbreviations():
    assert (
        shown(read_expression("dX'*r where r = y - y", SYMBOLS)) == "(product (transpose dX) (r (sum y (negative y))))"
    )


def test_the_wanted_shape_settles_an_identity():
    assert shown(read_expression("I", {}, shape=(N, N))) == "identity[n×n]"


def test_a_function_name_may_be_a_known_symbol():
    assert shown(read_expression("det'*y", {**SYMBOLS, "det": SYMBOLS["y"]})) == "(product (transpose det) y)"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Z", "name"), ("X*y", "shape"), ("X wrt X", "syntax"), ("X where X: matrix", "syntax"), ("X + p", "name")],
)
def test_nothing_else_is_known(text, kind):
    with pytest.raises(MatdiffError) as caught:
        read_expression(text, SYMBOLS)
    assert caught.value.kind == kind
