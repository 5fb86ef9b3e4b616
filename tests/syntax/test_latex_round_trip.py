r"""What --latex prints of a function and of its answer is read back as the same."""

import csv
import json
from pathlib import Path

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output import RENDERERS
from matdiff_cli.output.style import Style
from matdiff_cli.typing.read import read_expression, read_problems

DATA = Path(__file__).parent.parent / "data"


def rows(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def printed(row):
    """(symbols, LaTeX, text) of a row's function and answer; nothing where the problem is refused."""
    try:
        (problem,) = read_problems(row["expression"], wrt=[row["wrt"]], where=[row["declarations"]])
        document = json.loads(RENDERERS["json"](derive(problem), Style()))
    except (MatdiffError, ValueError):
        return
    for part in ("function", "result"):
        yield problem.symbols, document[part]["latex"], document[part]["text"]


def judged(name):
    """(what was read back: same, other or refused; text; LaTeX; why) for all that is printed of a table."""
    for row in rows(name):
        for symbols, latex, text in printed(row):
            if "\\" not in latex or text.startswith("zeros("):  # LaTeX's 0 has no size; without a command, no LaTeX
                continue
            wanted = read_expression(text, symbols)
            try:
                found = read_expression(latex, symbols, shape=wanted.shape)
            except MatdiffError as error:
                yield "refused", text, latex, error.message
                continue
            yield ("same" if build(found, symbols) == build(wanted, symbols) else "other"), text, latex, ""


@pytest.mark.parametrize("name", ["first_order.tsv"])
def test_functions_and_answers_of_a_table_read_back(name):
    found = list(judged(name))
    assert [entry for entry in found if entry[0] == "other"] == []
    refused = [entry for entry in found if entry[0] == "refused"]
    assert refused == []
