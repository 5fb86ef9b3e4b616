"""A text with several claims about one thing taken apart: a chain `A = B = C`, or the lines of a derivation.

A line may go on from the one above (`= B`). A function may be named in front, `f(X) = …`, and asked about, `… wrt X`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from matdiff_cli.claims.asked_in_lines import asks_again, changed, changing, targets_below
from matdiff_cli.claims.changes import DIFFERENTIAL
from matdiff_cli.claims.displays import SYMBOL, is_derivative
from matdiff_cli.claims.equation import refuse_extremum
from matdiff_cli.claims.pieces import SIGNS, Part, Piece, pieces_of
from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.asked import NAME
from matdiff_cli.syntax.characters import check
from matdiff_cli.syntax.question import ask, asks_for_derivative
from matdiff_cli.typing.names import FUNCTIONS

RELATIONS = ("=", "≈")
_CLAUSE = re.compile("where|,|;")
"""How declarations begin."""
_CALLED = re.compile(rf"\s*({NAME})\s*(\(\s*{SYMBOL}(?:\s*,\s*{SYMBOL})*\s*\))?\s*")


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


def is_chain(text: str) -> bool:
    """Has a text more than one claim, or one that is no plain `A = B`?"""
    pieces = list(pieces_of(text))
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
    piece = next(pieces_of(text), None)
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
    return text.lstrip()[:1] in SIGNS


def take_apart(text: str, wrt: Sequence[str] = ()) -> Chain:
    """The chain of a text. Raises MatdiffError where a side is missing."""
    check(text)
    pieces = list(pieces_of(text))
    if not pieces or not pieces[0].sides[0].words:
        raise MatdiffError("syntax", "there is nothing to go on from", Mark(Span(0, 1)), source=text)
    declared = tuple(_CLAUSE.sub("", p.sides[0].source[slice(*p.where)], 1) for p in pieces if p.where)
    if len(pieces) > 1 and not pieces[0].signs and pieces[0].wrt and (name := _named(pieces[0])) == _named(pieces[1]):
        pieces = [replace(pieces[1], wrt=pieces[0].wrt, asked_in=1), *pieces[2:]] if name else pieces
    pieces, defined = _with_definitions(pieces)
    declared = (*defined, *declared)
    problem, function, links = _headed(pieces, wrt)
    above = pieces[0].sides[-1] if pieces[0].signs else None
    for piece in pieces[1:]:
        links += _links(piece, above, of_problem=bool(problem) and not links)
        if problem and len(piece.signs) == 1 and asks_again(piece.sides[0].words, problem):
            links[-1] = replace(links[-1], left=None, asked=piece.sides[0])
        elif piece.wrt and piece.asked_in == 0:
            raise piece.sides[0].error("lines are about one target", "check them one by one")
        above = piece.sides[-1]
    if not links:
        raise pieces[0].sides[-1].error("there is no = to judge", "for example a'*X*b wrt X = a*b', or A*B = B*A")
    where = f" where {', '.join(declared)}" if declared and problem else ""
    return Chain(text, problem + where, function, tuple(links), declared, () if wrt else _changed(pieces[0]))


def _with_definitions(pieces: list[Piece]) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces, that of the function first whose derivative the lines are about, and as declarations those that
    define what stands in it: `L = ||y - t||^2; y = W*x; dL/dW = …`, `r = A*x - b; r'*r wrt x = …`.
    """
    asked = ((k, _asks_itself(piece), changing(piece.sides[0].words)) for k, piece in enumerate(pieces))
    at, itself, of = next((each for each in asked if each[1] or each[2]), (0, False, ""))
    above = {_named(piece): piece for piece in pieces[:at]}
    if not at or len(above) < at or "" in above or not (itself or (at > 1 and of in above)):
        return pieces, ()
    function = pieces[at] if itself else above.pop(of)
    used = " ".join(side.words for side in (*function.sides, *(piece.sides[-1] for piece in above.values())))
    for name, piece in above.items():
        plain = len(piece.signs) == 1 and piece.signs[0] == "=" and not piece.wrt and not piece.where
        if not plain or piece.sides[0].words != name or name not in used or piece.sides[1].words.isdigit():
            return pieces, ()
    definitions = (f"{name} = {piece.sides[1].words}" for name, piece in above.items())
    return [function, *pieces[at + itself :]], tuple(definitions)


def _asks_itself(piece: Piece) -> bool:
    """Does a piece claim the derivative of a formula, rather than of what has a name above?"""
    words = piece.sides[0].words
    return (piece.wrt is not None and piece.asked_in == 0) or (_asks(words) and not is_derivative(words))


def _changed(piece: Piece) -> tuple[str, ...]:
    """The symbols whose changes make that of the first side, where d stands in front of it."""
    first, *others = (side.words for side in piece.sides)
    return changed(first, others) if piece.signs and not piece.wrt else ()


def _headed(pieces: Sequence[Piece], wrt: Sequence[str]) -> tuple[str, str, list[Link]]:
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
        if links:
            refuse_extremum(sides[0].text, sides[0].source)
        return (DIFFERENTIAL.sub("", sides[0].words, 1) if _changed(first) else sides[0].words) + target, "", links
    return "", "", _links(first, None, of_problem=False)


def _asks(words: str) -> bool:
    r"""Does a side ask for a derivative of what it says? `\nabla f` alone is a line of a derivation."""
    return bool(ask(words).targets) or (asks_for_derivative(words) and not is_derivative(words))


def _named(piece: Piece) -> str:
    """What the first side of a piece names, if that is a name that is no function's, with or without arguments."""
    found = _CALLED.fullmatch(piece.sides[0].words)
    found = None if _changed(piece) else found  # d(x) = …
    return "" if found is None or (found[2] and found[1] in FUNCTIONS) else found[1]


def _links(piece: Piece, above: Part | None, *, of_problem: bool) -> list[Link]:
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
