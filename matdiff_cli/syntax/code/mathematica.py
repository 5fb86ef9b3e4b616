"""Mathematica: `Tr[Transpose[X].A.X]`, `x.A.x`. The dot is the matrix product, and everything else is elementwise."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import ClassVar

from matdiff_cli.errors import Span
from matdiff_cli.syntax.asked import NAME
from matdiff_cli.syntax.code.terms import Argument, Reader
from matdiff_cli.syntax.code.write import ELEMENTWISE, Code, Value
from matdiff_cli.syntax.pieces import Piece

NOTE = "the dot is read as the product, as in Mathematica: *, blanks and ^ are elementwise"

_HEADS = (
    "Transpose|Inverse|IdentityMatrix|KroneckerProduct|Total|Dot|MatrixExp|PseudoInverse|DiagonalMatrix|MatrixPower"
)
_OPERAND = rf"(?:[A-Za-zΑ-ω](?:\d+|_\w+)?(?!\w)|[A-Z]\w*\[|\(|{NAME}(?=[^\x00-\x7f]))"
_CODE = re.compile(rf"(?<!\w)(?:{_HEADS})\[|(?:(?<![\w.])[A-Za-zΑ-ω](?:\d+|_\w+)?|[\])])\s?\.(?!T(?!\w))\s?{_OPERAND}")
_NAMES = {
    "Sin": "sin", "Cos": "cos", "Tan": "tan", "ArcSin": "asin", "ArcCos": "acos", "ArcTan": "atan", "Ramp": "relu",
    "LogisticSigmoid": "sigmoid",
}  # fmt: skip
_ENTRYWISE = {name.capitalize(): name for name in ELEMENTWISE if name != "relu"} | _NAMES
# function: ranks that its argument may have, what it is in the language, rank of its value
_UNARY = {
    "Det": ((2,), "det", 0), "Inverse": ((2,), "inv", 2), "PseudoInverse": ((2,), "pinv", 2),
    "MatrixExp": ((2,), "expm", 2), "Total": ((1,), "sum", 0), "Mean": ((1,), "mean", 0),
    "DiagonalMatrix": ((1,), "diag", 2), "Diagonal": ((2,), "diag", 1), "Flatten": ((2,), "vec", 1),
}  # fmt: skip
_OTHER = re.compile(r"\.[-+*/^]|(?:\w\w|σ)\.\(")
_PROPERTY = re.compile(r"\.[IH](?!\w|\s?\.)")


def is_mathematica(text: str) -> bool:
    """Is there a product that is a dot, or a name such as Transpose[, and no dotted operator of another language?

    The .I of NumPy is an inverse, and its .H the transpose of what is complex.
    """
    of_numpy = "[" not in text and _PROPERTY.search(text)
    return _CODE.search(text) is not None and not _OTHER.search(text) and not of_numpy


def read(body: str, rest: str, declared: Collection[str], vectors: Mapping[str, Span]) -> Code:
    """The expression `body` in the language; `rest` holds its clauses, `vectors` the names known to be.

    Raises MatdiffError where it cannot be read.
    """
    return _Reader(body, rest, declared, vectors).read()


class _Reader(Reader):
    language = "Mathematica"
    signs = r"\.T(?!\w)|\^T(?!\w)|[-+*/^()\[\],.'ᵀ⊤]"
    opens = "["
    infix: ClassVar = {"+": (1, 2), "-": (1, 2), "*": (3, 4), "": (3, 4), "/": (5, 6), ".": (9, 10), "^": (13, 12)}
    minus = 7

    def name(self, text: str, span: Span) -> Value:
        if len(text) > 2 and text.islower() and self.here.kind == "(" and self.here.span.start == span.end:
            self.refuse(text, span)  # invert(A), where brackets call functions
        return super().name(text, span)

    def behind(self, value: Value) -> Value:
        while self.here.kind in (".T", "^T", "'", "ᵀ", "⊤"):
            value = self.transposed(value, Span(value.span.start, self.take().span.end))
        return value

    def operation(self, sign: str, left: Value, right: Value, span: Span) -> Value:
        if sign == ".":
            return self.product(left, right, span)
        if sign in ("", "*") and left.rank == right.rank == 2 and "." not in (token.kind for token in self.tokens):
            self.fail(span, "is this the matrix product?", "in Mathematica it is a dot, A.B; a blank is elementwise")
        return self.entrywise(sign or "*", left, right, span)

    def called(self, name: str, arguments: list[Argument], span: Span) -> Value:
        values = [argument.value for argument in arguments if argument.value is not None]
        ranks = [value.rank for value in values]
        if name == "Norm" and values and len(arguments) <= 2:
            order = arguments[1].text if len(arguments) == 2 else ""
            return self.norm(values[0], {"Frobenius": "fro"}.get(order, order), span, plain=(1,))
        if len(values) != len(arguments) or not values:
            self.refuse(name, span)
        first, last = values[0], values[-1]
        if len(values) == 1:
            if name in ("Transpose", "ConjugateTranspose"):
                return self.transposed(first, span)
            if name == "Tr" and first.rank:
                return self.call(span, "tr" if first.rank == 2 else "sum", first, rank=0)
            if name == "IdentityMatrix":
                return self.call(span, "eye", first, rank=2)
            if name in _ENTRYWISE:
                return self.call(span, _ENTRYWISE[name], first, rank=first.rank)
            if name in _UNARY and first.rank in _UNARY[name][0]:
                return self.call(span, _UNARY[name][1], first, rank=_UNARY[name][2])
        if name == "Dot":
            for value in values[1:]:
                first = self.product(first, value, span)
            return first
        if len(values) == 2:
            if name == "Total" and first.rank == 2 and arguments[1].text in ("2", "Infinity"):
                return self.call(span, "sum", first, rank=0)
            if name == "KroneckerProduct" and ranks == [2, 2]:
                return self.call(span, "kron", first, last, rank=2)
            if name == "MatrixPower" and ranks[0] == 2 and last.is_atom:
                power = (*self.group(first).pieces, Piece("^", span), *last.pieces)
                return Value(power, 2, span)
            zeros = [value.is_atom and value.pieces[0].text == "0" for value in values]
            if name == "Max" and sorted(zeros) == [False, True] and not any(ranks):
                return self.call(span, "relu", values[zeros.index(False)], rank=0)
        return self.refuse(name, span, *values)
