"""Points inside a domain that ordinary points miss."""

from dataclasses import replace
from itertools import chain, islice

import mpmath
import pytest

from matdiff_cli.numbers.cost import LADDER, choices_for
from matdiff_cli.numbers.dense import DIGITS, OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.kinks import across
from matdiff_cli.numbers.points import SUMS_TO_ONE, points
from matdiff_cli.numbers.search import points_inside
from matdiff_cli.typing.read import read_problems


def inside(problem, candidates):
    for point in candidates:
        with mpmath.workdps(DIGITS):
            try:
                evaluate(problem.function, point.values, point.sizes)
            except OutsideDomain:
                continue
        yield point


@pytest.mark.parametrize(
    "line",
    [
        "sqrt(alpha - 500) wrt alpha",
        "asin(alpha - 500) wrt alpha",
        "log(-0.001 - alpha) + log(alpha + 0.002) wrt alpha",
        "log(x'*x - 5000) + sqrt(6000 - x'*x) wrt x",
        "logdet(A) + sqrt(tr(S) - 10000) wrt A where A: matrix(n), S: spd(n)",
        "exp(-1000000*alpha) wrt alpha",
    ],
)
def test_points_inside_a_small_domain_are_found(line):
    (problem,) = read_problems(line)
    assert len(list(islice(inside(problem, points_inside(problem)), 5))) == 5


def test_the_search_ends_where_there_is_no_domain():
    (problem,) = read_problems("log(-x'*x) wrt x")
    assert list(inside(problem, points_inside(problem))) == []


def test_ordinary_points_come_first():
    (problem,) = read_problems("x'*A*x wrt x")
    assert list(islice(points_inside(problem), 20)) == list(islice(points(problem), 20))


def test_sizes_are_small_where_the_map_is_large():
    (small,) = read_problems("A*X wrt X")
    (large,) = read_problems("kron(kron(A, X), kron(X, B)) wrt X")
    (fixed,) = read_problems("x'*A*x wrt x where x: vector(500)")
    assert choices_for(small) == LADDER[0]
    assert choices_for(large) in LADDER[1:]
    assert choices_for(fixed) is None


@pytest.mark.parametrize("structure", ["spd", "psd", "orthogonal", "simplex", SUMS_TO_ONE])
def test_points_of_size_1_and_far_out_keep_their_structure(structure):
    (problem,) = read_problems("relu(t - 500)*sum(y) + sqrt(t - 500) wrt t where t: scalar, y: vector(1)")
    held = replace(problem.symbols["y"], structure=structure)
    known = replace(problem, symbols={**problem.symbols, "y": held})
    found = [point.values["y"][0][0] for point in chain(points_inside(known), across(known, known.function))]
    if structure in ("spd", "psd"):
        assert min(found) >= 0
    else:
        assert {abs(value) for value in found} == {1} and (structure == "orthogonal" or min(found) == 1)


def test_what_sums_to_1_does_so_at_every_point_that_is_met():
    (problem,) = read_problems("sqrt(t - 500)*sum(y) wrt t where t: scalar, y: vector(n)")
    known = replace(problem, symbols={**problem.symbols, "y": replace(problem.symbols["y"], structure=SUMS_TO_ONE)})
    with mpmath.workdps(DIGITS):
        for point in points_inside(known):
            assert abs(sum(row[0] for row in point.values["y"]) - 1) < mpmath.mpf("1e-25")
