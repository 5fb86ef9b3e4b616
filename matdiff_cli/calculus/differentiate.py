"""A problem differentiated: which kind of answer it has, and how the answer arises from the changes of its parts.

Multipliers pair increments with what multiplies them: at first those of the body, then, one name after the other from
the last to the first, each ΔY is replaced by its own first-order change, until only the increments of the target are
left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import sympy

from matdiff_cli.calculus import stacked_targets
from matdiff_cli.calculus.adjoint import Multipliers, matrix_of, pull
from matdiff_cli.calculus.shares import Elimination, Paths
from matdiff_cli.calculus.special import is_special
from matdiff_cli.calculus.substitutions import Changes, Stage, Staged, take_apart
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.decompositions import terms, weight
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.final_form import Polished, polished
from matdiff_cli.expressions.laws import as_always
from matdiff_cli.expressions.nodes import ONE, Increment, Node, Variable
from matdiff_cli.expressions.tidy import Occurrence, replace, tidy

_LEGIBLE = 5_000
"""Nobody reads an answer with more symbols and operators, so nothing is gained by a shorter form of it."""

_FEW = 4
"""Of more names the change in the target alone may hold every way through them, which is too much to look at."""

_TURN = 2
"""What a commutation matrix, or a stack in a matrix, takes to read beyond its letters."""

_SHORT = 2
"""An inverse or a power no longer than X⁻¹ stays written out in its own first-order change."""


class Differentiation:
    """The derivative of one problem, in the default layout and without the target's structure, with what led to it.

    kind is gradient (scalar f), jacobian (vector f of a vector), derivative (by a scalar) or map (the rest).
    """

    def __init__(
        self,
        function: Node,
        targets: tuple[Variable, ...],
        *,
        stacked: bool = False,
        unknown: tuple[Variable, ...] = (),
        abbreviations: Mapping[Variable, Node] | None = None,
        taken: Iterable[str] = (),
    ) -> None:
        """Take a function apart for differentiation by one target, or by several scalars `stacked` into a vector.

        `unknown` are functions of the target that have no formula: the answer is then linear in their differentials
        as well. `abbreviations` are names in `function` with their definitions; `taken` are names that no
        substitution may get.
        """
        self.function = function
        self.unknown = unknown
        self.targets = (*targets, *unknown)
        self.stacked = stacked
        self.abbreviations = dict(abbreviations or {})
        self.staged: Staged = take_apart(function, self.targets, self.abbreviations, taken)
        self.changes = Changes(self.staged)
        self.kind = self._kind()
        self._changes: dict[Stage, Node] = {}
        self._totals: dict[Paths, Node] = {}

    def _kind(self) -> str:
        if self.unknown:
            return "map"
        if not self.stacked and self.targets[0].is_scalar:
            return "derivative"
        if self.function.is_scalar:
            return "gradient"
        flat = self.function.is_vector
        by_vector = self.stacked or self.targets[0].is_vector
        return "jacobian" if flat and by_vector else "map"

    @cached_property
    def varies(self) -> bool:
        """Whether a target occurs in the function at all."""
        return self.varies_in(self.staged.body)

    def varies_in(self, expression: Node) -> bool:
        """Whether a target or a name occurs in an expression."""
        return self._varies(expression)

    @cached_property
    def _varies(self) -> Occurrence:
        return Occurrence(frozenset(self.staged.variables))

    @cached_property
    def change(self) -> Node:
        """The first-order change of the body, in the increments of targets and names."""
        return self.changes.first(self.staged.body)

    def change_of(self, stage: Stage) -> Node:
        """The first-order change of a name's definition, itself in terms of that name where it occurs.

        Δy = (1 − y²) Δx for a tanh.
        """
        found = self._changes.get(stage)
        if found is None:
            found = self._changes[stage] = self.change_anew(stage)
        return found

    def change_anew(self, stage: Stage) -> Node:
        """The same, worked out again."""
        change = self.changes.first(stage.definition)
        meaning = tidy(stage.definition)
        named = isinstance(stage.definition, nodes.Function) or as_always(self._weight_in_full)(meaning) > _SHORT
        names: dict[Node, Node] = {meaning: stage.name} if named else {}
        if named and isinstance(meaning, nodes.Inverse):  # whose square is a power of what is inverted
            names[algebra.product(meaning, meaning)] = algebra.product(stage.name, stage.name)
        return replace(change, names)

    def _weight_in_full(self, expression: Node) -> int:
        return weight(replace(expression, self.meanings))

    def is_exact(self, stage: Stage) -> bool:
        """Whether the first-order change of a definition is its whole change."""
        special = is_special(stage.definition) and self.varies_in(stage.definition)
        return not special and self.changes.expansion.degree(stage.definition) <= 1

    @cached_property
    def first_multipliers(self) -> Multipliers:
        """What the increments in the change of the body are paired with."""
        return self._multipliers(self.change)

    def _multipliers(self, change: Node) -> Multipliers:
        """The same for any change of the body."""
        if not self.by_adjoint:
            return self._matrices(change)
        return {increment: factor(cotangent) for increment, cotangent in pull(change, ONE).items()}

    @cached_property
    def eliminations(self) -> list[Elimination]:
        """What is left after each name, from the last to the first."""
        shares: dict[Increment, Paths] = {i: ((share,),) for i, share in self.first_multipliers.items()}
        found = []
        for stage in reversed(self.staged.stages):
            arrived = shares.pop(self.changes.increments[stage.name], None)
            if arrived is None:
                continue
            for increment, share in self._handed_down(self.change_of(stage), arrived):
                # what comes through the last name comes first here, and last in the user's expression
                known, direct = shares.get(increment, ()), increment in self.first_multipliers
                shares[increment] = (*known[:direct], share, *known[direct:])
            found.append(Elimination(stage, dict(shares)))
        return found

    def multipliers_after(self, elimination: Elimination) -> Multipliers:
        """The multipliers after a name."""
        return {increment: self._total(shares) for increment, shares in elimination.shares.items()}

    def _total(self, shares: Paths) -> Node:
        total = self._totals.get(shares)
        if total is None:
            products = (share[0] if len(share) == 1 else factor(algebra.product(*share)) for share in shares)
            total = self._totals[shares] = factor(algebra.add(*products))
        return total

    def _handed_down(self, change: Node, arrived: Paths) -> Iterator[tuple[Increment, tuple[Node, ...]]]:
        """The shares of the increments in the change of a name, from those that arrived at the name."""
        if self.by_adjoint:
            for increment, cotangent in pull(change, self._total(arrived)).items():
                yield increment, (factor(cotangent),)
        else:
            above = arrived[0] if len(arrived) == 1 else (self._total(arrived),)
            for increment, matrix in self._matrices(change).items():
                yield increment, (*above, matrix)

    def _matrices(self, change: Node) -> Multipliers:
        matrices = {increment: factor(matrix_of(change, increment)) for increment in change.atoms(Increment)}
        return {increment: matrix for increment, matrix in matrices.items() if not algebra.is_zero(matrix)}

    @property
    def by_adjoint(self) -> bool:
        """Whether multipliers are cotangents (scalar f), else they are matrices applied to vec Δ."""
        return self.function.is_scalar and self.kind != "map"

    @cached_property
    def through_matrices(self) -> bool:
        """Whether the changes of matrices are put in where they stand, before Δ is taken out.

        So it is for a vector by a vector, and for a scalar by a scalar where a matrix stands twice, as in x'Y B Y x:
        traces would be brought together to be parted again.
        """
        if not any(stage.name.is_matrix for stage in self.staged.stages):
            return False
        if self.kind == "derivative" and self.by_adjoint:
            changes = pull(self.change, ONE).items()
            return any(increment.is_matrix and len(terms(multiplier)) > 1 for increment, multiplier in changes)
        return self.kind == "jacobian"

    @cached_property
    def change_in_targets(self) -> Node:
        """The first-order change of the body in the increments of the targets alone, still in terms of the names."""
        changes: dict[Node, Node] = {}
        for stage in self.staged.stages:
            changes[self.changes.increments[stage.name]] = replace(self.change_of(stage), changes)
        return replace(self.change, changes)

    @cached_property
    def last_multipliers(self) -> Multipliers:
        """What the target's increments are paired with, still in terms of the names."""
        if self.through_matrices:
            return self._multipliers(self.change_in_targets)
        if not self.eliminations:
            return self.first_multipliers
        found = self.multipliers_after(self.eliminations[-1])
        turned = any(multiplier.holds(nodes.Commutation) for multiplier in found.values())
        if turned and len(self.eliminations) <= _FEW:  # transposes may cancel in the change as a whole
            return min(found, self._matrices(self.change_in_targets), key=_effort)
        return found

    @cached_property
    def meanings(self) -> dict[Node, Node]:
        """The names in terms of the problem's symbols."""
        found: dict[Node, Node] = {}
        for stage in self.staged.stages:
            found[stage.name] = replace(stage.definition, found)
        return found

    def in_full(self, expression: Node) -> Node:
        """An expression with every name replaced by its meaning."""
        return factor(replace(expression, self.meanings)) if self.meanings else expression

    @cached_property
    def differential(self) -> Node:
        """The first-order change of f in the target's increments alone, as the map that it is."""
        return factor(self.in_full(self.change_in_targets))

    @property
    def value(self) -> Node:
        """The derivative in the default layout and in the problem's own symbols."""
        return self.polished.node

    @cached_property
    def polished(self) -> Polished:
        """The same with the rules by which what the increments are paired with came to it."""
        if self.unknown:
            return Polished(self.differential)
        if not self.varies:
            return Polished(self._nothing())
        if self.by_differential:
            return polished(replace(self.differential, {self.changes.increments[self.targets[0]]: ONE}))
        return self.assembled(self.in_full)

    @property
    def by_differential(self) -> bool:
        """Whether the answer is read off the differential as a whole."""
        return bool(self.unknown) or not self.varies or (self.kind == "derivative" and not self.function.is_scalar)

    def assembled(self, written: Callable[[Node], Node]) -> Polished:
        """The derivative from what the target's increments are paired with, each share of it `written` anew."""
        parts = [self._part(target, written) for target in self.targets]
        if not self.stacked:
            return parts[0]
        values = [part.node for part in parts]
        whole = polished(stacked_targets.gradient(values) if self.by_adjoint else stacked_targets.jacobian(values))
        return Polished(whole.node, (*(r for part in parts for r in part.rewrites), *whole.rewrites))

    def _part(self, target: Variable, written: Callable[[Node], Node]) -> Polished:
        multiplier = self.last_multipliers.get(self.changes.increments[target])
        if multiplier is not None:
            share = written(multiplier)
            return polished(share) if weight(share) <= _LEGIBLE else Polished(share)
        if self.by_adjoint:
            return Polished(algebra.zeros(target.shape))
        return Polished(algebra.zeros((_entries(self.function), _entries(target))))

    def _nothing(self) -> Node:
        """The zero of the answer's shape."""
        if self.kind == "derivative":
            return algebra.zeros(self.function.shape)
        entries = sympy.Integer(len(self.targets)) if self.stacked else _entries(self.targets[0])
        if not self.by_adjoint:
            return algebra.zeros((_entries(self.function), entries))
        return algebra.zeros((entries, nodes.SIZE_ONE) if self.stacked else self.targets[0].shape)


def _effort(multipliers: Multipliers) -> int:
    return sum(weight(g) + _TURN * (g.holds(nodes.Commutation) + g.holds(nodes.Vec)) for g in multipliers.values())


def _entries(node: Node) -> nodes.Size:
    return node.shape[0] * node.shape[1]
