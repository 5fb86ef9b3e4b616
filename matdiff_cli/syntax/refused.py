"""What is asked for and is no derivative by a symbol: one under constraints, by an entry, by two symbols."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.asked import Asked, closing
from matdiff_cli.syntax.rare import Rare

_NEAR = 40
_CONSTRAINT = Rare(
    r"(?<![\w.])(?:subject\s+to|s\.\s?t\.|such\s+that|under\s+the\s+constraints?)(?!\w).*?(?=\s+where\b|$)"
    r"|^\s*(?:arg)?(?:min|max)_\{[^{}∈]*[=≤≥<>:|‖][^{}]*\}",
    *("subject", "s.", "such", "under", "_{"),
    flags=re.DOTALL,
)
_BEFORE_CONSTRAINT = re.compile(r"(?:[\s,;$]|\\q?quad|\\[;,: ]|\\(?:text|mathrm|mbox)\{)+$")
_MOST_SUMS = 20
_SUM_APART = re.compile(r"(?<![\w.])(sum|mean)\s+\(")
_SQUARE = re.compile(r"\^\s*\{?\s*2|²")
_POWER = re.compile(r"\s*(?:\.?(?:\^|\*\*)\s*[23](?![\w.])|[²³])")


def refuse_constraints(text: str) -> None:
    """Refuse what a problem is subject to."""
    found = _CONSTRAINT.search(text)
    if found:
        before = _BEFORE_CONSTRAINT.search(text, max(found.start() - _NEAR, 0), found.start())
        place = Span(before.start() if before else found.start(), found.end())
        hint = "leave it out, or add it to the function with a multiplier: … + λ*(x'*x - 1)"
        message = "constraints are not handled: a derivative is that of the function alone"
        raise MatdiffError("unsupported", message, Mark(place), hint=hint, source=text)


def refuse_open_powers(text: str, symbols: Collection[str]) -> None:
    """Refuse `sum (x - y)^2`: to some it is the square of the sum, to others the sum of the squares."""
    for found in islice(_SUM_APART.finditer(text), _MOST_SUMS) if "sum" in text or "mean" in text else ():
        closed = None if found[1] in symbols else closing(text, found.end() - 1)
        power = _POWER.match(text, closed + 1) if closed else None
        if closed and power:
            inside = text[found.end() - 1 : closed + 1]
            exponent = "2" if {"2", "²"} & {*power[0]} else "3"
            hint = f"write {found[1]}({inside}.^{exponent}) or {found[1]}{inside}^{exponent}"
            place = Mark(Span(found.start(), power.end()))
            raise MatdiffError("syntax", f"how far does {found[1]} reach?", place, hint=hint, source=text)


def by_square(name: str) -> tuple[str, str]:
    """What is said of d/dσ²."""
    hint = f"write a letter of its own for the square; a second derivative is d²/d{name}²"
    return f"is this a derivative by the square of {name}?", hint


def refuse_parts(asked: Asked, held: str, text: str) -> None:
    """Refuse d/dx_i x'*A*x, d²/dxdy x'*A*y, d/dσ² σ², d/dxT A*x, which are by no name in what they are of, `held`."""
    for target in asked.targets:
        name = target.names[0].text
        if asked.order == 1 and (square := _SQUARE.match(text, target.span.end)):
            message, hint = by_square(name)
            place = Mark(Span(target.span.start, square.end()))
            raise MatdiffError("syntax", message, place, hint=hint, source=text)
        if name in held:
            continue
        (first, _, second), (stem, _, index) = name.partition("d"), name.partition("_")
        message, hint = f"{name} does not occur in what is differentiated", ""
        if len(name) == 2 and name.isalpha():  # ∇_{xy}
            first, second = name[0], name[1]
        if first and first in held and second and second in held:
            message, hint = "a second derivative by two symbols", "matdiff … wrt x, y --hessian has every block"
        elif stem in held and index and (text.isascii() or not index.isdigit()):  # x₁ is x_1
            hint = f"the derivative by an entry is an entry of the derivative by {stem}"
        elif name[-1] == "T" and name[:-1] in held:
            hint = f"write d{name[:-1]}' for the transpose"
        if hint:
            raise MatdiffError("syntax", message, Mark(target.span), hint=hint, source=text)
