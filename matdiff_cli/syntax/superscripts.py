"""What superscript characters spell: numbers, and the sizes behind ℝ."""

from __future__ import annotations

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.tree import SizeTree

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
SIZES = dict(zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz", strict=True))
"""Letters of sizes."""


def raised_sizes(text: str, span: Span) -> tuple[SizeTree, ...]:
    """The sizes of ℝᵐˣⁿ. Raises MatdiffError for what is none."""
    sizes = []
    for part in text.split("ˣ"):
        plain = part.translate(RAISED)
        letters = [SIZES[c] for c in plain if c in SIZES]
        digits = plain[: len(plain) - len(letters)]
        factors: list[int | str] = [int(digits)] if digits.isdecimal() else []
        if not plain or (digits and not digits.isdecimal()) or 0 in factors:
            raise MatdiffError("syntax", f"{text} is no size", Mark(span), hint="write x ∈ ℝⁿ or X in R^(m x n)")
        sizes.append(SizeTree((*factors, *letters), span))
    return tuple(sizes)
