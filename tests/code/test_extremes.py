"""Numbers at the edge: arguments as large as 1000, and matrices that are almost singular."""

from __future__ import annotations

import inspect
from itertools import islice
from math import inf

import mpmath
import numpy as np
import pytest
from cases import EXPONENTIALS, LOGARITHMS, array, lines, printed, problems, source

from matdiff_cli.code.running import functions
from matdiff_cli.numbers import entries
from matdiff_cli.numbers import functions as numbers
from matdiff_cli.numbers.dense import OutsideDomain, Unreached
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.search import points_inside
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Problem

LINES = lines()
LARGEST = 1000.0
BEYOND = 10**7
"""Exponentials of numbers up to here are worked out."""
REACHABLE = mpmath.mpf(10) ** 290
ON_A_SET = ("orthogonal", "simplex")
"""Structures that no multiple of a member has."""


@pytest.fixture(autouse=True)
def _exponentials_of_large_numbers(monkeypatch):
    """`--check` and the rest leave exp(1000) alone, which is what there is to look at here."""

    def function(called, largest, x):
        if largest < inf and abs(x) > BEYOND:
            raise Unreached("a number too large to work with")
        return numbers.real(called, x)

    entries.entry_function.cache_clear()
    monkeypatch.setattr(entries, "_by_mpmath", function)
    monkeypatch.setattr(numbers, "LARGE_EXPONENT", BEYOND)
    yield
    entries.entry_function.cache_clear()


def arguments(problem: Problem, values: dict[str, np.ndarray], sizes: dict[str, int], function) -> list:
    given = []
    for name, value in sorted(values.items()):
        kind = problem.symbols[name].kind
        given.append(value.item() if kind == "scalar" else value if kind == "matrix" else value.ravel())
    return given + [sizes[name] for name in list(inspect.signature(function).parameters)[len(given) :]]


def largest(problem: Problem, values: dict[str, np.ndarray], sizes: dict[str, int]) -> mpmath.mpf:
    """The largest entry of f and of its derivative, with as many digits as exp(1000) needs."""
    answer = read_expression(printed(problem), problem.symbols)
    with mpmath.workdps(900):
        exact = {name: [[mpmath.mpf(float(x)) for x in row] for row in value] for name, value in values.items()}
        results = evaluate(problem.function, exact, sizes), evaluate(answer, exact, sizes)
        return max(abs(x) for result in results for row in result for x in row)


def faults(line: str) -> list[str]:
    """Where the code overflows or has no number though f and its derivative have: once with all symbols as large as
    they may be, once with the target alone."""
    found = []
    for problem in problems(line)[:1]:
        if printed(problem) is None or any(symbol.of for symbol in problem.symbols.values()):
            continue
        module = functions(source(problem, "numpy"), "test")
        for point in islice(points_inside(problem), 2):
            for large in (set(point.values), set(problem.target.names)):
                values = {name: array(value) for name, value in point.values.items()}
                for name in large:
                    if problem.symbols[name].structure not in ON_A_SET:
                        values[name] *= LARGEST / np.abs(values[name]).max()
                try:
                    if largest(problem, values, point.sizes) > REACHABLE:
                        continue
                except (OutsideDomain, ZeroDivisionError, OverflowError, ValueError):
                    continue
                given = arguments(problem, values, point.sizes, module["f"])
                with np.errstate(all="ignore"):
                    results = module["value_and_derivative"](*given)
                found += [str(values) for result in results if not np.isfinite(result).all()]
    return found


def test_the_numbers_for_comparison_reach_as_far_as_exp_of_1000():
    (problem,) = problems("log(sum(exp(x))) wrt x")
    assert largest(problem, {"x": np.array([[1000.0], [0.0]])}, {"m": 2}) == pytest.approx(1000)


@pytest.mark.parametrize("line", EXPONENTIALS)
def test_no_exponential_overflows_within_a_logarithm_or_a_quotient(line):
    assert faults(line) == []


@pytest.mark.parametrize("scale", [1e60, 1e-60])
@pytest.mark.parametrize("line", LOGARITHMS)
def test_the_logarithm_of_a_determinant_is_there_where_the_determinant_is_not(line, scale):
    (problem,) = problems(line)
    rng = np.random.default_rng(2)
    given = {}
    for name, symbol in sorted(problem.symbols.items()):
        M = rng.normal(size=(6, 6))
        spd = symbol.structure == "spd"
        given[name] = scale * (M @ M.T + np.eye(6) if spd else M) if symbol.kind == "matrix" else scale**0.5 * M[:, 0]
    if "alpha" in given:
        given["alpha"] = np.prod([np.linalg.slogdet(given[name])[0] for name in "AB"])
    results = functions(source(problem, "numpy"), "test")["value_and_derivative"](*given.values())
    assert all(np.isfinite(result).all() for result in results)


def test_code_has_a_number_where_the_formula_has():
    assert {line: found for line in LINES[::90] if (found := faults(line))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(6))
def test_code_has_a_number_wherever_a_formula_has(part):
    assert {line: found for line in LINES[part::6] if (found := faults(line))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "inv(X'*X)*X'*y wrt y",
        "y'*X*inv(X'*X)*X'*y wrt y",
        "X*inv(X'*X)*a wrt a",
        "inv(X*X')*X*a wrt a",
        "a'*inv(X'*X)*a wrt a",
        "logdet(X'*X) wrt X",
        "tr(inv(X'*X)) wrt X",
        "inv(X'*diag(v)*X)*X'*diag(v)*y wrt y where v: positive vector(m)",
        "y'*diag(v)*X*inv(X'*diag(v)*X)*X'*diag(v)*y wrt y where v: positive vector(m)",
        "logdet(X'*diag(v)*X) wrt v where v: positive vector(m)",
    ],
)
def test_least_squares_keep_the_digits_that_the_matrix_has(line):
    """X of condition 10⁷ has nine digits to give; X'X, of condition 10¹⁴, has two."""
    (problem,) = problems(line)
    rng = np.random.default_rng(0)
    n, count = 30, 5
    left, right = (np.linalg.qr(rng.normal(size=(size, count)))[0] for size in (n, count))
    X = left * np.logspace(0, -7, count) @ right.T
    values = {"X": X, "y": X @ np.ones(count) + 1e-3, "a": rng.normal(size=count), "v": rng.uniform(0.5, 2, n)}
    if "X*X'" in line:
        values |= {"X": X.T, "a": values["y"]}
    given = {name: values[name] for name in sorted(problem.symbols)}
    exact = {name: [[mpmath.mpf(float(x)) for x in np.atleast_1d(row)] for row in v] for name, v in given.items()}
    found = functions(source(problem, "numpy"), "test")["value_and_derivative"](*given.values())
    with mpmath.workdps(80):
        answer = read_expression(printed(problem), problem.symbols)
        wanted = [array(evaluate(each, exact, {"m": n, "n": count})) for each in (problem.function, answer)]
    for result, right in zip(found, wanted, strict=True):
        assert np.abs(np.reshape(result, right.shape) - right).max() < 1e-8 * np.abs(right).max()


@pytest.mark.parametrize("line", ["det(A*X*B) wrt X where A, B: matrix(n)", "logdet(L*L') wrt L where L: lower(n)"])
def test_a_product_of_determinants_loses_no_digits(line):
    """The determinant of a product of two ill-conditioned matrices has few digits, if any."""
    (problem,) = problems(line)
    f = functions(source(problem, "numpy"), "test")["f"]
    if "L" in problem.symbols:
        assert f(np.array([[1.0, 0.0], [1.0, 1e-9]])) == pytest.approx(2 * np.log(1e-9), rel=1e-14)
    else:
        rng = np.random.default_rng(0)
        left, right = (np.linalg.qr(rng.normal(size=(4, 4)))[0] for _ in range(2))
        A = left * np.logspace(0, -9, 4) @ right
        assert f(A, A.T, np.eye(4)) == pytest.approx(1e-36, rel=1e-4, abs=0)


QUOTIENTS = [
    "det(A)/det(B) wrt A",
    "det(A)/det(B) wrt B",
    "det(B)*det(S)/det(A*C) wrt B where S: spd(n), A, C: matrix(n)",
    "tr(inv(A)*B)*det(B)/det(A) wrt B",
    "det(A)/det(S) wrt A where S: spd(n)",
    "det(L)/det(A) wrt A where L: lower(n)",
    "det(D)/det(L) wrt L where D: diagonal(n), L: lower(n)",
    "sqrt(det(S)/det(T)) wrt S where S, T: spd(n)",
    "sqrt(det(S))/sqrt(det(T)) wrt S where S, T: spd(n)",
]


@pytest.mark.parametrize("scale", [1e60, 1e-60])
@pytest.mark.parametrize("line", QUOTIENTS)
def test_a_quotient_of_determinants_is_there_where_they_are_not(line, scale):
    """Determinants of 10³⁶⁰ and 10⁻³⁶⁰ are beyond the numbers of a computer."""
    (problem,) = problems(line)
    shape = {"lower": np.tril, "diagonal": lambda M: np.diag(np.diagonal(M)), "spd": lambda M: M @ M.T + np.eye(6)}
    rng = np.random.default_rng(1)
    kinds = {name: shape.get(symbol.structure, lambda M: M) for name, symbol in sorted(problem.symbols.items())}
    given = {name: scale * kind(rng.normal(size=(6, 6))) for name, kind in kinds.items()}
    exact = {name: [[mpmath.mpf(float(x)) for x in row] for row in v] for name, v in given.items()}
    found = functions(source(problem, "numpy"), "test")["value_and_derivative"](*given.values())
    with mpmath.workdps(80):
        answer = read_expression(printed(problem), problem.symbols)
        wanted = [array(evaluate(each, exact, {"m": 6, "n": 6})) for each in (problem.function, answer)]
    for result, right in zip(found, wanted, strict=True):
        assert np.abs(np.reshape(result, right.shape) - right).max() < 1e-10 * np.abs(right).max()


def test_a_mixture_of_densities_is_there_where_their_determinants_are_not():
    mixture = "log(exp(-(x-u)'*inv(S)*(x-u)/2)/sqrt(det(S)) + exp(-(x-w)'*inv(T)*(x-w)/2)/sqrt(det(T)))"
    (problem,) = problems(f"{mixture} wrt x where S, T: spd(n), x, u, w: vector(n)")
    n = 200
    S, T, x = 1e-5 * np.eye(n), 1.1e-5 * np.eye(n), np.zeros(n)
    module = functions(source(problem, "numpy", order=2), "test")
    with np.errstate(all="ignore"):
        value, slope = module["value_and_derivative"](S, T, x + 1e-4, x - 1e-4, x)
        hessian = module["hessian"](S, T, x + 1e-4, x - 1e-4, x)
    first, second = -0.1 - n / 2 * np.log(1e-5), -1 / 11 - n / 2 * np.log(1.1e-5)
    assert value == pytest.approx(np.logaddexp(first, second), rel=1e-12)
    share, other = 1 / (1 + np.exp(second - first)), 1 / (1 + np.exp(first - second))
    assert slope == pytest.approx(share * 10 - other * 1e-4 / 1.1e-5 + 0 * x, rel=1e-9)
    between, within = share * other * (10 + 1e-4 / 1.1e-5) ** 2, share / 1e-5 + other / 1.1e-5
    assert hessian == pytest.approx(between - within * np.eye(n), rel=1e-9)


MIXTURE = (
    "log("
    + " + ".join(f"{p}*exp(-(x-{u})'*inv({S})*(x-{u})/2)/sqrt(det({S}))" for p, u, S in ("puS", "qvT", "rwR"))
    + ")"
)
THREE = f"{MIXTURE} wrt x where S, T, R: spd(n), x, u, v, w: vector(n), p, q, r: positive scalar"


def test_a_mixture_of_three_densities_is_there_where_their_determinants_are_not():
    n, variances = 200, np.array([1e-5, 1.1e-5, 0.9e-5])
    (problem,) = problems(THREE)
    weights, centres, x = np.array([0.2, 0.5, 0.3]), np.array([1e-4, -1e-4, 2e-4]), np.zeros(n)
    given = {"R": 2, "S": 0, "T": 1}
    matrices = [variances[i] * np.eye(n) for i in given.values()]
    module = functions(source(problem, "numpy", order=2), "test")
    arguments = [*matrices, *weights, *(centre + x for centre in centres), x]
    with np.errstate(all="raise", under="ignore"):
        value, slope = module["value_and_derivative"](*arguments)
        hessian = module["hessian"](*arguments)
        product = module["hvp"](*arguments, np.arange(n))
    logs = np.log(weights) - n / 2 * (centres**2 / variances + np.log(variances))
    shares = np.exp(logs - np.logaddexp.reduce(logs))
    slopes = centres / variances
    between = shares @ slopes**2 - (shares @ slopes) ** 2
    assert value == pytest.approx(np.logaddexp.reduce(logs), rel=1e-12)
    assert slope == pytest.approx(shares @ slopes + 0 * x, rel=1e-9)
    wanted = between - shares @ (1 / variances) * np.eye(n)
    assert hessian == pytest.approx(wanted, rel=1e-9, abs=1e-9 * np.abs(wanted).max())
    assert product == pytest.approx(wanted @ np.arange(n), rel=1e-9, abs=1e-3)


def test_the_hessian_of_a_mixture_solves_no_system_twice():
    """S⁻¹(u − x) is −S⁻¹(x − u)."""
    (problem,) = problems(THREE)
    text = source(problem, "numpy", order=2).partition("def hessian(")[2].partition("def hvp(")[0]
    assert text.count("_solution_and_inverse(") == 3
    assert "_definite_solve(" not in text


def test_the_trace_of_an_inverse_makes_no_number_that_is_too_large():
    (problem,) = problems("tr(inv(I + exp(s)*S)) wrt s where s: scalar, S: spd(n)")
    module = functions(source(problem, "numpy"), "test")
    with np.errstate(over="raise", invalid="raise"):
        assert module["value_and_derivative"](np.eye(3) + 0.1, 1000.0) == (0, 0)
