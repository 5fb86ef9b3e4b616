"""MathML Core, as browsers render it without any script.

Bold letters are characters of their own there: there is no attribute for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from matdiff_cli.expressions.nodes import Commutation, Identity, Node, Ones, SizeNumber, Variable, Zeros
from matdiff_cli.output.notation.names import GREEK, split
from matdiff_cli.output.notation.sizes import powers, shape_of, sizes_in
from matdiff_cli.output.notation.spelling import Level, Piece, Spelling
from matdiff_cli.typing.dimension import ONE, Dimension

_FUNCTION_HEADS = {
    "value": "f",
    "gradient": "<mo>∇</mo>f",
    "jacobian": "<msub><mi>J</mi>f</msub>",
    "derivative": "<msup>f<mo>′</mo></msup>",
    "map": "<mi mathvariant='normal'>D</mi>f",
    "hessian": "<msup><mo>∇</mo><mn>2</mn></msup>f",
    "second derivative": "<msup>f<mo>″</mo></msup>",
}

_TALL = re.compile("<mfrac>|<mtable>|<msqrt>")
_NUMBER = re.compile(r"[\d.]+")
_TIMES_NAME = "<mo lspace='0' rspace='0.17em'>\N{INVISIBLE TIMES}</mo>"
"""The product with what begins with the name of a function: 2 tr(A), never 2tr(A)."""
_TOP = "<mo lspace='0' rspace='0'>⊤</mo>"
_UPRIGHT = "<mrow><mi mathvariant='normal'>"
_TIMES, _DOT, _APPLY = "<mo>\N{INVISIBLE TIMES}</mo>", "<mo>·</mo>", "<mo>\N{FUNCTION APPLICATION}</mo>"


def operator(sign: str) -> str:
    """A sign such as = or ⊙."""
    return f"<mo>{escape(sign)}</mo>"


def number(text: str) -> str:
    """Digits as a number; everything else is markup already."""
    return f"<mn>{text}</mn>" if _NUMBER.fullmatch(text) else text


def row(text: str) -> str:
    """Markup as one element."""
    return f"<mrow>{number(text)}</mrow>"


class MathmlSpelling(Spelling):
    """The spelling in MathML elements; a text that is not yet an element is a number."""

    nests_quotients = False
    function_heads = _FUNCTION_HEADS
    minus = "<mo form='prefix'>−</mo>"
    plus_between = "<mo>+</mo>"
    minus_between = "<mo>−</mo>"
    pi = "<mi>π</mi>"
    prime = "<mo>′</mo>"
    relations: Mapping[str, str] = {sign: operator(sign) for sign in "=≈<>≤≥≠"}

    # --- how pieces are put together ------------------------------------------------------------------------------

    def parenthesise(self, text: str) -> str:
        return self._between("(", text, ")")

    def _between(self, left: str, content: str, right: str) -> str:
        stretchy = "true" if _TALL.search(content) else "false"
        first, last = (f"<mo fence='true' stretchy='{stretchy}'>{mark}</mo>" for mark in (left, right))
        return f"<mrow>{first}{number(content)}{last}</mrow>"

    def whole(self, piece: Piece) -> str:
        return (self.minus if piece.negative else "") + number(piece.body)

    def sum(self, terms: Sequence[Piece]) -> str:
        return super().sum([Piece(number(term.body), term.level, term.negative) for term in terms])

    def product(self, factors: Sequence[str]) -> str:
        written = [number(factors[0])]
        for previous, factor in pairwise(factors):
            dotted = _NUMBER.fullmatch(factor) or (_NUMBER.fullmatch(previous) and factor.startswith("<mfrac>"))
            times = _TIMES_NAME if factor.startswith(_UPRIGHT) else _TIMES
            written += [_DOT if dotted else times, number(factor)]
        return "".join(written)

    def elementwise_product(self, factors: Sequence[str]) -> str:
        return operator("⊙").join(map(number, factors))

    def elementwise_quotient(self, numerator: str, denominator: str) -> str:
        return number(numerator) + operator("⊘") + number(denominator)

    def quotient(self, numerator: Piece, denominator: Piece) -> Piece:
        return Piece(f"<mfrac>{row(self.whole(numerator))}{row(self.whole(denominator))}</mfrac>", Level.FRACTION)

    def kronecker(self, factors: Sequence[Piece]) -> Piece:
        return Piece(operator("⊗").join(self.wrap(factor, Level.FRACTION) for factor in factors), Level.PRODUCT)

    def _raised(self, base: str, *marks: str) -> str:
        return f"<msup>{row(base)}<mrow>{''.join(marks)}</mrow></msup>"

    def transpose(self, base: str) -> str:
        return self._raised(base, _TOP)

    def inverse(self, base: str) -> str:
        return self._raised(base, self.minus, number("1"))

    def inverse_transpose(self, base: str) -> str:
        return self._raised(base, self.minus, _TOP)

    def power(self, base: str, exponent: Piece) -> str:
        return self._raised(base, self.whole(exponent))

    def elementwise_power(self, base: str, exponent: Piece) -> str:
        return self._raised(base, operator("⊙"), self.wrap(Piece(number(exponent.body), *exponent[1:]), Level.FRACTION))

    def root(self, radicand: Piece) -> Piece:
        return Piece(f"<msqrt>{self.whole(radicand)}</msqrt>")

    # --- leaves -----------------------------------------------------------------------------------------------------

    def number_pi(self) -> Piece:
        named = "pi" in self.style.declared
        return self.in_words("arccos", [Piece(number("1"), negative=True)]) if named else super().number_pi()

    def name(self, name: str) -> str:
        return self.name_of(name)

    def name_of(self, name: str, *, bold: bool = False) -> str:
        """A name with its index below; `bold` for vectors."""
        if name in self.style.verbatim:
            return f"<mi>{escape(name)}</mi>"
        stem, index = split(name)
        letter = GREEK.get(stem, stem)
        word = f"<mi>{_bold(letter) if bold else escape(letter)}</mi>"
        below = f"<mi mathvariant='normal'>{escape(GREEK.get(index, index))}</mi>"
        return f"<msub>{word}{number(index) if index.isdigit() else below}</msub>" if index else word

    def variable(self, node: Variable) -> str:
        return self.name_of(node.name, bold=node.is_vector)

    def increment(self, of: Piece) -> Piece:
        mark = "Δ" if self.style.notation == "delta" else "d"
        return Piece(f"<mrow><mi mathvariant='normal'>{mark}</mi>{self.wrap(of, Level.ATOM)}</mrow>", Level.INCREMENT)

    def size(self, size: Dimension) -> str:
        """A dimension, `2mn²`."""
        names = [
            f"<msup>{self.name(name)}<mn>{power}</mn></msup>" if power else self.name(name)
            for name, power in powers(size)
        ]
        factor = [number(str(size.factor))] if size.factor != 1 or not names else []
        return _TIMES.join([*factor, *names])

    def space(self, node_shape: Sequence[Dimension]) -> str:
        """The set that values of a shape live in."""
        sizes = [size for k, size in enumerate(node_shape) if k == 0 or size != ONE]
        if sizes == [ONE]:
            return "<mi>ℝ</mi>"
        return f"<msup><mi>ℝ</mi><mrow>{operator('×').join(map(self.size, sizes))}</mrow></msup>"

    def _below(self, base: str, *sizes: Dimension) -> str:
        return f"<msub>{base}<mrow>{operator(',').join(map(self.size, sizes))}</mrow></msub>"

    def size_number(self, node: SizeNumber) -> Piece:
        (size,) = sizes_in(node)
        return Piece(self.size(size), Level.ATOM if len(size.names) == 1 and size.factor == 1 else Level.PRODUCT)

    def identity(self, node: Identity, *, sized: bool = False) -> str:
        return self._below("<mi>I</mi>", shape_of(node)[0]) if sized or "I" in self.style.names else "<mi>I</mi>"

    def ones(self, node: Ones) -> Piece:
        rows, columns = shape_of(node)
        sizes = [size for size in (rows, columns) if size != ONE]
        written = self._below(f"<mn>{_bold('1')}</mn>", *sizes)
        return Piece(self.transpose(written), Level.POSTFIX) if rows == ONE else Piece(written)

    def zeros(self, node: Zeros) -> str:
        return f"<mn>{_bold('0') if node.is_vector else '0'}</mn>"

    def commutation(self, node: Commutation) -> str:
        return self._below("<mi>K</mi>", *sizes_in(node))

    def literal(self, rows: Sequence[Sequence[str]]) -> str:
        body = "".join(f"<mtr>{''.join(f'<mtd>{number(entry)}</mtd>' for entry in entries)}</mtr>" for entries in rows)
        return self._between("[", f"<mtable>{body}</mtable>", "]")

    # --- functions --------------------------------------------------------------------------------------------------

    def call(self, name: str, operands: Sequence[Node], pieces: Sequence[Piece]) -> Piece:
        content = operator(",").join(map(self.whole, pieces))
        if name == "dot":
            return Piece(self._between("⟨", content, "⟩"))
        if name == "logdet":
            return Piece(f"<mi>log</mi>{_APPLY}{self._between('|', content, '|')}", Level.POSTFIX)
        if name == "det" or (name == "abs" and operands[0].is_scalar):
            return Piece(self._between("|", content, "|"))
        if name == "norm":
            bars = self._between("‖", content, "‖")
            wide = not any(size == 1 for size in operands[0].shape)
            return Piece(f"<msub>{bars}<mi>F</mi></msub>" if wide else bars)
        return self.in_words(name, pieces)

    def in_words(self, name: str, pieces: Sequence[Piece]) -> Piece:
        content = operator(",").join(map(self.whole, pieces))
        return Piece(f"<mrow>{self.function_name(name)}{_APPLY}{self.parenthesise(content)}</mrow>")

    def frechet_expm(self, pieces: Sequence[Piece]) -> Piece | None:
        name = self.function_name("exp")
        return Piece(self.in_words("exp", pieces).body.replace(name, f"<msub><mi>L</mi>{name}</msub>", 1))

    def function_name(self, name: str) -> str:
        return f"<mi mathvariant='normal'>{escape(name)}</mi>"

    def indicator(self, condition: str) -> str:
        content = condition.removesuffix(" > 0")
        return f"<mn>{_bold('1')}</mn>" + self._between("[", f"{number(content)}{operator('>')}{number('0')}", "]")


def _bold(word: str) -> str:
    """Letters and digits of the mathematical alphabet in bold; what has none there as it is."""
    return "".join(map(_bold_letter, word))


def _bold_letter(letter: str) -> str:
    for first, last, start in (("A", "Z", 0x1D400), ("a", "z", 0x1D41A), ("0", "9", 0x1D7CE), ("α", "ω", 0x1D6C2)):
        if first <= letter <= last:
            return chr(start + ord(letter) - ord(first))
    return escape(letter)
