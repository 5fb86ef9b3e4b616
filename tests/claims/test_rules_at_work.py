"""Right lines are shown with the rule by which they hold; a rule is named only if it acts."""

import pytest
from typed_back import WORKED, derived, lines

from matdiff_cli.claims.judge_lines import judge_lines
from matdiff_cli.claims.rules_at_work import with_reasons
from matdiff_cli.derivation.records import Derivation


def rules(text):
    """The rule of every line, None where none is named."""
    judged = with_reasons(judge_lines(text), "gradient")
    return [line.reason and line.reason.rule for line in judged.lines]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("tr(A*B*C) = tr(C*A*B) = tr(B*C*A)", "trace-cyclic"),
        ("tr(A*B) = tr(B'*A') = tr(A*B)", "trace-transpose"),
        ("a'*X*b = tr(a'*X*b) = a'*X*b", "scalar-trace"),
        ("a'*X*b = b'*X'*a = a'*X*b", "scalar-transpose"),
        ("(A*B*C)' = C'*B'*A' = (A*B*C)'", "transpose-product"),
        ("(A + B)' = A' + B' = (A + B)'", "transpose-sum"),
        ("A*X + B*X = (A + B)*X = B*X + A*X", "common-factor multiply-out"),
        ("2*A + 3*A = 5*A = A + 4*A", "like-terms multiply-out"),
        ("det(A*B) = det(A)*det(B) = |A*B|", "determinant-product"),
        ("sum(v) = ones(n)'*v = sum(v) where v: vector(n)", "sum-vector"),
        ("s*tr(M) = tr(s*M) = s*tr(M) where s: scalar", "trace-scalar"),
        ("||v||^2 = v'*v = ||v||^2", "squared-norm"),
        ("log(det(A*B)) = log(det(A)) + log(det(B)) = log(det(A*B))", "log-determinant-product"),
    ],
)
def test_a_row_of_the_table_that_explains_a_link(text, rule):
    first, *others = rule.split()
    assert rules(text) == [first, *(others or [first])]


@pytest.mark.parametrize(
    "text",
    [
        "A*B + C = C + A*B = (A*B) + C",  # nothing but the order
        "tr(X'*(A + B)) = tr(X'*A) + tr(X'*B) = tr(A'*X) + tr(X'*B)",  # two rules in the first link
        "x'*A*y + y'*A'*x = 2*x'*A*y = x'*(2*A)*y",
        "exp(log(t)) = t = sqrt(t^2) where t: positive scalar",
    ],
)
def test_what_no_single_row_explains_has_no_rule(text):
    assert rules(text)[0] is None


def test_a_wrong_line_has_no_rule():
    assert rules("tr(A*B) = tr(A*B') = tr(B*A')") == [None, "trace-transpose"]


def test_names_and_increments_put_in():
    text = "log|X^-1| wrt X\nY = X^-1\ndY = -X^-1*dX*X^-1\ntr(A*Y) = tr(A*X^-1)\ntr(X*dY) = tr(X*(-X^-1*dX*X^-1))"
    found = rules(text.replace("log|X^-1|", "log|X^-1| + 0*tr(A*X)"))
    assert found[0] is None and found[2:] == ["substitute", "substitute"]


def test_dropped_terms_of_second_order():
    problem = "x'*A*x wrt x\n"
    assert rules(f"{problem}dx'*A*x + dx'*A*dx ≈ dx'*A*x")[0] == "drop-second-order"
    assert rules(f"{problem}dx'*A*x + dx'*A*dx ≈ dx'*A*x + dx'*A'*dx")[0] is None


@pytest.mark.parametrize("problem", WORKED)
def test_lines_of_a_printed_derivation_have_the_rules_printed_beside_them(problem):
    """All that one or two rules lead to, but for the last line: what it is read off is told with it."""
    found: Derivation = derived(problem)
    printed = [line.reason for step in found.steps for line in step.lines]
    told = rules("\n".join([problem, *lines(found)]))
    pairs = list(zip(printed, told, strict=True))[:-1]
    wanted = [reason.rule for reason, _ in pairs if reason is not None and len(reason.uses) <= 2]
    got = [rule for reason, rule in pairs if reason is not None and len(reason.uses) <= 2]
    assert sum(a == b for a, b in zip(wanted, got, strict=True)) >= len(wanted) - 1
