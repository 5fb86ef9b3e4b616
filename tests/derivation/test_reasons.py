"""Reasons are those of the rules that were really used."""

import pytest
from derivations import PROBLEMS, lines
from derivations import derivation as everyday

from matdiff_cli.check.read import read_problems
from matdiff_cli.derivation.derive import derive
from matdiff_cli.expressions.nodes import Increment, Trace, Transpose
from matdiff_cli.output.notation import unicode
from matdiff_cli.output.words import written

MAPS = ["X'*A*X wrt X", "a*x' wrt x", "A*x*x' wrt x", "(a'*x)*B wrt x", "tr(A*X)*B wrt X", "X.*X' wrt X"]
HESSIANS = ["logdet(X) wrt X", "det(X) wrt X", "tr(A*X*X') wrt X"]


def derivation(problem, order=1):
    (read,) = read_problems(problem)
    return derive(read, order=order)


def reasons(found):
    return [written(line.reason, unicode) for line in lines(found) if line.reason]


def shown(found):
    return [unicode(line.right) for line in lines(found)]


@pytest.mark.parametrize(("problem", "order"), [*((p, 1) for p in MAPS), *((p, 2) for p in HESSIANS)])
def test_a_map_is_stacked_by_the_rules_of_vec(problem, order):
    line = derivation(problem, order).steps[-1].lines[0]
    words = written(line.reason, unicode)
    assert "tr(M)" not in words
    assert "scalar equals" not in words
    assert ("vec-transpose" in line.reason.rule) == any("ᵀ" in unicode(dx) for dx in _transposed(line.left)), words


def _transposed(node):
    """The transposes of increments that are matrices."""
    return [t for t in node.atoms(Transpose) if t.is_matrix and t.atoms(Increment)]


def test_a_scalar_is_moved_to_the_end():
    assert "vec(s M) = vec(M) s" in reasons(derivation("(a'*x)*B wrt x"))
    assert "a scalar may stand anywhere" in reasons(derivation("(a'*x)*B*x wrt x"))


@pytest.mark.parametrize("problem", [p for p in PROBLEMS if "F(X)" not in p])
def test_traces_are_written_on_the_way_to_a_matrix_only(problem):
    found = everyday(problem)
    target = found.problem.symbols[found.problem.target.names[0]]
    if found.problem.target.stacked or target.kind != "matrix":
        assert "a scalar is its own trace" not in reasons(found)
        assert not any(step.key == "trace" for step in found.steps)


def test_a_sum_under_a_trace_is_opened_before_its_terms_are_turned():
    found = derivation("tr(inv(X'*C*X)*A) wrt X where C: symmetric")
    (back,) = [step for step in found.steps if step.key == "back"]
    words = [written(line.reason, unicode) for line in back.lines]
    assert words[3:7] == ["tr(A + B) = tr(A) + tr(B)", "tr(M) = tr(Mᵀ)", "cyclic property", "collect terms"]
    assert all(line.right.atoms(Trace) for line in back.lines)


def test_what_becomes_a_trace_at_once_says_so():
    found = derivation("-t'*log(softmax(W*x)) wrt W")
    (line,) = [line for step in found.steps if step.key == "trace" for line in step.lines]
    assert written(line.reason, unicode) == "a scalar is its own trace; ⟨G, A ⊙ B⟩ = ⟨A ⊙ G, B⟩; cyclic property"


def test_a_diagonal_within_a_diagonal_is_one_rule():
    found = derivation("logdet(A'*diag(x)*A) wrt x", order=2)
    assert "diag(A diag(v) B) = (A ⊙ Bᵀ) v" in reasons(found)
