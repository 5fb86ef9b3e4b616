"""A text that is written in the language piece by piece, in place of what was typed in another one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from matdiff_cli.errors import Span
from matdiff_cli.syntax.draft import Draft


class Piece(NamedTuple):
    """Text of the language that stands for a range of what was typed."""

    text: str
    span: Span


def join(pieces: Iterable[Piece], typed: str) -> Draft:
    """The pieces as one text, a blank behind each."""
    text: list[str] = []
    places: list[int] = []
    for piece, span in pieces:
        last = max(span.end - span.start - 1, 0)
        text += [piece, " "]
        places += [span.start + min(k, last) for k in range(len(piece) - 1)]
        places += [span.start + (last if len(piece) > 1 else 0)] * bool(piece)
        places.append(span.start + last)
    return Draft("".join(text), (*places, len(typed)))
