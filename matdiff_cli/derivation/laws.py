"""What the algebra does without being asked, law by law: Q'Q = I, X⁻¹X = I, tr(a b') = b'a."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.alternatives.form import COMMON_FACTOR, MULTIPLY_OUT
from matdiff_cli.expressions.alternatives.spreading import wholly_multiplied_out
from matdiff_cli.expressions.decompositions import terms
from matdiff_cli.expressions.laws import held_back, needs_other_than, used_other_than
from matdiff_cli.expressions.nodes import Increment, Node, Number, Product, Sum, Trace, Transpose, Variable
from matdiff_cli.expressions.nodes.base import remembered

Used = tuple[str, Node]
"""The rules, parted by blanks, and the expression that they lead to."""


LAWS = frozenset({
    "diag-inverse", "diag-product", "diagonal-of-product", "exponentials-cancel", "hadamard-diag",
    "inverse-cancels", "inverse-inverse", "inverse-product", "kron-inverse", "kron-product", "kron-vec",
    "ones-product", "orthogonal-inverse", "positive-abs", "powers-join", "skew-transpose", "sum-hadamard",
    "sum-kron", "sum-outer", "symmetric-transpose", "trace-kron", "trace-outer", "trace-vec", "transpose-product",
})  # fmt: skip
"""The rules that constructors ask for, but for those of partners such as sign(t) |t| = t."""

OF_TRANSPOSES = frozenset({"symmetric-transpose", "skew-transpose", "transpose-product"})
"""Laws that are of interest only where something is transposed: what an increment is paired with is, to and fro."""

_BACK_TO_ONE_VEC = "kron-vec"
"""Used on no line that ends in vec(ΔX): M stands alone before it there."""
_PLAIN = Increment, Number, Product, Sum, Trace, Transpose

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
    while missed:
        waiting.append(missed[0])
        granted |= {missed[0]}
        before, (current, missed) = current, held_back(compute, granted)
        if current is not before:
            needed = [law for law in waiting if held_back(compute, granted - {law})[0] is not current] or waiting[-1:]
            waiting = [law for law in waiting if law not in needed]
            above = way.pop()[0] if needed == [_WITH_THE_LINE_ABOVE] and len(way) == 1 else ""
            way.append((" ".join([above, *reversed(needed)]).strip(), current))
    return way if current is result else [(rules, result)]


def with_laws(rule: str, before: Node, after: Node) -> str:
    """A rule by which an expression was rewritten, and the laws that the algebra used on the way."""
    return " ".join([rule, *(between(before, after) if rule in (MULTIPLY_OUT, COMMON_FACTOR) else ())])


def between(before: Node, after: Node) -> list[str]:
    """The laws that multiplying out and taking out common factors does not do without on the way from one to the other.

    None where the two are another rule apart.
    """
    if _is_plain(before) and _is_plain(after):
        return []
    granted = OF_TRANSPOSES
    if not any(needs_other_than(granted, partial(wholly_multiplied_out, side)) for side in (before, after)):
        return []
    found: list[str] = []
    alike, missed = _alike(before, after, granted)
    while not alike and missed:
        found.append(missed[0])
        alike, missed = _alike(before, after, granted | {*found})
    if not alike:
        return []
    return [law for law in found if not _alike(before, after, (granted | {*found}) - {law})[0]]


@remembered
def _is_plain(node: Node) -> bool:
    """Whether no law but those of transposes can be used on it."""
    if isinstance(node, Variable):
        return node.structure != "orthogonal"
    return isinstance(node, _PLAIN) and all(map(_is_plain, node.parts))


def _alike(before: Node, after: Node, granted: frozenset[str]) -> tuple[bool, tuple[str, ...]]:
    """Whether both have the same terms, multiplied out with these laws alone, and which others were missed."""
    left, right = (held_back(partial(wholly_multiplied_out, side), granted) for side in (before, after))
    alike = frozenset(terms(left[0])) == frozenset(terms(right[0]))
    return alike, tuple(law for law in (*left[1], *right[1]) if law != _BACK_TO_ONE_VEC)
