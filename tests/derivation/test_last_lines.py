"""The way to the last line, and that the answer can be read off it."""

import pytest
from derivations import PROBLEMS, lines
from derivations import derivation as everyday

from matdiff_cli.calculus.adjoint import pull
from matdiff_cli.derivation.derive import derive
from matdiff_cli.expressions.decompositions import weight
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.nodes import ONE, Increment
from matdiff_cli.output.notation import text, unicode
from matdiff_cli.output.words import written
from matdiff_cli.typing.read import read_problems

LAST_LINES = [
    (
        "-y'*log(sigmoid(X*w)) - (ones(m) - y)'*log(ones(m) - sigmoid(X*w)) wrt w",
        "(sigmoid(X*w) - y)'*X*dw",
        "cancel",
    ),
    ("sum(relu(x).^2) wrt x", "2*relu(x)'*dx", "multiply-out sign-times-relu"),
    ("exp(x)/sum(exp(x)) wrt x", "(diag(softmax(x)) - softmax(x)*softmax(x)')*dx", "common-factor powers-join"),
    (
        "||Q*x - b||^2 wrt x where Q: orthogonal",
        "2*(x - Q'*b)'*dx",
        "multiply-out orthogonal-inverse transpose-product",
    ),
    ("c'*x - mu*sum(log(x)) wrt x", "(c - mu./x)'*dx", "like-terms"),
    ("sum(log(x)) - c'*x wrt x", "(1./x - c)'*dx", "like-terms"),
    ("inv(inv(X)) wrt X", "dX", "inverse-cancels"),
    ("sqrt(x^2 + y^2) wrt [x, y]", "[x, y]*[dx; dy]/sqrt(x^2 + y^2)", "common-factor entrywise"),
    ("A*[x; y] wrt [x, y]", "A*[dx; dy]", "multiply-out"),
    ("x'*(A + B)*x wrt x", "x'*(A + B + (A + B)')*dx", "like-terms"),
    ("3x^2 + 12x - 5y^2 + y - 23 wrt [x, y]", "(6*x + 12)*dx + (-10*y + 1)*dy", "like-terms"),
]


def derivation(problem, order=1):
    (read,) = read_problems(problem)
    return derive(read, order=order)


def reasons(found):
    return [written(line.reason, unicode) for line in lines(found) if line.reason]


@pytest.mark.parametrize(("problem", "last", "rule"), LAST_LINES)
def test_the_answer_is_read_off_the_last_line(problem, last, rule):
    line = derivation(problem).steps[-2].lines[-1]
    assert text(line.right) == last
    assert line.reason.rule == rule


@pytest.mark.parametrize(
    "problem",
    [
        "norm(A - A*W)^2 wrt W where W: symmetric(n), A: matrix(n)",
        "norm(A - S)^4 wrt S where S: symmetric(n), A: matrix(n)",
        "norm(A - A*K)^2 wrt K where K: skew(n), A: matrix(n)",
    ],
)
def test_what_has_the_structure_of_the_target_is_not_brought_to_it_again(problem):
    """−A'(A − A W) − (A − A W)'A is symmetric as it stands."""
    rules = {name for line in lines(derivation(problem)) if line.reason for name in line.reason.rule.split()}
    assert rules.isdisjoint({"symmetric-part", "skew-part"})


@pytest.mark.parametrize("problem", PROBLEMS)
def test_there_is_no_leap_from_the_last_line(problem):
    """What it pairs with the increment is no longer than the answer."""
    found = everyday(problem)
    if found.result.kind != "gradient" or len(found.problem.target.names) > 1 or found.result.notes:
        pytest.skip("read off another way")
    last = found.steps[-2].lines[-1].right
    (increment,) = last.atoms(Increment) or [None]
    if increment is not None:
        assert weight(factor(pull(last, ONE)[increment])) <= weight(found.result.value)


@pytest.mark.parametrize(
    ("problem", "step"), [("norm(x - a) wrt x", 2), ("a'*inv(A + t*B)*b wrt t where t: scalar", 2)]
)
def test_what_was_derived_before_is_not_derived_again(problem, step):
    found = derivation(problem, order=2)
    assert f"as in step {step}" in reasons(found)
    earlier = found.steps[step - 1]
    again = next(
        s for s in found.steps[step:] for line in s.lines if line.reason and "earlier-step" in line.reason.rule
    )
    assert unicode(again.subjects[1]) == unicode(earlier.subjects[1])
    assert len(again.lines) == 3


def test_a_change_that_vanishes_is_dropped_at_once():
    found = derivation("sum(sign(x).*x.^2) wrt x")
    (back,) = [step for step in found.steps if step.key == "back"]
    assert not any("0" in unicode(line.right) for line in back.lines)
    assert written(back.lines[0].reason, unicode).startswith("substitute Δy")


def test_a_change_is_written_with_the_name_itself():
    """Δψ for ψ = √φ is Δφ/(2 ψ), and the solved equation of an inverse or a norm likewise."""
    for problem, change in [
        ("sqrt(x'*x)*(a'*x) wrt x", "dphi/(2*psi)"),
        ("norm(x - a)*(a'*x) wrt x", "(x - a)'*dx/phi"),
        ("a'*inv(A + t*B)*b wrt t where t: scalar", "-dt*Y*B*Y"),
        ("sum(softmax(W*x).*a) wrt x", "y.*(W*dx) - (y'*W*dx)*y"),
    ]:
        lets = [line for step in derivation(problem).steps if step.key == "let" for line in step.lines]
        assert change in [text(line.right) for line in lets], problem


def test_a_line_that_only_reorders_is_not_written():
    found = derivation("sum(softplus(X*w)) - y'*X*w wrt w")
    words = [unicode(line.right) for line in lines(found)]
    assert words.count("−yᵀ X Δw + sum(Δz)") == 1
    assert "sum(v) = 𝟏ₙᵀ v" not in reasons(found)


def test_functions_that_join_when_names_are_put_in_are_named():
    words = reasons(derivation("sum(abs(x).^2) wrt x"))
    assert words[words.index("substitute y") + 1] == "sign(t) |t| = t"


def test_a_scalar_goes_under_the_trace_by_a_rule_of_its_own():
    assert "s tr(M) = tr(s M)" in reasons(derivation("normF(A*X - B) wrt X"))
    assert "cyclic property" not in reasons(derivation("normF(A*X - B) wrt X"))
