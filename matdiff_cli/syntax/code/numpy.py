"""NumPy, JAX and PyTorch: `np.trace(A @ X @ B)`. Python's own parser says what binds how; nothing is evaluated.

A lower-case name is a one-dimensional array, which has no transpose: left of `@` it is a row.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Collection
from typing import NamedTuple, NoReturn

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.pieces import Piece

NOTE = "read as NumPy: *, / and ** are elementwise, @ is the matrix product"

_MODULES = ("np", "numpy", "jnp", "torch", "linalg")
_CODE = re.compile(
    r"(?<![\w.])(?:np|numpy|jnp|torch)\.[a-z]|(?<=[\w)])\.(?:dot|sum|trace|mean|matmul|mm|det|logdet|exp|log|pow)\("
)
_NUMBER = re.compile(r"\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+")
_DECLARED = re.compile(r"(\w+(?:\s*,\s*\w+)*)\s*(?::|\bis\b|\bare\b)\s*(?:an?\s+)?(scalar|vector|matrix)")
_RANKS = {"scalar": 0, "vector": 1, "matrix": 2}
_GREEK = re.compile(
    "(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega)"
    "(?![A-Za-z])"
)
_MAX_LENGTH = 5000

_ELEMENTWISE = (
    "exp log log1p sqrt sin cos tan arcsin arccos arctan sinh cosh tanh abs sign relu sigmoid erf softplus"
).split()
_ENTRYWISE = {name: name.replace("arc", "a") for name in _ELEMENTWISE}
# function: ranks that its argument may have, what it is in the language, rank of its value
_UNARY = {
    "trace": ((2,), "tr", 0), "det": ((2,), "det", 0), "logdet": ((2,), "logdet", 0), "inv": ((2,), "inv", 2),
    "pinv": ((2,), "pinv", 2), "diag": ((1,), "diag", 2), "sum": ((1, 2), "sum", 0), "mean": ((1, 2), "mean", 0),
}  # fmt: skip


class _Value(NamedTuple):
    """Pieces of an operand and the dimensions of its array.

    Is it written as a row; was it transposed though it has one dimension?
    """

    pieces: tuple[Piece, ...]
    rank: int
    row: bool = False
    turned: bool = False


def is_numpy(text: str) -> bool:
    """Does a text look like NumPy, JAX or PyTorch?"""
    return _CODE.search(text) is not None


def read(body: str, rest: str, symbols: Collection[str]) -> list[Piece]:
    """The expression `body` in the language; `rest` holds its clauses. Raises MatdiffError where it cannot be read."""
    if "where" in rest and "=" in rest:
        hint = "put the expression in place of the name"
        raise MatdiffError("unsupported", "definitions are not read together with code", hint=hint, source=body + rest)
    ranks = {}
    for names, kind in _DECLARED.findall(rest):
        ranks.update({name.strip(): _RANKS[kind] for name in names.split(",")})
    unclear = {name for name in re.findall(r"\w+", rest.partition("where")[2]) if not name[0].isupper()}
    reader = _Reader(body, body + rest, ranks, {*symbols, *unclear})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if len(body) > _MAX_LENGTH:
                raise RecursionError
            tree = ast.parse(f"({body}\n)", mode="eval").body
        value = reader.column(reader.value(tree))
    except SyntaxError as error:
        first = body.split("\n")[0]
        place = min(max((error.offset or 1) - 2, 0), len(first)) if error.lineno == 1 else 0
        hint = "in Python a transpose is .T and a power **; or write all of it in the language: tr(A'*X)"
        message = "this looks like NumPy, but Python cannot read it"
        raise MatdiffError("syntax", message, Mark(Span(place, place + 1)), hint=hint, source=body + rest) from None
    except (RecursionError, MemoryError, ValueError):
        message = "this code is too long or too deep"
        raise MatdiffError("unsupported", message, hint="write a part of it", source=body + rest) from None
    return list(value.pieces)


class _Reader:
    def __init__(self, body: str, source: str, ranks: dict[str, int], symbols: Collection[str]) -> None:
        self.body, self.source, self.ranks, self.symbols = body, source, ranks, symbols
        self.lines = f"({body}\n)".split("\n")

    def span(self, node: ast.expr) -> Span:
        return Span(
            self.place(node.lineno, node.col_offset), self.place(node.end_lineno or 1, node.end_col_offset or 0)
        )

    def place(self, line: int, column: int) -> int:
        before = sum(len(text) + 1 for text in self.lines[: line - 1])
        return before + len(self.lines[line - 1].encode()[:column].decode()) - 1

    def fail(self, node: ast.expr, message: str, hint: str) -> NoReturn:
        raise self.error(node, message, hint)

    def error(self, node: ast.expr, message: str, hint: str) -> MatdiffError:
        return MatdiffError("unsupported", message, Mark(self.span(node)), hint=hint, source=self.source)

    def call(self, node: ast.expr, name: str, *values: _Value, rank: int) -> _Value:
        """`name(value, …)`; with no name a group."""
        span = self.span(node)
        pieces = [Piece(name + "(", Span(span.start, min(span.start + len(name) + 1, span.end)))]
        for k, value in enumerate(values):
            pieces += [Piece(",", span)] * bool(k) + list(self.column(value).pieces)
        return _Value((*pieces, Piece(")", Span(span.end - 1, span.end))), rank)

    def column(self, value: _Value) -> _Value:
        if not value.row:
            return value
        span = value.pieces[0].span
        return _Value((Piece("(", span), *value.pieces, Piece(")'", span)), 1)

    def value(self, node: ast.expr) -> _Value:
        span = self.span(node)
        text = self.body[span.start : span.end]
        match node:
            case ast.Constant() if _NUMBER.fullmatch(text):
                return _Value((Piece(text, span),), 0)
            case ast.Name():
                return _Value((Piece(text, span),), self.rank(node, text))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                value = self.column(self.value(operand))
                return _Value((Piece("(-", span), *value.pieces, Piece(")", Span(span.end - 1, span.end))), value.rank)
            case ast.BinOp(left=left, op=ast.MatMult(), right=right):
                return self.product(node, self.value(left), self.value(right))
            case ast.BinOp():
                return self.entrywise(node)
            case ast.Attribute(value=inner, attr="T"):
                return self.transposed(node, self.value(inner))
            case ast.Call(func=function, args=arguments, keywords=[]):
                return self.called(node, function, arguments)
            case ast.Call():
                self.fail(node, "arguments with names are not read", "leave out axis= and the like: a sum is of all")
        raise self.error(node, f"this part of the code is not read: {text}", "write what it computes in the language")

    def rank(self, node: ast.expr, name: str) -> int:
        if name in self.ranks:
            return self.ranks[name]
        if name in self.symbols:
            self.fail(node, f"what {name} is must be said in the text itself", f"add: where {name}: vector")
        return 2 if name[0].isupper() else 0 if _GREEK.match(name) or not name.isascii() else 1

    def transposed(self, node: ast.expr, value: _Value) -> _Value:
        if value.rank < 2:
            return value._replace(turned=value.rank == 1)
        pieces = self.call(node, "", value, rank=2).pieces if len(value.pieces) > 1 else value.pieces
        return _Value((*pieces, Piece("'", self.span(node))), 2)

    def product(self, node: ast.expr, left: _Value, right: _Value) -> _Value:
        span = self.span(node)
        if len(right.pieces) == 1 and right.rank == 0 and left.rank:  # beta in X @ beta
            right = right._replace(rank=1)
        if len(left.pieces) == 1 and left.rank == 0 and right.rank:
            left = left._replace(rank=1)
        if not (left.rank and right.rank):
            self.fail(node, "@ is no product with a scalar", "write * instead of @")
        if right.turned:
            self.fail(node, "a row at the right of @", "np.outer(x, y) is the outer product, x @ y the inner one")
        before = left.pieces
        if left.rank == 1 and not left.row:
            before = (*(before if len(before) == 1 else self.call(node, "", left, rank=1).pieces), Piece("'", span))
        after = self.column(right).pieces
        after = after if len(after) == 1 else self.call(node, "", right, rank=right.rank).pieces
        rank = left.rank + right.rank - 2
        return _Value((*before, Piece("*", span), *after), rank, row=left.rank == 1 and right.rank == 2)

    def entrywise(self, node: ast.BinOp) -> _Value:
        left, right = self.value(node.left), self.value(node.right)
        if left.rank and right.rank and left.rank != right.rank:
            hint = "a scalar is declared: where c: scalar; rows and columns are scaled with np.diag(x) @ X"
            self.fail(node, "a vector meets a matrix entry by entry", hint)
        if left.turned != right.turned and left.rank and right.rank:
            self.fail(node, "a row meets a column", "of one-dimensional arrays leave out .T")
        span = Span(self.span(node.left).end, self.span(node.right).start)  # where the sign is
        scalar = not (left.rank and right.rank)
        match node.op:
            case ast.Add() | ast.Sub():
                sign = "+" if isinstance(node.op, ast.Add) else "-"
            case ast.Mult():
                sign = "*" if scalar else ".*"
            case ast.Div():
                if (
                    not left.rank
                    and right.rank == 1
                    and isinstance(node.right, ast.Name)
                    and (node.right.id not in self.ranks)
                ):
                    name = node.right.id
                    self.fail(node.right, f"is {name} a scalar or a vector?", f"add: where {name}: scalar")
                sign = "./" if right.rank else "/"
            case ast.Pow():
                if right.rank:
                    self.fail(node, "an exponent must be a scalar", "declare it: where p: scalar")
                sign = ".^" if left.rank else "^"
            case _:
                self.fail(node, "this operator is not read", "+, -, *, /, **, @ are")
        before, after = (
            self.call(at, "", side, rank=0).pieces for at, side in ((node.left, left), (node.right, right))
        )
        sides = ((*before, Piece(sign, span), *after), max(left.rank, right.rank))
        return self.call(node, "", _Value(*sides), rank=sides[1])

    def called(self, node: ast.Call, function: ast.expr, arguments: list[ast.expr]) -> _Value:
        given = list(arguments)
        name = ""
        if isinstance(function, ast.Name):
            name = function.id
        elif isinstance(function, ast.Attribute):
            name = function.attr
            owner = ast.unparse(function.value)
            if not all(part in (*_MODULES, "nn", "functional", "special") for part in owner.split(".")):
                given.insert(0, function.value)
        name = {"transpose": "t", "absolute": "abs", "slogdet": ""}.get(name, name)
        if name == "norm":
            return self.norm(node, given)
        values = [self.value(each) for each in given]
        ranks = [value.rank for value in values]
        if len(values) == 1 and name == "t":
            return self.transposed(node, values[0])
        if len(values) == 1 and name in _ENTRYWISE:
            return self.call(node, _ENTRYWISE[name], *values, rank=ranks[0])
        if len(values) == 1 and name == "square":
            call = self.call(node, "", *values, rank=ranks[0])
            return _Value((*call.pieces, Piece(".^2" if ranks[0] else "^2", self.span(node))), ranks[0])
        if len(values) == 1 and name in _UNARY and ranks[0] in _UNARY[name][0]:
            return self.call(node, _UNARY[name][1], *values, rank=_UNARY[name][2])
        if len(values) == 2:
            if name in ("dot", "matmul", "mm", "mv") or (name in ("inner", "vdot") and ranks == [1, 1]):
                return self.product(node, *(value._replace(turned=False) for value in values))
            if name == "outer" and ranks == [1, 1]:
                return self.call(node, "outer", *values, rank=2)
        raise self.error(node, f"{name or 'this function'} is not read of such arguments", "write it in the language")

    def norm(self, node: ast.Call, given: list[ast.expr]) -> _Value:
        if not 1 <= len(given) <= 2:
            self.fail(node, "a norm has one argument, and perhaps its order", "np.linalg.norm(x)")
        value = self.value(given[0])
        order = given[1].value if len(given) == 2 and isinstance(given[1], ast.Constant) else None
        if len(given) == 1 or (order == "fro" and value.rank == 2) or (order == 2 and value.rank == 1):
            return self.call(node, "norm", value, rank=0)
        if order == 1 and value.rank == 1:
            return self.call(node, "norm1", value, rank=0)
        raise self.error(
            node, "this norm is not read", "norm(x), norm(x, 1) of vectors and norm(X), norm(X, 'fro') are"
        )
