"""Products multiplied out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product, starmap
from math import prod

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import split_scalars, terms
from matdiff_cli.expressions.nodes import Diag, HadamardProduct, Kronecker, Linear, Node, Product, Sum, Transpose, Vec
from matdiff_cli.expressions.tidy import rebuild, tidy

_MOST_TERMS = 64


def multiplied_out(node: Node, *, elementwise: bool = False, vectors: bool = False) -> Node:
    """Elementwise products, and unless only these are wanted products of matrices, multiplied out.

    Sums of vectors in matrix products stay whole unless these are wanted, too; so does what would come to more terms
    than anyone reads.
    """
    opens = node.holds(Sum) and (not elementwise or node.holds(HadamardProduct))
    return _Spreading(elementwise, vectors).of(node) if opens else node


def wholly_multiplied_out(node: Node) -> Node:
    """All products multiplied out, sums of vectors and scalars and Kronecker products, too, also within traces."""
    return _Wholly(elementwise=False, vectors=True).of(tidy(node))


def over_sum(node: Node, i: int) -> Node | None:
    """The product over each term of its i-th factor, if that is a sum or the transpose of one."""
    part = node.args[i]
    opened = terms(part.args[0]) if isinstance(part, Transpose) else terms(part)
    if len(opened) < 2:
        return None
    build = algebra.hadamard if isinstance(node, HadamardProduct) else algebra.product
    turned = map(algebra.transpose, opened) if isinstance(part, Transpose) else opened
    return algebra.add(*(build(*node.args[:i], term, *node.args[i + 1 :]) for term in turned))


class _Spreading:
    """Multiplies out; every node is worked on once."""

    def __init__(self, elementwise: bool, vectors: bool) -> None:
        self._elementwise = elementwise
        self._vectors = vectors
        self._counts: dict[Node, int] = {}
        self._results: dict[Node, Node] = {}

    def of(self, node: Node) -> Node:
        """The node multiplied out, or as it is where that would come to too many terms."""
        return self.spread(node) if self.count(node) <= _MOST_TERMS else node

    def count(self, node: Node) -> int:
        """How many terms a node comes to when it is multiplied out."""
        if not node.holds(Sum):
            return 1
        known = self._counts.get(node)
        if known is None:
            if isinstance(node, Sum):
                known = sum(map(self.count, node.args))
            elif isinstance(node, HadamardProduct | Product):
                known = prod(self.count(part) for part in node.args if self._opens(node, part))
            elif self._is_flipped_sum(node):
                known = self.count(node.args[0])
            else:
                known = 1
            self._counts[node] = known
        return known

    def spread(self, node: Node) -> Node:
        """The node multiplied out."""
        if not node.holds(Sum):
            return node
        known = self._results.get(node)
        if known is None:
            known = self._results[node] = self._spread(node)
        return known

    def terms(self, part: Node) -> Sequence[Node]:
        """The terms of a part multiplied out."""
        return terms(self.spread(part))

    def _spread(self, node: Node) -> Node:
        if isinstance(node, Sum):
            spread = tuple(map(self.spread, node.args))
            return node if spread == node.args else algebra.add(*spread)
        if self._is_flipped_sum(node):
            return algebra.add(*map(algebra.transpose, terms(self.spread(node.args[0]))))
        if not isinstance(node, HadamardProduct | Product):
            return node
        build = algebra.hadamard if isinstance(node, HadamardProduct) else algebra.product
        choices = [self.terms(part) if self._opens(node, part) else (part,) for part in node.args]
        if all(choice == (part,) for choice, part in zip(choices, node.args, strict=True)):
            return node
        return algebra.add(*(build(*choice) for choice in product(*choices)))

    def _opens(self, node: Node, part: Node) -> bool:
        """Whether a sum in this place of a product is multiplied out."""
        if isinstance(node, HadamardProduct) or isinstance(part, HadamardProduct):
            return True
        return not self._elementwise and (part.is_matrix or (self._vectors and not part.is_scalar))

    def _is_flipped_sum(self, node: Node) -> bool:
        flipped = isinstance(node, Transpose) and isinstance(node.args[0], Sum)
        return flipped and not self._elementwise and node.is_matrix


class _Wholly(_Spreading):
    """Multiplies out whatever is linear in its parts."""

    def count(self, node: Node) -> int:
        if isinstance(node, Kronecker):
            return prod(map(self.count, node.args))
        return self.count(node.args[0]) if self._is_map(node) else super().count(node)

    def _spread(self, node: Node) -> Node:
        if isinstance(node, Kronecker):
            return algebra.add(*starmap(algebra.kronecker, product(*map(self.terms, node.args))))
        if not self._is_map(node):
            return super()._spread(node)
        (part,) = node.parts
        return algebra.add(
            *(rebuild(node, tuple(t if a is part else a for a in node.args)) for t in terms(self.spread(part)))
        )

    def terms(self, part: Node) -> Sequence[Node]:
        spread = super().terms(part)
        if not (part.holds(Diag) or part.holds(Vec)):
            return spread
        found: list[Node] = []
        for term in spread:
            scalars, chain = split_scalars(term)
            whole = chain[0] if len(chain) == 1 else term
            turned = isinstance(whole, Transpose)
            linear = whole.args[0] if turned else whole
            if isinstance(linear, Diag | Vec):  # the sum of such is written as one
                parts = (rebuild(linear, (operand,)) for operand in terms(linear.args[0]))
                found += (algebra.product(*scalars, algebra.transpose(part) if turned else part) for part in parts)
            else:
                found.append(term)
        return found

    def _opens(self, node: Node, part: Node) -> bool:
        return True

    def _is_flipped_sum(self, node: Node) -> bool:
        return isinstance(node, Transpose) and isinstance(node.args[0], HadamardProduct | Sum)

    def _is_map(self, node: Node) -> bool:
        return isinstance(node, Linear) and not isinstance(node, Transpose)
