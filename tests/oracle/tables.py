"""The tables of tests/data as lines of the language, and the problems that the property tests draw."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

DATA = Path(__file__).parent.parent / "data"


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def line(expression: str, target: str, declarations: str = "") -> str:
    """One problem. A second derivative's table names the target twice."""
    once = target if target.startswith("[") else target.partition(",")[0]
    return f"{expression} wrt {once}" + (f" where {declarations}" if declarations else "")


def lines_of_table(name: str) -> list[str]:
    return [line(row["expression"], row["wrt"], row["declarations"]) for row in rows(DATA / name)]


def lines_of_problems() -> list[str]:
    text = (DATA / "problems.txt").read_text(encoding="utf-8")
    return [problem for problem in text.splitlines() if problem and not problem.startswith("#")]


def drawn_lines(problems: SearchStrategy, count: int, derandomize: bool = True) -> list[str]:
    """So many problems of a strategy, without those that came before."""
    found: dict[str, None] = {}

    @settings(
        max_examples=count,
        derandomize=derandomize,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(problems)
    def draw(problem):
        found[line(*problem)] = None

    draw()
    return list(found)
