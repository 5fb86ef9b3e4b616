"""Puts the sizes that were found into typed trees, and names those that nothing names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from matdiff_cli.typing.declarations import kind_of
from matdiff_cli.typing.dimension import Dimension, Shape
from matdiff_cli.typing.scope import Scope
from matdiff_cli.typing.typed import Symbol, Typed


class Finisher:
    """Works once all trees of a problem are inferred. Nodes that were shared stay shared."""

    def __init__(self, scope: Scope, roots: Iterable[Typed]) -> None:
        self._scope = scope
        self._names = scope.naming([node.shape for node in nodes(*roots)])
        self._done: dict[int, tuple[Typed, Typed]] = {}  # by identity; keeps the key's node
        self._shapes: dict[Shape, Shape] = {}

    def symbol(self, symbol: Symbol) -> Symbol:
        """The symbol with its final shape."""
        shape = self._shape(symbol.shape)
        kind = kind_of(*shape)
        same = shape == symbol.shape and kind == symbol.kind
        return symbol if same else replace(symbol, shape=shape, kind=kind)

    def tree(self, root: Typed) -> Typed:
        """The tree with final shapes."""
        waiting = [root]
        while waiting:
            node = waiting[-1]
            missing = [arg for arg in node.args if id(arg) not in self._done]
            if missing:
                waiting.extend(reversed(missing))
                continue
            waiting.pop()
            if id(node) not in self._done:
                self._done[id(node)] = node, self._finished(node)
        return self._done[id(root)][1]

    def _finished(self, node: Typed) -> Typed:
        args = tuple([self._done[id(arg)][1] for arg in node.args])
        value = node.value
        if isinstance(value, Dimension):
            value = self._shape((value, value))[0]
        return Typed(node.op, args, self._shape(node.shape), node.span, value)

    def _shape(self, shape: Shape) -> Shape:
        if shape not in self._shapes:
            self._shapes[shape] = self._scope.finish(shape, self._names)
        return self._shapes[shape]


def nodes(*roots: Typed) -> Iterator[Typed]:
    """Every node of the trees once, in the order of the text; a definition after the abbreviation for it."""
    seen: set[int] = set()
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting.extend(reversed(node.args))
