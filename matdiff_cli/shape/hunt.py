"""Places where a function bends down or up though it seldom does: very many points are tried with floats.

What floats see is looked at again with many digits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

import mpmath

from matdiff_cli.code.floats import field, parameters
from matdiff_cli.code.grids import Grid
from matdiff_cli.numbers.cost import dimension_names, orders, work
from matdiff_cli.numbers.dense import Matrix, add, filled, scale, subtract
from matdiff_cli.numbers.evaluate import size_of
from matdiff_cli.numbers.points import PROJECTIONS, Point, draw
from matdiff_cli.numbers.search import scales_of
from matdiff_cli.shape.search import Seen, look_along, look_at
from matdiff_cli.typing.typed import Problem, Symbol

_SIZES = (2, 1, 3)
_BEST, _VARIANTS, _STEPS = 6, 8, (0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001)
_MOST_WORK = 3_000
_STEP, _ROUNDING = 3e-4, 1e-12
_DIGITS = (1, 2, 3, 5)
_SPREADS = (1, 0.3, 3, 0.1, 10, 30)
_NEAR = (1, 0.1, 0.01, 0.001)
_EXACT = 120


def hunt(problem: Problem, seen: Seen, samples: int, *, thorough: bool, seed: int = 0) -> None:
    """Note how f bends at so many points for each choice of sizes; if `thorough`, also over as many long chords, and
    at the end of walks.

    A walk goes where f bends less and less the one way, until it bends the other way. The same for the same seed.
    """
    random = Random(seed)
    for sizes in islice(orders(dimension_names(problem), _SIZES), len(_SIZES)):
        if work(problem, sizes, 0) > _MOST_WORK or seen.is_settled:
            continue
        ground = _Ground(problem, sizes, random)
        trials = ground.tried([ground.drawn() for _ in range(samples)])
        seen.points += len(trials)
        for sign in (-1, 1):
            best = sorted(trials, key=lambda trial: trial.bend, reverse=sign > 0)[:_BEST]
            look_at(problem, ground.rounded(best, sign), seen, sign)
            if thorough and not seen.has(sign):
                look_along(problem, ground.chords(samples, sign), seen, sign)
            if thorough and not seen.has(sign):
                look_at(problem, ground.rounded(ground.walked(best, sign), sign), seen, sign)


@dataclass(frozen=True)
class _Trial:
    """Numbers of which the symbols' values are made, those of a direction, and the second derivative of f along it."""

    raw: list[float]
    way: list[float]
    bend: float = math.nan


class _Ground:
    """A function with one choice of sizes."""

    def __init__(self, problem: Problem, sizes: dict[str, int], random: Random) -> None:
        self._problem, self._sizes, self._random = problem, sizes, random
        shapes = [self._shape(symbol) for symbol in problem.symbols.values()]
        self._count = sum(rows * columns for rows, columns in shapes)
        names = iter(parameters(self._count))
        grids: list[Grid] = [[[next(names) for _ in range(columns)] for _ in range(rows)] for rows, columns in shapes]
        symbols = dict(zip(problem.symbols, grids, strict=True))
        self._field = field([problem.function], sizes, symbols, self._count)
        self._anchors = scales_of(problem.function)

    def _shape(self, symbol: Symbol) -> tuple[int, int]:
        rows, columns = symbol.shape
        return size_of(rows, self._sizes), size_of(columns, self._sizes)

    # --- trials -------------------------------------------------------------------------------------------------------

    def drawn(self) -> _Trial:
        random = self._random
        spread = random.choice(_SPREADS)
        way = [random.choice((0, 1, -1)) or random.gauss(0, 0.3) for _ in range(self._count)]
        return _Trial([self._number(spread) for _ in range(self._count)], way)

    def _number(self, spread: float) -> float:
        """Around 0, or near a number of the function."""
        random = self._random
        if self._anchors and random.random() < 0.3:
            return random.choice((-1, 1)) * random.choice(self._anchors) + random.gauss(0, random.choice(_NEAR))
        return random.gauss(0, spread)

    def _moved(self, trial: _Trial, step: float) -> _Trial:
        gauss = self._random.gauss
        raw = [x + step * max(abs(x), 0.1) * gauss(0, 1) for x in trial.raw]
        return _Trial(raw, [x + step * gauss(0, 1) for x in trial.way])

    def tried(self, trials: Sequence[_Trial]) -> list[_Trial]:
        """Those of the trials at which f has a value, with how it bends; 0 where that may be rounding."""
        if not trials:
            return []
        here = [_flat(self._values(trial.raw)) for trial in trials]
        ways = [_flat(self._direction(trial.way)) for trial in trials]
        moves = [[_STEP * d for d in way] for way in ways]
        found = []
        for trial, way, difference in zip(trials, ways, self._differences(here, moves), strict=True):
            length = sum(d * d for d in way)
            if length and math.isfinite(difference):
                found.append(replace(trial, bend=difference / (length * _STEP**2)))
        return found

    def _differences(self, here: list[list[float]], moves: list[list[float]]) -> list[float]:
        """f(x + v) + f(x − v) − 2 f(x) for each point and move; 0 where that may be rounding."""
        values = []
        for sign in (-1, 0, 1):
            points = ([x + sign * d for x, d in zip(*pair, strict=True)] for pair in zip(here, moves, strict=True))
            values.append(self._field([list(column) for column in zip(*points, strict=True)])[0])
        found = []
        for before, at, after in zip(*values, strict=True):
            difference = before + after - 2 * at
            clear = abs(difference) > _ROUNDING * (abs(before) + abs(at) + abs(after))
            found.append(difference if clear or math.isnan(difference) else 0.0)
        return found

    def chords(self, count: int, sign: int) -> Iterator[tuple[Point, Mapping[str, Matrix]]]:
        """Middles of chords over which f bends as wanted, and what leads from there to the ends."""
        chords = [self._chord() for _ in range(count)]
        still = {name: filled(*self._shape(symbol)) for name, symbol in self._problem.symbols.items()}
        moves = [_flat(still | way) for _, way in chords]
        differences = self._differences([_flat(middle) for middle, _ in chords], moves)
        for (middle, way), difference in zip(chords, differences, strict=True):
            if sign * difference > 0:
                yield Point(self._sizes, middle), way

    def _chord(self) -> tuple[dict[str, Matrix], dict[str, Matrix]]:
        """Values of the symbols, of few digits, and a move of the target from there."""
        with mpmath.workdps(_EXACT):
            one, other = (self._values(_with_digits(self.drawn().raw, 2)) for _ in range(2))
            ends = {name: (one[name], other[name]) for name in self._problem.target.names}
            half = mpmath.mpf(1) / 2
            middle = {name: scale(add(*pair), half) for name, pair in ends.items()}
            return one | middle, {name: scale(subtract(b, a), half) for name, (a, b) in ends.items()}

    def walked(self, trials: Sequence[_Trial], sign: int) -> list[_Trial]:
        """Where walks from these trials end."""
        best = list(trials)
        for step in _STEPS:
            for k, trial in enumerate(best):
                near = self.tried([self._moved(trial, step) for _ in range(_VARIANTS)])
                best[k] = max([trial, *near], key=lambda one: sign * one.bend)
        return best

    def rounded(self, trials: Sequence[_Trial], sign: int) -> Iterator[Point]:
        """Of those trials at which f bends as wanted, the points, with as few digits as that is true for."""
        for trial in trials:
            if sign * trial.bend > 0:
                fewer = self.tried([replace(trial, raw=_with_digits(trial.raw, k)) for k in _DIGITS])
                found = next((one for one in fewer if sign * one.bend > 0), trial)
                with mpmath.workdps(_EXACT):
                    yield Point(self._sizes, self._values(found.raw))

    # --- values -------------------------------------------------------------------------------------------------------

    def _values(self, raw: Sequence[float]) -> dict[str, Matrix]:
        """The values of the symbols that are made of these numbers."""
        numbers = iter(raw)
        return {name: self._value(symbol, numbers) for name, symbol in self._problem.symbols.items()}

    def _value(self, symbol: Symbol, numbers: Iterator[float]) -> Matrix:
        if symbol.integer:
            whole = round(next(numbers))
            return [[max(1, abs(whole)) if symbol.positive else whole]]
        return draw(symbol, self._sizes, self._random, lambda _: next(numbers))

    def _direction(self, way: Sequence[float]) -> dict[str, Matrix]:
        """A direction of the target within its structure; 0 for the other symbols."""
        numbers = iter(way)
        found: dict[str, Matrix] = {}
        for name, symbol in self._problem.symbols.items():
            rows, columns = self._shape(symbol)
            matrix: Matrix = [[next(numbers) for _ in range(columns)] for _ in range(rows)]
            if name not in self._problem.target.names:
                matrix = filled(rows, columns)
            elif symbol.structure == "simplex":
                middle = sum(row[0] for row in matrix) / rows
                matrix = [[row[0] - middle] for row in matrix]
            elif symbol.structure in PROJECTIONS:
                matrix = PROJECTIONS[symbol.structure](matrix)
            found[name] = matrix
        return found


def _flat(values: Mapping[str, Matrix]) -> list[float]:
    return [float(x) for value in values.values() for row in value for x in row]


def _with_digits(numbers: Sequence[float], digits: int) -> list[float]:
    return [float(f"{x:.{digits - 1}e}") for x in numbers]
