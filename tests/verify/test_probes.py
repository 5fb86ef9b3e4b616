"""A derivative that is wrong in one entry is noticed along random directions, with and without structure."""

from itertools import islice

import mpmath
import pytest

from matdiff_cli.numbers.differences import TOLERANCE, truth
from matdiff_cli.numbers.points import points
from matdiff_cli.typing.read import read_problems
from matdiff_cli.verify.probes import departure

FIRST = [
    "a'*X*b wrt X",
    "X'*A*X wrt X",
    "sin(A*x) wrt x",
    "A*x*t wrt t where t: scalar",
    "x^2*y wrt [x, y]",
    "[x^2*y; x] wrt [x, y]",
    "tr(A*X*X) wrt X where X: symmetric(n)",
    "tr(A*X*X) wrt X where X: skew(n)",
    "tr(A*X*X) wrt X where X: lower(n)",
]
SECOND = [
    "tr(A*X*X*X) wrt X",
    "x'*A*x*x'*x wrt x",
    "t^3*A wrt t where t: scalar",
    "x^2*y^2 wrt [x, y]",
    "a'*X*b*t wrt X, a, b, t where t: scalar",
    "tr(A*X*Y) wrt X, Y where X: symmetric(n)",
    "t*tr(A*X) wrt X, t where t: scalar, X: symmetric(n)",
]


def spoilt(value):
    """The matrix with each of its entries changed in turn."""
    for i, row in enumerate(value):
        for j, x in enumerate(row):
            yield [
                [y + (1 + abs(x)) / 10**6 if (i, j) == (k, l) else y for l, y in enumerate(r)]
                for k, r in enumerate(value)
            ]


def probed(problem, layout="gradient", order=1, by=None):
    for point in islice(points(problem), 2):
        with mpmath.workdps(100):
            true = truth(problem, point, layout, order, by=by)
            assert departure(problem, point, true.value, layout, order, by) <= TOLERANCE
            turned = [list(column) for column in zip(*true.value, strict=True)]
            if len(turned) != len(true.value):
                assert departure(problem, point, turned, layout, order, by) == float("inf")
            if true.within is None:
                assert all(departure(problem, point, wrong, layout, order, by) > 1e-12 for wrong in spoilt(true.value))


@pytest.mark.parametrize("layout", ["gradient", "numerator", "denominator", "mml"])
@pytest.mark.parametrize("text", FIRST)
def test_first_derivatives(text, layout):
    probed(read_problems(text)[0], layout)


@pytest.mark.parametrize("text", SECOND)
def test_second_derivatives(text):
    problems = read_problems(text)
    if len(problems) == 1:
        probed(*problems, order=2)
    for one in problems:
        for other in problems if len(problems) > 1 else []:
            probed(one, order=2, by=other.target)
