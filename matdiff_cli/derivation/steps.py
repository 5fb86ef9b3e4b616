"""The course of steps that leads to one derivative.

Define the function; let names stand for what is not polynomial and find their changes; the linear approximation;
write it as a trace; put it back in terms of the target; read the answer off.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from matdiff_cli.calculus.adjoint import Multipliers
from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.special import is_special
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.back import back_steps
from matdiff_cli.derivation.distribution import distributed, seen_to_act
from matdiff_cli.derivation.let import let_step, polynomial_lines, special_lines
from matdiff_cli.derivation.lines import (
    Chain,
    carry,
    continued,
    minus,
    paired,
    pairing,
    restarted,
    settled,
)
from matdiff_cli.derivation.naming import Named
from matdiff_cli.derivation.passage import Passage
from matdiff_cli.derivation.records import Line, Step
from matdiff_cli.derivation.silent import ARRANGE, met, silent_rule
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.decompositions import factors, terms, weight
from matdiff_cli.expressions.final_form import polished
from matdiff_cli.expressions.nodes import FunctionValue, Node, Product, Sum, Trace, Transpose, Variable
from matdiff_cli.expressions.tidy import Occurrence


class Course:
    """The steps of one differentiation up to the answer: of f, or of its gradient for a second derivative."""

    def __init__(
        self,
        d: Differentiation,
        named: Named,
        role: str = "value",
        first: tuple[Node, ...] = (),
        before: Differentiation | None = None,
    ) -> None:
        """`role` says what is differentiated: the value f(X), or a gradient or derivative of f.

        `first` is what that is the derivative by, as x is in the change of ∇f(x, y) with y. `before` is the
        differentiation whose steps come before, right after the definition.
        """
        self.d = d
        self._named = named
        self._first = first
        self._role = role
        self._known: dict[Node, int] = {}
        if before is not None and before.targets == d.targets:
            self._known = {before.meanings[stage.name]: i for i, stage in enumerate(before.staged.stages, 2)}
        self.subject = self._at(*self._arguments)

    def define(self, written: Node) -> Step:
        """f(X) = … as typed, then with defined functions written out."""
        chain = Chain(self.subject)
        chain.then("=", written)
        if written is not self.d.function:
            chain.then("=", self.d.function, reasons.definitions(written, self.d.function))
        return Step("define", reasons.DEFINE, tuple(chain.lines))

    def substitutions(self) -> list[Step]:
        """Let Y = …, find ΔY, inner ones first."""
        return [let_step(self.d, stage, self.subject, self._known) for stage in self.d.staged.stages]

    def approximation(self) -> list[Step]:
        """Linear approximation, trace and back substitution; nothing where the target does not occur."""
        d = self.d
        if not d.varies:
            return []
        chain = Chain(self.difference)
        body = d.staged.body
        if is_special(body) and d.varies_in(body):
            special_lines(d, body, chain)
        else:
            polynomial_lines(d, body, chain)
        linear, trace = self._split_at_trace(chain.lines)
        collected = Chain(chain.current)
        collected.left = None
        multipliers: Multipliers = {}
        if d.by_adjoint and not d.through_matrices:
            multipliers = carry(d, collected, _passage(d, collected.current, nodes.ONE))
        elif d.kind == "jacobian":
            multipliers = self._collect_matrix(collected, "≈" if any(line.relation == "≈" for line in linear) else "=")
        elif not d.staged.stages:
            collected.then("=", self._named.differential, reasons.of(met(collected.current)))
        if self._has_matrices:
            whole = continued(linear + trace, collected.lines)
            linear, trace = whole[: len(linear)], whole[len(linear) :]
        else:
            linear = continued(linear, collected.lines)
        steps = [Step("linear", reasons.LINEAR, tuple(settled(linear)))]
        if trace:
            trace[0] = restarted(trace[0], linear[-1].right)
            steps.append(Step("trace", reasons.TRACE, tuple(settled(trace))))
        back, multipliers = back_steps(d, self._named, collected.current, multipliers, traced=bool(trace))
        return self._to_last_form(steps + back, multipliers)

    def _to_last_form(self, steps: list[Step], multipliers: Multipliers) -> list[Step]:
        """The steps, ended by what the answer is read off where its form is another than that of the last line."""
        d = self.d
        if d.kind == "map" or (d.kind == "derivative" and not d.by_adjoint) or algebra.is_zero(self._named.value):
            return steps
        lines = list(steps[-1].lines)
        goal = self._read_off(self._named.value)
        begun = max(i for i, line in enumerate(lines) if line.left is not None)
        reached = next((i for i in range(begun, len(lines)) if lines[i].right is goal), None)
        if reached is not None:
            lines = lines[: reached + 1]  # A [Δx; Δy] was only taken apart into its columns
        else:
            lines = continued(lines, self._finishing(lines[-1].right, multipliers, goal))
        return [*steps[:-1], replace(steps[-1], lines=tuple(lines))]

    def _finishing(self, last: Node, multipliers: Multipliers, goal: Node) -> list[Line]:
        """The lines by which what the increments are paired with gets the form of the answer, a rule a line."""
        d = self.d
        chain = Chain(last)
        chain.left = None  # it goes on from the step's last line
        found = self._named.polished
        if not d.stacked:
            start = multipliers[d.changes.increments[d.targets[0]]]
            start = self._named.in_short(start) if self._named.where else start
            gone = last.atoms(Variable) - self._read_off(start).atoms(Variable)
            chain.arrange(self._read_off(start), reasons.put_in(*(s.name for s in d.staged.stages if s.name in gone)))
            found = polished(start)
            stages = [(rule, self._read_off(value)) for rule, value in found.stages(start)]
            if stages and stages[-1][1] is goal and goal not in [expression for _, expression in stages[:-1]]:
                values = [start, *(value for _, value in found.stages(start))]
                for (rule, _), (before, after) in zip(stages, pairwise(values), strict=True):
                    for rules, value in distributed(rule, before, after):
                        expression = self._read_off(value)
                        shown = seen_to_act(rules, chain.current, expression)
                        chain.turn(shown, expression, reasons.partners(chain.current, expression))
        names = [rewrite.rule for rewrite in found.rewrites] + (["entrywise"] if d.stacked else [])
        rule = seen_to_act(" ".join(names), chain.current, goal) or silent_rule(chain.current, goal)
        if rule == ARRANGE and weight(goal) < weight(chain.current):
            rule = "common-factor"
        chain.distribute(rule, goal)
        return chain.lines

    def _read_off(self, value: Node) -> Node:
        """The change of f as the pairing of a value with the increments: gᵀ [Δx; Δy] for several scalars."""
        d = self.d
        increments = [d.changes.increments[target] for target in d.targets]
        if not d.stacked:
            return paired(d, {increments[0]: value})
        if isinstance(value, nodes.Literal) and d.by_adjoint:
            multipliers = zip(increments, value.entries, strict=True)
            return paired(d, {i: entry for i, entry in multipliers if not algebra.is_zero(entry)})
        multiplier = algebra.transpose(value) if d.by_adjoint else value
        return Product(*factors(multiplier), nodes.Literal(len(increments), 1, *increments))

    @property
    def _arguments(self) -> tuple[Node, ...]:
        """The first target and this one; where it only occurs inside unknown functions, these alone."""
        d = self.d
        occurring = [v for v in d.targets if Occurrence(frozenset({v}))(d.function)] if d.unknown else []
        return tuple(dict.fromkeys((*self._first, *(occurring or d.targets))))

    @cached_property
    def difference(self) -> Node:
        """f(X + ΔX) − f(X)"""
        d = self.d
        shifted = (Sum(v, d.changes.increments[v]) if v in d.targets else v for v in self._arguments)
        return minus(self._at(*shifted), self.subject)

    def _at(self, *arguments: Node) -> Node:
        return FunctionValue(self._role, *self.d.function.shape, *arguments)

    @property
    def _has_matrices(self) -> bool:
        d = self.d
        return d.by_adjoint and any(t.is_matrix for t in d.targets) and any(i.is_matrix for i in d.first_multipliers)

    def _split_at_trace(self, lines: list[Line]) -> tuple[list[Line], list[Line]]:
        """Where a special function's reasoning brings in a trace (det(I + E) ≈ 1 + tr E), the trace step begins."""
        if self._has_matrices and is_special(self.d.staged.body):
            for i, line in enumerate(lines):
                if line.relation == "≈" and line.right.holds(Trace):
                    return lines[:i], lines[i:]
        return lines, []

    def _collect_matrix(self, chain: Chain, relation: str) -> Multipliers:
        """M Δ for a vector function; the change of a row, exact or to first order, is turned into a column before."""
        d = self.d
        if d.function.is_row:
            chain.left = Transpose(self.difference)
            chain.then(relation, algebra.transpose(chain.current), reasons.AS_COLUMN)
        if d.through_matrices:
            return {}
        return carry(d, chain, _passage(d, chain.current, nodes.Identity(chain.current.shape[0])))


def _passage(d: Differentiation, change: Node, multiplier: Node) -> Passage:
    """The way of a change, term by term, to its increments."""
    passage = Passage(pairing(d))
    for term in terms(change):
        passage.add(term, multiplier)
    return passage
