"""Which sizes the dimensions of a problem get, how much work that makes, and how many digits are needed.

Sizes that are names are drawn small; sizes that are numbers are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import count, cycle
from random import Random

from matdiff_cli.numbers.dense import DIGITS
from matdiff_cli.numbers.evaluate import size_of
from matdiff_cli.typing.dimension import Dimension
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.typed import Problem, Target

SIZES = (3, 2, 4)
LADDER = (SIZES, (2, 1, 3), (2, 1))
"""Choices of sizes, from ordinary ones to the least that still differ."""

FURTHER = range(1, 8)
_LARGE = FURTHER[4:]
CHEAP = 8_000
MOST = 2_000_000
TOO_LARGE = "the sizes are too large to be tried with numbers"
_PLAIN_DIGITS = 20
_MOST_DIGITS = 300


def dimension_names(problem: Problem) -> list[str]:
    """The names of dimensions that occur in the problem, in order of appearance."""
    shapes = [symbol.shape for symbol in problem.symbols.values()]
    for node in nodes(problem.function):
        shapes.append(node.shape)
        if isinstance(node.value, Dimension):  # a size used as a number
            shapes.append((node.value, node.value))
    return list(dict.fromkeys(name for shape in shapes for dimension in shape for name in dimension.names))


def orders(names: Sequence[str], choices: Sequence[int] = SIZES) -> Iterator[dict[str, int]]:
    """Ways to give the names sizes, different ones as long as there are enough, over and over.

    Which of two sizes is the larger matters to an inverse such as (X'X)⁻¹, so all orders of three have their turn; and
    of more names than sizes no two go together for long, or a slip between these two would never show.
    """
    several = len(choices)
    every = [order[i:] + order[:i] for order in (tuple(choices), tuple(choices)[::-1]) for i in range(several)]
    for turn, order in enumerate(cycle(every)):
        yield {name: order[(i + i // several * (turn + 1)) % several] for i, name in enumerate(names)}


def size_choices(problem: Problem, choices: Sequence[int] = SIZES) -> Iterator[dict[str, int]]:
    """Sizes for the dimensions of the problem: all orders of `choices`; every third time some between 1 and 7.

    These are drawn, where they make little work: a claim may hold for 2, 3 and 4 alone.
    """
    names, random = dimension_names(problem), Random(0)
    ordered = orders(names, choices)
    for attempt in count(1):
        if attempt % 3 == 0 and names and choices == SIZES:
            sizes = dict(zip(names, _drawn(len(names), attempt, random), strict=True))
            if work(problem, sizes) <= CHEAP:
                yield sizes
                continue
        yield next(ordered)


def _drawn(how_many: int, attempt: int, random: Random) -> list[int]:
    """Sizes at random; by turns one of them is large, or 1, and seldom all are equal."""
    if attempt % 12 == 9:
        return [random.choice(SIZES)] * how_many
    sizes = [size for _ in range(0, how_many, len(FURTHER)) for size in random.sample(FURTHER, len(FURTHER))][:how_many]
    wanted = _LARGE if attempt % 2 else FURTHER[:1]
    if not set(sizes) & set(wanted):
        sizes[random.randrange(how_many)] = random.choice(wanted)
    return sizes


def work(problem: Problem, sizes: Mapping[str, int], order: int = 1, by: Target | None = None) -> int:
    """How many numbers are worked out in differences of the function, for order 2 by the target and `by`."""
    total = 0
    for node in nodes(problem.function):
        rows, columns = (size_of(dimension, sizes) for dimension in node.shape)
        total += rows * columns * max(rows, columns)
    for target in (problem.target, by or problem.target)[:order]:
        shapes = [problem.symbols[name].shape for name in target.names]
        total *= sum(size_of(rows * columns, sizes) for rows, columns in shapes) or 1
    return total


def choices_for(problem: Problem, order: int = 1, by: Target | None = None) -> Sequence[int] | None:
    """Sizes with which differences of the function take some seconds a point at most; None if there are none.

    An answer that is a matrix which acts on vec dX has as many entries as f and the target together; there may be
    Kronecker products and permutations in it that are as large as f is long, squared.
    """
    for choices in LADDER:
        sizes = next(size_choices(problem, choices))
        rows, columns = (size_of(dimension, sizes) for dimension in problem.function.shape)
        if work(problem, sizes, order, by) <= MOST and (rows * columns) ** 2 <= MOST:
            return choices
    return None


def is_too_large(problem: Problem, order: int = 1, by: Target | None = None) -> bool:
    """Would differences of the function take more than some seconds a point?"""
    return work(problem, next(size_choices(problem)), order, by) > MOST


def digits_for(values: Iterable[object]) -> int:
    """How many digits to work with: enough to see every digit of the numbers among the values of nodes."""
    numbers = [value for value in values if isinstance(value, Fraction)]
    longest = max((len(str(abs(part))) for v in numbers for part in (v.numerator, v.denominator)), default=0)
    return DIGITS if longest <= _PLAIN_DIGITS else DIGITS + 4 * min(longest, _MOST_DIGITS)
