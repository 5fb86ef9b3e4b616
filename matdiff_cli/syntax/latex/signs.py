r"""Derivative signs: `\nabla_x`, `\frac{\partial}{\partial X}`, of first and second order, and the symbol they name."""

from __future__ import annotations

from matdiff_cli.errors import Span
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.formula import Formula
from matdiff_cli.syntax.latex.tokens import Token
from matdiff_cli.syntax.pieces import Piece


class Signs(Formula):
    """Reads the sign at the beginning; `asked` says that there was one, `order` is that of the derivative."""

    order = 1
    asked = False

    def derivative(self) -> Piece | None:
        r"""`\nabla_X …`, `\frac{\partial}{\partial X} …`, `\frac{\partial …}{\partial X}` at the beginning."""
        if not self.begins_with_derivative():
            return self.extremum()
        self.asked = True
        return self.quotient() if self.sign().text.lstrip("\\") in tex.FRACTIONS else self.nabla()

    def extremum(self) -> Piece | None:
        r"""`\min_x …`, `\arg\max_x …`, `\underset{x}{\min} …`, which are left out."""
        below: list[Token] = []
        if self.accept("\\underset"):
            below = self.argument()
        self.accept("\\arg")
        first = self.peek()
        opens = first is not None and (first.kind == "command" or first.text == "{")
        words = [token.text.lstrip("\\") for token in self.argument()] if opens else []
        if "".join(word for word in words if word not in ("{", "}", *tex.UPRIGHT)).removeprefix("arg") in tex.EXTREMA:
            below = below or (self.argument() if self.accept("_") else [])
            if below:
                return self.target(below)
        self.at = 0
        return None

    def sign(self) -> Token:
        r"""The first token; of `\vec{\nabla}` the second or third."""
        return next((token for token in self.tokens[:3] if token.text not in ("\\vec", "{")), self.tokens[0])

    def begins_with_derivative(self) -> bool:
        """Is there such a sign at the beginning?"""
        if not self.tokens:
            return False
        first = self.sign()
        if first.text.lstrip("\\") not in tex.FRACTIONS or len(self.tokens) < 3:
            return first.text == "\\nabla" or [token.text for token in self.tokens[:2]] == ["\\partial", "_"]
        self.next()
        above, below = self.argument(), self.argument()
        self.at = 0
        return bool(above and below) and self.is_mark(above) and below[0].text == above[0].text

    def nabla(self) -> Piece | None:
        r"""`\nabla`, `\nabla_x`, `\nabla^2_x`, `\partial_x`."""
        while self.next().text not in ("\\nabla", "\\partial"):
            pass
        braced = self.tokens[0].text == "\\vec" and self.accept("}")
        first, target = self.tokens[self.at - 1 - braced], None
        while (token := self.peek()) and token.text in ("^", "_"):
            self.next()
            inner = self.argument()
            if token.text == "_":
                target = self.target(inner)
            elif [part.text for part in inner] == ["2"]:
                self.order = 2
            else:
                self.fail("this exponent of a derivative is not read", token.span, r"\nabla^2 is the Hessian")
        if (token := self.peek()) and token.text in ("\\cdot", "\\times", "\\otimes"):
            self.fail("only gradients and Hessians are read", first.span, r"\nabla f, \nabla^2 f")
        return target

    def quotient(self) -> Piece:
        r"""`\frac{\partial …}{\partial X}`."""
        self.next()
        above, below = self.argument(), self.argument()
        skip = self.mark_length(above)
        inside = above[skip:]
        if inside[:1] and inside[0].text == "^":
            self.order, inside = 2, self.without_square(inside)
        target = self.target(below[self.mark_length(below) :])
        rest = self.tokens[self.at :]
        while inside and rest and rest[0].kind == "row":
            del rest[0]
        if inside and rest and rest[0].kind != "word":
            self.fail("what stands behind a whole derivative?", rest[0].span, "one derivative is a problem by itself")
        self.tokens, self.at = [*inside, *rest], 0
        return target

    def without_square(self, inner: list[Token]) -> list[Token]:
        """What stands behind the `^2` or `^{2}` of a second derivative."""
        words = [token.text for token in inner[1:4]]
        if words[:1] != ["2"] and words != ["{", "2", "}"]:
            self.fail("this order of a derivative is not read", inner[0].span, "first and second derivatives are")
        return inner[2 if words[0] == "2" else 4 :]

    def is_mark(self, above: list[Token]) -> bool:
        r"""Does it begin with \partial, d or \mathrm{d}?"""
        return above[0].text == "\\partial" or above[0].text == "d" or self.mark_length(above) == 4

    def mark_length(self, inner: list[Token]) -> int:
        r"""How many tokens \partial, d or \mathrm{d} has."""
        upright = [token.text for token in inner[1:4]] == ["{", "d", "}"] and inner[0].text[1:] in tex.UPRIGHT
        return 4 if upright else 1

    def target(self, inner: list[Token]) -> Piece:
        r"""A single symbol, read apart from the rest; of `x \partial x^T` and of `x^2`, in a second derivative, x."""
        kept, self.tokens, self.at = (self.tokens, self.at), inner, 0
        letter = self.letter()
        if letter is None:
            place = inner[0].span if inner else self.tokens_end(kept)
            self.fail("this is no symbol to differentiate by", place, r"\frac{\partial}{\partial X} …, \nabla_x …")
        before = len(self.pieces)
        self.name(letter)
        made, *behind = self.pieces[before:]
        del self.pieces[before:]
        if self.order == 2 and [piece.text.replace(" ", "") for piece in behind] in (["^(", "2", ")"], []):
            behind = self.again(made)
        elif [piece.text for piece in behind] in (["^T"], ["'"]):
            transposed = f"the derivative by the transpose of {made.text} has the layout of --layout numerator"
            self.remarks.append(transposed)
            behind = []
        if behind or self.at < len(inner):
            hint = "name the symbol alone; `--layout numerator` gives the derivative by the transpose"
            self.fail("a derivative is by one symbol", inner[-1].span, hint)
        self.tokens, self.at = kept
        return made

    def again(self, made: Piece) -> list[Piece]:
        r"""The second symbol of `\partial x \partial x^T`, which is the first one: nothing is left."""
        if (token := self.peek()) is None or not self.is_mark(self.tokens[self.at :]):
            return []
        self.at += self.mark_length(self.tokens[self.at :])
        before, letter = len(self.pieces), self.letter()
        if letter is not None:
            self.name(letter)
        found = self.pieces[before:]
        del self.pieces[before:]
        if [piece.text for piece in found[:1]] != [made.text] or [p.text for p in found[1:]] not in ([], ["^T"], ["'"]):
            self.fail("a second derivative by two symbols", token.span, "matdiff … wrt x, y --hessian has every block")
        return []

    def tokens_end(self, kept: tuple[list[Token], int]) -> Span:
        """The place of the last token that was read."""
        tokens_before, at = kept
        return tokens_before[max(0, min(at, len(tokens_before)) - 1)].span
