"""Back in terms of the target: every ΔY is replaced by its first-order change, then every Y by its meaning."""

from __future__ import annotations

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.lines import (
    Chain,
    is_matrix,
    joined,
    move_reason,
    paired,
    plus,
    replaced_within,
    trace_lines,
)
from matdiff_cli.derivation.records import Line, Step
from matdiff_cli.expressions.nodes import Inverse, Node
from matdiff_cli.expressions.tidy import Occurrence, replace
from matdiff_cli.expressions.views import terms, weight


def back_steps(d: Differentiation, current: Node, *, traced: bool) -> list[Step]:
    """The steps from a change in terms of names to one in terms of the target.

    `traced` says whether a trace step was written already; if not, and a matrix increment turns up, it is written in
    between.
    """
    if not d.by_adjoint and d.kind != "jacobian":
        return _as_map(d, current)
    groups: list[tuple[str, list[Line]]] = [("back", [])]
    for elimination in d.eliminations:
        increment = d.changes.increments[elimination.stage.name]
        chain = Chain(current)
        substituted = replace(_settled(d, current), {increment: d.change_of(elimination.stage)}, simplify=False)
        chain.then("=" if d.is_exact(elimination.stage) else "≈", substituted, reasons.put_in(increment))
        groups[-1][1].extend(chain.lines)
        front = {i: _settled(d, g) for i, g in elimination.front.items()}
        collected = Chain(chain.current)
        if d.by_adjoint:
            trace_lines(d, collected, front)
        else:
            goal = paired(d, front)
            collected.then("=", goal, move_reason(collected.current, frozenset(front), reasons.MAPS))
        if not traced and d.by_adjoint and any(map(is_matrix, d.targets)) and any(map(is_matrix, front)):
            traced = True
            groups += [("trace", collected.lines), ("back", [])]
        else:
            groups[-1][1].extend(collected.lines)
        current = collected.current
    full = current if d.where else paired(d, {i: d.in_full(g) for i, g in d.last_front.items()})
    if full is not current:
        names = [stage.name for stage in d.staged.stages if Occurrence(frozenset({stage.name}))(current)]
        groups[-1][1].append(Line(current, "=", full, reasons.put_in(*names)))
    return [_step(d, key, joined(lines)) for key, lines in groups if lines]


def _step(d: Differentiation, key: str, lines: list[Line]) -> Step:
    if key == "trace":
        return Step(key, reasons.TRACE, tuple(lines))
    slots = ", ".join(f"@{place}" for place in range(1, len(d.targets) + 1))
    return Step(key, reasons.BACK + slots, tuple(lines), d.targets)


def _as_map(d: Differentiation, current: Node) -> list[Step]:
    """For maps and derivatives of matrices the change itself is what is wanted."""
    if not d.staged.stages:
        return []
    chain = Chain(current)
    chain.then("≈", d.differential, reasons.put_in(*(d.changes.increments[stage.name] for stage in d.staged.stages)))
    return [_step(d, "back", chain.lines)] if chain.lines else []


def _settled(d: Differentiation, node: Node) -> Node:
    """Names of inverses replaced by their meaning where that makes the expression no longer, as Y⁻¹ = X does."""
    inverses = {s.name: d.meanings[s.name] for s in d.staged.stages if isinstance(s.definition, Inverse)}
    if not Occurrence(frozenset(inverses))(node):
        return node
    settled = plus(*(replaced_within(term, inverses) for term in terms(node)))
    return settled if weight(settled) <= weight(node) else node
