r"""LaTeX → the language, token by token. What has no clear meaning is refused at its place, never guessed."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from matdiff_cli.errors import Span
from matdiff_cli.syntax.latex.signs import Signs
from matdiff_cli.syntax.latex.tokens import is_latex
from matdiff_cli.syntax.pieces import Piece


class Latex(NamedTuple):
    """What was read: pieces of the language, kinds that typefaces give, remarks, the order of the derivative."""

    pieces: list[Piece]
    kinds: dict[str, tuple[str, Span]]
    remarks: list[str]
    order: int = 1


def read(text: str, functions: Collection[str], symbols: Collection[str]) -> Latex:
    """The text in the language. Raises MatdiffError."""
    return _Reader(text, functions, symbols).problem()


def read_clauses(text: str, functions: Collection[str]) -> Latex:
    """Targets or declarations. Raises MatdiffError."""
    return _Reader(text, functions, ()).clauses()


def asks(text: str) -> bool:
    r"""Does the text begin with a derivative sign of LaTeX: \nabla, \frac{\partial …}{\partial x}?"""
    return is_latex(text) and _Reader(text, (), ()).begins_with_derivative()


class _Reader(Signs):
    """Reads whole problems."""

    def problem(self) -> Latex:
        targets = self.definition() if self.tokens else []
        if self.tokens and (target := self.derivative()):
            targets = [target]
        begun = self.tokens[self.at].span if self.at < len(self.tokens) else self.end()
        self.sequence(lambda token: token.kind == "word")
        if self.asked:
            self.check_alone()
            if len(self.pieces) == 1 and not targets:
                self.fail("what is differentiated?", begun, "write the formula of the function in place of its name")
            for target in targets:
                if target.text not in {piece.text for piece in self.pieces}:
                    hint = "write the formula of the function in place of its name"
                    self.fail(f"{target.text} does not occur in what is differentiated", target.span, hint)
        asks_again = self.at < len(self.tokens) and self.tokens[self.at].text == "wrt"
        if targets and self.asked and asks_again:
            self.fail("the target stands twice", self.tokens[self.at].span, "leave `wrt` out")
        if targets and not asks_again:
            self.pieces.append(Piece("wrt", self.end()))
            for target in targets:
                self.pieces += [target, Piece(",", target.span)]
            self.pieces.pop()
        while self.at < len(self.tokens):
            self.clause()
        return Latex(self.pieces, self.kinds, self.remarks, self.order)

    def clauses(self) -> Latex:
        """What would stand behind `wrt` or `where`."""
        self.words()
        return Latex(self.pieces, self.kinds, self.remarks)

    def definition(self) -> list[Piece]:
        """The arguments of `f(x) = …` in front, or of `L = …`, which is left out."""
        sign = self.equals()
        letter = self.letter() if sign else None
        while letter and self.accept("_"):
            self.argument()
        arguments: list[Piece] = []
        closes = {"(": ")", "\\left": "\\right"}.get(self.tokens[self.at].text) if letter else None
        if closes:
            self.at += 1 + (closes == "\\right")
            while (argument := self.letter()) is not None:
                before = len(self.pieces)
                self.scripts(argument)
                arguments += self.pieces[before:]
                del self.pieces[before:]
                self.accept(",")
            letter = letter if arguments and self.accept(closes) else None
            self.at += closes == "\\right"
        self.at += letter is not None and self.tokens[self.at].text == ":"
        if letter is None or self.at != sign:
            self.at = 0
            return []
        self.tokens, self.at = self.tokens[self.at + 1 :], 0
        return arguments

    def equals(self) -> int:
        """Where the only `=` of the expression stands, outside of braces; 0 if there is none, or several."""
        depth, found = 0, []
        for at, token in enumerate(self.tokens):
            if token.kind == "word":
                break
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            found += [at] * (depth == 0 and token.text == "=")
        return found[0] if len(found) == 1 else 0

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
        self.words()

    def words(self) -> None:
        """Names, types and sets up to the next clause."""
        self.in_clause = True
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
