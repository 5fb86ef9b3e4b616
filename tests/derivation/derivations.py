"""The derivations that these tests look at: textbook cases and a collection of everyday problems, each made once."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.records import Derivation, Line
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_problems

DATA = Path(__file__).parent.parent / "data"


def _problems() -> list[str]:
    with open(DATA / "first_order.tsv", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        textbook = [f"{row['expression']} wrt {row['wrt']} where {row['declarations']}" for row in rows]
    return textbook + (DATA / "problems.txt").read_text(encoding="utf-8").splitlines()


PROBLEMS = _problems()


@cache
def derivation(problem: str) -> Derivation:
    (read,) = read_problems(problem)
    try:
        return derive(read, differential=True)
    except MatdiffError as error:
        assert error.kind == "unsupported"
        pytest.skip(error.message)


def lines(found: Derivation) -> list[Line]:
    return [line for step in found.steps for line in step.lines]


def sides(found: Derivation) -> list[str]:
    """Both sides of every line, as text."""
    return [text(side) for line in lines(found) for side in (line.left, line.right) if side is not None]
