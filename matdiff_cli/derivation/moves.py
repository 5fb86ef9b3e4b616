"""The identities that take increments to the end of a line, and those by which an answer gets its last form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.records import Reason
from matdiff_cli.expressions.nodes import DiagonalPart, Function, HadamardPower, Node, Power, Product, Sum
from matdiff_cli.expressions.tidy import Occurrence
from matdiff_cli.expressions.views import rational
from matdiff_cli.functions import REGISTRY


def move_reason(changes: Iterable[Node], increments: frozenset[Node], table: Mapping[str, Reason]) -> Reason | None:
    """The identities of `table` that take the increments of `changes` to the end, by the nodes around them."""
    holds = Occurrence(increments)
    found: dict[Reason, None] = {}
    collected = False
    visited: set[Node] = set()
    scalars = {**{kind: reason for kind, reason in table.items() if kind == "Trace"}, **reasons.MOVES}

    def visit(node: Node, table: Mapping[str, Reason]) -> None:
        visited.add(node)
        reason = next((table[kind] for kind in _kinds(node, holds) if kind in table), None)
        if reason is not None:
            found[reason] = None
        if isinstance(node, DiagonalPart):  # its rule is that of diag(A diag(Δ) B) as a whole
            table = {kind: reason for kind, reason in table.items() if kind != "Diag"}
        for part in node.parts:
            if holds(part) and part not in visited:
                visit(part, scalars if part.is_scalar and not node.is_scalar else table)

    for change in filter(holds, changes):
        visit(change, table)
        collected = collected or (isinstance(change, Sum) and len(change.args) > len(increments))
    return reasons.together(found) or (reasons.COLLECT if collected else None)


def _kinds(node: Node, holds: Occurrence) -> tuple[str, ...]:
    """The keys of a node in the tables of reasons: what it is, before that with what its part with the increment is."""
    kind = type(node).__name__
    part = next((part for part in node.parts if holds(part)), node)
    if isinstance(node, Product):
        if part.is_scalar:
            return () if node.is_scalar else ("Product with a scalar",)
        return (kind,) if any(not other.is_scalar for other in node.args if other is not part) else ()
    return (f"{kind} of a vector", kind) if part.is_vector else (kind,)


def last_form(before: Node, after: Node) -> Reason:
    """Why an answer equals its shortest form, by what that has and what it lacks."""
    had, has = ({f.name for f in node.atoms(Function)} for node in (before, after))
    for name, reason in reasons.SPELLED_OUT.items():
        if name in has - had:
            return reason
    if (joined := partners(before, after)) is not None:
        return joined
    if len(_denominators(after)) < len(_denominators(before)):
        return reasons.CANCEL
    if _divides_in_sums(before) and not _divides_in_sums(after):
        return reasons.COMMON_DENOMINATOR
    return reasons.COLLECT


def partners(before: Node, after: Node) -> Reason | None:
    """The rule by which a function disappears in a product with another, as sign does in sign(t) |t| = t."""
    had, has = ({f.name for f in node.atoms(Function)} for node in (before, after))
    for name in sorted(had - has):
        for other, value in REGISTRY[name].partners:
            if other in {"", *had} and value in {"", *has}:
                return reasons.product_of_functions(name, other)
    return None


def _divides_in_sums(node: Node) -> bool:
    return any(_denominators(part) for part in node.atoms(Sum))


def _denominators(node: Node) -> set[Node]:
    """What the node divides by."""
    powers = node.atoms(Power, HadamardPower)
    return {p.args[0] for p in powers if (exponent := rational(p.args[1])) is not None and exponent < 0}
