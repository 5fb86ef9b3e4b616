"""Do two values agree? Entry by entry, each judged by its own size; where that does not tell, by a finer look.

An entry that should be 0 has no size to be judged by. What rounding leaves of it gets smaller with every digit that is
worked with; a real difference stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import mpmath

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import Matrix
from matdiff_cli.numbers.differences import Truth, inside

FINER = 4
"""How many times the digits a finer look takes."""

_APART = mpmath.mpf("1e-20")
"""Entries that differ by more than this part of their size are not equal, unless both are rounding of 0."""

_LITTLE = mpmath.mpf("1e-25")
_ROUNDING = mpmath.mpf("1e-20")
_SHRINKS = mpmath.mpf("1e-30")
"""By how much a difference that is only rounding is smaller, at least, at a finer look."""

Look = Literal["same", "other", "unclear"]


def look(value: Matrix, true: Truth | Matrix) -> Look:
    """What a comparison at the working precision says: half of the digits must be equal; unclear: that may be rounding.

    A difference that is found other may still be rounding, of large numbers that cancel.
    """
    found: Look = "same"
    close = mpmath.mpf(10) ** (-mpmath.mp.dps // 2)
    for a, b in _pairs(value, true):
        difference, size = abs(a - b), max(abs(a), abs(b))
        if difference > close * size:
            if difference > max(_APART * size, _LITTLE):
                return "other"
            found = "unclear"
    return found


def settled(value: Matrix, true: Truth | Matrix, fine: Matrix, fine_true: Truth | Matrix) -> bool:
    """Is each difference that there was gone, or far smaller, at a finer look?"""
    close, closer = (mpmath.mpf(10) ** -(mpmath.mp.dps // part) for part in (2 * FINER, FINER))
    for (a, b), (c, d) in zip(_pairs(value, true), _pairs(fine, fine_true), strict=True):
        before, after = abs(a - b), abs(c - d)
        was_close = before <= close * max(abs(a), abs(b))
        if not was_close and after > max(closer * max(abs(c), abs(d)), _SHRINKS * before):
            return False
    return True


def loosely(value: Matrix, true: Truth) -> bool:
    """Are they equal at a glance? Differences that are very little beside the largest entry are taken for rounding."""
    pairs = list(_pairs(value, true))
    largest = max(max(abs(a), abs(b)) for a, b in pairs)
    return all(abs(a - b) <= _ROUNDING * largest for a, b in pairs)


def fits(value: Matrix, true: Truth | Matrix) -> bool:
    """Have they the same shape?"""
    return dense.shape(value) == dense.shape(true.value if isinstance(true, Truth) else true)


def _pairs(value: Matrix, true: Truth | Matrix) -> Iterator[tuple[Any, Any]]:
    """The entries of both; a 1 and a 0 where the shapes differ."""
    if not fits(value, true):
        yield mpmath.mpf(1), mpmath.mpf(0)
        return
    true = true if isinstance(true, Truth) else Truth("value", true)
    for row, other in zip(inside(value, true), inside(true.value, true), strict=True):
        yield from zip(row, other, strict=True)
