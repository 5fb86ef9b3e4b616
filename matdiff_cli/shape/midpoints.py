"""The proof by composition, for functions with kinks: f((p + q)/2) ≤ (f(p) + f(q))/2, one function after the other.

What is affine takes the midpoint to the midpoint. Then every convex function that f does not decrease in is replaced by
what it is at most at a midpoint, from the inside out; so are concave ones that f does not increase in. A continuous
function with that property is convex (Jensen 1906).
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy

from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.records import Line, Reason, Step, Use
from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.decompositions import rational
from matdiff_cli.expressions.nodes import (
    Function,
    FunctionValue,
    HadamardPower,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Variable,
)
from matdiff_cli.expressions.tidy import replace
from matdiff_cli.functions import REGISTRY
from matdiff_cli.rules import midpoint_rule_of
from matdiff_cli.shape.curvature import Curvature
from matdiff_cli.shape.terms import Unproved

_HALF = Number(sympy.S.Half)
MIDPOINTS = "At a midpoint"
_FORMS = frozenset(
    {"midpoint-hessian", "midpoint-form", "midpoint-seminorm", "midpoint-over-linear", "midpoint-fractional"}
)
"""Rules of expressions that are convex as a whole, in the affine functions that they are made of."""


class Midpoints:
    """The proof for a function of targets that a curvature knows to be convex (way 1) or concave (−1)."""

    def __init__(
        self, function: Node, targets: tuple[Variable, ...], curvature: Curvature, taken: frozenset[str]
    ) -> None:
        self._function = function
        self._targets = targets
        self._curvature = curvature
        self._ends = _two_points(targets, taken)

    def step(self, way: int, *, renamed: bool) -> Step:
        """The lines from f((p + q)/2) to (f(p) + f(q))/2. Raises Unproved.

        `renamed`: the function is written with other functions than those that were typed.
        """
        if not self._curvature.bends(self._function, way):
            raise Unproved
        sign = "≤" if way > 0 else "≥"
        shown = [FunctionValue("value", *nodes.SCALAR, *points) for points in (self._middle, *self._ends)]
        moved = dict(zip(self._targets, self._middle, strict=True))
        put_in = _why("substitute", *self._targets)
        start = reasons.together([reasons.of("known-functions"), put_in]) if renamed else put_in
        lines = [Line(shown[0], "=", replace(self._function, moved, simplify=False), start)]
        done: dict[Node, Node] = dict(moved)
        for rule, group in self._stages():
            known = {**done, **{node: self._mean(node) for node in group}}
            right = replace(self._function, known, simplify=False)
            done = known
            if right is lines[-1].right:
                continue
            relation = "=" if rule == "affine-midpoint" else sign
            lines.append(Line(None, relation, right, _why(rule)))
        goal = Product(_HALF, Sum(*shown[1:]))
        if self._function not in done:
            lines.append(Line(None, "=", self._mean(self._function), _why("affine-midpoint")))
        lines.append(Line(None, "=", goal, _why("mean-of-values")))
        return Step("midpoints", MIDPOINTS, tuple(lines))

    def _mean(self, node: Node) -> Node:
        one, other = (replace(node, dict(zip(self._targets, end, strict=True)), simplify=False) for end in self._ends)
        return Product(_HALF, Sum(one, other))

    @property
    def _middle(self) -> tuple[Node, ...]:
        return tuple(Product(_HALF, Sum(p, q)) for p, q in zip(*self._ends, strict=True))

    def _stages(self) -> Iterator[tuple[str, list[Node]]]:
        """What is replaced by its mean, from the inside out: first what is affine, then a level of atoms at a time."""
        affine: dict[Node, None] = {}
        levels: list[dict[Node, str]] = []
        between: list[dict[Node, None]] = []
        depth: dict[Node, int] = {}

        def visit(node: Node) -> int:
            """How many atoms lie one in another below the node, itself included."""
            if node in depth:
                return depth[node]
            if self._curvature.is_affine(node):
                if self._curvature.varies(node):
                    affine[node] = None
                depth[node] = 0
                return 0
            rule = self._rule(node)
            if rule is None:
                depth[node] = max(visit(part) for part in node.parts)
            else:
                argument = node.operands[0] if isinstance(node, Function) else node.parts[0]
                if rule in _FORMS:
                    affine.update(dict.fromkeys(self._affine_in(node)))
                below = 0 if rule in _FORMS else max(map(visit, node.parts))
                depth[node] = below + 1
                while len(levels) <= below:
                    levels.append({})
                    between.append({})
                levels[below][node] = rule
                if below and not self._rule(argument):
                    between[below][argument] = None
            return depth[node]

        visit(self._function)
        yield "affine-midpoint", list(affine)
        for carried, level in zip(between, levels, strict=True):
            if carried:
                yield "affine-midpoint", list(carried)
            for rule in dict.fromkeys(level.values()):
                yield rule, [node for node, own in level.items() if own == rule]

    def _rule(self, node: Node) -> str | None:
        """The rule by which an atom is at most its mean; None for what only adds and scales."""
        if node in self._curvature.trusted:
            return "midpoint-hessian"
        if (form := self._curvature.form(node)) is not None:
            return form[0]
        if isinstance(node, Function):
            return midpoint_rule_of(REGISTRY[node.name]) if REGISTRY[node.name].bends else None
        if isinstance(node, HadamardPower | Power):
            power = rational(node.args[1])
            return "midpoint-root" if power is not None and 0 < power < 1 else "midpoint-power"
        return None

    def _affine_in(self, node: Node) -> Iterator[Node]:
        """The affine functions that a form is made of."""
        if node in self._curvature.trusted or not self._curvature.varies(node):
            return
        if self._curvature.is_affine(node):
            yield node
        else:
            for part in node.parts:
                yield from self._affine_in(part)


def _why(rule: str, *subjects: Node) -> Reason:
    return Reason((Use(rule, subjects),))


def _two_points(targets: tuple[Variable, ...], taken: frozenset[str]) -> tuple[tuple[Variable, ...], ...]:
    """Two points, named like x_1 and x_2 for a target x, of the target's own structure and sign."""
    ends = []
    used = set(taken)
    for number in (1, 2):
        end = []
        for target in targets:
            name = f"{target.name}_{number}"
            while name in used:
                name += "_"
            used.add(name)
            end.append(target.func(name, *target.args[1:]))
        ends.append(tuple(end))
    return tuple(ends)
