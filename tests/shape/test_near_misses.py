"""The prover by itself, which looks at no values: what it claims is true, and what is nearly so is not claimed."""

import pytest
from test_textbook import IMPLIED, ROWS, THIRD, rows

from matdiff_cli.expressions.depth import deep_recursion
from matdiff_cli.shape.candidate import Candidate
from matdiff_cli.shape.search import Seen
from matdiff_cli.typing.read import read_problems

NEAR = rows("near_misses.tsv")
TEXTBOOK = [row for row in ROWS + THIRD if not row[0].startswith("strictly")]


def claimed(text):
    """What is proved of a function, and by a proof without a condition on its domain; None for nothing."""
    (problem,) = read_problems(text)
    with deep_recursion():
        candidate = Candidate(problem)
        shape = candidate.proved(Seen())
    return None if shape is None or candidate.has_gaps else shape.verdict


@pytest.mark.parametrize(("most", "text"), NEAR, ids=[text for _, text in NEAR])
def test_no_more_is_claimed_than_holds(most, text):
    assert claimed(text) in {*IMPLIED[most], None}


def test_what_is_claimed_of_textbook_functions_holds():
    found = [(most, text, claimed(text)) for most, text in TEXTBOOK]
    assert [one for one in found if one[2] not in {*IMPLIED[one[0]], None}] == []


@pytest.mark.parametrize(
    "text",
    [
        "norm(x) wrt x",
        "norm(A*x - b)^3 wrt x",
        "sqrt(t^2) wrt t where t: scalar",
        "sqrt((a'*x)^2) wrt x",
        "(x'*x)^0.75 wrt x",
        "sqrt(x'*P*x) wrt x where P: spd(n)",
        "sum(abs(x)) wrt x",
        "relu(t)^2 wrt t where t: scalar",
        "-abs(a'*x) wrt x",
        "norm(x) + x'*x wrt x",
    ],
)
def test_what_has_a_kink_is_not_proved_by_its_hessian(text):
    (problem,) = read_problems(text)
    shape = Candidate(problem).proved(Seen())
    assert shape is None or "hessian" not in [step.key for step in shape.proof.steps]
