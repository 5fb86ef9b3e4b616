"""What depends on which side of a kink a point lies is tried on both, wherever the kink is."""

from dataclasses import replace
from itertools import islice

import mpmath
import pytest

from matdiff_cli.claims.judge import judge
from matdiff_cli.claims.judge_lines import judge_lines
from matdiff_cli.derivation.derive import derive
from matdiff_cli.functions import REGISTRY
from matdiff_cli.numbers.dense import DIGITS, OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.kinks import across, arguments, refuse_kink
from matdiff_cli.numbers.points import SUMS_TO_ONE, Point, points
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.style import DEFAULT
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.verify.answers import check_answer
from matdiff_cli.verify.check import check


def function(text):
    (problem,) = read_problems(text)
    return problem


@pytest.mark.parametrize(
    "text",
    [
        "relu(t - 5) = 0 where t: scalar",
        "relu(t - 5000) = 0 where t: scalar",
        "relu(x'*x - 1000000000) = 0",
        "abs(t - 3) = 3 - t where t: scalar",
        "abs(t - 3) = 3 - t where t: positive scalar",
        "max(x - ones(n)*10, 0) = zeros(n)",
        "sign(t - 4) = sign(t - 5) where t: scalar",
        "norm1(x - 7*ones(n)) = 7*n - sum(x)",
        "sqrt((t - 5)^2) = 5 - t where t: scalar",
        "((a'*x - 20)^2)^(1/2) = 20 - a'*x",
        "relu(t - 5)*relu(6 - t) = 0 where t: scalar",
        "relu(t - 5) wrt t = 0 where t: scalar",
        "sum(abs(x - 30*ones(n))) wrt x = -ones(n)",
        "abs(t - 3)*x wrt x = (3 - t)*I where t: scalar",
        "sign(-1) = 1",
        "relu(s - 50)*relu(70 - t)*relu(u - 90)*relu(w + 200)*relu(1 - r) = 0 where s, t, u, w, r: scalar",
    ],
)
def test_what_holds_on_one_side_only_is_wrong(text):
    found = judge(text)
    assert found.verdict in ("different", "wrong")
    assert found.witness is not None and found.witness.claimed != found.witness.correct


@pytest.mark.parametrize(
    "text",
    [
        "relu(t - 5) - relu(5 - t) = t - 5 where t: scalar",
        "abs(t - 3) = sign(t - 3)*(t - 3) where t: scalar",
        "relu(x'*x + 1) = x'*x + 1",
        "sign(t + 4) wrt t = 0 where t: scalar",
        "sqrt((t - 5)^2) wrt t = sign(t - 5) where t: scalar",
        "max(x - ones(n)*10, 0) wrt x = diag((sign(x - ones(n)*10) + ones(n))/2)",
    ],
)
def test_what_holds_on_both_sides_is_right(text):
    assert judge(text).holds


@pytest.mark.parametrize(
    "text", ["relu(t - 5)*t wrt t where t: scalar", "sum(abs(X - 40*A)) wrt X", "sqrt((a'*x + 30)^2) wrt x"]
)
def test_there_are_points_on_both_sides(text):
    problem = function(text)
    (argument,) = arguments(problem.function)
    found = [evaluate(argument, point.values, point.sizes) for point in across(problem, problem.function)]
    entries = [x for value in found for row in value for x in row]
    assert min(entries) < 0 < max(entries)


def test_without_a_kink_there_is_nothing_to_look_for():
    problem = function("exp(x'*A*x) + norm(x - a) wrt x")
    assert arguments(problem.function) == [] == list(across(problem, problem.function))


def test_a_scalar_has_both_signs_and_a_wide_range_in_the_first_points():
    problem = function("t^2 wrt t where t: scalar")
    drawn = [point.values["t"][0][0] for point in islice(points(problem), 5)]
    assert min(drawn) < 0 < max(drawn)
    assert max(map(abs, drawn)) > 2 and min(map(abs, drawn)) < 0.5


@pytest.mark.parametrize(
    ("text", "answer"),
    [("relu(t - 500) wrt t where t: scalar", "0"), ("sum(abs(x - 30*ones(n))) wrt x", "-ones(n)")],
)
def test_an_answer_that_is_right_on_one_side_only_does_not_pass(text, answer):
    problem = function(text)
    assert not check_answer(problem, read_expression(answer, problem.symbols)).passed


def test_a_line_that_holds_on_one_side_only_does_not_hold():
    problem = function("relu(t - 500) wrt t where t: scalar")
    document = to_object(derive(problem), DEFAULT)
    assert check(problem, document).passed
    document["steps"][-1]["lines"].append({"left": "(sign(t - 500) + 1)/2", "relation": "=", "right": "0"})
    assert any("does not hold" in failure for failure in check(problem, document).failures)


@pytest.mark.parametrize(
    "text",
    [
        "sign(C^-1)^2 wrt C where C: lower(n)",
        "sign(S^3)*x wrt S where S: skew(n)",
        "sum(log(abs(S^3) + ones(n, n))) wrt S where S: skew(n)",
        "sum(log(sign(C^-1) + 2*ones(n, n))) wrt C where C: upper(n)",
        "sum(abs(D)) wrt D where D: diagonal(n)",
        "relu(tr(tril(B))) wrt B where B: orthogonal(2)",
        "relu(1 - Q)*x wrt Q where Q: orthogonal(1)",
        "sign(abs(x) + x) wrt x where x: scalar",
    ],
)
def test_a_right_answer_passes_where_zeros_are_rounded_and_where_a_kink_is_met(text):
    problem = function(text)
    assert check(problem, to_object(derive(problem), DEFAULT)).passed


@pytest.mark.parametrize(
    ("text", "value"),
    [("abs(t) wrt t", 0), ("relu(t - 2) wrt t", 2), ("sqrt((t - 2)^2) wrt t", 2)],
)
def test_at_a_kink_there_is_no_derivative(text, value):
    problem = function(f"{text} where t: scalar")
    with mpmath.workdps(DIGITS):
        refuse_kink(problem, Point({}, {"t": [[mpmath.mpf(value) + 1]]}), ("t",))
        with pytest.raises(OutsideDomain):
            refuse_kink(problem, Point({}, {"t": [[mpmath.mpf(value)]]}), ("t",))


def test_what_is_zero_all_around_is_no_kink():
    problem = function("sum(abs(D)) wrt D where D: diagonal(2)")
    zero, one = mpmath.mpf(0), mpmath.mpf(1)
    try:
        refuse_kink(problem, Point({}, {"D": [[one, zero], [zero, -one]]}), ("D",))
    except OutsideDomain:
        pytest.fail("taken for a kink")


def test_what_is_on_a_side_of_a_kink_has_its_structure_to_all_digits():
    problem = function("relu(t)*sum(y) wrt t where t: scalar, y: vector(n)")
    held = replace(problem.symbols["y"], structure=SUMS_TO_ONE)
    problem = replace(problem, symbols={**problem.symbols, "y": held})
    found = list(across(problem, problem.function))
    with mpmath.workdps(DIGITS):
        totals = [sum(row[0] for row in point.values["y"]) for point in found]
        assert totals and all(abs(total - 1) < mpmath.mpf("1e-90") for total in totals)


@pytest.mark.parametrize("text", ["sum(sigmoid(x)) wrt x", "sigmoid(4*t) wrt t where t: scalar"])
def test_a_record_says_where_its_kinks_are(text, monkeypatch):
    """Of a function with a kink at 40, points on both sides are tried, and refused where they meet it."""
    monkeypatch.setitem(REGISTRY, "sigmoid", replace(REGISTRY["sigmoid"], kinks=(40,)))
    problem = function(text)
    (argument,) = arguments(problem.function)
    signs = {
        mpmath.sign(x)
        for point in across(problem, problem.function)
        for row in evaluate(argument, point.values, point.sizes)
        for x in row
    }
    assert signs >= {-1, 1}
    point = next(points(problem))
    name = problem.target.names[0]
    at_kink = [[mpmath.mpf(10 if name == "t" else 40)] for _ in point.values[name]]
    with mpmath.workdps(DIGITS), pytest.raises(OutsideDomain):
        refuse_kink(problem, Point(point.sizes, {**point.values, name: at_kink}), [name])


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("abs(t - 5) wrt t = sign(t - 4.999) where t: scalar", "wrong"),
        ("abs(t - 5) wrt t = sign(t - 4.9999999) where t: scalar", "wrong"),
        ("abs(t - 5) wrt t = sign(2*t - 10) where t: scalar", "right"),
        ("relu(t - 2) wrt t = (1 + sign(t - 2.001))/2 where t: scalar", "wrong"),
        ("norm1(x - 7*a) wrt x = sign(x - 7.0001*a)", "wrong"),
        ("norm1(x - 7*a) wrt x = sign(x/7 - a)", "right"),
        ("norm1(x - 7*b) wrt x = sign(x - 7.001*b)'*dx", "wrong"),
        ("abs(t - 5) - abs(t - 4.999) wrt t = 0 where t: scalar", "wrong"),
    ],
)
def test_what_lies_between_two_kinks_is_met(text, verdict):
    """A claim whose kink is not quite that of the function is wrong on a short stretch alone."""
    assert judge(text).verdict == verdict


@pytest.mark.long
@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("abs(t - 5) wrt t where t: scalar\ndf = sign(t - 4.999)*dt\nf' = sign(t - 5)", ["wrong", "right"]),
        ("abs(t - 5) wrt t where t: scalar\nf' = sign(t - 4)", ["wrong"]),
        (
            "norm1(A*x - b) wrt x\nr = A*x - b\ndf = sign(r)'*dr\n= sign(r)'*A*dx\n∇f = A'*sign(r)",
            ["defined", *["right"] * 3],
        ),
        (
            "norm1(A*x - b) wrt x\nr = A*x - b\ndf = sign(r)'*dr\n= sign(A*x - 1.001*b)'*A*dx",
            ["defined", "right", "wrong"],
        ),
    ],
)
def test_the_kinks_of_a_line_are_met_too(text, verdicts):
    assert [line.verdict for line in judge_lines(text).lines] == verdicts
