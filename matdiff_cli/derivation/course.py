"""The course of steps that leads to one derivative.

Define the function; let names stand for what is not polynomial and find their changes; the linear approximation;
write it as a trace; put it back in terms of the target; read the answer off.
"""

from __future__ import annotations

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.special import is_special
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.back import back_steps
from matdiff_cli.derivation.let import let_step, polynomial_lines, special_lines
from matdiff_cli.derivation.lines import Chain, continued, is_matrix, minus, paired, restarted, trace_lines
from matdiff_cli.derivation.moves import move_reason
from matdiff_cli.derivation.records import Line, Step
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.nodes import FunctionValue, Node, Sum, Trace, Transpose
from matdiff_cli.expressions.tidy import Occurrence


class Course:
    """The steps of one differentiation up to the answer: of f, or of its gradient for a second derivative."""

    def __init__(self, d: Differentiation, role: str = "value", first: tuple[Node, ...] = ()) -> None:
        """`role` says what is differentiated: the value f(X), or a gradient or derivative of f.

        `first` is what that is the derivative by, as x is in the change of ∇f(x, y) with y.
        """
        self.d = d
        self._first = first
        self._role = role
        self.subject = self._at(*self._arguments)

    def define(self, written: Node) -> Step:
        """f(X) = … as typed, then with defined functions written out."""
        chain = Chain(self.subject)
        chain.then("=", written)
        chain.then("=", self.d.function, reasons.BY_DEFINITION)
        return Step("define", reasons.DEFINE, tuple(chain.lines))

    def substitutions(self) -> list[Step]:
        """Let Y = …, find ΔY, inner ones first."""
        return [let_step(self.d, stage, self.subject) for stage in self.d.staged.stages]

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
        if d.by_adjoint:
            trace_lines(d, collected, d.first_front)
        elif d.kind == "jacobian":
            self._collect_matrix(collected, "≈" if any(line.relation == "≈" for line in linear) else "=")
        elif not d.staged.stages:
            collected.then("=", d.differential, reasons.COLLECT)
        if self._has_matrices:
            trace = continued(trace, collected.lines)
        else:
            linear = continued(linear, collected.lines)
        steps = [Step("linear", reasons.LINEAR, tuple(linear))]
        if trace:
            trace[0] = restarted(trace[0], linear[-1].right)
            steps.append(Step("trace", reasons.TRACE, tuple(trace)))
        return steps + back_steps(d, collected.current, traced=bool(trace))

    @property
    def _arguments(self) -> tuple[Node, ...]:
        """The first target and this one; where it only occurs inside unknown functions, these alone."""
        d = self.d
        occurring = [v for v in d.targets if Occurrence(frozenset({v}))(d.function)] if d.unknown else []
        return tuple(dict.fromkeys((*self._first, *(occurring or d.targets))))

    @property
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
        return d.by_adjoint and any(map(is_matrix, d.targets)) and any(map(is_matrix, d.first_front))

    def _split_at_trace(self, lines: list[Line]) -> tuple[list[Line], list[Line]]:
        """Where a special function's reasoning brings in a trace (det(I + E) ≈ 1 + tr E), the trace step begins."""
        if self._has_matrices and is_special(self.d.staged.body):
            for i, line in enumerate(lines):
                if line.relation == "≈" and line.right.atoms(Trace):
                    return lines[:i], lines[i:]
        return lines, []

    def _collect_matrix(self, chain: Chain, relation: str) -> None:
        """M Δ for a vector function; the change of a row, exact or to first order, is turned into a column before."""
        d = self.d
        if d.function.is_row:
            chain.left = Transpose(self.difference)
            chain.then(relation, algebra.transpose(chain.current), reasons.AS_COLUMN, force=True)
        if d.through_matrices:
            return
        goal = paired(d, d.first_front)
        chain.then("=", goal, move_reason([chain.current], frozenset(d.first_front), reasons.MAPS))
