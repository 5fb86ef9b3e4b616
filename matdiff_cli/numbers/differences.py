"""Derivatives by differences: the numerical truth that answers are held against.

Differences are taken with so many digits that no extrapolation is needed: of 100 digits the step takes 30, so that the
error of a central difference is of the order of 10⁻⁶⁰ and 70 digits are left for the quotient. Second differences are
taken with more digits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

import mpmath

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import DIGITS, Matrix
from matdiff_cli.numbers.evaluate import evaluate, evaluator
from matdiff_cli.numbers.kinks import refuse_kink
from matdiff_cli.numbers.points import PROJECTIONS, Point
from matdiff_cli.typing.dimension import ONE, Shape
from matdiff_cli.typing.typed import Problem, Target, Typed

TOLERANCE = 1e-20
"""Relative errors above this are real: true agreement is good to 10⁻⁴⁰ or better."""

NOT_SCALAR = "second derivatives of functions that are not scalar"

Function = Callable[[Matrix], Matrix]
Direction = Mapping[str, Matrix]
"""What is added to the values of some symbols."""


@dataclass(frozen=True)
class Truth:
    """A derivative in its layout.

    `within`, where the target has structure and the answer is a matrix that acts on vec(dX): the projection onto the
    increments that the structure allows; only there need an answer agree.
    """

    kind: str
    value: Matrix
    within: Matrix | None = None


# --- differences ----------------------------------------------------------------------------------------------


def directional(function: Function, at: Matrix, direction: Matrix) -> Matrix:
    """The derivative of `function` at `at` along `direction`, of the function's shape."""
    h = mpmath.mpf(10) ** -(mpmath.mp.dps * 3 // 10)
    ahead = function(dense.add(at, dense.scale(direction, h)))
    behind = function(dense.subtract(at, dense.scale(direction, h)))
    return dense.scale(dense.subtract(ahead, behind), 1 / (2 * h))


def units(rows: int, columns: int) -> list[Matrix]:
    """The matrices with a single 1, in the order of vec."""
    found = []
    for j in range(columns):
        for i in range(rows):
            unit = dense.filled(rows, columns)
            unit[i][j] = mpmath.mpf(1)
            found.append(unit)
    return found


def jacobian(function: Function, at: Matrix) -> Matrix:
    """∂vec f / ∂(vec x)': entries of f × entries of x, whatever their shapes."""
    columns = [dense.vec(directional(function, at, unit)) for unit in units(*dense.shape(at))]
    return [[column[i][0] for column in columns] for i in range(len(columns[0]))]


def moved(values: Mapping[str, Matrix], direction: Direction, size: Any = 1) -> dict[str, Matrix]:
    """The values of all symbols when some move by `size` times a direction."""
    return {**values, **{n: dense.add(values[n], dense.scale(d, size)) for n, d in direction.items()}}


def directions(point: Point, target: Target) -> list[Direction]:
    """A direction for every entry of the target, in the order of vec."""
    return [{name: unit} for name in target.names for unit in units(*dense.shape(point.values[name]))]


def second(problem: Problem, point: Point, first: list[Direction], again: list[Direction]) -> list[list[Matrix]]:
    """∂²f, of the shape of f, along each direction of the one list and each of the other.

    The difference f(a + b) − f(a) − f(b) + f(0) is not central and so takes more digits, but fewest values of f.
    """
    refuse_kink(problem, point, {name for direction in (*first, *again) for name in direction})
    with mpmath.workdps(mpmath.mp.dps * 8 // 5):
        h, f = mpmath.mpf(10) ** -(mpmath.mp.dps // 3), evaluator(problem.function)

        def at(*along: Direction) -> Matrix:
            values = reduce(lambda known, direction: moved(known, direction, h), along, point.values)
            return f(values, point.sizes)

        here, rows = at(), [at(a) for a in first]
        columns = rows if first is again else [at(b) for b in again]

        def entry(i: int, j: int) -> Matrix:
            corners, edges = dense.add(at(first[i], again[j]), here), dense.add(rows[i], columns[j])
            return dense.scale(dense.subtract(corners, edges), 1 / h**2)

        if first is not again:
            return [[entry(i, j) for j in range(len(again))] for i in range(len(first))]
        half = [[entry(i, j) for j in range(i + 1)] for i in range(len(first))]
        return [[half[max(i, j)][min(i, j)] for j in range(len(first))] for i in range(len(first))]


# --- layouts --------------------------------------------------------------------------------------------------


SCALAR = (1, 1)


class Form(NamedTuple):
    """What a function, or a target, is whatever the sizes: how many rows and columns, with 2 for any that may be more.

    A vector of size 1 is still a vector: the layouts of its derivatives are those of a vector.
    """

    rows: int
    columns: int

    @classmethod
    def of(cls, shape: Shape) -> Form:
        """The form of a shape: 1 where a size is the number 1, else 2."""
        return cls(*(1 if size == ONE else 2 for size in shape))

    @classmethod
    def of_target(cls, problem: Problem, target: Target) -> Form:
        """The form of a target; several scalars stacked are a vector."""
        return cls(2, 1) if target.stacked else cls.of(problem.symbols[target.names[0]].shape)


def lay_out(j: Matrix, rows: tuple[int, int], f: Form, x: Form, layout: str) -> tuple[str, Matrix]:
    """The kind of answer, and J = ∂vec f/∂(vec x)' in the layout; `rows` are how many f and x have."""
    if x == SCALAR:
        value = dense.unvec([row[0] for row in j], rows[0])
        if min(f) == 1 < max(f) and layout != "gradient":
            return "derivative", dense.transpose(dense.vec(value)) if layout == "denominator" else dense.vec(value)
        return "derivative", value
    if f == SCALAR:
        value = dense.unvec(j[0], rows[1])
        across = layout == "numerator" or (layout == "mml" and x.columns == 1)
        return "gradient", dense.transpose(value) if across else value
    if min(f) == 1 and min(x) == 1:
        return "jacobian", dense.transpose(j) if layout == "denominator" else j
    return "map", j


def projector(problem: Problem, target: Target, shape: tuple[int, int]) -> Matrix | None:
    """The matrix that acts on vec(dX) as the projection onto the target's structure; None for no (linear) structure."""
    structure = None if target.stacked else problem.symbols[target.names[0]].structure
    project = PROJECTIONS.get(structure or "")
    if project is None:
        return None
    return dense.transpose([[row[0] for row in dense.vec(project(unit))] for unit in units(*shape)])


# --- truth for a problem --------------------------------------------------------------------------------------


def as_function(problem: Problem, point: Point, typed: Typed | None = None) -> tuple[Function, Matrix]:
    """f (or another expression) as a function of the target alone, and the target's value at the point."""
    names, f = problem.target.names, evaluator(typed or problem.function)
    if problem.target.stacked:
        stack = [list(point.values[name][0]) for name in names]
        return (
            lambda x: f({**point.values, **{n: [row] for n, row in zip(names, x, strict=True)}}, point.sizes),
            stack,
        )
    (name,) = names
    return lambda x: f({**point.values, name: x}, point.sizes), point.values[name]


def truth(
    problem: Problem,
    point: Point,
    layout: str = "gradient",
    order: int = 1,
    digits: int | None = None,
    by: Target | None = None,
) -> Truth:
    """The first or second derivative of the problem's function at the point, inside the target's structure.

    `by` is the second target of a block of a mixed second derivative. The precision is that of a check, or `digits`, or
    mpmath's own if that is more. Raises OutsideDomain where f has no finite real value, ValueError for second
    derivatives of functions that are not scalar.
    """
    if by is not None:
        return block(problem, point, by, digits)
    return truths(problem, point, (layout,), order, digits)[layout]


def truths(
    problem: Problem, point: Point, layouts: Sequence[str], order: int = 1, digits: int | None = None
) -> dict[str, Truth]:
    """The same in several layouts."""
    function, at = as_function(problem, point)
    with mpmath.workdps(digits or max(DIGITS, mpmath.mp.dps)):
        f, x = Form.of(problem.function.shape), Form.of_target(problem, problem.target)
        within = projector(problem, problem.target, dense.shape(at))
        if order == 2:
            if f != SCALAR != x:
                raise ValueError(NOT_SCALAR)
            entries = directions(point, problem.target)
            table = second(problem, point, entries, entries)
            value = table[0][0] if x == SCALAR else [[entry[0][0] for entry in row] for row in table]
            return dict.fromkeys(layouts, Truth("hessian", value, within))
        refuse_kink(problem, point, problem.target.names)
        j = jacobian(function, at)
        if within is not None and f == SCALAR:
            # of a gradient not just the action on the structure counts: it is the projected matrix
            j, within = dense.product(j, within), None
        rows = len(function(at)), len(at)
        return {layout: Truth(*lay_out(j, rows, f, x, layout), within) for layout in layouts}


def along(problem: Problem, point: Point, direction: Direction, *, again: bool = False) -> Matrix:
    """The derivative of f, or `again` that of its derivative, when every symbol named in `direction` moves at once."""
    refuse_kink(problem, point, direction)
    if again:
        j, shape, _ = along_twice(problem, point, [direction])
        return dense.unvec([row[0] for row in j], shape[0])

    def function(t: Matrix) -> Matrix:
        return evaluate(problem.function, moved(point.values, direction, t[0][0]), point.sizes)

    return directional(function, [[mpmath.mpf(0)]], [[mpmath.mpf(1)]])


# --- mixed second derivatives ---------------------------------------------------------------------------------


def along_twice(problem: Problem, point: Point, again: list[Direction]) -> tuple[Matrix, tuple[int, int], Form]:
    """The derivatives of D along directions, one a column vec, where D is the derivative of f by the target.

    D is inside the target's structure, of the target's shape or, by a scalar, of the shape of f; that shape and form
    are returned, too. Raises ValueError for a function that is not scalar by a target that is not.
    """
    f, x = Form.of(problem.function.shape), Form.of_target(problem, problem.target)
    if f != SCALAR != x:
        raise ValueError(NOT_SCALAR)
    table = second(problem, point, directions(point, problem.target), again)
    rows = [[dense.vec(entry) for entry in row] for row in table]
    j = [[entry[k][0] for entry in row] for row in rows for k in range(len(row[0]))]
    shape = shape_of(point, problem.target)
    within = projector(problem, problem.target, shape)
    if f != SCALAR:
        shape = dense.shape(evaluate(problem.function, point.values, point.sizes))
    return dense.product(within, j) if within else j, shape, x if f == SCALAR else f


def block(problem: Problem, point: Point, by: Target, digits: int | None = None) -> Truth:
    """∂²f/∂x∂y: the Jacobian of the derivative by x, by y. By a scalar it has that derivative's shape.

    Of a derivative that is one number it is a row, the transpose of the gradient. Only its action on increments within
    the structure of y counts. Raises as `truth` does.
    """
    with mpmath.workdps(digits or max(DIGITS, mpmath.mp.dps)):
        j, shape, form = along_twice(problem, point, directions(point, by))
        y = shape_of(point, by)
        within = projector(problem, by, y)
        if within is not None and form == SCALAR:
            j, within = dense.product(j, within), None
        kind, value = lay_out(j, (shape[0], y[0]), form, Form.of_target(problem, by), "gradient")
        return Truth("block", dense.transpose(value) if kind == "gradient" else value, within)


def shape_of(point: Point, target: Target) -> tuple[int, int]:
    """Rows and columns of the target at a point."""
    return (len(target.names), 1) if target.stacked else dense.shape(point.values[target.names[0]])


def inside(value: Matrix, true: Truth) -> Matrix:
    """What of a matrix counts: its action on the increments that the target's structure allows."""
    if true.within is None or dense.shape(value)[1] != len(true.within):
        return value
    value = dense.product(value, true.within)
    return dense.product(true.within, value) if true.kind == "hessian" else value


def agreement(answer: Matrix, true: Truth | Matrix) -> float:
    """The relative error of an answer, by the largest entries; infinite for a wrong shape."""
    true = true if isinstance(true, Truth) else Truth("value", true)
    if dense.shape(answer) != dense.shape(true.value):
        return float("inf")
    with mpmath.workdps(max(DIGITS, mpmath.mp.dps)):
        answer, value = inside(answer, true), inside(true.value, true)
        # a derivative that is 0 is still known to some 10⁻⁵⁰ only
        return float(dense.largest(dense.subtract(answer, value)) / max(dense.largest(value), mpmath.mpf("1e-15")))
