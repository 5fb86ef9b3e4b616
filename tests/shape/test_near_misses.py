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
