"""Notations of the field that no LALR grammar can read: `log det X`, `Tr{…}`, `e^{At}`, `A o B`, `√x`, `A^+`.

Characters are exchanged for others, so that places stay the same; parentheses that are not in the text are put between
the tokens on their way to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.arrange import Token, scan

INNER, PSEUDOINVERSE = "\ue008", "\ue009"
EULER = "e^"
"""What a call of e^… is called."""

_FROBENIUS = re.compile(r"""(?<=,)\s*(["'])[Ff]ro\1(?=\s*\))""")
_WIDE = frozenset(("tr", "trace"))
_TRACES = frozenset(("Tr", "TR", "Trace"))
_TYPE_WORDS = re.compile(
    r"(scalar|integer|vector|row|matrix|simplex|symmetric|spd|psd|skew|diagonal|orthogonal|lower|upper|positive)\b"
)
_CLOSER = {"(": ")", "[": "]", "{": "}"}
_POWERS = frozenset(("^", "**", ".^", ".**"))
_SIGNS = frozenset("+-−–")


class Arranged(NamedTuple):
    """A text with its notations exchanged.

    heads       where a name is a function although no parenthesis follows, and what it is called
    inserted    parentheses that are not in the text, by place; those at one place in their order
    """

    text: str
    heads: dict[int, str]
    inserted: list[tuple[int, str]]
    reading: tuple[str, ...] = ()


def exchange(text: str, functions: Collection[str], symbols: Collection[str] = ()) -> Arranged:
    """The text as the rest of the syntax reads it. Raises MatdiffError where a notation has two meanings."""
    notation = _Notation(text, functions, symbols)
    notation.read()
    inserted = [(place, text) for place, _, text in sorted(notation.inserted, key=lambda each: each[:2])]
    return Arranged("".join(notation.characters), notation.heads, inserted, tuple(dict.fromkeys(notation.reading)))


class _Notation:
    def __init__(self, text: str, functions: Collection[str], symbols: Collection[str]) -> None:
        self.text = text
        self.functions = functions
        self.characters = list(text)
        self.heads: dict[int, str] = {}
        self.inserted: list[tuple[int, int, str]] = []
        self.reading: list[str] = []
        tokens = [token for token in scan(text) if token.kind != "newline"]
        ends = [i for i, token in enumerate(tokens) if token.text in ("wrt", "where")]
        self.tokens = tokens[: ends[0]] if ends else tokens
        self.end = tokens[ends[0]].start if ends else len(text)
        behind = {token.text for token in tokens[len(self.tokens) :] if token.kind == "name"}
        self.names = {*symbols, *behind}
        self.pairs = self._pairs()

    def _pairs(self) -> dict[int, int]:
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for i, token in enumerate(self.tokens):
            if token.text in _CLOSER:
                opened.append(i)
            elif token.kind == "close" and opened and _CLOSER[self.tokens[opened[-1]].text] == token.text:
                pairs[opened.pop()] = i
        return pairs

    def at(self, i: int) -> Token:
        return self.tokens[i] if 0 <= i < len(self.tokens) else Token("end", "", self.end, self.end)

    def is_function(self, i: int) -> bool:
        return self.at(i).kind == "name" and self.at(i).text in self.functions and self.at(i).text not in self.names

    def starts_operand(self, i: int) -> bool:
        token = self.at(i)
        return token.kind in ("name", "number") or token.text in ("(", "[", "√")

    def ends_operand(self, i: int) -> bool:
        return self.at(i).kind in ("name", "number", "close", "postfix")

    def put(self, start: int, end: int) -> None:
        """Parentheses around the tokens from `start` up to `end`, without it."""
        self.inserted.append((self.at(start).start, 1, "("))
        self.inserted.append((self.at(end - 1).end, 0, ")"))

    def exchange(self, token: Token, character: str) -> None:
        self.characters[token.start : token.end] = character.ljust(token.end - token.start)

    # --- one notation after the other -------------------------------------------------------------------------------

    def read(self) -> None:
        for found in _FROBENIUS.finditer(self.text, 0, self.end):
            comma = found.start() - 1
            self.characters[comma : found.end()] = " " * (found.end() - comma)
        once = {name: self._only(name) for name in ("e", "o", *_TRACES)}
        for i, token in enumerate(self.tokens):
            if token.text == "√":
                self._root(i)
            elif token.text == ":" and self.ends_operand(i - 1) and not _TYPE_WORDS.match(self.at(i + 1).text):
                self.exchange(token, INNER)
            elif token.text == "^" and self.at(i + 1).text == "+":
                self._pseudoinverse(i)
            elif token.text == "e" and once["e"]:
                self._exponential(i)
            elif token.text == "o" and once["o"]:
                self.exchange(token, "⊙")
                self.reading.append("o is read as the elementwise product; declare o to make it a name")
            elif token.text in _TRACES and once[token.text]:
                self.heads[token.start] = "tr"
                self._function(i)
            elif self.is_function(i):
                self._function(i)

    def _only(self, name: str) -> bool:
        """Does an undeclared name only stand where it is a notation?"""
        fits = {"e": self._is_base, "o": self._is_between}.get(name, self._is_bracketed)
        return name not in self.names and all(fits(i) for i, token in enumerate(self.tokens) if token.text == name)

    def _is_base(self, i: int) -> bool:
        """e^x, but no e^2, e^T, e^-1"""
        exponent = i + 2 + (self.at(i + 2).text in _SIGNS)
        inner = self.at(exponent)
        if self.at(i + 1).text not in ("^", "**"):
            return False
        if inner.text in ("{", "(") and self.pairs.get(exponent) == exponent + 2:
            inner = self.at(exponent + 1)
        return (inner.kind == "name" and inner.text != "T") or inner.text in ("{", "(")

    def _is_between(self, i: int) -> bool:
        before, token, after = self.at(i - 1), self.at(i), self.at(i + 1)
        apart = before.end < token.start and token.end < after.start
        return apart and self.ends_operand(i - 1) and self.starts_operand(i + 1)

    def _is_bracketed(self, i: int) -> bool:
        return i + 1 in self.pairs

    def _root(self, i: int) -> None:
        if self.at(i + 1).text == "(":
            return
        if self.at(i + 1).kind not in ("name", "number"):
            return
        behind = self.at(i + 2)
        if self.is_function(i + 1) or (behind.kind == "postfix" or behind.text in _POWERS):
            span = Span(self.at(i).start, behind.end)
            message = "it is not clear how far the root goes"
            raise MatdiffError("syntax", message, Mark(span), hint="write √(…)", source=self.text)
        self.put(i + 1, i + 2)

    def _pseudoinverse(self, i: int) -> None:
        plus, after = self.at(i + 1), self.at(i + 2)
        if plus.end == after.start and after.kind in ("name", "number", "open") and after.text not in ")]}":
            return
        self.exchange(self.at(i), PSEUDOINVERSE)
        self.exchange(plus, " ")

    def _exponential(self, i: int) -> None:
        start = i + 2
        closing = self.pairs.get(start)
        self.heads[self.at(i).start] = EULER
        self.exchange(self.at(i + 1), " ")
        if closing is not None:
            self.exchange(self.at(start), "(")
            self.exchange(self.at(closing), ")")
            return
        inner = start + (self.at(start).text in _SIGNS)
        end = self.pairs.get(inner, inner) + 1
        if self.is_function(inner) and inner + 1 in self.pairs:
            end = self.pairs[inner + 1] + 1
        if inner in self.pairs and self.at(inner).text == "{":
            self.exchange(self.at(inner), "(")
            self.exchange(self.at(end - 1), ")")
        self.put(start, end)

    def _function(self, i: int) -> None:
        """`Tr{…}`, `log det X`"""
        after = self.at(i + 1)
        if after.text in ("{", "[") and i + 1 in self.pairs:
            closing = self.pairs[i + 1]
            if after.text == "{" or not any(self.at(k).kind == "fence" for k in range(i + 2, closing)):
                self.exchange(after, "(")
                self.exchange(self.at(closing), ")")
            return
        end = self._argument(i)
        if end is not None:
            self.heads[self.at(i).start] = self.at(i).text
            self.put(i + 1, end)
            name, argument = self.at(i).text, self.text[after.start : self.at(end - 1).end]
            if self.at(i - 1).start not in self.heads:
                self.reading.append(f"{name} {argument} is read as {name}({argument})")

    def _argument(self, i: int) -> int | None:
        """Where the argument of a function without parentheses ends: behind a trace the whole product."""
        start = i + 1
        if self.at(start).text == "(" or not self.starts_operand(start):
            return None
        if self.at(i).text in _WIDE:
            return self._product_end(start)
        end = self._operand_end(start + (self.at(start).kind == "number" and self.at(start + 1).kind == "name"))
        return end if end is not None and (not self.starts_operand(end) or self.is_function(end)) else None

    def _operand_end(self, i: int) -> int | None:
        if self.is_function(i):
            end = self.pairs[i + 1] + 1 if i + 1 in self.pairs else self._argument(i)
        else:
            end = self.pairs.get(i, i) + 1 if self.starts_operand(i) else None
        while end is not None and (self.at(end).kind == "postfix" or self.at(end).text in _POWERS):
            if self.at(end).text in _POWERS:
                end += 1 + (self.at(end + 1).text in _SIGNS)
                end = self.pairs.get(end, end)
            end += 1
        return end

    def _product_end(self, i: int) -> int:
        while i < len(self.tokens):
            token = self.tokens[i]
            raised = self.at(i - 1).text in _POWERS
            if (
                (token.text in _SIGNS and not raised)
                or token.kind in ("close", "fence", "bar", "double")
                or token.text in "=:"
            ):
                break
            i = self.pairs.get(i, i) + 1
        return i
