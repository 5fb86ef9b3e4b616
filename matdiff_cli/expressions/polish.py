"""The last touch to an answer: sums multiplied out where that makes it shorter, one transpose instead of many."""

from __future__ import annotations

from itertools import product
from math import prod

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.nodes import HadamardProduct, Node, Product, Sum, Transpose
from matdiff_cli.expressions.views import split_scalars, terms, weight

_FACTORS_WORTH_ONE_TRANSPOSE = 4
_MOST_TERMS = 64


def polish(node: Node) -> Node:
    """An answer as a textbook writes it: X'(s − y) rather than X'(s ⊙ (1 − y) − (1 − s) ⊙ y), (X B + B X)' rather
    than B'X' + X'B'.
    """
    return _one_transpose(factor(shorten(factor(node))))


def shorten(node: Node) -> Node:
    """The node with sums in products multiplied out wherever that leaves less to read."""
    if isinstance(node, Sum):
        parts = algebra.add(*map(shorten, node.args))
        apart = multiplied_out(parts, elementwise=True)
        return apart if weight(apart) < weight(parts) else parts
    if isinstance(node, HadamardProduct):
        for i, part in enumerate(node.args):
            whole = _over_sum(node, i, part)
            if whole is not None and weight(whole) < weight(node):
                return shorten(whole)
        return node
    if isinstance(node, Product):
        return _beside_sum(
            algebra.product(*(shorten(f) if isinstance(f, HadamardProduct | Sum) else f for f in node.args))
        )
    return node


def multiplied_out(node: Node, *, elementwise: bool = False) -> Node:
    """Elementwise products, and unless only these are wanted products of square matrices, multiplied out.

    Sums of vectors in matrix products stay whole; so does what would come to more terms than anyone reads.
    """
    spreading = _Spreading(elementwise)
    return spreading.spread(node) if spreading.count(node) <= _MOST_TERMS else node


class _Spreading:
    """Multiplies out; every node is worked on once."""

    def __init__(self, elementwise: bool) -> None:
        self._elementwise = elementwise
        self._counts: dict[Node, int] = {}
        self._results: dict[Node, Node] = {}

    def count(self, node: Node) -> int:
        """How many terms a node comes to when it is multiplied out."""
        known = self._counts.get(node)
        if known is None:
            if isinstance(node, Sum):
                known = sum(map(self.count, node.args))
            elif isinstance(node, HadamardProduct | Product):
                known = prod(self.count(part) for part in node.args if self._opens(node, part))
            else:
                known = 1
            self._counts[node] = known
        return known

    def spread(self, node: Node) -> Node:
        """The node multiplied out."""
        known = self._results.get(node)
        if known is None:
            known = self._results[node] = self._spread(node)
        return known

    def _spread(self, node: Node) -> Node:
        if isinstance(node, Sum):
            return algebra.add(*map(self.spread, node.args))
        if not isinstance(node, HadamardProduct | Product):
            return node
        build = algebra.hadamard if isinstance(node, HadamardProduct) else algebra.product
        choices = [terms(self.spread(part)) if self._opens(node, part) else (part,) for part in node.args]
        return algebra.add(*(build(*choice) for choice in product(*choices)))

    def _opens(self, node: Node, part: Node) -> bool:
        """Whether a sum in this place of a product is multiplied out."""
        if isinstance(node, HadamardProduct) or isinstance(part, HadamardProduct):
            return True
        return not self._elementwise and not (part.is_column or part.is_row or part.is_scalar)


def _over_sum(node: Node, i: int, part: Node) -> Node | None:
    """The product over each term of its i-th factor, if that is a sum."""
    if not isinstance(part, Sum):
        return None
    build = algebra.hadamard if isinstance(node, HadamardProduct) else algebra.product
    return algebra.add(*(build(*node.args[:i], term, *node.args[i + 1 :]) for term in part.args))


def _beside_sum(node: Node) -> Node:
    """A sum beside a single factor, multiplied out if that is shorter: diag(1 ⊘ s)(diag(s) − s s') = I − 1 s'."""
    scalars, chain = split_scalars(node)
    if len(chain) != 2 or not isinstance(node, Product):
        return node
    for i, part in enumerate(chain):
        apart = _over_sum(Product(*chain), i, part)
        if apart is not None:
            whole = algebra.product(*scalars, apart)
            if weight(whole) < weight(node):
                return factor(whole)
    return node


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
