"""A text on its way to the grammar: rewritten, with the place of every character in what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from matdiff_cli.errors import MatdiffError, Span


class Edit(NamedTuple):
    """What stands from `start` to `end` is `text` instead."""

    start: int
    end: int
    text: str


@dataclass(slots=True)  # frozen, it would take three times as long to make
class Draft:
    """A text; `places[i]` is where its i-th character comes from, the last entry where the text as typed ends.

    It is not changed.
    """

    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Draft:
        """The text as it was typed."""
        return cls(text, range(len(text) + 1))

    @property
    def is_as_typed(self) -> bool:
        """Is every character where it was typed?"""
        every = range(len(self.places))
        return self.places == every or self.places == tuple(every)

    def edited(self, edits: Iterable[Edit]) -> Draft:
        """The draft with edits that do not overlap; what is put in has the place of what it is put in for."""
        text: list[str] = []
        places: list[int] = []
        done = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            text += [self.text[done : edit.start], edit.text]
            places += self.places[done : edit.start]
            kept = edit.end - edit.start
            start = edit.start - (not kept and edit.start > 0 and edit.text[:1] == ")")  # it closes what is before it
            places += [self.places[start + min(k, max(kept - 1, 0))] for k in range(len(edit.text))]
            done = edit.end
        return Draft("".join([*text, self.text[done:]]), (*places, *self.places[done:]))

    def span(self, span: Span) -> Span:
        """A place in this text as one in what was typed."""
        last = len(self.places) - 1
        start = self.places[min(span.start, last)]
        end = self.places[min(span.end, last)] if span.end > last or span.end <= span.start else None
        return Span(start, max(start, self.places[span.end - 1] + 1 if end is None else end))

    def placed(self, error: MatdiffError, source: str) -> MatdiffError:
        """An error in this text as one in `source`, which was typed."""
        error.marks = tuple(replace(mark, span=self.span(mark.span)) for mark in error.marks)
        error.source = source
        return error
