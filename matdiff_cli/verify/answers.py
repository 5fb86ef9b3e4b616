"""Is an answer right? It is evaluated at random points and held against differences of f."""

from __future__ import annotations

from dataclasses import dataclass

import mpmath

from matdiff_cli.check.typed import Problem, Target, Typed
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
    problem: Problem,
    answer: Typed,
    layout: str = "gradient",
    order: int = 1,
    count: int = 5,
    seed: int = 0,
    by: Target | None = None,
) -> Check:
    """Compare `answer`, an expression in the problem's symbols, with differences of f at up to `count` points.

    `by` is the second target of a block of a mixed second derivative. Points at which f or the answer has no finite
    real value do not count.
    """

    def error_at(point: Point, digits: int) -> float:
        true = truth(problem, point, layout, order, digits, by)
        with mpmath.workdps(digits):
            return agreement(evaluate(answer, point.values, point.sizes), true)

    seen, worst = 0, 0.0
    for point in points(problem, seed):
        try:
            error = error_at(point, DIGITS)
            if error > TOLERANCE:
                # where f changes very fast the step was too long: a wrong answer stays wrong with a finer one
                error = error_at(point, 4 * DIGITS)
        except OutsideDomain:
            continue
        seen, worst = seen + 1, max(worst, error)
        if seen == count or worst > TOLERANCE:
            break
    return Check(seen, worst)
