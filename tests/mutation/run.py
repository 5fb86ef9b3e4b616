"""Breaks the calculus, one rule at a time, and counts how often the numerical check of the derivations notices.

    python tests/mutation/run.py [WORD]     only mutants whose name holds WORD

A mutant is tried on problems whose derivation it changes. It is noticed if none of these derivations passes the check:
each fails it, or cannot be made any more. Some changes are none: the transpose of a symmetric matrix, and of what
stands in a trace; these are listed with the reason.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

for folder in (Path(__file__).parent, Path(__file__).parents[2]):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import mutants  # noqa: E402
import problems  # noqa: E402

from matdiff_cli.derivation.derive import derive  # noqa: E402
from matdiff_cli.output.formats.json import to_object  # noqa: E402
from matdiff_cli.output.style import DEFAULT  # noqa: E402
from matdiff_cli.typing.read import read_problems  # noqa: E402
from matdiff_cli.typing.typed import Problem  # noqa: E402
from matdiff_cli.verify.check import check  # noqa: E402

HARMLESS = {
    "adjoint: Literal (transpose)": "the shares of entries are 1×1",
    "stacking: Sum (transpose)": "its matrix is the identity",
    "stacking: Vec (transpose)": "its matrix is the identity",
    "stacking: HadamardProduct (transpose)": "its matrix is diagonal",
    "stacking: Linear (transpose)": "the matrices of triangles are diagonal",
    "structure: symmetric (transpose)": "the projection is symmetric",
    "structure: spd (transpose)": "the projection is symmetric",
    "structure: psd (transpose)": "the projection is symmetric",
    "structure: diagonal (transpose)": "the projection is symmetric",
    "first order: Trace (transpose)": "a trace is 1×1",
    "first order: Total (transpose)": "a sum is 1×1",
    "first order: Diag (transpose)": "diag(e) is symmetric",
    "second order: Trace (transpose)": "a trace is 1×1",
    "second order: Total (transpose)": "a sum is 1×1",
    "second order: Diag (transpose)": "diag(e) is symmetric",
    "form: products of Trace (nothing)": "no derivative of the problems is a trace that is shorter as a sum",
}
"""Mutants that change nothing, or only the way in which it is written."""

INSIDE = ("tr(", "sum(", "||", "diag(")
"""A transpose within these changes nothing: a mutant is to be noticed on other problems."""

SYMMETRIC = ("log|A + x*x'|", "X'*X", "X*a*a'*X'")
"""The terms of these functions together are symmetric, which a transpose does not change either."""

ENOUGH = 2
"""On how many problems each mutant is tried."""


@dataclass(frozen=True)
class Outcome:
    """verdict: noticed, missed, harmless (see HARMLESS), or unused where no derivation changes; with a problem."""

    mutant: mutants.Mutant
    verdict: str
    problem: str = ""


@cache
def problem_of(text: str) -> Problem:
    return read_problems(text)[0]


@cache
def sound(text: str, layout: str) -> dict[str, Any]:
    """The derivation that the unbroken calculus makes."""
    return document(text, layout)


def document(text: str, layout: str) -> dict[str, Any]:
    return to_object(derive(problem_of(text), layout), DEFAULT)


def try_out(mutant: mutants.Mutant, pool: Iterable[tuple[str, str]]) -> Outcome:
    """Try a mutant until it was noticed often enough, or missed."""
    noticed = ""
    count = 0
    for text, layout in pool:
        before = sound(text, layout)
        after = None
        with mutant.apply(), suppress(Exception):  # a derivation that cannot be made is noticed by everybody
            after = document(text, layout)
        if after == before:
            continue
        if after is not None and check(problem_of(text), after).passed:
            if mutant.name in HARMLESS or (mutant.how == "transpose" and text.startswith((*INSIDE, *SYMMETRIC))):
                continue
            return Outcome(mutant, "missed", text)
        noticed, count = text, count + 1
        if count == ENOUGH:
            break
    if noticed:
        return Outcome(mutant, "noticed", noticed)
    return Outcome(mutant, "harmless" if mutant.name in HARMLESS else "unused")


def pool_for(mutant: mutants.Mutant) -> list[tuple[str, str]]:
    """The problems in which a rule is likely to be used, first; the rest after them."""
    examples = [(record.example, "gradient") for name, record in mutants.REGISTRY.items() if name == mutant.rule]
    first = [pair for pair in examples if pair[0]]
    return [*first, *(pair for pair in problems.PROBLEMS if pair not in first)]


def main(word: str = "") -> int:
    """Try all mutants, print those that were not noticed and the count; 1 if any was missed or never used."""
    count: Counter[str] = Counter()
    for mutant in mutants.all_mutants():
        if word not in mutant.name:
            continue
        outcome = try_out(mutant, pool_for(mutant))
        count[outcome.verdict] += 1
        if outcome.verdict not in ("noticed", "harmless"):
            print(f"{outcome.verdict}: {mutant.name}  {outcome.problem}", flush=True)
    harmful = count.total() - count["harmless"]
    print(f"{count['noticed']} of {harmful} mutants noticed; {count['harmless']} more change nothing")
    return int(count["noticed"] != harmful)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
