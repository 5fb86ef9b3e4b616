"""What the algebra does without being asked, law by law: Q'Q = I, X⁻¹X = I, tr(a b') = b'a."""

from __future__ import annotations

from collections.abc import Callable

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.laws import held_back, needs_other_than, used_any, used_other_than
from matdiff_cli.expressions.nodes import Node

Used = tuple[str, Node]
"""The rules, parted by blanks, and the expression that they lead to."""


LAWS = frozenset({
    "commutation-inverse", "diag-inverse", "diag-product", "diagonal-diag", "diagonal-hadamard",
    "diagonal-of-product", "diagonal-ones", "diagonal-outer", "diagonal-scaled", "diagonal-sums",
    "diagonal-transpose", "entrywise", "exponentials-cancel",
    "hadamard-diag", "inverse-cancels", "inverse-inverse", "inverse-product", "kron-inverse",
    "kron-product", "kron-vec", "mean", "minus-sum", "ones-product", "orthogonal-inverse", "positive-abs",
    "powers-join",
    "skew-transpose", "sum-hadamard", "sum-kron", "sum-outer", "sum-vec", "symmetric-transpose", "trace-diag",
    "trace-kron", "trace-outer", "trace-transpose", "trace-vec", "transpose-product", "transpose-sum", "triangle-once",
    "vec-entrywise", "vec-ones",
})  # fmt: skip
"""The rules that constructors ask for, but for those of partners such as sign(t) |t| = t."""

OF_TRANSPOSES = frozenset({"symmetric-transpose", "skew-transpose", "transpose-product"})
"""Laws that are of interest only where something is transposed: what an increment is paired with is, to and fro."""

_CANCELLING = frozenset(
    {
        "exponentials-cancel",
        "inverse-cancels",
        "inverse-product inverse-cancels",
        "minus-sum inverse-cancels",
        "orthogonal-inverse",
        "sum-hadamard",
        "transpose-sum inverse-cancels",
        "triangle-once",
    }
)
_ALL_OTHERS = LAWS - _CANCELLING

EVERY_LAW = LAWS | _CANCELLING
"""With those that are granted together, by a name of their own."""

_WITH_THE_LINE_ABOVE = "transpose-product"
"""(A B)' is written only as a step on the way to B'A', on a line with what led to it."""


def unfolded(
    rules: str, compute: Callable[[], Node], result: Node, granted: frozenset[str] = OF_TRANSPOSES
) -> list[Used]:
    """The way to what is computed: what the rules lead to with the `granted` laws alone, then after each other law.

    A law is named where the expression is another without it. `result` is what comes of it with all laws.
    """
    if not used_other_than(granted):
        return [(rules, result)]
    try:
        return _way(rules, compute, result, granted) if needs_other_than(granted, compute) else [(rules, result)]
    except MatdiffError:  # a quotient by zero, where what cancels was held back
        return [(rules, result)]


def _way(rules: str, compute: Callable[[], Node], result: Node, granted: frozenset[str]) -> list[Used]:
    waiting: list[str] = []
    current, missed = held_back(compute, granted)
    way = [(rules, current)]
    last: list[str] = []
    while missed and current is not result:
        waiting.append(missed[0])
        granted |= {missed[0]}
        before, (current, missed) = current, held_back(compute, granted)
        if current is not before:
            if last and held_back(compute, granted.difference(last))[0] is current:  # that line was a detour
                way.pop()
            needed = [law for law in waiting if held_back(compute, granted - {law})[0] is not current] or waiting[-1:]
            waiting = [law for law in waiting if law not in needed]
            above = way.pop()[0] if needed == [_WITH_THE_LINE_ABOVE] and len(way) == 1 else ""
            way.append((" ".join([above, *reversed(needed)]).strip(), current))
            last = needed if len(way) > 1 else []
    return way if current is result else [(rules, result)]


def cancelled_in(compute: Callable[[], Node]) -> frozenset[str]:
    """The laws by which something has cancelled, or met, in what is computed: the next line does not bring it back."""
    if not used_any(_CANCELLING) or held_back(compute, _ALL_OTHERS)[0] is (result := compute()):
        return frozenset()
    return frozenset(law for law in _CANCELLING if held_back(compute, EVERY_LAW - {law})[0] is not result)
