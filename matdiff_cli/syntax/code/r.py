"""R: `t(x) %*% A %*% x`, `crossprod(y - X %*% b)`. Vectors are columns, and rows where only a row fits.

A value is `turned` where it has two dimensions in R, as a product has, though one of them is 1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import ClassVar

from matdiff_cli.errors import Span
from matdiff_cli.syntax.asked import NAME
from matdiff_cli.syntax.characters import ENTRIES_HINT
from matdiff_cli.syntax.code.terms import Argument, Reader
from matdiff_cli.syntax.code.write import COUNTS, ELEMENTWISE, Code, Value
from matdiff_cli.syntax.pieces import Piece

NOTE = "read as R: *, / and ^ are elementwise, %*% is the matrix product"

_CODE = re.compile(r"%(?:\*|o|x)%|\$modulus|(?<!\w)(?:t?crossprod|solve|pmax|determinant|(?:col|row)(?:Sum|Mean)s)\(")
_ENTRYWISE = {name: name for name in ELEMENTWISE} | {"plogis": "sigmoid"}
# function: ranks that its argument may have, what it is in the language, rank of its value
_UNARY = {
    "det": ((2,), "det", 0), "sum": ((0, 1, 2), "sum", 0), "mean": ((1, 2), "mean", 0), "expm": ((2,), "expm", 2),
    "tr": ((2,), "tr", 0), "trace": ((2,), "tr", 0), "ginv": ((2,), "pinv", 2),
}  # fmt: skip
_SUMS = {"colSums": ("sum", 0), "rowSums": ("sum", 1), "colMeans": ("mean", 0), "rowMeans": ("mean", 1)}
_COUNTED = {"nrow": 0, "NROW": 0, "ncol": 1, "length": 0}
_SAME = frozenset(("as.numeric", "as.vector", "drop", "c"))


def is_r(text: str) -> bool:
    """Is there an operator or a function that only R has?"""
    return _CODE.search(text) is not None


def read(body: str, rest: str, declared: Collection[str], vectors: Mapping[str, Span]) -> Code:
    """The expression `body` in the language; `rest` holds its clauses, `vectors` the names known to be.

    Raises MatdiffError where it cannot be read.
    """
    return _Reader(body, rest, declared, vectors).read()


class _Reader(Reader):
    language = "R"
    names = rf"as\.(?:numeric|vector)|{NAME}"
    signs = r"%[^%\s]*%|\*\*|[-+*/^()\[\],=$.]"
    infix: ClassVar = {
        "+": (1, 2), "-": (1, 2), "*": (3, 4), "/": (3, 4), "%*%": (5, 6), "%o%": (5, 6), "%x%": (5, 6), "^": (9, 8),
        "**": (9, 8),
    }  # fmt: skip
    minus = 7
    words = ("TRUE", "FALSE")

    def column(self, value: Value) -> Value:
        return value  # t(x) is a row indeed

    def transposed(self, value: Value, span: Span) -> Value:
        if not value.rank:
            return value
        pieces = (*self.group(value).pieces, Piece("'", span))
        return value._replace(pieces=pieces, span=span, row=value.rank == 1 and not value.row, turned=True)

    def product(self, left: Value, right: Value, span: Span) -> Value:
        """x %*% y is x'y, and x %*% A is x'A; behind a matrix with one column y is a row."""
        left, right = self.array(left), self.array(right)
        if not (left.rank and right.rank):
            self.fail(span, "%*% is no product with a scalar", "write * for it")
        if left.rank == 1 and not left.turned and not right.row:
            left = self.transposed(left, left.span)
        elif left.rank == 1 and not left.row and right.rank == 1 and not right.turned:
            right = self.transposed(right, right.span)
        pieces = (*self.group(left).pieces, Piece("*", span), *self.group(right).pieces)
        rows, columns = left.rank == 1 and left.row, right.rank == 1 and not right.row
        return Value(pieces, 2 - rows - columns, span, row=rows and not columns, turned=True)

    def entrywise(self, sign: str, left: Value, right: Value, span: Span) -> Value:
        if sign in "+-" and {left.rank, right.rank} == {1, 2}:  # the Y of Y - X %*% b has one column
            left, right = map(self.vector, (left, right))
        turned = any(side.rank and side.turned for side in (left, right))
        return super().entrywise(sign, left, right, span)._replace(row=left.row or right.row, turned=turned)

    def refuse_rows(self, left: Value, right: Value, span: Span) -> None:
        if left.rank == right.rank == 1 and left.row != right.row:
            self.fail(span, "a row meets a column", "as.numeric(…) of a row is a column")

    def negative(self, value: Value, span: Span) -> Value:
        return super().negative(value, span)._replace(row=value.row, turned=value.turned)

    def behind(self, value: Value) -> Value:
        token = self.here
        if token.kind == "[":
            self.fail(token.span, "entries of vectors and matrices are not read yet", ENTRIES_HINT)
        if token.kind == ".":
            self.fail(token.span, "names with a dot are not read", "write an underscore: x_new for x.new")
        return value

    def operation(self, sign: str, left: Value, right: Value, span: Span) -> Value:
        if sign == "%*%":
            return self.product(left, right, span)
        if sign == "%o%":
            return self.outer(left, right, span)
        if sign == "%x%":
            return self.call(span, "kron", left, right, rank=2)
        return self.entrywise(sign.replace("**", "^"), left, right, span)

    def outer(self, left: Value, right: Value, span: Span) -> Value:
        left, right = self.array(left), self.array(right)
        if (left.rank, right.rank) != (1, 1) or left.row or right.row:
            self.fail(span, "an outer product of what are no two vectors", "x %o% y is read of vectors alone")
        return self.call(span, "outer", left, right, rank=2)

    # --- functions ----------------------------------------------------------------------------------------------------

    def called(self, name: str, arguments: list[Argument], span: Span) -> Value:
        if name == "norm" and 1 <= len(arguments) <= 2 and arguments[0].value is not None:
            order = arguments[1].text if len(arguments) == 2 and arguments[1].value is None else ""
            return self.norm(arguments[0].value, {"F": "fro", "f": "fro"}.get(order, order or "O"), span)
        if name == "determinant":
            return self.modulus(arguments, span)
        if any(argument.name for argument in arguments):
            self.fail(span, "arguments with names are not read", "write what it computes in the language")
        values = [argument.value for argument in arguments if argument.value is not None]
        ranks = [value.rank for value in values]
        if len(values) != len(arguments) or not values:
            self.refuse(name, span)
        first, last = values[0], values[-1]
        if name == "diag" and len(values) == 1:
            return self.diagonal(arguments[0], first, span)
        if len(values) == 1:
            if name == "t":
                return self.transposed(first, span)
            if name in _SUMS and ranks == [2]:
                kind, axis = _SUMS[name]
                return self.along(kind, first, axis, span)._replace(turned=False)
            if name == "solve" and ranks == [2]:
                return self.call(span, "inv", first, rank=2)
            if name in _ENTRYWISE:
                return self.call(span, _ENTRYWISE[name], first, rank=first.rank)._replace(
                    row=first.row, turned=first.turned
                )
            if name in _UNARY and ranks[0] in _UNARY[name][0]:
                return self.call(span, _UNARY[name][1], first, rank=_UNARY[name][2])
            if name in _COUNTED and ranks[0]:
                return self.count(first, _COUNTED[name], span)
            if name == "c" and ranks == [2]:
                return self.call(span, "vec", first, rank=1)
            if name in _SAME:
                return (self.transposed(first, span) if first.row else self.group(first))._replace(turned=False)
        if len(values) <= 2 and name in ("crossprod", "tcrossprod"):
            if name == "crossprod":
                return self.product(self.transposed(self.array(first), first.span), last, span)
            return self.product(first, self.transposed(self.array(last), last.span), span)
        if len(values) == 2:
            if name == "solve" and ranks[0] == 2:
                inverse = self.call(first.span, "inv", first, rank=2)
                return self.group(self.product(inverse, last, span))._replace(row=last.row, turned=last.turned)
            if name == "outer":
                return self.outer(first, last, span)
            if name == "kronecker":
                return self.call(span, "kron", *values, rank=2)
            zeros = [value.is_atom and value.pieces[0].text == "0" for value in values]
            if sorted(zeros) == [False, True] and (name == "pmax" or (name == "max" and not any(ranks))):
                other = values[zeros.index(False)]
                return self.call(span, "relu", other, rank=other.rank)._replace(row=other.row, turned=other.turned)
            if name == "rep" and arguments[0].text == "1":
                return self.call(span, "ones", last, rank=1)
        return self.refuse(name, span, *values)

    def modulus(self, arguments: list[Argument], span: Span) -> Value:
        """determinant(A)$modulus, the logarithm."""
        value = arguments[0].value if arguments else None
        logarithm = all(arg.name in ("logarithm", "log") and arg.text == "TRUE" for arg in arguments[1:])
        if value is None or value.rank != 2 or not logarithm:
            self.refuse("determinant", span)
        if self.here.kind != "$" or self.tokens[self.at + 1].text != "modulus":
            self.fail(span, "a determinant by itself is a list in R", "determinant(A)$modulus is its logarithm")
        self.at += 1
        return self.call(Span(span.start, self.take("name").span.end), "logdet", value, rank=0)

    def diagonal(self, argument: Argument, value: Value, span: Span) -> Value:
        """diag(n) is the identity where n is a number, or a size that stands nowhere else."""
        text = argument.text
        others = [token for token in self.tokens if token.text == text and token.span != argument.span]
        counted = all(self.body[: token.span.start].endswith(("diag(", "rep(1, ", "rep(1,")) for token in others)
        if text.isdecimal() or (text in COUNTS and text not in self.ranks and counted):
            return self.call(span, "eye", value, rank=2)
        if not value.rank or (value.rank == 1 and value.turned):  # of a matrix with one column it is one entry
            self.refuse("diag", span)
        return self.call(span, "diag", value, rank=1 if value.rank == 2 else 2)
