"""NumPy, JAX and PyTorch: `np.trace(A @ X @ B)`. Python's own parser says what binds how; nothing is evaluated."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Collection, Mapping

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.code.write import ELEMENTWISE, MAX_LENGTH, Code, Value, Writer

NOTE = "read as NumPy: *, / and ** are elementwise, @ is the matrix product"

_MODULES = ("np", "numpy", "jnp", "torch", "tf", "linalg", "nn", "functional", "special", "math")
_CODE = re.compile(
    r"(?<![\w.])(?:np|numpy|jnp|torch|tf)\.[a-z]"
    r"|(?<=[\w)])\.(?:dot|sum|trace|mean|matmul|mm|det|logdet|exp|log|pow)\("
)
_NUMBER = re.compile(r"\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+")
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}

_NAMES = {"transpose": "t", "absolute": "abs", "reduce_sum": "sum", "reduce_mean": "mean", "slogdet": ""}
_ENTRYWISE = {name: name for name in ELEMENTWISE} | {f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan")}
# function: ranks that its argument may have, what it is in the language, rank of its value
_UNARY = {
    "trace": ((2,), "tr", 0), "det": ((2,), "det", 0), "logdet": ((2,), "logdet", 0), "inv": ((2,), "inv", 2),
    "pinv": ((2,), "pinv", 2), "diag": ((1,), "diag", 2), "sum": ((1, 2), "sum", 0), "mean": ((1, 2), "mean", 0),
}  # fmt: skip


def is_numpy(text: str) -> bool:
    """Does a text look like NumPy, JAX or PyTorch?"""
    return _CODE.search(text) is not None


def read(body: str, rest: str, declared: Collection[str], vectors: Mapping[str, Span]) -> Code:
    """The expression `body` in the language; `rest` holds its clauses, `vectors` the names known to be.

    Raises MatdiffError where it cannot be read.
    """
    reader = _Reader(body, rest, declared, vectors)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if len(body) > MAX_LENGTH:
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
    return Code(list(value.pieces), reader.vectors)


class _Reader(Writer):
    def __init__(self, body: str, rest: str, declared: Collection[str], vectors: Mapping[str, Span]) -> None:
        super().__init__(body, rest, declared, vectors)
        self.lines = f"({body}\n)".split("\n")

    def span(self, node: ast.expr) -> Span:
        return Span(
            self.place(node.lineno, node.col_offset), self.place(node.end_lineno or 1, node.end_col_offset or 0)
        )

    def place(self, line: int, column: int) -> int:
        before = sum(len(text) + 1 for text in self.lines[: line - 1])
        return before + len(self.lines[line - 1].encode()[:column].decode()) - 1

    def value(self, node: ast.expr) -> Value:
        span = self.span(node)
        text = self.body[span.start : span.end]
        match node:
            case ast.Constant() if _NUMBER.fullmatch(text):
                return self.number(text, span)
            case ast.Name():
                return self.name(text, span)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.negative(self.value(operand), span)
            case ast.BinOp(left=left, op=ast.MatMult(), right=right):
                return self.product(self.value(left), self.value(right), span)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
                return self.entrywise(_SIGNS[type(sign)], self.value(left), self.value(right), span)
            case ast.BinOp():
                self.fail(span, "this operator is not read", "+, -, *, /, **, @ are")
            case ast.Attribute(value=inner, attr="T"):
                return self.transposed(self.value(inner), span)
            case ast.Subscript(value=ast.Call(func=ast.Attribute(attr="slogdet"), args=[inner]), slice=part):
                if ast.unparse(part) == "1":
                    return self.called(span, "logdet", [inner])
            case ast.Call(func=function, args=arguments, keywords=[]):
                return self.method(span, function, list(arguments))
            case ast.Call():
                self.fail(span, "arguments with names are not read", "leave out axis= and the like: a sum is of all")
        raise self.error(span, f"this part of the code is not read: {text}", "write what it computes in the language")

    def method(self, span: Span, function: ast.expr, given: list[ast.expr]) -> Value:
        """`np.trace(X)`, `X.trace()`."""
        name = function.id if isinstance(function, ast.Name) else ""
        if isinstance(function, ast.Attribute):
            name = function.attr
            owner = ast.unparse(function.value)
            if not all(part in _MODULES for part in owner.split(".")):
                given.insert(0, function.value)
        return self.called(span, _NAMES.get(name, name), given)

    def called(self, span: Span, name: str, given: list[ast.expr]) -> Value:
        if name == "norm":
            return self.norm_of(span, given)
        values = [self.value(each) for each in given]
        ranks = [value.rank for value in values]
        if len(values) == 1:
            if name == "t":
                return self.transposed(values[0], span)
            if name in _ENTRYWISE:
                return self.call(span, _ENTRYWISE[name], *values, rank=ranks[0])
            if name == "square":
                return self.power(values[0], "2", span)
            if name in _UNARY and ranks[0] in _UNARY[name][0]:
                return self.call(span, _UNARY[name][1], *values, rank=_UNARY[name][2])
        if len(values) == 2:
            if name in ("dot", "matmul", "mm", "mv") or (name in ("inner", "vdot") and ranks == [1, 1]):
                left, right = (value._replace(turned=False) for value in values)
                return self.product(left, right, span)
            if name == "outer" and ranks == [1, 1]:
                return self.call(span, "outer", *values, rank=2)
        return self.refuse(name, span)

    def norm_of(self, span: Span, given: list[ast.expr]) -> Value:
        if not 1 <= len(given) <= 2:
            self.fail(span, "a norm has one argument, and perhaps its order", "np.linalg.norm(x)")
        order = given[1].value if len(given) == 2 and isinstance(given[1], ast.Constant) else None
        return self.norm(self.value(given[0]), str(order or "another") if len(given) == 2 else "", span)
