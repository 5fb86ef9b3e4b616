"""sympy's matrix expressions: read as problems, and answers written as such.

They are written in the language that is typed, so that they are read like everything else. What a user typed never
comes here: sympy's objects only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import sympy

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.decompositions import split_scalars
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.functions import REGISTRY

Expression: TypeAlias = Any
"""An expression of sympy, which has no types."""

_NAME = re.compile(r"[^\W\d]\w*\Z")
_ELEMENTWISE = frozenset("exp log sqrt sin cos tan asin acos atan sinh cosh tanh sign erf".split())

# --- from sympy -------------------------------------------------------------------------------------------------------


def text_of(expression: Expression) -> str:
    """An expression of sympy in the language that is typed. Raises MatdiffError for what the language has not."""
    for kinds, write in _WRITTEN:
        if isinstance(expression, tuple(getattr(sympy, kind) for kind in kinds.split())):
            return write(expression)
    if type(expression).__name__ == "ElementwiseApplyFunction":
        (bound,), body = expression.function.variables, expression.function.expr
        return _entry_by_entry(body, bound, text_of(expression.expr))
    if isinstance(expression, sympy.Function) and type(expression).__name__ in _ELEMENTWISE:
        return f"{type(expression).__name__}({text_of(expression.args[0])})"
    kind = type(expression).__name__
    if not isinstance(expression, sympy.Basic):
        raise MatdiffError("unsupported", f"a problem is a text or an expression of sympy, and {kind} is neither")
    raise MatdiffError("unsupported", f"sympy's {kind} cannot be read: {expression}")


def declarations(expression: Expression, taken: Iterable[str] = (), more: Iterable[Expression] = ()) -> list[str]:
    """What the symbols of an expression, and more, are, but for names that are declared already. Raises MatdiffError
    where two symbols have one name.
    """
    found, declared = (
        [],
        {
            name
            for clause in taken
            for names in re.findall(r"([\w\s,]+):", clause)
            for name in re.findall(r"\w+", names)
        },
    )
    every = dict.fromkeys([*symbols(expression), *more])
    for symbol in every:
        name = symbol.name
        if any(other.name == name for other in every if other != symbol):
            raise MatdiffError("name", f"two symbols of sympy are called {name}")
        if name in declared:
            continue
        if isinstance(symbol, sympy.Symbol):
            found.append(
                f"{name}: {'integer' if symbol.is_integer else 'positive scalar' if symbol.is_positive else 'scalar'}"
            )
            continue
        rows, columns = map(_side, symbol.shape)
        kinds = {(True, True): "scalar", (False, True): f"vector({rows})", (True, False): f"row({columns})"}
        found.append(f"{name}: {kinds.get((rows == '1', columns == '1'), f'matrix({rows}, {columns})')}")
    return found


def symbols(expression: Expression) -> list[Expression]:
    """The symbols that are no dimensions only, by their names."""
    matrices = expression.atoms(sympy.MatrixSymbol)
    sizes = {
        size
        for matrix in expression.atoms(sympy.MatrixExpr)
        for side in matrix.shape
        for size in getattr(side, "free_symbols", ())
    }
    scalars = {symbol for symbol in expression.free_symbols if isinstance(symbol, sympy.Symbol)} - sizes
    return sorted({*matrices, *scalars}, key=lambda symbol: str(symbol.name))


def names_of(expression: Expression) -> dict[str, Expression]:
    """The symbols and dimensions of an expression by their names."""
    plain = {symbol.name: symbol for symbol in expression.free_symbols if isinstance(symbol, sympy.Symbol)}
    return plain | {matrix.name: matrix for matrix in expression.atoms(sympy.MatrixSymbol)}


def _side(size: Expression) -> str:
    return str(size).replace(" ", "")


def _joined(sign: str) -> Callable[[Expression], str]:
    return lambda expression: f"({sign.join(map(text_of, expression.args))})"


def _called(name: str) -> Callable[[Expression], str]:
    return lambda expression: f"{name}({', '.join(map(text_of, expression.args))})"


def _named(expression: Expression) -> str:
    if not _NAME.match(expression.name):
        raise MatdiffError("name", f"{expression.name!r} is no name here; a name is a letter, then letters and digits")
    return str(expression.name)


def _power(sign: str) -> Callable[[Expression], str]:
    return lambda expression: f"({text_of(expression.args[0])}{sign}({text_of(expression.args[1])}))"


def _number(expression: Expression) -> str:
    return f"({expression})"


def _constant(expression: Expression) -> str:
    written = {sympy.pi: "pi", sympy.E: "exp(1)"}.get(expression)
    if written is None:
        raise MatdiffError("unsupported", f"sympy's {expression} cannot be read")
    return written


def _float(expression: Expression) -> str:
    return f"({float(expression)!r})"


def _entry_by_entry(body: Expression, bound: Expression, inner: str) -> str:
    if body == bound:
        return inner
    if isinstance(body, sympy.Pow) and body.args[0] == bound:
        return f"({inner}.^({text_of(body.args[1])}))"
    if isinstance(body, sympy.Function) and type(body).__name__ in _ELEMENTWISE and body.args == (bound,):
        return f"{type(body).__name__}({inner})"
    raise MatdiffError("unsupported", f"only functions that are known by a name are read entry by entry, not {body}")


_WRITTEN: tuple[tuple[str, Callable[[Expression], str]], ...] = (
    ("MatrixSymbol Symbol", _named),
    ("Rational", _number),
    ("Float", _float),
    ("NumberSymbol", _constant),
    ("exp", _called("exp")),
    ("MatrixBase", lambda expression: f"[{'; '.join(', '.join(map(text_of, row)) for row in expression.tolist())}]"),
    ("Add MatAdd", _joined(" + ")),
    ("Mul MatMul", _joined(" * ")),
    ("HadamardProduct", _joined(" .* ")),
    ("HadamardPower", _power(".^")),
    ("Pow MatPow", _power("^")),
    ("Transpose", lambda expression: f"({text_of(expression.args[0])})'"),
    ("Inverse", lambda expression: f"inv({text_of(expression.args[0])})"),
    ("Trace", _called("tr")),
    ("Determinant", _called("det")),
    ("Abs", _called("abs")),
    ("KroneckerProduct", _called("kron")),
    ("Identity", lambda expression: f"eye({_side(expression.shape[0])})"),
    ("OneMatrix", lambda expression: f"ones({', '.join(map(_side, expression.shape))})"),
    ("ZeroMatrix", lambda expression: f"zeros({', '.join(map(_side, expression.shape))})"),
    ("DiagMatrix", _called("diag")),
    ("DiagonalOf DiagonalMatrix", _called("diag")),
)
"""Names of sympy's classes → how they are written; the first that fits."""

# --- to sympy ---------------------------------------------------------------------------------------------------------


def expression_of(node: Node, known: Mapping[str, Expression]) -> Expression:
    """An expression as one of sympy; `known` are the symbols and dimensions that have one already.

    A product of vectors that is a scalar is a trace. Raises MatdiffError for what sympy has not.
    """

    def size(expression: Expression) -> Expression:
        return expression.xreplace({s: known.get(s.name, sympy.Symbol(s.name)) for s in expression.free_symbols})

    def both(many: Sequence[Node]) -> list[Expression]:
        return [expression_of(each, known) for each in many]

    shape = tuple(map(size, node.shape))
    match node:
        case nodes.Number():
            return node.value
        case nodes.SizeNumber():
            return size(node.size)
        case nodes.Variable():
            made = sympy.Symbol(node.name) if node.is_scalar else sympy.MatrixSymbol(node.name, *shape)
            return known.get(node.name, made)
        case nodes.Identity():
            return sympy.Identity(shape[0])
        case nodes.Ones():
            return sympy.OneMatrix(*shape)
        case nodes.Zeros():
            return sympy.S.Zero if node.is_scalar else sympy.ZeroMatrix(*shape)
        case nodes.Literal():
            return sympy.ImmutableDenseMatrix(*shape, both(node.entries))
        case nodes.Sum():
            return (sympy.Add if node.is_scalar else sympy.MatAdd)(*both(node.args))
        case nodes.Product():
            scalars, chain = split_scalars(node)
            if not node.is_scalar:
                return sympy.MatMul(*both(scalars), *both(chain))
            return sympy.Mul(*both(scalars), *([sympy.Trace(sympy.MatMul(*both(chain)))] if chain else []))
        case nodes.Transpose():
            return sympy.Transpose(*both(node.args))
        case nodes.Inverse():
            return sympy.Inverse(*both(node.args))
        case nodes.Power():
            return (sympy.Pow if node.is_scalar else sympy.MatPow)(*both(node.args))
        case nodes.Trace():
            return sympy.Trace(*both(node.args))
        case nodes.Total():
            rows, columns = map(size, node.args[0].shape)
            sums = sympy.MatMul(sympy.OneMatrix(1, rows), *both(node.args), sympy.OneMatrix(columns, 1))
            return sympy.Trace(sums)
        case nodes.HadamardProduct():
            return sympy.HadamardProduct(*both(node.args))
        case nodes.HadamardPower():
            return sympy.HadamardPower(*both(node.args))
        case nodes.Kronecker():
            return sympy.KroneckerProduct(*both(node.args))
        case nodes.Diag():
            return sympy.DiagMatrix(*both(node.args))
        case nodes.DiagonalPart():
            whole = sympy.HadamardProduct(*both(node.args), sympy.Identity(shape[0]))
            return sympy.MatMul(whole, sympy.OneMatrix(shape[0], 1))  # DiagonalOf refuses matrices of numbers
        case nodes.Function():
            return _function(node, both(node.operands))
    raise MatdiffError("unsupported", f"sympy has no {type(node).__name__}")


def _function(node: nodes.Function, operands: list[Expression]) -> Expression:
    if node.name == "det":
        return sympy.Determinant(*operands)
    if node.name == "logdet":
        return sympy.log(sympy.Abs(sympy.Determinant(*operands)))
    names = {"abs": "Abs"}
    entry = sympy.Dummy("t", real=True)
    defined: dict[str, Expression] = {
        "log1p": sympy.log(1 + entry),
        "relu": sympy.Max(entry, 0),
        "sigmoid": 1 / (1 + sympy.exp(-entry)),
        "softplus": sympy.log(1 + sympy.exp(entry)),
    }
    if REGISTRY[node.name].kind != "elementwise":
        raise MatdiffError("unsupported", f"sympy has no {node.name}")
    body = defined[node.name] if node.name in defined else getattr(sympy, names.get(node.name, node.name))(entry)
    (operand,) = operands
    return body.xreplace({entry: operand}) if node.is_scalar else operand.applyfunc(sympy.Lambda(entry, body))
