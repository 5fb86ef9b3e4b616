"""Paths and stationary points of functions whose answers are known, by name or by finite differences."""

import itertools
import math
from random import Random

import pytest
from pictures import BALL, HIMMELBLAU, drawn, slope_of

from matdiff_cli.errors import MatdiffError


def kinds(study):
    return {(tuple(round(x, 4) for x in one.point), one.kind) for one in study.points}


def test_the_ball_rolls_to_the_lowest_point():
    study = drawn(BALL, start="14,4")
    last, end = study.path.last, study.path.end
    assert study.path.stops[0].point == (14, 4) and study.path.stops[0].value == 367
    assert last.point == pytest.approx((2, 3), abs=1e-5) and last.value == pytest.approx(0, abs=1e-8)
    assert (end.reason, end.kind) == ("stationary", "minimum")
    assert end.eigenvalues == pytest.approx((9 - math.sqrt(61), 9 + math.sqrt(61)))
    values = [stop.value for stop in study.path.stops]
    assert all(after <= before + 1e-12 for before, after in itertools.pairwise(values))


def test_a_saddle_is_named():
    assert kinds(drawn("3x^2 + 12x - 5y^2 + y - 23 wrt [x, y]")) == {((-2, 0.1), "saddle")}


def test_the_nine_points_of_himmelblau():
    found = kinds(drawn(HIMMELBLAU, range="x=-5:5,y=-5:5"))
    assert [kind for _, kind in sorted(found, key=lambda one: one[1])] == ["maximum"] + ["minimum"] * 4 + ["saddle"] * 4
    assert ((3, 2), "minimum") in found and ((-0.2708, -0.923), "maximum") in found


def test_rosenbrock_by_newton():
    path = drawn("(1 - x)^2 + 100*(y - x^2)^2 wrt [x, y]", start="-1.2,1", method="newton").path
    assert path.last.point == pytest.approx((1, 1), abs=1e-6) and path.end.kind == "minimum"
    assert len(path.stops) < 40


@pytest.mark.parametrize(
    ("text", "start", "reason", "kind"),
    [
        ("x^2 - y^2 wrt [x, y]", "1,1", "unbounded", None),
        ("x + 2y wrt [x, y]", "0,0", "unbounded", None),
        ("x*log(x) + y^2 wrt [x, y]", "1,1", "stationary", "minimum"),
        ("sqrt(x) + y^2 wrt [x, y]", "1,1", "domain", None),
        ("1/(x*y) wrt [x, y]", "1,1", "steps", None),  # it falls for ever, towards 0
        ("exp(-x) + y^2 wrt [x, y]", "0,1", "steps", None),
        ("x^4 + y^4 wrt [x, y]", "1,1", "stationary", "degenerate"),
        ("abs(x) + abs(y - 1) wrt [x, y]", "2,3", "stationary", None),  # a kink: the Hessian says nothing
        ("x^2 + y^2 wrt [x, y]", "0,0", "stationary", "minimum"),
        ("x^2 - y^2 wrt [x, y]", "0,0", "stationary", "saddle"),
    ],
)
def test_why_a_path_ends(text, start, reason, kind):
    end = drawn(text, start=start).path.end
    assert (end.reason, end.kind) == (reason, kind)


def test_the_path_stays_in_the_domain():
    path = drawn("x*log(x) + y^2 wrt [x, y]", start="1,1").path
    assert all(stop.point[0] > 0 for stop in path.stops)
    assert path.last.point == pytest.approx((math.exp(-1), 0), abs=1e-6)


def test_on_a_kink_no_gradient_is_said_to_vanish():
    study = drawn("abs(x) + abs(y - 1) wrt [x, y]", start="2,3")
    said = " ".join(study.scene.notes)
    assert "kink" in said and "vanishes" not in said


def test_where_f_only_underflows_no_gradient_is_said_to_vanish():
    for text in ("exp(-x) + y^2 wrt [x, y]", "exp(-x) wrt [x, y]", "1/x + y^2 wrt [x, y]"):
        path = drawn(text, start="0.5,1").path
        assert path.end.why in ("steps", "flat") and path.end.kind is None


def test_a_path_that_is_stuck_says_so_and_not_that_the_steps_are_used_up():
    path = drawn("norm(x - c) wrt x", start="3,3", at=("c=[1;2]",)).path
    assert len(path.stops) < 200 and path.end.why == "stuck"
    assert path.last.point == pytest.approx((1, 2), abs=1e-2)


def test_a_steep_start_does_not_end_the_path():
    assert len(drawn("x^200 + y^2 wrt [x, y]", start="1.5,1").path.stops) > 5
    assert drawn("x^1000 + y^2 wrt [x, y]", start="1.5,1").path.end.why != "domain"


@pytest.mark.parametrize("reach", [4, 9, 15, 25])
def test_all_stationary_points_of_a_lattice_are_met(reach):
    """Those of sin x sin y: extrema at odd multiples of π/2, saddles at multiples of π."""
    halves = sum(abs((k + 0.5) * math.pi) <= reach for k in range(-99, 99))
    wholes = sum(abs(k * math.pi) <= reach for k in range(-99, 99))
    study = drawn("sin(x)*sin(y) wrt [x, y]", range=f"x=-{reach}:{reach},y=-{reach}:{reach}")
    assert len(study.points) == halves**2 + wholes**2
    assert sum(one.kind == "saddle" for one in study.points) == wholes**2
    curve = drawn("sin(t) wrt t where t: scalar", range=f"t=-{20 * reach}:{20 * reach}")
    assert len(curve.points) == sum(abs((k + 0.5) * math.pi) <= 20 * reach for k in range(-999, 999))


def test_a_picture_that_marks_some_points_only_says_so():
    few = drawn("sin(x)*sin(y) wrt [x, y]", range="x=-6:6,y=-6:6", start="1,1")
    assert len(few.points) == sum(mark.kind != "start" for mark in few.scene.marks) and "of " not in few.scene.notes[-1]
    for language, said in (("en", "of 61 stationary points the 40"), ("ko", "임계점 61개")):
        many = drawn("sin(x)*sin(y) wrt [x, y]", language, range="x=-9:9,y=-9:9")
        assert len(many.points) == 61 and len(many.scene.marks) == 40
        assert many.scene.notes[-1].startswith(said)
        left_out = {one.point for one in many.points} - {mark.at for mark in many.scene.marks}
        assert min(math.hypot(*p) for p in left_out) >= max(math.hypot(*mark.at) for mark in many.scene.marks) - 1e-9


def test_upwards():
    path = drawn("exp(-x^2 - y^2) wrt [x, y]", start="1,1", direction="ascent").path
    assert path.last.point == pytest.approx((0, 0), abs=1e-6) and path.end.kind == "maximum"


def test_a_vector_with_constants():
    study = drawn("x'*A*x - b'*x wrt x", start="1,1", at=("A=[3,1;1,2]", "b=[1;2]"))
    assert study.subject.variables == ("x_1", "x_2")
    assert study.path.last.point == pytest.approx((0, 0.5), abs=1e-6)


def test_two_scalar_targets_are_one_picture():
    assert drawn("s^2 + t^2 wrt s, t where s, t: scalar").subject.variables == ("s", "t")


def test_one_variable():
    study = drawn("t^4 - 3t^2 + t wrt t where t: scalar", start="2")
    assert [one.kind for one in study.points] == ["minimum", "maximum", "minimum"]
    assert [curve.role for curve in study.scene.curves] == ["function", "derivative", "tangent"]


def test_a_valley_names_no_point_of_it():
    assert drawn("(x + y)^2 wrt [x, y]").points == ()


@pytest.mark.parametrize(
    ("text", "wishes", "kind"),
    [
        ("x'*A*x wrt x", {}, "unsupported"),
        ("x'*A*x wrt x", {"at": ("A=[1,2,3;4,5,6]",)}, "shape"),
        ("x'*A*x wrt x", {"at": ("A=B",)}, "name"),
        ("x'*A*x wrt x", {"at": ("A",)}, "syntax"),
        ("A*x wrt x", {"at": ("A=[1,0;0,1]",)}, "unsupported"),
        ("x'*x wrt x where x: vector(3)", {}, "unsupported"),
        (BALL, {"start": "1"}, "syntax"),
        (BALL, {"start": "1,nan"}, "syntax"),
        (BALL, {"range": "x=5:-5"}, "syntax"),
        ("log(x) + y wrt [x, y]", {"start": "-1,0"}, "domain"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_of_its_kind(text, wishes, kind):
    with pytest.raises(MatdiffError) as error:
        drawn(text, **wishes)
    assert error.value.kind == kind


FUNCTIONS = [
    ("exp(x*y) + sin(x)/y wrt [x, y]", lambda x, y: math.exp(x * y) + math.sin(x) / y),
    ("sqrt(1 + x^2)*tanh(y) wrt [x, y]", lambda x, y: math.sqrt(1 + x * x) * math.tanh(y)),
    ("log(x^2 + y^2)^3 wrt [x, y]", lambda x, y: math.log(x * x + y * y) ** 3),
    ("logsumexp([x; y; 1]) wrt [x, y]", lambda x, y: math.log(math.exp(x) + math.exp(y) + math.e)),
    ("det([x, y; y, 2*x]) wrt [x, y]", lambda x, y: 2 * x * x - y * y),
    (
        "softplus(x) + sigmoid(y)*abs(x) wrt [x, y]",
        lambda x, y: math.log(1 + math.exp(x)) + abs(x) / (1 + math.exp(-y)),
    ),
    ("norm([x; y])^3 wrt [x, y]", lambda x, y: math.hypot(x, y) ** 3),
]


@pytest.mark.parametrize(("text", "f"), FUNCTIONS, ids=[text for text, _ in FUNCTIONS])
def test_values_and_gradients_are_those_of_the_function(text, f):
    subject, random = drawn(text, range="x=-1:1,y=-1:1").subject, Random(5)
    for _ in range(20):
        x, y = random.uniform(0.2, 2), random.uniform(0.2, 2)
        assert subject.value((x, y)) == pytest.approx(f(x, y), rel=1e-12)
        assert subject.slope((x, y)) == pytest.approx(slope_of(f, x, y, 1e-5), rel=1e-6, abs=1e-7)


def test_where_f_has_no_value_nothing_has():
    subject = drawn("log(x) + y wrt [x, y]", range="x=-1:1,y=-1:1").subject
    assert math.isnan(subject.value((-1.0, 1.0))) and all(map(math.isnan, subject.slope((-1.0, 1.0))))
