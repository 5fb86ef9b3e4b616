r"""Derivative signs: `\nabla_x`, `\frac{\partial}{\partial X}`, of first and second order, and the symbol they name."""

from __future__ import annotations

from collections.abc import Sequence

from matdiff_cli.errors import Span
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.formula import Formula
from matdiff_cli.syntax.latex.tokens import Token, flat
from matdiff_cli.syntax.pieces import Piece
from matdiff_cli.syntax.refused import by_square


class Signs(Formula):
    """Reads the sign at the beginning; `order` is that of the derivative.

    `asked` says that there was one, `extremal` that it was min or max.
    """

    order = 1
    asked = False
    extremal = False

    def derivative(self) -> list[Piece]:
        r"""The targets of a sign at the beginning: `\nabla_X …`, `\frac{\partial}{\partial X} …`, `\min_x …`."""
        if target := self.slashed():
            return [target]
        if not self.begins_with_derivative():
            return self.extremum()
        self.asked = True
        return [self.quotient()] if self.sign().text.lstrip("\\") in tex.FRACTIONS else self.nabla()

    def slashed(self) -> Piece | None:
        r"""`\partial/\partial x …`, `d/dx …` and `\partial(…)/\partial x`, in one line."""
        words = [at for at, token in enumerate(self.tokens) if token.kind == "word"]
        last = words[0] if words else len(self.tokens)
        upright = (token.kind == "command" and self.is_mark(token) for token in self.tokens[:last])
        texts = ["d" if d and token.parts else token.text for d, token in zip(upright, self.tokens, strict=False)]
        mark = texts[0] if texts else ""
        if mark not in ("\\partial", "d") or mark in self.declared:
            return None
        strokes = [at for at in range(1, last - 2) if texts[at : at + 2] == ["/", mark]]
        if not strokes:
            return None
        place, end = strokes[-1], strokes[-1] + 3
        while end < last and texts[end] == "_":
            end += 1
        if place > 1 and end < last:  # something stands behind what is whole
            return None
        self.asked = True
        target = self.target(self.tokens[place + 2 : end])
        self.tokens, self.at = [*self.tokens[1:place], *self.tokens[end:]], 0
        return target

    def extremum(self) -> list[Piece]:
        r"""`\min_{x, y} …`, `\arg\max_x …`, `\underset{x}{\min} …`, which are left out."""
        below: Sequence[Token] = ()
        self.accept("\\arg")
        first = self.peek()
        name: Sequence[Token] = first.inside if first and (first.kind == "command" or first.kind == "group") else ()
        if first and first.kind == "letter" and (word := self.word()) not in self.declared:
            name = self.tokens[self.at : self.at + len(word)]
        if first and first.text == "\\underset":
            below, name = first.argument, first.parts[1].inside
        words = [word for token in flat(name) if (word := token.text.lstrip("\\")) not in tex.UPRIGHT]
        if "".join(words).removeprefix("arg") in tex.EXTREMA:
            self.at += len(name) if first and first.kind == "letter" else 1
            if not below and (token := self.peek()) and self.accept("_"):
                below = token.argument
            if below:
                self.extremal = True
                return self.targets(below)
        self.at = 0
        return []

    def sign(self) -> Token:
        r"""The first token; of `\vec{\nabla}` what stands within."""
        first = self.tokens[0]
        return first.argument[0] if first.text == "\\vec" and len(first.argument) == 1 else first

    def begins_with_derivative(self) -> bool:
        """Is there such a sign at the beginning?"""
        if not self.tokens:
            return False
        first = self.sign()
        behind = [token.text for token in self.tokens[1:2]] == ["_"]
        if first.text.lstrip("\\") in tex.UPRIGHT and behind:  # \mathrm{grad}_x
            return "".join(token.text for token in first.argument) in ("grad", "gradient")
        if first.text.lstrip("\\") not in tex.FRACTIONS:
            return first.text == "\\nabla" or (first.text == "\\partial" and behind)
        above, below = (part.inside for part in first.parts)
        return bool(above and below) and self.is_mark(above[0]) and below[0].text == above[0].text

    def nabla(self) -> list[Piece]:
        r"""`\nabla`, `\nabla_x`, `\nabla_{x, y}`, `\nabla^2_x`, `\partial_x`."""
        first = self.next()
        targets: list[Piece] = []
        while (token := self.peek()) and token.text in ("^", "_"):
            self.next()
            if token.text == "_":
                by = token.argument
                if len(by) == 2 and by[0].text == by[1].text and not by[0].parts:  # \nabla_{xx}
                    self.order, by = 2, by[:1]
                targets = self.targets(by)
            elif [part.text for part in token.argument] == ["2"]:
                self.order = 2
            else:
                self.fail("this exponent of a derivative is not read", token.span, r"\nabla^2 is the Hessian")
        if (token := self.peek()) and token.text in ("\\cdot", "\\times", "\\otimes"):
            self.fail("only gradients and Hessians are read", first.span, r"\nabla f, \nabla^2 f")
        return targets

    def quotient(self) -> Piece:
        r"""`\frac{\partial …}{\partial X}`."""
        above, below = (part.inside for part in self.next().parts)
        inside = above[1:]
        if inside and inside[0].text == "^":
            if [token.text for token in inside[0].argument] != ["2"]:
                hint = "first and second derivatives are"
                self.fail("this order of a derivative is not read", inside[0].span, hint)
            self.order, inside = 2, inside[1:]
        target = self.target(below[1:])
        while inside and (token := self.peek()) and token.kind == "row":
            self.next()
        if inside and (token := self.peek()) and token.kind != "word":
            self.fail("what stands behind a whole derivative?", token.span, "one derivative is a problem by itself")
        self.tokens, self.at = [*inside, *self.tokens[self.at :]], 0
        return target

    def is_mark(self, token: Token) -> bool:
        r"""Is it \partial, d or \mathrm{d}?"""
        upright = token.text[1:] in tex.UPRIGHT and [inner.text for inner in token.argument] == ["d"]
        return token.text in ("\\partial", "d") or upright

    def targets(self, inner: Sequence[Token]) -> list[Piece]:
        """The symbols that commas stand between."""
        ends = [at for at, token in enumerate(inner) if token.text == ","]
        starts = [0, *(end + 1 for end in ends)]
        return [self.target(inner[start:end]) for start, end in zip(starts, [*ends, len(inner)], strict=True)]

    def target(self, inner: Sequence[Token]) -> Piece:
        r"""A single symbol, read apart from the rest; of `x \partial x^T` and of `x^2`, in a second derivative, x."""
        place = self.tokens[max(self.at, 1) - 1].span
        return self.within(inner, lambda: self.symbol(place))

    def symbol(self, place: Span) -> Piece:
        """The symbol that all the tokens are; `place` is where it should stand if there are none."""
        letter = self.letter()
        if letter is None:
            place = self.tokens[0].span if self.tokens else place
            self.fail("this is no symbol to differentiate by", place, r"\frac{\partial}{\partial X} …, \nabla_x …")
        before = len(self.pieces)
        self.name(letter)
        made, *behind = self.pieces[before:]
        del self.pieces[before:]
        self.bolds.pop(made.text, None)
        if not behind and (token := self.peek()) and token.text == "\\in":
            self.membership_of(made)
        if self.order == 2 and (not behind or _is_square(behind)):
            behind = self.again(made)
        elif [piece.text for piece in behind] in (["^T"], ["'"]):
            transposed = f"the derivative by the transpose of {made.text} has the layout of --layout numerator"
            self.remarks.append(transposed)
            behind = []
        if behind or self.at < len(self.tokens):
            message = "a derivative is by one symbol"
            hint = "name the symbol alone; `--layout numerator` gives the derivative by the transpose"
            if _is_square(behind):
                message, hint = by_square(made.text)
            self.fail(message, self.tokens[-1].span, hint)
        return made

    def membership_of(self, made: Piece) -> None:
        r"""What the set of `x \in \mathbb{R}^n` below \min says of x."""
        said = [token.text for token in flat(self.tokens[self.at + 1 :])]
        if "R" in said or "\\R" in said:
            sized = "^" in said
            kind = "matrix" if "\\times" in said else "vector" if sized else "scalar"
            self.kinds.setdefault(made.text, (kind, made.span))
            self.at = len(self.tokens)

    def again(self, made: Piece) -> list[Piece]:
        r"""The second symbol of `\partial x \partial x^T`, which is the first one: nothing is left."""
        if (token := self.peek()) is None or not self.is_mark(token):
            return []
        self.next()
        before, letter = len(self.pieces), self.letter()
        if letter is not None:
            self.name(letter)
        found = self.pieces[before:]
        del self.pieces[before:]
        if [piece.text for piece in found[:1]] != [made.text] or [p.text for p in found[1:]] not in ([], ["^T"], ["'"]):
            self.fail("a second derivative by two symbols", token.span, "matdiff … wrt x, y --hessian has every block")
        return []


def _is_square(behind: Sequence[Piece]) -> bool:
    return [piece.text.replace(" ", "") for piece in behind] == ["^(", "2", ")"]
