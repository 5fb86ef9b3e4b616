"""Exponents and indices of symbols."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from matdiff_cli.errors import Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.cursor import Cursor
from matdiff_cli.syntax.latex.tokens import Token
from matdiff_cli.syntax.pieces import Piece

_LABEL = re.compile(r"\(\\?([A-Za-z0-9]+)\)")
"""What stands above in W^{(1)}, h^{(\\ell)}."""


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
        inner = self.argument()
        span = Span(mark.span.start, self.tokens[self.at - 1].span.end)
        bare = "".join(
            t.text
            for t in inner
            if t.text not in "{}" and t.text.lstrip("\\") not in tex.UPRIGHT | tex.PLAIN | tex.BOLD
        )
        if bare in ("T", "\\top", "\\intercal", "\\prime", "⊤", "'") or (bare == "t" and self.t_transposes(letter)):
            after.append([Piece("^T", span)])
        elif bare in ("-T", "-\\top", "-\\intercal"):
            after.append([Piece("^-T", span)])
        elif bare == "-1":
            after.append([Piece("^-1", span)])
        elif letter and (label := _LABEL.fullmatch(bare)) and (label[1] in tex.LETTERS or label[1].isalnum()):
            return f"({tex.LETTERS.get(label[1], label[1])})"
        elif letter and bare[:1] == "(" and bare[-1:] == ")" and "/" not in bare:
            self.fail("is this a power, or an index?", span, "a power is x^{k+1}, an index x_{k}; a name has no signs")
        elif bare in ("+", "\\dagger", "*", "\\ast", "H", "\\star"):
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
        every = [at for at, token in enumerate(self.tokens) if token.text == "t" and token.kind == "letter"]
        transposes = "t" not in self.declared and all(
            [token.text for token in self.tokens[max(at - 2, 0) : at]][-1:] == ["^"]
            or [token.text for token in self.tokens[max(at - 2, 0) : at]] == ["^", "{"]
            for at in every
        )
        if transposes:
            self.remarks.append(phrase("^t is read as the transpose; declare t where it is a power"))
        return transposes

    def index(self, inner: list[Token], sized: bool = False, nested: bool = False) -> str:
        """An index as part of a name: letters, digits, commas. One that is a size is a product, as m^2 is.

        Of a size, and where it may be `nested`, an index of the index is kept apart: the 1 of I_{m_{1}}.
        """
        parts: list[str] = []
        kept = ("_", "\\_") if sized or nested else ("\\_",)
        name_ends, raised = -1, False
        for at, token in enumerate(inner):
            bare = token.text.lstrip("\\")
            inside_name = at < name_ends
            if bare in tex.UPRIGHT:
                name_ends = next((k for k in range(at, len(inner)) if inner[k].text == "}"), at)
            starts_name = token.kind == "letter" or bare in tex.LETTERS or bare in tex.UPRIGHT
            if sized and parts and parts[-1] not in (",", "*") and starts_name and not inside_name:
                parts.append("*")
            if raised and token.text != "{":
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
            elif bare in tex.ACCENTS:
                parts.append(tex.ACCENTS[bare])
            elif token.kind == "command" and bare in tex.FUNCTIONS:
                parts.append(bare)  # \lambda_{\max}
            elif token.text == "\\times":
                parts.append(",")
            elif bare not in (*tex.UPRIGHT, *tex.BOLD, *tex.OLD_BOLD, "{", "}", "vec", "_"):
                self.no_index(token)
        if raised:
            self.no_index(inner[-1])
        return "".join(parts)

    def no_index(self, token: Token) -> NoReturn:
        """Raise MatdiffError for what an index is not made of."""
        self.fail("this index is not read", token.span, "an index is made of letters and digits: x_{ij}")
