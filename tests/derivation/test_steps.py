"""What every derivation keeps to: the course of steps, their first and last lines, their names."""

import re

import pytest
from derivations import PROBLEMS, derivation, lines

from matdiff_cli.expressions.nodes import FunctionValue, Increment
from matdiff_cli.expressions.tidy import Occurrence
from matdiff_cli.output.notation import unicode

COURSE = re.compile(r"define (let )*(linear (trace )?(back (trace (back )?)?)?)?result ")
every_problem = pytest.mark.parametrize("problem", PROBLEMS)


@every_problem
def test_steps_come_in_the_course_of_the_worked_examples(problem):
    found = derivation(problem)
    keys = "".join(f"{step.key} " for step in found.steps)
    assert COURSE.fullmatch(keys)
    assert all(step.lines for step in found.steps)


@every_problem
def test_a_trace_is_written_only_for_a_scalar_function_of_a_matrix(problem):
    """The matrix may be a named expression on the way to the target."""
    found = derivation(problem)
    target = found.problem.symbols[found.problem.target.names[0]]
    matrices = [step.subjects[0] for step in found.steps if step.key == "let" and step.subjects[0].is_matrix]
    if any(step.key == "trace" for step in found.steps):
        assert found.function.is_scalar
        assert target.kind == "matrix" or matrices


@every_problem
def test_names_are_put_back_only_where_there_are_names(problem):
    found = derivation(problem)
    assert found.bindings or not any(step.key == "back" for step in found.steps)


@every_problem
def test_it_opens_with_the_function_as_typed(problem):
    found = derivation(problem)
    first = found.steps[0].lines[0]
    assert isinstance(first.left, FunctionValue) and first.left.role == "value"
    assert first.relation == "="
    assert first.right is found.function


@every_problem
def test_it_ends_with_the_answer_and_its_shape(problem):
    found = derivation(problem)
    last = found.steps[-1].lines[-1]
    assert last.right is found.result.value
    assert last.shown_shape
    assert last.relation == "=" or "F(X)" in problem


@every_problem
def test_no_line_repeats_the_one_above(problem):
    above = None
    for line in lines(derivation(problem)):
        left = above if line.left is None else line.left
        assert unicode(line.right) != unicode(left) or line.shown_shape
        above = line.right


@every_problem
def test_a_line_without_left_side_has_one_above(problem):
    for step in derivation(problem).steps:
        assert step.lines[0].left is not None


@every_problem
def test_every_name_is_introduced_once_and_used(problem):
    found = derivation(problem)
    lets = [step for step in found.steps if step.key == "let"]
    names = [step.subjects[0] for step in lets]
    assert len(set(names)) == len(names)
    for step, name in zip(lets, names, strict=True):
        increment = Increment(name)
        after = [line for later in found.steps[found.steps.index(step) + 1 :] for line in later.lines]
        assert any(Occurrence(frozenset({increment}))(line.right) for line in step.lines) or any(
            line.left is increment for line in step.lines
        )
        assert any(Occurrence(frozenset({name, increment}))(line.right) for line in after)


@every_problem
def test_names_are_not_those_of_the_problem(problem):
    found = derivation(problem)
    names = {step.subjects[0].name for step in found.steps if step.key == "let"}
    assert not names & set(found.problem.symbols)


@every_problem
def test_the_answer_holds_no_name_that_it_does_not_explain(problem):
    found = derivation(problem)
    names = frozenset(step.subjects[0] for step in found.steps if step.key == "let")
    explained = {name for name in names if name.name in found.result.where}
    assert not Occurrence(names - explained)(found.result.value)


@pytest.mark.parametrize(
    ("problem", "names"),
    [
        ("r'*r wrt w where r = X*w - y", ["r"]),
        ("r'*inv(S)*r wrt w where r = X*w - y, S: spd(n)", ["r"]),
        ("u'*v wrt x where u = A*x, v = u.*u", ["u", "v"]),
        ("sum(log(z)) wrt w where z = X*w", ["z", "y"]),
        ("log(q) + q^2 wrt x where q = x'*A*x", ["q", "phi"]),
    ],
)
def test_abbreviations_keep_their_names(problem, names):
    found = derivation(problem)
    assert [step.subjects[0].name for step in found.steps if step.key == "let"] == names
    assert list(found.bindings) == names


def test_an_abbreviation_that_does_not_vary_is_written_out_at_once():
    found = derivation("x'*y wrt x where y = A*b")
    assert [step.key for step in found.steps] == ["define", "linear", "result"]
