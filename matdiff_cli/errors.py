"""What can be wrong with a problem: one exception that carries facts, not a finished text.

The command turns it into underlined source on standard error or into a JSON error object; see
`matdiff_cli.output.diagnostics`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Kind = Literal["syntax", "shape", "name", "unsupported", "domain"]


class Span(NamedTuple):
    """A half-open range [start, end) of characters in the problem's text, counted from 0."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A place worth underlining, with what is to be said about it (for example `A is m×n`)."""

    span: Span
    label: str = ""


class MatdiffError(Exception):
    """A problem that cannot be answered.

    `marks[0]` is the place that the error's line and column point at; the others are underlined with it.
    `source` is the text that the spans count in: the problem's line, or the `--wrt` or `--where` text at fault.
    """

    def __init__(self, kind: Kind, message: str, *marks: Mark, hint: str = "", source: str = "") -> None:
        super().__init__(message)
        self.kind: Kind = kind
        self.message = message
        self.marks = marks
        self.hint = hint
        self.source = source

    @property
    def line(self) -> int:
        """The line of the source that is meant, from 1."""
        return self.source.count("\n", 0, self.marks[0].span.start) + 1 if self.marks else 1

    @property
    def column(self) -> int | None:
        """The column that is meant, from 1; None where it is no place in particular."""
        if not self.marks:
            return None
        start = self.marks[0].span.start
        return start - self.source.rfind("\n", 0, start)

    def __reduce__(self) -> tuple[Any, ...]:
        return _error, (self.kind, self.message, self.marks, self.hint, self.source)


def _error(kind: Kind, message: str, marks: tuple[Mark, ...], hint: str, source: str) -> MatdiffError:
    return MatdiffError(kind, message, *marks, hint=hint, source=source)


def in_its_line(error: MatdiffError) -> MatdiffError:
    """An error in a text of several lines as one in the line that is meant."""
    start = error.source.rfind("\n", 0, error.marks[0].span.start if error.marks else 0) + 1
    marks = (Mark(Span(m.span.start - start, m.span.end - start), m.label) for m in error.marks)
    line = error.source[start:].partition("\n")[0]
    kept = (mark for mark in marks if 0 <= mark.span.start <= len(line))
    return MatdiffError(error.kind, error.message, *kept, hint=error.hint, source=line)


def command(problem: str, options: Iterable[str] = (), *, wrt: str = "", where: str = "") -> str:
    """The command that asks for a problem, with one more target or declaration: a line to copy into a shell."""
    text = " ".join(line.partition("#")[0].strip() for line in problem.split("\n")).strip()
    if wrt:
        text += f" wrt {wrt}"
    more = ["-d", where] if where else []
    return " ".join(["matdiff", *map(quoted, [text, *options, *more])])


def quoted(word: str) -> str:
    """A word as one types it in a shell, in quotes unless it is an option."""
    import shlex  # only a mistake pays for it

    if re.fullmatch(r"-[A-Za-z]+|--[a-z-]+(?:=[\w,-]+)?", word):
        return word
    return shlex.quote(word) if re.search(r'["$`\\!]', word) else f'"{word}"'
