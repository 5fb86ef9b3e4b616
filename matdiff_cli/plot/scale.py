"""Round numbers: ticks, levels, and how a number is written on a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence


def ticks(low: float, high: float, wanted: int = 6) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten, about as many as wanted."""
    rough = (high - low) / max(1, wanted)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [k * step if abs(k * step) > 1e-12 * step else 0.0 for k in range(first, last + 1)]


def levels(values: Sequence[float], count: int) -> list[float]:
    """Levels at quantiles, so that as much of the picture lies between any two neighbours; rounded where that is
    possible without two of them being the same.
    """
    known = sorted(value for value in values if math.isfinite(value))
    if not known or known[0] == known[-1]:
        return []
    found = sorted({known[int((k + 0.5) / count * len(known))] for k in range(count)})
    for digits in (2, 3, 4):
        rounded = sorted({_rounded(value, digits) for value in found})
        if len(rounded) == len(found):
            found = rounded
            break
    return [level for level in found if known[0] < level < known[-1]]


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits - 1}e}")


def number(value: float, digits: int = 4) -> str:
    """A number for reading: `2`, `0.1`, `-34.95`, `1.2e+06`."""
    text = f"{value:.{digits}g}"
    return text if "e" in text else text.rstrip("0").rstrip(".") if "." in text else text


def tick_label(value: float) -> str:
    """A tick with all its digits: ticks are round, and those of a narrow range differ in their last ones."""
    return number(value, 10)


def about(value: float) -> str:
    """What was reached by steps, such as a coordinate of the last point: 0 where only their error is left."""
    return "0" if abs(value) < 1e-6 else number(value)
