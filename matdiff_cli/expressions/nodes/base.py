"""What every node has: a remembered shape, interning, equality that is identity."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeAlias, TypeVar
from weakref import WeakValueDictionary

import sympy
from sympy.core.basic import Basic
from sympy.core.symbol import Str

Size: TypeAlias = Any
"""A dimension: a sympy expression in positive integer symbols."""
SIZE_ONE: Size = sympy.Integer(1)
SCALAR = (SIZE_ONE, SIZE_ONE)

Value = TypeVar("Value")

_interned: WeakValueDictionary[tuple, Node] = WeakValueDictionary()


class Node(sympy.MatrixExpr):
    """An expression with a remembered shape (rows, columns). Subclasses say the shape in `_measure`."""

    _size: tuple[Size, Size]
    _parts: tuple[Node, ...]
    _has_parts = True

    def __new__(cls, *args: Any) -> Any:
        key = (cls, args)
        node = _interned.get(key)
        if node is None:
            node = Basic.__new__(cls, *args)
            node._size = cls._measure(*args)
            node._parts = tuple(arg for arg in args if isinstance(arg, Node)) if cls._has_parts else ()
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

    @property
    def is_vector(self) -> bool:
        """A column or a row, scalars not counted."""
        return self.is_column or self.is_row

    @property
    def is_matrix(self) -> bool:
        """With more than one row and more than one column, as far as is known."""
        return not (self.is_scalar or self.is_vector)


def remembered(function: Callable[[Node], Value]) -> Callable[[Node], Value]:
    """A function of a node, never None, that is worked out once and kept on the node."""
    key = f"_{function.__name__}"

    @wraps(function)
    def recall(node: Node) -> Value:
        value = node.__dict__.get(key)
        if value is None:
            value = node.__dict__[key] = function(node)
        return value

    return recall


@lru_cache(maxsize=1024)
def word(text: str | Str) -> Str:
    return Str(text) if isinstance(text, str) else text
