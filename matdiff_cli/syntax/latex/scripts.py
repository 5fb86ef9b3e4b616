"""Exponents and indices of symbols."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple, NoReturn

from matdiff_cli.errors import Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.cursor import Cursor
from matdiff_cli.syntax.latex.tokens import Token, flat
from matdiff_cli.syntax.pieces import Piece
from matdiff_cli.syntax.sized import STEPS

_LABEL = re.compile(
    r"(?:\(\\?(?P<round>[A-Za-z0-9]+)\)|\[(?P<square>[A-Za-z0-9]+)\])(?P<turned>T|\\top|\\intercal|⊤|')?"
)
"""What stands above in W^{(1)}, W^{[1]}, h^{(\\ell)}, x^{(i)T}."""
_LONGEST_MARK = 40


class Letter(NamedTuple):
    """A symbol without its indices: `look` tells it from symbols that are drawn otherwise."""

    stem: str
    look: str
    bold: bool
    span: Span


class Scripts(Cursor):
    """Reads exponents and indices."""

    def exponent(self, after: list[list[Piece]], mark: Token, letter: Letter | None) -> str:
        """Read one exponent; a label in parentheses, as in W^{(1)}, is returned, it belongs to the name."""
        inner = mark.argument
        span = Span(mark.span.start, mark.end)
        fonts = tex.UPRIGHT | tex.PLAIN | tex.BOLD
        first = islice(flat(inner), _LONGEST_MARK)  # a tower of exponents is no mark
        bare = "".join(token.text for token in first if token.text.lstrip("\\") not in fonts)
        if bare in ("T", "\\top", "\\intercal", "\\prime", "⊤", "'") or (bare == "t" and self.t_transposes(letter)):
            after.append([Piece("^T", span)])
        elif bare in ("-T", "-\\top", "-\\intercal"):
            after.append([Piece("^-T", span)])
        elif bare == "-1":
            after.append([Piece("^-1", span)])
        elif letter and (label := _LABEL.fullmatch(bare)):
            if label["turned"]:
                after.append([Piece("^T", span)])
            written = label["round"] or label["square"]
            return f"({tex.LETTERS.get(written, written)})"
        elif letter and bare[:1] == "(" and bare[-1:] == ")" and "/" not in bare:
            self.fail("is this a power, or an index?", span, "a power is x^{k+1}, an index x_{k}; a name has no signs")
        elif bare in ("H", "*", "\\ast"):
            hint = "all numbers here are real: the conjugate transpose is x^T"
            self.fail("this exponent is not read", span, hint)
        elif bare == "+" and not (letter and letter.stem[0].islower()):
            after.append([Piece("^{+}", span)])
        elif bare in ("+", "\\dagger", "\\star"):
            hint = r"a pseudo-inverse is \operatorname{pinv}(A); other marks belong into an index: x_{s}"
            self.fail("this exponent is not read", span, hint)
        elif inner:
            elementwise = inner[0].text in ("\\odot", "\\circ")
            after.append(self.apart(inner[1:] if elementwise else inner, ".^(" if elementwise else "^(", ")", span))
        else:
            self.fail("an exponent is missing", span, "x^{2}")
        return ""

    def t_transposes(self, base: Letter | None) -> bool:
        """Is every t of the formula an exponent? Then x^t is a transpose, as in French and Spanish; β^t is none."""
        if base and base.stem in tex.LETTERS and not base.bold:
            return False
        transposes = "t" not in self.declared and self.raises_every_t
        if transposes:
            self.remarks.append(phrase("^t is read as the transpose; declare t where it is a power"))
        return transposes

    @cached_property
    def raises_every_t(self) -> bool:
        """Is every t of the formula an exponent?"""
        words = [token.text for token in flat(self.formula)]
        return all(before == "^" for before, word in zip(["", *words], words, strict=False) if word == "t")

    def index(self, inner: Sequence[Token], sized: bool = False, nested: bool = False) -> str:
        """An index as part of a name: letters, digits, commas. One that is a size is a product, as m^2 is.

        Of a size, and where it may be `nested`, an index of the index is kept apart: the 1 of I_{m_{1}}.
        """
        parts: list[str] = []
        kept = ("_", "\\_") if sized or nested else ("\\_",)
        name_ends, raised = -1, False
        for at, token in enumerate(flat(inner)):
            bare = token.text.lstrip("\\")
            inside_name = at < name_ends
            if bare in tex.UPRIGHT:
                name_ends = at + 1 + len([*flat(token.parts)])
            starts_name = token.kind == "letter" or bare in tex.LETTERS or bare in tex.UPRIGHT
            if sized and parts and parts[-1] not in (",", "*") and starts_name and not inside_name:
                parts.append("*")
            if raised:
                base = re.split(r"[*,]", "".join(parts))[-1]
                times = int(token.text) if re.fullmatch("[2-9]", token.text) else self.no_index(token)
                parts += ["*", base] * (times - 1)
                raised = False
            elif sized and parts and parts[-1] not in (",", "*") and token.text == "^":
                raised = True
            elif token.kind in ("letter", "number") or token.text == "," or (parts and token.text in kept):
                parts.append(bare)
            elif bare in tex.LETTERS:
                parts.append(tex.LETTERS[bare])
            elif parts and not sized and token.text in STEPS and at + 1 < len([*flat(inner)]):
                parts.append(STEPS[token.text])
            elif parts and not sized and token.text in ("|", "\\mid"):
                parts.append(",")
            elif bare in tex.ACCENTS:
                parts.append(tex.ACCENTS[bare])
            elif token.kind == "command" and bare in tex.FUNCTIONS:
                parts.append(bare)  # \lambda_{\max}
            elif token.text == "\\times":
                parts.append(",")
            elif bare not in (*tex.UPRIGHT, *tex.BOLD, "vec", "_"):
                self.no_index(token)
        if raised:
            self.no_index(inner[-1])
        return "".join(parts)

    def no_index(self, token: Token) -> NoReturn:
        """Raise MatdiffError for what an index is not made of."""
        self.fail("this index is not read", token.span, "an index is made of letters and digits: x_{ij}")
