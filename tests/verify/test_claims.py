"""Claims and identities: every verdict of the tables is right, and slips are called by their name."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.verify.claims import judge
from matdiff_cli.verify.slips import DESCRIPTIONS

DATA = Path(__file__).parent.parent / "data"
NAMED_RIGHT = 0.9


def rows(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


CLAIMS = rows("claims.tsv")
IDENTITIES = rows("identities.tsv")
WRONG = [row for row in CLAIMS if row["verdict"] == "wrong"]

judged = cache(judge)


def test_the_table_is_large_enough():
    count = Counter(row["verdict"] for row in CLAIMS)
    assert count["layout"] + count["condition"] >= 20
    assert count["right"] + count["layout"] + count["condition"] >= 60 <= count["wrong"]
    assert len(IDENTITIES) >= 30


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: row["claim"])
def test_the_verdict_is_right(row):
    found = judged(row["claim"])
    assert found.verdict == row["verdict"]
    assert found.holds == (row["verdict"] in ("right", "layout"))
    if row["verdict"] in ("layout", "condition"):
        assert {"layout": found.layout, "condition": found.condition}[row["verdict"]] == row["detail"]


def test_slips_are_called_by_their_name():
    named = [judged(row["claim"]).slip == row["detail"] for row in WRONG]
    assert sum(named) >= NAMED_RIGHT * len(WRONG)


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
    found = judged(row["claim"])
    if found.misfit is None:
        assert found.witness is not None
        assert found.witness.claimed != found.witness.correct
        assert max(found.witness.sizes.values(), default=1) <= 3


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
        "X^-1 wrt X = X^-1*X^-1*X^-1*X^-1*X^-1*X^-1*X^-1*X^-1",
    ],
)
def test_strange_claims_are_wrong_too(claim):
    assert judged(claim).verdict == "wrong"


def test_sizes_too_large_for_numbers_are_refused():
    with pytest.raises(MatdiffError, match="too large"):
        judge("x'*A*x wrt x = 2*A*x where x: vector(500)")


def test_second_derivatives():
    assert judge("x'*A*x wrt x = A + A'", order=2).verdict == "right"
    assert judge("x'*A*x wrt x = 2*A", order=2).condition == "A symmetric"


def test_the_layout_asked_for_is_the_right_one():
    assert judge("a'*X*b wrt X = b*a'", layout="numerator").verdict == "right"
    assert judge("a'*X*b wrt X = a*b'", layout="numerator").verdict == "layout"


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
