"""Lines of an input that belong together: chains that go on below, and the lines of a derivation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from matdiff_cli.claims.chains import Head, goes_on, head
from matdiff_cli.cli.reading import Entry
from matdiff_cli.typing.names import FUNCTIONS

_INCREMENT = re.compile(r"(?<![\w.])[dΔ∆]\s?\(?[^\W\d_]\w*")
_RESULT = re.compile(r"\s*(?:∇|grad |[JD]f?\b|[∂d]\w+\s*/\s*[∂d]|\w+['′])")


def gathered(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, those that belong together as one, with their lines where they were.

    A line that begins with a sign goes on from the one above. What follows a problem without a claim, or a function
    with a name (`f(X) = …`), are the lines of its derivation, up to the next line that asks a question of its own.
    """
    waiting: list[Entry] = []
    about: Head | None = None
    ended = False
    for entry in entries:
        found = None if entry.error is not None else head(entry.text)
        if waiting and found is not None and _belongs(entry.text, found, about, ended=ended):
            waiting.append(entry)
            ended = ended or bool(_RESULT.match(entry.text))
            continue
        if waiting:
            yield _joined(waiting)
        waiting, ended, about = [entry], False, found
        if entry.error is not None or entry.line is None:
            yield waiting.pop()
    if waiting:
        yield _joined(waiting)


def _belongs(text: str, found: Head, about: Head | None, *, ended: bool) -> bool:
    """Does a line belong to the ones above, which are `about` something, and have come to a result where they ended?"""
    if goes_on(text):
        return True
    if about is None or found.asks:
        return False
    if found.defines:
        called = found.defines.partition("(")[0].strip()
        return about.opens and len(called) == 1 and (found.defines != about.defines or not ended)
    if about.opens:  # an equation without increments may be a claim of its own, below one that lacks its claim
        increments = (word for word in _INCREMENT.findall(text) if word not in FUNCTIONS)  # det(A) is none
        return bool(found.names or found.changes or any(increments))
    return bool(about.names and found.changes == about.names)


def _joined(entries: list[Entry]) -> Entry:
    """One entry of several, blank lines between them where there were any."""
    text, line = entries[0].text, entries[0].line
    for before, entry in pairwise(entries):
        assert entry.line is not None and before.line is not None
        text += "\n" * (entry.line - before.line) + entry.text
    return Entry(text, line)
