"""Lines of mathematics with reasons beside them, all reasons of a page in one column.

A block is a group of lines that are aligned at their relation signs. Where it is too wide for its reasons it is set
narrow instead: a left side alone, and below it `= …`, line by line.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from matdiff_cli.output.breaking import break_line
from matdiff_cli.output.cells import is_single, width

Role = Literal["header", "symbols", "title", "math", "result", "reason", "checked", "failed"]
Span = tuple[str, Role]

INDENT = 5
HELD = "\N{NO-BREAK SPACE}"
"""A blank at which words are not parted."""

_MARK = "# "
"""Begins a reason. It begins a comment in the language, too, so that a line can be pasted back."""

_USUAL_COLUMN = 38
_LEAST_COLUMN = 24
_LEAST_GAP = 3
_LEAST_REASON = 18
_LEAST_RIGHT = 24
_BELOW, _WRAPPED, _BROKEN, _NARROW = 4, 3, 2, 3
"""What it costs to set a reason below its line, to wrap it, to break a line, and to set a block narrow."""


class Row(NamedTuple):
    """A line of the page, with the reason that has yet to find its place; both widths are told where there is one."""

    text: str
    role: Role
    reason: str = ""
    extra: Sequence[Span] = ()
    width: int = 0
    reason_width: int = 0


class Right:
    """A relation sign, what stands to the right of it, and why it holds, with the widths of all three."""

    __slots__ = ("reason", "reason_width", "relation", "relation_width", "text", "width")

    def __init__(self, relation: str, text: str, reason: str = "") -> None:
        self.relation, self.text, self.reason = relation, text, reason
        self.relation_width, self.width, self.reason_width = width(relation), width(text), width(reason)


class Chain(NamedTuple):
    """A left side, empty where there is none, and the lines that go on from it."""

    left: str
    rights: Sequence[Right]


@dataclass
class Block:
    """The chains of a step."""

    chains: Sequence[Chain]
    role: Role

    def rows(self, columns: int, *, narrow: bool) -> list[Row]:
        """The lines in one of the two ways, none wider than `columns` if that can be."""
        return self._narrow(columns) if narrow else self._aligned(columns)

    def _aligned(self, columns: int) -> list[Row]:
        """Aligned at the relation. A wide left side stands apart, above its right sides if they are wide."""
        rows: list[Row] = []
        room = columns - INDENT - 3
        lefts = [width(chain.left) for chain in self.chains]
        aligned = max((wide for wide in lefts if wide <= room // 2), default=0)
        for chain, left in zip(self.chains, lefts, strict=True):
            column, needed = max(aligned, left), max(right.width for right in chain.rights)
            if room - column >= (needed if column > aligned else min(_LEAST_RIGHT, needed)):
                lead, indent = " " * (INDENT + column - left) + chain.left, INDENT + column + bool(column)
            else:
                rows += self._left(chain.left, columns)
                lead, indent = "", INDENT + 2
            rows += self._rights(chain, lead, indent, columns)
        return rows

    def _narrow(self, columns: int) -> list[Row]:
        rows: list[Row] = []
        for chain in self.chains:
            rows += self._left(chain.left, columns) if chain.left else ()
            rows += self._rights(chain, "", INDENT - 2, columns)
        return rows

    def _left(self, left: str, columns: int) -> list[Row]:
        parts = break_line(left, columns - INDENT - 4)
        return [Row(" " * (INDENT + 4 * bool(index)) + part, self.role) for index, part in enumerate(parts)]

    def _rights(self, chain: Chain, lead: str, indent: int, columns: int) -> list[Row]:
        """The right sides in column `indent`, the first one behind `lead`."""
        rows: list[Row] = []
        for right in chain.rights:
            blanks = " " * (indent - width(lead))
            rows += with_reason(
                f"{lead}{blanks}{right.relation} ", indent + right.relation_width + 1, right, self.role, columns
            )
            lead = ""
        return rows


def with_reason(lead: str, indent: int, right: Right, role: Role, columns: int) -> list[Row]:
    """Mathematics behind a lead of width `indent`, in as many rows as it needs, the reason with the last one."""
    limit = max(columns - indent, _LEAST_RIGHT)
    if right.width <= limit:
        return [Row(lead + right.text, role, right.reason, (), indent + right.width, right.reason_width)]
    parts = break_line(right.text, limit - 2)
    *texts, last = [(" " * (indent + 2) if index else lead) + part for index, part in enumerate(parts)]
    return [*(Row(text, role) for text in texts), Row(last, role, right.reason, (), width(last), right.reason_width)]


def placed(page: Sequence[Row | Block], columns: int) -> Iterator[list[Span]]:
    """The page as lines of spans: every block in the way that suits it, every reason in the column that suits most."""
    ways = {index: _ways(part, columns) for index, part in enumerate(page) if isinstance(part, Block) or part.reason}
    column = _column(list(ways.values()), columns)
    for index, part in enumerate(page):
        if index in ways:
            for row in _cheapest(ways[index], column, columns)[1].rows:
                yield from _spans(row, column, columns)
        elif isinstance(part, Row):
            yield [(part.text, part.role), *part.extra]


class _Way:
    """Rows as they can be set, with what they cost wherever reasons stand.

    `reasons` tells for each where it can begin at the left, its words and how wide they are.
    """

    def __init__(self, rows: Sequence[Row], cost: int = 0) -> None:
        self.rows = rows
        self.reasons = [(row.width + _LEAST_GAP, row.reason, row.reason_width) for row in rows if row.reason]
        self.least = cost + _BROKEN * (len(rows) - len(self.reasons))  # a left side alone, or a line that goes on

    def cost(self, column: int, columns: int) -> int:
        """What it costs if reasons stand in this column."""
        cost, room = self.least, columns - column - len(_MARK)
        for begin, reason, wide in self.reasons:
            if begin > column:
                cost += _BELOW
            if wide > room:
                cost += _WRAPPED * (len(wrap(reason, room)) - 1)
        return cost


def _ways(part: Row | Block, columns: int) -> list[_Way]:
    if isinstance(part, Row):
        return [_Way([part])]
    return [_Way(part.rows(columns, narrow=narrow), _NARROW * narrow) for narrow in (False, True)]


def _column(page: Sequence[Sequence[_Way]], columns: int) -> int:
    """The column in which reasons cost least; of those that do equally well the least odd one.

    The odd ones are tried last, and none once nothing is left that another column could save.
    """
    unavoidable = sum(min(way.least for way in ways) for ways in page)
    best, found = math.inf, 0
    for column in _candidates([way for ways in page for way in ways], columns):
        cost = 0
        for ways in page:
            cost += _cheapest(ways, column, columns)[0]
            if cost >= best:
                break
        else:
            best, found = cost, column
            if best == unavoidable:
                break
    return found


def _candidates(ways: Sequence[_Way], columns: int) -> list[int]:
    """The columns that may cost least, the least odd one first.

    Further to the right only those right behind a line can save something, and those in which something that is held
    together has to be parted; further to the left only where reasons are wrapped.
    """
    possible = range(min(_LEAST_COLUMN, columns // 2), max(columns - len(_MARK) - _LEAST_REASON, columns // 2) + 1)
    usual = min(possible, key=_oddness)
    reasons = [found for way in ways for found in way.reasons]
    parted = any(wide > columns - usual - len(_MARK) for _, _, wide in reasons)
    left = range(possible.start, usual) if parted else ()
    held = (part for _, reason, _ in reasons if HELD in reason for part in reason.split(" ") if HELD in part)
    right = {*(begin for begin, _, _ in reasons), *(columns - len(_MARK) - width(part) + 1 for part in held)}
    return sorted((usual, *left, *right.intersection(range(usual + 1, possible.stop))), key=_oddness)


def _oddness(column: int) -> int:
    """Pages look alike: of columns that do equally well the usual one is taken, else the next one after it."""
    return column - _USUAL_COLUMN if column >= _USUAL_COLUMN else 2 * (_USUAL_COLUMN - column)


def _cheapest(ways: Sequence[_Way], column: int, columns: int) -> tuple[int, _Way]:
    """The best way to set a block if reasons stand in this column, with its cost."""
    best, *others = ways
    least = best.cost(column, columns)
    for way in others:
        if way.least < least and (cost := way.cost(column, columns)) < least:
            best, least = way, cost
    return least, best


def _spans(row: Row, column: int, columns: int) -> Iterator[list[Span]]:
    first: list[Span] = [(row.text, row.role), *row.extra]
    if not row.reason:
        yield first
        return
    beside = row.width + _LEAST_GAP <= column
    if not beside:
        yield first
    for index, part in enumerate(_reason(row.reason, columns - column)):
        if beside and index == 0:
            yield [*first, (" " * (column - row.width) + part, "reason")]
        else:
            yield [(" " * column + part, "reason")]


def _reason(words: str, room: int) -> list[str]:
    """A reason in lines of its column, each of them a comment."""
    return [_MARK + part.replace(HELD, " ") for part in wrap(words, room - len(_MARK))]


def wrapped(text: str, role: Role, columns: int, indent: int) -> Iterator[Row]:
    """Words broken at blanks, the further lines indented."""
    if not text:
        return
    lead = text[: len(text) - len(text.lstrip())]
    for index, part in enumerate(wrap(text.lstrip(), max(columns - indent, _LEAST_RIGHT))):
        yield Row((" " * indent if index else lead) + part.replace(HELD, " "), role)


@lru_cache(maxsize=256)  # a reason is tried beside both ways of a block
def wrap(text: str, limit: int) -> tuple[str, ...]:
    """Words in lines of at most `limit` columns; what is held together is parted only where it is too wide alone."""
    measure: Callable[[str], int] = len if is_single(text) else width
    if measure(text) <= limit:
        return (text,)
    lines, filled = [""], 0
    for held in text.split(" "):
        for word in held.split(HELD) if measure(held) > limit else [held]:
            wide = measure(word)
            if lines[-1] and filled + 1 + wide > limit:
                lines.append(word)
                filled = wide
            else:
                filled += wide + bool(lines[-1])
                lines[-1] += (" " if lines[-1] else "") + word
    return tuple(lines)
