"""Puts the sizes that were found into typed trees, and names those that nothing names."""

from __future__ import annotations

from collections.abc import Iterable

from matdiff_cli.typing.declarations import kind_of
from matdiff_cli.typing.dimension import Dimension, Shape
from matdiff_cli.typing.scope import Scope
from matdiff_cli.typing.typed import Symbol, Typed


class Finisher:
    """Works once all trees of a problem are inferred, on the nodes and symbols themselves: nobody else has them yet."""

    def __init__(self, scope: Scope, roots: Iterable[Typed]) -> None:
        """Finish the trees."""
        self._scope = scope
        self._shapes: dict[Shape, Shape] = {}
        self._sizes: dict[Dimension, Dimension] = {}
        every = nodes(*roots)
        self._names = scope.naming([node.shape for node in every])
        for node in every:
            node.shape = self._shapes.get(node.shape) or self._shape(node.shape)
            if isinstance(node.value, Dimension):
                node.value = self._size(node.value)

    def symbol(self, symbol: Symbol) -> Symbol:
        """The symbol, which has its final shape from now on."""
        symbol.shape = self._shapes.get(symbol.shape) or self._shape(symbol.shape)
        symbol.kind = kind_of(*symbol.shape)
        return symbol

    def _shape(self, shape: Shape) -> Shape:
        rows, columns = shape
        found = self._shapes[shape] = self._size(rows), self._size(columns)
        return found

    def _size(self, size: Dimension) -> Dimension:
        found = self._sizes.get(size)
        if found is None:
            found = self._sizes[size] = self._scope.finish(size, self._names)
        return found


def nodes(*roots: Typed) -> list[Typed]:
    """Every node of the trees once, in the order of the text; a definition after the abbreviation for it."""
    found: dict[int, Typed] = {}
    waiting = [*roots[::-1]]
    while waiting:
        node = waiting.pop()
        if id(node) not in found:
            found[id(node)] = node
            waiting += node.args[::-1]
    return [*found.values()]
