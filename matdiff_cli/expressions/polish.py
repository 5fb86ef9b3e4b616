"""The last touch to an answer: sums multiplied out where that makes it shorter, one transpose instead of many."""

from __future__ import annotations

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.forms import common
from matdiff_cli.expressions.forms.recognition import recognised
from matdiff_cli.expressions.forms.spreading import multiplied_out
from matdiff_cli.expressions.nodes import Node, Transpose
from matdiff_cli.expressions.shortest import shortest
from matdiff_cli.expressions.views import split_scalars, terms, weight

_FACTORS_WORTH_ONE_TRANSPOSE = 3
_WORTH_OPENING = 4
"""A matrix is multiplied out, residuals such as x − A s included, only if that much less is left to read."""


def polish(node: Node) -> Node:
    """An answer as a textbook writes it: X'(s − y) rather than X'(s ⊙ (1 − y) − (1 − s) ⊙ y), (X B + B X)' rather
    than B'X' + X'B'.
    """
    whole = _finished(node)
    apart = multiplied_out(node, vectors=True) if node.is_matrix else node
    if apart is not node:
        apart = _finished(apart)
        whole = apart if weight(apart) + _WORTH_OPENING < weight(whole) else whole
    return _one_transpose(whole)


def _finished(node: Node) -> Node:
    found = _collected(node)
    better = (_collected(form) for form in (*recognised(found), *common.vector(found)))
    best = min((found, *better), key=weight)  # of equals the first
    return found if best is found else _finished(best)


def _collected(node: Node) -> Node:
    return shortest(factor(shortest(factor(node))))


def _one_transpose(node: Node) -> Node:
    parts = terms(node)
    chains = [split_scalars(part)[1] for part in parts]
    least = 2 * len(parts) if len(parts) > 1 else _FACTORS_WORTH_ONE_TRANSPOSE
    if node.is_scalar or not all(map(_all_transposed, chains)) or sum(map(len, chains)) < least:
        return node
    scalars = split_scalars(node)[0]
    inside = factor(algebra.transpose(algebra.add(*parts) if len(parts) > 1 else algebra.product(*chains[0])))
    return algebra.product(*scalars, Transpose(inside))


def _all_transposed(chain: list[Node]) -> bool:
    """Whether every matrix factor of a product is a transpose."""
    return bool(chain) and all(isinstance(f, Transpose) and not f.is_row for f in chain)
