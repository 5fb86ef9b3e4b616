"""Nodes that hold no others, and matrices written out."""

from __future__ import annotations

from typing import Any, Self

import sympy

from matdiff_cli.expressions.nodes.base import SCALAR, SIZE_ONE, Node, Size, word

_small: dict[int | None, Any] = {}
"""The numbers that occur most: finding them needs no hash of sympy's."""


class _Leaf(Node):
    _parts = slice(0)


class Number(_Leaf):
    """An exact rational number, or pi: `value` is sympy's Rational or pi."""

    value: Any

    def __new__(cls, value: Any) -> Self:
        """The number of a value; 0 is the 1×1 zero matrix."""
        known: Self | None = _small.get(value if isinstance(value, int) else value.p if value.is_Integer else None)
        if known is not None:
            return known
        number = sympy.Integer(value) if isinstance(value, int) else value
        node = Node.__new__(cls, number)
        node.value = number
        return node

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return SCALAR


class SizeNumber(_Leaf):
    """A dimension used as a number, such as the n of sum(x)/n."""

    def __new__(cls, size: Size) -> Self:
        """The dimension as a number; a plain Number where the size is known."""
        return Number(size) if size.is_Integer else Node.__new__(cls, size)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return SCALAR

    @property
    def size(self) -> Size:
        """The dimension, a positive integer."""
        return self.args[0]


class Variable(_Leaf, sympy.MatrixSymbol):
    """A symbol: name, rows, columns, and its facts: a structure such as symmetric, or the empty word; its sign.

    `sign` is "positive" for a symbol declared so, else the empty word.
    """

    def __new__(cls, name: str, rows: Size, columns: Size, structure: str = "", sign: str = "") -> Self:
        """A symbol of shape rows×columns with its facts."""
        return Node.__new__(cls, word(name), rows, columns, word(structure), word(sign))

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[1], args[2]

    @property
    def name(self) -> str:
        """The name as the language writes it."""
        name: str = self.args[0].name
        return name

    @property
    def structure(self) -> str:
        """The declared structure, such as "symmetric"; empty if there is none."""
        name: str = self.args[3].name
        return name

    @property
    def declared_positive(self) -> bool:
        """Whether every entry is positive that the structure does not set to 0."""
        return bool(self.args[4].name)


class Increment(_Leaf):
    """ΔX: the change of a variable (or of the named sub-expression) X. Written dX in text."""

    @property
    def of(self) -> Variable:
        """The variable that changes."""
        variable: Variable = self.args[0]
        return variable


class Identity(_Leaf, sympy.Identity):
    """The n×n identity; 1 for n = 1."""

    def __new__(cls, size: Size) -> Self:
        """The size×size identity; the number 1 for size 1."""
        return ONE if size is SIZE_ONE else Node.__new__(cls, size)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0], args[0]


class Ones(_Leaf, sympy.OneMatrix):
    """The m×n matrix of ones; 1 for 1×1."""

    def __new__(cls, rows: Size, columns: Size) -> Self:
        """The matrix of ones of shape rows×columns; the number 1 for 1×1."""
        return ONE if rows is columns is SIZE_ONE else Node.__new__(cls, rows, columns)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0], args[1]


class Zeros(_Leaf, sympy.ZeroMatrix):
    """The m×n matrix of zeros; 1×1 is the number 0."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0], args[1]


class Commutation(_Leaf):
    """The mn×mn commutation matrix K with K vec(X) = vec(X') for an m×n matrix X."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0] * args[1], args[0] * args[1]


class Literal(Node):
    """A matrix written out: Literal(rows, columns, entries row by row), every entry a scalar node."""

    _parts = slice(2, None)

    def __new__(cls, rows: int, columns: int, *entries: Node) -> Self:
        """A rows×columns matrix with scalar entries, row by row."""
        return super().__new__(cls, sympy.Integer(rows), sympy.Integer(columns), *entries)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0], args[1]

    @property
    def entries(self) -> tuple[Node, ...]:
        """The entries, row by row."""
        operands: tuple[Node, ...] = self.args[2:]
        return operands

    @property
    def rows_of_entries(self) -> list[tuple[Node, ...]]:
        """The entries of each row."""
        columns = int(self.args[1])
        return [self.entries[i : i + columns] for i in range(0, len(self.entries), columns)]


ZERO = Zeros(SIZE_ONE, SIZE_ONE)
_small[0] = ZERO
_small.update((k, Number(k)) for k in (*range(-9, 0), *range(1, 10)))
ONE: Number = _small[1]
