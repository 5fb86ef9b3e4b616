"""Finished messages in another language: which sentence a message is, is seen from its form.

An error is raised in English in one of many rooms, and its words are read again there: a hint is tried, a reading is
chosen by what is wrong. So it stays a text, and only who shows it looks for its sentence in a table. Each row is a
sentence with places, `{word} is no type`. What stands in a place is a name, a number or a formula, and stays as it is;
in a place like `{_what}` it is a sentence again. Of the rows that fit, that one is meant which leaves least as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import NamedTuple

_PLACE = re.compile(r"\{(_?[a-z]+)\}")
_BETWEEN = re.compile(r"; |(?<=\?) ")
"""What stands between the sentences of a hint."""

_MOST = 6
"""How many sentences may stand in one another or one after the other; what looks so beyond that is a formula."""

_QUOTED = re.compile(r"(?<![\w.])this(?!\w)")
"""What stands in place of a text that is too long to be quoted."""


class Told(NamedTuple):
    """A message in another language, and how many characters of it are `left` as they were."""

    text: str
    left: int


class Messages:
    """`rows` are sentences with places, `words` what is said elsewhere without any; `adapted` settles particles."""

    def __init__(self, rows: Mapping[str, str], words: Mapping[str, str], adapted: Callable[[str], str]) -> None:
        self._words = {**words, **rows}
        self._forms = [_Form(row) for row in rows if _PLACE.search(row)]
        self._adapted = adapted
        self.told = lru_cache(maxsize=256)(self._told)

    def _told(self, message: str, most: int = _MOST) -> Told | None:
        """The message, of so many sentences at most, in the language of the table; None if no row fits."""
        if message in self._words:
            return Told(self._words[message], 0)
        return _best(chain(self._wholes(message, most), self._parts(message, most)))

    def _wholes(self, message: str, most: int) -> Iterator[Told]:
        """The message as one sentence, by every row that fits."""
        for form in self._forms if most > 0 else ():
            values = form.places(message)
            if values is not None:
                filled = {name: self._filled(name, value, most - 1) for name, value in values.items()}
                words = self._adapted(_with(filled, self._words[form.row]))
                yield Told(words, sum(told.left for told in filled.values()))

    def _filled(self, name: str, value: str, most: int) -> Told:
        told = self.told(value, most) if name.startswith("_") else None
        shown = value if "command" in name else _QUOTED.sub(self._words["this"], value)  # a command is to be copied
        return told or Told(shown, len(value))

    def _parts(self, message: str, most: int) -> Iterator[Told]:
        """The message as several sentences, one after the other."""
        for between in islice(_BETWEEN.finditer(message), max(most - 1, 0)):
            first = self.told(message[: between.start()], min(most - 1, 2))
            rest = first and self.told(message[between.end() :], most - 1)
            if first and rest:
                mark = " " if first.text.endswith("?") else ". "
                yield Told(first.text + mark + rest.text, first.left + rest.left)


def _best(found: Iterable[Told]) -> Told | None:
    return min(found, key=lambda told: told.left, default=None)


def _with(filled: Mapping[str, Told], row: str) -> str:
    return _PLACE.sub(lambda place: filled[place[1]].text, row)


class _Form:
    """A row as a pattern, compiled when a message has all words of the row."""

    def __init__(self, row: str) -> None:
        self.row = row
        self._begins, *self._within, self._ends = _PLACE.sub("\0", row).split("\0")

    def places(self, message: str) -> dict[str, str] | None:
        """What stands in the places of the row; None if the message is another sentence."""
        if not (message.startswith(self._begins) and message.endswith(self._ends)):
            return None
        if not all(words in message for words in self._within):
            return None
        found = self._pattern.fullmatch(message)
        return found and found.groupdict()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Places hold as little as they can, those of sentences as much as they can."""
        written, known = "", set()
        for number, piece in enumerate(_PLACE.split(self.row)):
            if number % 2 == 0:
                written += re.escape(piece)
            elif piece in known:
                written += f"(?P={piece})"
            else:
                written += f"(?P<{piece}>.*)" if piece.startswith("_") else f"(?P<{piece}>.*?)"
                known.add(piece)
        return re.compile(written, re.DOTALL)
