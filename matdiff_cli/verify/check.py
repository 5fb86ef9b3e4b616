"""A whole derivation checked: its result against differences of f, and every line that leads to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

import mpmath

from matdiff_cli.derivation.records import Verification
from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers.cost import TOO_LARGE, choices_for
from matdiff_cli.numbers.dense import DIGITS, OutsideDomain
from matdiff_cli.numbers.differences import TOLERANCE, agreement, along
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.increments import moving_names, unknown_functions, with_increments
from matdiff_cli.numbers.points import increment
from matdiff_cli.numbers.search import points_inside
from matdiff_cli.typing.names import increment_name
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Problem, Target
from matdiff_cli.verify.answers import Check, check_answer
from matdiff_cli.verify.lines import check_lines

POINTS = {1: 5, 2: 3}
"""At how many points the first and the second derivative are compared; second differences take long."""

UNREADABLE = "cannot be read back"


def check(problem: Problem, document: Mapping[str, Any], seed: int = 0, by: Target | None = None) -> Verification:
    """Check the derivation of `problem` in its JSON form, as printed: the result at several points, and every line.

    `by` is the second target of a block of a mixed second derivative. A function without a finite real value at any
    point tried does not pass.
    """
    varied = replace(problem, target=by or problem.target)
    moving, count = moving_names(varied), POINTS[document["order"]]
    failures: list[str] = []
    lines = sum(len(step["lines"]) for step in document["steps"])
    choices = choices_for(problem, document["order"], by)
    if choices is None:
        return Verification(False, 0, float("inf"), DIGITS, lines, 0, (TOO_LARGE,))
    try:
        if unknown_functions(varied):
            seen = _check_differential(problem, document["result"]["text"], moving, count, seed, again=by is not None)
        else:
            answer = read_expression(document["result"]["text"], problem.symbols)
            seen = check_answer(problem, answer, document["layout"], document["order"], count, seed, by, choices)
    except (MatdiffError, ValueError) as error:
        seen = Check(0, float("inf"), False)
        failures.append(f"the result {UNREADABLE}: {error}")
    if not seen.passed and not failures:
        failures.append("the result differs from the function's differences" if seen.points else "no point has a value")
    try:
        faults = check_lines(_for_lines(problem, document), seed, choices)
    except MatdiffError as error:
        failures.append(f"the derivation {UNREADABLE}: {error}")
        held = 0
    else:
        failures += map(str, faults)
        held = lines - len(faults)
    return Verification(not failures, seen.points, seen.max_relative_error, DIGITS, lines, held, tuple(failures))


def _for_lines(problem: Problem, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with the facts that its reader needs beyond what is printed."""
    facts = {
        name: {**entry, "positive": problem.symbols[name].positive, "integer": problem.symbols[name].integer}
        for name, entry in document["symbols"].items()
    }
    return {**document, "symbols": facts}


def _check_differential(
    problem: Problem, text: str, moving: tuple[str, ...], count: int, seed: int, *, again: bool
) -> Check:
    """An answer that is the differential itself, against the change of f, or `again` of ∇f, along random directions."""
    symbols = with_increments(problem.symbols, moving)
    answer = read_expression(text, symbols)
    random = Random(seed)
    seen, worst = 0, 0.0
    for point in points_inside(problem, seed):
        with mpmath.workdps(DIGITS):
            directions = {name: increment(symbols[name], point.sizes, random) for name in moving}
            try:
                change = along(problem, point, directions, again=again)
                increments = {increment_name(name, problem.symbols): step for name, step in directions.items()}
                values = {**point.values, **increments}
                error = agreement(evaluate(answer, values, point.sizes), change)
            except OutsideDomain:
                continue
        seen, worst = seen + 1, max(worst, error)
        if seen == count or worst > TOLERANCE:
            break
    return Check(seen, worst, worst <= TOLERANCE)
