"""Symbols: letters, typefaces, accents, and what they are together with their indices."""

from __future__ import annotations

import re

from matdiff_cli.errors import Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.latex import commands as tex
from matdiff_cli.syntax.latex.scripts import Letter, Scripts
from matdiff_cli.syntax.latex.tokens import flat
from matdiff_cli.syntax.pieces import Piece
from matdiff_cli.syntax.spoken import is_word

_SEVERAL_WORDS = re.compile(r"[A-Za-z][\s~]+[A-Za-z]")
_EXPECTATIONS = ("E", "E_bb", "P", "P_bb")
PLAIN = frozenset("+-−–/*=,;:<>@·⋅⊙∘⊗÷.")
"""Characters that mean in LaTeX what they mean in the language."""
_NO_OPERANDS = {*PLAIN, "(", "\\left"}


class Symbols(Scripts):
    """Reads symbols."""

    def letter(self, whole: bool = False) -> Letter | None:
        """One symbol, without its indices; nothing is read if none stands here."""
        start = self.at
        token = self.peek()
        if token is None:
            return None
        name = token.text.lstrip("\\") if token.kind == "command" else ""
        if token.kind == "letter":
            word = self.word()
            if not whole and word not in self.declared:
                word = token.text
            self.skip(word)
            return Letter(word, "", self.bold, Span(token.span.start, self.tokens[self.at - 1].end))
        if name in tex.LETTERS:
            self.next()
            return Letter(tex.LETTERS[name], "", self.bold, token.span)
        known = name in tex.BOLD or name in tex.ALPHABETS or name in tex.ACCENTS or name == "vec"
        if name in tex.UPRIGHT:
            word, span = self.upright()
            if re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*", word) and word not in {*self.functions, "d"}:
                self.refuse_prose(span)
                return Letter(word, "", self.bold, span)
            self.at = start
            return None
        if not (known or token.kind == "group"):
            return None
        index = ""
        inner = token.argument if known else token.parts
        if name in tex.ACCENTS and len(inner) == 2 and inner[1].text == "_":  # \\hat{x_1} is \\hat{x}_1
            index, inner = self.index(inner[1].argument), inner[:1]
        found = self.within(inner, lambda: self.lone_letter(whole))
        if found is None:
            return None
        self.next()
        whole_span = Span(token.span.start, token.end)
        bold = found.bold or name in tex.BOLD or name == "vec"
        if name == "vec" and found.stem[0].isupper():
            self.kinds.setdefault(found.stem, ("vector", found.span))
        identity = (name, found.stem) == ("mathbb", "I")
        mark = "" if identity else tex.ALPHABETS.get(name) or tex.ACCENTS.get(name) or ""
        stem = "_".join(filter(None, (found.stem, mark, index.replace(",", "_"))))
        span = whole_span if mark else found.span  # a name of one letter is underlined at its letter
        return Letter(stem, " ".join(filter(None, (found.look, mark, index))), bold, span)

    def lone_letter(self, whole: bool) -> Letter | None:
        """The symbol that all the tokens are."""
        found = self.letter(whole)
        return found if self.at == len(self.tokens) else None

    def word(self) -> str:
        """The letters and digits that touch each other from here."""
        word, end = "", self.tokens[self.at].span.start
        for at in range(self.at, len(self.tokens)):
            token = self.tokens[at]
            if token.span.start != end or not token.text.isalnum():
                break
            word, end = word + token.text, token.end
        return word or self.tokens[self.at].text

    def skip(self, word: str) -> None:
        """Go on behind the tokens of a word that begins here."""
        left = len(word)
        while left > 0:
            left -= len(self.next().text)

    def upright(self) -> tuple[str, Span]:
        r"""The word in `\mathrm{word}`."""
        first = self.next()
        word = "".join(token.text for token in flat(first.argument) if token.text[1:] not in tex.UPRIGHT)
        return word.replace("\\_", "_"), Span(first.span.start, first.end)

    def refuse_prose(self, span: Span) -> None:
        r"""`\text{for symmetric}` and `\text{minimize}` are no symbols."""
        inside = self.source[span.start : span.end].partition("{")[2].rstrip("} ").strip(" ~,")
        before_operand = (token := self.peek()) and token.kind != "word" and token.text not in _NO_OPERANDS
        word = before_operand and is_word(inside.lower()) and inside not in self.declared
        if word or _SEVERAL_WORDS.search(inside):
            self.fail(f'"{inside}" is a word here, not a symbol', span, "type the formula alone, as in x'*A*x wrt x")

    def name(self, letter: Letter) -> None:
        """A symbol with its indices and exponents."""
        if letter.stem == "sigma" and "sigma" not in self.declared and self.primed_call():
            self.fail("the derivative of a function inside of an expression", letter.span, "write it out: s(1 - s)")
        if letter.stem == "d" and letter.bold and "d" not in self.declared and self.letter_follows():
            self.fail("is d the sign of an increment here?", letter.span, r"the increment is \mathrm{d}x; or declare d")
        if letter.stem in _EXPECTATIONS and not letter.bold and letter.stem not in self.declared:
            self.refuse_expectation(letter)
        if letter.stem == "sigma" and "sigma" not in self.declared and self.opens_parenthesis():
            self.remarks.append(phrase(r"\sigma(…) is read as the sigmoid"))
            self.put_call("sigmoid", letter.span)
            return
        self.scripts(letter)
        written = self.pieces[-1].text
        unknown = written in self.unknown or (written in self.functions and written not in self.declared)
        word = len(letter.stem) > 1 and self.source[letter.span.start :][:1] == "\\" and letter.look == ""
        applied = word and letter.stem not in tex.LETTERS.values() and written not in self.declared
        if applied and written.isidentifier() and not self.in_clause:
            self.refuse_operator(written, letter)
        if (unknown or applied or written == "L_exp") and not self.in_clause and self.opens_parenthesis():
            self.put_call(*self.pieces.pop())
        declares = self.in_clause and written in self.unknown
        if self.pieces[-1].text.isidentifier() and not declares and self.opens_parenthesis():
            self.refuse_application(self.pieces[-1], letter.bold)

    def refuse_operator(self, name: str, letter: Letter) -> None:
        r"""`\operatorname{Hess} f`, `\operatorname{Var}[x]` and `\mathrm{Hess}_x(f)` are no products."""
        bracket, token = self.bracket(), self.peek()
        operator = self.source.startswith("\\operatorname", letter.span.start)
        operand = token and token.kind in ("letter", "number", "group", "command")
        beside = operator and operand and token and token.text.lstrip("\\") not in (*tex.OPERATORS, *tex.SIZES, "right")
        if bracket == "[" or beside or (bracket == "(" and name != letter.stem):
            hint = f"write its formula, or declare {name}(…): matrix(m, n); a product is {name} \\cdot (…)"
            self.fail(f"is {name} a function here?", letter.span, hint)

    def letter_follows(self) -> bool:
        """Is the next operand a symbol?"""
        here = self.at
        follows = self.letter() is not None
        self.at = here
        return follows

    def primed_call(self) -> bool:
        """Does `'(` stand here?"""
        words = [token.text for token in self.tokens[self.at : self.at + 2]]
        return words[:1] == ["'"] and words[1:] in (["("], ["\\left"])

    def refuse_expectation(self, letter: Letter) -> None:
        r"""`\mathbb{E}[…]` is no product, nor is `\mathbb{E}_x[…]`."""
        here = self.at
        while self.accept("_"):
            pass
        bracket, self.at = self.bracket(), here
        if bracket == "[":
            self.fail("expectations are not read", letter.span, "write the formula of its value")

    def refuse_application(self, name: Piece, bold: bool) -> None:
        """`J(w)` and `f(Ax)` are values of functions to most people, and products to nobody."""
        if name.text in self.functions and name.text not in self.declared:
            return
        opening = self.tokens[self.at]
        bracket, *inner = opening.parts[:-1] or self.tokens[self.at + (opening.text != "(") :]
        lone = self.within(inner, self.stands_alone)
        if lone and name.text in self.defined:  # f itself, which typing sees by that nothing stands between the two
            place = bracket.span.start
            self.pieces[-1] = name._replace(span=Span(max(name.span.start, place - len(name.text)), place))
        elif lone or (name.text[0] in "fgh" and not bold and name.text not in self.declared):
            hint = f"write its formula, or declare {name.text}(…): matrix(m, n); a product is {name.text} \\cdot (…)"
            self.fail(f"is {name.text} a function here?", name.span, hint)

    def stands_alone(self) -> bool:
        """Does a symbol stand here, and behind it nothing or the end of an argument?"""
        letter = self.letter()
        while self.accept("_"):
            pass
        after = self.peek()
        return letter is not None and (after is None or after.text in (")", ",", ";", "|", "\\mid"))

    def opens_parenthesis(self) -> bool:
        """Does a parenthesis open here, of whatever size?"""
        return self.bracket() == "("

    def put_name(self, letter: Letter, index: str, span: Span) -> None:
        """Write a symbol. Raises MatdiffError where two symbols that look different would get one name."""
        look = f"{letter.look}|{index}"
        index = index.replace("(", "").replace(")", "")
        if letter.stem == "I" and index == f"{(side := index[: len(index) // 2])}_{side}":  # I_{n × n}
            index = side
        stem = f"{letter.stem}_{index}" if index else letter.stem
        if stem not in self.declared and letter.stem + index in self.declared:  # X1 is written X_{1}
            stem, look = letter.stem + index, f"{letter.look}|"
        if "__" in stem or (self.looks.setdefault(stem, look) != look and not self.in_clause):
            self.fail(f"two symbols would both be called {stem}", span, "rename one of them")
        sized = index[:1].isalpha() and not index.isalpha() and stem not in self.declared  # I_{m_{1}}, whatever I is
        if letter.stem == "I" and index and "," not in index and (sized or "I" not in self.declared):
            self.put_text(f"eye({index})", span)
            return
        self.put_text(stem, span)
        if self.bolds.setdefault(stem, letter.bold) != letter.bold and not self.in_clause:
            remark = phrase("{name} in bold and {name} are read as one symbol", name=stem)
            self.remarks += [remark] * (remark not in self.remarks)
        greek = letter.stem in tex.LETTERS.values()
        if letter.bold and stem[0].islower() and (greek or len(letter.stem) == 1):
            self.kinds.setdefault(stem, ("vector", span))

    def scripts(self, letter: Letter | None) -> None:
        """Indices and exponents in any order; the symbol is put first, then what is done to it."""
        index: list[str] = []
        after: list[list[Piece]] = []
        end = letter.span.end if letter else 0
        while (token := self.peek()) and token.text in ("^", "_", "'"):
            if len(after) > 8:
                self.fail("too many exponents in a row", token.span, "group them with parentheses")
            if token.text == "_":
                if letter is None:
                    self.unread(token)
                self.next()
                two = any(part.text == "," for part in token.argument)  # of K_{nm} is none a size
                sized = (letter.stem == "I" or (letter.stem == "K" and two)) and letter.stem not in self.declared
                index.append(self.index(token.argument, sized, nested=letter.stem == "I"))
                end = token.end
            elif token.text == "^":
                self.next()
                label = self.exponent(after, token, letter)
                if label:
                    index.append(label)
                    end = token.end
            else:
                self.next()
                after.append([Piece("'", token.span)])
        if letter:
            if letter.stem == "K" and index and "," in index[0] and "K" not in self.declared:
                self.put_text(f"commutation({index[0]})", letter.span)
            else:
                self.put_name(letter, "_".join(index).replace(",", "_"), Span(letter.span.start, end))
        elif after and not self.pieces:
            self.fail("an exponent of nothing", self.end(), "put the base before it")
        for pieces in after:
            self.pieces += pieces

    def increment(self) -> bool:
        r"""`\mathrm{d}X` and `\Delta X` are the increment of X."""
        start = self.at
        token = self.tokens[self.at]
        bare = token.text.lstrip("\\")
        if bare in tex.UPRIGHT:
            word, span = self.upright()
        elif token.text == "\\Delta" and "Delta" not in self.declared:
            self.next()
            word, span = "d", token.span
        elif token.text == "d" and not self.bold and "d" not in self.declared and self.touches_next():
            self.next()
            word, span = "d", token.span
            if (after := self.peek()) and after.text in ("(", "\\left", "\\big", "["):
                self.fail("a differential of more than a symbol", span, "write it out, in increments such as dX")
        else:
            return False
        letter = self.letter() if word == "d" else None
        if letter is None:
            self.at = start
            return False
        self.remarks.append(phrase("d{name} is read as the increment of {name}", name=letter.stem))
        self.scripts(Letter("d" + letter.stem, letter.look, letter.bold, Span(span.start, letter.span.end)))
        if letter.stem[0].isupper():
            self.kinds.setdefault(f"d{letter.stem}", ("matrix", span))
        return True

    def touches_next(self) -> bool:
        """Does a letter, command or bracket follow without a blank?"""
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        touches = after is not None and after.span.start == self.tokens[self.at].span.end
        return touches and after is not None and (after.kind in ("letter", "command") or after.text in ("(", "["))
