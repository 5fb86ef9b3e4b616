"""The identities by which an answer gets its last form."""

from __future__ import annotations

from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.records import Reason
from matdiff_cli.expressions.nodes import Function, HadamardPower, Node, Power, Sum
from matdiff_cli.expressions.views import rational
from matdiff_cli.functions import REGISTRY


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
                return reasons.product_of_functions(name, other, value)
    return None


def _divides_in_sums(node: Node) -> bool:
    return any(_denominators(part) for part in node.atoms(Sum))


def _denominators(node: Node) -> set[Node]:
    """What the node divides by."""
    powers = node.atoms(Power, HadamardPower)
    return {p.args[0] for p in powers if (exponent := rational(p.args[1])) is not None and exponent < 0}
