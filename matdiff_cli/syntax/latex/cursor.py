"""A place among the tokens, and what has been written so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import NoReturn, TypeVar

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.tokens import Token, tokens
from matdiff_cli.syntax.pieces import Piece

MAX_DEPTH = 120

_Read = TypeVar("_Read")

_DECLARED = re.compile(r"([^\W\d]\w*)\s*(?=[:=,])")
_UNKNOWN = re.compile(r"([^\W\d]\w*)\s*\([^()]*\)\s*:")
_DEFINED = re.compile(r"([^\W\d]\w*)\}?\s*=")
_UNARY_END = frozenset("+-−–/*=,;:<>@·⋅⊙∘⊗÷.(⟨")


class Cursor:
    """Tokens beside each other, with a place among them; pieces of the language; what is known of names."""

    def __init__(self, text: str, functions: Collection[str], symbols: Collection[str]) -> None:
        self.source = text
        self.formula: Sequence[Token] = tokens(text)
        while len(self.formula) == 1 and self.formula[0].kind == "group":  # \boxed{…}
            self.formula = self.formula[0].parts
        self.tokens: Sequence[Token] = self.formula
        self.at = 0
        self.functions = functions
        _, _, declarations = text.partition("where")
        self.declared = {*symbols, *_DECLARED.findall(declarations)}
        self.unknown = _UNKNOWN.findall(declarations)
        self.defined = _DEFINED.findall(declarations)
        self.pieces: list[Piece] = []
        self.looks: dict[str, str] = {}
        self.bolds: dict[str, bool] = {}
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

    def bracket(self) -> str:
        """The bracket or bar that opens at the place, of whatever size; another token, or nothing, where none does."""
        at = self.at
        while at < len(self.tokens) and self.tokens[at].text.lstrip("\\") in tex.SIZES:
            at += 1
        token = self.tokens[at] if at < len(self.tokens) else None
        return "" if token is None else token.parts[0].text if token.text == "\\left" else token.text

    def within(self, inner: Sequence[Token], read: Callable[[], _Read]) -> _Read:
        """What is read of tokens that stand within another."""
        self.deeper()
        kept = self.tokens, self.at
        self.tokens, self.at = inner, 0
        found = read()
        self.tokens, self.at = kept
        self.depth -= 1
        return found

    def deeper(self) -> None:
        """Count what stands within what. Raises MatdiffError before Python runs out of stack."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail("nested too deeply", self.end(), "name inner parts with `where NAME = EXPRESSION`")

    def everything(self, inner: Sequence[Token]) -> None:
        """Read all that stands within another token."""
        self.within(inner, lambda: self.sequence(lambda token: False))

    def apart(self, inner: Sequence[Token], before: str, behind: str, span: Span) -> list[Piece]:
        """Tokens read by themselves, between two texts."""
        kept, self.pieces = self.pieces, []
        self.everything(inner)
        found, self.pieces = self.pieces, kept
        if not found:
            self.fail("nothing stands here", span, "put an expression there")
        return [Piece(before, Span(span.start, span.start + 1)), *found, Piece(behind, Span(span.end - 1, span.end))]

    def operand_ends(self) -> bool:
        """Is an operand what was written last?"""
        last = self.pieces[-1].text if self.pieces else ""
        ends = last[-1:] not in _UNARY_END and last not in ("", "[", "⊗")
        return ends and last not in ("|(", "||(", "∈", "wrt", "where")

    def times(self) -> None:
        """A bracket right behind an operand is a factor, not a call."""
        if self.operand_ends():
            last = self.pieces[-1]
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
