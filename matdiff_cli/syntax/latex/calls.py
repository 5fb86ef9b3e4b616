"""Brackets, bars and the arguments of functions."""

from __future__ import annotations

import re

from matdiff_cli.errors import Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.symbols import Symbols
from matdiff_cli.syntax.latex.tokens import Token, flat
from matdiff_cli.syntax.pieces import Piece

_GLUED = re.compile(r"([tT]r|[dD]et|log|ln|exp|logdet|diag|vec)([A-Z][A-Za-z]*)")


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
        if self.tokens[self.at].text == "\\middle":
            self.unread(self.tokens[self.at])
        opening = self.opening()
        first = opening.parts[0] if opening.parts else opening
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
        if opening.parts:
            self.everything(opening.parts[1:-1])
        else:
            self.sequence(lambda token: self.closes(token, closer))
        if begun == len(self.pieces):
            self.fail("nothing stands between the brackets", first.span, "put an expression there")
        if not opening.parts and self.peek() is None:
            self.fail(f'"{first.text}" is never closed', first.span, "brackets come in pairs")
        inside = opening.parts[1:-1] or self.tokens[first_inside : self.at]
        last = opening.parts[-1] if opening.parts else self.opening()
        if opener == "(" and (after := self.peek()) and after.text in ("(", "\\left"):
            names = [token.text for token in flat(inside) if token.kind != "letter"]
            if names and set(names) == {"\\circ"}:
                self.fail("is this a composition of functions?", first.span, "write its formula; a product is A .* B")
        index = self.norm_index() if opener == "||" else ""
        if opener == "⟨" and (after := self.peek()) and after.text == "_":
            names = [part.text for part in flat([after]) if part.text.lstrip("\\") not in tex.UPRIGHT]
            self.at += names == ["_", "F"]
        self.put(")" if as_call else (")" if paired else "") + tex.CLOSERS.get(last.text, opener) + index, last)
        self.scripts(None)

    def norm_index(self) -> str:
        """The index of a norm, which may stand behind an exponent: ||X||_2^2, ||X||^2_2; that of Frobenius goes."""
        marks = [token.text for token in self.tokens[self.at : self.at + 2]]
        place = self.at + (marks == ["^", "_"])
        if "_" not in (marks[:1], marks[1:])[place - self.at]:
            return ""
        below = self.tokens[place]
        if [token.text for token in below.argument] in (["\\infty"], ["*"], ["\\ast"]):
            hint = r"\|x\| is the Euclidean norm, \|X\| Frobenius', \|x\|_1 the sum of absolute values"
            self.fail("this norm is not among the norms", below.span, hint)
        self.tokens = [*self.tokens[:place], *self.tokens[place + 1 :]]
        return f"_{self.index(below.argument)}".replace("_F", "")

    def closes(self, token: Token, closer: str) -> bool:
        """Does a token close the bracket that `closer` closes? Its size may stand before it."""
        if token.kind == "command" and token.text.lstrip("\\") in tex.SIZES:
            return [after.text for after in self.tokens[self.at + 1 : self.at + 2]] == [closer]
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
        elif token.kind == "letter" and (plain := self.plain_function()):
            name, span = plain
        else:
            return False
        if name not in self.functions:
            self.at = start
            return False
        power: list[list[Piece]] = []
        if (token_after := self.peek()) and token_after.text == "^":
            inner = self.next().argument
            if len(inner) != 1 or inner[0].kind != "number":
                self.fail("this exponent of a function is not read", token_after.span, "put it behind the argument")
            power = [[Piece(f"^{inner[0].text}", inner[0].span)]]
        self.put_call(name, span)
        for pieces in power:
            self.pieces += pieces
        return True

    def plain_function(self) -> tuple[str, Span] | None:
        """A function that is typed without a backslash, `log|X|`, `tr AB`: letters that touch, and an argument."""
        start, word = self.at, self.word()
        place = Span(self.tokens[start].span.start, self.tokens[start].span.start + len(word))
        name = tex.WORD_FUNCTIONS.get(word, word)
        if len(word) == 1 or word in self.declared:
            return None
        if name not in self.functions:
            if (glued := _GLUED.fullmatch(word)) and not self.declared.intersection(word):
                front, rest = glued.groups()
                message = f"is {word} a function of {rest}, or one name?"
                self.fail(message, place, f"write {front} {rest}, or declare {word}")
            return None
        self.skip(word)
        after, bracket = self.peek(), self.bracket()
        if self.opens():
            return name, place
        if bracket in tex.BARS or not (after is None or after.text in ("^", "_", "'") or self.ends_product(after)):
            self.remarks.append(phrase("{name} is read as the function", name=word))
            return name, place
        self.at = start
        return None

    def put_call(self, name: str, span: Span) -> None:
        """The argument: in brackets, between bars, or the factors that follow a trace, the one that follows others."""
        self.times()
        self.pieces.append(Piece(name, span))
        token = self.peek()
        bracket = self.bracket()
        if token is None:
            self.fail(f"{name} has no argument", span, f"write {name}(…)")
        if self.opens():
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
        self.deeper()
        count = numbers = 0
        while (token := self.peek()) and (not self.ends_product(token) or (name == "tr" and self.goes_on(count))):
            count += 1
            numbers += token.kind == "number"
            self.item(token)
            nested = token.kind == "command" and token.text.lstrip("\\") in tex.FUNCTIONS
            if nested and name != "tr":
                break
            if name != "tr" and count - numbers > 1:
                hint = f"use parentheses: {name}(…)"
                self.fail(f"how much of this does {name} take?", Span(first.span.start, token.span.end), hint)
        self.depth -= 1

    def goes_on(self, count: int) -> bool:
        """Does a product of so many factors go on with a group, or a sign of a product?"""
        token = self.peek()
        return self.opens() or (count > 0 and token is not None and token.text.lstrip("\\") in tex.PRODUCTS)

    def opens(self) -> bool:
        """Does a parenthesis, bracket or brace of a group open here, of whatever size?"""
        return tex.OPENERS.get(self.bracket()) == "("

    def ends_product(self, token: Token) -> bool:
        """Does no factor begin with this token?"""
        bare = token.text.lstrip("\\")
        ends = token.text in "+-−–=,;:<>&})]/" or token.text in tex.CLOSERS or token.kind in ("row", "word")
        return ends or bare in (*tex.SIZES, *tex.OPERATORS, "left") or token.text in tex.BARS
