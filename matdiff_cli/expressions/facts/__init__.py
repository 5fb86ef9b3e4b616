"""What is known of a matrix whatever its symbols are: its signs, its structure, how large its rank can be.

Every simplification that is right only for some matrices asks here. A fact holds wherever the expression has a value,
and each rule says why. What is not known is not claimed; nothing here is wrong for a matrix of any size.

That a matrix is symmetric or skew is seen from its transpose (`matdiff_cli.expressions.algebra.transpose`), which
knows it of symbols from here.
"""

from __future__ import annotations

from matdiff_cli.expressions.declared import is_orthogonal, is_skew_leaf, is_symmetric_leaf, sums_to_one
from matdiff_cli.expressions.facts.definite import is_definite, is_invertible, is_semidefinite
from matdiff_cli.expressions.facts.ranks import has_rank_one, is_singular, rank_bound
from matdiff_cli.expressions.facts.signs import NOT_NEGATIVE, POSITIVE, UNKNOWN, sign_of
from matdiff_cli.expressions.facts.zeros import (
    has_zero_diagonal,
    has_zeros,
    is_diagonal,
    is_lower,
    is_skew,
    is_upper,
    turned,
)

__all__ = [
    "NOT_NEGATIVE",
    "POSITIVE",
    "UNKNOWN",
    "has_rank_one",
    "has_zero_diagonal",
    "has_zeros",
    "is_definite",
    "is_diagonal",
    "is_invertible",
    "is_lower",
    "is_orthogonal",
    "is_semidefinite",
    "is_singular",
    "is_skew",
    "is_skew_leaf",
    "is_symmetric_leaf",
    "is_upper",
    "rank_bound",
    "sign_of",
    "sums_to_one",
    "turned",
]
