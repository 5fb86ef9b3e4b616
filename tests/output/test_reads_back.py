"""All that is printed of a derivation, in text, Unicode and LaTeX, is read back: answers, Hessians, every line."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from read_back import AS_WRITTEN, NO_POINT, SAME_VALUE, UNSIZED, ZERO, read_back

from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems

DATA = Path(__file__).parents[1] / "data"
TABLES = {"first_order": 1, "more_first_order": 1, "hessian": 2, "more_hessian": 2, "more_layouts": 1}
"""Table → order of the derivative."""


def derivations(name, step=1):
    """Every so many of the derivations of a table."""
    with open(DATA / f"{name}.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[::step]
    for row in rows:
        wrt = row["wrt"].split(",")[0] if TABLES[name] == 2 else row["wrt"]
        try:
            (problem,) = read_problems(row["expression"], wrt=[wrt], where=[row["declarations"]])
            yield derive(problem, row.get("layout", "gradient"), order=TABLES[name], differential=True)
        except (MatdiffError, ValueError):
            continue  # what is answered, and how, is the claim of other tests


def verdicts(names, step=1):
    """How often each verdict occurs in each form, and what is wrong."""
    found = [entry for name in names for derivation in derivations(name, step) for entry in read_back(derivation)]
    reasons = (AS_WRITTEN, SAME_VALUE, ZERO, UNSIZED)
    return Counter(entry[::3] for entry in found), [entry for entry in found if entry.verdict not in reasons]


def test_lines_of_derivations_read_back():
    count, wrong = verdicts(TABLES, step=53)
    assert wrong == []
    assert count["latex", AS_WRITTEN] > 100 and count["unicode", AS_WRITTEN] > 100
    assert count["latex", SAME_VALUE] + count["unicode", SAME_VALUE] < 20


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_every_line_of_every_derivation_reads_back(name):
    count, wrong = verdicts([name])
    assert wrong == []
    for form in ("unicode", "latex"):
        exceptions = sum(count[form, reason] for reason in (SAME_VALUE, ZERO, UNSIZED, NO_POINT))
        assert exceptions <= 0.02 * count[form, AS_WRITTEN], count
    assert sum(count[key] for key in count if key[1] == UNSIZED) <= 2
