r"""LaTeX → the language, token by token. What has no clear meaning is refused at its place, never guessed."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from matdiff_cli.errors import Span
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.formula import Formula
from matdiff_cli.syntax.latex.tokens import Token, is_latex
from matdiff_cli.syntax.pieces import Piece


class Latex(NamedTuple):
    """What was read: pieces of the language, names set bold, remarks."""

    pieces: list[Piece]
    vectors: dict[str, Span]
    remarks: list[str]


def read(text: str, functions: Collection[str], symbols: Collection[str]) -> Latex:
    """The text in the language. Raises MatdiffError."""
    return _Reader(text, functions, symbols).problem()


def asks(text: str) -> bool:
    r"""Does the text begin with a derivative sign of LaTeX: \nabla, \frac{\partial …}{\partial x}?"""
    return is_latex(text) and _Reader(text, (), ()).begins_with_derivative()


class _Reader(Formula):
    """Reads whole problems."""

    def problem(self) -> Latex:
        target = self.derivative() if self.tokens else None
        self.sequence(lambda token: token.kind == "word")
        if target:
            self.check_alone()
            if target.text not in {piece.text for piece in self.pieces}:
                hint = "write the formula of the function in place of its name"
                self.fail(f"{target.text} does not occur in what is differentiated", target.span, hint)
            end = Span(len(self.source), len(self.source) + 1)
            if self.at < len(self.tokens) and self.tokens[self.at].text == "wrt":
                self.fail("the target stands twice", self.tokens[self.at].span, "leave `wrt` out")
            self.pieces.append(Piece("wrt", end))
            self.pieces.append(target)
        while self.at < len(self.tokens):
            self.clause()
        return Latex(self.pieces, self.vectors, self.remarks)

    def check_alone(self) -> None:
        r"""`\nabla_x f + g` is two things to different readers."""
        depth = 0
        for index, piece in enumerate(self.pieces):
            depth += piece.text.count("(") + piece.text.count("[") - piece.text.count(")") - piece.text.count("]")
            if depth == 0 and index and piece.text in ("+", "-"):
                self.fail(
                    "does the derivative sign reach across this?",
                    piece.span,
                    "put what is differentiated in parentheses, or write it with wrt: matdiff 'f + g' wrt x",
                )

    def clause(self) -> None:
        """What stands behind wrt or where: words stay whole."""
        token = self.next()
        self.pieces.append(Piece(token.text, token.span))
        while (here := self.peek()) and here.kind != "word":
            token = here
            if token.text != "\\mathbb" and (letter := self.letter(whole=True)) is not None:
                self.name(letter)
            elif token.text in ("\\mathbb", "{", "}", "^", "\\times", "\\in") or token.kind in ("number", "character"):
                self.next()
                text = {"\\times": "x", "\\in": "∈", "{": "(", "}": ")", "\\mathbb": ""}.get(token.text, token.text)
                if token.text == "\\mathbb":
                    self.set_of_numbers()
                else:
                    self.pieces.append(Piece(text, token.span))
            else:
                self.unread(token)

    def set_of_numbers(self) -> None:
        inner = self.argument()
        if len(inner) != 1 or inner[0].text not in "RZ":
            self.fail("this set is not known", inner[0].span if inner else self.end(), r"x \in \mathbb{R}^{n}")
        self.pieces.append(Piece(inner[0].text, inner[0].span))

    def derivative(self) -> Piece | None:
        r"""`\nabla_X …`, `\frac{\partial}{\partial X} …`, `\frac{\partial …}{\partial X}` at the beginning."""
        first = self.tokens[0]
        if not self.begins_with_derivative():
            return None
        self.next()
        if first.text == "\\nabla":
            if not self.accept("_"):
                hint = r"name it: \nabla_x …; a second derivative is asked for with --hessian"
                self.fail("by which symbol?", first.span, hint)
            return self.target(self.argument())
        above, below = self.argument(), self.argument()
        skip = self.mark_length(above)
        if skip < len(above) and above[skip].text == "^":
            self.fail("a second derivative", above[0].span, "write the first one, with the option --hessian")
        target = self.target(below[self.mark_length(below) :])
        rest = self.tokens[self.at :]
        inside = above[skip:]
        if inside and rest and rest[0].kind != "word":
            self.fail("what stands behind a whole derivative?", rest[0].span, "one derivative is a problem by itself")
        self.tokens, self.at = [*inside, *rest], 0
        return target

    def begins_with_derivative(self) -> bool:
        if not self.tokens or self.tokens[0].text.lstrip("\\") not in {"nabla", *tex.FRACTIONS}:
            return False
        if self.tokens[0].text == "\\nabla" or len(self.tokens) < 3:
            return self.tokens[0].text == "\\nabla"
        self.next()
        above, below = self.argument(), self.argument()
        self.at = 0
        return bool(above and below) and self.is_mark(above) and below[0].text == above[0].text

    def is_mark(self, above: list[Token]) -> bool:
        return above[0].text == "\\partial" or above[0].text == "d" or self.mark_length(above) == 4

    def mark_length(self, inner: list[Token]) -> int:
        upright = len(inner) > 3 and inner[0].text.lstrip("\\") in tex.UPRIGHT and inner[2].text == "d"
        return 4 if upright else 1

    def target(self, inner: list[Token]) -> Piece:
        """A single symbol, read apart from the rest."""
        kept, self.tokens, self.at = (self.tokens, self.at), inner, 0
        letter = self.letter()
        if letter is None:
            place = inner[0].span if inner else self.tokens_end(kept)
            self.fail("this is no symbol to differentiate by", place, r"\frac{\partial}{\partial X} …, \nabla_x …")
        before = len(self.pieces)
        self.name(letter)
        made = self.pieces[before:]
        del self.pieces[before:]
        if len(made) != 1 or self.at < len(inner):
            hint = "name the symbol alone; `--layout numerator` gives the derivative by the transpose"
            self.fail("a derivative is by one symbol", inner[-1].span, hint)
        self.tokens, self.at = kept
        return made[0]

    def tokens_end(self, kept: tuple[list[Token], int]) -> Span:
        tokens_before, at = kept
        return tokens_before[max(0, min(at, len(tokens_before)) - 1)].span
