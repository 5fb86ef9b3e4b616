"""Where problems come from: the words of the command line, or standard input, one problem a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from matdiff_cli.errors import Mark, MatdiffError, Span

PROBLEM = 'problem given; for example: matdiff "a\' * X * b" wrt X'
CLAIM = "claim given; for example: matdiff check \"a'*X*b wrt X = a*b'\""


class Entry(NamedTuple):
    """One problem as it was typed. `line` counts the lines of standard input; it is None for the command line."""

    text: str
    line: int | None = None
    error: MatdiffError | None = None


def entries(words: Sequence[str], wanted: str = PROBLEM) -> Iterator[Entry]:
    """The problems to answer. Lines are yielded as they arrive; blank ones and comments are skipped.

    Raises click.UsageError, which says what is `wanted`, if there is nothing to read from.
    """
    if words and tuple(words) != ("-",):
        return iter((_entry(" ".join(words).encode("utf-8", "surrogateescape"), None),))
    if sys.stdin is None or (not words and sys.stdin.isatty()):
        raise click.UsageError(f"no {wanted}")
    return _lines()


def _lines() -> Iterator[Entry]:
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        raw = raw.rstrip(b"\r\n")
        content = raw.lstrip()
        if content and not content.startswith(b"#"):
            yield _entry(raw, number)


def _entry(raw: bytes, line: int | None) -> Entry:
    try:
        return Entry(raw.decode("utf-8"), line)
    except UnicodeDecodeError as error:
        text = raw.decode("utf-8", "replace")
        column = len(raw[: error.start].decode("utf-8"))
        problem = MatdiffError(
            "syntax",
            "the text is not UTF-8",
            Mark(Span(column, column + 1)),
            hint="save or convert the text as UTF-8",
            source=text,
        )
        return Entry(text, line, problem)
