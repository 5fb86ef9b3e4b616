"""Random points for the symbols of a problem: sizes for its dimensions and numbers for its entries.

Everything follows from a seed. The entries are ordinary floats, exactly represented, away from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

import mpmath

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.cost import SIZES, size_choices
from matdiff_cli.numbers.dense import Matrix
from matdiff_cli.numbers.evaluate import size_of
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.typed import Problem, Symbol


@dataclass(frozen=True)
class Point:
    """Sizes for the dimension names and a matrix for every symbol."""

    sizes: dict[str, int]
    values: dict[str, Matrix]


# --- entries --------------------------------------------------------------------------------------------------


def signed(random: Random) -> float:
    """A number between 0.2 and 1.4 with either sign: far enough from 0 to divide by."""
    return random.choice((-1, 1)) * random.uniform(0.2, 1.4)


def _middle(random: Random) -> float:
    return random.choice((-1, 1)) * random.uniform(1, 6.5)


def _small(random: Random) -> float:
    return random.choice((-1, 1)) * random.uniform(0.02, 0.2)


def _wide(random: Random) -> float:
    return random.choice((-1, 1)) * 10 ** random.uniform(0.3, 2)


Entry = Callable[[Random], float]


def positive(entry: Entry) -> Entry:
    """Entries with their signs taken away."""
    return lambda random: abs(entry(random))


def scaled(by: float) -> Entry:
    """Entries as `signed` draws them, times a number."""
    return lambda random: by * signed(random)


KINDS: tuple[tuple[Entry, bool], ...] = (
    (signed, True),
    (_middle, True),
    (signed, True),
    (_wide, True),
    (positive(signed), False),
    (_small, True),
    (_wide, True),
    (positive(_middle), False),
    (positive(_small), False),
    (positive(_wide), False),
)
"""Kinds of entries, and whether they may have either sign, in the order in which they are tried."""


def _full(rows: int, columns: int, entry: Entry, random: Random) -> Matrix:
    return [[mpmath.mpf(entry(random)) for _ in range(columns)] for _ in range(rows)]


_ORTHOGONAL_DIGITS = 8 * dense.DIGITS


def _orthogonal(a: Matrix) -> Matrix:
    """Cayley's transform of the skew part, a rotation, with the sign of a row where that of an entry is minus.

    It is orthogonal to more digits than any check works with.
    """
    with mpmath.workdps(_ORTHOGONAL_DIGITS):
        skew, unit = STRUCTURES["skew"](a), dense.identity(len(a))
        rotation = dense.product(dense.inverse(dense.subtract(unit, skew)), dense.add(unit, skew))
        return [dense.scale([row], mpmath.sign(a[0][-1]))[0] if i == 0 else row for i, row in enumerate(rotation)]


def _where(keep: Callable[[int, int], bool]) -> Callable[[Matrix], Matrix]:
    return lambda a: [[x if keep(i, j) else mpmath.mpf(0) for j, x in enumerate(row)] for i, row in enumerate(a)]


def _half(combine: Callable[[Matrix, Matrix], Matrix]) -> Callable[[Matrix], Matrix]:
    return lambda a: dense.scale(combine(a, dense.transpose(a)), mpmath.mpf(0.5))


PROJECTIONS: dict[str, Callable[[Matrix], Matrix]] = {
    "symmetric": _half(dense.add),
    "spd": _half(dense.add),
    "psd": _half(dense.add),
    "skew": _half(dense.subtract),
    "diagonal": _where(lambda i, j: i == j),
    "lower": _where(lambda i, j: i >= j),
    "upper": _where(lambda i, j: i <= j),
}
"""The orthogonal projection onto the matrices of a structure (of the linear space, where the structure is none)."""


def _square(root: Matrix) -> Matrix:
    return dense.product(root, dense.transpose(root))


_PARTS = 2**60


def _simplex(a: Matrix) -> Matrix:
    """Entries in the ratios of those of a vector that add up to exactly 1: whole parts of a power of 2."""
    with mpmath.workdps(dense.DIGITS):
        total = sum(abs(row[0]) for row in a)
        parts = [int(abs(row[0]) / total * _PARTS) for row in a]
        parts[parts.index(max(parts))] += _PARTS - sum(parts)
        return [[mpmath.mpf(part) / _PARTS] for part in parts]


SUMS_TO_ONE = "sums to 1"
"""What no declaration says, but a claim may need: a vector whose entries sum to 1."""

STRUCTURES: dict[str, Callable[[Matrix], Matrix]] = {
    **PROJECTIONS,
    "spd": lambda a: _square(PROJECTIONS["lower"](a)),
    "psd": _square,
    "orthogonal": _orthogonal,
    "simplex": _simplex,
    SUMS_TO_ONE: lambda a: [*a[:-1], [1 - sum((row[0] for row in a[:-1]), mpmath.mpf(0))]],
}
"""Makes a random matrix one of the structure."""

ON_THE_EDGE: dict[str, Callable[[Matrix], Matrix]] = {
    "psd": lambda a: _square([[*row[:-1], mpmath.mpf(0)] for row in a] if len(a) > 1 else a),
    "simplex": lambda a: [*_simplex(a[:-1]), [mpmath.mpf(0)]] if len(a) > 1 else _simplex(a),
}
"""The same of a structure that has an edge, on it: of lower rank, with an entry that is 0."""

ONE_SIGNED = ("spd", "psd", "simplex", SUMS_TO_ONE)
"""The structures of which −X is none."""

OF_ONE_SIZE = ("orthogonal", "simplex", SUMS_TO_ONE)
"""The structures of which no multiple of X is one, but perhaps −X."""


def keeps_sign(symbol: Symbol) -> bool:
    """Is −X no value of the symbol?"""
    return symbol.positive or symbol.structure in ONE_SIGNED


def _dominant(a: Matrix) -> Matrix:
    """Square matrices with a heavy positive diagonal: invertible, of positive determinant."""
    rows, columns = dense.shape(a)
    return dense.add(a, dense.scale(dense.identity(rows), mpmath.mpf(2 * rows))) if rows == columns > 1 else a


def _unchanged(a: Matrix) -> Matrix:
    return a


SHAPINGS: tuple[Callable[[Matrix], Matrix], ...] = (_unchanged, _dominant)


def draw(
    symbol: Symbol,
    sizes: Mapping[str, int],
    random: Random,
    entry: Entry = signed,
    shaping: Callable[[Matrix], Matrix] = _unchanged,
    edge: bool = False,
) -> Matrix:
    """A matrix of the symbol's shape and structure, on the `edge` of that if it has one.

    A symbol declared positive gets positive entries.
    """
    rows, columns = (size_of(dimension, sizes) for dimension in symbol.shape)
    if symbol.integer:
        most = random.choice((3, 9, 30))
        return _full(rows, columns, lambda random: random.randint(1 if symbol.positive else -most, most), random)
    matrix = _full(rows, columns, positive(entry) if symbol.positive else entry, random)
    if symbol.structure is None:
        return shaping(matrix)
    make = STRUCTURES[symbol.structure]
    if edge and not symbol.positive:
        make = ON_THE_EDGE.get(symbol.structure, make)
    return make(matrix if symbol.structure in ("skew", "orthogonal") else shaping(matrix))


def random_change(rows: int, columns: int, random: Random) -> Matrix:
    """A full matrix of small entries, of either sign: a direction without structure."""
    return _full(rows, columns, signed, random)


def increment(symbol: Symbol, sizes: Mapping[str, int], random: Random, size: Any = 1) -> Matrix:
    """A random change of the symbol's value, inside its structure where the structure is a linear space."""
    rows, columns = (size_of(dimension, sizes) for dimension in symbol.shape)
    change = random_change(rows, columns, random)
    project = PROJECTIONS.get(symbol.structure or "", _unchanged)
    return dense.scale(project(change), mpmath.mpf(size))


# --- points ---------------------------------------------------------------------------------------------------


def points(problem: Problem, seed: int = 0, attempts: int = 60, choices: Sequence[int] = SIZES) -> Iterator[Point]:
    """Points to try, in a fixed order: the plain ones first, then those that functions with a small domain need.

    Their sizes are the same whatever the seed.
    The first rounds use one kind of entries for all symbols, the later ones mix kinds symbol by symbol. The signs of
    scalars alternate. Every fourth point has constants on the edge of their structures.
    """
    random = Random(seed)
    uniform = [(kind, shaping) for shaping in SHAPINGS for kind in KINDS]
    free = [n for n, s in problem.symbols.items() if s.shape == (ONE, ONE) and not keeps_sign(s)]
    turns = {name: random.choice((-1, 1)) for name in free}
    moving = problem.target.names
    for attempt, sizes in enumerate(islice(size_choices(problem, choices), attempts)):
        if attempt < 2 * len(uniform):
            chosen = dict.fromkeys(problem.symbols, uniform[attempt % len(uniform)])
        else:
            chosen = {name: random.choice(uniform) for name in problem.symbols}
        try:
            with mpmath.workdps(dense.DIGITS):
                values = {
                    name: draw(symbol, sizes, random, entry, shaping, attempt % 4 == 1 and name not in moving)
                    for name, symbol in problem.symbols.items()
                    for (entry, _), shaping in [chosen[name]]
                }
        except dense.OutsideDomain:
            continue
        for name in turns:
            if chosen[name][0][1]:
                values[name] = [[turns[name] * abs(values[name][0][0])]]
                turns[name] = -turns[name]
        yield Point(sizes, values)
