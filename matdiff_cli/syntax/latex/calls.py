"""Brackets, bars and the arguments of functions."""

from __future__ import annotations

from matdiff_cli.errors import Span
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.symbols import Symbols
from matdiff_cli.syntax.latex.tokens import Token
from matdiff_cli.syntax.pieces import Piece


class Calls(Symbols):
    """Reads brackets and functions."""

    def item(self, token: Token) -> None:
        """Read one operand or operator."""
        raise NotImplementedError

    def opening(self) -> Token:
        """The next bracket, past the commands that give its size."""
        while (token := self.peek()) and token.text.lstrip("\\") in tex.SIZES and token.kind == "command":
            self.next()
        return self.next()

    def delimited(self, as_call: bool = False) -> None:
        """A pair of brackets or bars with what stands between."""
        sized = self.tokens[self.at].text == "\\left"
        if self.tokens[self.at].text in ("\\right", "\\middle"):
            self.unread(self.tokens[self.at])
        first = self.opening()
        bar = tex.BARS.get(first.text)
        if first.text not in tex.OPENERS and not bar:
            self.unread(first)
        opener = bar or tex.OPENERS[first.text]
        closer = first.text if bar else tex.PARTNER[first.text]
        if not as_call:
            self.times()
        paired = opener in ("|", "||")
        self.put("(" if as_call else opener + ("(" if paired else ""), first)
        begun, first_inside = len(self.pieces), self.at
        self.sequence(lambda token: self.closes(token, closer, sized))
        if begun == len(self.pieces):
            self.fail("nothing stands between the brackets", first.span, "put an expression there")
        if self.peek() is None:
            self.fail(f'"{first.text}" is never closed', first.span, "brackets come in pairs")
        inside = self.tokens[first_inside : self.at]
        last = self.opening()
        if opener == "(" and (after := self.peek()) and after.text in ("(", "\\left"):
            names = all(token.kind == "letter" or token.text in ("\\circ", "{", "}") for token in inside)
            if names and any(token.text == "\\circ" for token in inside):
                self.fail("is this a composition of functions?", first.span, "write its formula; a product is A .* B")
        if opener == "||":
            self.index_first()
        index = "_" + self.index(self.argument()) if opener == "||" and self.accept("_") else ""
        index = index.replace("_F", "")  # the norm of a matrix is that of Frobenius
        self.put(")" if as_call else (")" if paired else "") + tex.CLOSERS.get(last.text, opener) + index, last)
        self.scripts(None)

    def index_first(self) -> None:
        """||X||^2_F as ||X||_F^2, if that stands here."""
        here = self.at
        if self.accept("^"):
            self.argument()
            middle = self.at
            if self.accept("_"):
                self.argument()
                exponent, index = self.tokens[here:middle], self.tokens[middle : self.at]
                self.tokens = [*self.tokens[:here], *index, *exponent, *self.tokens[self.at :]]
        self.at = here

    def closes(self, token: Token, closer: str, sized: bool) -> bool:
        r"""Does a token close the bracket that `closer` closes? `sized`: it was opened by `\left`."""
        if sized or (token.kind == "command" and token.text.lstrip("\\") in tex.SIZES and token.text != "\\left"):
            after = self.tokens[self.at + 1].text if self.at + 1 < len(self.tokens) else ""
            return token.text == "\\right" or (not sized and after == closer)
        return token.text == closer

    def function(self) -> bool:
        """A function's name, its exponent and its argument."""
        start = self.at
        token = self.tokens[self.at]
        bare = token.text.lstrip("\\")
        if token.kind == "command" and bare in tex.FUNCTIONS:
            self.next()
            name, span = tex.FUNCTIONS[bare], token.span
        elif token.kind == "command" and bare in tex.UPRIGHT:
            name, span = self.upright()
            name = tex.WORD_FUNCTIONS.get(name, name)
        elif token.kind == "letter" and (word := self.word()) in self.functions and len(word) > 1:
            self.skip(word)
            name, span = word, Span(token.span.start, token.span.start + len(word))
            if word in self.declared or not ((after := self.peek()) and after.text in ("(", "\\left", "[", "\\{")):
                self.at = start
                return False
        else:
            return False
        if name not in self.functions:
            self.at = start
            return False
        power: list[list[Piece]] = []
        if (token_after := self.peek()) and token_after.text == "^":
            self.next()
            inner = self.argument()
            if len(inner) != 1 or inner[0].kind != "number":
                self.fail("this exponent of a function is not read", token_after.span, "put it behind the argument")
            power = [[Piece(f"^{inner[0].text}", inner[0].span)]]
        self.put_call(name, span)
        for pieces in power:
            self.pieces += pieces
        return True

    def put_call(self, name: str, span: Span) -> None:
        """The argument: in brackets, between bars, or the factors that follow a trace, the one that follows others."""
        self.times()
        self.pieces.append(Piece(name, span))
        token = self.peek()
        after = self.at
        while after < len(self.tokens) and self.tokens[after].text.lstrip("\\") in tex.SIZES - {"mathop"}:
            after += 1
        bracket = self.tokens[after].text if after < len(self.tokens) else ""
        if token is None:
            self.fail(f"{name} has no argument", span, f"write {name}(…)")
        if bracket in tex.OPENERS and tex.OPENERS[bracket] == "(":
            self.delimited(as_call=True)
            return
        self.pieces.append(Piece("(", Span(span.end - 1, span.end)))
        begun = len(self.pieces)
        bars = bracket in tex.BARS or bracket in tex.OPENERS
        if bars:
            self.delimited()
            if not self.pieces[-1].text.endswith(("|", "⟩")):
                self.fail("does the exponent belong to the argument?", self.pieces[-1].span, "use parentheses")
        else:
            self.bare_argument(name, token)
        if begun == len(self.pieces):
            self.fail(f"{name} has no argument", span, f"write {name}(…)")
        last = self.pieces[-1].span
        self.pieces.append(Piece(")", Span(last.end - 1, last.end)))

    def bare_argument(self, name: str, first: Token) -> None:
        """What follows a function without brackets: all factors of a trace; of others one, or a number and one."""
        count = 0
        numbers = 0
        while (token := self.peek()) and not self.ends_product(token):
            count += 1
            numbers += token.kind == "number"
            self.item(token)
            nested = token.kind == "command" and token.text.lstrip("\\") in tex.FUNCTIONS
            if nested and name != "tr":
                break
            if name != "tr" and count - numbers > 1:
                hint = f"use parentheses: {name}(…)"
                self.fail(f"how much of this does {name} take?", Span(first.span.start, token.span.end), hint)

    def ends_product(self, token: Token) -> bool:
        """Does no factor begin with this token?"""
        bare = token.text.lstrip("\\")
        ends = token.text in "+-−–=,;:<>&})]/" or token.text in tex.CLOSERS or token.kind in ("row", "word", "close")
        return ends or bare in (*tex.SIZES, *tex.OPERATORS, "end") or token.text in tex.BARS
