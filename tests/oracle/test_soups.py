"""What a text without parentheses means: where both read it, program and oracle read the same."""

import random

import numpy as np
import pytest

from .operations import NoShape
from .parser import NotRead
from .problem import read_expression
from .program import documents
from .scope import Scope, value
from .soups import expression
from .test_readings import DECLARATIONS, VALUES

pytestmark = pytest.mark.long

NUMBERS = {**VALUES, "B": np.array([[[0.5, -1], [2, 1.5]]])}


def number(text):
    """The value at fixed numbers, or None where the oracle sees no expression."""
    try:
        return value(read_expression(text).function, Scope(NUMBERS, {}))
    except (NotRead, NoShape):
        return None


def read_by_both(count, seed):
    """How many texts both read. Each has the same value before and after the program."""
    rng = random.Random(seed)
    texts = list(dict.fromkeys(expression(rng) for _ in range(count)))
    found = documents([f"{text} wrt gamma where {DECLARATIONS}, B: matrix(2)" for text in texts])
    both = 0
    for text, document in zip(texts, found, strict=True):
        if "error" in document:
            continue
        typed, printed = number(text), number(document["function"]["text"])
        if typed is None and "||" in text:  # 2 ||x|| between bars: which of them close is open
            continue
        assert typed is not None, f"{text} is read only by the program, as {document['function']['text']}"
        assert printed is not None and printed.shape == typed.shape, text
        if np.isfinite(typed).all():
            assert np.allclose(printed, typed, rtol=1e-8), f"{text} is read as {document['function']['text']}"
            both += 1
    return both


def test_texts_mean_the_same():
    assert read_by_both(1_000, seed=1) > 90


@pytest.mark.slow
def test_many_texts_mean_the_same():
    assert read_by_both(30_000, seed=4) > 3_000
