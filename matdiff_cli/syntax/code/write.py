"""Operands of code as pieces of the language. How many dimensions an operand has says what `*` means between two.

A small name is a one-dimensional array, which has no transpose: left of a matrix product it is a row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple, NoReturn

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.functions import REGISTRY
from matdiff_cli.syntax.pieces import Piece

MAX_LENGTH = 5000
ELEMENTWISE = [record.name for record in REGISTRY.values() if record.kind == "elementwise"]
"""The functions that code may call by the names that they have here."""

COUNTS = frozenset("kmnpqrKMNP")
"""What sizes and numbers of things are called."""

_DECLARED = re.compile(r"(\w+(?:\s*,\s*\w+)*)\s*(?::|\bis\b|\bare\b)\s*(?:an?\s+)?(scalar|vector|matrix)")
_RANKS = {"scalar": 0, "vector": 1, "matrix": 2}
GREEK = re.compile(
    "(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega)"
    "(?![A-Za-z])"
)
"""Names of Greek letters, which are scalars until they are factors of a matrix product."""


class Code(NamedTuple):
    """An expression of code in the language, and the names that must be vectors in it, with their places."""

    pieces: list[Piece]
    vectors: dict[str, Span]


class Value(NamedTuple):
    """Pieces of an operand, the dimensions of its array, its place in the text.

    row      it is written as a row
    turned   it was transposed though it has one dimension
    """

    pieces: tuple[Piece, ...]
    rank: int
    span: Span
    row: bool = False
    turned: bool = False

    @property
    def is_atom(self) -> bool:
        """Is it a name or a number?"""
        return len(self.pieces) == 1


class Writer:
    """Writes the operands of an expression `body`; `rest` holds its clauses, `declared` the names declared elsewhere.

    Raises MatdiffError for what a language would not compute, or cannot be told.
    """

    def __init__(self, body: str, rest: str, declared: Collection[str], vectors: Mapping[str, Span]) -> None:
        self.body, self.source = body, body + rest
        if "where" in rest and "=" in rest:
            hint = "put the expression in place of the name"
            raise MatdiffError(
                "unsupported", "definitions are not read together with code", hint=hint, source=self.source
            )
        self.vectors = dict(vectors)
        self.ranks = dict.fromkeys(vectors, 1)
        for names, kind in _DECLARED.findall(rest):
            self.ranks.update({name.strip(): _RANKS[kind] for name in names.split(",")})
        said = re.findall(r"\w+", rest.partition("where")[2])
        self.unclear = {*declared, *(name for name in said if not name[0].isupper())}

    # --- refusals -----------------------------------------------------------------------------------------------------

    def error(self, span: Span, message: str, hint: str) -> MatdiffError:
        """What is said of a place."""
        return MatdiffError("unsupported", message, Mark(span), hint=hint, source=self.source)

    def fail(self, span: Span, message: str, hint: str) -> NoReturn:
        """Refuse what stands at a place."""
        raise self.error(span, message, hint)

    # --- operands -----------------------------------------------------------------------------------------------------

    def number(self, text: str, span: Span) -> Value:
        """A number."""
        return Value((Piece(text, span),), 0, span)

    def name(self, text: str, span: Span) -> Value:
        """A name, with as many dimensions as are declared, or as its looks say."""
        return Value((Piece(text, span),), self._rank(text, span), span)

    def _rank(self, name: str, span: Span) -> int:
        if name in self.ranks:
            return self.ranks[name]
        if name in self.unclear:
            self.fail(span, f"what {name} is must be said in the text itself", f"add: where {name}: vector")
        return 2 if name[0].isupper() else 0 if GREEK.match(name) or not name.isascii() else 1

    def call(self, span: Span, name: str, *values: Value, rank: int) -> Value:
        """`name(value, …)`; with no name a group."""
        pieces = [Piece(name + "(", Span(span.start, min(span.start + len(name) + 1, span.end)))]
        for k, value in enumerate(values):
            pieces += [Piece(",", span)] * bool(k) + list(self.column(value).pieces)
        return Value((*pieces, Piece(")", Span(span.end - 1, span.end))), rank, span)

    def group(self, value: Value) -> Value:
        """The value in parentheses, unless it is a name or a number."""
        return value if value.is_atom else self.call(value.span, "", value, rank=value.rank)

    def column(self, value: Value) -> Value:
        """A one-dimensional array as a column."""
        if not value.row:
            return value
        span = value.pieces[0].span
        return value._replace(pieces=(Piece("(", span), *value.pieces, Piece(")'", span)), row=False)

    def negative(self, value: Value, span: Span) -> Value:
        """-value."""
        value = self.column(value)
        pieces = (Piece("(-", span), *value.pieces, Piece(")", Span(span.end - 1, span.end)))
        return value._replace(pieces=pieces, span=span, turned=False)

    def transposed(self, value: Value, span: Span) -> Value:
        """The transpose, which of a one-dimensional array is the array."""
        if value.rank < 2:
            return value._replace(turned=value.rank == 1, span=span)
        return Value((*self.group(value).pieces, Piece("'", span)), 2, span)

    def array(self, value: Value) -> Value:
        """A factor of a matrix product: the beta in X @ beta is a vector."""
        return self.vector(value) if value.rank == 0 else value

    def vector(self, value: Value) -> Value:
        """The value as a vector, if it is a name that may be one."""
        name = value.pieces[0].text
        if not value.is_atom or not name[0].isalpha() or name in self.ranks:
            return value
        self.vectors[name] = value.span
        return value._replace(rank=1)

    def product(self, left: Value, right: Value, span: Span) -> Value:
        """The matrix product."""
        left, right = (self.array(left) if right.rank else left), (self.array(right) if left.rank else right)
        if not (left.rank and right.rank):
            self.fail(span, "a matrix product with a scalar", "write * for it")
        if right.turned:
            self.fail(
                span, "a row at the right of a product", "outer(x, y) is the outer product; leave out the transpose"
            )
        before = left.pieces
        if left.rank == 1 and not left.row:
            before = (*self.group(left).pieces, Piece("'", span))
        after = self.group(self.column(right)).pieces
        rank = left.rank + right.rank - 2
        return Value((*before, Piece("*", span), *after), rank, span, row=left.rank == 1 and right.rank == 2)

    def entrywise(self, sign: str, left: Value, right: Value, span: Span) -> Value:
        """A sum, an elementwise product or quotient, or a power: `+ - * / ^`."""
        arrays = bool(left.rank and right.rank)
        if arrays and left.rank != right.rank:
            vector = left if left.rank == 1 else right
            free = [p.text for p in vector.pieces if p.text.isidentifier() and p.text not in self.ranks]
            name = next((text for text in free if text[0].islower()), "c")
            hint = f"if {name} is a scalar add: where {name}: scalar; rows and columns are scaled with diag(x)*X"
            self.fail(span, "a vector meets a matrix entry by entry", hint)
        self.refuse_rows(left, right, span)
        if sign == "/" and not left.rank and right.rank:
            right = self.divisor(left, right)
        if sign == "^" and right.rank:
            self.fail(span, "an exponent must be a scalar", "declare it: where p: scalar")
        dotted = {"*": arrays, "/": right.rank, "^": left.rank}.get(sign)
        place = Span(min(left.span.end, right.span.start), right.span.start)
        sides = [self.call(side.span, "", side, rank=side.rank).pieces for side in (left, right)]
        pieces = (*sides[0], Piece("." * bool(dotted) + sign, place), *sides[1])
        return self.call(span, "", Value(pieces, 0, span), rank=max(left.rank, right.rank))

    def divisor(self, number: Value, right: Value) -> Value:
        """What a number is divided by: a number, if that fits, in 1/n, sum(x)/N; entry by entry in 1/X."""
        names = [piece.text for piece in right.pieces if piece.text[0].isalpha()]
        literal = number.is_atom and not number.pieces[0].text[0].isalpha()
        counts = {name for name in COUNTS if name.islower() or name == "N" or not literal}
        if self.ranks.keys().isdisjoint(names) and counts.issuperset(names):
            return right._replace(rank=0)
        if right.is_atom and names[0] not in self.ranks and not (literal and right.rank == 2):
            vector, matrix = f"is {names[0]} a scalar or a vector?", f"is {names[0]} a scalar or a matrix?"
            self.fail(right.span, vector if right.rank == 1 else matrix, f"add: where {names[0]}: scalar")
        return right

    def refuse_rows(self, left: Value, right: Value, span: Span) -> None:
        """Refuse a row beside a column."""
        if left.rank and right.rank and left.turned != right.turned:
            self.fail(span, "a row meets a column", "of one-dimensional arrays leave out the transpose")

    def power(self, value: Value, exponent: str, span: Span, dot: str = ".") -> Value:
        """A power that a function is short for, entry by entry; without a `dot` that of a matrix."""
        call = self.call(span, "", value, rank=value.rank)
        return call._replace(pieces=(*call.pieces, Piece(dot * bool(value.rank) + "^" + exponent, span)))

    def norm(self, value: Value, order: str, span: Span, *, plain: Collection[int] = (1, 2)) -> Value:
        """The norm of an order as it is written; `plain` are the dimensions that it is of where no order is given."""
        found = {("fro", 2): "norm", ("2", 1): "norm", ("1", 1): "norm1"}.get((order, value.rank))
        if found is None and not (order == "" and value.rank in plain):
            hint = "norm(x), norm(x, 1) of vectors and Frobenius' norm of matrices are"
            self.fail(span, "this norm is not read", hint)
        return self.call(span, found or "norm", value, rank=0)

    def along(self, name: str, value: Value, axis: int, span: Span) -> Value:
        """The sums or means down the columns of a matrix where `axis` is 0, along its rows where it is 1."""
        kept = self.transposed(value, span) if axis == 0 else value
        ones = Value((Piece("vector(1)", span),), 1, span)
        found = self.product(kept, ones, span)
        return found if name == "sum" else self.entrywise("/", found, self.count(value, axis, span), span)

    def count(self, value: Value, side: object, span: Span) -> Value:
        """The length of a vector; how many rows a matrix has where `side` is 0, how many columns where it is 1."""
        if value.rank == 2 and side in (0, 1):
            pieces = self.transposed(value, span).pieces if side else self.group(value).pieces
            value = Value((*pieces, Piece("*vector(1)", span)), 1, span)
        elif value.rank != 1 or side != 0:
            self.fail(span, "this size is not read", "name it: a scalar of its own")
        return self.call(span, "size", value, rank=0)

    def refuse(self, name: str, span: Span, *values: Value) -> NoReturn:
        """Refuse a function that is not read, or not of such arguments: a matrix, perhaps, by the looks a number."""
        small = [each.pieces[0].text for each in values if each.is_atom and each.rank < 2]
        free = [text for text in small if text.isidentifier() and text not in self.ranks]
        hint = f"if {free[0]} is a matrix add: where {free[0]}: matrix" if free else "write it in the language"
        self.fail(span, f"{name or 'this function'} is not read of such arguments", hint)
