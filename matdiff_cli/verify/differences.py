"""Derivatives by differences: the numerical truth that answers are held against.

Differences are taken with so many digits that no extrapolation is needed: of 100 digits the step takes 30, so that the
error of a central difference is of the order of 10⁻⁶⁰ and 70 digits are left for the quotient.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath

from matdiff_cli.check.typed import Problem, Typed
from matdiff_cli.verify import dense
from matdiff_cli.verify.dense import DIGITS, Matrix
from matdiff_cli.verify.evaluate import evaluate
from matdiff_cli.verify.points import PROJECTIONS, Point

TOLERANCE = 1e-20
"""Relative errors above this are real: true agreement is good to 10⁻⁴⁰ or better."""

Function = Callable[[Matrix], Matrix]


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


def _step(order: int) -> Any:
    """The step that suits the working precision: 10⁻³⁰, for second derivatives 10⁻²⁵, with 100 digits."""
    return mpmath.mpf(10) ** -(mpmath.mp.dps * (35 - 5 * order) // 100)


def directional(function: Function, at: Matrix, direction: Matrix) -> Matrix:
    """The derivative of `function` at `at` along `direction`, of the function's shape."""
    h = _step(1)
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


def second(function: Function, at: Matrix) -> Matrix:
    """The matrix of second derivatives of a scalar function by the entries of vec x."""
    h = _step(2)
    directions = [dense.scale(unit, h) for unit in units(*dense.shape(at))]

    def mixed(a: Matrix, b: Matrix) -> object:
        ahead, behind = dense.add(at, a), dense.subtract(at, a)
        corners = (dense.add(ahead, b), dense.subtract(ahead, b), dense.add(behind, b), dense.subtract(behind, b))
        pp, pm, mp, mm = (function(corner)[0][0] for corner in corners)
        return (pp - pm - mp + mm) / (4 * h * h)

    size = len(directions)
    half = [[mixed(directions[i], directions[j]) for j in range(i + 1)] for i in range(size)]
    return [[half[max(i, j)][min(i, j)] for j in range(size)] for i in range(size)]


def second_by_scalar(function: Function, at: Matrix) -> Matrix:
    """f''(t), of the shape of f."""
    h = _step(2)
    ahead, here, behind = (function([[at[0][0] + k * h]]) for k in (1, 0, -1))
    return dense.scale(dense.add(dense.subtract(ahead, here), dense.subtract(behind, here)), 1 / (h * h))


# --- layouts --------------------------------------------------------------------------------------------------


def lay_out(j: Matrix, f: tuple[int, int], x: tuple[int, int], layout: str) -> tuple[str, Matrix]:
    """The kind of answer, and J = ∂vec f/∂(vec x)' in the layout, for a function and a target of these shapes."""
    if x == (1, 1):
        value = dense.unvec([row[0] for row in j], f[0])
        if min(f) == 1 < max(f) and layout != "gradient":
            return "derivative", dense.transpose(dense.vec(value)) if layout == "denominator" else dense.vec(value)
        return "derivative", value
    if f == (1, 1):
        value = dense.unvec(j[0], x[0])
        across = layout == "numerator" or (layout == "mml" and x[1] == 1)
        return "gradient", dense.transpose(value) if across else value
    if min(f) == 1 and min(x) == 1:
        return "jacobian", dense.transpose(j) if layout == "denominator" else j
    return "map", j


def projector(structure: str | None, rows: int, columns: int) -> Matrix | None:
    """The matrix that acts on vec(dX) as the projection onto the structure; None for no (linear) structure."""
    project = PROJECTIONS.get(structure or "")
    if project is None:
        return None
    return dense.transpose([[row[0] for row in dense.vec(project(unit))] for unit in units(rows, columns)])


# --- truth for a problem --------------------------------------------------------------------------------------


def as_function(problem: Problem, point: Point, typed: Typed | None = None) -> tuple[Function, Matrix]:
    """f (or another expression) as a function of the target alone, and the target's value at the point."""
    names, expression = problem.target.names, typed or problem.function
    if problem.target.stacked:
        stack = [list(point.values[name][0]) for name in names]
        return (
            lambda x: evaluate(
                expression, {**point.values, **{n: [row] for n, row in zip(names, x, strict=True)}}, point.sizes
            ),
            stack,
        )
    (name,) = names
    return lambda x: evaluate(expression, {**point.values, name: x}, point.sizes), point.values[name]


def truth(
    problem: Problem,
    point: Point,
    layout: str = "gradient",
    order: int = 1,
    digits: int = DIGITS,
) -> Truth:
    """The first or second derivative of the problem's function at the point, inside the target's structure.

    `digits` is the working precision. Raises OutsideDomain where f has no finite real value, ValueError for second
    derivatives of functions that are not scalar.
    """
    return truths(problem, point, (layout,), order, digits)[layout]


def truths(
    problem: Problem, point: Point, layouts: Sequence[str], order: int = 1, digits: int = DIGITS
) -> dict[str, Truth]:
    """The same in several layouts."""
    function, at = as_function(problem, point)
    structure = None if problem.target.stacked else problem.symbols[problem.target.names[0]].structure
    with mpmath.workdps(digits):
        f, x = dense.shape(function(at)), dense.shape(at)
        within = projector(structure, *x)
        if order == 2:
            if x == (1, 1):
                return dict.fromkeys(layouts, Truth("hessian", second_by_scalar(function, at)))
            if f != (1, 1):
                raise ValueError("second derivatives of functions that are not scalar")
            return dict.fromkeys(layouts, Truth("hessian", second(function, at), within))
        j = jacobian(function, at)
        if within is not None and f == (1, 1):
            # of a gradient not just the action on the structure counts: it is the projected matrix
            j, within = dense.product(j, within), None
        return {layout: Truth(*lay_out(j, f, x, layout), within) for layout in layouts}


def along(problem: Problem, point: Point, directions: Mapping[str, Matrix]) -> Matrix:
    """The derivative of f when every symbol named in `directions` moves along its direction at once."""

    def function(t: Matrix) -> Matrix:
        moved = {n: dense.add(point.values[n], dense.scale(d, t[0][0])) for n, d in directions.items()}
        return evaluate(problem.function, {**point.values, **moved}, point.sizes)

    return directional(function, [[mpmath.mpf(0)]], [[mpmath.mpf(1)]])


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
    with mpmath.workdps(DIGITS):
        answer, value = inside(answer, true), inside(true.value, true)
        # a derivative that is 0 is still known to some 10⁻⁵⁰ only
        return float(dense.largest(dense.subtract(answer, value)) / max(dense.largest(value), mpmath.mpf("1e-15")))
