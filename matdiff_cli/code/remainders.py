"""What B'N⁻¹B leaves of the identity, of a sum N = c I + B B' or diag(d) + B B': a difference of numbers close to 1.

For K = c I + B'B it is I − B'N⁻¹B = c K⁻¹, and I − E B'N⁻¹B = E K⁻¹ for N = I + B E B' and K = E⁻¹ + B'B, as Woodbury
has it (W. W. Hager, SIAM Review 31, 1989). Second derivatives by B have it beside N⁻¹, which is large where c is small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise, product

import sympy

from matdiff_cli.code.balanced import everywhere
from matdiff_cli.code.logarithms import argument
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.alternatives.commutations import TURNS, turned
from matdiff_cli.expressions.alternatives.spreading import wholly_multiplied_out
from matdiff_cli.expressions.decompositions import rational, split_coefficient, split_scalars, terms
from matdiff_cli.expressions.likeness import like_key
from matdiff_cli.expressions.nodes import (
    ONE,
    ZERO,
    Diag,
    HadamardProduct,
    Identity,
    Kronecker,
    Linear,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
)
from matdiff_cli.expressions.tidy import rebuild


@dataclass(frozen=True)
class _Remainder:
    """I − w B'N⁻¹B E is another product: `parts` are those of B'N⁻¹B E, `other` those of that, `weight` is w."""

    weight: Node
    parts: tuple[Node, ...]
    other: tuple[Node, ...]


@dataclass(frozen=True)
class _Repeated:
    """N⁻²B E is another product, for a B with no more columns than rows: `parts` are those of B E."""

    total: Node
    root: tuple[Node, ...]
    parts: tuple[Node, ...]
    other: Node


def without_differences(node: Node, totals: Sequence[Node]) -> Node:
    """The expression multiplied out, with what is left of identities beside such sums; as it was where nothing is."""
    kinds = [kind for total in totals for kind in _remainders(total)]
    repeated = [kind for total in totals for kind in _repeated(total)]
    if not kinds:
        return node
    found = list(terms(_opened(node)))
    joined = False
    while (pair := next(_pairs(found, kinds), None)) is not None:
        joined, found = True, pair
    if joined or node.holds(Kronecker):
        node = algebra.add(*found)
    return everywhere(node, partial(_less_often, kinds=repeated), Product)


def _opened(node: Node) -> Node:
    """The expression multiplied out, also within transposes; one Kronecker product a term, and K in front."""
    node = everywhere(node, _apart, Transpose)
    node = everywhere(wholly_multiplied_out(node), _flat, Kronecker)
    return algebra.add(*(turned(term, TURNS) for term in terms(node)))


def _apart(node: Node) -> Node:
    """(A + B)' as A' + B'."""
    inner = wholly_multiplied_out(node.args[0])
    return algebra.add(*map(algebra.transpose, inner.args)) if isinstance(inner, Sum) else node


def _flat(node: Node) -> Node:
    """r ⊗ c and c ⊗ r as c r of a row r and a column c, and r ⊗ A ⊗ c as K (c r ⊗ A)."""
    parts = [turned(part, TURNS) for part in node.args]
    for i, pair in enumerate(pairwise(parts)):
        both = sorted(pair, key=lambda part: part.is_row)
        if both[0].is_column and both[1].is_row:
            return algebra.kronecker(*parts[:i], algebra.product(*both), *parts[i + 2 :])
    if len(parts) == 3 and parts[0].is_row and parts[2].is_column:
        row, inner, column = parts
        swap = algebra.commutation(inner.shape[0], column.shape[0])
        return algebra.product(swap, algebra.kronecker(algebra.product(column, row), inner))
    return algebra.kronecker(*parts)


def _remainders(total: Node) -> Iterator[_Remainder]:
    """Those of a sum of two terms."""
    for one, w, left, below, middle, rest in _parted(total):
        parts, c = (*map(algebra.transpose, reversed(left)), algebra.inverse(total), *left), split_scalars(one)[0]
        yield _Remainder(w, (*parts, *middle), (*c, *below, rest))
        if middle:
            yield _Remainder(w, (*middle, *parts), (*c, rest, *below))


def _repeated(total: Node) -> Iterator[_Repeated]:
    """Those of a sum of a multiple of the identity and another term."""
    for one, _, left, below, middle, rest in _parted(total):
        wide = (left[0].shape[0] - left[-1].shape[1]).is_negative
        if not one.holds(Diag) and not wide:
            yield _Repeated(total, tuple(left), (*left, *middle), algebra.product(*left, rest, *below, rest))


def _parted(total: Node) -> Iterator[tuple[Node, Node, list[Node], list[Node], list[Node], Node]]:
    """The c I or diag(exp(u)) of a sum of two terms, the w, B, E⁻¹ and E of w B E B', and (c E⁻¹ + w B'B)⁻¹."""
    if len(terms(total)) != 2:
        return
    for one, square in (terms(total), terms(total)[::-1]):
        (scalars, chain), (weights, factors) = split_scalars(one), split_scalars(square)
        half, odd = divmod(len(factors), 2)
        left, middle, right = factors[:half], factors[half : half + odd], factors[half + odd :]
        below = [d for part in middle if (d := _inverse(part)) is not None]
        is_square = half and [algebra.transpose(part) for part in reversed(left)] == right
        if len(chain) != 1 or not is_square or len(below) != len(middle):
            continue
        c, w = algebra.product(*scalars), algebra.product(*weights)
        inner = algebra.product(*right, *left)
        first = below[0] if below else Identity(inner.shape[0])
        if isinstance(chain[0], Identity) and inner.is_scalar:
            rest = algebra.inverse(algebra.add(c, algebra.product(w, inner)))
        elif isinstance(chain[0], Identity):
            sum_of_both = algebra.add(algebra.product(_over(c, w), first), inner)
            rest = algebra.product(algebra.power(w, Number(-1)), algebra.inverse(sum_of_both))
        elif not scalars and not weights and (d := _inverse(chain[0])) is not None:
            rest = algebra.inverse(algebra.add(first, algebra.product(*right, d, *left)))
        else:
            continue
        yield one, w, left, below, middle, rest


def _inverse(node: Node) -> Node | None:
    """diag(exp(−v)) of diag(exp(v))."""
    v = argument(node.args[0], "exp") if isinstance(node, Diag) else None
    return None if v is None else algebra.diag(algebra.call("exp", algebra.negate(v)))


def _over(c: Node, w: Node) -> Node:
    """The quotient of two numbers; of exponentials it is one of the difference."""
    logs = [ZERO if each is ONE else argument(each, "exp") for each in (c, w)]
    if None in logs:
        return algebra.product(c, algebra.power(w, Number(-1)))
    rest = algebra.subtract(*logs)  # type: ignore[arg-type]
    return ONE if algebra.is_zero(rest) else algebra.call("exp", rest)


def _pairs(many: Sequence[Node], kinds: Sequence[_Remainder]) -> Iterator[list[Node]]:
    """The terms with one in the place of c L R and −c L w B'N⁻¹B E R, also of some of the c of a (1 − 2u + u²)."""
    found = {like_key(rest): number for number, rest in map(split_coefficient, many)}
    for kind, term in product(kinds, many):
        for bare, other in zip(_without(term, kind), _exchanged(term, kind.parts, kind.other), strict=True):
            number, whole = split_coefficient(bare)
            have = found.get(like_key(whole), sympy.S.Zero)
            if number == -have or (number * have < 0 and _vanishes(many, kind, bare)):
                both = min(abs(number), abs(have)) * sympy.sign(have)
                less = algebra.product(algebra.power(kind.weight, Number(-1)), other)
                change = (algebra.scale(-both, whole), *(algebra.scale(both / number, part) for part in (term, less)))
                yield list(terms(algebra.add(*many, *change)))


def _without(term: Node, kind: _Remainder) -> Iterator[Node]:
    """A term without one w B'N⁻¹B E, in every place."""
    one = algebra.power(kind.weight, Number(-1))
    for bare in _exchanged(term, kind.parts, (Identity(kind.parts[0].shape[0]),)):
        yield algebra.product(one, bare)


def _vanishes(many: Sequence[Node], kind: _Remainder, term: Node) -> bool:
    """Whether terms that are equal but for powers of u = w B'N⁻¹B E come to nothing for u = 1."""

    def bare(node: Node) -> Node:
        less = next(_without(node, kind), None)
        return node if less is None else bare(less)

    key = like_key(split_coefficient(bare(term))[1])
    parted = (split_coefficient(bare(each)) for each in many)
    return bool(sum(number for number, rest in parted if like_key(rest) == key) == 0)


def _less_often(node: Node, kinds: Sequence[_Repeated]) -> Node:
    """A product with B K⁻¹E⁻¹K⁻¹ for N⁻²B E, and turned around, where no B' stands on the other side."""
    scalars, chain = split_scalars(node)
    for kind, (i, part) in product(kinds, enumerate(chain)):
        power = rational(part.args[1]) if isinstance(part, Power) and part.args[0] is kind.total else None
        if power is None or power > -2:
            continue
        after, before = chain[i + 1 :], [algebra.transpose(other) for other in reversed(chain[:i])]
        sides = [tuple(side[: len(kind.root)]) == kind.root for side in (after, before)]
        whole = [tuple(side[: len(kind.parts)]) == kind.parts for side in (after, before)]
        if sides[0] != sides[1] and True in whole:
            rest = (after if whole[0] else before)[len(kind.parts) :]
            less = algebra.product(algebra.matrix_power(kind.total, int(power) + 2), kind.other, *rest)
            both = (*chain[:i], less) if whole[0] else (algebra.transpose(less), *chain[i + 1 :])
            return algebra.product(*scalars, *both)
    return node


def _exchanged(node: Node, parts: Sequence[Node], other: Sequence[Node]) -> Iterator[Node]:
    """The expression with other factors in the place of some that are next to one another.

    One for every place where it is linear in them.
    """
    if isinstance(node, Product):
        scalars, chain = split_scalars(node)
        for i in range(len(chain) - len(parts) + 1):
            left, right = chain[:i], chain[i + len(parts) :]
            first, *inner, last = chain[i : i + len(parts)]
            before, after = _beside(first, parts[0], left=False), _beside(last, parts[-1], left=True)
            if before is not None and after is not None and tuple(inner) == tuple(parts[1:-1]):
                yield algebra.product(*scalars, *left, *before, *other, *after, *right)
    if isinstance(node, Power) and node.is_scalar and (rational(node.args[1]) or 0) > 1:  # u^3 = u u^2
        node = Product(node.args[0], algebra.power(node.args[0], algebra.subtract(node.args[1], ONE)))
        yield from islice(_exchanged(node, parts, other), 1)
    elif isinstance(node, (Product, HadamardProduct, Kronecker, Linear)):
        before = node.args[: len(node.args) - len(node.parts)]
        for i, part in enumerate(node.parts):
            for less in _exchanged(part, parts, other):
                yield rebuild(node, (*before, *node.parts[:i], less, *node.parts[i + 1 :]))


def _beside(node: Node, factor: Node, *, left: bool) -> tuple[Node, ...] | None:
    """What is left without a factor that stands at one end: nothing, or v of e.*v = diag(e) v; None without it."""
    if node is factor:
        return ()
    vector = node if left else algebra.transpose(node)
    entries = factor.args[0] if isinstance(factor, Diag) else None
    if not vector.is_column or not isinstance(vector, HadamardProduct) or entries not in vector.args:
        return None
    rest = list(vector.args)
    rest.remove(entries)
    found = algebra.hadamard(*rest)
    return (found if left else algebra.transpose(found),)
