"""A claim is tried with other signs of the symbols, at few points even where they are many."""

from itertools import combinations

import pytest

from matdiff_cli.claims.trials import Trial, by_layout
from matdiff_cli.typing.read import read_expression, read_problems


def turned(count):
    """For each point the symbols whose sign was changed, in a problem of `count` of them."""
    (problem,) = read_problems(" + ".join(f"c{i}'*x" for i in range(count - 1)) + " wrt x")
    trial = Trial(problem, by_layout(1))
    claim = read_expression("x", problem.symbols)
    first = trial.samples[0].point.values
    return problem, [
        {name for name, value in sample.point.values.items() if value != first[name]}
        for sample in trial.other_signs(claim).samples
    ]


def test_the_sign_of_one_of_few_symbols_is_changed_at_a_time():
    problem, points = turned(12)
    assert points == [{name} for name in problem.symbols]


@pytest.mark.parametrize(("count", "most"), [(13, 9), (40, 13)])
def test_any_two_of_many_symbols_get_each_pair_of_signs(count, most):
    problem, points = turned(count)
    assert len(points) == most
    for one, other in combinations(problem.symbols, 2):
        assert {(one in names, other in names) for names in points} >= {(True, True), (True, False), (False, True)}
