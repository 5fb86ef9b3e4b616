"""Blocks of mixed Hessians of random problems: `--check` passes them, and so does u'Hv along random directions u, v."""

import re

import mpmath
import pytest
from drawn_problems import SCALAR, SYMBOLS, expression
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import points
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.style import DEFAULT
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.verify.check import check
from matdiff_cli.verify.lines import NOWHERE

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
STRUCTURES = ("matrix", "symmetric", "diagonal", "skew", "lower", "upper", "spd", "psd")
TARGETS = ("A", "W", "X", "Y", "a", "x", "b", "y", "alpha", "t", "[alpha, t]")


@st.composite
def mixed_problems(draw, depth):
    """(expression, targets, declarations): a scalar function of two targets, one of which may have a structure."""
    text = expression(draw, SCALAR, draw(st.integers(2, depth)))
    occurring = [name for name in SYMBOLS if re.search(rf"(?<!\w){name}(?!\w)", text)]
    likely = [name for name in TARGETS if name in occurring] + ["[alpha, t]"] * ("t" in occurring)
    choice = st.sampled_from(likely if len(likely) > 1 else TARGETS)
    targets = draw(st.lists(choice, min_size=2, max_size=2, unique=True))
    names = dict.fromkeys([*occurring, *re.findall(r"\w+", " ".join(targets))])
    types = {name: SYMBOLS[name][2] for name in names}
    for name in names:
        if types[name] == "matrix(n, n)":
            structure = draw(st.sampled_from(STRUCTURES))
            types[name] = "matrix(n, n)" if structure == "matrix" else f"{structure}(n)"
    return text, ", ".join(targets), ", ".join(f"{name}: {type}" for name, type in types.items())


def flat(matrix):
    return [row[j] for j in range(len(matrix[0])) for row in matrix]


def bilinear(u, block, v):
    """u'Hv, whichever shape the block has."""
    if len(u) == 1:  # by a scalar first: the transpose of a gradient
        return u[0] * sum(x * y for x, y in zip(flat(list(zip(*block, strict=True))), v, strict=True))
    if len(v) == 1:
        return v[0] * sum(x * y for x, y in zip(flat(block), u, strict=True))
    return sum(a * sum(x * y for x, y in zip(row, v, strict=True)) for a, row in zip(u, block, strict=True))


def difference(problem, point, by, block):
    """How far u'Hv is from the mixed difference of f, u and v being differences of two points of the problem's own."""
    here, there = point.values, next(p for p in points(problem, seed=1) if p.sizes == point.sizes).values
    step = mpmath.mpf("1e-20")

    def plus(a, b, size):
        return [[x + size * y for x, y in zip(*rows, strict=True)] for rows in zip(a, b, strict=True)]

    def change(target):
        # the difference of two symmetric matrices is symmetric, and so on
        return {name: plus(there[name], here[name], -1) for name in target.names}

    def f(s, t):
        values = dict(here)
        for size, target in ((s, problem.target), (t, by)):
            values |= {name: plus(values[name], matrix, size) for name, matrix in change(target).items()}
        return evaluate(problem.function, values, point.sizes)[0][0]

    u, v = ([x for matrix in change(target).values() for x in flat(matrix)] for target in (problem.target, by))
    true = (f(step, step) - f(step, 0) - f(0, step) + f(0, 0)) / step**2
    return abs(bilinear(u, block, v) - true) / max(1, abs(true))


def check_block(drawn):
    text, targets, declarations = drawn
    try:
        first, second = read_problems(text, wrt=[targets], where=[declarations])
        derivation = derive(first, order=2, by=second)
    except MatdiffError as error:
        assert error.kind in ("unsupported", "domain"), f"refused what is well typed: {error.message}"
        event(f"refused: {error.kind}")
        return
    problem, by, document = derivation.problem, derivation.by, to_object(derivation, DEFAULT)
    seen = check(problem, document, by=by)
    faults = [failure for failure in seen.failures if NOWHERE not in failure and failure != "no point has a value"]
    assert faults == []
    answer = read_expression(document["result"]["text"], problem.symbols)
    for point in points(problem):
        with mpmath.workdps(100):
            try:
                block = evaluate(answer, point.values, point.sizes)
                distance = difference(problem, point, by, block)
            except OutsideDomain:
                continue
            assert distance < 1e-12  # forward differences are off by the step times higher derivatives
            event("compared")
            return


@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(mixed_problems(depth=3))
def test_mixed_blocks_agree_with_differences(drawn):
    check_block(drawn)


@pytest.mark.slow
@settings(max_examples=1_000, deadline=None, suppress_health_check=QUIET)
@given(mixed_problems(depth=4))
def test_many_more_mixed_blocks_agree_with_differences(drawn):
    check_block(drawn)
