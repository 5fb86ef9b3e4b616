"""The slips that are known by name, and what each does to a correct derivative.

Three things can give a slip away. `of_value`: the correct value changed as the slip changes it is the claim's value.
`of_function`: the claim is right for an altered function, in which what the slip forgets is frozen. `of_claim`: the
claim, repaired in one place, is right. All are tried with random numbers, so a slip that is named explains the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import mpmath

from matdiff_cli.claims import alterations, inverses, repairs, transposes
from matdiff_cli.claims.alterations import Altered
from matdiff_cli.claims.claim_text import Claim, Repair
from matdiff_cli.languages import phrase
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import Matrix
from matdiff_cli.typing.typed import Problem

Finder = Callable[[Claim], Iterable[Repair]]


@dataclass(frozen=True)
class Slip:
    """One slip: its name, what goes wrong in it, and how it shows."""

    name: str
    description: str
    of_value: Callable[[Matrix], Matrix] | None = None
    of_function: Callable[[Problem], Iterable[Altered]] | None = None
    of_claim: Finder | None = None


CHAIN_RULE = "chain-rule factor missing"
MISSING_SCALAR = "missing scalar factor"


def _times(factor: str) -> Callable[[Matrix], Matrix]:
    return lambda value: dense.scale(value, mpmath.mpf(factor))


def _adding(find: Finder) -> Finder:
    return lambda claim: (repair for repair in find(claim) if not repair.removes)


def _removing(find: Finder) -> Finder:
    return lambda claim: (repair for repair in find(claim) if repair.removes)


SLIPS: tuple[Slip, ...] = (
    Slip("sign", "of the whole, or of one term", _times("-1"), of_claim=repairs.signs),
    Slip(
        "missing factor 2",
        "the whole, or one term, is half of what it should be",
        _times("0.5"),
        of_claim=repairs.halves,
    ),
    Slip(
        "factor 2 too many", "the whole, or one term, is twice what it should be", _times("2"), of_claim=repairs.doubles
    ),
    Slip("transposed", "the transpose of what it should be, which no layout explains", dense.transpose),
    Slip(
        "A for A'",
        "a constant matrix stands where its transpose should, as if it were symmetric",
        of_claim=_adding(transposes.constant_transposes),
    ),
    Slip(
        "missing transpose on a factor",
        "a factor stands where its transpose should",
        of_claim=_adding(transposes.factor_transposes),
    ),
    Slip(
        "A' for A",
        "a constant matrix is transposed where it should not be",
        of_claim=_removing(transposes.constant_transposes),
    ),
    Slip(
        "transpose too many on a factor",
        "a factor is transposed that should not be",
        of_claim=_removing(transposes.factor_transposes),
    ),
    Slip(
        "missing inverse",
        "a matrix or a scalar stands where its inverse should",
        of_claim=_adding(inverses.inverses),
    ),
    Slip(
        "inverse too many",
        "a matrix or a scalar is inverted that should not be",
        of_claim=_removing(inverses.inverses),
    ),
    Slip("factors in the wrong order", "matrices do not commute", of_claim=repairs.orders),
    Slip(
        "entries in the wrong order", "the rows or the columns of the answer are interchanged", of_claim=repairs.entries
    ),
    Slip(
        "a term of a sum missing",
        "one term of the function was not differentiated",
        of_function=alterations.without_term,
    ),
    Slip(
        "only one term of a product rule",
        "the target occurs several times, and not every occurrence was differentiated",
        of_function=alterations.some_occurrences,
    ),
    Slip(
        "d|X| without |X|",
        "d|X| = |X| tr(X⁻¹ dX): the determinant in front is missing",
        of_function=alterations.without_determinant,
    ),
    Slip(
        CHAIN_RULE,
        "the derivative of the inner or of the outer function was left out",
        of_function=alterations.without_inner_or_outer,
    ),
    Slip(
        "elementwise for matrix function",
        "a function of the entries was taken for one of the matrix, or the other way round",
        of_function=alterations.elementwise,
        of_claim=repairs.elementwise,
    ),
    Slip(
        "a number added to a matrix",
        "a multiple of I, or of a vector or matrix of ones, is meant",
        of_claim=repairs.ones,
    ),
    Slip(
        MISSING_SCALAR, "a scalar that does not vary is missing in the whole, or in one term", of_claim=repairs.scalars
    ),
)
"""In the order in which they are tried, the simplest explanations first."""

CHANGES = tuple(slip for slip in SLIPS if slip.of_value is not None)
"""The slips that change the value of the whole."""

OPPOSITE = {"missing factor 2", "factor 2 too many"}
"""What nobody does to one claim: what is said of that is true, but for other terms."""

_TRANSPOSING = ("A for A'", "missing transpose on a factor", "A' for A", "transpose too many on a factor")
TRANSPOSES = tuple(slip for slip in SLIPS if slip.name in _TRANSPOSING)
"""The slips that a symmetric matrix makes up for."""

INVERSES = tuple(slip for slip in SLIPS if "inverse" in slip.name)
OTHERS = tuple(slip for slip in SLIPS if slip not in INVERSES)
"""Those that are tried before an inverse is looked for: a wrong divisor may look like a missing one."""

HALF_HESSIAN = "one term of a Hessian missing"
"""What is said of g'(u)∇²u or the rest of the Hessian of a function of g(u)."""

STRAY_EQUALS = "stray ="
"""What is said of a claim that is the function itself, as if an = had slipped in between ∂/∂X and its operand."""

SCALAR_RULE = "a rule for scalars used for matrices"
"""What is said of a claim that none of these explains and that is right where all sizes are 1."""


def both(slip: str, other: str) -> str:
    """Two slips in one claim."""
    return phrase("{slip} and {other}", slip=phrase(slip), other=phrase(other))


DESCRIPTIONS: dict[str, str] = {
    **{slip.name: slip.description for slip in SLIPS},
    HALF_HESSIAN: "of g(u) it is g''(u)∇u∇u' + g'(u)∇²u: both factors of g'(u)∇u vary",
    STRAY_EQUALS: "the function itself stands where its derivative should",
    SCALAR_RULE: "right where all sizes are 1, but matrices have transposes, traces and an order",
}
"""What a slip is, in words, by its name."""
