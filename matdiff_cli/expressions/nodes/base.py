"""What every node has: a remembered shape, interning, equality that is identity."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, reduce, wraps
from itertools import count
from operator import or_
from typing import Any, Self, TypeAlias, TypeVar
from weakref import ref

import sympy
from sympy.core.basic import Basic
from sympy.core.symbol import Str

Size: TypeAlias = Any
"""A dimension: a sympy expression in positive integer symbols."""
SIZE_ONE: Size = sympy.Integer(1)
SCALAR = (SIZE_ONE, SIZE_ONE)

Value = TypeVar("Value")
Kind = TypeVar("Kind", bound="Node")

_bits = count(1)
_interned: dict[tuple[object, ...], ref[Any]] = {}


class Node(sympy.MatrixExpr):
    """An expression with a remembered shape (rows, columns). Subclasses say the shape in `_measure`.

    `parts` are the nodes that it is made of; none for leaves. (ΔX is a leaf: it does not hold X.) Columns, rows and
    vectors are those that are no scalars; a matrix has more than one row and column, as far as is known.
    """

    args: Any = Basic._args  # the slot itself: nothing is called
    shape: tuple[Size, Size] = SCALAR  # every node has its own: the values here hide the properties of sympy's classes
    parts: tuple[Node, ...] = ()
    is_scalar = is_column = is_row = is_vector = is_matrix = False
    held = 0
    """The kinds of all nodes in the expression, a bit each."""
    _parts = slice(None)
    """Which of the arguments are parts: all from one on."""
    _bit = _kind = 1
    """The bit of a kind, and with it those of the kinds that it is one of."""

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        cls._bit = 1 << next(_bits)
        cls._kind |= cls._bit

    def __new__(cls, *args: Any) -> Self:
        """The one node with these arguments. Shape and kind of shape are worked out when it is first made."""
        key = (cls, args)
        known = _interned.get(key)
        node: Self | None = known() if known else None
        if node is None:
            node = object.__new__(cls)
            node._assumptions, node._mhash, node._args = cls.default_assumptions, None, args
            node.shape = rows, columns = cls._measure(*args)
            held = cls._kind
            if parts := args[cls._parts]:
                node.parts = parts
                for part in parts:
                    held |= part.held
            node.held = held
            if rows is not SIZE_ONE is not columns:
                node.is_matrix = True
            elif rows is columns:
                node.is_scalar = True
            else:
                node.is_vector, node.is_column, node.is_row = True, columns is SIZE_ONE, rows is SIZE_ONE
            _interned[key] = ref(node)
        return node

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        shape: tuple[Size, Size] = args[0].shape
        return shape

    def over(self, changed: Callable[[Node], Node]) -> Node:
        """The node as it is written, over what its parts are changed to; itself where they all stay."""
        args = tuple([changed(arg) if isinstance(arg, Node) else arg for arg in self.args])
        return self if args == self.args else type(self)(*args)

    def holds(self, kind: type[Node]) -> bool:
        """Whether a node of this kind is in the expression."""
        return bool(kind._bit & self.held)

    def atoms(self, *kinds: type[Kind]) -> set[Kind]:
        """The nodes of these kinds in the expression. Every node is looked at once, however often it is shared."""
        wanted = marks(*kinds)
        if not self.held & wanted:
            return set()
        seen: set[Node] = {self}
        waiting: list[Node] = [self]
        while waiting:
            for part in waiting.pop().parts:
                if part.held & wanted and part not in seen:
                    seen.add(part)
                    waiting.append(part)
        return {node for node in seen if node._kind & wanted}

    def occurrences(self, part: Node) -> int:
        """How often a part is written in the expression, which is not looked for within itself."""
        if self is part:
            return 1
        if self.held & part.held != part.held:
            return 0
        return sum([inner.occurrences(part) for inner in self.parts])

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.args))})"


def marks(*of: type[Node]) -> int:
    """The bits of some kinds: a node holds one of these where it has one of them in `held`."""
    return reduce(or_, [kind._bit for kind in of])


def kinds(*of: type[Node]) -> int:
    """What an expression holds that is made of nodes of these kinds and no others."""
    return reduce(or_, [kind._kind for kind in of])


_FEW = 4_096
_most_interned = _FEW


def sweep() -> None:
    """Forget how nodes were made that are gone, once that may be half of what is known."""
    global _most_interned
    if len(_interned) > _most_interned:
        entries = list(_interned.items())
        while entries:  # from the youngest on: a key keeps the parts of its node, which are older
            key, known = entries.pop()
            if known() is None:
                del _interned[key]
        _most_interned = max(_FEW, 2 * len(_interned))


def living() -> list[Node]:
    """All nodes that there are."""
    return [node for known in list(_interned.values()) if (node := known()) is not None]


def remembered(function: Callable[[Node], Value]) -> Callable[[Node], Value]:
    """A function of a node, the same whatever laws are held back, never None: worked out once, kept on the node."""
    key = f"_{function.__name__}"

    @wraps(function)
    def recall(node: Node) -> Value:
        value: Value | None = getattr(node, key, None)
        if value is None:
            value = function(node)
            setattr(node, key, value)
        return value

    return recall


@lru_cache(maxsize=1024)
def word(text: str | Str) -> Str:
    """A text as an argument of a node."""
    return Str(text) if isinstance(text, str) else text
