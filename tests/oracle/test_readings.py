"""Precedence and lexing: texts with values that were worked out by hand, at fixed numbers."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from .problem import read_expression
from .program import documents
from .scope import Scope, value
from .tables import rows

READINGS = rows(Path(__file__).parent / "readings.tsv")
DECLARATIONS = "A: matrix(2), x, y: vector(2), alpha, beta, lambda, gamma: scalar"
NUMBERS = {
    "A": [[1, 2], [3, 4]],
    "x": [[2], [3]],
    "y": [[1], [-1]],
    "alpha": [[2]],
    "beta": [[4]],
    "lambda": [[7]],
}
VALUES = {name: np.array([number], dtype=float) for name, number in NUMBERS.items()}

every_reading = pytest.mark.parametrize("row", READINGS, ids=lambda row: row["text"])


def number(text):
    """The value of a text, without its batch of one; those sizes of I that fit."""
    problem = read_expression(text)
    return value(problem.function, Scope(VALUES, {}, problem.abbreviations, (2,) * problem.implicit))[0]


def by_hand(row):
    return np.array([[float(entry) for entry in line.split(",")] for line in row["value"].split(";")])


@cache
def printed():
    """What the command says it reads, for every text."""
    problems = [f"{row['text']} wrt gamma where {DECLARATIONS}" for row in READINGS]
    return {row["text"]: found for row, found in zip(READINGS, documents(problems), strict=True)}


@every_reading
def test_the_oracle_reads_as_a_person_does(row):
    assert number(row["text"]).shape == by_hand(row).shape
    assert np.allclose(number(row["text"]), by_hand(row), rtol=1e-12, atol=1e-12)


@every_reading
def test_the_program_reads_as_a_person_does(row):
    document = printed()[row["text"]]
    assert "error" not in document, document["error"]["message"]
    text = document["function"]["text"]
    assert number(text).shape == by_hand(row).shape
    assert np.allclose(number(text), by_hand(row), rtol=1e-12, atol=1e-12), text
