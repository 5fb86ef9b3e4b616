"""What must hold for a derivative to exist, and remarks on the functions that occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.expansion import POWERS
from matdiff_cli.calculus.special import is_special, operands_of, record_of
from matdiff_cli.derivation.records import Note
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import base_and_exponent, rational
from matdiff_cli.expressions.nodes import FrechetExpm, Node
from matdiff_cli.languages import phrase

POSITIVE, NOT_ZERO = "@1 > 0", "@1 ≠ 0"
_EVERYWHERE = " in every entry"

Remarks = dict[tuple[str, bool], dict[Node, None]]
"""Words, whether they are a condition, and the expressions that they are said of."""


def notes(derivatives: Iterable[Differentiation]) -> tuple[Note, ...]:
    """One note a condition, of all that it is asked of; what holds by itself needs none."""
    remarks: Remarks = {}
    for d in derivatives:
        for node in (*(stage.definition for stage in d.staged.stages), d.staged.body):
            if is_special(node) and d.varies_in(node):
                operand = d.in_full(operands_of(node)[0])
                for remark, must_hold, of in _remarks(node, operand, d):
                    remarks.setdefault((remark, must_hold), {})[of] = None
    for ending in ("", _EVERYWHERE):  # what is positive is not zero
        for base in remarks.get((POSITIVE + ending, True), ()):
            remarks.get((NOT_ZERO + ending, True), {}).pop(base, None)
    return tuple(_note(remark, list(bases), must_hold) for (remark, must_hold), bases in remarks.items() if bases)


def _note(remark: str, bases: list[Node], must_hold: bool) -> Note:
    words = remark.removesuffix(_EVERYWHERE).replace("@1", "@*")
    if remark.endswith(_EVERYWHERE):
        words = phrase("{condition} in every entry", condition=phrase(words))
    return Note(words, tuple(bases) if "@1" in remark else (), must_hold)


def _remarks(node: Node, operand: Node, d: Differentiation) -> Iterator[tuple[str, bool, Node]]:
    """The note and the conditions of a node, whether it is a condition, and the base of the operand, @1 in them."""
    record = record_of(node)
    base, exponent = base_and_exponent(operand)
    if record is not None and record.note and (record.name != "expm" or _is_frechet(d)):
        yield record.note, False, base
    if record is not None and record.condition:
        yield record.condition, True, base
    condition = _of_power(node) if isinstance(node, POWERS) else record.domain if record is not None else ""
    if condition == POSITIVE and (even := rational(exponent)) is not None and even % 2 == 0:
        condition = NOT_ZERO
    elif condition not in (POSITIVE, NOT_ZERO):
        base = operand
    if condition and facts.is_diagonal(base):  # elsewhere it is 0, and stays so
        base = algebra.diagonal_part(base)
    settled = condition in (POSITIVE, NOT_ZERO) and facts.sign_of(base) == facts.POSITIVE
    inner = record_of(base)
    told = condition == NOT_ZERO and inner is not None and inner.condition  # as of a norm, which has one of its own
    if condition and not settled and not told:
        yield condition + ("" if base.is_scalar else _EVERYWHERE), True, base


def _is_frechet(d: Differentiation) -> bool:
    """Whether a derivative of expm is left, L(X, E)."""
    return any(d.change_of(stage).holds(FrechetExpm) for stage in d.staged.stages)


def _of_power(node: Node) -> str:
    """What is asked of the base of a negative or fractional power; nothing of that to the power 0."""
    if algebra.is_zero(node.args[1]):
        return ""
    exponent = rational(node.args[1])
    return NOT_ZERO if exponent is not None and exponent.is_Integer else POSITIVE
