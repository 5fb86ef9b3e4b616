"""The identities that take increments to the end of a line, and those by which an answer gets its last form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.records import Reason
from matdiff_cli.expressions.nodes import Node, Product, Sum
from matdiff_cli.expressions.tidy import Occurrence


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
    return (f"{kind} of a vector", kind) if part.is_column or part.is_row else (kind,)
