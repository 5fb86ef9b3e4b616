"""Every collected mistake in one piped input, good lines around each: all are reported, all good lines are answered."""

import csv
import json
from pathlib import Path

TABLE = Path(__file__).parents[1] / "data/bad_input.tsv"
GOOD = ("a'*X*b wrt X", "a*b'")


def test_mistakes_among_good_lines(run):
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) >= 60
    lines = [line for row in rows for line in (row["text"], GOOD[0])]
    done = run("--json", "-q", stdin="".join(line + "\n" for line in lines))
    assert done.exit_code == 2
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["result"]["text"] for answer in answers[1::2]] == [GOOD[1]] * len(rows)
    reported = [answer["error"] for answer in answers[::2]]
    assert [error["line"] for error in reported] == list(range(1, len(lines), 2))
    expected = [(row["kind"], int(row["column"]), row["text"]) for row in rows]
    got = [(error["kind"], error["column"], row["text"]) for error, row in zip(reported, rows, strict=True)]
    assert got == expected
    for row, error in zip(rows, reported, strict=True):
        assert row["message"] in error["message"] and row["hint"] in (error["hint"] or "")
    assert done.stderr.count("error[") == len(rows) and "Traceback" not in done.stderr
