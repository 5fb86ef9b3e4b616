"""Terms with one Δ are written one by one; what makes two of them one is told where it is done."""

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_problems


@pytest.mark.parametrize(
    ("problem", "wanted"),
    [
        (
            "(x'*x)^2 wrt x",
            [
                "2*(x'*x)*(dx'*x) + 2*(x'*x)*(x'*dx)",
                "2*(x'*x)*(x'*dx) + 2*(x'*x)*(x'*dx)",
                "4*(x'*x)*(x'*dx)",
            ],
        ),
        (
            "(x'*A*x)*(b'*x) wrt x where A: symmetric(n)",
            [
                "(dx'*A*x)*(b'*x) + (x'*A*dx)*(b'*x) + (x'*A*x)*(b'*dx)",
                "(b'*x)*(x'*A'*dx) + (b'*x)*(x'*A*dx) + (x'*A*x)*(b'*dx)",
                "(b'*x)*(x'*A*dx) + (b'*x)*(x'*A*dx) + (x'*A*x)*(b'*dx)",
                "(2*(b'*x)*A*x + (x'*A*x)*b)'*dx",
            ],
        ),
        (
            "tr(X'*A*X)^2 wrt X where X: matrix(m, n), A: symmetric(m)",
            [
                "2*tr(X'*A*X)*tr(dX'*A*X) + 2*tr(X'*A*X)*tr(X'*A*dX)",
                "tr(2*tr(X'*A*X)*dX'*A*X) + tr(2*tr(X'*A*X)*X'*A*dX)",
                "tr(2*tr(X'*A*X)*X'*A'*dX) + tr(2*tr(X'*A*X)*X'*A*dX)",
                "tr(2*tr(X'*A*X)*X'*A*dX) + tr(2*tr(X'*A*X)*X'*A*dX)",
                "tr(4*tr(X'*A*X)*X'*A*dX)",
            ],
        ),
    ],
)
def test_the_lines_from_the_terms_with_one_increment(problem, wanted):
    (read,) = read_problems(problem)
    lines = [text(line.right) for step in derive(read).steps if step.key in ("linear", "trace") for line in step.lines]
    assert lines[1 : len(wanted) + 1] == wanted


@pytest.mark.parametrize(
    ("problem", "order", "wanted"),
    [
        (
            "tr(inv(A + t*B)*C*inv(A + t*B)*D) wrt t where t: scalar",
            1,
            [
                "tr((-dt*Y*B*Y)*C*Y*D) + tr(Y*C*(-dt*Y*B*Y)*D)",
                "(-tr(Y*B*Y*C*Y*D) - tr(Y*C*Y*B*Y*D))*dt",
            ],
        ),
        (
            "a'*inv(A + t*B)*b wrt t where t: scalar",
            2,
            [
                "-a'*(-dt*Z*B*Z)*B*Z*b - a'*Z*B*(-dt*Z*B*Z)*b",
                "2*dt*a'*Z*B*Z*B*Z*b",
                "2*dt*a'*(A + t*B)^-1*B*(A + t*B)^-1*B*(A + t*B)^-1*b",
            ],
        ),
    ],
)
def test_a_matrix_that_stands_twice_is_put_in_where_it_stands(problem, order, wanted):
    """A scalar changes it by a multiple of Δt: nothing is brought together by traces first."""
    (read,) = read_problems(problem)
    (*_, back) = (step for step in derive(read, order=order).steps if step.key == "back")
    assert [text(line.right) for line in back.lines] == wanted


@pytest.mark.parametrize(
    ("problem", "order", "rules"),
    [
        ("tr(inv(A + t*B)) wrt t where t: scalar", 2, "trace-cyclic like-terms"),
        ("a'*inv(A + t*B)*b wrt t where t: scalar", 2, "like-terms"),
        ("norm(s*a - b)^2 wrt s where s: scalar", 1, "scalar-transpose like-terms"),
        ("norm(inv(A'*A + s*I)*b)^2 wrt s where s: scalar", 1, "like-terms"),
    ],
)
def test_terms_that_are_equal_by_a_rule_are_collected_by_it(problem, order, rules):
    (read,) = read_problems(problem)
    found = [line.reason.rule for step in derive(read, order=order).steps for line in step.lines if line.reason]
    assert [rule for rule in found if "like-terms" in rule][-1] == rules
