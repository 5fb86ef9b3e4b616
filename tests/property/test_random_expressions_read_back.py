"""Random expressions, printed as text, Unicode and LaTeX, are read back as they are."""

from collections import Counter

import pytest
from drawn_problems import problems
from hypothesis import HealthCheck, given, settings
from read_back import AS_WRITTEN, FORMS, NO_POINT, SAME_VALUE, UNSIZED, ZERO, forms_of
from test_awkward_names import awkward_problems, read

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.style import Style, for_problem

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
REASONS = (AS_WRITTEN, SAME_VALUE, ZERO, UNSIZED, NO_POINT)


def tried(strategy, count):
    """How often each verdict came up in each form over so many random expressions; asserts that none is wrong."""
    seen = Counter()

    @settings(max_examples=count, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
    @given(strategy)
    def reads_back(drawn):
        try:
            problem = read(drawn)
        except MatdiffError:
            return
        if problem.abbreviations:
            return  # written out by their definitions
        node = build(problem.function, problem.symbols)
        for found in forms_of(node, problem.symbols, for_problem(Style(), problem)):
            assert found.verdict in REASONS, found
            seen[found.form, found.verdict] += 1

    reads_back()
    return seen


def shares(seen):
    """In each form, the share that is read back as the same node."""
    return {
        form: seen[form, AS_WRITTEN] / sum(count for (each, _), count in seen.items() if each == form) for form in FORMS
    }


@pytest.mark.parametrize(
    "drawn",
    [
        ("ones(m_1)'*ones(m_1, m1)*ones(m1)*x", "x", "x: vector(n)"),
        ("tanh(a')' + I'*eye(m_1)*ones(m_1)", "a", "I: matrix(m_1, y), a: vector(y)"),
        ("(x_1' - Y')*x_1*x1", "Y", "x_1: matrix(p, q), Y: matrix(p, q), x1: vector(q)"),
        ("x_1*x1*alpha_1*alpha1", "x1", "x1, x_1, alpha1, alpha_1: scalar"),
    ],
)
def test_names_and_sizes_that_look_alike_read_back(drawn):
    problem = read(drawn)
    found = list(forms_of(build(problem.function, problem.symbols), problem.symbols, for_problem(Style(), problem)))
    assert {each.verdict for each in found} <= {AS_WRITTEN, SAME_VALUE}, found


@pytest.mark.parametrize("strategy", [problems(depth=3), awkward_problems()], ids=["plain names", "awkward names"])
def test_random_expressions_read_back(strategy):
    assert min(shares(tried(strategy, 40)).values()) > 0.8


@pytest.mark.slow
@pytest.mark.parametrize("strategy", [problems(depth=4), awkward_problems()], ids=["plain names", "awkward names"])
def test_many_random_expressions_read_back(strategy):
    seen = tried(strategy, 10_000)
    print(seen)
    assert min(shares(seen).values()) > 0.8
