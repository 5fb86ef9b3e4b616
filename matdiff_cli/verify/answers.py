"""Is an answer right? It is evaluated at random points and held against differences of f."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice

import mpmath

from matdiff_cli.numbers.agreement import FINER, fits, look, settled
from matdiff_cli.numbers.cost import SIZES, digits_for
from matdiff_cli.numbers.dense import Matrix, OutsideDomain
from matdiff_cli.numbers.differences import Truth, agreement
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.kinks import across
from matdiff_cli.numbers.points import Point
from matdiff_cli.numbers.search import points_inside
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.typed import Problem, Target, Typed
from matdiff_cli.verify.probes import compared


@dataclass(frozen=True)
class Check:
    """What a numerical check saw: at how many points there was a value to compare, and the largest relative error.

    `agrees` says that no error was real.
    """

    points: int
    max_relative_error: float
    agrees: bool

    @property
    def passed(self) -> bool:
        """Whether at least one point was compared, and the answer agreed at all of them."""
        return self.points > 0 and self.agrees


def check_answer(
    problem: Problem,
    answer: Typed,
    layout: str = "gradient",
    order: int = 1,
    count: int = 5,
    seed: int = 0,
    by: Target | None = None,
    choices: Sequence[int] = SIZES,
) -> Check:
    """Compare `answer`, an expression in the problem's symbols, with differences of f at up to `count` points.

    Points on either side of every kink are added. `by` is the second target of a block of a mixed second derivative,
    `choices` are the sizes to draw.
    Points at which f or the answer has no finite real value do not count.
    """
    digits = digits_for(node.value for node in nodes(problem.function, answer))

    def sides_at(point: Point) -> tuple[Matrix, Truth | Matrix]:
        return compared(problem, point, evaluate(answer, point.values, point.sizes), layout, order, by)

    def errors(candidates: Iterable[Point]) -> Iterator[tuple[float, bool]]:
        for point in candidates:
            with suppress(OutsideDomain), mpmath.workdps(digits):
                sides = sides_at(point)
                if look(*sides) == "same" or not fits(*sides):
                    yield agreement(*sides), fits(*sides)
                    continue
                # where f changes very fast the step was too long: a wrong answer stays wrong with a finer one
                with mpmath.workdps(FINER * digits):
                    finer = sides_at(point)
                    yield agreement(*finer), settled(*sides, *finer)

    found: list[float] = []
    agrees = True
    for error, agrees in chain(
        islice(errors(points_inside(problem, seed, choices)), count),
        errors(across(problem, problem.function, answer, choices=choices)),
    ):
        found.append(error)
        if not agrees:
            break
    return Check(len(found), max(found, default=0.0), agrees)
