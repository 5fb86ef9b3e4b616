"""Long answers: they keep the names of what repeats in them, where that makes them shorter."""

from __future__ import annotations

from functools import cached_property

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.expressions.decompositions import weight
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.final_form import Polished
from matdiff_cli.expressions.nodes import Node, Variable
from matdiff_cli.expressions.tidy import replace

_SCREEN = 110
"""An answer of more symbols and operators than this fills a screen."""

_TOO_SHORT_FOR_A_NAME = 4
_WORTH_NAMING = 0.8
"""An answer with names, these included, must be shorter than this part of the answer in full."""


class Named:
    """The derivative and the differential of a differentiation as a page shows them."""

    def __init__(self, d: Differentiation) -> None:
        self._d = d

    @property
    def value(self) -> Node:
        """The derivative in the default layout; if it would fill a screen, in terms of the names in `where`."""
        return self.polished.node

    @property
    def polished(self) -> Polished:
        """The same with the rules by which what the increments are paired with came to it."""
        return self._in_names if self.where else self._d.polished

    @cached_property
    def differential(self) -> Node:
        """The first-order change of f as the map that it is. It keeps the names that the value keeps."""
        return factor(self.in_short(self._d.change_in_targets)) if self.where else self._d.differential

    @cached_property
    def where(self) -> dict[Variable, Node]:
        """The names that the value keeps and what they stand for, each in terms of earlier ones."""
        if self._d.by_differential or (length := weight(self._d.value)) <= _SCREEN:
            return {}
        definitions = {
            stage.name: replace(stage.definition, self._short, simplify=False)
            for stage in self._d.staged.stages
            if stage.name not in self._short
        }
        needed: dict[Variable, Node] = {}
        occurring = self._in_names.node.atoms(Variable)
        for name, definition in reversed(definitions.items()):
            if name in occurring:
                needed[name] = definition
                occurring |= definition.atoms(Variable)
        shorter = weight(self._in_names.node) + sum(map(weight, needed.values())) <= length * _WORTH_NAMING
        return dict(reversed(needed.items())) if shorter else {}

    def in_short(self, expression: Node) -> Node:
        """An expression with every name that is not worth keeping replaced by its meaning."""
        return replace(expression, self._short)

    @cached_property
    def _in_names(self) -> Polished:
        return self._d.assembled(self.in_short)

    @cached_property
    def _short(self) -> dict[Node, Node]:
        """What names stand for that are not worth keeping: short, such as 1/x, and no link in a chain of names."""
        stages = self._d.staged.stages
        names = {stage.name for stage in stages}
        inner: set[Node] = set().union(*(stage.definition.atoms(Variable) for stage in stages))
        found: dict[Node, Node] = {}
        for stage in stages:
            meaning = replace(stage.definition, found)
            chained = stage.name in inner and not names.isdisjoint(meaning.atoms(Variable))
            if weight(meaning) <= _TOO_SHORT_FOR_A_NAME and not chained:
                found[stage.name] = meaning
        return found
