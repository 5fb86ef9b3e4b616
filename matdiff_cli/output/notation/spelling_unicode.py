"""One line of Unicode: `−2 (x − A s)ᵀ W A`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from matdiff_cli.expressions.nodes import Commutation, Identity, Node, Ones, SizeNumber, Zeros
from matdiff_cli.output.notation.names import superscript, unicode_name
from matdiff_cli.output.notation.sizes import shape_of, sizes_in, unicode_size, unicode_subscript
from matdiff_cli.output.notation.spelling import Level, Piece, Spelling
from matdiff_cli.typing.dimension import ONE, Dimension

_FUNCTION_HEADS = {
    "value": "f",
    "gradient": "∇f",
    "jacobian": "J",
    "derivative": "f′",
    "map": "Df",
    "hessian": "∇²f",
    "second derivative": "f″",
}


_NUMBER = re.compile(r"[\d.]+")
_DIGITS = "0123456789"
_JOINED_TO_NUMBER = re.compile(r"√|[^\W\d_Δ][ᵀ⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉]*( |$)")


def _bars(operand: str, node: Node) -> str | None:
    return None if "|" in operand or "‖" in operand else f"|{operand}|"


def _log_bars(operand: str, node: Node) -> str:
    return f"log{_bars(operand, node) or f' det({operand})'}"


def _scalar_bars(operand: str, node: Node) -> str | None:
    return _bars(operand, node) if node.shape == (1, 1) else None


def _norm_bars(operand: str, node: Node) -> str | None:
    return None if "‖" in operand or "|" in (operand[0], operand[-1]) else f"‖{operand}‖"


_BARRED: dict[str, Callable[[str, Node], str | None]] = {
    "det": _bars,
    "logdet": _log_bars,
    "abs": _scalar_bars,
    "norm": _norm_bars,
}


class UnicodeSpelling(Spelling):
    """The spelling in one line of Unicode: raised exponents, lowered indices."""

    nests_quotients = False
    function_heads = _FUNCTION_HEADS
    minus = "−"
    minus_between = " − "
    times_elementwise = " ⊙ "
    over_elementwise = " ⊘ "
    elementwise_power_mark = "^⊙"
    transpose_mark = "ᵀ"
    inverse_mark = "⁻¹"
    inverse_transpose_mark = "⁻ᵀ"
    pi = "π"
    prime = "′"

    def _below(self, *sizes: Dimension) -> str:
        return unicode_subscript(*sizes, verbatim=self.style.verbatim)

    def product(self, factors: Sequence[str]) -> str:
        first, *others = factors
        if len(others) == 1 and _NUMBER.fullmatch(first) and _JOINED_TO_NUMBER.match(others[0]):
            return first + others[0]
        return first + "".join([("·" if factor[0] in _DIGITS else " ") + factor for factor in others])

    def kronecker(self, factors: Sequence[Piece]) -> Piece:
        return Piece(" ⊗ ".join(self.wrap(factor, Level.POSTFIX) for factor in factors), Level.PRODUCT)

    def exponent(self, exponent: Piece) -> str:
        # `^T` and `^(T)` transpose, whatever T is.
        return "(1 T)" if exponent.body == "T" and not exponent.negative else super().exponent(exponent)

    def power(self, base: str, exponent: Piece) -> str:
        whole = ("-" if exponent.negative else "") + exponent.body
        raised = superscript(whole) if exponent.level == Level.ATOM and whole.lower() == whole else None
        return base + raised if raised is not None else super().power(base, exponent)

    def root(self, radicand: Piece) -> Piece:
        bare = radicand.level == Level.ATOM and not radicand.negative and radicand.body.isalnum()
        return Piece(f"√{radicand.body}" if bare else f"√({self.whole(radicand)})", Level.POSTFIX)

    def name(self, name: str) -> str:
        return unicode_name(name, self.style.verbatim)

    def increment(self, of: Piece) -> Piece:
        mark = "Δ" if self.style.notation == "delta" else "d"
        return Piece(mark + self.wrap(of, Level.ATOM), Level.INCREMENT)

    def size_number(self, node: SizeNumber) -> Piece:
        (size,) = sizes_in(node)
        written = unicode_size(size, self.style.verbatim)
        return Piece(written, Level.ATOM if len(size.names) == 1 and size.factor == 1 else Level.PRODUCT)

    def _in_words(self, *sizes: Dimension) -> bool:
        """Whether a size has a name of several letters: below a sign it would be read as the product of them."""
        return any(len(unicode_name(name, self.style.verbatim)) > 1 for size in sizes for name in size.names)

    def identity(self, node: Identity, *, sized: bool = False) -> str:
        size = shape_of(node)[0]
        if not sized and "I" not in self.style.names:
            return "I"
        return f"eye({size})" if self._in_words(size) else f"I{self._below(size)}"

    def ones(self, node: Ones) -> Piece:
        rows, columns = shape_of(node)
        if self._in_words(rows, columns):
            return Piece(f"ones({rows})" if columns == ONE else f"ones({rows}, {columns})")
        if ONE in (rows, columns):
            size = columns if rows == ONE else rows
            below = f"_({unicode_size(size, self.style.verbatim)})" if len(size.names) > 1 else self._below(size)
            return Piece(f"𝟏{below}ᵀ", Level.POSTFIX) if rows == ONE else Piece(f"𝟏{below}")
        return Piece(f"𝟏{self._below(rows, columns)}")

    def zeros(self, node: Zeros) -> str:
        return "0"

    def commutation(self, node: Commutation) -> str:
        sizes = sizes_in(node)
        if "K" in self.style.names or self._in_words(*sizes):
            return f"commutation({', '.join(map(str, sizes))})"
        return f"K{self._below(*sizes)}"

    def call(self, name: str, operands: Sequence[Node], pieces: Sequence[Piece]) -> Piece:
        if name == "dot":
            return Piece(f"⟨{', '.join(map(self.whole, pieces))}⟩")
        barred = _BARRED.get(name)
        written = barred(self.whole(pieces[0]), operands[0]) if barred else None
        if written is None:
            return super().call(name, operands, pieces)
        return Piece(written, Level.POSTFIX if name == "logdet" else Level.ATOM)
