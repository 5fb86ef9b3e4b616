"""Terms with one Δ are written one by one; what makes two of them one is told where it is done."""

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_problems


@pytest.mark.parametrize(
    ("problem", "wanted"),
    [
        (
            "(x'*x)^2 wrt x",
            [
                "2*(x'*x)*(dx'*x) + 2*(x'*x)*(x'*dx)",
                "2*(x'*x)*(x'*dx) + 2*(x'*x)*(x'*dx)",
                "4*(x'*x)*(x'*dx)",
            ],
        ),
        (
            "(x'*A*x)*(b'*x) wrt x where A: symmetric(n)",
            [
                "(dx'*A*x)*(b'*x) + (x'*A*dx)*(b'*x) + (x'*A*x)*(b'*dx)",
                "(b'*x)*(x'*A'*dx) + (b'*x)*(x'*A*dx) + (x'*A*x)*(b'*dx)",
                "(b'*x)*(x'*A*dx) + (b'*x)*(x'*A*dx) + (x'*A*x)*(b'*dx)",
                "(2*(b'*x)*A*x + (x'*A*x)*b)'*dx",
            ],
        ),
        (
            "tr(X'*A*X)^2 wrt X where X: matrix(m, n), A: symmetric(m)",
            [
                "2*tr(X'*A*X)*tr(dX'*A*X) + 2*tr(X'*A*X)*tr(X'*A*dX)",
                "tr(2*tr(X'*A*X)*dX'*A*X) + tr(2*tr(X'*A*X)*X'*A*dX)",
                "tr(2*tr(X'*A*X)*X'*A'*dX) + tr(2*tr(X'*A*X)*X'*A*dX)",
                "tr(2*tr(X'*A*X)*X'*A*dX) + tr(2*tr(X'*A*X)*X'*A*dX)",
                "tr(4*tr(X'*A*X)*X'*A*dX)",
            ],
        ),
    ],
)
def test_the_lines_from_the_terms_with_one_increment(problem, wanted):
    (read,) = read_problems(problem)
    lines = [text(line.right) for step in derive(read).steps if step.key in ("linear", "trace") for line in step.lines]
    assert lines[1 : len(wanted) + 1] == wanted
