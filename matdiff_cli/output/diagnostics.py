"""Errors for people (underlined source) and for programs (a JSON object). Nothing heavy is imported here.

What a user typed is shown with its control and formatting characters replaced, never as markup, and cut to a window
around the place at fault.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from matdiff_cli.errors import MatdiffError, Span
from matdiff_cli.languages import ENGLISH, phrase, retold, translated
from matdiff_cli.output.cells import cell_width, sanitise, shorten, to_ascii, width
from matdiff_cli.output.style import DEFAULT, Style

SCHEMA = "matdiff/1"

_LONGEST_MESSAGE = 1_000
_LONGEST_PROBLEM = 10_000
_LEAST_WINDOW = 20

BOLD, RED, GREEN, YELLOW = "\x1b[1m", "\x1b[1;31m", "\x1b[1;32m", "\x1b[1;33m"
_BLUE, _PLAIN = "\x1b[1;34m", "\x1b[0m"


def report(error: MatdiffError, *, line: int | None = None, origin: str = "", style: Style = DEFAULT) -> str:
    """The error as lines of text, without a newline at the end.

    `line` is the number of the problem's line, from 1, where there are several; `origin` says where else the text came
    from, such as `--where`. The column counts characters from 1.
    """
    paint = Paint(style.color)
    ascii_or = to_ascii if style.ascii else str
    word = partial(translated, language=style.language)

    def said(message: str) -> str:
        return ascii_or(shorten(retold(message, style.language), _LONGEST_MESSAGE))

    kind = f"{word('error')}[{error.kind}]"
    lines = [f"{paint(RED, kind)}{paint(BOLD, f': {said(error.message)}')}"]
    number = str(line) if line is not None else ""
    margin = " " * max(len(number), 1)
    marks = [mark for mark in error.marks if error.source]
    place = ", ".join(
        part
        for part in (
            sanitise(origin),
            word(phrase("line {n}", n=line)) if line is not None else "",
            word(phrase("column {n}", n=error.marks[0].span.start + 1)) if error.marks else "",
        )
        if part
    )
    if place:
        lines.append(f"{margin}{paint(_BLUE, '-->')} {place}")
    bar = paint(_BLUE, "|")
    if marks:
        window = _Window.around(error.source, [mark.span for mark in marks], style.width - len(margin) - 3, style.ascii)
        lines.append(f"{margin} {bar}")
        lines.append(f"{paint(_BLUE, number.rjust(len(margin)))} {bar} {window.text}")
        labels = [(window.cells(mark.span), said(mark.label)) for mark in marks]
        drawn = [(cells, label) for cells, label in labels if cells is not None]
        lines += [f"{margin} {bar} {paint(RED, underline)}" for underline in _underline(drawn)]
        unseen = (word(phrase("note: {remark}", remark=label)) for cells, label in labels if cells is None and label)
        lines += [f"{margin} {paint(_BLUE, '=')} {note}" for note in unseen]
    if error.hint:
        lines.append(f"{margin} {paint(_BLUE, '=')} {word('hint')}: {said(error.hint)}")
    return "\n".join(lines)


def error_object(
    error: MatdiffError, *, line: int | None = None, problem: str | None = None, language: str = ENGLISH
) -> dict[str, Any]:
    """The error as the JSON object of schema matdiff/1. `problem`: the problem's text, where not that is at fault."""
    return {
        "schema": SCHEMA,
        "problem": shorten(error.source if problem is None else problem, _LONGEST_PROBLEM),
        "error": {
            "kind": error.kind,
            "message": shorten(retold(error.message, language), _LONGEST_MESSAGE),
            "line": 1 if line is None else line,
            "column": error.marks[0].span.start + 1 if error.marks else None,
            "hint": shorten(retold(error.hint, language), _LONGEST_MESSAGE) or None,
        },
    }


@dataclass(frozen=True, slots=True)
class Paint:
    """paint(code, text): the text in a colour, if there is to be any."""

    color: bool

    def __call__(self, code: str, text: str) -> str:
        """The text between a colour code and the code that ends it; the text alone without colour."""
        return f"{code}{text}{_PLAIN}" if self.color else text


@dataclass(frozen=True, slots=True)
class _Window:
    """The part [start, end) of the source, and the `text` that shows it, with `lead` cells of ellipsis before it."""

    text: str
    characters: str
    start: int
    end: int
    lead: int
    whole: bool

    @classmethod
    def around(cls, source: str, spans: list[Span], columns: int, ascii_only: bool) -> _Window:
        columns = max(columns, _LEAST_WINDOW)
        ellipsis = "..." if ascii_only else "…"
        if len(source) <= 2 * columns and width(sanitise(source)) <= columns:
            start, end = 0, len(source)
        else:
            room = columns - 2 * len(ellipsis)
            start, end = _choose(source, spans, room)
        shown = sanitise(source[start:end])
        if ascii_only:
            shown = "".join(c if c.isascii() else "?" * cell_width(c) if len(c) == 1 else "?" for c in shown)
        characters = sanitise(source[start:end])
        before, after = start > 0, end < len(source)
        text = (ellipsis if before else "") + shown + (ellipsis if after else "")
        return cls(text, characters, start, end, len(ellipsis) if before else 0, not after)

    def cells(self, span: Span) -> tuple[int, int] | None:
        """The cells [first, last) under a span, or None if it is out of sight. At least one cell is underlined."""
        after = span.start > self.end or (span.start == self.end and not self.whole)
        if after or max(span.end, span.start + 1) <= self.start:
            return None
        first = width(self.characters[: max(span.start - self.start, 0)])
        last = width(self.characters[: max(span.end - self.start, 0)])
        return self.lead + first, self.lead + max(last, first + 1)


def _choose(source: str, spans: list[Span], room: int) -> tuple[int, int]:
    """A stretch of at most `room` cells that shows the first span, and the others where they fit."""
    first = spans[0]
    low, high = first.start, min(first.end, first.start + room * 3 // 4)
    for span in spans[1:]:
        wider = min(low, span.start), max(high, span.end)
        if wider[1] - wider[0] <= room:
            low, high = wider
    low = min(low, len(source))
    high = min(max(high, low), len(source))
    used = width(sanitise(source[low:high]))
    while used > room and high > low:
        high -= 1
        used -= cell_width(source[high])
    grows = True
    while grows:
        grows = False
        if low > 0 and used + cell_width(source[low - 1]) <= room:
            low, used, grows = low - 1, used + cell_width(source[low - 1]), True
        if high < len(source) and used + cell_width(source[high]) <= room:
            high, used, grows = high + 1, used + cell_width(source[high]), True
    return low, high


def _underline(marks: Iterable[tuple[tuple[int, int], str]]) -> list[str]:
    """Carets under all marks, the rightmost label beside them, the others below, each under its own mark."""
    marks = list(marks)
    if not marks:
        return []
    carets = [" "] * max(last for (_, last), _ in marks)
    for (first, last), _ in marks:
        carets[first:last] = "^" * (last - first)
    labelled = sorted(((first, last, label) for (first, last), label in marks if label), key=lambda mark: mark[:2])
    lines = ["".join(carets)]
    if labelled and labelled[-1][1] == len(carets):
        lines[0] += f" {labelled.pop()[2]}"
    while labelled:
        first, _, label = labelled.pop()
        row = [" "] * first
        for other, _, _ in labelled:
            if other < first:
                row[other] = "|"
        lines.append("".join(row) + label)
    return lines
