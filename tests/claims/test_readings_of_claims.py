"""Claims are read with the letters and the kinds that their problem settled."""

import pytest

from matdiff_cli.claims.judge import judge
from matdiff_cli.claims.judge_lines import judge_lines
from matdiff_cli.errors import MatdiffError


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("x'Ax wrt x = (A + A')x", "right"),
        ("x'Ax wrt x = Ax + A'x", "right"),
        ("x'Ax wrt x = Ax", "wrong"),
        ("x'Ax wrt x = 2Ax", "condition"),
        ("x'*A*x wrt x = Ax + A^Tx", "right"),
        ("||Ax - b||^2 wrt x = 2A'(Ax - b)", "right"),
        ("tr(AXB) wrt X = A'B'", "right"),
        ("tr(AXB) wrt X = (BA)'", "right"),
        ("a'x + b wrt x = a", "right"),
        ("softmax(Wx) wrt x = (diag(s) - ss')W where s = softmax(Wx)", "right"),
        ("||Ax - b||^2 wrt x = 2A'r where r = Ax - b", "right"),
        ("||Ax - b||^2 wrt x = 2A'r where r = b - Ax", "wrong"),
        ("(x-μ)'Σ^-1(x-μ) wrt μ = -2Σ^-1(x-μ) where Σ: symmetric", "right"),
        ("t^2 wrt t = 2t", "right"),
        ("tr(AB) = tr(BA)", "equal"),
        ("(AB)' = B'A'", "equal"),
        ("(AB)^-1 = A^-1B^-1", "different"),
        ("x'*x wrt x == 2*x", "right"),
        ("tr(AB) == tr(BA)", "equal"),
    ],
)
def test_verdicts(claim, verdict):
    assert judge(claim).verdict == verdict


def test_what_was_parted_is_said_once():
    notes = judge("x'Ax wrt x = 2BAx where B = 2I, A: symmetric").problem.reading
    assert notes == ("Ax is read as A x; declare Ax to keep it one name", "BAx is read as B A x")


def test_a_scalar_that_is_added_to_every_entry_is_said():
    """As in a problem; a line of a derivation is read the same way."""
    said = ("1 is added to every entry of - tanh(x).^2",)
    assert judge("sum(tanh(x)) wrt x = 1 - tanh(x).^2").problem.reading == said
    lines = judge_lines("sum(tanh(x)) wrt x\ndf = (1 - tanh(x).^2)'*dx\n∇f = 1 - tanh(x).^2")
    assert lines.holds and lines.reading == said
    assert not judge_lines("sum(tanh(x)) wrt x\ndf = (1 + tanh(x).^2)'*dx").holds


def test_a_scalar_and_a_matrix_do_not_fit():
    found = judge("tr(X*X) wrt X = 2*X' + 0")
    assert (found.verdict, found.misfit.message) == ("wrong", "a scalar plus a matrix")


@pytest.mark.parametrize("text", ["df = 2*x'*dx", "df = 2*x'*dx where f = x'*x", "dL = tr(A*dX)"])
def test_a_change_without_its_function_is_no_identity(text):
    with pytest.raises(MatdiffError, match="a derivative of what"):
        judge(text)


@pytest.mark.parametrize("text", ["dx + dy = dy + dx", "dx = 1*dx where dx: vector"])
def test_names_like_changes_may_stand_in_identities(text):
    assert judge(text).verdict == "equal"


@pytest.mark.parametrize("text", ["x'*A*x wrt x = ∇(x'*A*x)", "x'*x wrt x = gradient of x'*x", "∇(x'*x) = d/dx (x'*x)"])
def test_a_derivative_in_a_claim_is_no_expression(text):
    with pytest.raises(MatdiffError, match="a derivative in an expression"):
        judge(text)


@pytest.mark.parametrize("text", ["2*x = ∇(x'*x)", "2*x = gradient of x'*x", "A = ∇²(x'*A*x)", r"2x = \nabla x^Tx"])
def test_a_derivative_on_the_right_of_an_identity_is_no_expression(text):
    with pytest.raises(MatdiffError, match="a derivative as a side of an identity"):
        judge(text)


def test_a_letter_that_the_problem_has_not_is_not_known():
    with pytest.raises(MatdiffError, match="Bx is not known here"):
        judge("x'Ax wrt x = 2Bx")


@pytest.mark.parametrize("claim", ["log(xy) = log x + log y", "a∘b = ab", "x'y = xy", "ab = ba", "xx' = x^2"])
def test_a_name_whose_letters_are_symbols_is_told_of_where_it_stays_whole(claim):
    found = judge(claim)
    assert not found.holds and any("is one name; products are" in remark for remark in found.problem.reading)


@pytest.mark.parametrize("claim", ["AB = BA", "x'Ax = x'A'x", "rate*x = x*rate where rate: scalar", "tr(AB) = tr(BA)"])
def test_other_names_are_not(claim):
    assert not any("is one name" in remark for remark in judge(claim).problem.reading)
