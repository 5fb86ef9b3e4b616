"""Where problems come from: the words of the command line, or standard input, one problem a line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from matdiff_cli.errors import Mark, MatdiffError, Span

_CLAUSE = re.compile(r"(wrt|where)\s")
_FILE = re.compile(r"\S*[./]\S*")

_MOST_LOOKED_UP, _FEWEST_LETTERS = 50, 4

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
    text = " ".join(words)
    waits = sys.stdin is not None and not sys.stdin.isatty()
    if _CLAUSE.match(text) and waits:
        return _lines(f" {text}")
    if words and text != "-":
        if _FILE.fullmatch(text) and os.path.isfile(text):
            raise click.UsageError(f"{text} is a file; to read the problems in it: matdiff < {text}")
        _refuse_names_of_files(words)
        return iter((_entry(text.encode("utf-8", "surrogateescape"), None),))
    if sys.stdin is None or (not words and not waits):
        raise click.UsageError(f"no {wanted}")
    return _lines()


def _refuse_names_of_files(words: Sequence[str]) -> None:
    """Refuse what the shell has made of `a * b`: the names of all files of the folder in place of the star."""
    if not any(len(word) > 1 and os.path.lexists(word) for word in words[:_MOST_LOOKED_UP]):
        return
    names = {name for name in os.listdir() if not name.startswith(".")}
    if len("".join(names)) >= _FEWEST_LETTERS and names <= set(words):
        raise click.UsageError("the shell put the names of files in place of a *; put the problem in double quotes")


def _lines(clause: str = "") -> Iterator[Entry]:
    """The problems of standard input, a line each; `clause` stands behind each of them."""
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        raw = raw.rstrip(b"\r\n")
        content = raw.lstrip()
        if content and not content.startswith(b"#"):
            if clause:
                raw = raw.partition(b"#")[0] + clause.encode("utf-8", "surrogateescape")
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
