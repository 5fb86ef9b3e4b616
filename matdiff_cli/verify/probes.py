"""Is a derivative right at a point? Held against differences of f along random directions.

What is linear and right along a random direction is right: a wrong matrix has the right product with it only by a
chance of measure zero. That takes two values of f, or four for a second derivative, however many entries there are.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import mpmath

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import Matrix
from matdiff_cli.numbers.differences import (
    NOT_SCALAR,
    SCALAR,
    Direction,
    Form,
    Truth,
    agreement,
    along,
    second,
    shape_of,
    truth,
)
from matdiff_cli.numbers.points import PROJECTIONS, Point, random_change
from matdiff_cli.typing.typed import Problem, Target

Shape = tuple[int, int]


def departure(
    problem: Problem,
    point: Point,
    answer: Matrix,
    layout: str = "gradient",
    order: int = 1,
    by: Target | None = None,
) -> float:
    """The relative error of a first or second derivative along random directions; infinite for a wrong shape."""
    return agreement(*compared(problem, point, answer, layout, order, by))


def compared(
    problem: Problem,
    point: Point,
    answer: Matrix,
    layout: str = "gradient",
    order: int = 1,
    by: Target | None = None,
) -> tuple[Matrix, Truth | Matrix]:
    """What a derivative does along random directions, and what is true; for a wrong shape, two shapes that differ.

    `by` is the second target of a block of a mixed second derivative. Raises OutsideDomain where f has no finite real
    value, ValueError for second derivatives of functions that are not scalar by targets that are not.
    """
    target, last = problem.target, by or problem.target
    x, y = shape_of(point, target), shape_of(point, last)
    fx, fy = Form.of_target(problem, target), Form.of_target(problem, last)
    ff = Form.of(problem.function.shape)
    if fx == fy == SCALAR:
        return answer, truth(problem, point, layout, order, mpmath.mp.dps, by)
    random = Random(3)
    first, again = _Probe.draw(problem, point, target, random), _Probe.draw(problem, point, last, random)
    if order == 1:
        change = along(problem, point, again.allowed)
    else:
        change = second(problem, point, [first.allowed], [again.allowed])[0][0]
    f = dense.shape(change)
    if order == 2 and ff != SCALAR != fx:
        raise ValueError(NOT_SCALAR)
    by_gradient = order == 2 and ff == SCALAR
    derived, form = (x, fx) if by_gradient else (f, ff)
    j = _jacobian(answer, (derived, y), form, fy, "block" if by else layout)
    if j is None:
        return [[]], dense.vec(change)
    # a derivative of one number is itself inside the structure; of a matrix just the action on the structure counts
    value = dense.product(j, again.free if form == SCALAR else again.stacked)
    if by_gradient:
        value = dense.product(dense.transpose(first.free if by else first.stacked), value)
    elif order == 2:
        value = dense.scale(value, first.free[0][0])
    return value, dense.vec(change)


class _Probe(NamedTuple):
    """A random direction, its entries stacked, and what of them the target's structure allows."""

    allowed: Direction
    stacked: Matrix
    free: Matrix

    @classmethod
    def draw(cls, problem: Problem, point: Point, target: Target, random: Random) -> _Probe:
        free = random_change(*shape_of(point, target), random)
        if target.stacked:
            return cls({name: [row] for name, row in zip(target.names, free, strict=True)}, free, free)
        (name,) = target.names
        project = PROJECTIONS.get(problem.symbols[name].structure or "")
        allowed = project(free) if project else free
        return cls({name: allowed}, dense.vec(allowed), dense.vec(free))


def _jacobian(value: Matrix, shapes: tuple[Shape, Shape], f: Form, x: Form, layout: str) -> Matrix | None:
    """∂vec f/∂(vec x)' from the answer that `lay_out` makes of it, None for a wrong shape; the inverse of that.

    `shapes` are those of f and x.
    """
    (m, n), target = shapes
    if x == SCALAR:
        return dense.vec(value) if dense.shape(value) == (m, n) else None
    if f == SCALAR:
        across = layout in ("numerator", "block") or (layout == "mml" and x.columns == 1)
        value = dense.transpose(value) if across else value
        return dense.transpose(dense.vec(value)) if dense.shape(value) == target else None
    if layout == "denominator" and min(f) == 1 == min(x):
        value = dense.transpose(value)
    return value if dense.shape(value) == (m * n, target[0] * target[1]) else None
