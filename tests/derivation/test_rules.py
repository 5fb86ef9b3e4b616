"""Every line has the rule that led to it, and a derivation never turns back: over all problems of the tables."""

import pytest
from derivations import PROBLEMS, derivation, lines

from matdiff_cli.derivation.derive import derive
from matdiff_cli.expressions.algebra import negate
from matdiff_cli.expressions.decompositions import terms
from matdiff_cli.expressions.nodes import Sum, Trace, Transpose, Vec
from matdiff_cli.expressions.tidy import tidy
from matdiff_cli.typing.read import read_problems

every_problem = pytest.mark.parametrize("problem", PROBLEMS)


def steps_of_lines(problem):
    """Every line that goes on from another, with what stands above it."""
    for step in derivation(problem).steps:
        above = None
        for line in step.lines:
            if line.left is None:
                yield above, line
            above = line.right


@every_problem
def test_a_line_that_goes_on_has_a_rule(problem):
    assert all(line.reason is not None for _, line in steps_of_lines(problem))


@every_problem
def test_terms_are_collected_only_where_they_get_fewer(problem):
    for above, line in steps_of_lines(problem):
        if line.reason.rule == "like-terms":
            assert len(terms(line.right)) < len(terms(above))


@every_problem
def test_terms_cancel_where_a_term_and_its_negative_stand(problem):
    for above, line in steps_of_lines(problem):
        if "terms-cancel" in line.reason.rule.split():
            sums = [list(map(tidy, whole.args)) for whole in above.atoms(Sum)]
            assert any(negate(term) in parts for parts in sums for term in parts)


OF_SUMS = "(b - A*x)'*inv(A*inv(S)*A')*(b - A*x) wrt A where A: matrix(n), S: spd(n)"
"""The gradient holds (x + A⁻¹(b − A x))' = b'A⁻ᵀ, which no line shows: they have its transpose."""


@pytest.mark.parametrize("problem", [*PROBLEMS, OF_SUMS])
def test_a_transposed_sum_is_one_where_its_rule_is_named(problem):
    for above, line in steps_of_lines(problem):
        if "transpose-sum" in line.reason.rule.split():
            before, after = (
                {node for node in side.atoms(Transpose) if isinstance(node.args[0], Sum)}
                for side in (above, line.right)
            )
            assert before != after


@every_problem
def test_a_rule_of_traces_or_vecs_is_named_only_beside_one(problem):
    """x'Z(Δx x' + x Δx')Z x is multiplied out, and (a'Δx) a is a a'Δx since a scalar may stand anywhere."""
    for above, line in steps_of_lines(problem):
        for rule in line.reason.rule.split():
            kind = {"trace": Trace, "vec": Vec}.get(rule.partition("-")[0])
            assert kind is None or above.holds(kind) or line.right.holds(kind), rule


def test_a_vector_that_a_matrix_maps_is_its_own_vec():
    (read,) = read_problems("softmax(K*q/sqrt(d))'*v wrt q where K: matrix(n, d)")
    rules = [line.reason.rule for line in lines(derive(read, order=2)) if line.reason]
    assert not any(rule.startswith("vec-") for rule in rules)


@every_problem
def test_arranging_is_named_only_where_nothing_else_was_done(problem):
    for _, line in steps_of_lines(problem):
        assert line.reason.rule == "arrange" or "arrange" not in line.reason.rule.split()


@every_problem
def test_no_chain_returns_to_an_earlier_expression(problem):
    for step in derivation(problem).steps:
        seen = []
        for line in step.lines:
            seen = seen if line.left is None else [line.left]
            assert line.right not in seen
            seen.append(line.right)


@every_problem
def test_no_step_comes_back_to_what_an_earlier_one_went_through(problem):
    """tr((W A + A W) ΔW) is not made tr(2 W A ΔW), to be taken back as ΔW is symmetric."""
    seen = set()
    for step in (step for step in derivation(problem).steps if step.key not in ("define", "let")):
        for line in step.lines:
            assert line.right not in seen or line.shown_shape  # the answer may be the change itself
            seen.add(line.right)


@every_problem
def test_a_line_that_goes_on_does_not_repeat_what_is_above(problem):
    """A left side is written where a chain begins, not where it continues; names are defined one below the other."""
    for step in (step for step in derivation(problem).steps if step.key != "let"):
        above = None
        for line in step.lines:
            assert above is None or line.left is not above
            above = line.right
