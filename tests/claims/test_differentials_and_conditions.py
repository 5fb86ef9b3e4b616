"""Differentials as sides of a claim, changes of inverses, and first-order conditions among lines."""

import pytest

from matdiff_cli.claims.chains import is_chain
from matdiff_cli.claims.judge import judge
from matdiff_cli.claims.judge_lines import judge_lines
from matdiff_cli.errors import MatdiffError


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("d||Ax-b||^2 = 2(Ax-b)'A dx", "right"),
        ("d|X| = |X| tr(X^-1 dX)", "right"),
        ("d x'Ax = x'(A+A')dx", "right"),
        ("d(x'Ax) = 2x'A dx", "condition"),
        ("d(X^-1) = -X^-1 dX X^-1", "right"),
        ("d X^-1 = X^-1 dX X^-1", "wrong"),
        ("d log|X| = tr(X^-1 dX)", "right"),
        ("d(X'X) = 2X'dX", "wrong"),
        (r"\mathrm{d}\log|X| = \operatorname{tr}(X^{-1}\mathrm{d}X)", "right"),
        ("d||x||^2 wrt x = 2x'dx", "right"),
        ("d(X*Y) wrt X = dX*Y", "right"),
        ("d*dx'y = y'dx*d where d: scalar, dx: vector", "equal"),
        ("d (dx'y) = (y'dx) d where d: scalar, dx: vector", "equal"),
        ("d'x = x'd", "equal"),
        ("d*x'y = y'x*d", "equal"),
        ("d x = x d where d: scalar", "equal"),
    ],
)
def test_a_differential_on_the_left_is_judged_by_its_change(claim, verdict):
    assert judge(claim).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("d(X*Y) = dX Y + X dY", "right"),
        ("d(XY) = X dY + Y dX", "wrong"),
        ("d(X*Y) = dX dY", "wrong"),
        ("d(X*Y) = dX*Y - X*dY", "wrong"),
        ("d tr(X'Y) = tr(X'dY) + tr(Y'dX)", "right"),
        ("d(X⊗Y) = dX⊗Y + X⊗dY", "right"),
        ("d(XYZ) = dX Y Z + X dY Z + X Y dZ", "right"),
        ("d(u/v) = (v du - u dv)/v^2 where u, v: scalar", "right"),
        ("d(x'A y) = y'A'dx + x'A dy", "right"),
        ("d(x'A y) = y'A dx + x'A dy where A: matrix(n)", "condition"),
        ("dX^-1 = -X^-1 dX X^-1", "right"),
        ("dX^-1 = X^-1 dX X^-1", "wrong"),
    ],
)
def test_the_change_of_several_symbols_at_once(claim, verdict):
    assert judge(claim).verdict == verdict


def test_what_does_not_change_is_told_of():
    said = "Y is a constant here, as no dY stands on the right"
    assert said in judge("d(X*Y) = dX*Y").problem.reading
    assert said in judge_lines("d(X*Y) = dX*Y = dX*Y").reading
    assert judge("d(A*X*B) = A*dX*B").problem.reading == judge("d(X*Y) = dX*Y + X*dY").problem.reading == ()


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("d||Ax - b||^2 = 2(Ax - b)'A dx = 2x'A'A dx", ["right", "wrong"]),
        ("d x'x = 2x'dx = 2dx'x", ["right", "right"]),
        ("d(x'*A*x) = dx'*A*x + x'*A*dx = x'*(A+A')*dx", ["right", "right"]),
        ("d(X*Y) = X*dY + dX*Y = dX*Y - X*dY", ["right", "wrong"]),
        ("d(X^2) = dX X + X dX = 2X dX", ["right", "wrong"]),
    ],
)
def test_a_chain_that_begins_with_a_differential(text, verdicts):
    assert [line.verdict for line in judge_lines(text).lines] == verdicts


@pytest.mark.parametrize("change", ["dX^-1", "dX^{-1}", "dX⁻¹", "ΔX^-1", "d(X^-1)"])
def test_the_change_of_an_inverse_is_no_inverse_of_a_change(change):
    lines = judge_lines(f"L = tr(AX^-1)\ndL = tr(A {change})\n= -tr(A X^-1 dX X^-1)")
    assert [line.verdict for line in lines.lines] == ["right", "right"]


def test_in_a_claim_it_is_asked_about():
    with pytest.raises(MatdiffError, match=r"is dX\^-1 the inverse of a change"):
        judge("tr(A*X^-1) wrt X = tr(A dX^-1)")


LEAST_SQUARES = "J(w) = ||Xw - y||^2\n∇J = 2X'(Xw - y)\n"


@pytest.mark.parametrize(
    "condition",
    ["X'Xw = X'y", "2X'Xw = 2X'y", "w'X'X = y'X", "X'y = X'Xw", "X'Xw - X'y = 0\nX'Xw = X'y", "X'Xw = X'y\nw = y"],
)
def test_a_first_order_condition_is_said_to_be_one(condition):
    found = judge_lines(LEAST_SQUARES + condition)
    assert found.holds and len(found.lines) == 1
    assert any("not judged" in words for words in found.reading) and not any("every entry" in w for w in found.reading)


@pytest.mark.parametrize(
    "condition", ["X'Xw = 2X'y", "Xw = y", "X'X = X'y", "2X'(Xw - y) = X'(Xw - y)", "= X'(Xw - y)", "∇J = 3X'(Xw - y)"]
)
def test_what_is_no_condition_of_this_function_is_wrong(condition):
    assert not judge_lines(LEAST_SQUARES + condition).holds


@pytest.mark.parametrize(
    "text",
    ["J(w) = 1/2||Xw - y||^2\n∇J = X'Xw = X'y", "∇_w ||Xw - y||^2 = 2X'Xw = 2X'y", "J(w) = ||Xw - y||^2\nX'Xw = X'y"],
)
def test_a_derivative_that_is_set_to_0_within_a_chain_is_asked_about(text):
    with pytest.raises(MatdiffError, match="is this a first-order condition") as error:
        judge_lines(text)
    assert "X'Xw - " in error.value.hint and error.value.hint.endswith(" = 0")


@pytest.mark.parametrize(
    "text",
    [
        "f = ||Ax - b||²; ∇f = 0 ⟹ A'Ax = A'b",
        "f = x'Ax; ∇f = 0; x = 0",
        "∇_x ||Ax - b||² = 0 ⟹ A'Ax = A'b",
        "||Ax - b||² wrt x = 0 => x = (A'A)^-1A'b",
        r"\nabla_x \|Ax - b\|^2 = 0 \implies A^TAx = A^Tb",
    ],
)
def test_a_derivative_that_is_0_and_has_consequences_is_no_claim(text):
    with pytest.raises(MatdiffError, match="is this a first-order condition") as error:
        judge_lines(text)
    assert "∇f = … = 0" in error.value.hint


def test_that_a_derivative_is_0_is_a_claim_where_nothing_follows():
    assert judge_lines("f = x'x; ∇f = 0").verdict == "wrong"
    assert judge_lines("f(x) = a'b; ∇f = 0").verdict == "right"


@pytest.mark.parametrize("text", ["f = x'Ax; x = 0; ∇f = 0", "f(x) = ||Ax - b||²; x = (A'A)^-1A'b"])
def test_a_value_of_the_target_is_no_claim(text):
    with pytest.raises(MatdiffError, match="a value of x is no claim about a derivative"):
        judge_lines(text)


def test_a_value_of_the_target_below_its_derivative_is_not_judged():
    found = judge_lines(LEAST_SQUARES + "w = (X'X)^-1 X'y\n∇J = 3w")
    assert found.holds and len(found.lines) == 1
    assert "line 3 gives w a value: it and what follows are not judged" in found.reading


@pytest.mark.parametrize(
    "text",
    [
        "argmin_x ||Ax - b||^2 = (A'A)^-1 A'b",
        "min_x ||Ax - b||^2 = 2A'(Ax - b)",
        r"\arg\min_x \|Ax - b\|^2 = (A^TA)^{-1} A^Tb",
        r"\operatorname{argmin}_x \|Ax - b\|^2 = (A^TA)^{-1} A^Tb",
        "minimize x'Ax over x = 2Ax",
        "max_w w'm - w'Sw = m - 2Sw = 0",
    ],
)
def test_an_extremum_is_no_derivative(text):
    with pytest.raises(MatdiffError, match="claims are about derivatives, not about extrema"):
        judge_lines(text) if is_chain(text) else judge(text)


@pytest.mark.parametrize(
    "text",
    [
        "||Xw - y||^2 wrt w = 2X'(Xw - y); wrt X = 2(Xw - y)w'",
        "x'Ax wrt x = (A+A')x; x'A'x wrt x = (A+A')x",
        "x'Ax = x'A'x; x'Ax wrt x = (A+A')x",
        "x = 0; x'Ax wrt x = 0",
    ],
)
def test_another_target_below_a_claim_is_refused(text):
    with pytest.raises(MatdiffError, match="lines are about one target"):
        judge_lines(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("r = Ax - b; r'r wrt x = 2A'r", "right"),
        ("r = Ax - b; r'r wrt x = A'r", "wrong"),
        ("r = Ax - b; ∇_x r'r = 2A'r", "right"),
        ("r = Ax - b\n∇_x r'r = 2A'r = 2A'(Ax - b)", "right"),
        ("A = A'; x'Ax wrt x = 2Ax", "right"),
        ("S = X'X; B = S + C; tr(B) wrt X = 2X", "right"),
        ("y = Ax; y wrt x = A", "right"),
    ],
)
def test_what_is_defined_above_a_claim_is_declared(text, verdict):
    found = judge_lines(text)
    assert found.verdict == verdict and all(line.verdict != "defined" for line in found.lines)


def test_what_a_layout_makes_of_a_line_is_seen_with_the_names_above_it():
    lines = "y = Wx + b; L = ½||y - t||²; dL/dW = "
    assert judge_lines(lines + "x (y - t)'").verdict == "layout"
    assert judge_lines(lines + "2(y - t) x'").first_bad.found.slip


def test_a_product_of_letters_is_given_no_meaning_by_a_line():
    found = judge_lines("f(x) = x'Ax - λ(x'x - 1) where A: symmetric\n∇f = 2Ax - 2λx\nAx = λx")
    assert found.holds and [line.verdict for line in found.lines] == ["right"]


def test_that_a_function_is_elementwise_is_said_of_a_claim_that_does_not_hold():
    assert "log is elementwise" in judge("log|A| = tr(log(A))").problem.reading
    assert judge("log(x) = log(x)").problem.reading == ()
