"""A place among the tokens, and what has been written so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NoReturn

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.macros import expanded
from matdiff_cli.syntax.latex.tokens import Token, tokens
from matdiff_cli.syntax.pieces import Piece

_DECLARED = re.compile(r"([^\W\d]\w*)\s*(?=[:=,])")
_UNKNOWN = re.compile(r"([^\W\d]\w*)\s*\([^()]*\)\s*:")
_UNARY_END = frozenset("+-−–/*=,;:<>@·⋅⊙∘⊗÷.(⟨")


class Cursor:
    """Tokens with a place among them; pieces of the language; what is known of names."""

    def __init__(self, text: str, functions: Collection[str], symbols: Collection[str]) -> None:
        self.source = text
        self.tokens = expanded(tokens(text), text)
        self.at = 0
        self.functions = functions
        _, _, declarations = text.partition("where")
        self.declared = {*symbols, *_DECLARED.findall(declarations)}
        self.unknown = _UNKNOWN.findall(declarations)
        self.pieces: list[Piece] = []
        self.looks: dict[str, str] = {}
        self.kinds: dict[str, tuple[str, Span]] = {}
        self.remarks: list[str] = []
        self.bold = False
        self.in_clause = False
        self.depth = 0

    def sequence(self, stops: Callable[[Token], bool]) -> None:
        """Read on until a token stops it."""
        raise NotImplementedError

    def put_call(self, name: str, span: Span) -> None:
        """A function with the argument that stands here."""
        raise NotImplementedError

    def unread(self, token: Token) -> NoReturn:
        """Refuse a token."""
        raise NotImplementedError

    def peek(self) -> Token | None:
        """The token at the place; None at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self) -> Token:
        """The token at the place, and go past it. Raises MatdiffError at the end."""
        if self.at >= len(self.tokens):
            self.fail("the formula ends too early", self.end(), "something is missing here")
        self.at += 1
        return self.tokens[self.at - 1]

    def accept(self, text: str) -> bool:
        """Go past the token if it is this text; whether it was."""
        found = self.at < len(self.tokens) and self.tokens[self.at].text == text
        self.at += found
        return found

    def expect(self, text: str, first: Token) -> None:
        """Go past this text. Raises MatdiffError, pointing at `first`, if something else stands here."""
        if not self.accept(text):
            self.fail(f"{text} is missing", first.span, "environments begin and end")

    def argument(self) -> list[Token]:
        """One token, a command with its own argument, or what stands between braces."""
        first = self.next()
        if first.text == "}":
            self.fail("an argument is missing", first.span, "put it in braces")
        if first.text != "{":
            fonts = tex.BOLD | tex.UPRIGHT | tex.ALPHABETS.keys() | tex.ACCENTS.keys() | tex.PLAIN
            if first.kind == "command" and first.text.lstrip("\\") in fonts:
                start = self.at - 1
                self.argument()
                return self.tokens[start : self.at]
            if first.kind == "number" and len(first.text) > 1:  # \frac12 is 1/2
                digit, rest = first.span.start, first.text[1:]
                self.tokens = list(self.tokens)
                self.tokens[self.at - 1] = Token("number", first.text[0], Span(digit, digit + 1))
                self.tokens.insert(self.at, Token("number", rest, Span(digit + 1, first.span.end)))
                return [self.tokens[self.at - 1]]
            return [first]
        start, depth = self.at, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(self.next().text, 0)
        return self.tokens[start : self.at - 1]

    def apart(self, inner: list[Token], before: str, behind: str, span: Span) -> list[Piece]:
        """Tokens read by themselves, between two texts."""
        kept = self.tokens, self.at, self.pieces
        self.tokens, self.at, self.pieces = inner, 0, []
        self.sequence(lambda token: False)
        found = self.pieces
        self.tokens, self.at, self.pieces = kept
        if not found:
            self.fail("nothing stands here", span, "put an expression there")
        return [Piece(before, Span(span.start, span.start + 1)), *found, Piece(behind, Span(span.end - 1, span.end))]

    def times(self) -> None:
        """A bracket right behind an operand is a factor, not a call."""
        if self.pieces and self.pieces[-1].text[-1:] not in _UNARY_END and self.pieces[-1].text not in ("[", "⊗"):
            last = self.pieces[-1]
            if last.text not in ("|(", "||(", "∈", "wrt", "where"):
                self.pieces.append(Piece("*", Span(last.span.end - 1, last.span.end)))

    def put(self, text: str, token: Token) -> None:
        """Write a text in place of a token."""
        self.pieces.append(Piece(text, token.span))

    def put_text(self, text: str, span: Span) -> None:
        """Write a text in place of a part of the source."""
        self.pieces.append(Piece(text, span))

    def end(self) -> Span:
        """The place behind the last character of the source."""
        return Span(len(self.source), len(self.source) + 1)

    def fail(self, message: str, span: Span, hint: str) -> NoReturn:
        """Raise MatdiffError at a place in the source."""
        raise MatdiffError("syntax", message, Mark(span), hint=hint, source=self.source)
