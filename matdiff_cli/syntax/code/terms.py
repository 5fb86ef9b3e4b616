"""Code with operators of its own, read by how tightly they bind. Nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import ClassVar, NamedTuple, NoReturn

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.asked import NAME
from matdiff_cli.syntax.code.write import MAX_LENGTH, Code, Value, Writer

_MAX_DEPTH = 100


class Token(NamedTuple):
    """A number, a name, a string, or a sign that is its own kind; the last one is `end`."""

    kind: str
    text: str
    span: Span


class Argument(NamedTuple):
    """An argument of a call: its name if it has one, its value unless it is a word like "F" or TRUE."""

    name: str
    text: str
    value: Value | None
    span: Span


class Reader(Writer):
    """Reads an expression by the tables of a language."""

    language: ClassVar[str]
    names: ClassVar[str] = NAME
    """A regular expression for its names."""
    signs: ClassVar[str]
    """A regular expression for its operators and brackets."""
    opens: ClassVar[str] = "("
    """The bracket of a call."""
    infix: ClassVar[dict[str, tuple[int, int]]]
    """How tightly a sign binds the operands to its left and right; that of "" is juxtaposition."""
    minus: ClassVar[int]
    """How tightly a minus sign binds the operand behind it."""
    words: ClassVar[Collection[str]] = ()
    """Constants that only stand as arguments."""

    def __init__(self, body: str, rest: str, declared: Collection[str], vectors: Mapping[str, Span]) -> None:
        super().__init__(body, rest, declared, vectors)
        scan = re.compile(
            rf"""\s+|(?P<name>{self.names})|(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?P<string>"[^"]*"|'[^']*')"""
            rf"|(?P<sign>{self.signs})|(?P<other>.)"
        )
        self.tokens = [
            Token(found.lastgroup, found[0], Span(*found.span())) if found.lastgroup in ("name", "number", "string")
            else Token(found[0] if found.lastgroup == "sign" else "other", found[0], Span(*found.span()))
            for found in scan.finditer(body)
            if found.lastgroup
        ]  # fmt: skip
        end = len(body.rstrip())
        self.tokens.append(Token("end", "", Span(end, end + 1)))
        self.at = self.depth = 0

    def read(self) -> Code:
        """The whole expression as pieces."""
        if len(self.body) > MAX_LENGTH:
            self.fail(Span(0, 1), "this code is too long or too deep", "write a part of it")
        value = self.expression(0)
        if self.here.kind != "end":
            self.unexpected()
        return Code(list(self.column(value).pieces), self.vectors)

    @property
    def here(self) -> Token:
        """The token that is next."""
        return self.tokens[self.at]

    def take(self, kind: str = "") -> Token:
        """The token that is next, which must be of a kind; go on."""
        token = self.here
        if kind and token.kind != kind:
            self.unexpected()
        self.at += 1
        return token

    def unexpected(self) -> NoReturn:
        """Refuse the token that is next."""
        token = self.here
        what = f'"{token.text}" is not expected here' if token.text else "the expression ends too early"
        message = f"this looks like {self.language}, but {what}"
        hint = "write all of it in the language: tr(A'*X)"
        raise MatdiffError("syntax", message, Mark(token.span), hint=hint, source=self.source)

    def expression(self, least: int) -> Value:
        """An operand, and the operators behind it that bind at least so tightly."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            self.fail(self.here.span, "this code is too long or too deep", "write a part of it")
        left = self.operand()
        while True:
            sign = self.here.kind
            if sign in ("name", "number", self.opens, "("):
                sign = ""
            if sign not in self.infix or self.infix[sign][0] < least:
                break
            if sign:
                self.take()
            right = self.expression(self.infix[sign][1])
            left = self.operation(sign, left, right, Span(left.span.start, right.span.end))
        self.depth -= 1
        return left

    def operand(self) -> Value:
        """A number, a name, a call or a group, with the signs before and behind it."""
        token = self.take()
        if token.kind == "number":
            return self.number(token.text, token.span)
        if token.kind == "-":
            value = self.expression(self.minus)
            return self.negative(value, Span(token.span.start, value.span.end))
        if token.kind == "+":
            return self.expression(self.minus)
        if token.kind == "(":
            value = self.expression(0)
            return self.behind(value._replace(span=Span(token.span.start, self.take(")").span.end)))
        if token.kind == "name" and self.here.kind == self.opens:
            arguments = self.arguments()
            span = Span(token.span.start, self.tokens[self.at - 1].span.end)
            return self.behind(self.called(token.text, arguments, span))
        if token.kind != "name":
            self.at -= 1
            self.unexpected()
        return self.behind(self.name(token.text, token.span))

    def arguments(self) -> list[Argument]:
        """What stands in the brackets of a call."""
        self.take(self.opens)
        closing = {"(": ")", "[": "]"}[self.opens]
        found: list[Argument] = []
        while self.here.kind != closing:
            if found:
                self.take(",")
            first, name = self.here, ""
            if first.kind == "name" and self.tokens[self.at + 1].kind == "=":
                name = first.text
                self.at += 2
            token = self.here
            if token.kind == "string" or token.text in self.words:
                self.take()
                found.append(Argument(name, token.text.strip("'\""), None, token.span))
            else:
                value = self.expression(0)
                text = self.body[value.span.start : value.span.end]
                found.append(Argument(name, text, value, value.span))
        self.take(closing)
        return found

    def behind(self, value: Value) -> Value:
        """The value with what stands right behind it: a transpose, a component."""
        return value

    def operation(self, sign: str, left: Value, right: Value, span: Span) -> Value:
        """What an operator of the language makes of its operands."""
        raise NotImplementedError

    def called(self, name: str, arguments: list[Argument], span: Span) -> Value:
        """What a function of the language makes of its arguments."""
        raise NotImplementedError
