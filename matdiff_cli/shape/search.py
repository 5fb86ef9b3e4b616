"""Points and directions in which a function bends down or up, from its values alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, islice
from itertools import product as every
from random import Random
from typing import Any

import mpmath

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.cost import LADDER, dimension_names, orders, work
from matdiff_cli.numbers.dense import Matrix, OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import PROJECTIONS, Point, draw
from matdiff_cli.numbers.search import points_inside, scales_of
from matdiff_cli.shape.records import Witness
from matdiff_cli.typing.typed import Problem

_DIGITS = 60
_STEP = 8
_TOLERANCE = 1e-12
_MOST_ENTRIES = 9
_SCALES = (1, 1, 2, 0.5, 3, 0.25, 5, 10)
_CHORDS = (1, Fraction(1, 2), 2, Fraction(1, 8), 4)
_WORK, _MOST_WORK = 150_000, 70_000
"""How many numbers are worked out in all the values of f at points, and in one; some hundred values go with a point."""

Values = Mapping[str, Matrix]


@dataclass
class Seen:
    """What was met: a place where f bends down, one where it bends up, and at how many points f has a value."""

    down: Witness | None = None
    up: Witness | None = None
    points: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether f was seen to bend both ways."""
        return self.down is not None and self.up is not None

    def has(self, sign: int) -> bool:
        """Whether f was seen to bend down (−1), or up (1)."""
        return (self.down if sign < 0 else self.up) is not None

    def note(self, witness: Witness | None) -> bool:
        """Keep a witness if it is the first of its kind; whether there is one at all."""
        if witness is not None and witness.curvature < 0:
            self.down = self.down or witness
        elif witness is not None:
            self.up = self.up or witness
        return witness is not None


def search(problem: Problem, seen: Seen, most: int, seed: int = 0) -> None:
    """Look at up to `most` points, fewer once f was seen to bend both ways. The same for the same seed."""
    look_at(problem, _points(problem, most, seed), seen)


def look_at(problem: Problem, points: Iterable[Point], seen: Seen, sign: int = 0) -> None:
    """Note how f bends at the points, until it was seen to bend both ways, or the way that `sign` says."""
    if seen.is_settled or (sign and seen.has(sign)):
        return
    for point in points:
        look = _Look(problem, point)
        try:
            with mpmath.workdps(_DIGITS):
                look.around(seen)
        except OutsideDomain:
            continue
        seen.points += 1
        if seen.is_settled or (sign and seen.has(sign)):
            return


def look_along(problem: Problem, chords: Iterable[tuple[Point, Values]], seen: Seen, sign: int) -> None:
    """Note the first of the chords, middles and ways to their ends, over which f bends as wanted."""
    for point, way in chords:
        with suppress(OutsideDomain), mpmath.workdps(_DIGITS):
            if seen.note(_Look(problem, point).chord(way, 1, sign)):
                return


def _points(problem: Problem, most: int, seed: int) -> Iterator[Point]:
    """Points of small numbers first, then those that functions with a small domain need."""
    random = Random(seed)
    scales = (*_SCALES, *scales_of(problem.function))
    small = orders(dimension_names(problem), (2, 1, 3))
    left = _WORK

    def drawn() -> Iterator[Point]:
        nonlocal left
        for attempt in range(most):
            sizes = next(small)
            effort = work(problem, sizes, 0)
            if effort > min(left, _MOST_WORK):
                left = 0
                return
            left -= effort
            scale = scales[attempt % len(scales)]
            entry = _small(scale)
            try:
                with mpmath.workdps(_DIGITS * 2):
                    values = {n: draw(symbol, sizes, random, entry) for n, symbol in problem.symbols.items()}
            except OutsideDomain:
                continue
            yield Point(sizes, values)

    def found() -> Iterator[Point]:
        if left > _WORK // 2:
            yield from islice(points_inside(problem, seed, LADDER[1]), most // 3)

    return chain(drawn(), found())


def _small(scale: float) -> Callable[[Random], float]:
    return lambda random: random.choice((-2, -1, 1, 2)) * scale


class _Look:
    """A function near a point."""

    def __init__(self, problem: Problem, point: Point) -> None:
        self._problem = problem
        self._point = point
        self._names = problem.target.names
        self._values: dict[int, Any] = {}
        self._basis = list(islice(self._directions(), _MOST_ENTRIES))

    def _directions(self) -> Iterator[Values]:
        """A basis of the directions in which the target may move, within its structure."""
        for name in self._names:
            symbol, value = self._problem.symbols[name], self._point.values[name]
            rows, columns = dense.shape(value)
            found: set[str] = set()
            for i, j in every(range(rows), range(columns)):
                unit = [[mpmath.mpf(int((i, j) == (k, l))) for l in range(columns)] for k in range(rows)]
                if symbol.structure == "simplex":
                    if i == rows - 1:
                        continue
                    unit[-1][0] -= 1
                if symbol.structure in PROJECTIONS:
                    unit = PROJECTIONS[symbol.structure](unit)
                key = str([[abs(x) for x in row] for row in unit])
                if any(x for row in unit for x in row) and key not in found:
                    found.add(key)
                    yield {n: unit if n == name else dense.filled(1, 1) for n in self._names}

    def value(self, direction: Values, step: Any) -> Any:
        """f at the point moved along a direction."""
        moved = {n: dense.add(self._point.values[n], dense.scale(direction[n], step)) for n in self._names}
        return evaluate(self._problem.function, {**self._point.values, **moved}, self._point.sizes)[0][0]

    def bend(self, direction: Values, step: Any) -> Any:
        """f(x + h v) + f(x − h v) − 2 f(x)."""
        return self.value(direction, step) + self.value(direction, -step) - 2 * self._here()

    def _here(self) -> Any:
        """f at the point, with the digits that are worked with now."""
        digits = mpmath.mp.dps
        if digits not in self._values:
            self._values[digits] = evaluate(self._problem.function, self._point.values, self._point.sizes)[0][0]
        return self._values[digits]

    def around(self, seen: Seen) -> None:
        """Note where f bends down or up at this point."""
        if not self._basis:
            return
        curvatures = self._hessian()
        size = max(abs(x) for row in curvatures for x in row)
        for sign in (-1, 1):
            for weights in self._candidates(curvatures, sign) if not seen.has(sign) else ():
                found = sum(a * b * curvatures[i][j] for i, a in enumerate(weights) for j, b in enumerate(weights))
                if sign * found > _TOLERANCE * (1 + size) and seen.note(self._witness(self._combined(weights), sign)):
                    break
        if not seen.is_settled:
            self._far(seen)

    def _far(self, seen: Seen) -> None:
        """Chords of some length, which kinks and gaps of the domain ask for."""
        n = len(self._basis)
        for weights in ([1] * n, *([int(i == k) for i in range(n)] for k in range(min(2, n)))):
            for step in (1, 3):
                with suppress(OutsideDomain):
                    seen.note(self.chord(self._combined(weights), step, 0))

    def _hessian(self) -> list[list[Any]]:
        """Second differences, by the basis."""
        step = mpmath.mpf(10) ** -_STEP
        n = len(self._basis)
        found = [[mpmath.mpf(0)] * n for _ in range(n)]
        for i in range(n):
            found[i][i] = self.bend(self._basis[i], step) / step**2
        for i, j in combinations(range(n), 2):
            both = self.bend(self._combined([int(k in (i, j)) for k in range(n)]), step) / step**2
            found[i][j] = found[j][i] = (both - found[i][i] - found[j][j]) / 2
        return found

    def _candidates(self, curvatures: list[list[Any]], sign: int) -> Iterator[list[int]]:
        """Directions in small whole numbers, the simplest first."""
        n = len(self._basis)
        for i in range(n):
            yield [int(i == k) for k in range(n)]
        for i, j in combinations(range(n), 2):
            for other in (1, -1):
                yield [int(k == i) + other * int(k == j) for k in range(n)]
        if n < 2:
            return
        with mpmath.workdps(20):
            values, vectors = mpmath.eigsy(mpmath.matrix(curvatures))
            at = 0 if sign < 0 else n - 1
            if sign * values[at] <= 0:
                return
            vector = [vectors[i, at] for i in range(n)]
        largest = max(map(abs, vector))
        for multiple in (1, 2, 3, 5, 10, 100, 1000):
            yield [int(mpmath.nint(x / largest * multiple)) for x in vector]

    def _combined(self, weights: list[int]) -> Values:
        total: dict[str, Matrix] = {}
        for name in self._names:
            parts = [dense.scale(unit[name], mpmath.mpf(w)) for unit, w in zip(self._basis, weights, strict=True)]
            whole = parts[0]
            for part in parts[1:]:
                whole = dense.add(whole, part)
            total[name] = whole
        return total

    def _witness(self, direction: Values, sign: int) -> Witness | None:
        """Seen again with more digits and two other steps; where these differ, a chord of some length."""
        with mpmath.workdps(2 * _DIGITS):
            steps = [mpmath.mpf(10) ** -k for k in (_STEP + 2, _STEP + 1)]
            one, other = (self.bend(direction, step) / step**2 for step in steps)
            if abs(one - other) <= _TOLERANCE * (abs(one) + abs(other)):
                return Witness(self._point.values, direction, one) if sign * one > 0 else None
            for step in _CHORDS:
                with suppress(OutsideDomain):
                    witness = self.chord(direction, step, sign)
                    if witness is not None:
                        return witness
        return None

    def chord(self, direction: Values, step: Any, sign: int) -> Witness | None:
        """x, x + s v and x − s v; `sign` is that of the second difference that is wanted, 0 for any."""
        length = mpmath.mpf(step.numerator) / step.denominator
        moved = {n: dense.scale(direction[n], length) for n in self._names}
        before, after = (
            {n: dense.add(self._point.values[n], dense.scale(moved[n], mpmath.mpf(f))) for n in self._names}
            for f in (-1, 1)
        )
        if not (self._is_inside(before) and self._is_inside(after)):
            return None
        values = [self.value(direction, -length), self._here(), self.value(direction, length)]
        found = values[0] + values[2] - 2 * values[1]
        if abs(found) <= _TOLERANCE * (1 + sum(map(abs, values))) or sign * found < 0:
            return None
        return Witness(self._point.values, moved, found, (before, after))

    def _is_inside(self, values: Values) -> bool:
        """Whether the target may have these values, by what it is declared to be."""
        for name, value in values.items():
            symbol = self._problem.symbols[name]
            entries = [x for row in value for x in row]
            if symbol.positive and symbol.structure is None and min(entries) <= 0:
                return False
            if symbol.structure == "simplex" and min(entries) < 0:
                return False
            if symbol.structure in ("spd", "psd") and not _is_definite(value):
                return False
            if symbol.positive and symbol.structure is not None and min(x for x in entries) < 0:
                return False
        return True


def _is_definite(value: Matrix) -> bool:
    return all(dense.determinant([row[:k] for row in value[:k]]) > 0 for k in range(1, len(value) + 1))
