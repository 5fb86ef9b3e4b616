"""What a form of question leaves behind: an expression in its place, and what is asked of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from matdiff_cli.errors import Span
from matdiff_cli.syntax.tree import Name, TargetTree

MARKED = "ŷẑŵŝĝĥĉâêîôûĵŶŴẐŜĜĤĈÂÊÎÔÛĴȳḡāēīōūȲḠĀĒĪŌŪỹũṽẽĩỸŨṼẼĨẋẏżṙṡṁċġẊẎŻṘṠṀĊĠ"
"""Letters with a hat, a bar, a tilde or a dot that are one character."""
MARKS = {
    "\u0302": "hat",
    "\u0304": "bar",
    "\u0305": "bar",
    "\u0303": "tilde",
    "\u0307": "dot",
    "\u030c": "check",
    "\u20d7": "",
}
"""What stands above the letter before it → the word for it in a name: x̂ is x_hat, as \\hat{x} is, and x⃗ is x."""
LETTER = f"A-Za-zΑ-Ωα-ωϑϕϖϱϰϵ\N{MICRO SIGN}\N{OHM SIGN}{MARKED}"
NAME = f"[{LETTER}][{LETTER}0-9_₀-₉{''.join(MARKS)}]*"
SIGNED = r"[-−–]\S|\.[0-9]"
"""The sign and the point that a formula begins with, rather than an operator behind a name: min_x -log x, ∇ .5x."""
BEGINS = r"\s*(?:[A-Za-zΑ-Ωα-ω(\[|‖∥½√<⟨0-9]|\.[0-9])|\s+[-−–]\S"
"""How a formula begins behind a word that asks for its derivative."""
DERIVATIVES = r"deriv(?:ative)?|gradient|grad(?=\s+(?:of|wrt)\s|\s*:)|jacobian|hessian|differential"
_SECOND = re.compile(r"second|hess|2|²", re.IGNORECASE)


class Asked(NamedTuple):
    """A problem without the words of its question: the text in its place, the targets in it, the order asked for."""

    text: str
    targets: tuple[TargetTree, ...] = ()
    order: int = 1
    reading: tuple[str, ...] = ()
    kind: str = ""
    """That of the targets, where the question says it: `min_{x ∈ R^n} …`."""


def blank(text: str, start: int, end: int) -> str:
    """The text with blanks from `start` to `end`."""
    return text[:start] + " " * (end - start) + text[end:]


def targets(found: re.Match[str], *groups: str) -> tuple[TargetTree, ...]:
    """A target for each of the names in the first of the groups that holds something."""
    group = next((each for each in groups or ("bare", "braced") if found.groupdict().get(each)), None)
    if group is None:
        return ()
    names = re.finditer(NAME, found[group])
    places = [Span(found.start(group) + each.start(), found.start(group) + each.end()) for each in names]
    return tuple(TargetTree((Name(found.string[p.start : p.end], p),), False, p) for p in places)


def order(found: re.Match[str], *groups: str) -> int:
    """2 where one of the groups asks for a second derivative, as all that may stand in the group `twice` does."""
    held = {group: found.groupdict().get(group) or "" for group in groups}
    return 2 if held.get("twice") or any(map(_SECOND.search, held.values())) else 1


def closing(text: str, start: int) -> int | None:
    """Where the bracket that opens at `start` is closed."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if depth == 0:
            return place
    return None
