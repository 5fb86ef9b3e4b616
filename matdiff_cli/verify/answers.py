"""Is an answer right? It is evaluated at random points and held against differences of f."""

from __future__ import annotations

from dataclasses import dataclass

import mpmath

from matdiff_cli.check.typed import Problem, Typed
from matdiff_cli.verify.dense import DIGITS, OutsideDomain
from matdiff_cli.verify.differences import TOLERANCE, agreement, truth
from matdiff_cli.verify.evaluate import evaluate
from matdiff_cli.verify.points import Point, points


@dataclass(frozen=True)
class Check:
    """What a numerical check saw: how many points had a value to compare, and the largest relative error at them."""

    points: int
    max_relative_error: float

    @property
    def passed(self) -> bool:
        return self.points > 0 and self.max_relative_error <= TOLERANCE


def check_answer(
    problem: Problem, answer: Typed, layout: str = "gradient", order: int = 1, count: int = 5, seed: int = 0
) -> Check:
    """Compare `answer`, an expression in the problem's symbols, with differences of f at up to `count` points.

    Points at which f or the answer has no finite real value do not count.
    """
    seen, worst = 0, 0.0
    for point in points(problem, seed):
        try:
            error = _error(problem, answer, point, layout, order, DIGITS)
            if error > TOLERANCE:
                # where f changes very fast the step was too long: a wrong answer stays wrong with a finer one
                error = _error(problem, answer, point, layout, order, 4 * DIGITS)
        except OutsideDomain:
            continue
        seen, worst = seen + 1, max(worst, error)
        if seen == count or worst > TOLERANCE:
            break
    return Check(seen, worst)


def _error(problem: Problem, answer: Typed, point: Point, layout: str, order: int, digits: int) -> float:
    true = truth(problem, point, layout, order, digits)
    with mpmath.workdps(digits):
        return agreement(evaluate(answer, point.values, point.sizes), true)
