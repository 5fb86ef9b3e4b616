"""Round numbers: ticks, levels, and how a number is written on a picture."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from matdiff_cli.output.notation.names import superscript


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
    """A number for reading, rounded to so many digits: `2`, `0.1`, `-34.95`, `1060`, `1.2e6`."""
    rounded = float(f"{value:.{digits}g}")
    if rounded == 0 or 1e-4 <= abs(rounded) < 1e6:
        return f"{rounded:.12g}"
    return re.sub(r"e\+?(-?)0*", r"e\1", f"{rounded:.{digits}g}")


def typeset(text: str) -> str:
    """Words with their numbers as they are printed: −2 for -2, 1.2·10⁶ for 1.2e6."""

    def powered(found: re.Match[str]) -> str:
        mantissa = "" if found[1] == "1" else f"{found[1]}·"
        return f"{mantissa}10{superscript(found[2])}"

    text = re.sub(r"(?<![\w.])([\d.]+)e(-?\d+)(?!\w)", powered, text)
    return re.sub(r"(?<![\w.])-(?=\d)", "−", text)


def tick_label(value: float) -> str:
    """A tick with all its digits: ticks are round, and those of a narrow range differ in their last ones."""
    return number(value, 10)


def about(value: float) -> str:
    """What was reached by steps, such as a coordinate of the last point: 0 where only their error is left."""
    return "0" if abs(value) < 1e-6 else number(value)
