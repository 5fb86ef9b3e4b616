"""First-order conditions: `X'X w = X'y` says that the derivative of ½‖X w − y‖² is 0, and claims nothing else."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from matdiff_cli.claims.lines import Derivation, ReadLine
from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.dimension import ONE

_FACTORS = ("", "2*", "1/2*", "-", "-2*", "-1/2*")
"""What the difference of two sides may be multiplied with to be the derivative: halves are cleared, sides changed."""


def sets_derivative_to_zero(derivation: Derivation, line: ReadLine) -> bool:
    """Is the difference of the two sides the derivative of the function, or a simple multiple of it?"""
    if derivation.problem.function.shape != (ONE, ONE) or line.misfit or line.link.relation != "=":
        return False
    said = list(derivation.reading)
    try:
        return _is_multiple(derivation, line)
    finally:
        derivation.reading[:] = said


def _is_multiple(derivation: Derivation, line: ReadLine) -> bool:
    """Is the difference of the sides a multiple of the derivative, and none of them by itself?"""
    left, right = (text.strip() for text in line.texts)
    gradient = derivation.notation.rewritten(f"∇{derivation.function}").text
    for whole in (gradient, f"({gradient})'"):
        if _are_multiples(derivation, line, whole, f"({left}) - ({right})"):
            return not any(_are_multiples(derivation, line, whole, side) for side in (left, right))
    return False


def _are_multiples(derivation: Derivation, line: ReadLine, whole: str, text: str) -> bool:
    for factor in _FACTORS:
        with suppress(MatdiffError, ValueError, KeyError):
            sides = derivation.read(whole), derivation.read(f"{factor}({text})")
            fits = len({side.typed.shape for side in sides}) == 1
            if fits and derivation.holds(replace(line, left=sides[0], right=sides[1])):
                return True
    return False
