"""Differences reproduce derivatives that are known in closed form, in every layout, and notice small faults."""

from dataclasses import replace

import mpmath
import pytest
from typed_trees import M, N, call, inverse, node, number, problem, product, symbol, total, transpose

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.differences import agreement, along, directional, second, truth
from matdiff_cli.numbers.evaluate import OutsideDomain, evaluate
from matdiff_cli.numbers.points import Point, points
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.read import read_problems
from matdiff_cli.typing.typed import Target
from matdiff_cli.verify.answers import check_answer

a, b, x, r = symbol("a", M), symbol("b", N), symbol("x", N), symbol("r", ONE, N)
A, X, S, t, u = symbol("A", N, N), symbol("X", M, N), symbol("S", N, N), symbol("t"), symbol("u")
G = symbol("G", M, N)

LINEAR = problem(product(transpose(a), X, b), "X", a=(M, 1), X=(M, N), b=(N, 1))
QUADRATIC = problem(product(transpose(x), A, x), "x", x=(N, 1), A=(N, N))
MAP = problem(product(G, x), "x", G=(M, N), x=(N, 1))
BY_SCALAR = problem(product(t, t, x), "t", t=(ONE, ONE), x=(N, 1))
TRANSPOSED = problem(transpose(X), "X", X=(M, N))
STACKED = problem(total(product(number(3), t, t), product(t, u)), ("t", "u"), t=(ONE, ONE), u=(ONE, ONE))
INVERSE = problem(call("tr", inverse(A)), "A", A=(N, N))

twice = node("sum", A, transpose(A), shape=(N, N))
quadratic = product(twice, x)
tangent = node("negative", transpose(node("power", A, number(-2), shape=(N, N))), shape=(N, N))
stacked = node("literal", total(product(number(6), t), u), t, shape=(2, 1), value=(2, 1))
kronecker = call("commutation", node("dimension", value=M), node("dimension", value=N), shape=(M * N, M * N))


@pytest.mark.parametrize(
    ("known", "layout", "answer"),
    [
        (LINEAR, "gradient", product(a, transpose(b))),
        (LINEAR, "numerator", product(b, transpose(a))),
        (LINEAR, "denominator", product(a, transpose(b))),
        (LINEAR, "mml", product(a, transpose(b))),
        (QUADRATIC, "gradient", quadratic),
        (QUADRATIC, "numerator", transpose(quadratic)),
        (QUADRATIC, "denominator", quadratic),
        (QUADRATIC, "mml", transpose(quadratic)),
        (MAP, "gradient", G),
        (MAP, "numerator", G),
        (MAP, "denominator", transpose(G)),
        (MAP, "mml", G),
        (BY_SCALAR, "gradient", product(number(2), t, x)),
        (BY_SCALAR, "denominator", transpose(product(number(2), t, x))),
        (TRANSPOSED, "gradient", kronecker),
        (STACKED, "gradient", stacked),
        (STACKED, "numerator", transpose(stacked)),
        (INVERSE, "gradient", tangent),
    ],
)
def test_known_derivative(known, layout, answer):
    check = check_answer(known, answer, layout, count=3)
    assert check.passed and check.points == 3 and check.max_relative_error < 1e-40
    slightly_off = product(number("1000000000000001/1000000000000000"), answer)
    assert not check_answer(known, slightly_off, layout).passed
    assert not check_answer(known, total(answer, answer), layout).passed


def test_a_wrong_shape_is_no_agreement():
    assert not check_answer(LINEAR, product(b, transpose(a))).passed


@pytest.mark.parametrize(
    ("known", "answer"),
    [
        (QUADRATIC, twice),
        (BY_SCALAR, product(number(2), x)),
        (STACKED, node("literal", *map(number, (6, 1, 1, 0)), shape=(2, 2), value=(2, 2))),
    ],
)
def test_known_second_derivative(known, answer):
    assert check_answer(known, answer, order=2, count=2).max_relative_error < 1e-35
    assert not check_answer(known, product(number("1000001/1000000"), answer), order=2).passed


BILINEAR = problem(product(transpose(a), X, b), "a", a=(M, 1), X=(M, N), b=(N, 1))
WITH_A_ROW = problem(product(r, x), "r", r=(1, N), x=(N, 1))
SCALED = problem(product(t, call("tr", product(A, S))), "t", t=(ONE, ONE), A=(N, N), S=(N, N))
SYMMETRIC = problem(SCALED.function, "t", t=(ONE, ONE), A=(N, N), S=(N, N, "symmetric"))
MATRICES = problem(call("tr", product(A, S)), "A", A=(N, N), S=(N, N))
SCALARS = problem(product(t, t, u), "t", t=(ONE, ONE), u=(ONE, ONE))
unit_m, unit_n, one = (node("identity", shape=(s, s)) for s in (M, N, ONE))


def by(known, target):
    return replace(known, target=Target((target,)))


@pytest.mark.parametrize(
    ("known", "second", "answer"),
    [
        (BILINEAR, "b", X),
        (by(BILINEAR, "b"), "a", transpose(X)),
        (BILINEAR, "X", node("kronecker", transpose(b), unit_m, shape=(M, N * M))),
        (by(BILINEAR, "X"), "a", node("kronecker", b, unit_m, shape=(N * M, M))),
        (WITH_A_ROW, "x", unit_n),
        (by(WITH_A_ROW, "x"), "r", unit_n),
        (SCALED, "S", A),
        (by(SCALED, "S"), "t", transpose(A)),
        (MATRICES, "S", call("commutation", *(node("dimension", value=N),) * 2, shape=(N * N, N * N))),
        (SYMMETRIC, "S", product(number("1/2"), node("sum", A, transpose(A), shape=(N, N)))),
        (by(SYMMETRIC, "S"), "t", product(number("1/2"), node("sum", A, transpose(A), shape=(N, N)))),
        (SCALARS, "u", product(number(2), t)),
        (by(SCALARS, "u"), "t", product(number(2), t)),
        (BY_SCALAR, "x", product(number(2), t, unit_n)),  # of a vector, by a scalar first
        (STACKED, "u", node("literal", one, number(0), shape=(2, 1), value=(2, 1))),
        (by(STACKED, "u"), ("t", "u"), node("literal", one, number(0), shape=(1, 2), value=(1, 2))),
    ],
)
def test_known_block_of_a_mixed_second_derivative(known, second, answer):
    target = Target(second, stacked=True) if isinstance(second, tuple) else Target((second,))
    check = check_answer(known, answer, order=2, count=2, by=target)
    assert check.points == 2 and check.max_relative_error < 1e-35
    assert not check_answer(known, product(number("1000001/1000000"), answer), order=2, by=target).passed


def test_a_block_that_acts_on_a_structured_increment_need_agree_only_there():
    function = product(transpose(x), S, x)
    known = problem(function, "x", x=(N, 1), S=(N, N, "symmetric"))
    answer = product(number(2), node("kronecker", transpose(x), unit_n, shape=(N, N * N)))
    assert check_answer(known, answer, order=2, by=Target(("S",))).passed
    plain = problem(function, "x", x=(N, 1), S=(N, N))
    assert not check_answer(plain, answer, order=2, by=Target(("S",))).passed


STRUCTURES = {
    "symmetric": [[2, 5, 10], [5, 10, 17], [10, 17, 26]],
    "skew": [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]],
    "diagonal": [[2, 0, 0], [0, 10, 0], [0, 0, 26]],
    "lower": [[2, 0, 0], [4, 10, 0], [8, 16, 26]],
    "upper": [[2, 6, 12], [0, 10, 18], [0, 0, 26]],
    None: [[2, 6, 12], [4, 10, 18], [8, 16, 26]],
}


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_gradient_of_a_structured_target_is_inside_the_structure(structure):
    """f = tr(C'S) with the constant C of the row without structure."""
    entries = [number(entry) for row in STRUCTURES[None] for entry in row]
    constant = node("literal", *entries, shape=(3, 3), value=(3, 3))
    known = problem(call("dot", constant, symbol("S", *constant.shape)), "S", S=(3, 3, structure))
    point = next(points(known))
    found = truth(known, point)
    expected = [[mpmath.mpf(entry) for entry in row] for row in STRUCTURES[structure]]
    assert agreement(expected, found) < 1e-50


def test_a_matrix_that_acts_on_a_structured_increment_need_agree_only_there():
    known = problem(transpose(symbol("S", N, N)), "S", S=(N, N, "symmetric"))
    assert check_answer(known, node("identity", shape=(N * N, N * N))).passed
    plain = problem(transpose(symbol("S", N, N)), "S", S=(N, N))
    assert not check_answer(plain, node("identity", shape=(N * N, N * N))).passed


def test_directional_is_the_derivative_along_a_line():
    point = next(points(QUADRATIC))
    direction = [[mpmath.mpf(k + 1)] for k in range(point.sizes["n"])]

    def f(value):
        return evaluate(QUADRATIC.function, {**point.values, "x": value}, point.sizes)

    with mpmath.workdps(100):
        values = {**point.values, "d": direction}
        expected = evaluate(product(transpose(quadratic), symbol("d", N)), values, point.sizes)
        assert agreement(directional(f, point.values["x"], direction), expected) < 1e-50


def test_points_follow_from_the_seed():
    first, again, other = (list(points(LINEAR, seed)) for seed in (1, 1, 2))
    assert first == again != other


def test_points_have_the_declared_structure():
    kinds = ["symmetric", "spd", "psd", "skew", "diagonal", "orthogonal", "lower", "upper"]
    known = problem(t, "t", t=(ONE, ONE), **{kind: (N, N, kind) for kind in kinds})
    with mpmath.workdps(100):
        for point in points(known):
            v = point.values
            assert v["symmetric"] == dense.transpose(v["symmetric"])
            assert v["skew"] == dense.scale(dense.transpose(v["skew"]), -1)
            squared = dense.product(v["orthogonal"], dense.transpose(v["orthogonal"]))
            assert agreement(squared, dense.identity(point.sizes["n"])) < 1e-80
            for i in range(point.sizes["n"]):
                assert dense.determinant([row[: i + 1] for row in v["spd"][: i + 1]]) > 0
                assert dense.determinant([row[: i + 1] for row in v["psd"][: i + 1]]) >= 0
                for j in range(i):
                    assert v["lower"][j][i] == v["upper"][i][j] == v["diagonal"][i][j] == v["diagonal"][j][i] == 0


def test_points_lie_in_the_simplex_and_on_its_edge():
    known = problem(t, "t", t=(ONE, ONE), y=(N, ONE, "simplex"), z=(N, ONE, "simplex"), P=(N, N, "psd"))
    known = replace(known, symbols={**known.symbols, "z": replace(known.symbols["z"], positive=True)})
    edges = ranks = 0
    for digits in (100, 400):
        with mpmath.workdps(digits):
            for point in points(known):
                y, z = (dense.vec(point.values[name]) for name in "yz")
                assert sum(row[0] for row in y) == sum(row[0] for row in z) == 1
                assert min(row[0] for row in y) >= 0 < min(row[0] for row in z)
                edges += min(row[0] for row in y) == 0
                ranks += dense.determinant(point.values["P"]) == 0
    assert edges > 10 < ranks


def test_a_target_varies_inside_its_structure():
    known = problem(call("sum", symbol("y", N)), "y", y=(N, ONE, "simplex"))
    assert all(row[0] > 0 for point in points(known) for row in point.values["y"])


@pytest.mark.parametrize(
    "function",
    [
        call("log", product(transpose(x), A, x)),
        call("log", call("det", A)),
        call("sum", call("asin", product(A, x), shape=(N, 1))),
        call("sqrt", total(number(1), node("negative", product(transpose(x), x)))),
        call("sum", call("log", total(x, node("negative", product(A, x), shape=(N, 1))), shape=(N, 1))),
    ],
)
def test_points_inside_a_small_domain_are_found(function):
    known = problem(function, "x", x=(N, 1), A=(N, N))
    inside = 0
    for point in points(known):
        try:
            truth(known, point)
        except OutsideDomain:
            continue
        inside += 1
    assert inside >= 5


AT_KINKS = [
    ("relu(t)*s wrt t where s, t: scalar", {"t": 0, "s": 2}, "t"),
    ("abs(s - t) + s*t wrt t where s, t: scalar", {"t": 3, "s": 3}, "s"),
    ("sqrt((s*t)^2) wrt t where s, t: scalar", {"t": 0, "s": 1}, "t"),
]


@pytest.mark.parametrize(("text", "values", "other"), AT_KINKS)
def test_there_is_no_truth_at_a_kink(text, values, other):
    """Central differences have a value there, the mean of both sides; it is no derivative."""
    (problem,) = read_problems(text)
    point = Point({}, {name: [[mpmath.mpf(value)]] for name, value in values.items()})
    off = Point({}, {name: [[mpmath.mpf(value) + (name == other) / mpmath.mpf(8)]] for name, value in values.items()})
    by = Target((other,))
    looks = (
        lambda at: truth(problem, at),
        lambda at: truth(problem, at, order=2),
        lambda at: truth(problem, at, by=by),
        lambda at: along(problem, at, {other: [[mpmath.mpf(1)]]}),
        lambda at: second(problem, at, [{other: [[mpmath.mpf(1)]]}], [{"t": [[mpmath.mpf(1)]]}]),
    )
    for look in looks:
        with pytest.raises(OutsideDomain, match="kink"):
            look(point)
        look(off)  # beside it there is one
