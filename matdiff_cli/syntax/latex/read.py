r"""LaTeX → the language, token by token. What has no clear meaning is refused at its place, never guessed."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from matdiff_cli.errors import Span
from matdiff_cli.syntax.latex.signs import Signs
from matdiff_cli.syntax.latex.tokens import flat
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
    r"""Does a text in LaTeX begin with a derivative sign of LaTeX: \nabla, \frac{\partial …}{\partial x}?"""
    return _Reader(text, (), ()).begins_with_derivative()


class _Reader(Signs):
    """Reads whole problems."""

    def problem(self) -> Latex:
        targets = self.definition() if self.tokens else []
        if self.tokens and (by := self.derivative()):
            targets = by
        begun = self.tokens[self.at].span if self.at < len(self.tokens) else self.end()
        self.sequence(lambda token: token.kind == "word")
        if self.asked:
            self.check_alone()
            if len(self.pieces) == 1 and not targets:
                self.fail("what is differentiated?", begun, "write the formula of the function in place of its name")
            names = {piece.text for piece in self.pieces}
            pairs = [(name, after) for name, after in pairwise(self.tokens[self.at :]) if after.text == "="]
            defined = any(part.text in names for name, _ in pairs for part in flat([name]))
            for target in targets:
                if not defined and target.text not in names:
                    hint = "write the formula of the function in place of its name"
                    self.fail(f"{target.text} does not occur in what is differentiated", target.span, hint)
        asks_again = self.at < len(self.tokens) and self.tokens[self.at].text == "wrt"
        if targets and self.asked and asks_again:
            self.fail("the target stands twice", self.tokens[self.at].span, "leave `wrt` out")
        if self.extremal and asks_again:
            names = {token.text.lstrip("\\") for token in flat(self.tokens[self.at :])}
            if targets[0].text not in names:
                hint = f"leave out one of them; {targets[0].text} is asked for here"
                self.fail("the target is named twice, and not the same", targets[0].span, hint)
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
        """The arguments of `f(x) = …` in front, or of `L = …`, which is left out. Raises MatdiffError for several."""
        sign = self.equals()
        self.past_alignment()
        called = any(token.text in ("(", "\\left") for token in self.tokens[:sign])
        if called and (token := self.peek()) and token.text in ("\\ln", "\\log"):  # \ln p(x) = …
            self.next()
        letter = self.letter() if sign else None
        while letter and self.accept("_"):
            pass
        arguments: list[Piece] = []
        if letter and (opening := self.tokens[self.at]).text in ("(", "\\left"):
            self.next()
            arguments = self.within(opening.parts[1:-1], self.arguments) if opening.parts else self.arguments()
            letter = letter if arguments and (opening.parts or self.accept(")")) else None
        self.past_alignment()
        self.at += letter is not None and self.tokens[self.at].text == ":"
        if letter is None or self.at != sign:
            self.at = 0
            return []
        self.tokens, self.at = self.tokens[self.at + 1 :], 0
        return arguments

    def past_alignment(self) -> None:
        """Go past what only says where something is set: & and new lines."""
        while (token := self.peek()) and (token.text == "&" or token.kind == "row"):
            self.next()

    def arguments(self) -> list[Piece]:
        """Symbols with commas between them; nothing if something else stands there."""
        found: list[Piece] = []
        while (argument := self.letter()) is not None:
            before = len(self.pieces)
            self.scripts(argument)
            found += self.pieces[before:]
            del self.pieces[before:]
            if self.accept(";") or self.accept("|") or self.accept("\\mid"):  # what it depends on, but is not asked for
                before = len(self.pieces)
                while (argument := self.letter()) is not None:
                    self.scripts(argument)
                    self.accept(",")
                del self.pieces[before:]
                break
            self.accept(",")
        return found if (token := self.peek()) is None or token.text == ")" else []

    def equals(self) -> int:
        """Where the only `=` of the expression stands; 0 if there is none. Raises MatdiffError for several lines."""
        words = [at for at, token in enumerate(self.tokens) if token.kind == "word"]
        expression = self.tokens[: words[0] if words else None]
        found = [at for at, token in enumerate(expression) if token.text == "="]
        if len(found) > 1 and any(token.kind == "row" for token in expression[found[0] : found[-1]]):
            hint = "type one of them; whether equations hold is asked with matdiff check"
            self.fail("several equations", expression[found[1]].span, hint)
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

    def words(self, nested: bool = False) -> None:
        """Names, types and sets up to the next clause; all that stands within braces if this is `nested`."""
        self.in_clause = True
        while (token := self.peek()) and (nested or token.kind != "word"):
            if token.text == "\\mathbb":
                self.set_of_numbers()
            elif (letter := self.letter(whole=True)) is not None:
                self.name(letter)
            elif token.kind == "group":
                self.put("(", self.next())
                self.within(token.parts, lambda: self.words(nested=True))
                self.put_text(")", Span(token.end - 1, token.end))
            elif token.text == "=" and not nested:
                self.meaning()
            elif token.text in ("\\times", "\\in") or token.kind in ("number", "character"):
                self.put({"\\times": "x", "\\in": "∈"}.get(token.text, token.text), self.next())
                self.within(token.parts, lambda: self.words(nested=True))
            else:
                self.unread(token)

    def meaning(self) -> None:
        """What a name among the declarations stands for: an expression, in which letters are names of their own."""
        self.put("=", self.next())
        self.in_clause = False
        self.sequence(lambda token: token.kind in ("word", "row") or token.text in (",", ";"))
        self.in_clause = True

    def set_of_numbers(self) -> None:
        inner = self.next().argument
        if len(inner) != 1 or inner[0].text not in "RZS":
            self.fail("this set is not known", inner[0].span if inner else self.end(), r"x \in \mathbb{R}^{n}")
        self.put(inner[0].text, inner[0])
