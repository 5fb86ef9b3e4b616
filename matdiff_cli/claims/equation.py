"""The text of an equation in its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matdiff_cli.errors import Mark, MatdiffError, Span

_EXTREMUM = re.compile(
    r"[\s$]*(?P<sign>(?:\\operatorname\*?\s*\{\s*)?\\?(?:arg(?:[\s,]*\\)?\s*)?(?:min|max)(?:imi[sz]e(?![a-z])|\s*\}?\s*_))"
)
"""min_x …, argmax_w …, minimize …"""


@dataclass(frozen=True)
class Equation:
    """A text with `=` between two sides. The parts keep their places: everything else in them is blank.

    `left` is what stands before the sign, without declarations, `right` what stands behind it, `problem` the whole
    text without the right side, and `declarations` what stands after where.
    """

    text: str
    left: str
    right: str
    problem: str
    declarations: str
    has_target: bool
    changes: tuple[str, ...] = ()
    """The symbols whose changes make that of the left side, of d(X*Y) = dX*Y + X*dY."""


def only(text: str, part: slice) -> str:
    """The text with everything but a part blanked out, up to the end of that part."""
    return " " * (part.start or 0) + text[part]


def blanked(text: str, part: slice) -> str:
    """The text with a part blanked out."""
    kept: str = text[: part.start] + " " * (part.stop - part.start) + text[part.stop :]
    return kept


def refuse_extremum(left: str, source: str) -> None:
    """Refuse `argmin_x ||A*x - b||^2 = …`: what stands behind the sign is no derivative, or nobody knows."""
    if found := _EXTREMUM.match(left):
        hint = "write ∇_x … = …; of a minimum, the derivative is claimed to be 0: f(x) = …; ∇f = … = 0"
        message = "claims are about derivatives, not about extrema"
        raise MatdiffError("unsupported", message, Mark(Span(*found.span("sign"))), hint=hint, source=source)
