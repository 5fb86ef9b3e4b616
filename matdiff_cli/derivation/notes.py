"""What must hold for a derivative to exist, and remarks on the functions that occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.expansion import POWERS
from matdiff_cli.calculus.special import is_special, operands_of, record_of
from matdiff_cli.derivation.records import Note
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import (
    base_and_exponent,
    hadamard_base_and_exponent,
    rational,
    split_coefficient,
    split_scalars,
)
from matdiff_cli.expressions.nodes import (
    ONE,
    Diag,
    FrechetExpm,
    HadamardProduct,
    Kronecker,
    Node,
    Number,
    Transpose,
)
from matdiff_cli.languages import phrase

POSITIVE, NOT_ZERO, INVERTIBLE = "@1 > 0", "@1 ≠ 0", "@1 invertible"
_EVERYWHERE = " in every entry"
_NOT_ZERO_BY_CONDITION = frozenset({"det", "norm"})
"""Functions that are 0 just where the condition of their derivative fails."""

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
    everywhere = "", _EVERYWHERE
    positive = [base for ending in everywhere for base in remarks.get((POSITIVE + ending, True), ())]
    for factor in (factor for base in positive for factor in _factors(base)):  # none of these is zero
        for ending in everywhere:
            remarks.get((NOT_ZERO + ending, True), {}).pop(factor, None)
    return tuple(_note(remark, list(bases), must_hold) for (remark, must_hold), bases in remarks.items() if bases)


def _note(remark: str, bases: list[Node], must_hold: bool) -> Note:
    words = remark.removesuffix(_EVERYWHERE).replace("@1", "@*")
    if remark.endswith(_EVERYWHERE):
        words = phrase("{condition} in every entry", condition=phrase(words))
    return Note(words, tuple(bases) if "@1" in remark else (), must_hold)


def _remarks(node: Node, operand: Node, d: Differentiation) -> Iterator[tuple[str, bool, Node]]:
    """The note and the conditions of a node, whether it is a condition, and the base of the operand, @1 in them."""
    record = record_of(node)
    base, _ = base_and_exponent(operand)
    if record is not None and record.note and (record.name != "expm" or _is_frechet(d)):
        yield record.note, False, base
    if record is not None and record.condition == INVERTIBLE:
        yield from ((words, True, of) for words, of in _of_inverted(base))
    elif record is not None and record.condition:
        yield record.condition, True, base
    condition = _of_power(node) if isinstance(node, POWERS) else record.domain if record is not None else ""
    if condition and facts.is_diagonal(operand):  # elsewhere it is 0, and stays so
        operand = algebra.diagonal_part(operand)
    asked = _of_factors(condition, operand) if condition in (POSITIVE, NOT_ZERO) else [(condition, operand)]
    yield from ((words, True, of) for words, of in _of_entries(asked) if words)


def _of_entries(asked: Iterable[tuple[str, Node]]) -> Iterator[tuple[str, Node]]:
    """What is asked of every entry; det(X) ≠ 0 where X is invertible."""
    for words, of in asked:
        inner = record_of(of)
        if words == NOT_ZERO and inner is not None and inner.name in _NOT_ZERO_BY_CONDITION:
            operand = operands_of(of)[0]
            yield from _of_inverted(operand) if inner.condition == INVERTIBLE else [(inner.condition, operand)]
        else:
            yield words + _EVERYWHERE * (not of.is_scalar and bool(words)), of


def _of_inverted(node: Node) -> Iterator[tuple[str, Node]]:
    """What is asked of a matrix that has an inverse, asked of its factors: s ≠ 0 and X invertible for s X'."""
    scalars, chain = split_scalars(node)
    for scalar in scalars:
        yield from _of_entries(_of_factors(NOT_ZERO, scalar))
    parts = chain[0].args if len(chain) == 1 and isinstance(chain[0], Kronecker) else chain
    if any(part.shape[0] != part.shape[1] for part in parts):
        parts = [algebra.product(*chain)]
    for part in parts:
        inner = base_and_exponent(part.args[0] if isinstance(part, Transpose) else part)[0]
        if isinstance(inner, Diag):
            yield from _of_entries(_of_factors(NOT_ZERO, inner.args[0]))
        elif inner is not node:
            yield from _of_inverted(inner)
        elif not facts.is_invertible(inner):
            yield INVERTIBLE, inner


def _of_factors(condition: str, base: Node) -> Iterator[tuple[str, Node]]:
    """What is asked of a product, asked of its factors: s ≠ 0 and t > 0 for 2 s² t > 0."""
    coefficient, rest = split_coefficient(base)
    left: list[Node] = []
    for factor in _factors(rest):
        inner, exponent = _base_and_exponent(factor)
        power, sign = rational(exponent), facts.sign_of(inner)
        if sign == facts.POSITIVE:
            continue
        if condition == NOT_ZERO or sign == facts.NOT_NEGATIVE or (power is not None and power % 2 == 0):
            yield from [(NOT_ZERO, inner)] if inner is base else _of_factors(NOT_ZERO, inner)
        else:
            left.append(factor if power is not None and power < 0 else inner)
    if coefficient > 0 and len(left) == 1 and (inner := _base_and_exponent(left[0])[0]) is not base:
        yield from _of_factors(POSITIVE, inner)
    elif left:
        vectors = [factor for factor in left if not factor.is_scalar]
        numbers = [factor for factor in left if factor.is_scalar]
        unit = Number(1 if coefficient > 0 else -1)
        yield POSITIVE, algebra.product(unit, *numbers, *([algebra.hadamard(*vectors)] if vectors else []))
    elif condition == POSITIVE and coefficient < 0:
        yield POSITIVE, base


def _factors(node: Node) -> tuple[Node, ...]:
    """The scalars of a product, and what else is multiplied entry by entry in it."""
    scalars, chain = split_scalars(node)
    whole = algebra.product(*chain) if chain else ONE
    return (*scalars, *(whole.args if isinstance(whole, HadamardProduct) else (whole,)))


def _base_and_exponent(factor: Node) -> tuple[Node, Node]:
    return (base_and_exponent if factor.is_scalar else hadamard_base_and_exponent)(factor)


def _is_frechet(d: Differentiation) -> bool:
    """Whether a derivative of expm is left, L(X, E)."""
    return any(d.change_of(stage).holds(FrechetExpm) for stage in d.staged.stages)


def _of_power(node: Node) -> str:
    """What is asked of the base of a negative or fractional power; nothing of that to the power 0."""
    if algebra.is_zero(node.args[1]):
        return ""
    exponent = rational(node.args[1])
    return NOT_ZERO if exponent is not None and exponent.is_Integer else POSITIVE
