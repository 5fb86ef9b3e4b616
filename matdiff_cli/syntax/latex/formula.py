"""Operands and operators; typefaces of whole groups, fractions, arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from matdiff_cli.errors import Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.calls import Calls
from matdiff_cli.syntax.latex.symbols import PLAIN
from matdiff_cli.syntax.latex.tokens import Token


class Formula(Calls):
    """Reads expressions."""

    def sequence(self, stops: Callable[[Token], bool]) -> None:
        """Everything up to a token that stops it, which is left, or to the end."""
        self.depth += 1
        if self.depth > 80:
            self.fail("nested too deeply", self.end(), "name inner parts with `where NAME = EXPRESSION`")
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
        elif token.text in ("^", "'", "’", "′"):
            self.scripts(None)
        elif token.kind == "number":
            self.next()
            self.put(token.text, token)
            self.scripts(None)
        elif token.text == "{":
            self.group()
        elif name in tex.BOLD or name in tex.PLAIN or (name in ("mathbb", "vec") and self.is_constant()):
            self.font(name not in tex.PLAIN)
        elif name in tex.FRACTIONS:
            self.fraction()
        elif name == "sqrt":
            self.root()
        elif name == "begin":
            self.environment()
        elif name == "end":
            self.fail("this environment was not begun", token.span, "delete it")
        elif name in tex.SIZES or token.text in tex.OPENERS or token.text in tex.BARS:
            self.delimited()
        elif name == "in" and self.pieces and self.depth == 1:
            self.membership(token)
        elif name in tex.OPERATORS or token.text in PLAIN:
            self.next()
            self.put(tex.OPERATORS.get(name, token.text), token)
        elif token.text == "&" or token.kind == "row":
            self.next()
        elif token.text in tex.CLOSERS:
            self.fail(f'"{token.text}" has no partner before it', token.span, "brackets come in pairs")
        else:
            self.unread(token)

    def membership(self, sign: Token) -> None:
        r"""`… \in \mathbb{R}^n` behind an expression says nothing that it does not say itself."""
        while (token := self.peek()) and token.kind != "word":
            self.next()
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

    def group(self) -> None:
        """Braces group without being seen."""
        self.next()
        old = (token := self.peek()) is not None and token.text.lstrip("\\") in tex.OLD_BOLD
        if old:
            self.next()
        kept, self.bold = self.bold, self.bold or old
        self.sequence(lambda token: token.text == "}")
        self.next()
        self.bold = kept

    def font(self, bold: bool) -> None:
        r"""`\mathbf{AXB}`: three symbols."""
        first = self.next()
        inner = self.argument()
        if bold and len(inner) == 1 and inner[0].text in ("0", "1"):
            self.constant(inner[0].text, first)
            return
        kept, self.bold = self.bold, self.bold or bold
        letters = [token for token in inner if token.kind == "letter"]
        if len(letters) > 1 and len(letters) == len(inner) and all(t.text.islower() for t in letters):
            word = "".join(t.text for t in letters)
            words = "{name} is read as the product {product}; declare {name} to keep it one name"
            self.remarks.append(phrase(words, name=word, product=" ".join(word)))
        rest = self.tokens[self.at :]
        self.tokens, self.at = [*inner, Token("close", "", first.span), *rest], 0
        self.sequence(lambda token: token.kind == "close")
        self.next()
        self.bold = kept

    def is_constant(self) -> bool:
        r"""Is it the 1 of `\mathbb{1}` or `\vec{0}`?"""
        words = [token.text for token in self.tokens[self.at + 1 : self.at + 4]]
        return words[:1] in (["0"], ["1"]) or words in (["{", "0", "}"], ["{", "1", "}"])

    def constant(self, digit: str, first: Token) -> None:
        """The vectors of ones and of zeros, their size inferred unless it stands below."""
        size = self.index(self.argument(), sized=True) if self.accept("_") else ""
        word = "ones" if digit == "1" else "zeros"
        span = Span(first.span.start, self.tokens[self.at - 1].span.end)
        row = [token.text for token in self.tokens[self.at : self.at + 4]]
        if size and "," not in size and row[:2] == ["^", "{"] and row[2:] == ["\\top", "}"]:
            self.at += 4
            size = f"1, {size}"
        self.put_text(f"{word}({size})" if size else f"vector({digit})", span)
        if (token := self.peek()) and token.text == "[":
            self.fail("an indicator is not read", token.span, "functions with kinks have names, such as sign(x)")
        self.scripts(None)

    def fraction(self) -> None:
        r"""`\frac{a}{b}`: a quotient in parentheses."""
        first = self.next()
        above, below = self.argument(), self.argument()
        span = Span(first.span.start, self.tokens[self.at - 1].span.end)
        self.times()
        self.pieces += self.apart(above, "((", ")", span)
        self.pieces += self.apart(below, "/(", "))", span)
        self.scripts(None)

    def root(self) -> None:
        r"""`\sqrt{a}`. Raises MatdiffError for a root other than the square root."""
        first = self.next()
        if (token := self.peek()) and token.text == "[":
            self.fail("only square roots are read", token.span, "write x^{1/3} for a scalar x")
        inner = self.argument()
        self.times()
        self.pieces += self.apart(inner, "sqrt(", ")", Span(first.span.start, self.tokens[self.at - 1].span.end))
        self.scripts(None)

    def environment(self) -> None:
        r"""`\begin{…} … \end{…}`: an array becomes a literal, an aligned display its content."""
        first = self.next()
        name = "".join(token.text for token in self.argument()).rstrip("*")
        if name in tex.MATRICES:
            if name == "array":
                self.argument()
            self.put("[", first)
            while (token := self.peek()) and token.text != "\\end":
                if token.text == "&":
                    self.put(",", self.next())
                elif token.kind == "row":
                    self.next()
                    if (after := self.peek()) and after.text != "\\end":
                        self.put(";", token)
                else:
                    self.item(token)
            self.put("]", first)
        else:
            self.fail(f"the environment {name} is not read", first.span, "matrices are bmatrix, pmatrix or array")
        self.expect("\\end", first)
        self.argument()
        self.scripts(None)
