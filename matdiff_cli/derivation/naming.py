"""Answers keep the names of what repeats in them where that makes them shorter: long ones, and what stands often."""

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
_OFTEN = 4
"""What stands that often in an answer, a hat matrix or the inverse of a kernel, keeps its name in a short one, too."""

_WORTH_NAMING = 0.8
"""An answer with names, these included, must be shorter than this part of the answer in full."""


class Named:
    """The derivative and the differential of a differentiation as a page shows them."""

    def __init__(self, d: Differentiation) -> None:
        self._d = d

    @property
    def value(self) -> Node:
        """The derivative in the default layout, in terms of the names in `where`."""
        return self.polished.node

    @property
    def polished(self) -> Polished:
        """The same with the rules by which what the increments are paired with came to it."""
        return self._shown.polished if self._shown else self._d.polished

    @cached_property
    def differential(self) -> Node:
        """The first-order change of f as the map that it is. It keeps the names that the value keeps."""
        return factor(self.in_short(self._d.change_in_targets)) if self._shown else self._d.differential

    @property
    def where(self) -> dict[Variable, Node]:
        """The names that the value keeps and what they stand for, each in terms of earlier ones."""
        return self._shown.where if self._shown else {}

    def in_short(self, expression: Node) -> Node:
        """An expression with every name that is not kept replaced by its meaning."""
        return self._shown.in_short(expression) if self._shown else self._d.in_full(expression)

    @cached_property
    def _shown(self) -> _InNames | None:
        """The answer in names; None where it is shown in full."""
        if self._d.by_differential:
            return None
        in_full = weight(self._d.value)
        for kept in (self._long() if in_full > _SCREEN else (), self._often()):
            if kept and (named := _InNames(self._d, kept)).weight <= in_full * _WORTH_NAMING:
                return named
        return None

    def _long(self) -> frozenset[Node]:
        """The names that a long answer may keep: no short ones, such as 1/x, but for links in a chain of names."""
        stages = self._d.staged.stages
        names = {stage.name for stage in stages}
        inner: set[Node] = set().union(*(stage.definition.atoms(Variable) for stage in stages))
        short: dict[Node, Node] = {}
        for stage in stages:
            meaning = replace(stage.definition, short)
            chained = stage.name in inner and not names.isdisjoint(meaning.atoms(Variable))
            if weight(meaning) <= _TOO_SHORT_FOR_A_NAME and not chained:
                short[stage.name] = meaning
        return frozenset(names - short.keys())

    def _often(self) -> frozenset[Node]:
        """The names of what stands often in the answer, not counted where it is part of another such."""
        found: dict[Node, Node] = {}
        for stage in reversed(self._d.staged.stages):
            meaning = self._d.in_full(stage.name)
            if weight(meaning) > _TOO_SHORT_FOR_A_NAME and _OFTEN * weight(meaning) <= weight(self._d.value):
                rest = replace(self._d.value, found, simplify=False)
                if rest.occurrences(meaning) >= _OFTEN:
                    found[meaning] = stage.name
        return frozenset(found.values())


class _InNames:
    """An answer that keeps some of the names of the derivation."""

    def __init__(self, d: Differentiation, kept: frozenset[Node]) -> None:
        self._meanings: dict[Node, Node] = {}
        for stage in d.staged.stages:
            if stage.name not in kept:
                self._meanings[stage.name] = replace(stage.definition, self._meanings)
        self.polished = d.assembled(self.in_short)
        self.where: dict[Variable, Node] = {}
        """The names that occur, in the order of the derivation."""
        occurring = self.polished.node.atoms(Variable)
        for stage in reversed(d.staged.stages):
            if stage.name in kept and stage.name in occurring:
                definition = replace(stage.definition, self._meanings, simplify=False)
                self.where = {stage.name: definition, **self.where}
                occurring |= definition.atoms(Variable)

    @property
    def weight(self) -> int:
        """How long the answer is with the definitions of its names."""
        return weight(self.polished.node) + sum(map(weight, self.where.values()))

    def in_short(self, expression: Node) -> Node:
        """An expression with every name that is not kept replaced by its meaning."""
        return replace(expression, self._meanings)
