"""The page of the text format: numbered steps, lines aligned on the relation sign, reasons in a column of their own.

The page is made of spans with roles, so that plain text and the coloured terminal show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from matdiff_cli.derivation.records import Derivation, Line, Step
from matdiff_cli.expressions.equation import Formula
from matdiff_cli.output import notation
from matdiff_cli.output.breaking import break_line
from matdiff_cli.output.cells import to_ascii, width
from matdiff_cli.output.notation.names import unicode_name
from matdiff_cli.output.notation.sizes import shape_of, text_space, unicode_space
from matdiff_cli.output.style import Style
from matdiff_cli.output.words import check_words, facts, layout_remark, target_name, written
from matdiff_cli.typing.typed import Symbol

Role = Literal["header", "symbols", "title", "math", "result", "reason", "checked", "failed"]
Span = tuple[str, Role]

_INDENT = 5
_REASON_COLUMN = 38
_GAP = 4
_LEAST_GAP = 2
_HEADER_GAP = 8
_LEAST_RIGHT = 24
_HELD = "\N{NO-BREAK SPACE}"


@dataclass
class Row:
    """A line of the page, with the reason that has yet to find its place."""

    text: str
    role: Role
    reason: str = ""
    extra: list[Span] = field(default_factory=list)

    @property
    def width(self) -> int:
        return width(self.text)


def lay_out(derivation: Derivation, style: Style) -> list[list[Span]]:
    """The page as lines of spans."""
    writer = Writer(style)
    rows: list[Row] = [*_header(derivation, writer)]
    for number, step in enumerate(derivation.steps, 1):
        heading = f"{number}. {writer.words(written(step, writer.math))}"
        rows += [Row("", "math"), *wrapped(heading, "title", style.width, len(f"{number}. "))]
        rows += _step(step, writer)
    if derivation.check is not None:
        role: Role = "checked" if derivation.check.passed else "failed"
        rows += [Row("", "math"), *wrapped(check_words(derivation.check), role, style.width, 0)]
    return list(place_reasons(rows, style.width))


def lay_out_step(step: Step, style: Style) -> list[list[Span]]:
    """The lines of a step alone."""
    return list(place_reasons(list(_step(step, Writer(style))), style.width))


class Writer:
    """Spells expressions, names, sets and words for a style."""

    def __init__(self, style: Style) -> None:
        self.style = style
        write = notation.text if style.ascii else notation.unicode
        self.math: Callable[[Formula], str] = partial(write, style=style)
        self.name: Callable[[str], str] = str if style.ascii else partial(unicode_name, verbatim=style.verbatim)
        self.space = partial(text_space if style.ascii else unicode_space, verbatim=style.verbatim)

    def words(self, text: str) -> str:
        return to_ascii(text) if self.style.ascii else text

    def right(self, line: Line) -> str:
        shape = self.member("", self.space(shape_of(line.right)), " " * 2) if line.shown_shape else ""
        return self.math(line.right) + shape

    def member(self, text: str, shape: str, gap: str = " ") -> str:
        return f"{text}{gap}{'in' if self.style.ascii else '∈'} {shape}"

    def symbol(self, symbol: Symbol) -> str:
        shape = self.words("ℤ") if symbol.integer else self.space(symbol.shape)
        return " ".join(filter(None, (self.member(self.name(symbol.name), shape), facts(symbol))))


def _header(derivation: Derivation, writer: Writer) -> Iterator[Row]:
    problem, style = derivation.problem, writer.style
    function = writer.math(derivation.function)
    function = function if function.isalnum() else f"({function})"
    target = target_name(problem.target, writer.name)
    second = derivation.order == 2
    mark, square = ("d" if style.ascii else "∂"), ("^2" if style.ascii else "²")
    mark_above = mark + square if second else mark
    below = f"{mark}{target}{square if second else ''}"
    if derivation.by is not None:
        below = f"{mark}{target}{' ' if style.ascii else ''}{mark}{target_name(derivation.by, writer.name)}"
    quotient = f"{mark_above}{function}/{below}"
    symbols = ", ".join(_held_together(writer.symbol(symbol), style) for symbol in problem.symbols.values())
    abbreviations = ", ".join(
        _held_together(f"{writer.name(name)} = {writer.math(derivation.bindings[name])}", style)
        for name in problem.abbreviations
        if name in derivation.bindings
    )
    remark = _held_together(layout_remark(derivation), style)
    about = "; ".join(filter(None, (symbols, abbreviations, remark)))
    if about and width(quotient) + _HEADER_GAP + width(about) <= style.width:
        yield Row(quotient, "header", extra=[(" " * _HEADER_GAP + about.replace(_HELD, " "), "symbols")])
        return
    for index, part in enumerate(break_line(quotient, style.width - 2)):
        yield Row((" " * 2 if index else "") + part, "header")
    yield from wrapped(" " * _INDENT + about if about else "", "symbols", style.width, _INDENT)


def _held_together(words: str, style: Style) -> str:
    """Words that should not be parted, if they fit on a line at all."""
    return words.replace(" ", _HELD) if width(words) < style.width - _INDENT else words


def wrapped(text: str, role: Role, columns: int, indent: int) -> Iterator[Row]:
    """Words broken at blanks, the further lines indented."""
    if not text:
        return
    lead = text[: len(text) - len(text.lstrip())]
    for index, part in enumerate(_wrap_words(text.lstrip(), max(columns - indent, _LEAST_RIGHT))):
        yield Row((" " * indent if index else lead) + part.replace(_HELD, " "), role)


def _wrap_words(text: str, limit: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and width(lines[-1]) + 1 + width(word) > limit:
            lines.append(word)
        else:
            lines[-1] += (" " if lines[-1] else "") + word
    return lines


def _step(step: Step, writer: Writer) -> Iterator[Row]:
    """Lines aligned at the relation. A wide left side stands apart, above its right sides if they are wide."""
    role: Role = "result" if step.key == "result" else "math"
    chains: list[tuple[str, list[tuple[Line, str]]]] = []
    for line in step.lines:
        if line.left is not None or not chains:
            chains.append((writer.math(line.left) if line.left is not None else "", []))
        chains[-1][1].append((line, writer.right(line)))
    room = writer.style.width - _INDENT - 3
    aligned = max((width(left) for left, _ in chains if width(left) <= room // 2), default=0)
    for left, lines in chains:
        column, needed = max(aligned, width(left)), max(width(right) for _, right in lines)
        if room - column >= (needed if column > aligned else min(_LEAST_RIGHT, needed)):
            lead = " " * (_INDENT + column - width(left)) + left + " " * bool(column)
        else:
            lead = " " * (_INDENT + 2)
            for index, part in enumerate(break_line(left, writer.style.width - _INDENT - 4)):
                yield Row(" " * (_INDENT + 4 * bool(index)) + part, role)
        for line, right in lines:
            yield from _right(line, right, f"{lead}{writer.words(line.relation)} ", role, writer)
            lead = " " * width(lead)


def _right(line: Line, right: str, lead: str, role: Role, writer: Writer) -> Iterator[Row]:
    reason = writer.words(written(line.reason, writer.math)) if line.reason else ""
    yield from with_reason(lead, right, reason, role, writer.style.width)


def with_reason(lead: str, text: str, reason: str, role: Role, columns: int) -> Iterator[Row]:
    """Mathematics in as many rows as it needs, the reason with the last one."""
    indent = width(lead)
    limit = max(columns - indent, _LEAST_RIGHT)
    parts = [text] if width(text) <= limit else break_line(text, limit - 2)
    for index, part in enumerate(parts):
        start = lead if index == 0 else " " * (indent + 2)
        yield Row(start + part, role, reason if index == len(parts) - 1 else "")


def place_reasons(rows: Sequence[Row], columns: int) -> Iterator[list[Span]]:
    """Reasons in one column for the whole page, or on the next line where a line leaves no room."""
    fitting = [row for row in rows if row.reason and row.width + _GAP + width(row.reason) <= columns]
    wanted = max([_REASON_COLUMN, *(row.width + _GAP for row in fitting)])
    column = min([wanted, *(columns - width(row.reason) for row in fitting)])
    for row in rows:
        spans: list[Span] = [(row.text, row.role), *row.extra]
        if not row.reason:
            yield spans
        elif max(column, row.width + _LEAST_GAP) + width(row.reason) <= columns:
            yield [*spans, (" " * max(column - row.width, _LEAST_GAP) + row.reason, "reason")]
        else:
            yield spans
            least = _INDENT + _GAP
            start = max(min(column, columns - width(row.reason)), least)
            for part in _wrap_words(row.reason, max(columns - start, _LEAST_RIGHT)):
                yield [(" " * start + part, "reason")]
