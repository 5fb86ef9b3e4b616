"""Back in terms of the target: every ΔY is replaced by its first-order change, then every Y by its meaning."""

from __future__ import annotations

from matdiff_cli.calculus.adjoint import Multipliers
from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.laws import OF_TRANSPOSES
from matdiff_cli.derivation.lines import (
    MOST_SPELLED_OUT,
    Chain,
    carry,
    continued,
    factored,
    joined,
    paired,
    pairing,
    restarted,
    settled,
)
from matdiff_cli.derivation.naming import Named
from matdiff_cli.derivation.passage import Passage
from matdiff_cli.derivation.records import Line, Step
from matdiff_cli.derivation.silent import CANCEL, some_cancel
from matdiff_cli.derivation.written import Pairing
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.alternatives.form import COMMON_FACTOR
from matdiff_cli.expressions.decompositions import terms, weight
from matdiff_cli.expressions.nodes import Inverse, Node, Variable
from matdiff_cli.expressions.tidy import replace
from matdiff_cli.languages import phrase


def back_steps(
    d: Differentiation, named: Named, current: Node, multipliers: Multipliers, *, traced: bool
) -> tuple[list[Step], Multipliers]:
    """The steps from a change in terms of names to one in terms of the target, and what its increments end up with.

    `multipliers` are what the increments in `current` are paired with. `traced` says whether a trace step was written
    already; if not, and a matrix increment turns up, it is written in between. Many names are put in all at once.
    """
    if not d.staged.stages:
        return [], multipliers
    if not d.by_adjoint and d.kind != "jacobian":
        return _as_map(d, named, current), multipliers
    if d.through_matrices:
        lines, multipliers = _through_matrices(d, current)
        groups = [("back", lines)]
    elif len(d.eliminations) <= MOST_SPELLED_OUT:
        groups, multipliers = _one_by_one(d, current, multipliers, traced=traced)
    else:
        lines, multipliers = _all_at_once(d, current)
        groups = [("back", lines)]
    if not named.where:
        chain = Chain(next((lines[-1].right for _, lines in reversed(groups) if lines), current))
        multipliers = _in_full(d, chain, multipliers)
        groups[-1][1].extend(chain.lines)
    return [_step(d, key, settled(joined(lines))) for key, lines in groups if lines], multipliers


def _in_full(d: Differentiation, chain: Chain, multipliers: Multipliers) -> Multipliers:
    """Every name replaced by its meaning."""
    kept = chain.current.atoms(Variable)
    put = reasons.put_in(*(stage.name for stage in d.staged.stages if stage.name in kept))
    full = {i: replace(g, d.meanings) for i, g in multipliers.items()}
    written = replace(chain.current, d.meanings, simplify=False)
    cancels = some_cancel(written)
    why = reasons.of(CANCEL) if cancels else reasons.partners(written, paired(d, full))
    if why is not None:
        chain.then("=", written, put)
        put = why
    granted: frozenset[str] = frozenset() if cancels else OF_TRANSPOSES  # what is left of a transposed sum is told
    chain.work_out(
        "=",
        lambda: paired(d, {i: replace(g, d.meanings) for i, g in multipliers.items()}),
        paired(d, full),
        put,
        granted,
    )
    return factored(d, chain, full)


def _one_by_one(
    d: Differentiation, current: Node, multipliers: Multipliers, *, traced: bool
) -> tuple[list[tuple[str, list[Line]]], Multipliers]:
    """ΔY after ΔY: put in, and the increments that it brings taken to the end. The keys of steps and their lines."""
    groups: list[tuple[str, list[Line]]] = [("back", [])]
    untraced = not traced and d.by_adjoint and any(t.is_matrix for t in d.targets)
    vanishing = [e.stage for e in d.eliminations if algebra.is_zero(d.change_of(e.stage))]
    if vanishing:
        chain = Chain(current)
        multipliers = {i: g for i, g in multipliers.items() if i.of not in {stage.name for stage in vanishing}}
        chain.then(
            "≈", paired(d, multipliers), reasons.put_in(*(d.changes.increments[stage.name] for stage in vanishing))
        )
        groups[0][1].extend(chain.lines)
        current = chain.current
    for elimination in d.eliminations:
        increment = d.changes.increments[elimination.stage.name]
        if increment not in multipliers:
            continue
        chain = Chain(current)
        multipliers = _settled(d, chain, multipliers)
        passage = Passage(pairing(d))
        for other in (i for i in d.changes.increments.values() if i in multipliers):
            passage.add(d.change_of(elimination.stage) if other is increment else other, multipliers[other])
        substituted = replace(chain.current, {increment: d.change_of(elimination.stage)}, simplify=False)
        chain.then("=" if d.is_exact(elimination.stage) else "≈", substituted, reasons.put_in(increment))
        collected = Chain(chain.current)
        multipliers = carry(d, collected, passage)
        lines, put = continued(chain.lines, collected.lines), len(chain.lines)
        if untraced and put < len(lines) and any(i.is_matrix for i in multipliers):
            untraced = False
            groups[-1][1].extend(lines[:put])
            groups += [("trace", [restarted(lines[put], chain.current), *lines[put + 1 :]]), ("back", [])]
        else:
            groups[-1][1].extend(lines)
        current = collected.current
    return groups, multipliers


def _settled(d: Differentiation, chain: Chain, multipliers: Multipliers) -> Multipliers:
    """Names of inverses replaced by their meaning where that makes the expression no longer, as Y⁻¹ = X does."""
    inverses = {s.name: d.meanings[s.name] for s in d.staged.stages if isinstance(s.definition, Inverse)}
    if not inverses:
        return multipliers
    found = {increment: replace(multiplier, inverses) for increment, multiplier in multipliers.items()}
    before, after = paired(d, multipliers), paired(d, found)
    if after is before or weight(after) > weight(before):
        return multipliers
    gone = before.atoms(Variable) - after.atoms(Variable)
    put = reasons.put_in(*(name for name in inverses if name in gone))
    granted = OF_TRANSPOSES | {"inverse-inverse"}  # Y⁻¹ = X says what Y is
    chain.work_out(
        "=", lambda: paired(d, {i: replace(g, inverses) for i, g in multipliers.items()}), after, put, granted
    )
    return found


def _through_matrices(d: Differentiation, current: Node) -> tuple[list[Line], Multipliers]:
    """Every ΔY put in where it stands, then Δ taken to the end."""
    chain = Chain(current)
    stages = [*reversed(d.staged.stages)]
    increments = [d.changes.increments[stage.name] for stage in stages]
    substituted = current
    for stage, increment in zip(stages, increments, strict=True):
        substituted = replace(substituted, {increment: d.change_of(stage)}, simplify=False)
    chain.then("=" if all(map(d.is_exact, stages)) else "≈", substituted, reasons.put_in(*increments))
    passage = Passage(pairing(d))
    for term in terms(d.change_in_targets):
        passage.add(term, nodes.ONE if d.by_adjoint else nodes.Identity(term.shape[0]))
    return chain.lines, carry(d, chain, passage)


def _all_at_once(d: Differentiation, current: Node) -> tuple[list[Line], Multipliers]:
    """One line from the increments of all names to those of the target, no longer than the answer."""
    stages = [elimination.stage for elimination in d.eliminations]
    increments = d.changes.increments
    put = reasons.put_in(*(increments[stage.name] for stage in stages))
    before, used = d.first_multipliers, dict[str, None]()
    for elimination in d.eliminations:
        increment = increments[elimination.stage.name]
        used |= _rules_between(pairing(d), d.change_of(elimination.stage), before[increment])
        before = d.multipliers_after(elimination)
    why = reasons.together([put, *map(reasons.of, used)])
    return [Line(current, "=" if all(map(d.is_exact, stages)) else "≈", paired(d, before), why)], before


def _step(d: Differentiation, key: str, lines: list[Line]) -> Step:
    if key == "trace":
        return Step(key, reasons.TRACE, tuple(lines))
    slots = ", ".join(f"@{place}" for place in range(1, len(d.targets) + 1))
    return Step(key, phrase(reasons.BACK, targets=slots), tuple(lines), d.targets)


def _as_map(d: Differentiation, named: Named, current: Node) -> list[Step]:
    """For maps and derivatives of matrices the change itself is what is wanted: every ΔY put in, then every name."""
    stages = [*reversed(d.staged.stages)]

    def in_names() -> Node:
        expression = current
        for stage in stages:
            expression = replace(expression, {d.changes.increments[stage.name]: d.change_of(stage)})
        return expression

    def in_full() -> Node:
        return named.in_short(changed) if named.where else replace(changed, d.meanings)

    chain, changed = Chain(current), in_names()
    relation = "=" if all(map(d.is_exact, stages)) else "≈"
    increments = reasons.put_in(*(d.changes.increments[stage.name] for stage in stages))
    chain.work_out(relation, in_names, changed, increments, frozenset())
    names = changed.atoms(Variable)
    chain.work_out("=", in_full, in_full(), reasons.put_in(*(stage.name for stage in stages if stage.name in names)))
    chain.distribute(COMMON_FACTOR, named.differential)
    return [_step(d, "back", chain.lines)]


def _rules_between(pairing: Pairing, change: Node, multiplier: Node) -> dict[str, None]:
    """The rules of a passage, in the order of their first use."""
    passage = Passage(pairing)
    passage.add(change, multiplier)
    return dict.fromkeys(rule for rules, _ in passage.lines() for rule in rules.split())
