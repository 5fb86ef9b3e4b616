"""Common factors taken out of a sum: A x + A'x → (A + A')x.

Greedy: of all pairs of terms the one with most in common is merged, until nothing is gained. Only the sum itself is
worked on, never sums that the user wrote inside its terms.
"""

from __future__ import annotations

from typing import NamedTuple

import sympy

from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.decompositions import (
    has_loose_scalars,
    split_coefficient,
    split_scalars,
    weight,
)
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import Node, Product, Sum, Transpose

_MOST_TERMS = 120
_COST_OF_AN_IDENTITY = 6


class Term(NamedTuple):
    """coefficient · scalars · chain."""

    coefficient: sympy.Rational
    scalars: tuple[Node, ...]
    chain: tuple[Node, ...]

    @classmethod
    def of(cls, node: Node) -> Term:
        """The parts of a node."""
        coefficient, rest = split_coefficient(node)
        scalars, chain = split_scalars(rest)
        return cls(coefficient, tuple(scalars), tuple(chain))

    def node(self) -> Node:
        """The product of the parts."""
        return algebra.scale(self.coefficient, algebra.product(*self.scalars, *self.chain))


@remember
def factor(node: Node) -> Node:
    """The node with the common factors of its terms taken out, if it is a sum or a multiple of one."""
    if isinstance(node, Product):
        return _factor_inside(node)
    if not isinstance(node, Sum) or len(node.args) > _MOST_TERMS:
        return node
    terms: dict[int, Term] = {i: Term.of(term) for i, term in enumerate(node.args)}
    merged: set[int] = set()
    gains = {(i, j): _gain(terms[i], terms[j]) for i in terms for j in terms if i < j}
    while gains:
        (i, j), gain = max(gains.items(), key=lambda item: (item[1], -item[0][0], -item[0][1]))
        if gain <= 0:
            break
        terms[i] = _merge(terms[i], terms.pop(j))
        merged.add(i)
        gains = {pair: g for pair, g in gains.items() if j not in pair and i not in pair}
        for k in terms:
            if k != i:
                pair = (min(i, k), max(i, k))
                gains[pair] = _gain(terms[pair[0]], terms[pair[1]])
    changed = merged if not has_loose_scalars(node) else terms
    return _ordered([term.node() if i in changed else node.args[i] for i, term in terms.items()])


def _factor_inside(node: Product) -> Node:
    """A sum under scalars is factored."""
    scalars, chain = split_scalars(node)
    if len(chain) != 1 or not isinstance(chain[0], Sum):
        return node
    inside = factor(chain[0])
    return algebra.product(*scalars, inside)


def _ordered(terms: list[Node]) -> Node:
    """The sum with a positive term first, A before its transpose, and a coefficient that all terms share in front."""
    if terms[0].is_scalar:
        return algebra.add(*terms)
    coefficients = [split_coefficient(term)[0] for term in terms]
    first = next((i for i, c in enumerate(coefficients) if c.p > 0), 0)
    terms = [terms[first], *terms[:first], *terms[first + 1 :]]
    if len(terms) == 2 and isinstance(terms[0], Transpose) and terms[0].args[0] is terms[1]:
        terms.reverse()
    shared = abs(coefficients[0])
    if len(terms) > 1 and shared is not sympy.S.One and all(abs(c) == shared for c in coefficients):
        return algebra.scale(shared, algebra.add(*(algebra.scale(1 / shared, term) for term in terms)))
    return algebra.add(*terms)


def _common(left: Term, right: Term) -> tuple[int, int]:
    """How many factors the two chains share at the front and at the back."""
    shortest = min(len(left.chain), len(right.chain))
    front = 0
    while front < shortest and left.chain[front] is right.chain[front]:
        front += 1
    back = 0
    while back < shortest - front and left.chain[-1 - back] is right.chain[-1 - back]:
        back += 1
    rests = [len(term.chain) - front - back for term in (left, right)]
    if 0 in rests and rests != [0, 0] and _length_of(left, front, back) <= _COST_OF_AN_IDENTITY:
        return 0, 0  # s A + s A B = s (A + A B)
    return front, back


def _length_of(term: Term, front: int, back: int) -> int:
    """How much less there is to read without the first and the last factors of a chain."""
    return sum(weight(f) + 1 for f in (*term.chain[:front], *term.chain[len(term.chain) - back :]))


def _gain(left: Term, right: Term) -> int:
    """How much shorter the merged term is to read; 0 where nothing is shared."""
    if not left.chain or not right.chain:
        return 0  # sums of plain scalars stay as they are: 6x + 12
    front, back = _common(left, right)
    common = [s for s in left.scalars if s in right.scalars]
    if not front + back and not common:
        return 0
    rests = [len(t.chain) - front - back for t in (left, right)]
    gain = _length_of(left, front, back) + sum(weight(s) + 1 for s in common)
    if 0 in rests and rests != [0, 0]:
        gain -= _COST_OF_AN_IDENTITY
    return gain if abs(left.coefficient) == abs(right.coefficient) == 1 else gain + 1


def _merge(left: Term, right: Term) -> Term:
    front, back = _common(left, right)
    common = tuple(s for s in left.scalars if s in right.scalars)
    pulled = _common_coefficient(left.coefficient, right.coefficient)
    middles = []
    for term in (left, right):
        own = [s for s in term.scalars if s not in common]
        middle = term.chain[front : len(term.chain) - back]
        if not middle and front + back < max(len(left.chain), len(right.chain)):
            own.append(nodes.Identity(_gap_size(term, front)))
        part = algebra.product(*own, *middle) if own or middle else nodes.ONE
        middles.append(algebra.scale(term.coefficient / pulled, part))
    middle = factor(algebra.add(*middles))
    ends = left.chain[:front], left.chain[len(left.chain) - back :]
    whole = Term.of(algebra.product(*common, *ends[0], middle, *ends[1]))
    return Term(whole.coefficient * pulled, whole.scalars, whole.chain)


def _gap_size(term: Term, front: int) -> nodes.Size:
    """The size of the identity that stands where a chain has nothing between its shared front and back."""
    return term.chain[front - 1].shape[1] if front else term.chain[0].shape[0]


def _common_coefficient(left: sympy.Rational, right: sympy.Rational) -> sympy.Rational:
    """The smaller of two coefficients that divides the other, negative only if both are; else 1."""
    if left is sympy.S.One is right:
        return left
    smaller = min(abs(left), abs(right))
    if not ((left / smaller).is_Integer and (right / smaller).is_Integer):
        return sympy.S.One
    return -smaller if left < 0 and right < 0 else smaller
