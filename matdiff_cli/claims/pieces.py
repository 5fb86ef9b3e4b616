"""The lines of a text, and the parts of lines, with the sides between their signs, before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matdiff_cli.claims.asked_in_lines import in_lines
from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.arrange import Token, scan
from matdiff_cli.syntax.asked import NAME
from matdiff_cli.syntax.said import listing

SIGNS = {"=": "=", "≈": "≈", "≃": "≈", "≅": "≈", "≐": "="}
_PARTING = ("⇒", "⟹", "∴")
_DECLARED = re.compile(
    rf"(?!\s*[dΔ]{NAME}\s*=)\s*{NAME}(?:(?:\s*,\s*{NAME})*\s*(?:=|:|∈|in\b)|\([^()]*\)\s*(?:[:∈]|in\b))"
)
"""How what stands behind a semicolon begins if it is one more declaration."""


@dataclass(frozen=True)
class Part:
    """A stretch of the text."""

    source: str
    start: int
    end: int

    @property
    def line(self) -> int:
        """The number of its line, from 0."""
        blank = len(self.source[self.start : self.end]) - len(self.source[self.start : self.end].lstrip())
        return self.source.count("\n", 0, self.start + blank)

    @property
    def text(self) -> str:
        """The stretch in its place: what stands before it is blank."""
        return " " * self.start + self.source[self.start : self.end]

    @property
    def words(self) -> str:
        """What stands there."""
        return self.source[self.start : self.end].strip()

    def error(self, message: str, hint: str) -> MatdiffError:
        """An error at this stretch."""
        return MatdiffError("syntax", message, Mark(Span(self.start, self.end)), hint=hint, source=self.source)


@dataclass
class Piece:
    """A line, or a part of one: its sides, the signs between them, and where its clauses begin and end."""

    sides: list[Part]
    signs: list[str]
    wrt: tuple[int, int] | None = None
    where: tuple[int, int] | None = None
    asked_in: int = 0
    """The number of the side behind which `wrt` stands."""


def pieces_of(text: str) -> Iterator[Piece]:
    """The lines, and the parts of lines between semicolons and arrows, that hold anything."""
    bare = in_lines(text)
    comma = listing(bare)
    tokens = scan(bare)
    depth, start = 0, 0
    current: list[Token] = []
    declaring = False
    for number, token in enumerate(tokens):
        depth += (token.text in "([{") - (token.text in ")]}") if token.kind in ("open", "close") else 0
        arrow = token.text == "=" and tokens[number + 1 : number + 2] and tokens[number + 1].text == ">"
        parts = token.text in _PARTING or arrow
        parts = parts or (token.text == ";" and not (declaring and _DECLARED.match(bare, token.end)))
        parts = parts or (token.kind == "newline" and not _is_rest(tokens[number + 1 :], bare, current))
        if depth <= 0 and parts:
            yield from _piece(bare, start, token.start, current, comma)
            start, current, declaring = token.end + bool(arrow), [], False
        elif not (token.text == ">" and token.start < start):
            declaring = declaring or (depth <= 0 and (token.text == "where" or token.start == comma))
            current.append(token)
    yield from _piece(bare, start, len(bare), current, comma)


def _is_rest(tokens: Sequence[Token], text: str, above: Sequence[Token]) -> bool:
    """Is the next line the rest of the one above? It has a clause, or no sign where that has one."""
    if not tokens or tokens[0].text in ("wrt", "where"):
        return bool(tokens)
    stop = text.find("\n", tokens[0].start)
    line = text[tokens[0].start : len(text) if stop < 0 else stop]
    return any(t.text in SIGNS for t in above) and not any(sign in line for sign in (*SIGNS, ";", *_PARTING))


def _piece(text: str, start: int, end: int, tokens: Sequence[Token], comma: int | None) -> Iterator[Piece]:
    """One piece; nothing where it is blank."""
    if not tokens:
        return
    cuts: list[tuple[int, str]] = []
    clauses: list[tuple[str, int]] = []
    depth = 0
    for token in tokens:
        depth += (token.text in "([{") - (token.text in ")]}") if token.kind in ("open", "close") else 0
        if depth > 0:
            continue
        if token.kind == "name" and token.text in ("wrt", "where"):
            clauses.append((token.text, token.start))
        elif token.start == comma:
            clauses.append(("where", token.start))
        elif token.text in SIGNS and not (clauses and clauses[-1][0] == "where"):
            cuts.append((token.start, SIGNS[token.text]))
    places = [place for place, _ in cuts]
    stops = sorted([*places, *(place for _, place in clauses), end])
    found = Piece([], [sign for _, sign in cuts])
    for first in (start, *(place + 1 for place in places)):
        last = next(place for place in stops if place >= first)
        found.sides.append(Part(text, first, last))
    for word, place in clauses:
        if word == "wrt":
            stop = next(other for other in stops if other > place)
            found.wrt, found.asked_in = (place, stop), sum(other < place for other in places)
        else:
            found.where = place, end
    yield found
