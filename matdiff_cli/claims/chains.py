"""A text with several claims about one thing taken apart: a chain `A = B = C`, or the lines of a derivation.

A line may go on from the one above (`= B`). A function may be named in front, `f(X) = …`, and asked about, `… wrt X`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from matdiff_cli.claims.asked_in_lines import asks_again, changed, changing, in_lines, targets_below
from matdiff_cli.claims.changes import DIFFERENTIAL
from matdiff_cli.claims.displays import SYMBOL, is_derivative
from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.arrange import Token, scan
from matdiff_cli.syntax.asked import NAME
from matdiff_cli.syntax.characters import check
from matdiff_cli.syntax.question import ask, asks_for_derivative
from matdiff_cli.syntax.said import listing
from matdiff_cli.typing.names import FUNCTIONS

RELATIONS = ("=", "≈")
_SIGNS = {"=": "=", "≈": "≈", "≃": "≈", "≅": "≈", "≐": "="}
_PARTING = ("⇒", "⟹", "∴")
_CLAUSE = re.compile("where|,|;")
"""How declarations begin."""
_CALLED = re.compile(rf"\s*({NAME})\s*(\(\s*{SYMBOL}(?:\s*,\s*{SYMBOL})*\s*\))?\s*")
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


@dataclass(frozen=True)
class Link:
    """`left relation right`. `left` is None for the derivative that is asked for, which may be written as `asked`;
    `goes_on`: it is the side above.
    """

    left: Part | None
    relation: str
    right: Part
    goes_on: bool = False
    asked: Part | None = None

    @property
    def written(self) -> str:
        """What stands on the left."""
        part = self.left or self.asked
        return "" if part is None else part.words


@dataclass(frozen=True)
class Chain:
    """The links of a text. `problem` is what they are about, or empty: then they are identities among themselves.

    `function` is what the function of the problem is called, or empty; `declarations` is what stands behind where;
    `changes` are the symbols whose changes make that of the first side, where d stands in front of it.
    """

    text: str
    problem: str
    function: str
    links: tuple[Link, ...]
    declarations: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass
class _Piece:
    """A line, or a part of one: its sides, the signs between them, and where its clauses begin and end."""

    sides: list[Part]
    signs: list[str]
    wrt: tuple[int, int] | None = None
    where: tuple[int, int] | None = None
    asked_in: int = 0
    """The number of the side behind which `wrt` stands."""


def is_chain(text: str) -> bool:
    """Has a text more than one claim, or one that is no plain `A = B`?"""
    pieces = list(_pieces(text))
    signs = [sign for piece in pieces for sign in piece.signs]
    return len(pieces) > 1 or len(signs) > 1 or "≈" in signs


class Head(NamedTuple):
    """What a line is for those below it.

    `asks`: it names a target; `opens`: what follows are the lines of a derivation.
    `defines` is the function that it gives a name, with its arguments: `f(X) = …`; `names` the name alone on its left;
    `changes` that of the function whose change or derivative stands there.
    """

    asks: bool = False
    opens: bool = False
    defines: str = ""
    names: str = ""
    changes: str = ""


def head(text: str) -> Head:
    """What a line is for those below it."""
    piece = next(_pieces(text), None)
    if piece is None or not piece.sides[0].words:
        return Head()
    words = piece.sides[0].words
    name = _named(piece) if piece.signs else ""
    defines = name if "(" in words else ""
    asks = piece.wrt is not None or _asks(words)
    claims = len(piece.signs) > bool(name and (defines or piece.asked_in > 0))
    return Head(asks, (asks or bool(defines)) and not claims, defines, name, changing(words))


def goes_on(text: str) -> bool:
    """Does a line go on from the one above?"""
    return text.lstrip()[:1] in _SIGNS


def take_apart(text: str, wrt: Sequence[str] = ()) -> Chain:
    """The chain of a text. Raises MatdiffError where a side is missing."""
    check(text)
    pieces = list(_pieces(text))
    if not pieces or not pieces[0].sides[0].words:
        raise MatdiffError("syntax", "there is nothing to go on from", Mark(Span(0, 1)), source=text)
    declared = tuple(_CLAUSE.sub("", p.sides[0].source[slice(*p.where)], 1) for p in pieces if p.where)
    if len(pieces) > 1 and not pieces[0].signs and pieces[0].wrt and (name := _named(pieces[0])) == _named(pieces[1]):
        pieces = [replace(pieces[1], wrt=pieces[0].wrt, asked_in=1), *pieces[2:]] if name else pieces
    problem, function, links = _headed(pieces, wrt)
    above = pieces[0].sides[-1] if pieces[0].signs else None
    for piece in pieces[1:]:
        links += _links(piece, above, of_problem=bool(problem) and not links)
        if problem and len(piece.signs) == 1 and asks_again(piece.sides[0].words, problem):
            links[-1] = replace(links[-1], left=None, asked=piece.sides[0])
        above = piece.sides[-1]
    if not links:
        raise pieces[0].sides[-1].error("there is no = to judge", "for example a'*X*b wrt X = a*b', or A*B = B*A")
    where = f" where {', '.join(declared)}" if declared and problem else ""
    return Chain(text, problem + where, function, tuple(links), declared, () if wrt else _changed(pieces[0]))


def _changed(piece: _Piece) -> tuple[str, ...]:
    """The symbols whose changes make that of the first side, where d stands in front of it."""
    first, *others = (side.words for side in piece.sides)
    return changed(first, others) if piece.signs and not piece.wrt else ()


def _headed(pieces: Sequence[_Piece], wrt: Sequence[str]) -> tuple[str, str, list[Link]]:
    """The problem without its declarations, what its function is called, and the links of the first piece."""
    first = pieces[0]
    sides, name = first.sides, _named(first)
    target = "" if first.wrt is None else f" {sides[0].source[slice(*first.wrt)]}"
    if not target and not wrt:
        below = [side.words for piece in pieces[1:] for side in piece.sides]
        by = ", ".join(targets_below(name, below) or _changed(first))
        target = by and f" wrt {by}"
    called = "(" in sides[0].words
    changes = {changing(side.words) for piece in pieces[1:] for side in piece.sides}
    named = name and (called or name in changes or (first.wrt and first.asked_in > 0 and len(pieces) > 1))
    if named and first.signs:
        problem = f"{sides[0].words} = {sides[1].words}" if called and not target else sides[1].words
        known = max(first.asked_in, 1) if first.wrt else len(sides) - 1
        links = [Link(sides[k], first.signs[k], sides[k + 1], k > 1) for k in range(1, known)]
        if known < len(sides) - 1:
            links.append(Link(None, first.signs[known], sides[known + 1]))
            links += [Link(sides[k], first.signs[k], sides[k + 1], True) for k in range(known + 1, len(sides) - 1)]
        return problem + target, name, links
    if target or wrt or _asks(sides[0].words) or not first.signs:
        links = [Link(None, first.signs[0], sides[1])] if first.signs else []
        links += [Link(sides[k], first.signs[k], sides[k + 1], True) for k in range(1, len(sides) - 1)]
        return (DIFFERENTIAL.sub("", sides[0].words, 1) if _changed(first) else sides[0].words) + target, "", links
    return "", "", _links(first, None, of_problem=False)


def _asks(words: str) -> bool:
    r"""Does a side ask for a derivative of what it says? `\nabla f` alone is a line of a derivation."""
    return bool(ask(words).targets) or (asks_for_derivative(words) and not is_derivative(words))


def _named(piece: _Piece) -> str:
    """What the first side of a piece names, if that is a name that is no function's, with or without arguments."""
    found = _CALLED.fullmatch(piece.sides[0].words)
    found = None if _changed(piece) else found  # d(x) = …
    return "" if found is None or (found[2] and found[1] in FUNCTIONS) else found[1]


def _links(piece: _Piece, above: Part | None, *, of_problem: bool) -> list[Link]:
    """The links of a piece; where it begins with a sign it goes on from the side above, or from the derivative."""
    sides, links = piece.sides, []
    before: Part | None
    if sides[0].words:
        before, goes = sides[0], False
        if not piece.signs:
            raise sides[0].error("there is no = to judge", "write LEFT = RIGHT, or = RIGHT to go on")
    elif above is None and not of_problem:
        raise sides[0].error("there is nothing to go on from", "write LEFT = RIGHT")
    else:
        before, goes = above, above is not None
    for sign, side in zip(piece.signs, sides[1:], strict=True):
        if not side.words:
            raise side.error("nothing stands behind the sign", "write LEFT = RIGHT")
        links.append(Link(before, sign, side, goes))
        before, goes = side, True
    return links


def _pieces(text: str) -> Iterator[_Piece]:
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
    return any(t.text in _SIGNS for t in above) and not any(sign in line for sign in (*_SIGNS, ";", *_PARTING))


def _piece(text: str, start: int, end: int, tokens: Sequence[Token], comma: int | None) -> Iterator[_Piece]:
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
        elif token.text in _SIGNS and not (clauses and clauses[-1][0] == "where"):
            cuts.append((token.start, _SIGNS[token.text]))
    places = [place for place, _ in cuts]
    stops = sorted([*places, *(place for _, place in clauses), end])
    found = _Piece([], [sign for _, sign in cuts])
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
