"""Back in terms of the target: every ΔY is replaced by its first-order change, then every Y by its meaning."""

from __future__ import annotations

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.lines import (
    MOST_SPELLED_OUT,
    Chain,
    carry,
    continued,
    joined,
    paired,
    pairing,
    restarted,
    settled,
)
from matdiff_cli.derivation.passage import Passage, rules_between
from matdiff_cli.derivation.records import Line, Step
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.nodes import Inverse, Node, Variable
from matdiff_cli.expressions.tidy import Occurrence, replace
from matdiff_cli.expressions.views import terms, weight


def back_steps(d: Differentiation, current: Node, *, traced: bool) -> list[Step]:
    """The steps from a change in terms of names to one in terms of the target.

    `traced` says whether a trace step was written already; if not, and a matrix increment turns up, it is written in
    between. Many names are put in all at once.
    """
    if not d.by_adjoint and d.kind != "jacobian":
        return _as_map(d, current)
    if d.through_matrices:
        groups = [("back", _through_matrices(d, current))]
    elif len(d.eliminations) <= MOST_SPELLED_OUT:
        groups = _one_by_one(d, current, traced=traced)
    else:
        groups = [("back", _all_at_once(d, current))]
    if not d.where:
        chain = Chain(next((lines[-1].right for _, lines in reversed(groups) if lines), current))
        kept = chain.current.atoms(Variable)
        names = (stage.name for stage in d.staged.stages if stage.name in kept)
        goal = paired(d, {i: d.in_full(g) for i, g in d.last_front.items()})
        written = replace(chain.current, d.meanings, simplify=False)
        why = reasons.partners(written, goal)
        if why is None:
            why = reasons.of("common-factor")
            written = paired(d, {i: replace(g, d.meanings) for i, g in d.last_front.items()})
        chain.then("=", written, reasons.put_in(*names))
        chain.then("=", goal, why)
        groups[-1][1].extend(chain.lines)
    return [_step(d, key, settled(joined(lines))) for key, lines in groups if lines]


def _one_by_one(d: Differentiation, current: Node, *, traced: bool) -> list[tuple[str, list[Line]]]:
    """ΔY after ΔY: put in, and the increments that it brings taken to the end. The keys of steps and their lines."""
    groups: list[tuple[str, list[Line]]] = [("back", [])]
    untraced = not traced and d.by_adjoint and any(t.is_matrix for t in d.targets)
    vanishing = [e.stage for e in d.eliminations if algebra.is_zero(d.change_of(e.stage))]
    if vanishing:
        chain = Chain(current)
        left = {i: g for i, g in d.first_front.items() if i.of not in {stage.name for stage in vanishing}}
        chain.then("≈", paired(d, left), reasons.put_in(*(d.changes.increments[stage.name] for stage in vanishing)))
        groups[0][1].extend(chain.lines)
        current = chain.current
    before = {i: _settled(d, g) for i, g in d.first_front.items() if i.of not in {stage.name for stage in vanishing}}
    for elimination in d.eliminations:
        if elimination.stage in vanishing:
            continue
        increment = d.changes.increments[elimination.stage.name]
        passage = Passage(pairing(d), d.changes.increments.values())
        for other in (i for i in d.changes.increments.values() if i in before):
            passage.add(d.change_of(elimination.stage) if other is increment else other, before[other])
        chain = Chain(current)
        substituted = replace(_settled(d, current), {increment: d.change_of(elimination.stage)}, simplify=False)
        chain.then("=" if d.is_exact(elimination.stage) else "≈", substituted, reasons.put_in(increment))
        front = before = {i: _settled(d, g) for i, g in d.front_after(elimination).items()}
        collected = Chain(chain.current)
        carry(d, collected, passage, front)
        lines, put = continued(chain.lines, collected.lines), len(chain.lines)
        if untraced and put < len(lines) and any(i.is_matrix for i in front):
            untraced = False
            groups[-1][1].extend(lines[:put])
            groups += [("trace", [restarted(lines[put], chain.current), *lines[put + 1 :]]), ("back", [])]
        else:
            groups[-1][1].extend(lines)
        current = collected.current
    return groups


def _through_matrices(d: Differentiation, current: Node) -> list[Line]:
    """Every ΔY put in where it stands, then Δ taken to the end."""
    chain = Chain(current)
    stages = [stage for stage in reversed(d.staged.stages) if Occurrence(frozenset(d.targets))(d.meanings[stage.name])]
    increments = [d.changes.increments[stage.name] for stage in stages]
    substituted = current
    for stage, increment in zip(stages, increments, strict=True):
        substituted = replace(substituted, {increment: d.change_of(stage)}, simplify=False)
    chain.then("=" if all(map(d.is_exact, stages)) else "≈", substituted, reasons.put_in(*increments))
    passage = Passage(pairing(d), d.changes.increments.values())
    for term in terms(substituted):
        passage.add(term, nodes.Identity(term.shape[0]))
    carry(d, chain, passage, d.last_front)
    return chain.lines


def _all_at_once(d: Differentiation, current: Node) -> list[Line]:
    """One line from the increments of all names to those of the target, no longer than the answer."""
    stages = [elimination.stage for elimination in d.eliminations]
    increments = d.changes.increments
    put = reasons.put_in(*(increments[stage.name] for stage in stages))
    before, used = d.first_front, dict[str, None]()
    for elimination in d.eliminations:
        increment = increments[elimination.stage.name]
        used |= rules_between(pairing(d), d.change_of(elimination.stage), before[increment], increments.values())
        before = d.front_after(elimination)
    front = {i: _settled(d, g) for i, g in d.last_front.items()}
    why = reasons.together([put, *map(reasons.of, used)])
    return [Line(current, "=" if all(map(d.is_exact, stages)) else "≈", paired(d, front), why)]


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
    settled = replace(node, inverses)
    return settled if weight(settled) <= weight(node) else node
