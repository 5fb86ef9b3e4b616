"""The table of layouts: every kind of function by every kind of target, in each of the four."""

import pytest

from matdiff_cli.calculus.answer import answer
from matdiff_cli.calculus.layout import LAYOUTS
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.verify.answers import check_answer

TABLE = {
    # f, x             gradient, numerator, denominator, mml
    "x'*A*x wrt x": ("(A + A')*x", "x'*(A + A')", "(A + A')*x", "x'*(A + A')"),
    "a'*X*b wrt X": ("a*b'", "b*a'", "a*b'", "a*b'"),
    "A*x wrt x": ("A", "A", "A'", "A"),
    "t*a + t^2*b wrt t where t: scalar": ("a + 2*t*b", "a + 2*t*b", "(a + 2*t*b)'", "a + 2*t*b"),
    "alpha^3 wrt alpha": ("3*alpha^2",) * 4,
    # stacked scalars are a vector
    "x^2 + 3*x*y wrt [x, y]": ("[2*x + 3*y; 3*x]", "[2*x + 3*y, 3*x]", "[2*x + 3*y; 3*x]", "[2*x + 3*y, 3*x]"),
    "[x*y; x; y^2] wrt [x, y]": (
        "[y, x; 1, 0; 0, 2*y]",
        "[y, x; 1, 0; 0, 2*y]",
        "[y, 1, 0; x, 0, 2*y]",
        "[y, x; 1, 0; 0, 2*y]",
    ),
    # a row counts as the column that it is the transpose of, but keeps its shape by a scalar
    "x'*A wrt x": ("A'", "A'", "A", "A'"),
    "(t*a)' wrt t where t: scalar": ("a'", "a", "a'", "a"),
    "u*A wrt u where u: row(n)": ("A'", "A'", "A", "A'"),
    "A*u' wrt u where u: row(n)": ("A", "A", "A'", "A"),
    # the rest: one form
    "t*A wrt t where t: scalar": ("A",) * 4,
    "X*A wrt X": ("kron(A', eye(m))",) * 4,
    "X*b wrt X": ("kron(b', eye(m))",) * 4,
    "x*x' wrt x": ("kron(x, eye(m)) + kron(eye(m), x)",) * 4,
    # no target in f: the zero of the right shape
    "a'*b wrt x where x: vector(p)": ("zeros(p)", "zeros(1, p)", "zeros(p)", "zeros(1, p)"),
    "tr(A) wrt X where X: matrix(m, n), A: matrix(p)": ("zeros(m, n)", "zeros(n, m)", "zeros(m, n)", "zeros(m, n)"),
    "A*b wrt x where x: vector(p)": ("zeros(m, p)", "zeros(m, p)", "zeros(p, m)", "zeros(m, p)"),
}
ROWS = [(words, layout, row[i]) for words, row in TABLE.items() for i, layout in enumerate(LAYOUTS)]


@pytest.mark.parametrize(("words", "layout", "wanted"), ROWS)
def test_layout(words, layout, wanted):
    """The form of the table, which differences of the function confirm in that layout."""
    (problem,) = read_problems(words)
    value = answer(problem, layout)
    assert text(value) == wanted
    assert check_answer(problem, read_expression(wanted, problem.symbols), layout, count=2).passed
