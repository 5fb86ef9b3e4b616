"""A function taken apart: every sub-expression that is not polynomial in what it holds gets a name, inner ones first.

log|X'X + I| becomes Y = X'X + I and log|Y|. What is left, the body, is polynomial in X and the names, or a single
special node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count

from matdiff_cli.calculus.expansion import Expansion, squared_norm
from matdiff_cli.calculus.special import is_special, operands_of, record_of, special_change
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.nodes import Increment, Inverse, Node, Number, Power, Variable
from matdiff_cli.expressions.tidy import Occurrence, tidy

MATRIX_NAMES = ("Y", "Z", "U", "V", "T", "R", "P", "M")
VECTOR_NAMES = ("y", "z", "u", "v", "r", "t", "p", "q")
SCALAR_NAMES = ("phi", "psi", "eta", "xi", "tau", "omega", "rho", "mu")
_MOST_LETTERS = 8
"""More names than this are numbered from the first on."""


@dataclass(unsafe_hash=True)
class Stage:
    """A name and the expression it stands for, as written, in the target and in earlier names."""

    name: Variable
    definition: Node


@dataclass(unsafe_hash=True)
class Staged:
    """A function as a list of stages and a body; `targets` are the variables it is differentiated by."""

    targets: tuple[Variable, ...]
    stages: tuple[Stage, ...]
    body: Node

    @property
    def variables(self) -> tuple[Variable, ...]:
        """What the body may hold: the targets, then the names of the stages, inner ones first."""
        return (*self.targets, *(stage.name for stage in self.stages))


class Changes:
    """First-order changes of the parts of a staged function."""

    def __init__(self, staged: Staged) -> None:
        self.increments: dict[Variable, Increment] = {v: Increment(v) for v in staged.variables}
        self.expansion = self.anew()

    def anew(self) -> Expansion:
        """An expansion that has not worked anything out yet."""
        return Expansion(self.increments)

    def first(self, expression: Node) -> Node:
        """The first-order change of a definition or a body, linear in the increments of the variables it holds."""
        if is_special(expression) and self.expansion.varies(expression):
            tidied = {tidy(operand): operand for operand in operands_of(expression)}
            special = expression.over(tidy)
            return special_change(special, lambda operand: self.expansion.first(tidied.get(operand, operand)))
        return self.expansion.first(expression)


def take_apart(
    function: Node, targets: tuple[Variable, ...], abbreviations: Mapping[Variable, Node], taken: Iterable[str]
) -> Staged:
    """Stages and body of a function of the targets.

    `abbreviations` are the user's own names with their definitions; those that vary become stages under these names.
    """
    for numbered in (False, True):
        dismantling = _Dismantling(targets, abbreviations, set(taken), numbered=numbered)
        body = dismantling.visit_top(function)
        if len(dismantling.stages) <= _MOST_LETTERS:
            break
    return Staged(targets, tuple(dismantling.stages), body)


class _Dismantling:
    def __init__(
        self,
        targets: tuple[Variable, ...],
        abbreviations: Mapping[Variable, Node],
        taken: set[str],
        *,
        numbered: bool,
    ) -> None:
        self.stages: list[Stage] = []
        self._abbreviations = abbreviations
        avoided = taken | {name.replace("_", "") for name in taken}
        self._names = {
            kind: _unused(() if numbered else pool, pool[0], avoided)
            for kind, pool in (("matrix", MATRIX_NAMES), ("vector", VECTOR_NAMES), ("scalar", SCALAR_NAMES))
        }
        varying = set(targets)
        for name, definition in abbreviations.items():
            if Occurrence(frozenset(varying))(definition):
                varying.add(name)
        self._targets = frozenset(targets)
        self._variables: set[Variable] = set(targets)
        self._varies = Occurrence(frozenset(varying))
        self._done: dict[Node, Node] = {}
        self._named: dict[Node, Variable] = {}

    def visit_top(self, node: Node) -> Node:
        """The body: as `visit`, but a special node at the top keeps its place where its own reasoning allows."""
        record = record_of(node) if is_special(node) else None
        implicit = record is not None and any("Y" in line for line, _ in record.reasoning)
        if is_special(node) and self._varies(node) and not implicit:
            return self._over_names(node)
        return self.visit(node)

    def visit(self, node: Node) -> Node:
        """The node with everything in it that is not polynomial replaced by a name."""
        if not self._varies(node) or node in self._targets:
            return node
        done = self._done.get(node)
        if done is None:
            done = self._done[node] = self._visit(node)
        return done

    def _visit(self, node: Node) -> Node:
        if isinstance(node, Variable):
            definition = self._abbreviations[node]
            special = is_special(definition) and definition not in self._done
            self._name(self._over_names(definition) if special else self.visit(definition), node)
            return node
        if is_special(node):
            over_names = self._over_names(node)
            return over_names if isinstance(node, Power) and not node.is_scalar else self._name(over_names)
        if squared_norm(node) is not None:
            norm, exponent = node.args
            found: Node = node.func(self._rebuilt(norm), exponent)
            return found
        return self._rebuilt(node)

    def _rebuilt(self, node: Node) -> Node:
        return node.over(self.visit)

    def _over_names(self, node: Node) -> Node:
        """A special node whose operands are names, or of first degree in names."""
        if isinstance(node, Power) and not node.is_scalar:
            inner = Inverse(node.args[0])
            return Power(self.visit(inner), Number(-node.args[1].value))
        operands = set(operands_of(node))
        children = [self._operand(child) if child in operands else child for child in node.args]
        found: Node = node.func(*children)
        return found

    def _operand(self, operand: Node) -> Node:
        visited = self.visit(operand)
        increments = {v: Increment(v) for v in visited.atoms(Variable) if v in self._variables}
        return visited if Expansion(increments).degree(visited) <= 1 else self._name(visited)

    def _name(self, definition: Node, name: Variable | None = None) -> Variable:
        found = self._named.get(definition)
        if found is not None and name is None:
            return found
        if name is None:
            kind = "scalar" if definition.is_scalar else "vector" if definition.is_vector else "matrix"
            name = Variable(next(self._names[kind]), *definition.shape, structure_of(definition))
        self._named[definition] = name
        self._variables.add(name)
        self.stages.append(Stage(name, definition))
        return name


def structure_of(definition: Node) -> str:
    """What a name must keep of its definition: where it is 0, or that it is symmetric."""
    tidied = tidy(definition)
    if not tidied.is_matrix or tidied.shape[0] != tidied.shape[1]:
        return ""
    for structure, holds in (("diagonal", facts.is_diagonal), ("lower", facts.is_lower), ("upper", facts.is_upper)):
        if holds(tidied):
            return structure
    return "symmetric" if algebra.transpose(tidied) is tidied else ""


def _unused(letters: tuple[str, ...], stem: str, avoided: set[str]) -> Iterator[str]:
    """The letters that are free, then numbered names without end.

    A name is not free, either, if its increment, or how it is printed, could be taken for another name.
    """
    numbered = (f"{stem}{number}" for number in count(1))
    return (name for name in chain(letters, numbered) if avoided.isdisjoint((name, f"d{name}")))
