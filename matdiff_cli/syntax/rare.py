"""Patterns that few texts need. To compile them all would take longer than to read most problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from sys import maxsize


class Rare:
    """A pattern that is compiled when it is first needed: by a text that holds one of the `signs`, which whatever
    matches holds; without signs, by any text.
    """

    def __init__(self, pattern: str, *signs: str, flags: int = 0) -> None:
        self._pattern, self._signs, self._flags = pattern, signs or ("",), flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, for a text of which more is known."""
        found = re.compile(self._pattern, self._flags)
        vars(self)["match"] = found.match  # which fails sooner than signs are looked for, once it is there
        return found

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As that of re.Pattern, and so are the others."""
        for sign in self._signs:
            if sign in text:
                return self.compiled.match(text, start, end)
        return None

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first place."""
        for sign in self._signs:
            if sign in text:
                return self.compiled.search(text, start, end)
        return None

    def fullmatch(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """All of the text."""
        return self.compiled.fullmatch(text, start, end) if any(map(text.__contains__, self._signs)) else None

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """Every place."""
        return self.compiled.finditer(text, start, end) if any(map(text.__contains__, self._signs)) else iter(())

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with other words at every place."""
        return self.compiled.sub(by, text) if any(map(text.__contains__, self._signs)) else text
