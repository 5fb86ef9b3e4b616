"""Claims that are right but for a factor: a number, a size such as the n of a mean, a scalar part of the function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import permutations
from math import prod
from typing import Any, NamedTuple

import mpmath

from matdiff_cli.claims.alterations import alike, holds_target
from matdiff_cli.claims.right_side import in_plain_words
from matdiff_cli.claims.slips import MISSING_SCALAR, both
from matdiff_cli.claims.suspicion import SuspectedCase
from matdiff_cli.claims.trials import Sample
from matdiff_cli.errors import MatdiffError
from matdiff_cli.languages import phrase
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.cost import dimension_names
from matdiff_cli.numbers.dense import DIGITS, Matrix, OutsideDomain
from matdiff_cli.numbers.differences import Truth
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.typed import Typed

MOST_SCALARS = 12
MOST_NODES = 250
_MOST_SIZES = 4
_PLACES = 6
_DENOMINATOR = 12
_WHOLE = mpmath.mpf("1e-20")
_SIZED = re.compile(r"\w+\([\w\s,]*\)")
"""Where sizes stand that are no factors, such as ones(m, n)."""

Powers = Mapping[str, int]
"""A product of sizes: the name of each with its exponent."""


class Explanation(NamedTuple):
    """A slip by name, what undoes it if that can be said, and the layout in which the claim was made."""

    slip: str
    repair: str | None = None
    layout: str | None = None


class FactoredCase(SuspectedCase):
    """An equation whose claim may be off by a factor."""

    def by_factor(self, values: list[Matrix | None]) -> Explanation | None:
        """A claim that is off by a constant factor, with sizes in it perhaps."""
        pairs = zip(values, self.trial.samples, strict=True)
        value, sample = next((value, sample) for value, sample in pairs if value is not None)
        for layout in dict.fromkeys((self.layout, *sample.truths)):
            true = sample.truths[layout].value
            if dense.shape(value) != dense.shape(true) or dense.largest(value) == 0:
                continue
            with mpmath.workdps(DIGITS):
                entries = [pair for rows in zip(value, true, strict=True) for pair in zip(*rows, strict=True)]
                claimed, correct = max(entries, key=lambda pair: abs(pair[0]))
                ratio = claimed / correct if correct else mpmath.mpf(0)
            for sizes in _products(dimension_names(self.trial.problem)) if ratio and ratio != 1 else ():
                with mpmath.workdps(DIGITS):
                    number = ratio / _value(sizes, sample)
                off = off_by(number, sizes, self.equation.right)
                expected = partial(_times, layout, number, sizes)
                truths: list[Mapping[str, Truth] | None] = [expected(each) for each in self.trial.samples]
                if off and self.everywhere(expected, self.trial.fits_truths(values, truths)):
                    return Explanation(both("sign", off) if ratio < 0 else off, None, layout)
        return None

    def by_scalar(self, values: list[Matrix | None]) -> Explanation | None:
        """A claim that lacks a scalar part of the function, or its reciprocal, as a factor."""
        names = self.problem.target.names
        function = self.measured or self.trial.problem.function
        if size(function) > MOST_NODES:
            return None
        scalars = {id(n): n for n in nodes(function) if n.shape == (ONE, ONE) and n.op != "number"}
        if not names:
            scalars.pop(id(function), None)  # whatever stands on the right, it is the left side divided by itself
        divisors = {id(n) for node in nodes(function) if node.op == "quotient" for n in nodes(node.args[1])}
        for node in list(scalars.values())[:MOST_SCALARS]:
            for power in (1, -1):
                without = partial(self._without, node, power)
                truths: list[Mapping[str, Truth] | None] = [without(sample) or None for sample in self.trial.samples]
                layouts = self.everywhere(without, self.trial.fits_truths(values, truths))
                slip = self._scalar_slip(node, power, divides=id(node) in divisors) if layouts else ""
                if slip:
                    return Explanation(slip, None, self.preferred(layouts))
        return None

    def _scalar_slip(self, node: Typed, power: int, *, divides: bool) -> str:
        """What is said of a claim that lacks this power of a scalar part of the function; empty for nothing."""
        words = str(node.value) if node.op == "symbol" else self._words(node)
        if power < 0 and not divides:
            return words and phrase("factor {n} too many", n=words)
        if not holds_target(node, self.problem.target.names):
            return MISSING_SCALAR
        return words and phrase("missing factor {n}", n=words if power > 0 else f"1/({words})")

    def _words(self, node: Typed) -> str:
        """A part of the function as it is typed; empty where that is not told by its place, as in a declaration."""
        text, (start, end) = self.equation.text, node.span
        while any(text.count(a, start, end) > text.count(b, start, end) for a, b in ("{}", "()")) and end < len(text):
            end += 1  # in LaTeX a place may end within braces
        with suppress(MatdiffError):
            words = in_plain_words(text[start:end], self.problem.symbols)
            if alike(self.read(words), node):
                return words
        return ""

    def _without(self, node: Typed, power: int, sample: Sample) -> Mapping[str, Truth]:
        """The truth divided by a power of a scalar part of the function; nothing where it is 0."""
        with mpmath.workdps(DIGITS):
            try:
                factor = evaluate(node, sample.point.values, sample.point.sizes)[0][0] ** -power
            except (OutsideDomain, ZeroDivisionError):
                return {}
            return {n: replace(true, value=dense.scale(true.value, factor)) for n, true in sample.truths.items()}


# --- numbers and sizes ------------------------------------------------------------------------------------------------


def off_by(number: Any, sizes: Powers, claim: str) -> str:
    """By which factor a claim is off but for its sign; empty where that is no simple one.

    A number alone is told with as many digits as tell it from 1.
    """
    above, below = ([name for name, k in sizes.items() for _ in range(sign * k)] for sign in (1, -1))
    with mpmath.workdps(DIGITS):
        number = abs(number)
        for factors, part in ((above, number), (below, 1 / number)):
            whole = mpmath.nint(part)
            if abs(part - whole) < _WHOLE * part:
                factors[:0] = [str(int(whole))] * (whole > 1)
                break
        else:
            above, below = [], []
        if not sizes and not above and not below and number != 1:
            short = mpmath.nstr(number, _PLACES)
            exact = Fraction(mpmath.nstr(number, DIGITS // 2)).limit_denominator(_DENOMINATOR)
            if exact != Fraction(short) != 1 and abs(number * exact.denominator - exact.numerator) < _WHOLE:
                short = str(exact)
            near = max(0, -int(mpmath.log10(abs(number - 1))))
            return phrase("off by the factor {n}", n=mpmath.nstr(number, _PLACES + near) if near else short)
    if above and below:
        return phrase("off by the factor {n}", n=f"{_product(above)}/{_product(below)}")
    if above and not {*sizes}.issubset(re.findall(r"\w+", _SIZED.sub("", claim))):
        below = [f"1/{_product(above)}"]
    if below:
        return phrase("missing factor {n}", n="*".join(below))
    return phrase("factor {n} too many", n="*".join(above)) if above else ""


def _product(factors: Sequence[str]) -> str:
    """Factors as they stand beside a sign of division."""
    return f"({'*'.join(factors)})" if len(factors) > 1 else factors[0]


def _products(names: Sequence[str]) -> Iterator[Powers]:
    """No size, each size and its square, two sizes; above and below."""
    yield {}
    for name in names[:_MOST_SIZES]:
        yield from ({name: power} for power in (1, -1, 2, -2))
    for one, other in permutations(names[:_MOST_SIZES], 2):
        yield {one: 1, other: -1}
        if one < other:
            yield from ({one: power, other: power} for power in (1, -1))


def _value(sizes: Powers, sample: Sample) -> Any:
    return prod((mpmath.mpf(sample.point.sizes[name]) ** power for name, power in sizes.items()), start=mpmath.mpf(1))


def _times(layout: str, number: Any, sizes: Powers, sample: Sample) -> Mapping[str, Truth]:
    """The truth in a layout times a number and sizes."""
    with mpmath.workdps(DIGITS):
        true = sample.truths[layout]
        return {layout: replace(true, value=dense.scale(true.value, number * _value(sizes, sample)))}


def size(typed: Typed, most: int = MOST_NODES) -> int:
    """How many nodes the tree has when nothing is shared, counted up to a bound."""
    waiting, count = [typed], 0
    while waiting and count <= most:
        count += 1
        waiting.extend(waiting.pop().args)
    return count
