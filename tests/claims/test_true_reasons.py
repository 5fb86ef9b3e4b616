"""What is said of a wrong claim is true of it, in whatever notation it is typed, and nothing is said that is not."""

import pytest

from matdiff_cli.claims.judge import judge
from matdiff_cli.claims.judge_lines import judge_lines


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
    found = judge("sum(S*S) wrt S = tril(ones(n, n)*S' + (S')'*ones(n, n)) where S: lower(n)")
    assert found.verdict == "wrong"
    assert "inverse" not in (found.slip or "")


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
    assert bad(inverse.format("-"))[0] == 4
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
