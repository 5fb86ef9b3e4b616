"""Problems as people type them, without declarations: read as meant, or refused, never read as something else.

`raw_input.tsv` holds lines of all kinds, `raw_forum.tsv` questions of forums, with their sources, `raw_own.tsv` lines
of notes, forums and code, of which some have no meaning here, `raw_latex.tsv` formulas of notes in public repositories.
`raw_second.tsv` was collected later in the same way; at first sight 89 of its 122 rows with a meaning were read as
meant, and of 57 rows of `raw_third.tsv`, collected after that was mended, 50. Of 129 rows of `raw_fourth.tsv`, which
came after that, 99 were read as meant at first sight, 21 were refused, 6 misread with a note and 3 in silence. Of 109
rows of `raw_fifth.tsv`, collected without a look at the others, it was 104, with 1 refused and 4 misread with a note.
`raw_sixth.tsv` holds what 1,600 inputs of every kind showed: rows of which a third were misread in silence at first.
Rows whose source begins with "reserved" hold what is designed, but not read yet.
"""

import re
from collections import Counter

import pytest
from oracle.tables import DATA, rows

from matdiff_cli.claims.judge import judge
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.read import read_problems

LEAST = {
    "raw_input.tsv": 95,
    "raw_forum.tsv": 30,
    "raw_own.tsv": 88,
    "raw_latex.tsv": 140,
    "raw_second.tsv": 117,
    "raw_third.tsv": 54,
    "raw_fourth.tsv": 110,
    "raw_fifth.tsv": 106,
    "raw_sixth.tsv": 34,
}
"""Rows that are read as meant at least."""

SECOND = re.compile(r"hessian|second derivative|(?:∇|nabla|partial|[d∂])\s*(?:\^\s*\{?2|²)|\{x, 2\}", re.IGNORECASE)
"""How a line asks for the second derivative."""


def outcome(row):
    """How a line is read: as meant, otherwise with a note, otherwise in silence; or that it is refused."""
    try:
        problem = read_problems(row["raw"], wrt=[row["wrt"]] if row["wrt"] else [])[0]
    except MatdiffError:
        return "refused"
    if means(problem, row):
        return "as meant"
    return "misread with a note" if problem.reading or problem.notes else "misread"


def means(problem, row):
    """The same names of the same kinds, the same target and order, and the same value at every point."""
    if not row["intended_expression"] or problem.target.names != (canonical(row["wrt"]),):
        return False
    if problem.order != (2 if SECOND.search(row["raw"]) else 1):
        return False
    meant = read_problems(f"{row['intended_expression']} wrt {row['wrt']} where {row['declarations']}")[0]
    if {n: s.kind for n, s in problem.symbols.items()} != {n: s.kind for n, s in meant.symbols.items()}:
        return False
    read = in_sizes_of(meant, problem, text(build(problem.function, problem.symbols)))
    try:
        return judge(f"{read} = {row['intended_expression']}", where=[row["declarations"]]).holds
    except MatdiffError:
        return False


def in_sizes_of(meant, problem, written):
    """A text with the names that another problem has for the sizes of the same symbols."""
    named = {
        str(size): str(other)
        for name, symbol in problem.symbols.items()
        for size, other in zip(symbol.shape, meant.symbols[name].shape, strict=True)
    }

    def renamed(call):
        return call[1] + re.sub(r"[a-z]\w*", lambda size: named.get(size[0], size[0]), call[2])

    return re.sub(r"\b(ones|eye|zeros)(\([^()]*\))", renamed, written)


@pytest.mark.parametrize("table", LEAST)
def test_nothing_is_misread_in_silence(table):
    found = {row["id"]: outcome(row) for row in rows(DATA / table)}
    figures = Counter(found.values())
    print(f"\n{table}: {dict(figures)} of {len(found)}")
    for result in ("refused", "misread with a note", "misread"):
        print(f"  {result}: {' '.join(name for name, what in found.items() if what == result)}")
    assert "misread" not in figures
    assert figures["as meant"] >= LEAST[table]


@pytest.mark.parametrize(
    "row",
    [
        row
        for name in ("second", "third", "fourth")
        for row in rows(DATA / f"raw_{name}.tsv")
        if row["source"].startswith("reserved")
    ],
    ids=lambda row: row["id"],
)
def test_what_is_reserved_is_said_to_be(row):
    with pytest.raises(MatdiffError, match="not read yet"):
        read_problems(row["raw"], wrt=[row["wrt"]])
