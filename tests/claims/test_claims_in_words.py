"""Claims as people say them: words and commas between their parts, declarations behind a comma, differentials."""

import pytest

from matdiff_cli.claims.judge import judge
from matdiff_cli.claims.judge_lines import judge_lines
from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError


def verdicts(text):
    return [line.verdict for line in judge_lines(text).lines if line.verdict != "defined"]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("grad(x'Ax) = (A + A')x", "right"),
        ("gradient(x'Ax) = 2Ax", "condition"),
        ("Grad(x'x) = 3x", "wrong"),
        ("hessian(x'Ax) = A + A'", "right"),
        ("jacobian(A*x) = A", "right"),
        ("jacobian(A*x) = A'", "layout"),
        ("derivative(x'x) = 2x", "right"),
        ("(x'Ax)' = x'A'x", "equal"),
        ("dy/dx = A where y = Ax", "right"),
        ("∂y/∂x = A' where y = A*x", "layout"),
        ("∂f/∂x = 2x where f(x) = x'x", "right"),
        ("f'(x) = 2x where f(x) = x'x", "right"),
        ("f'(x) = 3x where f(x) = x'x", "wrong"),
    ],
)
def test_a_derivative_that_is_called_is_claimed(claim, verdict):
    assert judge(claim).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("∂(x'Ax)/∂x = 2Ax, A symmetric", "right"),
        ("∂(x'Ax)/∂x = 2Ax, where A is symmetric", "right"),
        ("∂(x'Ax)/∂x = 2Ax, x in R^n, A in S^n", "right"),
        ("∂(x'Ax)/∂x = 2Ax (where A: symmetric)", "right"),
        ("∂(x'Ax)/∂x = 2Ax, A is skew", "wrong"),
        ("∂(x'Ax)/∂x = 2Ax if A is symmetric", "right"),
        ("∂(x'Ax)/∂x = 2Ax if A is skew", "wrong"),
        ("∂(x'Ax)/∂x = 2Ax for symmetric A", "right"),
        ("∂(x'Ax)/∂x = 2Ax when A = A'", "right"),
        ("d/dx (x'Ax) = 2Ax (A symmetric)", "right"),
        ("A*B = B*A assuming A and B are diagonal", "equal"),
        ("the gradient of x'Ax is (A+A')x", "right"),
        ("The derivative of log|X| with respect to X is X^-1", "layout"),
        ("the gradient of x'Ax where A is symmetric is 2Ax", "right"),
        ("the Hessian of x'Ax is 2A", "condition"),
        ("A*B = B*A, A and B are diagonal", "equal"),
        ("A*B = B*A, A is diagonal", "different"),
        ("x'Ax wrt x = 2Ax, A = A'", "right"),
    ],
)
def test_what_is_known_stands_behind_a_comma(claim, verdict):
    assert judge(claim).verdict == verdict


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("y = Ax, dy/dx = A", ["right"]),
        ("L = ||y - t||^2; y = Wx; dL/dW = 2(y - t)x'", ["right"]),
        ("y = Wx; L = ||y - t||^2; dL/dW = 2(y - t)x'", ["right"]),
        ("y = Wx; L = ||y - t||^2; dL/dW = 2y x'", ["wrong"]),
        ("f = ||r||^2, r = b - Ax, df = 2r'dr = -2r'A dx, grad f = -2A'r", ["right", "right", "right"]),
        ("f = ||r||^2, r = b - Ax, df = 2r'dr = -2r'A dx, grad f = 2A'r", ["right", "right", "wrong"]),
        ("z = w'x + b; p = σ(z); ∂p/∂w = p(1-p)x", ["right"]),
        ("z = w'x + b; p = σ(z); ∂p/∂w = p(1+p)x", ["wrong"]),
        ("f(x) = log(a'x); d²f/dx² = -aa'/(a'x)^2", ["right"]),
        ("f(x) = log(a'x); ∂²f/∂x∂xᵀ = aa'/(a'x)^2", ["wrong"]),
        ("f(x) = x'Ax; gradient = (A + A')x; Hessian = A + A'", ["right", "right"]),
        ("f(x) = x'Ax; ∇ = (A - A')x; ∇² = A + A'", ["wrong", "right"]),
        ("f(x) = x'Ax, ∇f = (A + A')x", ["right"]),
        ("f(x) = x'Ax, ∇f = (A - A')x", ["wrong"]),
        ("if f(x) = x'x then ∇f(x) = 2x", ["right"]),
        ("Let f(x) = x'x, then f'(x) = 2x", ["right"]),
        ("f = x'Ax, A = A', ∇f = 2Ax", ["right"]),
        ("f = x'Ax, df = x'(A + A')dx, so ∇f = (A + A')x", ["right", "right"]),
        ("f wrt x; f = x'*A*x; ∇f = (A + A')*x", ["right"]),
        ("f(x) wrt x\nf(x) = x'*A*x\ndf = x'(A + A')dx", ["right"]),
        ("L = ||y - Xw||^2; dL/dw = 2X'(Xw - y)", ["right"]),
        ("L = ||y - Xw||^2; ∇_w L = 2X'(Xw - y)", ["right"]),
        ("L = ||y - Xw||^2; ∇_w L(w) = X'(Xw - y)", ["wrong"]),
        ("L = ||y - Xw||^2; ∂L/∂X = 2(Xw - y)w'", ["right"]),
        ("d tr(AXB) = tr(A dX B) = tr(BA dX)\n∂/∂X tr(AXB) = A'B'", ["right", "right", "right"]),
        ("d tr(AXB) = tr(A dX B)\n∂ tr(AXB)/∂X = AB", ["right", "wrong"]),
        ("x'x wrt x = 2x where gamma = 1, delta = 2", ["right"]),
        ("x'x wrt x = 2x = 2*x where a = 1, da = 2", ["right", "right"]),
    ],
)
def test_lines_in_one_line(text, found):
    assert verdicts(text) == found


@pytest.mark.parametrize(
    ("claim", "meant"),
    [
        ("show that d/dx x'Ax = (A+A')x", "d/dx x'Ax = (A+A')x"),
        ("Is d/dx x'Ax = (A+A')x?", "d/dx x'Ax = (A+A')x"),
        ("d/dx (x^TAx) = (A+A')x  (true?)", "d/dx (x^TAx) = (A+A')x"),
    ],
)
def test_the_claim_that_is_meant_is_offered(claim, meant):
    with pytest.raises(MatdiffError) as error:
        judge(claim)
    assert error.value.hint.endswith(f'; try: matdiff check "{meant}"')
    assert judge(meant).holds


def test_a_differential_is_no_function_called_d():
    """d(X) = dX*Y … was read as the definition of a function d, and not judged."""
    text = "d(X*Y) = dX*Y - X*dY = -X*dY + dX*Y"
    assert verdicts(text)[0] == "wrong"
    assert verdicts("d(X) = 2dX = 2dX") == ["wrong", "right"]
    assert verdicts("d(x, y) = ||x - y||^2; ∂d/∂x = 2(x - y)") == ["right"]


@pytest.mark.parametrize(
    "text",
    [
        "∂(x'Ax)/∂x = 2Ax\n∂(x'Bx)/∂x = 2Bx",
        "∂(x'Ay)/∂x = Ay\n∂(x'Ay)/∂y = A'x",
        "∂((A + B)x)/∂x = A + B\n∂(A + Bx)/∂x = B",
        "L = ||y - Xw||^2 wrt w; ∇_X L = 2X'(Xw - y)",
    ],
)
def test_another_question_below_is_not_taken_for_the_first(text):
    with pytest.raises(MatdiffError):
        judge_lines(text)


@pytest.mark.parametrize(
    "function",
    ["X*Y", "X'*A*Y", "tr(X*Y*X')", "log|X + Y|", "X.*Y", "X*inv(Y)*B", "||X*y||^2", "exp(X)*y", "x'*Y*x/(y'*x)"],
)
def test_the_answer_to_a_change_of_several_symbols_is_right(function):
    changes = " + ".join(f"0*tr(d{name}'*{name})" for name in "XYxy" if name in function)
    judged = judge(f"d({function}) = ({changes})*({function})")
    assert not judged.holds and judged.is_total
    answer = derive(judged.problem, differential=True).result.differential
    from matdiff_cli.output.notation import text

    assert judge(f"d({function}) = {text(answer)}").holds


def test_a_line_below_a_where_that_ends_in_a_call_defines_nothing():
    judged = judge_lines("tr(X*X) wrt X where X: matrix(n)\nY = X*X\ndf = tr(dY)\n= 2*tr(X*dX)\ngrad f(X) = 2*X'")
    assert all(line.holds for line in judged.lines)
