"""A text that is read by way of another one, and where each character of that one comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.tree import Tree, walk


class Piece(NamedTuple):
    """Text of the language that stands for a range of what was typed."""

    text: str
    span: Span


class Transcript:
    """A text of the language; `places` and `ends` say for each of its characters which typed ones it stands for."""

    def __init__(self, pieces: Iterable[Piece], typed: str) -> None:
        self.typed = typed
        self.text = ""
        self.places: list[Span] = []
        parts = []
        for text, span in pieces:
            exact = len(text) == span.end - span.start
            parts.append(text + " ")
            self.places += [Span(span.start + i, span.start + i + 1) if exact else span for i in range(len(text))]
            self.places.append(Span(span.end, span.end + 1))
        self.text = "".join(parts)

    def span(self, span: Span) -> Span:
        """The typed range that a range of the text stands for."""
        end = Span(len(self.typed), len(self.typed) + 1)
        first = self.places[span.start] if span.start < len(self.places) else end
        last = self.places[span.end - 1] if 0 < span.end <= len(self.places) else end
        return Span(first.start, max(last.end, first.start + 1))

    def error(self, error: MatdiffError) -> MatdiffError:
        """The same error, pointing into what was typed."""
        marks = (Mark(self.span(mark.span), mark.label) for mark in error.marks)
        return MatdiffError(error.kind, error.message, *marks, hint=error.hint, source=self.typed)

    def back(self, parsed: Any) -> Any:
        """A parsed thing with all its places in what was typed."""
        if isinstance(parsed, Span):
            return self.span(parsed)
        if isinstance(parsed, Tree):
            return self._tree(parsed)
        if isinstance(parsed, tuple):
            moved = [self.back(part) for part in parsed]
            return parsed._make(moved) if hasattr(parsed, "_make") else tuple(moved)
        return parsed

    def _tree(self, tree: Tree) -> Tree:
        """Children before their parents, without recursion: trees may be high."""
        done: dict[int, Tree] = {}
        for node in reversed(list(walk(tree))):
            value = node.value if node.op in ("number", "decimal") else self.back(node.value)
            args = tuple(done[id(arg)] for arg in node.args)
            done[id(node)] = replace(node, args=args, span=self.span(node.span), value=value)
        return done[id(tree)]
