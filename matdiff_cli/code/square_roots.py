"""The B of terms B'B, whose sum R'R is for the Q R of these, one above the other."""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from matdiff_cli.code.definite import is_semidefinite
from matdiff_cli.code.logarithms import argument
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import split_scalars
from matdiff_cli.expressions.nodes import Diag, Identity, Node, Transpose, Variable


def root_of_entries(entries: Node) -> Node:
    """exp(v/2) of exp(v), else the root."""
    v = argument(entries, "exp")
    return algebra.call("sqrt", entries) if v is None else algebra.call("exp", algebra.scale(sympy.S.Half, v))


def weighted(entries: Node, right: Node) -> Node:
    """diag(√w) A, or √w A of a number w."""
    half = root_of_entries(entries)
    return algebra.product(half if half.is_scalar else algebra.diag(half), right)


def weight_of(term: Node, *, alone: bool = False) -> Node | None:
    """The exp(v) of A'diag(exp(v))A for a matrix A that is one symbol, perhaps transposed; alone, also a positive w.

    Alone A'diag(w)A has the square of the condition of A; a term beside it may make it better, and Cholesky's
    factorisation costs less.
    """
    scalars, chain = split_scalars(term)
    if scalars or len(chain) != 3 or not isinstance(chain[1], Diag) or algebra.transpose(chain[0]) is not chain[2]:
        return None
    symbol = chain[2].args[0] if isinstance(chain[2], Transpose) else chain[2]
    entries = chain[1].args[0]
    known = argument(entries, "exp") is not None or (alone and isinstance(entries, Variable))
    return entries if known and isinstance(symbol, Variable) else None


def root_of_term(term: Node) -> Node | None:
    """The B of a term B'B; for an spd symbol itself, of which Cholesky's factor is one."""
    scalars, chain = split_scalars(term)
    if not is_semidefinite(term):
        return None
    number = [root_of_entries(algebra.product(*scalars))] if scalars else []
    if (entries := weight_of(term, alone=True)) is not None:
        return weighted(entries, chain[-1])
    if len(chain) == 1:
        whole = chain[0]
        if isinstance(whole, Diag) and not scalars:
            return algebra.diag(root_of_entries(whole.args[0]))
        if isinstance(whole, Identity):
            return algebra.product(*number, whole)
        return whole if isinstance(whole, Variable) and whole.structure == "spd" and not scalars else None
    half, odd = divmod(len(chain), 2)
    return None if odd else algebra.product(*number, *chain[half:])


def has_full_rank(many: Sequence[Node], parts: Sequence[Node]) -> bool:
    """Whether the roots have at least as many rows as columns, as far as is known."""
    rows = sum(part.shape[0] for part in parts)
    return any(len(split_scalars(term)[1]) == 1 for term in many) or not (rows - many[0].shape[1]).is_negative
