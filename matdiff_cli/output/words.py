"""The words around the mathematics that several formats share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from matdiff_cli.check.typed import STRUCTURE_WORDS, Symbol, Target
from matdiff_cli.derivation.records import Derivation, Step, Verification
from matdiff_cli.expressions.nodes import Node


def facts(symbol: Symbol) -> str:
    """What is known of a symbol besides its shape: `positive`, `symmetric`, …"""
    structure = STRUCTURE_WORDS.get(symbol.structure or "", symbol.structure or "")
    return " ".join(word for word in ("positive" if symbol.positive else "", structure) if word)


def title(step: Step, write: Callable[[Node], str], words: Callable[[str], str] = str) -> str:
    """A step's title. `write` spells expressions, `words` prepares what stands around them."""
    return filled(step.title, step.subjects, write, words)


def filled(
    template: str, subjects: Sequence[Node], write: Callable[[Node], str], words: Callable[[str], str] = str
) -> str:
    """Words in which @1, @2, … stand for expressions, both prepared for a format."""
    parts = re.split(r"@(\d+)", template)
    return "".join(write(subjects[int(part) - 1]) if k % 2 else words(part) for k, part in enumerate(parts))


def layout_remark(derivation: Derivation) -> str:
    """Names the layout; a gradient in the layout of that name says so in its title."""
    result = derivation.result
    return "" if result.layout == result.kind == "gradient" else f"{result.layout} layout"


def error_words(error: float) -> str:
    """A relative error with one digit: `3e-31`."""
    return f"{error:.0e}" if error else "0"


def check_words(check: Verification) -> str:
    """What a numerical check saw, on one line."""
    points = f"{check.points} point{'' if check.points == 1 else 's'}"
    held = f"all {check.lines}" if check.lines_held == check.lines else f"{check.lines_held} of {check.lines}"
    lines = f"{held} lines hold"
    error = f"largest relative error {error_words(check.max_relative_error)}"
    return f"{'checked' if check.passed else 'check failed'}: {points}, {check.digits} digits, {error}, {lines}"


def target_name(target: Target, write: Callable[[str], str] = str, between: str = ", ") -> str:
    """`X`, or `[x, y]` for a vector stacked from scalars."""
    names = between.join(map(write, target.names))
    return f"[{names}]" if target.stacked else names
