"""Points have values of the kind that their symbols are declared to be, and values that show something."""

from itertools import islice, pairwise
from random import Random

import mpmath
import pytest

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.points import (
    KINDS,
    PROJECTIONS,
    SHAPINGS,
    STRUCTURES,
    SUMS_TO_ONE,
    draw,
    increment,
    points,
    scaled,
    signed,
)
from matdiff_cli.typing.read import read_problems

CLOSE = mpmath.mpf("1e-60")
DRAWN = range(6)


@pytest.fixture(autouse=True)
def precise():
    with mpmath.workdps(dense.DIGITS):
        yield


def symbol(declared):
    (problem,) = read_problems(f"0*sum(X) + sum(ones(n)) wrt X where X: {declared}")
    return problem.symbols["X"]


def drawn(declared, seed, n=4, **how):
    return draw(symbol(declared), {"n": n, "m": n + 1}, Random(seed), **how)


def largest(value):
    return max(abs(x) for row in value for x in row)


def apart(one, other):
    return largest(dense.subtract(one, other))


def eigenvalues(value):
    with mpmath.workdps(40):
        return sorted(mpmath.eigsy(mpmath.matrix(value), eigvals_only=True))


@pytest.mark.parametrize("seed", DRAWN)
def test_values_are_what_they_are_declared_to_be(seed):
    unit = dense.identity(4)
    s, k, d = (drawn(f"{structure}(n)", seed) for structure in ("symmetric", "skew", "diagonal"))
    assert s == dense.transpose(s) and k == dense.scale(dense.transpose(k), -1) and largest(k) > 0.1
    assert all((x == 0) == (i != j) for i, row in enumerate(d) for j, x in enumerate(row))
    low, up = drawn("lower(n)", seed), drawn("upper(n)", seed)
    assert all((x == 0) == (i < j) for i, row in enumerate(low) for j, x in enumerate(row))
    assert all((x == 0) == (i > j) for i, row in enumerate(up) for j, x in enumerate(row))
    q = drawn("orthogonal(n)", seed)
    assert apart(dense.product(q, dense.transpose(q)), unit) < CLOSE
    for definite in (drawn("spd(n)", seed), drawn("psd(n)", seed)):
        assert apart(definite, dense.transpose(definite)) < CLOSE and eigenvalues(definite)[0] > 1e-12


@pytest.mark.parametrize("seed", DRAWN)
def test_on_the_edge_a_matrix_is_singular_and_a_part_is_0(seed):
    psd = eigenvalues(drawn("psd(n)", seed, edge=True))
    assert abs(psd[0]) < 1e-25 and psd[1] > 1e-9
    parts = drawn("simplex(n)", seed, edge=True)
    assert parts[-1][0] == 0 and sum(row[0] for row in parts) == 1
    assert eigenvalues(drawn("spd(n)", seed, edge=True))[0] > 1e-9  # there is no edge within


@pytest.mark.parametrize("seed", DRAWN)
def test_parts_of_one_whole_add_up_to_it_exactly(seed):
    parts = drawn("simplex(n)", seed)
    assert sum(row[0] for row in parts) == 1 and all(row[0] > 0 for row in parts)
    summed = STRUCTURES[SUMS_TO_ONE](drawn("vector(n)", seed))
    assert abs(sum(row[0] for row in summed) - 1) < CLOSE


def test_orthogonal_matrices_turn_and_reflect():
    signs = {int(mpmath.sign(dense.determinant(drawn("orthogonal(n)", seed)))) for seed in range(20)}
    assert signs == {-1, 1}


@pytest.mark.parametrize("seed", DRAWN)
def test_positive_values_are_positive_and_others_have_both_signs(seed):
    assert all(x > 0 for row in drawn("positive matrix(m, n)", seed) for x in row)
    assert all(x > 0 for row in drawn("positive vector(n)", seed, entry=scaled(100)) for x in row)
    signs = {mpmath.sign(x) for row in drawn("matrix(m, n)", seed) for x in row}
    assert signs == {-1, 1}
    assert all(drawn("positive diagonal(n)", seed)[i][i] > 0 for i in range(4))


@pytest.mark.parametrize("seed", DRAWN)
def test_whole_numbers_are_whole(seed):
    (problem,) = read_problems("k^2*t wrt t where k: integer, t: scalar")
    (positive,) = read_problems("k^2*t wrt t where k: positive integer, t: scalar")
    found = [draw(problem.symbols["k"], {}, Random(100 * seed + j))[0][0] for j in range(20)]
    assert all(x == int(x) for x in found) and min(found) < 0 < max(found)
    assert all(draw(positive.symbols["k"], {}, Random(100 * seed + j))[0][0] >= 1 for j in range(20))


def test_entries_are_far_enough_from_0_to_divide_by():
    random = Random(3)
    for kind, both in KINDS:
        numbers = [kind(random) for _ in range(200)]
        assert min(map(abs, numbers)) >= 0.02 and (min(numbers) < 0) == both
    assert max(abs(signed(random)) for _ in range(200)) < 2


@pytest.mark.parametrize("declared", ["symmetric", "skew", "diagonal", "lower", "upper"])
def test_a_projection_is_one_and_an_increment_lies_within(declared):
    """P² = P = P' for ⟨A, P B⟩ = ⟨P A, B⟩, and what has the structure stays."""
    project, random = PROJECTIONS[declared], Random(1)
    a, b = ([[mpmath.mpf(random.randint(-9, 9)) for _ in range(4)] for _ in range(4)] for _ in range(2))
    assert project(project(a)) == project(a) != a
    both = [sum(x * y for r, s in zip(one, other, strict=True) for x, y in zip(r, s, strict=True))
            for one, other in ((a, project(b)), (project(a), b))]  # fmt: skip
    assert both[0] == both[1]
    change = increment(symbol(f"{declared}(n)"), {"n": 4}, random, size=mpmath.mpf("1e-3"))
    assert project(change) == change and 0 < largest(change) < 1e-2


def test_heavy_diagonals_have_a_positive_determinant():
    _, dominant = SHAPINGS
    for seed in range(10):
        a = drawn("matrix(n, n)", seed, n=3 + seed % 2)
        assert dense.determinant(dominant(a)) > 0 and dominant(drawn("matrix(m, n)", seed)) == drawn(
            "matrix(m, n)", seed
        )


def test_the_points_of_a_problem_differ_and_turn_the_signs_of_scalars():
    (problem,) = read_problems("c*x'*P*x wrt x where c: scalar, P: psd(n)")
    found = list(islice(points(problem), 24))
    signs = [mpmath.sign(p.values["c"][0][0]) for p in found]
    assert signs.count(-1) >= 6 and signs.count(1) >= 6
    assert any(one != other for one, other in pairwise(signs))
    assert len({str(p.values) for p in found}) == len(found) and len({p.sizes["n"] for p in found}) > 1
    singular = [p for p in found if p.sizes["n"] > 1 and abs(dense.determinant(p.values["P"])) < 1e-25]
    assert 0 < len(singular) < len(found) / 2
    assert [str(p) for p in islice(points(problem), 24)] == [str(p) for p in found]


def test_the_target_of_a_problem_is_never_on_an_edge():
    """There its function has derivatives in some directions only."""
    (problem,) = read_problems("tr(P*A) wrt P where P: psd(n)")
    assert all(abs(dense.determinant(p.values["P"])) > 1e-25 for p in islice(points(problem), 24))
