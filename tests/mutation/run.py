"""Breaks the calculus, one rule at a time, and counts how often the numerical check of the derivations notices.

    python tests/mutation/run.py [WORD]     only mutants whose name holds WORD

A mutant is tried on problems whose derivation it changes. It is noticed if none of these derivations passes the check:
each fails it, or cannot be made any more.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

for folder in (Path(__file__).parent, Path(__file__).parents[2]):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import mutants  # noqa: E402
import problems  # noqa: E402
from matdiff_cli.check.read import read_problems  # noqa: E402
from matdiff_cli.check.typed import Problem  # noqa: E402
from matdiff_cli.derivation.derive import derive  # noqa: E402
from matdiff_cli.output.formats.json import to_object  # noqa: E402
from matdiff_cli.output.style import DEFAULT  # noqa: E402
from matdiff_cli.verify.check import check  # noqa: E402

ENOUGH = 2
"""On how many problems each mutant is tried."""


@dataclass(frozen=True)
class Outcome:
    """verdict: noticed, missed, or unused where no problem's derivation changes; with the problem that shows it."""

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
        with mutant.apply():
            try:
                after = document(text, layout)
            except Exception:  # a derivation that cannot be made is noticed by everybody
                noticed, count = text, count + 1
            else:
                if after == before:
                    continue
                if check(problem_of(text), after).passed:
                    return Outcome(mutant, "missed", text)
                noticed, count = text, count + 1
        if count == ENOUGH:
            break
    return Outcome(mutant, "noticed" if noticed else "unused", noticed)


def pool_for(mutant: mutants.Mutant) -> list[tuple[str, str]]:
    """The problems in which a rule is likely to be used, first; the rest after them."""
    examples = [(record.example, "gradient") for name, record in mutants.REGISTRY.items() if name == mutant.rule]
    first = [pair for pair in examples if pair[0]]
    return [*first, *(pair for pair in problems.PROBLEMS if pair not in first)]


def run(wanted: Iterable[mutants.Mutant]) -> list[Outcome]:
    with nullcontext():
        return [try_out(mutant, pool_for(mutant)) for mutant in wanted]


def main(word: str = "") -> int:
    count: Counter[str] = Counter()
    for mutant in mutants.all_mutants():
        if word not in mutant.name:
            continue
        outcome = try_out(mutant, pool_for(mutant))
        count[outcome.verdict] += 1
        if outcome.verdict != "noticed":
            print(f"{outcome.verdict}: {mutant.name}  {outcome.problem}", flush=True)
    print(f"{count['noticed']} of {count['noticed'] + count['missed']} mutants noticed, {count['unused']} unused")
    return 1 if count["missed"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
