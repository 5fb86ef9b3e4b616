"""What the facts claim holds of numbers."""

import pytest
from claims_of_facts import random_trouble


@pytest.mark.parametrize("seed", range(4))
def test_facts_of_random_expressions_hold(seed):
    assert list(random_trouble(seed, 300)) == []
