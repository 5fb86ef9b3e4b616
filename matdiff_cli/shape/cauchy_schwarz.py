"""Negative squares set against other terms by the inequality of Cauchy and Schwarz.

α⟨U, N(U)⟩ − β⟨N(R), U⟩² ≥ 0 where N is semidefinite and α ≥ β⟨R, N(R)⟩ (Horn & Johnson, Matrix Analysis, 5.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from matdiff_cli.derivation.records import Use
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.decompositions import base_and_exponent, factors, rational, split_scalars
from matdiff_cli.expressions.likeness import like_key, reversed_chain
from matdiff_cli.expressions.nodes import ONE, Function, HadamardProduct, Node, Number, Power, Sum, Total, Trace
from matdiff_cli.expressions.tidy import Occurrence
from matdiff_cli.shape.known import DEFINITE, Known
from matdiff_cli.shape.terms import Term, Unproved, times_as_written


class CauchySchwarz:
    """The inequality at work; `varies` says what holds the direction V."""

    def __init__(self, varies: Occurrence, known: Known) -> None:
        self._varies = varies
        self._known = known

    def set_against(self, terms: list[Term], scalar: Node, square: Node) -> None:
        """One term less a negative square, in the term's place. Raises Unproved."""
        for index, term in enumerate(terms):
            if term.argument is None:
                continue
            for fixed in self._representers(term, square):
                size = _bounded(algebra.inner_product(fixed, term.weight(fixed)))
                sign = self._excess(term.scalar, algebra.product(scalar, size))
                if sign:
                    less = times_as_written(algebra.negate(scalar), Power(square, Number(2)))
                    value = Sum(times_as_written(term.scalar, term.value), less)
                    strict = term.strict if sign == DEFINITE else None
                    grounds = (Use("cauchy-schwarz"), *term.grounds)
                    terms[index] = replace(term, scalar=ONE, value=value, grounds=grounds, argument=None, strict=strict)
                    return
        raise Unproved

    def _excess(self, larger: Node, smaller: Node) -> int:
        """The sign of larger − smaller, for larger ≥ 0: that of d − n where smaller/larger = n/d with d > 0."""
        above, below = [], []
        for factor in factors(algebra.product(smaller, algebra.power(larger, algebra.MINUS_ONE))):
            base, exponent = base_and_exponent(factor)
            power = rational(exponent)
            if power is not None and power < 0:
                below.append(algebra.power(base, Number(-power)))
            else:
                above.append(factor)
        if self._known.sign(algebra.product(*below, ONE)) != DEFINITE:
            return 0
        left = algebra.subtract(algebra.product(*below, ONE), algebra.product(*above, ONE))
        return self._known.sign(left) or int(algebra.is_zero(left))

    def _representers(self, term: Term, square: Node) -> Iterator[Node]:
        """R with s(V) = ⟨N(R), U⟩, for s = `square` and the term's U and N."""
        u = term.argument
        assert u is not None
        candidates: list[Node] = []
        for inner in _inner_products(square):
            scalars, chain = split_scalars(inner)
            if u.is_column and len(chain) > 1:
                for i in range(1, len(chain)):
                    for turned in (chain, reversed_chain(chain)):
                        if algebra.product(*turned[i:]) is u:
                            candidates.append(algebra.transpose(algebra.product(*turned[:i], *scalars)))
        candidates += self._matrices(u, square)
        if u.is_column or u.is_matrix:
            candidates.append(nodes.Ones(*u.shape))
        for found in candidates:
            for fixed in (found, *self._without_weight(term, found)):
                if not self._varies(fixed) and fixed.shape == u.shape:
                    represented = algebra.inner_product(term.weight(fixed), u)
                    if like_key(represented) == like_key(square):
                        yield fixed

    def _matrices(self, u: Node, square: Node) -> Iterator[Node]:
        """For tr(… U …), what U is multiplied with."""
        if not isinstance(square, Trace):
            return
        for base in (square.args[0], algebra.transpose(square.args[0])):
            chain = list(factors(base))
            for turn in range(len(chain)):
                turned = chain[turn:] + chain[:turn]
                for i in range(1, len(turned)):
                    if algebra.product(*turned[i:]) is u:
                        yield algebra.transpose(algebra.product(*turned[:i]))

    def _without_weight(self, term: Term, found: Node) -> Iterator[Node]:
        """R where N(R) was found, for N(R) = W R or E ⊙ R."""
        scalars, chain = split_scalars(found)
        for i in range(1, len(chain)):
            yield algebra.product(*scalars, *chain[i:])
        if isinstance(found, HadamardProduct):
            yield from found.args


def _bounded(size: Node) -> Node:
    """At most this, for what is known of sums: those of a softmax are 1."""

    def at_most(node: Node) -> Node:
        body = node.args[0] if isinstance(node, Total) else None
        return ONE if isinstance(body, Function) and body.name == "softmax" else node

    return algebra.product(*map(at_most, factors(size)))


def _inner_products(square: Node) -> Iterator[Node]:
    yield square
    if isinstance(square, Total):
        yield square.args[0]
