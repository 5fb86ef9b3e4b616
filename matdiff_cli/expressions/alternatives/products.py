"""Sums multiplied out where that makes them shorter: X'(s − y) rather than X'(s ⊙ (1 − y) − (1 − s) ⊙ y)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations, pairwise

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.alternatives.commutations import without_two
from matdiff_cli.expressions.alternatives.complements import complements
from matdiff_cli.expressions.alternatives.form import COMMON_FACTOR, MULTIPLY_OUT, Form
from matdiff_cli.expressions.alternatives.spreading import multiplied_out, over_sum
from matdiff_cli.expressions.decompositions import rational, split_coefficient, split_scalars, terms, weight
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.laws import with_laws
from matdiff_cli.expressions.nodes import (
    SIZE_ONE,
    Diag,
    DiagonalPart,
    HadamardPower,
    HadamardProduct,
    Identity,
    Inverse,
    Kronecker,
    Node,
    Ones,
    Power,
    Product,
    Sum,
    Trace,
    Transpose,
    Vec,
)
from matdiff_cli.expressions.nodes.base import marks

_INVERTING = marks(Inverse, Power)
_CANCELLING = frozenset({"inverse-cancels", "inverse-product inverse-cancels"})

_WORTH_OPENING = 2
"""An elementwise product is multiplied out only if that much less is left to read: σ ⊙ (1 − σ) stays."""


def of_sum(node: Node) -> Iterator[Form]:
    """Its elementwise products multiplied out, its transposed sums opened, its numbers multiplied into its sums."""
    yield Form(MULTIPLY_OUT, multiplied_out(node, elementwise=True))
    if node.is_row:
        yield Form("transpose-sum", algebra.transpose(algebra.transpose(node)))
    apart = tuple([part for term in node.args for part in _opened(term)])
    yield Form(COMMON_FACTOR, factor(node if apart == node.args else algebra.add(*apart)))


def _opened(term: Node) -> Iterator[Node]:
    """The terms of c (A + B) and of c (A + B)'."""
    coefficient, rest = split_coefficient(term)
    flipped = isinstance(rest, Transpose)
    for part in terms(rest.args[0] if flipped else rest):
        yield algebra.scale(coefficient, algebra.transpose(part) if flipped else part)


def of_elementwise_product(node: Node) -> Iterator[Form]:
    """Over the terms of a sum in it; (x 1') ⊙ W = diag(x) W and (1 x') ⊙ W = W diag(x)."""
    for i, part in enumerate(node.args):
        rest = algebra.hadamard(*node.args[:i], *node.args[i + 1 :])
        if not isinstance(part, Sum):
            yield Form("hadamard-repeated", _spread_over(part, rest))
            continue
        apart = algebra.add(*(_spread_over(term, rest) for term in part.args))
        repeated = any(_spread_over(term, rest) is not algebra.hadamard(term, rest) for term in part.args)
        outward = f"{MULTIPLY_OUT} hadamard-repeated" if repeated else MULTIPLY_OUT
        for form in (apart, multiplied_out(apart, elementwise=True)):
            if weight(form) + _WORTH_OPENING < weight(node):
                cancels = len(form.atoms(HadamardPower)) < len(node.atoms(HadamardPower))
                yield Form("cancel" if cancels else outward, form)


def _spread_over(part: Node, rest: Node) -> Node:
    """part ⊙ rest, with diag(x) for x 1'."""
    scalars, chain = split_scalars(part)
    match chain:
        case [column, Ones()] if column.is_column:
            return algebra.product(*scalars, Diag(column), rest)
        case [Ones(), row] if row.is_row:
            return algebra.product(*scalars, rest, Diag(algebra.transpose(row)))
    return algebra.hadamard(part, rest)


def of_product(node: Node) -> Iterator[Form]:
    """A sum multiplied with its neighbour: diag(1 ⊘ s)(diag(s) − s s') = I − 1 s'."""
    scalars, chain = split_scalars(node)
    if node.holds(Kronecker) and node.holds(Vec):
        yield from kronecker_around_diagonals(node)
    if any(isinstance(part, Inverse) for part in chain):
        yield from around_inverse(node)
    if node.held & _INVERTING and node.holds(HadamardProduct):
        yield from around_diagonal(node)
    yield from without_two(node)
    for i, (left, right) in enumerate(pairwise(chain)):
        for place, part in enumerate((left, right)):
            apart = over_sum(Product(left, right), place)
            if apart is None:
                continue
            opened = f"transpose-sum {MULTIPLY_OUT}" if isinstance(part, Transpose) else MULTIPLY_OUT
            shorter = complements(apart) if isinstance(apart, Sum) else ()
            for rule, found in (Form("", apart), *shorter):
                whole = factor(algebra.product(*scalars, *chain[:i], found, *chain[i + 2 :]))
                yield Form(f"{opened} {rule}".rstrip(), whole)


def kronecker_around_diagonals(node: Node) -> Iterator[Form]:
    """(v' ⊗ L) diag(vec(P)) (C ⊗ D) diag(vec(Q)) (w ⊗ R) = L ((P diag(v) C diag(w) Q') ⊙ D) R, and its kin"""
    scalars, chain = split_scalars(node)
    ends = [i for i, part in enumerate(chain) if part.holds(Kronecker)]
    for start, end in combinations(ends, 2):
        apart = terms(multiplied_out(Product(*chain[start : end + 1])))
        found, laws = with_laws(partial(_all_entrywise, apart))
        if found is not None:
            opened = MULTIPLY_OUT if len(apart) > 1 else ""
            rules = " ".join([opened, "kron-diag", *sorted(laws & _CANCELLING)]).strip()
            yield Form(rules, algebra.product(*scalars, *chain[:start], found, *chain[end + 1 :]))


def _all_entrywise(parts: Sequence[Node]) -> Node | None:
    """The sum of all, if every one has the form."""
    found = []
    for part in parts:
        if (term := _entrywise(part)) is None:
            return None
        found.append(term)
    return algebra.add(*found)


def _entrywise(node: Node) -> Node | None:
    """L (C ⊙ D) R with P diag(v) before C for v' ⊗ L, P'diag(v) before D for L ⊗ v', and so behind; None otherwise."""
    scalars, chain = split_scalars(node)
    q: Node | None = None
    match chain:
        case [Kronecker() as left, Diag(args=(Vec(args=(p,)),)), Kronecker() as right]:
            c, d = Identity(p.shape[1]), Identity(p.shape[0])
        case [
            Kronecker() as left,
            Diag(args=(Vec(args=(p,)),)),
            Kronecker(args=(c, d)),
            Diag(args=(Vec(args=(q,)),)),
            Kronecker() as right,
        ] if (c.shape, d.shape) == ((p.shape[1], q.shape[1]), (p.shape[0], q.shape[0])):
            pass
        case _:
            return None
    before, after = _vector_in(algebra.transpose(left), p), _vector_in(right, p if q is None else q)
    if before is None or after is None:
        return None
    (i, v, near, first), (j, w, far, last) = before, after
    sides = [[c], [d]]
    sides[i][:0] = near, algebra.diag(v)
    sides[j] += (w,) if q is None else (algebra.diag(w), algebra.transpose(far))
    both = [algebra.product(*side) for side in sides]
    if q is None:  # Q = 1 1', and (x 1') ⊙ M = diag(x) M
        inner = algebra.product(algebra.diag(both[j]), both[1 - j])
    elif isinstance(both[1 - j], Identity):
        inner = algebra.diag(algebra.diagonal_part(both[j]))
    else:
        inner = algebra.hadamard(*both)
    return algebra.product(*scalars, algebra.transpose(first), inner, last)


def _vector_in(node: Node, matrix: Node) -> tuple[int, Node, Node, Node] | None:
    """0, v, the matrix and R for v ⊗ R; 1, v, the matrix transposed and R for R ⊗ v; None if it does not fit."""
    if type(node) is Kronecker and len(node.args) == 2:
        for place, turned in enumerate((matrix, algebra.transpose(matrix))):
            vector = node.args[place]
            if vector.is_column and vector.shape[0] == turned.shape[1]:
                return place, vector, turned, node.args[1 - place]
    return None


def around_inverse(node: Node) -> Iterator[Form]:
    """(I + A B)⁻¹ A = A (I + B A)⁻¹ and B (I + A B)⁻¹ = (I + B A)⁻¹ B; so R (I + R K R)⁻¹ R = R² (I + K R²)⁻¹"""
    scalars, chain = split_scalars(node)
    for i, part in enumerate(chain):
        inner = _beside_identity(part)
        if inner is None:
            continue
        own, factors_ = split_scalars(inner)
        if len(factors_) < 2:
            continue
        if i + 1 < len(chain) and chain[i + 1] is factors_[0]:
            moved = (factors_[0], _one_plus(algebra.product(*own, *factors_[1:], factors_[0])))
            yield Form("push-through", algebra.product(*scalars, *chain[:i], *moved, *chain[i + 2 :]))
        if i and chain[i - 1] is factors_[-1]:
            moved = (_one_plus(algebra.product(*own, factors_[-1], *factors_[:-1])), factors_[-1])
            yield Form("push-through", algebra.product(*scalars, *chain[: i - 1], *moved, *chain[i + 1 :]))


def around_diagonal(node: Node) -> Iterator[Form]:
    """(S ⊙ Y⁻¹) v = diag(S diag(v) Y⁻¹) and S (v ⊙ Y⁻¹ x) = S diag(v) Y⁻¹ x, where Y = diag(v) S diag(v) cancels"""
    scalars, chain = split_scalars(node)
    for i, part in enumerate(chain):
        if not isinstance(part, HadamardProduct) or len(part.args) != 2:
            continue
        for one, other in (part.args, part.args[::-1]):
            if part.is_column and i and isinstance(other, Product) and other.args[0].held & _INVERTING:
                rule, start, opened = "hadamard-diag", i - 1, (chain[i - 1], algebra.diag(one), *other.args)
            elif not part.is_vector and i + 1 < len(chain) and chain[i + 1].is_column:
                opened = one, algebra.diag(chain[i + 1]), algebra.transpose(other)
                rule, start = "diagonal-of-product", i
            else:
                continue
            product, laws = with_laws(partial(algebra.product, *opened))
            found = product if part.is_column else algebra.diagonal_part(product)
            rules = dict.fromkeys(" ".join([rule, *sorted(laws & _CANCELLING)]).split())
            yield Form(" ".join(rules), algebra.product(*scalars, *chain[:start], found, *chain[start + 2 :]))


def _beside_identity(node: Node) -> Node | None:
    """M for (I + M)⁻¹."""
    if isinstance(node, Inverse) and isinstance(node.args[0], Sum) and len(node.args[0].args) == 2:
        one, other = node.args[0].args if isinstance(node.args[0].args[0], Identity) else node.args[0].args[::-1]
        return other if isinstance(one, Identity) else None
    return None


def _one_plus(node: Node) -> Node:
    return algebra.inverse(algebra.add(Identity(node.shape[0]), node))


def of_power(node: Node) -> Iterator[Form]:
    """The square of a matrix multiplied out: (I − P)² = I − P for a projection P"""
    base, exponent = node.args
    if isinstance(base, Sum) and not node.is_scalar and rational(exponent) == 2:
        yield Form(MULTIPLY_OUT, multiplied_out(Product(base, base)))


def of_trace(node: Node) -> Iterator[Form]:
    """tr((x x' + A) B) = x'B x + tr(A B)"""
    yield Form(MULTIPLY_OUT, algebra.trace(multiplied_out(node.args[0])))


def of_diagonal(node: Node) -> Iterator[Form]:
    """diag(M) = diag(M'), diag(A (x y' + B) C) = (A x) ⊙ (C'y) + diag(A B C)"""
    yield Form("diagonal-transpose", algebra.diagonal_part(algebra.transpose(node.args[0])))
    yield Form(MULTIPLY_OUT, algebra.diagonal_part(multiplied_out(node.args[0])))


def of_vec(node: Node) -> Iterator[Form]:
    """vec(a b') = b ⊗ a"""
    if len(split_scalars(node.args[0])[1]) == 2 and (found := stacked_outer(node.args[0])) is not None:
        yield Form("vec-outer", found)


def stacked_outer(matrix: Node) -> Node | None:
    """b ⊗ a, which is vec(a b'), for a product with a vector a in it; else None."""
    scalars, chain = split_scalars(matrix)
    for i, part in enumerate(chain[:-1], start=1):
        if part.shape[1] is SIZE_ONE:
            column, row = algebra.product(*chain[:i]), algebra.product(*chain[i:])
            return algebra.product(*scalars, algebra.kronecker(algebra.transpose(row), column))
    return None


FORMS = {
    Sum: of_sum,
    HadamardProduct: of_elementwise_product,
    Product: of_product,
    Power: of_power,
    Trace: of_trace,
    DiagonalPart: of_diagonal,
    Vec: of_vec,
}
