"""NumPy, JAX and PyTorch: `np.trace(A @ X @ B)`. Python's own parser says what binds how; nothing is evaluated."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Collection, Mapping
from itertools import accumulate

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.characters import ENTRIES_HINT, SUMS_HINT, SUMS_NOT_READ
from matdiff_cli.syntax.code.einsum import plan
from matdiff_cli.syntax.code.write import ELEMENTWISE, GREEK, MAX_LENGTH, Code, Value, Writer
from matdiff_cli.syntax.pieces import Piece

NOTE = "read as NumPy: *, / and ** are elementwise, @ is the matrix product"

_MODULES = frozenset("np numpy jnp torch tf linalg nn functional special math scipy sp jax F cp LA la".split())
_CODE = re.compile(
    r"(?<![\w.])(?:(?:np|numpy|jnp|torch|tf)\.[a-z]|(?:scipy|sp|jax|F|cp|LA|la)\.\w\w[\w.]*\()"
    r"|(?<![\w.])einsum\("
    r"|(?<=[\w)])\.(?:dot|sum|trace|mean|matmul|mm|mv|det|logdet|exp|log|pow|norm|square|t|transpose)\("
    r"|(?<=[\w)])\.mT(?!\w)"
)
_NUMBER = re.compile(r"\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+")
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}

_LEFT_OF_PRODUCT = re.compile(r"(?<![\w.])([a-z][a-z0-9_]*)\s*@")
_TRANSPOSES = re.compile(r"['’′ᵀ⊤^]|\.T\b|transpose|\bt\(")

_VECTOR = r"@\s*[a-z]\w*\s*\)"
_STARRED = re.compile(
    rf"{_VECTOR}\s*\*(?:\*|\s*\([^()]*{_VECTOR})|(?<![\w.])(?P<left>[a-z]\w*)\s*\*\s*\([^()]*{_VECTOR}"
    rf"|{_VECTOR}\s*\*\s*(?P<right>[a-z]\w*)(?![\w.(])"
)
"""A star beside a vector (A @ x); between matrices it is the product, as everywhere in the language."""

_NAMES = {
    "transpose": "t", "absolute": "abs", "reduce_sum": "sum", "reduce_mean": "mean", "slogdet": "", "expit": "sigmoid",
    "log_det": "logdet", "identity": "eye", "matrix_exp": "expm", "multiply": "*", "add": "+",
    "subtract": "-", "divide": "/", "inverse": "inv",
}  # fmt: skip
_ENTRYWISE = {name: name for name in ELEMENTWISE} | {f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan")}
_OF_VECTORS = ("softmax", "log_softmax", "logsumexp")
_ONLY_AXIS = ("0", "-1")
"""What `dim` may be where there is one axis only."""
_SUMS = {"sum": "sum", "reduce_sum": "sum", "mean": "mean", "reduce_mean": "mean"}
_AXES = {"0": 0, "-2": 0, "1": 1, "-1": 1}
_SIZED = ("eye", "ones", "zeros")
# function: ranks that its argument may have, what it is in the language, rank of its value
_UNARY = {
    "trace": ((2,), "tr", 0), "det": ((2,), "det", 0), "logdet": ((2,), "logdet", 0), "inv": ((2,), "inv", 2),
    "pinv": ((2,), "pinv", 2), "diag": ((1,), "diag", 2), "sum": ((1, 2), "sum", 0), "mean": ((1, 2), "mean", 0),
    "len": ((1,), "size", 0), "size": ((1, 2), "size", 0), "softmax": ((1,), "softmax", 1),
    "logsumexp": ((1,), "logsumexp", 0), "expm": ((2,), "expm", 2), "norm1": ((1, 2), "norm1", 0),
}  # fmt: skip


def is_numpy(text: str) -> bool:
    """Does a text look like NumPy, JAX or PyTorch?"""
    return _CODE.search(text) is not None


def rows(text: str) -> list[str]:
    """The names in `x @ A @ x` that are rows there, which only a one-dimensional array can be."""
    names = [] if _TRANSPOSES.search(text) else _LEFT_OF_PRODUCT.findall(text)
    return [name for name in names if not GREEK.match(name)]


def stars_are_elementwise(text: str) -> bool:
    """Does a `*` stand where with `@` for products only NumPy's makes sense: x * (A @ x), (y - A @ x)**2?

    A number may be any other small name beside it.
    """
    if "@" not in text or "*" not in text:
        return False
    for found in _STARRED.finditer(text):
        name = found["left"] or found["right"]
        if name is None or re.search(rf"@\s*{name}(?!\w)", text):
            return True
    return False


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
            if min(accumulate((c in "([{") - (c in ")]}") for c in body), default=0) < 0:
                raise SyntaxError  # it would close the parenthesis round it
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
            case ast.Attribute(value=inner, attr="T" | "mT"):
                return self.transposed(self.value(inner), span)
            case ast.Attribute(value=inner, attr="size"):
                return self.called(span, "size", [inner])
            case ast.Attribute(value=ast.Name(id=module), attr="pi") if module in _MODULES:
                return Value((Piece("pi", span),), 0, span)
            case ast.Subscript(value=ast.Attribute(value=inner, attr="shape"), slice=ast.Constant(value=side)):
                return self.count(self.value(inner), side, span)
            case ast.Attribute(value=ast.Call(func=ast.Attribute(attr="slogdet"), args=[inner]), attr="logabsdet"):
                return self.called(span, "logdet", [inner])
            case ast.Subscript(value=ast.Call(func=ast.Attribute(attr="slogdet"), args=[inner]), slice=part):
                if ast.unparse(part) == "1":
                    return self.called(span, "logdet", [inner])
            case ast.Subscript():
                self.fail(span, "entries of vectors and matrices are not read yet", ENTRIES_HINT)
            case ast.GeneratorExp() | ast.ListComp():
                self.fail(span, SUMS_NOT_READ, SUMS_HINT)
            case ast.Call(func=function, args=arguments, keywords=named):
                return self.method(span, function, list(arguments), {each.arg or "": each.value for each in named})
        raise self.error(span, f"this part of the code is not read: {text}", "write what it computes in the language")

    def method(self, span: Span, function: ast.expr, given: list[ast.expr], named: dict[str, ast.expr]) -> Value:
        """`np.trace(X)`, `X.trace()`."""
        name = function.id if isinstance(function, ast.Name) else ""
        if isinstance(function, ast.Attribute):
            name = function.attr
            owner = ast.unparse(function.value)
            if not all(part in _MODULES for part in owner.split(".")):
                given.insert(0, function.value)
        axes = [ast.unparse(each) for each in (*given[1:], *named.values())]
        if name in _OF_VECTORS and named.keys() <= {"axis", "dim"} and len(axes) == 1 and axes[0] in _ONLY_AXIS:
            del given[1:]
        elif name in _SUMS and named.keys() <= {"axis", "dim"} and len(axes) == 1 and axes[0] in _AXES:
            value = self.value(given[0])
            if value.rank == 2:
                return self.along(_SUMS[name], value, _AXES[axes[0]], span)
            if axes[0] not in _ONLY_AXIS:
                self.fail(span, "this axis is not there", "a vector has one axis, 0")
            del given[1:]
        elif name == "norm" and named.keys() <= {"ord", "p"}:
            given += named.values()
        elif name == "mse_loss":
            given += [named.pop("reduction", ast.Constant("mean"))]
        elif named:
            self.fail(span, "arguments with names are not read", "a sum or a mean may have an axis; leave out others")
        return self.called(span, _NAMES.get(name, name), given)

    def called(self, span: Span, name: str, given: list[ast.expr]) -> Value:
        if name == "norm":
            return self.norm_of(span, given)
        if name == "einsum":
            return self.einsum(span, given)
        if name == "mse_loss" and len(given) == 3 and isinstance(given[2], ast.Constant):
            error = self.entrywise("-", self.value(given[0]), self.value(given[1]), span)
            if given[2].value in ("mean", "sum") and error.rank:
                return self.call(span, str(given[2].value), self.power(error, "2", span), rank=0)
        if name in _SIZED and len(given) == 1:
            return self.sized(span, name, given[0])
        values = [self.value(each) for each in given]
        ranks = [value.rank for value in values]
        if len(values) == 1:
            if name in ("Minimize", "Maximize"):
                return values[0]
            if name == "sum_squares" and ranks[0]:
                return self.call(span, "sum", self.power(values[0], "2", span), rank=0)
            if name == "log_softmax" and ranks == [1]:
                return self.call(span, "log", self.call(span, "softmax", values[0], rank=1), rank=1)
            if name == "l2_loss":
                total = self.call(span, "sum", self.power(values[0], "2", span), rank=0)
                return self.entrywise("/", total, self.number("2", span), span)
            if name == "len" and ranks == [2]:
                return self.count(values[0], 0, span)
            if name == "t":
                return self.transposed(values[0], span)
            if name in _ENTRYWISE:
                return self.call(span, _ENTRYWISE[name], *values, rank=ranks[0])
            if name == "square":
                return self.power(values[0], "2", span)
            if name in _UNARY and ranks[0] in _UNARY[name][0]:
                return self.call(span, _UNARY[name][1], *values, rank=_UNARY[name][2])
        if len(values) == 2:
            if name in ("dot", "matmul", "mm", "mv", "matvec") or (name in ("inner", "vdot") and ranks == [1, 1]):
                left, right = (value._replace(turned=False) for value in values)
                return self.product(left, right, span)
            if name == "outer" and ranks == [1, 1]:
                return self.call(span, "outer", *values, rank=2)
            if name == "solve" and ranks[0] == 2:
                return self.product(self.call(span, "inv", values[0], rank=2), values[1], span)
            if name == "matrix_power" and ranks == [2, 0] and values[1].pieces[0].text.isdigit():
                return self.power(self.group(values[0]), values[1].pieces[0].text, span, dot="")
            if name == "quad_form" and ranks == [1, 2]:
                return self.product(self.product(values[0], values[1], span), values[0], span)
            if name in ("power", "pow") and not ranks[1]:
                return self.entrywise("^", values[0], values[1], span)
            if name in ("*", "+", "-", "/"):
                return self.entrywise(name, values[0], values[1], span)
            if name == "kron" and ranks == [2, 2]:
                return self.call(span, "kron", *values, rank=2)
            zeros = [value.is_atom and value.pieces[0].text == "0" for value in values]
            if name in ("maximum", "logaddexp") and sorted(zeros) == [False, True]:
                other = values[zeros.index(False)]
                return self.call(span, "relu" if name == "maximum" else "softplus", other, rank=other.rank)
        return self.refuse(name, span, *values)

    def norm_of(self, span: Span, given: list[ast.expr]) -> Value:
        if not 1 <= len(given) <= 2:
            self.fail(span, "a norm has one argument, and perhaps its order", "np.linalg.norm(x)")
        order = given[1].value if len(given) == 2 and isinstance(given[1], ast.Constant) else None
        return self.norm(self.value(given[0]), str(order or "another") if len(given) == 2 else "", span)

    def sized(self, span: Span, name: str, size: ast.expr) -> Value:
        """`np.eye(n)`, `np.ones(n)`, `np.zeros((m, n))`: their arguments are sizes."""
        sizes = size.elts if isinstance(size, ast.Tuple) else [size]
        spans = [self.span(each) for each in sizes]
        texts = [self.body[each.start : each.end] for each in spans]
        if not all(text.isalnum() for text in texts) or len(sizes) != (2 if isinstance(size, ast.Tuple) else 1):
            self.fail(span, "this size is not read", "a size is a name or a number: np.eye(n)")
        values = [Value((Piece(text, place),), 0, place) for text, place in zip(texts, spans, strict=True)]
        return self.call(span, name, *values, rank=2 if name == "eye" else len(sizes))

    def einsum(self, span: Span, given: list[ast.expr]) -> Value:
        first, *others = given
        subscripts = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
        values = [self.value(each) for each in others]
        meant = plan(subscripts, [value.rank for value in values])
        if meant is None:
            hint = "a product of matrices is A @ B, its transpose .T, sum(A*B) a sum of products entry by entry"
            self.fail(span, "these subscripts are not read", hint)
        factors = [self.transposed(values[k], values[k].span) if turned else values[k] for k, turned in meant.steps]
        if meant.of == "outer":
            return self.call(span, "outer", *factors, rank=2)
        value, *more = factors
        for factor in more:
            value = self.entrywise("*", value, factor, span) if meant.entrywise else self.product(value, factor, span)
        return self.call(span, meant.of, value, rank=int(meant.of == "diag")) if meant.of else value
