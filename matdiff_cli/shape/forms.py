"""Quadratic forms that are never negative: ⟨V, L(V)⟩ written as a sum of such terms, for a linear map L.

L(V) is an expression in V, the differential of a gradient with V for the increment. Each term is c·P·Y·Q, where only Y
holds V. What stands outside is moved to the other side, ⟨U, P Y Q⟩ = ⟨P'U Q', Y⟩, until both sides are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from matdiff_cli.derivation.records import Note, Use
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.alternatives.spreading import multiplied_out, over_sum
from matdiff_cli.expressions.decompositions import factors, split_coefficient, split_scalars
from matdiff_cli.expressions.likeness import like_key
from matdiff_cli.expressions.nodes import (
    ONE,
    Function,
    HadamardPower,
    HadamardProduct,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Total,
    Trace,
    Transpose,
    Variable,
)
from matdiff_cli.expressions.tidy import Occurrence
from matdiff_cli.shape.cauchy_schwarz import CauchySchwarz
from matdiff_cli.shape.known import DEFINITE, Known
from matdiff_cli.shape.terms import Form, Piece, Side, Term, Unproved, times_as_written

_TWO = Number(2)
_FULL_RANK = "@1 has full column rank"
_LONGEST = 8
"""Chains with more factors are not taken apart."""


def prove(direction: Variable, change: Node, known: Known) -> Form:
    """⟨V, L(V)⟩ as a sum of terms that are not negative; `change` is L(V). Raises Unproved."""
    prover = _Prover(direction, known)
    try:
        return prover.form(change)
    except Unproved:
        apart = multiplied_out(change, vectors=True)
        if apart is change:
            raise
        return prover.form(apart)


class _Prover:
    def __init__(self, direction: Variable, known: Known) -> None:
        self._direction = direction
        self._known = known
        self._varies = Occurrence(frozenset({direction}))
        self._cauchy_schwarz = CauchySchwarz(self._varies, known)

    def form(self, change: Node) -> Form:
        terms: list[Term] = []
        negative: list[tuple[Node, Node]] = []
        for piece in self._pieces(Side(self._direction), change, ONE):
            if isinstance(piece, Term):
                terms.append(piece)
            else:
                negative.append(piece)
        for scalar, square in negative:
            self._cauchy_schwarz.set_against(terms, scalar, square)
        if not terms:
            raise Unproved
        values = [times_as_written(term.scalar, term.value) for term in terms]
        strict = [term.strict for term in terms if term.strict is not None]
        return Form(
            values[0] if len(values) == 1 else Sum(*values),
            tuple(dict.fromkeys(term.rule for term in terms if term.rule)),
            tuple(dict.fromkeys(use for term in terms for use in term.grounds)),
            min(strict, key=len) if strict else None,
        )

    # --- terms --------------------------------------------------------------------------------------------------------

    def _pieces(self, side: Side, node: Node, scalar: Node) -> Iterator[Piece]:
        """The terms of scalar·⟨U, node⟩, and (β, s) for every −β s²."""
        if algebra.is_zero(node):
            return
        if isinstance(node, Sum):
            for term in node.args:
                yield from self._pieces(side, term, scalar)
            return
        scalars, chain = split_scalars(node) if isinstance(node, Product) else ([], [node])
        if node.is_scalar and isinstance(node, Product):
            scalars, chain = self._linear_last(scalars, chain)
        constant = algebra.product(scalar, *(s for s in scalars if not self._varies(s)))
        moving = [s for s in scalars if self._varies(s)]
        if moving and not any(map(self._varies, chain)):
            yield self._square(side, algebra.product(*moving), algebra.product(*chain) if chain else ONE, constant)
        elif moving or not chain:
            raise Unproved
        else:
            yield from self._of_chain(side, chain, constant)

    def _linear_last(self, scalars: list[Node], chain: list[Node]) -> tuple[list[Node], list[Node]]:
        """Of a product of scalars, the factor that holds V as its chain."""
        moving = [s for s in scalars if self._varies(s)]
        if chain or len(moving) != 1:
            return scalars, chain
        return [s for s in scalars if s is not moving[0]], moving

    def _square(self, side: Side, linear: Node, rest: Node, constant: Node) -> Piece:
        """c·s(V)·⟨U, R⟩ = c k s(V)² where ⟨U, R⟩ = k s(V)."""
        own, left = self._split(linear)
        other, right = self._split(algebra.inner_product(side.node, rest))
        if like_key(left) != like_key(right):
            raise Unproved
        factor = algebra.product(constant, other, algebra.power(own, algebra.MINUS_ONE), own, own)
        if self._known.sign(factor):
            return Term(factor, Power(left, _TWO), "rank-one-form", self._signs(factor, "square-not-negative"))
        if self._known.sign(algebra.negate(factor)):
            return algebra.negate(factor), left
        raise Unproved

    def _split(self, node: Node) -> tuple[Node, Node]:
        """A scalar that is linear in V as (constant, rest)."""
        scalars, chain = split_scalars(node)
        constant = [s for s in scalars if not self._varies(s)]
        rest = [s for s in scalars if self._varies(s)]
        return algebra.product(*constant) if constant else ONE, algebra.product(*rest, *chain)

    def _of_chain(self, side: Side, chain: Sequence[Node], scalar: Node) -> Iterator[Piece]:
        """P Y Q with V in Y alone: some of P and of Q goes over to U, so that the rest is N(U)."""
        places = [i for i, factor in enumerate(chain) if self._varies(factor)]
        if len(places) != 1 or len(chain) > _LONGEST:
            raise Unproved
        (at,) = places
        before, middle, after = tuple(chain[:at]), chain[at], tuple(chain[at + 1 :])
        if not before and not after and isinstance(middle, HadamardProduct):
            yield self._weighted(side, middle, scalar)
            return
        for i, j in product(range(len(before), -1, -1), range(len(after), -1, -1)):
            moved = self._moved(side, before[:i], after[len(after) - j :])
            left, right = before[i:], after[: len(after) - j]
            if (i or j) and not left and not right and not isinstance(middle, Variable | Transpose):
                try:
                    yield from list(self._pieces(moved, middle, scalar))
                    return
                except Unproved:
                    continue
            for k, m in product(range(len(left) + 1), range(len(right) + 1)):
                inside = algebra.product(*left[k:], middle, *right[:m])
                if inside is moved.node:
                    found = self._between(moved, left[:k], right[m:], scalar)
                    if found is not None:
                        yield from found
                        return
        opened = next((i for i, factor in enumerate(chain) if isinstance(factor, Sum)), None)
        if opened is None:
            raise Unproved
        spread = over_sum(Product(*chain), opened)
        assert spread is not None
        yield from self._pieces(side, spread, scalar)

    def _moved(self, side: Side, before: Sequence[Node], after: Sequence[Node]) -> Side:
        """P'U Q' for what was moved over."""
        if not before and not after:
            return side
        left, right = algebra.transpose(algebra.product(*before, ONE)), algebra.transpose(algebra.product(*after, ONE))
        injective = side.injective
        for matrix in (left, algebra.transpose(right)):
            if injective is None or matrix is ONE or self._known.is_regular(matrix):
                continue
            vector = side.node.is_column or side.node.is_row
            injective = (
                None if matrix.is_row or (vector and matrix.is_scalar) else (*injective, Note(_FULL_RANK, (matrix,)))
            )
        return Side(algebra.product(left, side.node, right), injective)

    def _between(self, side: Side, left: Sequence[Node], right: Sequence[Node], scalar: Node) -> list[Piece] | None:
        """c·⟨U, P U Q⟩ for semidefinite P and Q; None where that is not seen."""
        u = side.node
        if not left and not right:
            return [self._norm(side, scalar)]
        p, q = algebra.product(*left, ONE), algebra.product(*right, ONE)
        around = [matrix for matrix in (p, q) if matrix is not ONE]
        known = min(map(self._known.definite, around))
        opened = self._opened(side, p, q, scalar)
        if opened is not None and (not known or all(isinstance(piece, Term) for piece in opened)):
            return opened
        if not known or not self._known.sign(scalar):
            return None
        grounds = self._signs(scalar)
        for matrix in around:
            ground = "positive-definite" if self._known.definite(matrix) == DEFINITE else "positive-semidefinite"
            grounds += (Use(ground, (matrix,)),)
        parts = [factor for factor in (Transpose(u), *factors(p), u, *factors(q)) if factor is not ONE]
        value: Node = Product(*parts)
        rule: str | None = None if q is ONE else "trace-form"
        return [
            Term(
                scalar,
                value if value.is_scalar else Trace(value),
                rule,
                grounds,
                u,
                lambda node: algebra.product(p, node, q),
                side.injective if min(known, self._known.sign(scalar)) == DEFINITE else None,
            )
        ]

    def _opened(self, side: Side, p: Node, q: Node, scalar: Node) -> list[Piece] | None:
        """c·⟨U, (A + B) U⟩, term by term."""
        if q is not ONE or not isinstance(p, Sum):
            return None
        try:
            parts = (algebra.product(term, side.node) for term in p.args)
            return [piece for part in parts for piece in self._pieces(side, part, scalar)]
        except Unproved:
            return None

    def _norm(self, side: Side, scalar: Node) -> Term:
        self._asked(scalar)
        u = side.node
        square = Power(u if u.is_scalar else Function("norm", *nodes.SCALAR, u), _TWO)
        strict = side.injective if self._known.sign(scalar) == DEFINITE else None
        plain = isinstance(u, Variable)
        rule = "squared-norm" if plain else "rank-one-form" if u.is_scalar else "gram-form"
        return Term(scalar, square, rule, self._signs(scalar, "square-not-negative"), u, strict=strict)

    def _weighted(self, side: Side, node: HadamardProduct, scalar: Node) -> Term:
        """c·⟨U, E ⊙ U⟩ = c Σ E U² for E ≥ 0."""
        rest = [factor for factor in node.args if not self._varies(factor)]
        moving = algebra.hadamard(*(factor for factor in node.args if self._varies(factor)))
        weights = algebra.hadamard(*rest) if len(rest) > 1 else rest[0] if rest else ONE
        u = side.node
        if moving is not u:
            raise Unproved
        self._asked(scalar)
        sign = self._known.sign(weights)
        if not sign:
            raise Unproved
        value = Total(
            HadamardProduct(
                *(weights.args if isinstance(weights, HadamardProduct) else (weights,)), HadamardPower(u, _TWO)
            )
        )
        strict = side.injective if min(sign, self._known.sign(scalar)) == DEFINITE else None
        grounds = (
            *self._signs(scalar),
            Use("weights-positive" if sign == DEFINITE else "weights-not-negative", (weights,)),
        )
        return Term(scalar, value, "weighted-squares", grounds, u, lambda r: algebra.hadamard(weights, r), strict)

    def _asked(self, scalar: Node) -> None:
        if not self._known.sign(scalar):
            raise Unproved

    def _signs(self, scalar: Node, *rules: str) -> tuple[Use, ...]:
        """Why a term is not negative: the rules, and the sign of its scalar where that is no number."""
        uses = tuple(Use(rule) for rule in rules)
        _, rest = split_coefficient(scalar)
        if rest is ONE:
            return uses
        return (*uses, Use("positive-factor" if self._known.sign(rest) == DEFINITE else "factor-not-negative", (rest,)))
