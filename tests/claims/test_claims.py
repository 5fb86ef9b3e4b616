"""Claims and identities: every verdict of the tables is right, and slips are called by their name."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from matdiff_cli.claims.judge import judge
from matdiff_cli.claims.slips import DESCRIPTIONS
from matdiff_cli.errors import MatdiffError

DATA = Path(__file__).parent.parent / "data"


def rows(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


CLAIMS = rows("claims.tsv")
IDENTITIES = rows("identities.tsv")
WRONG = [row for row in CLAIMS if row["verdict"] == "wrong"]

judged = cache(judge)


def judged_row(row):
    """A row's claim judged as it asks: in a layout, or as a second derivative."""
    asked = row["asked"] or "gradient"
    return judged(row["claim"], order=2) if asked == "hessian" else judged(row["claim"], layout=asked)


def test_the_table_is_large_enough():
    count = Counter(row["verdict"] for row in CLAIMS)
    assert count["layout"] + count["condition"] >= 20
    assert count["right"] + count["layout"] + count["condition"] >= 60 <= count["wrong"]
    assert len(IDENTITIES) >= 30


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: row["claim"])
def test_the_verdict_is_right(row):
    found = judged_row(row)
    assert found.verdict == row["verdict"]
    assert found.holds == (row["verdict"] in ("right", "layout"))
    if row["verdict"] in ("layout", "condition"):
        assert {"layout": found.layout, "condition": found.condition}[row["verdict"]] == row["detail"]
    if row["verdict"] == "wrong":
        assert (found.slip or "none") == row["detail"]


@pytest.mark.parametrize("factor", ["1.000001", "0.999999999", "1.000000000000000005"])
def test_a_factor_near_1_is_told_with_all_its_digits(factor):
    assert judged(f"x'*x wrt x = {factor}*2*x").slip == f"off by the factor {factor}"


def test_every_known_slip_is_in_the_table():
    assert {row["detail"] for row in WRONG} >= set(DESCRIPTIONS)


@pytest.mark.parametrize("row", IDENTITIES, ids=lambda row: row["identity"])
def test_identities(row):
    assert judged(row["identity"]).verdict == row["verdict"]


def test_the_slips_of_the_lecture_notes_are_recognised():
    """∂(aᵀXb)/∂X = b aᵀ is the numerator layout; ∂log|X⁻¹|/∂X = X⁻¹ lacks the sign and the transpose."""
    layout = judged("a'*X*b wrt X = b*a'")
    assert (layout.verdict, layout.layout) == ("layout", "numerator")
    slip = judged("log|X^-1| wrt X = X^-1")
    assert (slip.verdict, slip.slip) == ("wrong", "sign and transposed")


@pytest.mark.parametrize("row", WRONG[::7], ids=lambda row: row["claim"])
def test_a_witness_shows_a_wrong_claim_to_be_wrong(row):
    """With its shapes fitting, a wrong claim has a small point where the two values differ."""
    found = judged_row(row)
    if found.misfit is None:
        assert found.witness is not None
        assert found.witness.claimed != found.witness.correct
        assert max(found.witness.sizes.values(), default=1) <= 3


@pytest.mark.parametrize(
    ("claim", "slip"),
    [
        ("tr(X^5) wrt X = 20*(X^4)'", "factor 4 too many"),
        ("||A*x - b||^2 wrt x = -A'*(A*x - b)", "sign and missing factor 2"),
        ("x'*x wrt x = 5*x", "off by the factor 2.5"),
        ("||A*x - b||^2 wrt x = A*(A*x - b)", "A for A' and missing factor 2"),
    ],
)
def test_other_factors_and_two_slips_at_once(claim, slip):
    assert judged(claim).slip == slip


def test_a_slip_in_another_layout_is_no_transposed_answer():
    """A row is the numerator layout; a square matrix of the gradient's shape is taken for a gradient."""
    row = judged("||A*x - b||^2 wrt x = (A*x - b)'*A")
    assert (row.slip, row.layout) == ("missing factor 2", "numerator")
    assert judged("log|X| wrt X = -X^-1").slip == "sign and transposed"


def test_what_a_repair_says_is_what_makes_the_claim_right():
    assert judged("tr(A*X*B) wrt X = A*B'").repair == "A' for A"
    assert judged("a'*X*b wrt X = a*b").repair == "b' for b"
    assert judged("x'*A*x wrt x = (A - A')*x").repair == "+ A' for - A'"


def test_a_claim_of_another_shape_says_which_shapes_there_are():
    found = judged("||A*x - b||^2 wrt x = 2*(A*x - b)")
    assert [str(size) for size in found.shape] == ["m", "1"]
    assert {layout: "×".join(map(str, shape)) for layout, shape in found.shapes.items()} == {
        "gradient": "n×1",
        "numerator": "1×n",
        "denominator": "n×1",
        "mml": "1×n",
    }


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("A*b wrt x = 0", "right"),
        ("x wrt x = I", "right"),
        ("r'*r wrt w = 2*X'*r where r = X*w - y", "right"),
        ("r'*r wrt w = X'*r where r = X*w - y", "wrong"),
        ("tr(F(X)) wrt X = tr(dF) where F(X): matrix(p, p)", "right"),
        ("tr(F(X)) wrt X = -tr(dF) where F(X): matrix(p, p)", "wrong"),
        ("3x^2 + 12x - 5y^2 + y wrt [x, y] = [6x + 12; 1 - 10y]", "right"),
        ("exp(exp(exp(t))) wrt t = exp(exp(exp(t)))*exp(exp(t))*exp(t) where t: scalar", "right"),
    ],
)
def test_claims_about_every_kind_of_answer(claim, verdict):
    assert judged(claim).verdict == verdict


@pytest.mark.parametrize(
    "claim",
    [
        "B wrt X = 4*X - 2*diag(diag(X)) where X: symmetric(n)",
        "|X'*A*X| wrt X = 2*A*X*(X'*A*I)^-1 where A: symmetric",
        "B*A wrt X = r*(A*X'*B)",  # r is the name of a size, until all sizes are taken for equal
        "X^-1 wrt X = X^-1*X^-1*X^-1*X^-1*X^-1*X^-1*X^-1*X^-1",
    ],
)
def test_strange_claims_are_wrong_too(claim):
    assert judged(claim).verdict == "wrong"


@pytest.mark.parametrize("claim", ["x'*A*x wrt x = 2*A*x where x: vector(500)", "sum(x) wrt x = ones(100000000)"])
def test_sizes_too_large_for_numbers_are_refused(claim):
    with pytest.raises(MatdiffError, match="too large"):
        judge(claim)


def test_second_derivatives():
    assert judge("x'*A*x wrt x = A + A'", order=2).verdict == "right"
    assert judge("x'*A*x wrt x = 2*A", order=2).condition == "A symmetric"


@pytest.mark.parametrize("claim", ["X^2 wrt X = 2*X", "A*x wrt x = 0", "X^2 wrt X = 2*dX"])
def test_second_derivatives_of_what_is_no_scalar_are_refused(claim):
    with pytest.raises(MatdiffError, match="second derivatives"):
        judge(claim, order=2)


def test_a_hessian_of_stacked_scalars_is_no_map():
    with pytest.raises(MatdiffError, match="dx is not known"):
        judge("x*y wrt [x, y] = dx", order=2)


def test_second_derivatives_in_increments():
    """The Hessian by a matrix is a map, which may be claimed as one."""
    assert judge("tr(X^2) wrt X = 2*dX'", order=2).verdict == "right"
    assert judge("tr(X^2) wrt X = 2*dX", order=2).slip == "transposed"


@pytest.mark.parametrize(
    "text",
    [
        "∇(x'*A*x) = (A + A')*x",
        "∇f = (A + A')*x where f = x'*A*x",
        r"\nabla (x^\top A x) = (A + A^\top) x",
        "gradient of x'*A*x = (A + A')*x",
        "∇²(x'*A*x) = A + A'",
        "∇²_x (x'*A*x) = A + A'",
        "Hessian of x'*A*x = A + A'",
    ],
)
def test_a_derivative_may_be_claimed_with_its_target_open(text):
    assert judge(text).verdict == "right"
    assert judge(text.replace(" + ", " - ")).verdict == "wrong"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("sqrt(t^2) = t where t: scalar", "t positive"),
        ("sqrt(t^2) wrt t = 1 where t: scalar", "t positive"),
        ("sqrt(s^2*t^2) = s*t where s, t: scalar", "s and t positive"),
        ("norm1(x) wrt x = vector(1)", "x positive"),
    ],
)
def test_what_depends_on_a_sign_is_tried_with_both(text, condition):
    assert (judge(text).verdict, judge(text).condition) == ("condition", condition)


def test_a_witness_is_no_kink():
    """At a'x = 0 the derivative of |a'x| is not 0, whatever central differences say: it has none there."""
    assert judge("sqrt((a'*x)^2) wrt x = a").witness.correct != [[0], [0]]


@pytest.mark.parametrize(
    "claim",
    [
        "sum(x) wrt x = ones(n)",
        "sum(X) wrt X = ones(p, q)",
        "A*X wrt X = kron(eye(n), A)",
        "X*a wrt X = kron(a', eye(n))",
        "A*b wrt x = zeros(m, n)",
        "mean(x) wrt x = ones(k)/k",
        "sum(x)/k wrt x = ones(n)/k where x: vector(n), Y: matrix(n, k)",
    ],
)
def test_a_claim_may_name_sizes(claim):
    assert judge(claim).verdict == "right"


def test_declared_sizes_are_meant_as_declared():
    assert judge("sum(X) wrt X = ones(m, n) where X: matrix(n, m)").layout == "numerator"
    assert judge("sum(x) wrt x = ones(n) where x: vector(m), A: matrix(m, n)").verdict == "wrong"


@pytest.mark.parametrize(
    "claim",
    [
        "x'*x = 2*x wrt x",
        "x'*x wrt x where x: vector(n) = 2*x",
        "x'*x where x in R^n wrt x = 2*x",
        "r'*W*r wrt s where W: symmetric, r = x - A*s = -2*A'*W*r",
        "f where f = x'*x wrt x = 2*x",
        "x'*x wrt x = r + x where r = x",
    ],
)
def test_declarations_may_stand_on_either_side(claim):
    assert judge(claim).verdict == "right"


def test_slips_with_unknown_functions():
    assert judge("det(F(X)) wrt X = tr(inv(F)*dF) where F(X): matrix(p, p)").slip == "d|X| without |X|"
    assert judge("F(X)*F(X) wrt X = F*dF where F(X): matrix(p, p)").slip == "only one term of a product rule"


def test_the_layout_asked_for_is_the_right_one():
    assert judge("a'*X*b wrt X = b*a'", layout="numerator").verdict == "right"
    assert judge("a'*X*b wrt X = a*b'", layout="numerator").verdict == "layout"


@pytest.mark.parametrize(
    ("claim", "hint"),
    [
        ("x'*Ax*x wrt x = 2*A*x where Ax: symmetric", "Ax is one name; a product is written A*x"),
        ("x'*A*x wrt x = 2*B*x", "a claim is written in the symbols of its function"),
    ],
)
def test_hints(claim, hint):
    with pytest.raises(MatdiffError) as caught:
        judge(claim)
    assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("text", "kind", "column"),
    [
        ("x'*x wrt x", "syntax", 11),
        ("x'*x wrt x =", "syntax", 12),
        ("= 3", "syntax", 1),
        ("x'*x wrt x = 2*x = x", "syntax", 18),
        ("x'*x wrt x = 2*y", "name", 16),
        ("x'*x wrt x = 2*x)", "syntax", 17),
        ("x'*x) wrt x = 2*x", "syntax", 5),
        ("x + X wrt x = 2*x", "shape", 5),
        ("log(-x'*x) wrt x = x", "domain", 1),
        ("A*B = C +", "syntax", 10),
        ("A*B = C where C = ", "syntax", 18),
    ],
)
def test_what_cannot_be_read_is_pointed_at_in_the_text(text, kind, column):
    with pytest.raises(MatdiffError) as caught:
        judge(text)
    assert (caught.value.kind, caught.value.source) == (kind, text)
    assert caught.value.marks[0].span.start + 1 == column


# --- points and tolerances --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("abs(logdet(S)) wrt S = S^-1 where S: spd(n)", "wrong"),
        ("relu(1 - tr(S)) = 0 where S: spd(n)", "different"),
        ("asin(sin(alpha)) wrt alpha = 1", "wrong"),
        ("atan(tan(alpha)) wrt alpha = 1", "right"),
        ("det(Q) = 1 where Q: orthogonal(n)", "different"),
        ("sum(x) wrt x = ones(n)*(1 + (n - 2)*(n - 3)*(n - 4))", "wrong"),
        ("sum(x) wrt x = ones(n)*(1 + (n - 1)*(n - 2)*(n - 3)*(n - 4))", "wrong"),
        ("(k - 3)*(k - 2)*(k - 1)*k*(k + 1)*(k + 2)*(k + 3) = 0 where k: integer", "different"),
        ("sin(pi*k) = 0 where k: integer", "equal"),
        ("sign(y) = ones(n) where y: simplex(n)", "different"),
        ("sign(y) = ones(n) where y: positive simplex(n)", "equal"),
        ("sign(det(P)) = 1 where P: psd(n)", "different"),
    ],
)
def test_points_lie_on_both_sides_of_what_matters(claim, verdict):
    assert judged(claim).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("1.11e-68*x'*x wrt x = 1.11e-68*x", "wrong"),
        ("1.11e-68*x'*x wrt x = 2.22e-68*x", "right"),
        ("1e40*x + y^2 wrt [x, y] = [1e40; 3*y]", "wrong"),
        ("1e40*x + y^2 wrt [x, y] = [1e40; 2*y]", "right"),
        ("1e40*x + x^2 wrt x = 1e40 + 3*x where x: scalar", "wrong"),
        ("1e-30*x'*A*x + sum(x) wrt x = ones(n)", "wrong"),
        ("1e80*a'*x + y^2 wrt y = 2*y where y: scalar", "right"),
        ("1e80*a'*x + y^2 wrt y = 3*y where y: scalar", "wrong"),
        ("(1e40 + alpha) - 1e40 = alpha", "equal"),
        ("x'*(A - A')*x wrt x = 0", "right"),
        ("x'*(A - A')*x wrt x = 1e-50*x", "wrong"),
        ("1e68*x'*x - x'*x*1e68 wrt x = 0", "right"),
        ("exp(exp(exp(t))) wrt t = exp(exp(exp(t)))*exp(exp(t))*exp(t) where t: scalar", "right"),
        ("inv(A)*A = I where A: matrix(n)", "equal"),
        ("adj(Q) = det(Q)*Q' where Q: orthogonal(n)", "equal"),
    ],
)
def test_every_entry_is_judged_by_its_own_size(claim, verdict):
    assert judged(claim).verdict == verdict


def test_a_bare_zero_may_stand_on_one_side_of_what_has_kinks():
    assert judged("relu(x) = 0").verdict == "different"


# --- where a side has no value ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "condition"),
    [
        ("log(alpha^2) = 2*log(alpha)", "alpha > 0"),
        ("alpha^2 wrt alpha = 2*sqrt(alpha)^2", "alpha > 0"),
        ("pinv(A) = inv(A'*A)*A' where A: matrix(m,n)", "A'*A invertible"),
        ("x'*x wrt x = 2*exp(log(x))", "x > 0 in every entry"),
        ("sum(y.*x) wrt x = y.*y./y where y: simplex(n)", "y ≠ 0 in every entry"),
        ("tr(P*X) wrt X = P*inv(P)*P where P: psd(n)", "P invertible"),
        ("q wrt x = 2*sqrt(x).*sqrt(x) where q = x'*x", "x > 0 in every entry"),
        ("tr((A*A')^-1) = tr((A'*A)^-1)", "m = n, A'*A invertible, A*A' invertible"),
        ("inv(A'*A)*A' = A'*inv(A*A') where A: matrix(p,q)", "p = q, A*A' invertible, A'*A invertible"),
    ],
)
def test_a_claim_that_has_no_value_where_the_truth_has_one_holds_under_a_condition(claim, condition):
    found = judged(claim)
    assert (found.verdict, found.holds) == ("condition", False)
    assert found.condition == f"both sides are defined: {condition}"
    assert None in (found.witness.claimed, found.witness.correct)


@pytest.mark.parametrize(
    "claim",
    [
        "log(alpha) wrt alpha = 1/alpha",
        "sqrt(1 - alpha^2) wrt alpha = -alpha/sqrt(1 - alpha^2)",
        "|X'*X| wrt X = 2*|X'*X|*X*(X'*X)^-1",
        "tr(A*X) wrt X = A'*X*inv(X) where X: matrix(n)",
        "det(S) = exp(logdet(S)) where S: spd(n)",
    ],
)
def test_a_claim_with_a_value_wherever_it_is_needed_is_right(claim):
    assert judged(claim).holds


def test_sizes_of_abbreviations_from_elsewhere_are_not_quoted():
    found = judge("q wrt x = 2*r.*r", where=["q = x'*x, r = sqrt(x)"])
    assert found.condition == "both sides are defined"


# --- slips and conditions that are none -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim",
    [
        "abs(cos(alpha)) = cos(alpha)",
        "relu(alpha-500) wrt alpha = 0",
        "adj(Q) = Q' where Q: orthogonal(n)",
        "det(A) = exp(logdet(A)) where A: matrix(n)",
        "det(-A) = -det(A) where A: matrix(n)",
        "y'*y = 1 where y: simplex(n)",
        "cos(pi*k) = 1 where k: integer",
    ],
)
def test_what_does_not_explain_a_wrong_claim_is_not_named(claim):
    found = judged(claim)
    assert (found.verdict in ("wrong", "different"), found.slip, found.condition) == (True, None, None)


@pytest.mark.parametrize(
    ("claim", "condition"),
    [
        ("-y'*log(softmax(W*x)) wrt W = (softmax(W*x) - y)*x'", "sum(y) = 1"),
        ("y'*ones(n) = 1 where y: vector(n)", "sum(y) = 1"),
        ("sum(x.^2) wrt x = 2*sqrt(x.^2)", "x positive"),
        ("k^2 = abs(k)*k where k: integer", "k positive"),
    ],
)
def test_a_condition_makes_the_claim_right(claim, condition):
    assert judged(claim).condition == condition
    assert judged("-y'*log(softmax(W*x)) wrt W = (softmax(W*x) - y)*x' where y: simplex(k)").verdict == "right"


@pytest.mark.parametrize(
    ("claim", "slip"),
    [
        ("-1/2*(x - m)'*S^-1*(x - m) wrt m = S*(x - m) where S: spd(n)", "missing inverse"),
        ("1/2*x'*S*x wrt x = S^-1*x where S: spd(n)", "inverse too many"),
        ("log|A*X| wrt X = (A*X)' where A, X: matrix(n)", "missing inverse and chain-rule factor missing"),
        (
            "(y - X*w)'*S^-1*(y - X*w) wrt w = 2*X'*S*(y - X*w) where S: spd(n)",
            "missing inverse and sign",
        ),
        ("log|X'*X| wrt X = X*(X'*X)", "missing inverse and missing factor 2"),
    ],
)
def test_inverses_and_two_slips_at_once(claim, slip):
    assert judged(claim).slip == slip


@pytest.mark.parametrize("claim", ["∂(x'*x)/∂x = 2*x", "∇_x x'*x = 2*x", "d/dx x'*x = 2*x", "d x'*x / dx = 2*x"])
def test_a_claim_in_the_form_of_a_question(claim):
    assert judge(claim).verdict == "right"
    assert judge(claim.replace("2*x", "x")).verdict == "wrong"
