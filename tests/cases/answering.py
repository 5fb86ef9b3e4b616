"""Answer a problem the way a user would get it, as text read back, and judge it by differences of the function."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output import ANSWERERS, RENDERERS
from matdiff_cli.output.style import Style
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.typing.typed import Problem
from matdiff_cli.verify.answers import check_answer

DATA = Path(__file__).parent.parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of tests/data."""
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@dataclass(frozen=True)
class Outcome:
    """What became of a problem. `verdict`: right, refused or wrong; `detail` says why.

    `answer` is what --answer prints, `document` what --json does.
    """

    verdict: str
    detail: str
    answer: str = ""
    document: dict | None = None


@cache
def outcome(expression: str, wrt: str, declarations: str, layout: str = "gradient", order: int = 1) -> Outcome:
    try:
        (problem,) = read_problems(expression, wrt=[wrt] if wrt else [], where=[declarations] if declarations else [])
        derivation = derive(problem, layout, order=order, differential=True)
        document = json.loads(RENDERERS["json"](derivation, Style()))
        answer = ANSWERERS["text"](derivation, Style())
    except MatdiffError as error:
        return Outcome("refused", f"{error.kind}: {error.message}")
    except Exception as error:  # anything else is a crash, which counts as a wrong answer
        return Outcome("wrong", f"{type(error).__name__}: {error}")
    return judge(problem, answer, layout, order, document)


def judge(problem: Problem, answer: str, layout: str, order: int, document: dict) -> Outcome:
    try:
        check = check_answer(problem, read_expression(answer, problem.symbols), layout, order, count=3 // order)
    except MatdiffError as error:
        return Outcome("wrong", f"{answer} does not read back: {error.message}", answer, document)
    if not check.passed:
        trouble = f"off by {check.max_relative_error}" if check.points else "no point to compare at"
        return Outcome("wrong", f"{answer}: {trouble}", answer, document)
    return Outcome("right", f"{check.points} points", answer, document)


def size(formula: str) -> int:
    """How many symbols, numbers, functions and operators a formula has; spacing and parentheses do not count."""
    formula = formula.replace("^-T", "^-1'")
    return len(re.findall(r"[^\W\d]\w*|\^-?\d+|\d+(?:\.\d+)?|\.\*|\./|\.\^|[-+*/^'⊗|<;,]", formula))
