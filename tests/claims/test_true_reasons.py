"""What is said of a wrong claim is true of it, in whatever notation it is typed, and nothing is said that is not."""

import pytest

from matdiff_cli.claims.judge import judge
from matdiff_cli.claims.judge_lines import judge_lines
from matdiff_cli.errors import MatdiffError


def bad(text):
    """The number of the first bad line, its slip and its repair."""
    line = judge_lines(text).first_bad
    return line.line, line.found.slip, line.found.repair


@pytest.mark.parametrize(
    ("claim", "slip", "repair"),
    [
        (
            r"\|X\mathbf{w} - \mathbf{y}\|^2 + \lambda\|\mathbf{w}\|^2 wrt w"
            r" = 2 X^\top (X\mathbf{w} - \mathbf{y}) + \lambda \mathbf{w}",
            "missing factor 2",
            "2*(lambda w) for lambda w",
        ),
        (r"\operatorname{tr}(A X^\top B) wrt X = B^\top A", "A' for A", None),
        ("tr(A*X'*B) wrt X = B^{T}*A", "A' for A", "B for B^{T}"),
        ("||X*w - y||^2 wrt w = 2*X^T*(X*w - y)^T", "transpose too many on a factor", "(X*w - y) for (X*w - y)^T"),
        ("a'*X*b wrt X = (a')*b'", "transpose too many on a factor", "a for (a')"),
        (
            r"\mathbf{a}^\top X^{-1} \mathbf{b} wrt X = -X^\top \mathbf{a}\mathbf{b}^\top X^{-\top}",
            "missing inverse",
            None,
        ),
        (r"\mathbf{a}^\top X \mathbf{b} wrt X = \mathbf{b} \mathbf{a}", "missing transpose on a factor", None),
        (r"\|A\mathbf{x}\| wrt x = \frac{A^\top A\mathbf{x}}{\|A\mathbf{x}\|^2}", "missing factor ||(A x)||", None),
        (r"np.sum((X@w - y)**2) + np.sum(w**2) wrt w = 2*X.T@(X@w - y) + w", "missing factor 2", "2*w for w"),
    ],
)
def test_slips_are_found_in_other_notations(claim, slip, repair):
    found = judge(claim)
    assert found.verdict == "wrong"
    assert found.slip == slip
    assert repair is None or found.repair == repair


@pytest.mark.parametrize(
    "claim",
    [
        "log(1 + ||x - p||^2) wrt x = 2*(x - p)/(1 + norm(x - p))",
        "log(1 + x'*x) wrt x = 2*x/(1 + norm(x))",
    ],
)
def test_what_makes_the_claim_nothing_explains_nothing(claim):
    """x - x is 0, and so is the derivative of log(1 + x'x) without its term x'x: that tells nothing of a claim."""
    assert judge(claim).slip is None


def test_what_has_a_value_for_one_size_alone_explains_nothing():
    """ones(n, n) has an inverse where n = 1."""
    found = judge("sum(X*X) wrt X = 2*ones(n, n)*X' where X: matrix(n)")
    assert found.verdict == "wrong"
    assert "inverse" not in (found.slip or "")


@pytest.mark.parametrize(
    ("claim", "slip"),
    [
        ("A*b/(a'*x) wrt x = -A*b*a'/(a'*x)", "missing factor 1/(a'*x)"),
        ("exp(-x'*x/s^2) wrt x = -2*x*exp(-x'*x/s^2) where s: scalar", "missing scalar factor"),
        ("(A*x + b)'*C*(D*x + c) wrt x = A'*C*(D*x + c)", "only one term of a product rule"),
        ("A*b/(a'*x) wrt x = -A*b*a'/(a'*x)^3", "missing factor a'*x"),
        ("t^3 wrt t = 3*t^3 where t: scalar", "factor t too many"),
    ],
)
def test_a_factor_too_many_is_not_missing(claim, slip):
    assert judge(claim).slip == slip


def test_free_entries_say_all():
    """A' is right where the entries are free: there is no slip besides, least of all that A stands for A'."""
    found = judge("tr(A*X) wrt X = A' where X: symmetric")
    assert (found.verdict, found.slip) == ("condition", None)
    assert found.condition == "the entries of X are free, as if it were not symmetric"


def test_a_claim_that_is_nearly_that_of_free_entries_is_wrong():
    claim = "2*X^-1 - diag(diag(X^-1))"
    assert judge(f"log|X| wrt X = {claim} where X: symmetric(n)").verdict == "condition"
    assert judge(f"log|X| wrt X = (1 + 1e-27)*({claim}) where X: symmetric(n)").verdict == "wrong"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A*x wrt x; df = A*dx; J = I", "this is m×m, not m×n"),
        ("a'*x wrt x; ∇f = I", "this is n×n, not m×1"),
        ("A*x wrt x = 2*I", "this is m×m, not m×n"),
    ],
)
def test_an_identity_that_is_no_answer_is_told_by_its_shape(text, says):
    found = judge_lines(text).first_bad.found if ";" in text else judge(text)
    assert found.misfit.message == says


def test_an_equation_of_several_increments_is_no_condition():
    """X*Y = I gives dX*Y + X*dY = 0, for all X; X*dX = 0 would be a condition on X."""
    inverse = "a'*X^-1*b wrt X\nY = X^-1\nX*Y = I\ndX*Y {} X*dY = 0\ndY = -Y*dX*Y"
    assert judge_lines(inverse.format("+")).holds
    judged = judge_lines(inverse.format("-"))
    assert [line.verdict for line in judged.lines] == ["defined", "right", "wrong", "right"]
    least = judge_lines("||A*x - b||^2 wrt x\ndf = 2*(A*x - b)'*A*dx = 0\nx = b")
    assert least.holds
    assert len(least.lines) == 1


def test_the_differential_of_a_function_without_a_name_may_stand_in_vec():
    assert judge_lines("A*X*B wrt X\nvec(dF) = kron(B', A)*vec(dX)").holds
    assert bad("A*X*B wrt X\nvec(dF) = kron(A, B')*vec(dX)") == (
        2,
        "factors in the wrong order",
        "kron(B', A) for kron(A, B')",
    )


NAMED = "||A*x - b||^2 wrt x\nr = A*x - b\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{NAMED}dr/dx = A\n∇f = 2*A'*r",
        f"{NAMED}∂r/∂x = A\n∇f = 2*A'*r",
        "exp(x'*A*x) wrt x\nu = x'*A*x\n∇u = (A + A')*x\n∂u/∂x = A*x + A'*x\n∂f/∂u = exp(u)",
        "log|X| wrt X\nu = tr(X)\n∇u = I\n∂u/∂X = I",
        "sin(t^2) wrt t where t: scalar\nu = t^2\nu' = 2*t\n∂u/∂t = 2*t\nf' = cos(u)*u'\ndf/dt = df/du*du/dt",
        "log|I + t*A| wrt t where t: scalar\nM = I + t*A\ndM/dt = A\nf' = tr(M^-1*A)",
        r"\mathbf{x}^\top A \mathbf{x} wrt x \\ u = A\mathbf{x} \\ \frac{\partial u}{\partial \mathbf{x}} = A",
    ],
)
def test_the_derivative_of_a_part_is_that_of_the_part(text):
    """dr/dx is no division by a vector, and u' no transpose where all are scalars."""
    assert {line.verdict for line in judge_lines(text).lines} <= {"right", "defined"}


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        (f"{NAMED}dr/dx = A'", "A' for A"),
        ("exp(x'*A*x) wrt x\nu = x'*A*x\n∇u = (A - A')*x", "sign"),
        ("sin(t^2) wrt t where t: scalar\nu = t^2\nu' = t", "missing factor 2"),
    ],
)
def test_a_wrong_derivative_of_a_part_is_explained(text, slip):
    assert bad(text)[:2] == (3, slip)


def test_layouts_of_the_derivative_of_a_part():
    text = "exp(a'*A*x) wrt x\nu = a'*A*x\nr = A*x\n∂u/∂x = a'*A\n∇u = A'*a\n∂r/∂x = A"
    assert judge_lines(text, layout="numerator").holds
    assert [line.verdict for line in judge_lines(text).lines][2:] == ["wrong", "right", "right"]
    assert judge_lines(f"{NAMED}∂r/∂x = A'", layout="denominator").holds
    assert judge_lines("x'*A*x wrt x\nr = x'*A\n∂r/∂x = A'").holds  # a row counts as its transpose
    of_matrix = "exp(tr(A*X)) wrt X\nu = tr(A*X)\n∂u/∂X = "
    assert judge_lines(f"{of_matrix}A'").holds
    assert judge_lines(f"{of_matrix}A", layout="numerator").holds


@pytest.mark.parametrize("line", ["∇f = exp(u)*∇u", "∇f = df/dr", "df = dr/dx*dx", "∂r/∂X = A"])
def test_the_derivative_of_a_part_within_an_expression_is_refused(line):
    with pytest.raises(MatdiffError, match="the derivative of a part is not read here"):
        judge_lines(f"exp(x'*X*x) wrt x\nu = x'*X*x\nr = X*x\n{line}")
