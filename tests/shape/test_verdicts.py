"""Verdicts on functions that are easily misjudged: kinks, gaps in the domain, constants of no known sign."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.notation import text
from matdiff_cli.output.words import written
from matdiff_cli.shape.candidate import Candidate
from matdiff_cli.shape.judge import judge, remark
from matdiff_cli.typing.read import read_problems


def shape(problem):
    (found,) = read_problems(problem)
    return judge(found)


@pytest.mark.parametrize(
    ("problem", "verdict"),
    [
        ("-abs(t) wrt t where t: scalar", "concave"),  # its second derivative is 0 almost everywhere
        ("-norm(x) wrt x", "concave"),
        ("-||a'*x|| wrt x", "concave"),  # its Hessian is 0 almost everywhere
        ("-sqrt(t^2) wrt t where t: scalar", "concave"),
        ("abs(abs(t) - 1) wrt t where t: scalar", "neither"),
        ("sign(t) wrt t where t: scalar", "neither"),
        ("1/t wrt t where t: scalar", "neither"),
        ("1/t^2 wrt t where t: scalar", "neither"),  # convex on either side of 0 only
        ("-log(t^2) wrt t where t: scalar", "neither"),
        ("-log(t^2 - 1) wrt t where t: scalar", "neither"),
        ("sum(x.^-2) wrt x", "neither"),
        ("-log|X| wrt X where X: symmetric(n)", "neither"),
        ("-log|X'*X| wrt X", "neither"),
        ("tr((X'*X)^-1) wrt X", "neither"),
        ("tan(t) wrt t where t: scalar", "neither"),
        ("exp(-t^2) wrt t where t: scalar", "neither"),
        ("t^3 wrt t where t: positive scalar", "strictly convex"),
        ("x'*A*x wrt x", "neither"),
        ("x'*S*x wrt x where S: symmetric(n)", "neither"),
        ("x'*K*x wrt x where K: skew(n)", "affine"),
        ("||X*w - y||^2 + lambda*w'*w wrt w", "neither"),
        ("t^-0.5 wrt t where t: scalar", "strictly convex"),  # it has values for t > 0 alone
        ("sum(x.*log(x)) wrt x", "strictly convex"),
        ("log(log(t)) wrt t where t: scalar", "concave"),
        ("norm(x)^1.5 wrt x", "convex"),
        ("norm(x)^0.5 wrt x", "neither"),
        ("t^2/2 - sin(t) wrt t where t: scalar", "convex"),
        ("x*A*x' wrt x where x: row(n), A: psd(n)", "convex"),
        ("tr(X*X) wrt X", "neither"),
        ("tr(X*X) wrt X where X: symmetric(n)", "strictly convex"),
        ("tr(K*K) wrt K where K: skew(n)", "strictly concave"),
        ("x'*x wrt x where x: simplex(n)", "strictly convex"),
        ("sum(x) wrt x where x: simplex(n)", "affine"),
        ("r'*W*r wrt s where r = x - A*s, W: psd(m)", "convex"),
        ("a'*b wrt x where a, b, x: vector(n)", "affine"),
        ("x^4 + x^2*y^2 + y^4 wrt [x, y]", "convex"),
        ("x*y wrt [x, y]", "neither"),
        ("||X*w - y||^2 wrt w where X: matrix(1000, 500)", "convex"),  # proved where no numbers can be tried
        ("||X*w - y||^2 + c*norm1(w) + b*w'*w wrt w where b, c: positive scalar", "strictly convex"),
        ("tr(S*X) - log|X| + norm1(X) wrt X where X, S: spd(n)", "strictly convex"),
        ("sum(log(cosh(x))) + norm(x) wrt x", "strictly convex"),
        ("sqrt(1 + x'*x) - norm(x) wrt x", "neither"),
        ("-norm(x) - exp(a'*x) wrt x", "concave"),
    ],
)
def test_the_verdict(problem, verdict):
    found = shape(problem)
    assert found.verdict == verdict
    assert (found.proof is not None) == found.is_proved == (verdict != "neither")
    assert verdict != "neither" or found.witness.curvature < 0


@pytest.mark.parametrize(
    ("problem", "condition"),
    [
        ("||X*w - y||^2 wrt w", "strictly, if X has full column rank"),
        ("-sum(log(b - A*x)) wrt x", "strictly, if A has full column rank"),
        ("||X*W - Y||^2 wrt W", "strictly, if X has full column rank"),
    ],
)
def test_when_it_is_strict(problem, condition):
    assert [written(note, text) for note in shape(problem).conditions] == [condition]


@pytest.mark.parametrize(
    ("problem", "hint"),
    [
        ("x'*A*x wrt x", "strictly convex where A: spd(m)"),
        ("||X*w - y||^2 + lambda*w'*w wrt w", "strictly convex where lambda: positive scalar"),
        ("log|X| wrt X", "strictly concave where X: spd(m)"),
        ("x*y wrt [x, y]", None),
    ],
)
def test_which_declaration_would_help(problem, hint):
    assert shape(problem).hint == hint


@pytest.mark.parametrize(
    ("problem", "message"),
    [
        ("A*x wrt x", "only a scalar function"),
        ("tr(A*Q) wrt Q where Q: orthogonal(n)", "no convex set"),
        ("tr(F(X)) wrt X where F(X): matrix(p, p)", "unknown F"),
    ],
)
def test_what_has_no_shape_is_refused(problem, message):
    with pytest.raises(MatdiffError, match=message):
        shape(problem)


def test_a_witness_at_a_kink_has_two_ends():
    found = shape("abs(t) - 2*relu(t) + abs(t - 1) - 3*relu(t - 3) wrt t where t: scalar").witness
    assert found.curvature < 0 and found.ends is not None


def test_a_smooth_part_without_curvature_is_no_trouble():
    assert shape("-exp(log1p(y)) - 0.5*((x - y)^6)^0.5 wrt [x, y]").verdict in ("concave", "unknown")


@pytest.mark.parametrize(
    ("problem", "gaps"),
    [
        ("-log(t^2 - 1) wrt t where t: scalar", True),  # where it has a value the argument is positive, on two sides
        ("-log(1 - t^2) wrt t where t: scalar", False),
        ("1/log(t) - log(log(t)) wrt t where t: scalar", False),
        ("1/log(t) wrt t where t: scalar", True),
        ("(t^2 - 1)^-0.5 wrt t where t: scalar", True),
        ("-log|X| wrt X where X: symmetric(n)", True),
        ("-log|X| wrt X where X: spd(n)", False),
        ("tr((X'*X)^-1) wrt X", True),
    ],
)
def test_gaps_of_the_domain_are_seen(problem, gaps):
    (found,) = read_problems(problem)
    assert Candidate(found).has_gaps == gaps


@pytest.mark.parametrize(
    "problem",
    [
        "3*(t + 5)^4 + t^3/4 - atan(t + 2) wrt t where t: scalar",
        "3t^2/2 + (t - 1/3)^2 - erf(50*t) wrt t where t: scalar",
        "t^2 + 5*(t + 3)^4 + sqrt(t + 0.5) + 10*sqrt(1 + t^2) wrt t where t: scalar",  # near the edge of its domain
        "(x - 2*y - 0.5)^2 + (x + y + 7)^4/4 - sin(x/4) + exp(-(x*y - 10)^2/2) wrt [x, y]",
        "softplus(c*sum(x)) + (x'*Q*x)^4 - cos(x'*x/20) wrt x where Q: spd(n), c: positive scalar",
    ],
)
def test_a_place_that_few_points_meet_is_found(problem):
    witness = shape(problem).witness
    assert witness is not None and witness.curvature < 0


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        ("||X*w - y||^2 wrt w", "convex: v'*hess f(w)*v = 2*norm(X*v)^2 ≥ 0"),
        ("-log|X| wrt X where X: spd(n)", "strictly convex: vec(V)'*hess f(X)*vec(V) = tr(V'*X^-1*V*X^-1) ≥ 0"),
        ("a'*x wrt x", "affine"),
        ("x*y wrt [x, y]", None),
        ("-log(t^2 - 1) wrt t where t: scalar", None),  # only on either side of its gap
        ("A*x wrt x", None),
    ],
)
def test_a_remark_beside_the_hessian(problem, says):
    note = remark(read_problems(problem)[0])
    assert (written(note, text) if note else None) == says
