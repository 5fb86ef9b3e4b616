"""Operands and operators; typefaces of whole groups, fractions, arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from matdiff_cli.errors import Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.calls import Calls
from matdiff_cli.syntax.latex.symbols import PLAIN
from matdiff_cli.syntax.latex.tokens import Token, flat
from matdiff_cli.syntax.spoken import GOES_ON


class Formula(Calls):
    """Reads expressions."""

    def sequence(self, stops: Callable[[Token], bool]) -> None:
        """Everything up to a token that stops it, which is left, or to the end."""
        self.deeper()
        while (token := self.peek()) and not stops(token):
            self.item(token)
        self.depth -= 1

    def item(self, token: Token) -> None:
        """Read one operand or sign. Raises MatdiffError for a token that has no meaning here."""
        name = token.text.lstrip("\\") if token.kind == "command" else ""
        if self.function():
            return
        if self.increment():
            return
        if (letter := self.letter()) is not None:
            self.name(letter)
        elif token.text in ("^", "'"):
            self.scripts(None)
        elif token.kind == "number":
            self.next()
            self.put(token.text, token)
            self.scripts(None)
        elif token.kind == "group" and token.parts and self.is_indexed_norm(token):
            self.tokens = [*self.tokens[: self.at], *token.parts, *self.tokens[self.at + 1 :]]
        elif token.kind == "group":
            self.everything(self.next().parts)
        elif name in tex.BOLD or name in tex.PLAIN or (name in ("mathbb", "vec") and self.is_constant(token)):
            self.font(name not in tex.PLAIN)
        elif name in tex.FRACTIONS:
            self.fraction()
        elif name == "sqrt":
            self.root()
        elif token.kind == "environment":
            self.environment()
        elif name == "left" or name in tex.SIZES or token.text in tex.OPENERS or token.text in tex.BARS:
            self.delimited()
        elif name == "in" and self.pieces and self.depth == 1:
            self.membership(token)
        elif name == "times":
            hint = "products are written * or by juxtaposition; a cross product is S*b where S: skew(3)"
            self.fail('"×" has no meaning here', token.span, hint)
        elif name in tex.OPERATORS or token.text in PLAIN:
            self.next()
            self.put(tex.OPERATORS.get(name, token.text), token)
        elif token.text == "&":
            self.next()
        elif token.kind == "row":
            self.new_line(self.next())
        elif token.text in tex.CLOSERS:
            self.fail(f'"{token.text}" has no partner before it', token.span, "brackets come in pairs")
        else:
            self.unread(token)

    def new_line(self, row: Token) -> None:
        r"""A sign goes on from the line above, `\\ + b^T x`; an operand below an operand may be another formula."""
        while (token := self.peek()) and (token.text == "&" or token.kind == "row"):
            self.next()
        name = token.text.lstrip("\\") if token else ""
        begins = token and token.kind != "word" and name not in tex.OPERATORS and token.text not in tex.CLOSERS
        if begins and token and token.text not in (*PLAIN, "^", "'", *tex.BARS) and self.operand_ends():
            hint = r"write \cdot before what goes on, or type one of the formulas"
            self.fail(GOES_ON, row.span, hint)

    def is_indexed_norm(self, group: Token) -> bool:
        r"""Is it the norm of `{\|x\|}_2`, which is the same without braces?"""
        ends = [part.text for part in group.parts if part.text == "\\left" or part.text in tex.BARS]
        whole = ends == ["\\left"] if len(group.parts) == 1 else ends == [group.parts[k].text for k in (0, -1)]
        return whole and "_" in [token.text for token in self.tokens[self.at + 1 : self.at + 3]]

    def membership(self, sign: Token) -> None:
        r"""`… \in \mathbb{R}^n` behind an expression says nothing that it does not say itself."""
        while (token := self.peek()) and token.kind != "word":
            self.next()
            if token.text in (",", ";", ":") and (behind := self.peek()) and behind.kind != "word":
                hint = "write EXPRESSION wrt x where x: vector(n)"
                self.fail("a declaration before where", sign.span, hint)
        self.remarks.append(r"what stands behind \in is left out; names are declared behind where")

    def unread(self, token: Token) -> NoReturn:
        """Refuse a token, saying what is to be written instead."""
        if token.text in ("\\sum", "\\prod", "\\int"):
            hint = r"write it with vectors and matrices, as in \mathbf{1}^\top \log(x)"
            self.fail(f"{token.text} is not read yet: sums over data are not read yet", token.span, hint)
        if token.text in ("\\partial", "\\nabla"):
            hint = r"a derivative sign stands at the beginning: \frac{\partial}{\partial X} …, \nabla_x …"
            self.fail(f"{token.text} inside of an expression", token.span, hint)
        if token.text == "_":
            self.fail("an index of more than a symbol", token.span, "only symbols have indices: x_i")
        self.fail(f'"{token.text}" has no meaning here', token.span, "matdiff --help shows the LaTeX that is read")

    def font(self, bold: bool) -> None:
        r"""`\mathbf{AXB}`: three symbols."""
        first = self.next()
        inner = first.argument
        if bold and len(inner) == 1 and inner[0].text in ("0", "1"):
            self.constant(inner[0].text, first)
            return
        kept, self.bold = self.bold, self.bold or bold
        letters = [token for token in inner if token.kind == "letter"]
        if len(letters) > 1 and len(letters) == len(inner) and all(t.text.islower() for t in letters):
            word = "".join(t.text for t in letters)
            words = "{name} is read as the product {product}; declare {name} to keep it one name"
            self.remarks.append(phrase(words, name=word, product=" ".join(word)))
        self.everything(inner)
        self.bold = kept

    def is_constant(self, token: Token) -> bool:
        r"""Is it the 1 of `\mathbb{1}` or `\vec{0}`?"""
        return [inner.text for inner in token.argument] in (["0"], ["1"])

    def constant(self, digit: str, first: Token) -> None:
        """The vectors of ones and of zeros, their size inferred unless it stands below."""
        below = self.peek()
        size = self.index(below.argument, sized=True) if below and self.accept("_") else ""
        word = "ones" if digit == "1" else "zeros"
        span = Span(first.span.start, self.tokens[self.at - 1].end)
        token = self.peek()
        if size and "," not in size and token and [t.text for t in flat([token])] == ["^", "\\top"]:
            self.next()
            size = f"1, {size}"
        self.put_text(f"{word}({size})" if size else f"vector({digit})", span)
        if (token := self.peek()) and token.text == "[":
            self.fail("an indicator is not read", token.span, "functions with kinks have names, such as sign(x)")
        self.scripts(None)

    def fraction(self) -> None:
        r"""`\frac{a}{b}`: a quotient in parentheses."""
        first = self.next()
        above, below = first.parts
        span = Span(first.span.start, first.end)
        self.times()
        self.pieces += self.apart(above.inside, "((", ")", span)
        self.pieces += self.apart(below.inside, "/(", "))", span)
        self.scripts(None)

    def root(self) -> None:
        r"""`\sqrt{a}`. Raises MatdiffError for a root other than the square root."""
        first = self.next()
        if first.parts[0].text == "[":
            self.fail("only square roots are read", first.parts[0].span, "write x^{1/3} for a scalar x")
        self.times()
        self.pieces += self.apart(first.argument, "sqrt(", ")", Span(first.span.start, first.end))
        self.scripts(None)

    def environment(self) -> None:
        r"""`\begin{…} … \end{…}`: an array becomes a literal, an aligned display its content."""
        first = self.next()
        name = first.text.partition("{")[2].rstrip("*} ")
        if name not in tex.MATRICES:
            self.fail(f"the environment {name} is not read", first.span, "matrices are bmatrix, pmatrix or array")
        self.put("[", first)
        self.within(first.parts[name == "array" :], self.entries)
        self.put("]", first)
        self.scripts(None)

    def entries(self) -> None:
        """The entries of an array."""
        while token := self.peek():
            if token.text == "&":
                self.put(",", self.next())
            elif token.kind == "row":
                self.next()
                if self.peek():
                    self.put(";", token)
            else:
                self.sequence(lambda token: token.text == "&" or token.kind == "row")
