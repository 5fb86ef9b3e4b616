"""The closed set of node kinds that expressions are made of: sympy's own classes where it has them, and those it lacks.

Every node remembers its shape (sympy works it out anew, recursively, at each call) and is interned: two nodes that
are built alike are the same object, so equality is identity, hashing costs nothing, and a shared sub-expression is
worked on once. A scalar is a 1×1 node. Nothing is evaluated: a node holds what it was given, and
`matdiff_cli.expressions.algebra` simplifies.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias
from weakref import WeakValueDictionary

import sympy
from sympy.core.basic import Basic
from sympy.core.symbol import Str

Size: TypeAlias = Any
"""A dimension: a sympy expression in positive integer symbols."""
SIZE_ONE: Size = sympy.Integer(1)
SCALAR = (SIZE_ONE, SIZE_ONE)

_interned: WeakValueDictionary[tuple, Node] = WeakValueDictionary()


class Node(sympy.MatrixExpr):
    """An expression with a remembered shape (rows, columns). Subclasses say the shape in `_measure`."""

    _size: tuple[Size, Size]
    _parts: tuple[Node, ...]

    def __new__(cls, *args: Any) -> Any:
        key = (cls, args)
        node = _interned.get(key)
        if node is None:
            node = Basic.__new__(cls, *args)
            node._size = cls._measure(*args)
            node._parts = tuple(arg for arg in args if isinstance(arg, Node)) if cls is not Increment else ()
            _interned[key] = node
        return node

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0].shape

    @property
    def shape(self) -> tuple[Size, Size]:
        return self._size

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes that this one is made of; none for leaves. (ΔX is a leaf: it does not hold X.)"""
        return self._parts

    def atoms(self, *kinds: type) -> set:
        """The nodes of these kinds in the expression. Every node is looked at once, however often it is shared."""
        seen: set[Node] = set()
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += node.parts
        return {node for node in seen if isinstance(node, kinds)}

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.args))})"

    @property
    def is_scalar(self) -> bool:
        return self._size[0] is SIZE_ONE and self._size[1] is SIZE_ONE

    @property
    def is_column(self) -> bool:
        """A column vector, scalars not counted."""
        return self._size[1] is SIZE_ONE and self._size[0] is not SIZE_ONE

    @property
    def is_row(self) -> bool:
        """A row vector, scalars not counted."""
        return self._size[0] is SIZE_ONE and self._size[1] is not SIZE_ONE


# --- leaves ---------------------------------------------------------------------------------------------------


class Number(Node):
    """An exact rational number, or pi."""

    def __new__(cls, value: Any) -> Any:
        """The number of a value; 0 is the 1×1 zero matrix."""
        return Node.__new__(cls, sympy.Integer(value) if isinstance(value, int) else value) if value != 0 else ZERO

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return SCALAR

    @property
    def value(self) -> Any:
        return self.args[0]


class SizeNumber(Node):
    """A dimension used as a number, such as the n of sum(x)/n."""

    def __new__(cls, size: Size) -> Any:
        return Number(size) if size.is_Integer else Node.__new__(cls, size)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return SCALAR

    @property
    def size(self) -> Size:
        return self.args[0]


class Variable(Node, sympy.MatrixSymbol):
    """A symbol: name, rows, columns, and its facts (a structure such as symmetric, or the empty word)."""

    def __new__(cls, name: str, rows: Size, columns: Size, structure: str = "") -> Any:
        return Node.__new__(cls, _word(name), rows, columns, _word(structure))

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[1], args[2]

    @property
    def name(self) -> str:
        return self.args[0].name

    @property
    def structure(self) -> str:
        return self.args[3].name


class Increment(Node):
    """ΔX: the change of a variable (or of the named sub-expression) X. Written dX in text."""

    @property
    def of(self) -> Variable:
        return self.args[0]


class Identity(Node, sympy.Identity):
    """The n×n identity; 1 for n = 1."""

    def __new__(cls, size: Size) -> Any:
        return ONE if size is SIZE_ONE else Node.__new__(cls, size)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0], args[0]


class Ones(Node, sympy.OneMatrix):
    """The m×n matrix of ones; 1 for 1×1."""

    def __new__(cls, rows: Size, columns: Size) -> Any:
        return ONE if rows is columns is SIZE_ONE else Node.__new__(cls, rows, columns)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0], args[1]


class Zeros(Node, sympy.ZeroMatrix):
    """The m×n matrix of zeros; 1×1 is the number 0."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0], args[1]


class Commutation(Node):
    """The mn×mn commutation matrix K with K vec(X) = vec(X') for an m×n matrix X."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0] * args[1], args[0] * args[1]


class Literal(Node):
    """A matrix written out: Literal(rows, columns, entries row by row), every entry a scalar node."""

    def __new__(cls, rows: int, columns: int, *entries: Node) -> Any:
        return super().__new__(cls, sympy.Integer(rows), sympy.Integer(columns), *entries)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0], args[1]

    @property
    def entries(self) -> tuple[Node, ...]:
        return self.args[2:]

    @property
    def rows_of_entries(self) -> list[tuple[Node, ...]]:
        columns = int(self.args[1])
        return [self.entries[i : i + columns] for i in range(0, len(self.entries), columns)]


# --- arithmetic -----------------------------------------------------------------------------------------------


class Sum(Node, sympy.MatAdd):
    """A sum of two or more terms of one shape."""


class Product(Node, sympy.MatMul):
    """A product of two or more factors: the 1×1 ones scale, the others are multiplied as matrices in their order."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        chain = [factor for factor in args if not factor.is_scalar]
        if not chain:
            return SCALAR
        return chain[0].shape[0], chain[-1].shape[1]


class Transpose(Node, sympy.Transpose):
    """X'."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0].shape[1], args[0].shape[0]


class Inverse(Node, sympy.Inverse):
    """X^-1 of a square matrix (the reciprocal of a scalar is a Power)."""


class Power(Node, sympy.MatPow):
    """A square matrix to an integer Number, or a scalar to any scalar node."""


class HadamardProduct(Node, sympy.HadamardProduct):
    """The elementwise product of factors of one shape."""


class HadamardPower(Node, sympy.HadamardPower):
    """Every entry to a scalar power."""


class Kronecker(Node, sympy.KroneckerProduct):
    """A ⊗ B ⊗ …"""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return sympy.Mul(*[a.shape[0] for a in args]), sympy.Mul(*[a.shape[1] for a in args])


# --- linear functions -----------------------------------------------------------------------------------------


class ScalarNode(Node):
    """A node whose value is 1×1 whatever it holds."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return SCALAR


class Trace(ScalarNode):
    """tr(X)."""


class Total(ScalarNode):
    """The sum of all entries."""


class Diag(Node):
    """The diagonal matrix of a column vector."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0].shape[0], args[0].shape[0]


class DiagonalPart(Node):
    """The diagonal of a square matrix, as a column vector."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0].shape[0], SIZE_ONE


class LowerPart(Node):
    """A square matrix with everything above the diagonal set to 0."""


class UpperPart(Node):
    """A square matrix with everything below the diagonal set to 0."""


class Vec(Node):
    """The columns of a matrix stacked into one column."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0].shape[0] * args[0].shape[1], SIZE_ONE


# --- functions of the registry --------------------------------------------------------------------------------


class Function(Node):
    """A function of the registry applied to its arguments: Function(name, rows, columns, *arguments).

    Elementwise functions have the shape of their argument; the shape of others comes from the typed tree.
    """

    def __new__(cls, name: str, rows: Size, columns: Size, *operands: Node) -> Any:
        return Node.__new__(cls, _word(name), rows, columns, *operands)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[1], args[2]

    @property
    def name(self) -> str:
        return self.args[0].name

    @property
    def operands(self) -> tuple[Node, ...]:
        return self.args[3:]


class FrechetExpm(Node):
    """L(X, E), the derivative of expm at X in the direction E: linear in E.

    It is the upper right block of expm([X, E; 0, X]) (Higham, Functions of Matrices, 3.16), which is how text writes
    it.
    """

    def as_block(self) -> Node:
        """The same in the functions of the language: [I, 0]·expm(I ⊗ X + [0, 1; 0, 0] ⊗ E)·[0; I]."""
        point, direction = self.args
        size = point.shape[0]
        first, second = Literal(1, 2, ONE, ZERO), Literal(2, 1, ZERO, ONE)
        corner = Literal(2, 2, ZERO, ONE, ZERO, ZERO)
        blocks = Sum(Kronecker(Identity(sympy.Integer(2)), point), Kronecker(corner, direction))
        exponential = Function("expm", 2 * size, 2 * size, blocks)
        return Product(Kronecker(first, Identity(size)), exponential, Kronecker(second, Identity(size)))


class FunctionValue(Node):
    """A value of the function under study, such as f(X + ΔX), or the name of an answer, such as ∇f(X). For display.

    `role` is value, gradient, jacobian, derivative, map or hessian.
    """

    def __new__(cls, role: str, rows: Size, columns: Size, *operands: Node) -> Any:
        return Node.__new__(cls, _word(role), rows, columns, *operands)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[1], args[2]

    @property
    def role(self) -> str:
        return self.args[0].name

    @property
    def operands(self) -> tuple[Node, ...]:
        return self.args[3:]


@cache
def _word(text: str | Str) -> Str:
    return Str(text) if isinstance(text, str) else text


ZERO = Zeros(SIZE_ONE, SIZE_ONE)
ONE = Number(1)
