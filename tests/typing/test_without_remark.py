"""What the tables hold is read to the letter: no letters are parted, no kind is changed, and no note is made."""

import csv
from pathlib import Path

import pytest

from matdiff_cli.typing.read import read_problems

DATA = Path(__file__).parents[1] / "data"
TABLES = ("first_order", "more_first_order", "hessian", "more_hessian", "more_layouts", "worked_examples")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_without_remark(name):
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows
    for row in rows:
        wrt, where = ([row[key]] if row.get(key) else [] for key in ("wrt", "declarations"))
        text = row.get("expression") or row["problem"]
        assert not any(found.reading for found in read_problems(text, wrt=wrt, where=where)), text
