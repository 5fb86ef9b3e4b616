"""Proofs with numbers put in: what every line says at random points, held against differences of f."""

from dataclasses import replace
from itertools import islice
from random import Random

import mpmath

from matdiff_cli.expressions.build import dimension
from matdiff_cli.expressions.nodes import Variable
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import PROJECTIONS, draw, random_change
from matdiff_cli.numbers.search import points_inside
from matdiff_cli.output.notation import text
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Symbol

DIGITS = 80
STEP = mpmath.mpf(10) ** -25
CLOSE = mpmath.mpf(10) ** -20
POINTS = 4


def value(node, symbols, point):
    typed = read_expression(text(node), symbols)
    return evaluate(typed, point.values, point.sizes)[0][0]


def bend(problem, point, direction):
    """(f(x + h v) + f(x − h v) − 2 f(x))/h²: vᵀ ∇²f(x) v, from f alone."""

    def at(step):
        moved = {n: dense.add(point.values[n], dense.scale(d, step)) for n, d in direction.items()}
        return evaluate(problem.function, point.values | moved, point.sizes)[0][0]

    return (at(STEP) + at(-STEP) - 2 * at(mpmath.mpf(0))) / STEP**2


def directions(problem, lines):
    """The symbols of the lines that are none of the problem's, with their types."""
    found = {}
    for line in lines:
        for side in (line.left, line.right):
            for v in side.atoms(Variable) if side is not None else ():
                if v.name not in problem.symbols:
                    shape = tuple(map(dimension, v.shape))
                    kind = "scalar" if shape == (ONE, ONE) else "vector" if shape[1] == ONE else "matrix"
                    found[v.name] = Symbol(v.name, kind, shape, v.structure or None)
    return found


def form_lines_hold(problem, step, seed=0):
    """How many points were tried; AssertionError where a line is not true.

    The first left side is vᵀ ∇²f v, or minus that for a concave f; every right side has its value, and the last is 0.
    """
    *lines, last = step.lines
    assert last.relation == "≥" and text(last.right) == "0"
    if step.subjects:  # of a part of the function, which begins with the form written out
        problem = replace(problem, function=read_expression(text(step.subjects[0]), problem.symbols))
        lines = [replace(step.lines[0], right=step.lines[0].left), *lines]
    extra = directions(problem, lines)
    symbols = problem.symbols | extra
    names = problem.target.names
    random, tried = Random(seed), 0
    with mpmath.workdps(DIGITS):
        for point in islice(points_inside(problem, seed), 40):
            for name, symbol in extra.items():
                rows, columns = shape_of(symbol, point.sizes)
                change = random_change(rows, columns, random)
                point.values[name] = PROJECTIONS.get(symbol.structure, lambda m: m)(change)
            if len(names) > 1:
                direction = {n: point.values[v] for n, v in zip(names, sorted(extra), strict=True)}
            else:
                direction = {names[0]: point.values[next(iter(extra))] if extra else [[mpmath.mpf(1)]]}
            try:
                true = bend(problem, point, direction)
                values = [value(line.right, symbols, point) for line in lines]
            except OutsideDomain:
                continue
            negative = values[0] * true < 0 if step.subjects else text(lines[0].left).startswith("-")
            sign = -1 if negative else 1
            size = 1 + abs(true)
            for found in values:
                assert abs(found - sign * true) <= CLOSE * size * 10**6, (problem.text, found, true)
            assert values[-1] >= -CLOSE * size
            tried += 1
            if tried == POINTS:
                break
    return tried


def midpoint_lines_hold(problem, step, seed=0):
    """The same for a proof by midpoints: each line is at most (or at least) the one below it, = and ≤ as they say."""
    lines = step.lines
    (moving,) = {line.relation for line in lines} - {"="}
    sign = 1 if moving == "≤" else -1
    symbols = problem.symbols | {
        f"{n}_{k}": replace(problem.symbols[n], name=f"{n}_{k}") for n in problem.target.names for k in (1, 2)
    }
    tried = 0
    random = Random(seed)
    with mpmath.workdps(DIGITS):
        for point in islice(points_inside(problem, seed), 40):
            ends = []
            for k in (1, 2):
                end = {n: draw(problem.symbols[n], point.sizes, random) for n in problem.target.names}
                point.values.update({f"{n}_{k}": v for n, v in end.items()})
                ends.append(end)
            half = mpmath.mpf(1) / 2
            middle = {n: dense.scale(dense.add(ends[0][n], ends[1][n]), half) for n in ends[0]}
            try:
                at = [evaluate(problem.function, point.values | x, point.sizes)[0][0] for x in (middle, *ends)]
                values = [value(line.right, symbols, point) for line in lines[:-1]]
            except OutsideDomain:
                continue
            values.append((at[1] + at[2]) / 2)
            above = at[0]
            for line, found in zip(lines, values, strict=True):
                difference, size = sign * (found - above), CLOSE * (1 + abs(found) + abs(above))
                assert (abs(difference) <= size) if line.relation == "=" else (difference >= -size), line
                above = found
            tried += 1
            if tried == POINTS:
                break
    return tried


def shape_of(symbol, sizes):
    from matdiff_cli.numbers.evaluate import size_of

    return tuple(size_of(d, sizes) for d in symbol.shape)
