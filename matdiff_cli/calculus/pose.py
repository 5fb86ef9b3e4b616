"""A problem posed: what is typed as expressions, and what they are differentiated by."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.formulas import expand_definitions
from matdiff_cli.calculus.structure import NO_LINEAR_SPACE
from matdiff_cli.calculus.substitutions import structure_of
from matdiff_cli.expressions.build import build, variable
from matdiff_cli.expressions.memory import forget
from matdiff_cli.expressions.nodes import Node, Variable
from matdiff_cli.expressions.tidy import Occurrence, replace
from matdiff_cli.typing.finish import nodes as typed_nodes
from matdiff_cli.typing.typed import Problem, Symbol, Target


@dataclass(unsafe_hash=True)
class Question:
    """A problem as expressions.

    f as written, and with defined functions and abbreviations that do not vary (`constants`) written out; the targets
    of the first and of the second derivative; the abbreviations that vary; the names that none may get.
    """

    written: Node
    function: Node
    first: Aim
    second: Aim
    constants: dict[Node, Node]
    abbreviations: dict[Variable, Node]
    taken: frozenset[str]

    def differentiation(self) -> Differentiation:
        """The derivative of f."""
        return self.first.differentiation(self.function, abbreviations=self.abbreviations, taken=self.taken)


@dataclass(unsafe_hash=True)
class Aim:
    """What is differentiated by: a target, or several `stacked`, and the unknown functions of it."""

    targets: tuple[Variable, ...]
    stacked: bool
    unknown: tuple[Variable, ...]

    @classmethod
    def of(cls, target: Target, symbols: Mapping[str, Symbol]) -> Aim:
        """The variables of a target, and the unknown functions whose value depends on it."""
        unknown = tuple(variable(s) for s in symbols.values() if set(s.of) & set(target.names))
        return cls(tuple(_target(symbols[name]) for name in target.names), target.stacked, unknown)

    def differentiation(self, function: Node, **names: Any) -> Differentiation:
        """The derivative of a function by this target; `names` are those that it may use or must leave alone."""
        return Differentiation(function, self.targets, stacked=self.stacked, unknown=self.unknown, **names)


def pose(problem: Problem, by: Target | None = None) -> Question:
    """The expressions of a problem; `by` is the target of the second derivative, where this is another."""
    forget()
    symbols = problem.symbols
    written = build(problem.function, symbols)
    first = Aim.of(problem.target, symbols)
    second = Aim.of(by, symbols) if by else first
    targets = (symbols[name] for target in (problem.target, by) if target for name in target.names)
    plain: dict[Node, Node] = {variable(s): _target(s) for s in targets if s.structure in NO_LINEAR_SPACE}
    varying = frozenset({*first.targets, *first.unknown})
    constants: dict[Node, Node] = {}
    abbreviations: dict[Variable, Node] = {}
    defined = problem.abbreviations
    used = {node.value for node in typed_nodes(problem.function) if node.op == "abbreviation"} if defined else ()
    for text, tree in defined.items():
        if text not in used:
            continue
        definition = replace(build(tree, symbols), constants | plain, simplify=False)
        name = Variable(text, *definition.shape)
        if Occurrence(varying)(definition):
            plain[name] = name = Variable(text, *definition.shape, structure_of(definition))
            varying |= {name}
            abbreviations[name] = expand_definitions(definition, Occurrence(varying))
        else:
            constants[name] = definition
    written = replace(written, plain, simplify=False)
    function = expand_definitions(replace(written, constants, simplify=False), Occurrence(varying))
    taken = problem.meaningful | problem.sizes
    return Question(written, function, first, second, constants, abbreviations, taken)


def _target(symbol: Symbol) -> Variable:
    """The target as a variable.

    Orthogonal matrices are no linear space, nor is the simplex: nothing is made of that fact while they vary.
    """
    return variable(dataclasses.replace(symbol, structure=None) if symbol.structure in NO_LINEAR_SPACE else symbol)
