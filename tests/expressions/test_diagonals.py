"""The diagonal of a matrix is worked out without the matrix where that can be, and has the right value then."""

from random import Random

import mpmath
import pytest

from matdiff_cli.expressions.build import build
from matdiff_cli.expressions.nodes import DiagonalPart
from matdiff_cli.expressions.tidy import tidy
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import draw
from matdiff_cli.output.notation import text
from matdiff_cli.typing import dimension
from matdiff_cli.typing.dimension import Dimension
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Symbol

N = Dimension(1, ("n",))
SYMBOLS = {name: Symbol(name, "matrix", (N, N)) for name in "AB"}
SYMBOLS |= {name: Symbol(name, "vector", (N, dimension.ONE)) for name in "xyz"}
SYMBOLS |= {name: Symbol(name, "matrix", (N, N), "lower") for name in ("L", "M")}
SYMBOLS |= {
    "U": Symbol("U", "matrix", (N, N), "upper"),
    "K": Symbol("K", "matrix", (N, N), "skew"),
    "c": Symbol("c", "scalar", (dimension.ONE, dimension.ONE)),
}


def value(typed):
    random = Random(7)
    with mpmath.workdps(dense.DIGITS):
        values = {name: draw(symbol, {"n": 3}, random) for name, symbol in SYMBOLS.items()}
        return evaluate(typed, values, {"n": 3})


@pytest.mark.parametrize(
    ("matrix", "is_apart"),
    [
        ("A*diag(x)*B", True),
        ("A*diag(x.*y)*A'", True),
        ("diag(x)*A*diag(y)", False),
        ("diag(x)*A*diag(y)*B", True),
        ("A*diag(y)*B*diag(x)", True),
        ("diag(x)*A", False),
        ("A*diag(x)", False),
        ("x*y'", True),
        ("A*x*y'", True),
        ("A*x*y'*B", True),
        ("c*x*x' + A", False),
        ("x*y' + diag(z)", True),
        ("A .* (x*y')", False),
        ("(x*x') .* (y*z')", True),
        ("A'", False),
        ("(x*y')'", True),
        ("L*M", False),
        ("L*M*L", False),
        ("L^2", False),
        ("L^-1", False),
        ("L*U", False),
        ("U*L", False),
        ("U^3", False),
        ("K", True),
        ("2*K + diag(x)", True),
        ("A*B", False),
        ("A^2", False),
        ("ones(n, n)", True),
        ("eye(n) + x*ones(n)'", True),
    ],
)
def test_a_diagonal_is_that_of_its_matrix(matrix, is_apart):
    typed = read_expression(f"diag({matrix})", SYMBOLS)
    node = tidy(build(typed, SYMBOLS))
    found, true = value(read_expression(text(node), SYMBOLS)), value(typed)
    assert dense.largest(dense.subtract(found, true)) < mpmath.mpf("1e-60") * (1 + dense.largest(true))
    assert is_apart == (not node.atoms(DiagonalPart))


def test_a_diagonal_matrix_at_an_end_is_taken_out_first():
    for written, same in (("diag(x)*A*diag(y)*A'", "x.*(A.^2*y)"), ("A*diag(y)*A'*diag(x)", "x.*(A.^2*y)")):
        one, other = (tidy(build(read_expression(t, SYMBOLS), SYMBOLS)) for t in (f"diag({written})", same))
        assert one is other


def test_of_a_product_of_triangles_the_diagonals_are_multiplied():
    for written, same in (("L*M", "diag(L).*diag(M)"), ("L^3", "diag(L).^3"), ("L^-1", "diag(L).^-1")):
        one, other = (tidy(build(read_expression(t, SYMBOLS), SYMBOLS)) for t in (f"diag({written})", same))
        assert one is other
