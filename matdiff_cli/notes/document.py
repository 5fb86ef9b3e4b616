"""A document, its blocks of problems, and what stands below them. What is outside the results is never changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class BadDocument(Exception):
    """A document of which it is not clear where a block or its results end. `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class Results(NamedTuple):
    """Lines [start, end) from one marker to the other, both included."""

    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A block of problems.

    `line` is the number of its first problem in the document, from 1; `end` the index of the line behind the block;
    `prefix` is what stands before each of its lines, such as `> ` or the indent of a list; `options` are the words
    behind its name.
    """

    lines: tuple[str, ...]
    options: str
    line: int
    end: int
    prefix: str
    results: Results | None = None


@dataclass(frozen=True)
class Markers:
    """The lines around results, without what stands before them in a quote or a list."""

    begin: str
    end: str
    apart: bool
    """Does a blank line stand between them and the results?"""

    def around(self, results: str) -> list[str]:
        """The lines from one marker to the other."""
        gap = [""] if self.apart else []
        return [self.begin, *gap, *results.split("\n"), *gap, self.end]


def lines_of(text: str) -> list[str]:
    """The lines with their ends: LF, CR or both; no other character ends a line."""
    return _LINE.findall(text)


def ending(line: str) -> str:
    """The line break at the end of a line, as it stands there; empty for a last line without one."""
    return line[len(line.rstrip("\r\n")) :]


def bare(line: str) -> str:
    """A line without its end and without what makes it part of a quote or a list."""
    return line.lstrip(" \t>\ufeff").rstrip()


def find_results(lines: Sequence[str], start: int, markers: Markers) -> Results | None:
    """The results that stand at `start`, with nothing but blank lines before them."""
    first = next((i for i in range(start, len(lines)) if bare(lines[i])), None)
    if first is None or bare(lines[first]) != markers.begin:
        return None
    for i in range(first + 1, len(lines)):
        if bare(lines[i]) == markers.end:
            return Results(first, i + 1)
        if bare(lines[i]) == markers.begin:
            break
    raise BadDocument(f"results begin here, but no line {markers.end} ends them", first + 1)


def refuse_lost_results(line: str, index: int, markers: Markers) -> None:
    """Results without a block above them are those of one that is gone or moved: people have to say which."""
    if bare(line) == markers.begin:
        raise BadDocument("results stand here without a block above them; delete one or the other", index + 1)


def woven(
    lines: Sequence[str], blocks: Iterable[Block], markers: Markers, answer: Callable[[Block], str]
) -> tuple[str, list[int]]:
    """The document with the answer to every block below it, in place of the one that stood there, and the lines of the
    blocks whose answers were others.
    """
    parts: list[str] = []
    stale: list[int] = []
    done = 0
    for block in blocks:
        start, end = block.results or (block.end, block.end)
        newline = ending(lines[block.end - 1]) or ending(lines[0]) or "\n"
        written = newline.join((block.prefix + line).rstrip() for line in markers.around(answer(block)))
        written += ending(lines[end - 1])  # a document without a newline at its end stays one
        if start == end and not ending(lines[end - 1]):
            written = newline + written
        if written != "".join(lines[start:end]):
            stale.append(block.line - 1)
        parts += [*lines[done:start], written]
        done = end
    return "".join((*parts, *lines[done:])), stale
