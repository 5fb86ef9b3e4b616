"""What every node has: a remembered shape, interning, equality that is identity."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Self, TypeAlias, TypeVar
from weakref import WeakValueDictionary

import sympy
from sympy.core.basic import Basic
from sympy.core.symbol import Str

from matdiff_cli.expressions.memory import as_always

Size: TypeAlias = Any
"""A dimension: a sympy expression in positive integer symbols."""
SIZE_ONE: Size = sympy.Integer(1)
SCALAR = (SIZE_ONE, SIZE_ONE)

Value = TypeVar("Value")
Kind = TypeVar("Kind")

_interned: WeakValueDictionary[tuple[object, ...], Any] = WeakValueDictionary()


class Node(sympy.MatrixExpr):
    """An expression with a remembered shape (rows, columns). Subclasses say the shape in `_measure`.

    `parts` are the nodes that it is made of; none for leaves. (ΔX is a leaf: it does not hold X.) Columns, rows and
    vectors are those that are no scalars; a matrix has more than one row and column, as far as is known.
    """

    args: Any = Basic._args  # the slot itself: nothing is called
    shape: tuple[Size, Size] = SCALAR  # every node has its own: the values here hide the properties of sympy's classes
    parts: tuple[Node, ...] = ()
    is_scalar = is_column = is_row = is_vector = is_matrix = False
    _has_parts = True

    def __new__(cls, *args: Any) -> Self:
        """The one node with these arguments. Shape and kind of shape are worked out when it is first made."""
        key = (cls, args)
        node: Self | None = _interned.get(key)
        if node is None:
            node = Basic.__new__(cls, *args)
            node.shape = rows, columns = cls._measure(*args)
            node.parts = tuple(arg for arg in args if isinstance(arg, Node)) if cls._has_parts else ()
            flat, thin = rows is SIZE_ONE, columns is SIZE_ONE
            node.is_scalar = flat and thin
            node.is_column, node.is_row = thin and not flat, flat and not thin
            node.is_vector, node.is_matrix = flat is not thin, not (flat or thin)
            _interned[key] = node
        return node

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        shape: tuple[Size, Size] = args[0].shape
        return shape

    def atoms(self, *kinds: type[Kind]) -> set[Kind]:
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


def remembered(function: Callable[[Node], Value]) -> Callable[[Node], Value]:
    """A function of a node, never None, that is worked out once and kept on the node."""
    key = f"_{function.__name__}"

    @wraps(function)
    def recall(node: Node) -> Value:
        value = node.__dict__.get(key)
        if value is None:
            value = node.__dict__[key] = as_always(function, node)
        return value

    return recall


@lru_cache(maxsize=1024)
def word(text: str | Str) -> Str:
    """A text as an argument of a node."""
    return Str(text) if isinstance(text, str) else text
