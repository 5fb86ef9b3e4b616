"""A line of algebra follows from the rules that it names and from arithmetic: no law acts in silence."""

import pytest
from derivations import PROBLEMS
from following import can_be_followed, follows
from numeric import node

from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_problems


def steps_of_lines(problem, order):
    (read,) = read_problems(problem)
    try:
        steps = derive(read, order=order).steps
    except MatdiffError as error:
        pytest.skip(error.message)
    for step in steps:
        above = None
        for line in step.lines:
            if line.left is None and line.relation == "=" and above is not None:
                yield above, line.right, line.reason.rule.split()
            above = line.right


POWERS = [
    "tr(diag(x)*inv(A'*A)*diag(x)) wrt x",
    "tr(A*(A - x*y')*A) wrt y",
    "tr((S + x*x')*x*y'*(S + x*x')) wrt y where S: spd(n)",
    "tr(inv(eye(n) + A*B)*x*y'*inv(eye(n) + A*B)) wrt A where A: matrix(n, n)",
    "tr(inv(S^2)*A*S*A') wrt A where S: spd(n)",
    "x'*inv(S^-2)*A*x wrt A where S: spd(n)",
]
"""Powers that are inverted, and traces whose first and last factors are powers of one matrix, or diagonal both."""
ELEMENTWISE = [
    "log((diag(x)*y)'*y) wrt y",
    "log((diag(x)*y)'*x) wrt x",
    "sqrt(y'*(x.*y)) wrt y",
    "||y - (S + x*x')*(diag(x)*y)||^2 wrt x where S: spd(n)",
]
"""Terms that are one where an elementwise factor has changed sides, and (x ⊙ y)'x, which stays (x ⊙ x)'y."""
BETWEEN = [
    "tr(diag(x)*inv(diag(x) + S)) wrt x where S: spd(n)",
    "sum((inv(diag(x) + A).^2)*y) wrt x where A: matrix(n)",
    "logdet(S + diag(exp(x/2))*A*diag(exp(x/2))) wrt x where A, S: spd(n)",
]
"""Second derivatives with stacked diagonals between Kronecker products."""
STACKED = ["log((S*x)'*(S*x)) wrt S where S: spd(n)", "(x'*A*y + y'*A*x)^2 wrt A where A: matrix(n)"]
"""Kronecker products of vectors beside a stacked sum, whose terms they are."""


@pytest.mark.parametrize("order", [1, pytest.param(2, marks=pytest.mark.long)])
@pytest.mark.parametrize("problem", [*PROBLEMS, *POWERS, *ELEMENTWISE, *BETWEEN, *STACKED])
def test_a_line_follows_from_the_rules_that_it_names(problem, order):
    for above, right, rules in steps_of_lines(problem, order):
        if can_be_followed(above, rules):
            assert follows(above, right, rules), (text(above), text(right), rules)


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("A*X*B + A*Y*B", "A*(X + Y)*B", ["common-factor"]),
        ("(A*B)'", "B'*A'", ["transpose-product"]),
        ("tr(A*B + C)", "tr(A*B) + tr(C)", ["trace-sum"]),
        ("tr(A*B)", "tr(B*A)", ["trace-cyclic"]),
        ("kron(A, B)*kron(C, X)", "kron(A*C, B*X)", ["kron-product"]),
        ("vec(A*X*B)", "kron(B', A)*vec(X)", ["vec-product"]),
        ("vec(M')", "commutation(m, n)*vec(M)", ["vec-transpose"]),
        ("diag(x)*A*y", "x.*(A*y)", ["hadamard-diag"]),
        ("(x.*y + x.*a)'", "(x.*(y + a))'", ["common-factor"]),
        ("s^2*t/s", "s*t", ["powers-join"]),
        ("inv(A)*A*B", "B", ["inverse-cancels"]),
        ("Q'*Q*x", "x", ["orthogonal-inverse"]),
        ("sqrt(s)*sqrt(s)*x", "s*x", ["powers-join"]),
    ],
)
def test_a_rule_that_acts_is_enough(before, after, rules):
    assert follows(node(before), node(after), rules)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tr(A*B)", "tr(B*A)"),
        ("tr(A')", "tr(A)"),
        ("tr(x*y')", "y'*x"),
        ("kron(A, B)*kron(C, X)", "kron(A*C, B*X)"),
        ("kron(x, eye(n))*A", "kron(x, A)"),
        ("vec(A*X*B)", "kron(B', A)*vec(X)"),
        ("commutation(n, n)*kron(A, B)", "kron(B, A)*commutation(n, n)"),
        ("diag(x)*A*y", "x.*(A*y)"),
        ("sum(x.*y)", "x'*y"),
        ("inv(A)*A*B", "B"),
        ("diag(A*diag(x)*B)", "(A.*B')*x"),
        ("2*A*X", "A*X"),
        ("A*X", "X*A"),
        ("exp(s)*exp(-s)", "1"),
    ],
)
def test_a_law_in_silence_is_noticed(before, after):
    """Beside rules that speak of something else."""
    for rules in (["common-factor"], ["multiply-out"], ["like-terms"], ["scalar-transpose"]):
        assert not follows(node(before), node(after), rules)
