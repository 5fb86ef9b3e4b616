"""Lines of mathematics with reasons beside them, all reasons of a page in one column.

A block is a group of lines that are aligned at their relation signs. Where it is too wide for its reasons it is set
narrow instead: a left side alone, and below it `= …`, line by line.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from matdiff_cli.output.breaking import break_line
from matdiff_cli.output.cells import is_single, width

Role = Literal["header", "symbols", "title", "math", "result", "reason", "checked", "failed"]
Span = tuple[str, Role]

_Reason = tuple[str, int]
"""The words of a reason, and how wide they are."""

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

    def aligned(self, columns: int) -> list[Row]:
        """Aligned at the relation. A wide left side stands apart, above its right sides if they are wide."""
        rows: list[Row] = []
        room = columns - INDENT - 3
        lefts = [width(chain.left) for chain in self.chains]
        aligned = max([wide for wide in lefts if wide <= room // 2], default=0)
        for chain, left in zip(self.chains, lefts, strict=True):
            column, needed = max(aligned, left), max([right.width for right in chain.rights])
            if room - column >= (needed if column > aligned else min(_LEAST_RIGHT, needed)):
                gap = bool(column)
                lead, indent = " " * (INDENT + column - left) + chain.left + " " * gap, INDENT + column + gap
            else:
                rows += self._left(chain.left, columns)
                lead, indent = "", INDENT + 2
            rows += self._rights(chain, lead, indent, columns)
        return rows

    def narrow(self, columns: int) -> list[Row]:
        """Every left side alone, above its right sides."""
        rows: list[Row] = []
        for chain in self.chains:
            rows += self._left(chain.left, columns) if chain.left else ()
            rows += self._rights(chain, "", INDENT - 2, columns)
        return rows

    def least_narrow(self) -> int:
        """What it costs at least to set the block narrow: each left side takes a line without a reason."""
        alone = [bool(chain.left) + sum([not right.reason for right in chain.rights]) for chain in self.chains]
        return _NARROW + _BROKEN * sum(alone)

    def _left(self, left: str, columns: int) -> list[Row]:
        parts = break_line(left, columns - INDENT - 4)
        return [Row(" " * (INDENT + 4 * bool(index)) + part, self.role) for index, part in enumerate(parts)]

    def _rights(self, chain: Chain, lead: str, indent: int, columns: int) -> list[Row]:
        """The right sides in column `indent`, the first one behind `lead` if there is one."""
        rows: list[Row] = []
        for right in chain.rights:
            before = f"{lead or ' ' * indent}{right.relation} "
            rows += with_reason(before, indent + right.relation_width + 1, right, self.role, columns)
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
    aligned = {
        index: _Way(part.aligned(columns) if isinstance(part, Block) else [part])
        for index, part in enumerate(page)
        if isinstance(part, Block) or part.reason
    }
    reasons = [(row.reason, row.reason_width) for way in aligned.values() for row in way.rows if row.reason]
    possible = _possible(reasons, columns)
    narrow = {
        index: _Way(part.narrow(columns), _NARROW)
        for index, part in enumerate(page)
        if isinstance(part, Block) and aligned[index].cost(possible.start) > part.least_narrow()
    }
    settled = _Way([row for index, way in aligned.items() if index not in narrow for row in way.rows])
    choices = [(aligned[index], way) for index, way in narrow.items()]
    column = _column(settled, choices, reasons, possible, columns)
    for index, part in enumerate(page):
        if index in aligned:
            way = aligned[index]
            if index in narrow and narrow[index].cost(column) < way.cost(column):
                way = narrow[index]
            for row in way.rows:
                yield from _spans(row, column, columns)
        elif isinstance(part, Row):
            yield [(part.text, part.role), *part.extra]


class _Way:
    """Rows as they can be set, with what they cost wherever reasons stand, but for wrapping these."""

    def __init__(self, rows: Sequence[Row], cost: int = 0) -> None:
        self.rows = rows
        self.begins = sorted([row.width + _LEAST_GAP for row in rows if row.reason])
        self.least = cost + _BROKEN * (len(rows) - len(self.begins))  # a left side alone, or a line that goes on

    def cost(self, column: int) -> int:
        """What it costs if reasons stand in this column; the less, the further to the right that is."""
        return self.least + _BELOW * (len(self.begins) - bisect_right(self.begins, column))


def _possible(reasons: Sequence[_Reason], columns: int) -> range:
    """Where reasons may stand: further to the left than usual only where some of them are wrapped there."""
    possible = range(min(_LEAST_COLUMN, columns // 2), max(columns - len(_MARK) - _LEAST_REASON, columns // 2) + 1)
    usual = min(_USUAL_COLUMN, possible[-1])
    widest = max([wide for _, wide in reasons], default=0)
    return possible if widest > columns - usual - len(_MARK) else range(usual, possible.stop)


def _column(
    settled: _Way, choices: Sequence[tuple[_Way, _Way]], reasons: Sequence[_Reason], possible: range, columns: int
) -> int:
    """The column in which reasons cost least; of those that do equally well the least odd one.

    The odd ones are tried last, and none once nothing is left that another column could save. Further to the right than
    usual only those right behind a line can save something, and those in which something that is held together has to
    be parted.
    """
    usual = min(_USUAL_COLUMN, possible[-1])
    held = [part for words, _ in reasons if HELD in words for part in words.split(" ") if HELD in part]
    right = {columns - len(_MARK) - width(part) + 1 for part in held}
    right.update(settled.begins, *[way.begins for ways in choices for way in ways])
    candidates = [*range(possible.start, usual + 1), *right.intersection(range(usual + 1, possible.stop))]
    unavoidable = settled.least + sum([min(way.least, other.least) for way, other in choices])
    best, found = math.inf, usual
    for column in sorted(candidates, key=_oddness):
        cost = settled.cost(column) + sum([min(way.cost(column), other.cost(column)) for way, other in choices])
        if cost < best:
            room = columns - column - len(_MARK)
            cost += _WRAPPED * sum([len(wrap(words, room)) - 1 for words, wide in reasons if wide > room])
        if cost < best:
            best, found = cost, column
            if best == unavoidable:
                break
    return found


def _oddness(column: int) -> int:
    """Pages look alike: of columns that do equally well the usual one is taken, else the next one after it."""
    return column - _USUAL_COLUMN if column >= _USUAL_COLUMN else 2 * (_USUAL_COLUMN - column)


def _spans(row: Row, column: int, columns: int) -> Iterator[list[Span]]:
    first: list[Span] = [(row.text, row.role), *row.extra]
    if not row.reason:
        yield first
        return
    room = columns - column - len(_MARK)
    parts = wrap(row.reason, room) if row.reason_width > room else (row.reason,)
    beside = row.width + _LEAST_GAP <= column
    if not beside:
        yield first
    for index, part in enumerate(parts):
        comment = _MARK + part.replace(HELD, " ")
        if beside and index == 0:
            yield [*first, (" " * (column - row.width) + comment, "reason")]
        else:
            yield [(" " * column + comment, "reason")]


def wrapped(text: str, role: Role, columns: int, indent: int) -> Iterator[Row]:
    """Words broken at blanks, the further lines indented."""
    if not text:
        return
    lead = text[: len(text) - len(text.lstrip())]
    for index, part in enumerate(wrap(text.lstrip(), max(columns - indent, _LEAST_RIGHT))):
        yield Row((" " * indent if index else lead) + part.replace(HELD, " "), role)


@lru_cache(maxsize=256)  # a reason is tried in many columns
def wrap(text: str, limit: int) -> tuple[str, ...]:
    """Words in lines of at most `limit` columns; what is held together is parted only where it is too wide alone."""
    measure: Callable[[str], int] = len if is_single(text) else width
    if measure(text) <= limit:
        return (text,)
    words = text.split(" ")
    if HELD in text:
        words = [word for held in words for word in (held.split(HELD) if measure(held) > limit else [held])]
    lines: list[str] = []
    line, filled = "", 0
    for word in words:
        wide = measure(word)
        if not line:
            line, filled = word, wide
        elif filled + 1 + wide > limit:
            lines.append(line)
            line, filled = word, wide
        else:
            line, filled = f"{line} {word}", filled + 1 + wide
    return (*lines, line)
