"""The collected textbook problems and their closed forms are read; the gradient of a scalar has the target's shape."""

import csv
from pathlib import Path

import pytest
from typed_text import problem

from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.read import read_expression

with (Path(__file__).parents[1] / "data" / "first_order.tsv").open(encoding="utf-8") as file:
    CASES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_problem_and_closed_form_are_read(case):
    found = problem(case["expression"], wrt=[case["wrt"]], where=[case["declarations"]])
    target = found.symbols[case["wrt"]]
    if case["expected"]:
        expected = read_expression(case["expected"], found.symbols)
        if found.function.shape == (ONE, ONE):
            assert expected.shape == target.shape
