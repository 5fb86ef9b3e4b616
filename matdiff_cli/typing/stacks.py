"""Shapes of matrices of which only the number of entries is given: those in vec(A)' vec(X) and (A ⊗ B) vec(X)."""

from __future__ import annotations

from collections.abc import Sequence

from matdiff_cli.typing.dimension import ONE, Dimension, Shape
from matdiff_cli.typing.typed import Typed

ONE_SHAPE = "{left} and {right} are taken as stacks of matrices of one shape"
OF_PRODUCT = "sizes are taken as in (A ⊗ B) vec(X) = vec(B X Aᵀ)"


def usual(left: Typed, right: Typed) -> tuple[str, list[tuple[Dimension, Dimension]]]:
    """What to say, and the sizes that are equal, if both operands are written as usual; nothing where they are not.

    vec(A) beside vec(X) has an A of X's shape. (A ⊗ B) vec(X) is vec(B X A'), and vec(X)' (A ⊗ B) is vec(B'X A)'.
    """
    operands = [_factors(left), _factors(right)]
    ours, theirs = map(_stacked, operands)
    if ours and theirs:
        return ONE_SHAPE, list(zip(ours, theirs, strict=True))
    for (*_, both), stacked, side in ((operands[0], theirs, 1), (operands[1], ours, 0)):
        if stacked and both.op == "kronecker" and len(both.args) == 2:
            first, second = both.args
            return OF_PRODUCT, [(stacked[0], second.shape[side]), (stacked[1], first.shape[side])]
    return "", []


def _factors(node: Typed) -> Sequence[Typed]:
    """The factors of a vector or matrix but for scalars, whatever its sign and whichever way it is turned."""
    if node.op not in ("transpose", "negative", "product"):
        return [node]
    factors = [arg for arg in node.args if arg.shape != (ONE, ONE)]
    return _factors(factors[0]) if len(factors) == 1 else factors or [node]


def _stacked(factors: Sequence[Typed]) -> Shape | None:
    """The shape of the X of vec(X), and of B X A' for (A ⊗ B) vec(X)."""
    *before, last = factors
    if (last.op, last.value) != ("call", "vec"):
        return None
    if not before:
        return last.args[0].shape
    (both,) = before if len(before) == 1 else [last]
    return (both.args[1].shape[0], both.args[0].shape[0]) if both.op == "kronecker" and len(both.args) == 2 else None
