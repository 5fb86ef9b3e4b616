"""Points inside a domain that ordinary points miss, such as those of √(t − 500), or of asin(t − 500)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice
from math import sqrt
from random import Random

import mpmath

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.cost import SIZES, size_choices
from matdiff_cli.numbers.dense import Matrix, OutsideDomain, Unreached
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import OF_ONE_SIZE, Point, draw, keeps_sign, points
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.typed import Problem, Symbol, Typed

SCALES = (1, 10, 0.1, 100, 1000)
FACTORS = [sign * 2.0**step for sign in (1, -1) for step in range(-24, 16)]
WALKS = 8
TRIED = 3
"""After how many walks on which nothing was met the search ends."""

ENOUGH = 2
"""How many points are taken from one walk."""

HALVINGS = 30
_DIGITS = 30

Fault = tuple[int, int]
"""Which expression has no value, and on which side: the sign of what it is applied to; 0 if that is only too large."""


def scales_of(*roots: Typed) -> list[float]:
    """Numbers at which something may happen: those in the expressions, and their roots."""
    numbers = {abs(float(n.value)) for n in nodes(*roots) if n.op == "number" and isinstance(n.value, Fraction)}
    return sorted(scale for n in numbers - {0.0, 1.0} for scale in (n, sqrt(n)))


def points_inside(problem: Problem, seed: int = 0, choices: Sequence[int] = SIZES) -> Iterator[Point]:
    """The ordinary points for the problem, and then those that a search for its function's domain finds."""
    return chain(points(problem, seed, choices=choices), _found(problem, seed, choices))


def _found(problem: Problem, seed: int, choices: Sequence[int]) -> Iterator[Point]:
    """Points that are met on walks outwards and inwards, and between two steps at which different things fail."""
    random = Random(seed)
    hopeful = False
    for turn, sizes in enumerate(islice(size_choices(problem, choices), WALKS)):
        if turn == TRIED and not hopeful:
            return
        with mpmath.workdps(_DIGITS):
            start = {name: draw(symbol, sizes, random) for name, symbol in problem.symbols.items()}
            met = 0
            before: tuple[Point, Fault] | None = None
            for factor in FACTORS:
                point = Point(sizes, {n: _times(factor, problem.symbols[n], v) for n, v in start.items()})
                fault = _fault(problem.function, point)
                found = point if fault is None else None
                if fault is not None and before is not None and fault != before[1]:
                    found = _between(problem, before[0], point, fault)
                if found is not None:
                    yield found
                    met, hopeful = met + 1, True
                if met == ENOUGH:
                    break
                before = (point, fault) if fault is not None else None


def _times(factor: float, symbol: Symbol, value: Matrix) -> Matrix:
    """A multiple of a value, as far as its structure has room for that."""
    if symbol.integer or symbol.structure in OF_ONE_SIZE:
        return value
    return dense.scale(value, mpmath.mpf(abs(factor) if keeps_sign(symbol) else factor))


def _between(problem: Problem, one: Point, other: Point, fault: Fault) -> Point | None:
    """A point with a value on the way from one without to another, by halving; `fault` is that of the other."""
    if any(s.integer or s.structure == "orthogonal" for s in problem.symbols.values()):
        return None
    for _ in range(HALVINGS):
        middle = Point(one.sizes, {n: _mean(one.values[n], other.values[n]) for n in one.values})
        found = _fault(problem.function, middle)
        if found is None:
            return middle
        one, other = (one, middle) if found == fault else (middle, other)
    return None


def _mean(a: Matrix, b: Matrix) -> Matrix:
    return dense.scale(dense.add(a, b), mpmath.mpf(0.5))


def _fault(function: Typed, point: Point) -> Fault | None:
    """What fails first; None where there is a value."""
    for index, node in enumerate(reversed(list(nodes(function)))):
        try:
            evaluate(node, point.values, point.sizes)
        except Unreached:
            return index, 0
        except OutsideDomain:
            argument = evaluate(node.args[-1 if "quotient" in node.op else 0], point.values, point.sizes)
            return index, int(mpmath.sign(max((x for row in argument for x in row), key=abs)))
    return None
