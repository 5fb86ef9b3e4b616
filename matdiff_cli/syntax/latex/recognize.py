"""Is a text LaTeX, or does its backslash divide, as in MATLAB?"""

from __future__ import annotations

import re

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.latex.commands import KNOWN, LETTERS

_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|[|{},!;])")
_CODE_PRODUCT = re.compile(r"[\w)'\]]\s*\.?\*\s*[\w(]")
_CODE_CALL = re.compile(r"(?<![\\\w])(?:sum|norm|trace|inv|diag|mean)\(")
_MATRIX = re.compile(r"(?:[^\W\d_a-z]\w*|\))'?\Z")
_NEAR = 40
"""What LaTeX does not write: `a*b` and calls without a backslash; what may be divided by: `A`, `A'`, `(A + B)`."""


def is_latex(text: str) -> bool:
    r"""Does a backslash stand before a command? The `A\b`, `Sigma\xc` of MATLAB have a name there."""
    return "\\" in text and any(not _divides(text, found) for found in _COMMAND.finditer(text))


def _divides(text: str, found: re.Match[str]) -> bool:
    """Does a name of one letter stand there, or a short one that TeX does not know, between MATLAB's signs?"""
    name = found[1] or "\\|"
    short = len(name) <= 4 and name.islower() and name not in KNOWN and text[: found.start()][-1:].isalnum()
    return len(name) == 1 or (short and ("*" in text or "'" in text))


def undecided(text: str) -> re.Match[str] | None:
    r"""The command in `A\exp(x)*b`, which LaTeX reads as a product and MATLAB as a left division."""
    if "\\" not in text or not (_CODE_PRODUCT.search(text) or _CODE_CALL.search(text)):
        return None
    commands = list(_COMMAND.finditer(text))
    found = [each for each in commands if _may_divide(text, each)]
    return found[0] if found and all(each in found or _divides(text, each) for each in commands) else None


def refuse_undecided(text: str) -> None:
    r"""Refuse `A\exp(x)*b`."""
    if place := undecided(text):
        message = "a command of LaTeX, or MATLAB's left division?"
        hint = "a space decides: A\\ exp(x) is inv(A)*exp(x), A \\exp(x) is A*exp(x)"
        raise MatdiffError("syntax", message, Mark(Span(place.start(), place.end())), hint=hint, source=text)


def _may_divide(text: str, found: re.Match[str]) -> bool:
    """Does a call or, beside `*`, a letter of LaTeX stand directly behind a matrix or a group?"""
    behind = _MATRIX.search(text, max(found.start() - _NEAR, 0), found.start())
    called = text[found.end() :][:1] == "("
    return bool(behind and (called or (found[1] in LETTERS and _CODE_PRODUCT.search(text))))
