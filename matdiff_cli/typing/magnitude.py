"""How large the numbers of an expression can get when somebody multiplies them out. Bounds them before anybody does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, log10, prod
from operator import mul

from matdiff_cli.syntax.characters import LONGEST_NUMBER
from matdiff_cli.typing.typed import Typed

MAX_DIGITS = 2 * LONGEST_NUMBER
MAX_POWER = 1_000_000
_MAX_BITS = 3.4 * MAX_DIGITS
_TOO_LARGE = 10**LONGEST_NUMBER


class TooLarge(Exception):
    """The numbers have more than MAX_DIGITS digits."""


@dataclass(slots=True, unsafe_hash=True)  # frozen, it would take three times as long to make
class Magnitude:
    """How large the numbers in an expression are. It is not changed.

    `constant` is the value, when no symbols are in it; `digits` are those of the largest numerator, `denominator` is
    the common one.
    """

    constant: Fraction | None = None
    digits: float = 0.0
    denominator: int = 1

    def __post_init__(self) -> None:
        if self.digits > MAX_DIGITS or self.denominator.bit_length() > _MAX_BITS:
            raise TooLarge

    @classmethod
    def of(cls, value: Fraction) -> Magnitude:
        """A number's own. Raises TooLarge for one that could not be read if it were printed."""
        above, below = abs(value.numerator), value.denominator
        if max(above // below, below) >= _TOO_LARGE:
            raise TooLarge
        return cls(value, log10(above) if above else 0.0, below)

    def swapped(self) -> Magnitude:
        """Of the reciprocal, which for a constant of 0 does not exist."""
        return Magnitude(None, log10(self.denominator), 10 ** int(self.digits + 0.999))


NOTHING = Magnitude()


def _together(parts: list[Magnitude], join: Callable[[int, int], int]) -> int:
    """The denominators joined by lcm or mul, given up as soon as they are too large."""
    joined = 1
    for part in parts:
        joined = join(joined, part.denominator)
        if joined.bit_length() > _MAX_BITS:
            raise TooLarge
    return joined


def combine(node: Typed, parts: list[Magnitude]) -> Magnitude:
    """The magnitude of a node from those of its operands. Raises TooLarge."""
    rule = _RULES.get(node.op)
    if parts and parts.count(NOTHING) == len(parts):  # symbols alone
        return Magnitude(None, log10(len(parts))) if rule is _sum else NOTHING
    if rule:
        return rule(node, parts)
    return Magnitude(None, max(part.digits for part in parts), _together(parts, lcm))


def _number(node: Typed, parts: list[Magnitude]) -> Magnitude:
    assert isinstance(node.value, Fraction)
    return Magnitude.of(node.value)


def _negative(node: Typed, parts: list[Magnitude]) -> Magnitude:
    constant = parts[0].constant
    return parts[0] if constant is None else Magnitude.of(-constant)


def _sum(node: Typed, parts: list[Magnitude]) -> Magnitude:
    constants = [part.constant for part in parts if part.constant is not None]
    if len(constants) == len(parts):
        return Magnitude.of(sum(constants, Fraction(0)))
    denominator = _together(parts, lcm)
    digits = max(part.digits for part in parts) + log10(len(parts)) + log10(denominator)
    return Magnitude(None, digits, denominator)


def _product(node: Typed, parts: list[Magnitude]) -> Magnitude:
    digits, denominator = sum(part.digits for part in parts), _together(parts, mul)
    if digits > MAX_DIGITS:
        raise TooLarge
    constants = [part.constant for part in parts if part.constant is not None]
    constant = prod(constants, start=Fraction(1)) if len(constants) == len(parts) else None
    return Magnitude(constant, digits, denominator)


def _quotient(node: Typed, parts: list[Magnitude]) -> Magnitude:
    above, below = parts
    if above.constant is not None and below.constant:
        return Magnitude.of(above.constant / below.constant)
    return _product(node, [above, below.swapped()])


def _power(node: Typed, parts: list[Magnitude]) -> Magnitude:
    base, exponent = parts
    if base is NOTHING:
        return NOTHING
    if exponent.constant is None:
        return Magnitude(None, base.digits, base.denominator)
    times = abs(exponent.constant)
    if base.digits * times > MAX_DIGITS or (base.denominator.bit_length() - 1) * times > _MAX_BITS:
        raise TooLarge
    whole = exponent.constant.denominator == 1
    if whole and base.constant is not None and (base.constant or exponent.constant >= 0):
        return Magnitude.of(base.constant ** int(exponent.constant))
    used = base.swapped() if exponent.constant < 0 else base
    return Magnitude(None, used.digits * float(times), used.denominator ** max(1, int(times)))


_RULES = {
    "number": _number,
    "negative": _negative,
    "sum": _sum,
    "product": _product,
    "hadamard": _product,
    "kronecker": _product,
    "quotient": _quotient,
    "hadamard_quotient": _quotient,
    "power": _power,
    "hadamard_power": _power,
}
