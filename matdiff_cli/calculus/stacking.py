"""The matrix of a linear change under column-stacking: vec L(Δ) = M vec Δ, one rule a node kind.

For columns vec is the identity, so the M of a vector function of a vector is its Jacobian.
Source of the Kronecker rules: Magnus & Neudecker, Matrix Differential Calculus, chapter 2 and 3.7.
"""

from __future__ import annotations

from functools import singledispatch

from matdiff_cli.calculus.adjoint import pull
from matdiff_cli.calculus.expansion import unknown
from matdiff_cli.calculus.exponential import corner_of_expm
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.nodes import SIZE_ONE, Increment, Node
from matdiff_cli.expressions.tidy import Occurrence, rebuild


def matrix_of(change: Node, increment: Increment) -> Node:
    """M with vec(change) = M vec(increment), for the part of `change` that is linear in this increment."""
    return _matrix(change, increment, Occurrence(frozenset({increment})))


def _matrix(change: Node, increment: Increment, holds: Occurrence) -> Node:
    rows = change.shape[0] * change.shape[1]
    columns = increment.shape[0] * increment.shape[1]
    if not holds(change):
        return algebra.zeros((rows, columns))
    if change is increment:
        return nodes.Identity(columns)
    if change.is_scalar:
        gradient = factor(pull(change, nodes.ONE)[increment])
        return algebra.transpose(algebra.vec(gradient))
    return _rule(change, increment, holds)


@singledispatch
def _rule(change: Node, increment: Increment, holds: Occurrence) -> Node:
    raise unknown(change)


@_rule.register
def _(change: nodes.Sum, increment: Increment, holds: Occurrence) -> Node:
    return algebra.add(*(_matrix(term, increment, holds) for term in change.args))


@_rule.register
def _(change: nodes.Product, increment: Increment, holds: Occurrence) -> Node:
    """vec(s A E B) = s (B' ⊗ A) vec E; vec(e M) = vec(M) e for a scalar e"""
    i = next(k for k, factor in enumerate(change.args) if holds(factor))
    part = change.args[i]
    if change.is_vector and isinstance(part, nodes.Transpose):
        return _matrix(algebra.transpose(change), increment, holds)
    if change.is_vector and isinstance(part, nodes.Sum):  # (Δ x' + x Δ') v: one is (x'v) Δ
        before, after = change.args[:i], change.args[i + 1 :]
        apart = algebra.add(*(algebra.product(*before, term, *after) for term in part.args))
        return _matrix(apart, increment, holds)
    if part.is_scalar:
        rest = algebra.product(*change.args[:i], *change.args[i + 1 :])
        return algebra.product(algebra.vec(rest), _matrix(part, increment, holds))
    scalars = [factor for k, factor in enumerate(change.args) if k != i and factor.is_scalar]
    before = [factor for factor in change.args[:i] if not factor.is_scalar]
    after = [factor for factor in change.args[i + 1 :] if not factor.is_scalar]
    if isinstance(part, nodes.Diag):
        matrix = _matrix(part.args[0], increment, holds)
        return algebra.product(*scalars, *_around_diagonal(before, part.shape[0], after), matrix)
    left = algebra.product(*before) if before else nodes.Identity(part.shape[0])
    right = algebra.transpose(algebra.product(*after)) if after else nodes.Identity(part.shape[1])
    return algebra.product(*scalars, algebra.kronecker(right, left), _matrix(part, increment, holds))


def _around_diagonal(before: list[Node], n: nodes.Size, after: list[Node]) -> list[Node]:
    """vec(diag(e) B diag(v)) = diag(vec B)(v ⊗ I) e, and vec(diag(v) A diag(e)) = diag(vec A)(I ⊗ v) e.

    Without a diag(v), v is 1; alone, diag(e) takes B = I; on both sides, A goes in front as in vec(A E B).
    """
    identity = nodes.Identity(n)
    if before and not after:
        weights, body = _peel(before, 0)
        return [algebra.diag(algebra.vec(body)), algebra.kronecker(identity, weights)]
    weights, body = _peel(after, -1) if after else (nodes.Ones(n, SIZE_ONE), identity)
    stacked = [algebra.diag(algebra.vec(body)), algebra.kronecker(weights, identity)]
    if not before:
        return stacked
    return [algebra.kronecker(nodes.Identity(body.shape[1]), algebra.product(*before)), *stacked]


def _peel(chain: list[Node], end: int) -> tuple[Node, Node]:
    """(v, B) for a chain B diag(v) (end −1) or diag(v) B (end 0); v is 1 where there is no such factor."""
    size = chain[end].shape[end]
    if isinstance(chain[end], nodes.Diag) and len(chain) > 1:
        return chain.pop(end).args[0], algebra.product(*chain)
    return nodes.Ones(size, SIZE_ONE), algebra.product(*chain)


@_rule.register
def _(change: nodes.HadamardProduct, increment: Increment, holds: Occurrence) -> Node:
    """vec(A ⊙ E) = diag(vec A) vec E"""
    i = next(k for k, factor in enumerate(change.args) if holds(factor))
    others = algebra.hadamard(*change.args[:i], *change.args[i + 1 :])
    return algebra.product(algebra.diag(algebra.vec(others)), _matrix(change.args[i], increment, holds))


@_rule.register
def _(change: nodes.Transpose, increment: Increment, holds: Occurrence) -> Node:
    """vec(E') = K vec(E), and vec(e') = vec(e) for a column"""
    inner = change.args[0]
    matrix = _matrix(inner, increment, holds)
    return algebra.product(algebra.commutation(*inner.shape), matrix)


@_rule.register
def _(change: nodes.Diag, increment: Increment, holds: Occurrence) -> Node:
    return algebra.product(*_around_diagonal([], change.shape[0], []), _matrix(change.args[0], increment, holds))


@_rule.register
def _(change: nodes.DiagonalPart, increment: Increment, holds: Occurrence) -> Node:
    """diag(E) = (E ⊙ I) 1, so vec diag(E) = (1' ⊗ I) diag(vec I) vec E"""
    n = change.shape[0]
    gather = algebra.kronecker(nodes.Ones(SIZE_ONE, n), nodes.Identity(n))
    return algebra.product(
        gather, algebra.diag(algebra.vec(nodes.Identity(n))), _matrix(change.args[0], increment, holds)
    )


@_rule.register(nodes.LowerPart)
@_rule.register(nodes.UpperPart)
def _(change: Node, increment: Increment, holds: Occurrence) -> Node:
    """vec tril(E) = diag(vec tril(11')) vec E"""
    mask = rebuild(change, (nodes.Ones(*change.shape),))
    return algebra.product(algebra.diag(algebra.vec(mask)), _matrix(change.args[0], increment, holds))


@_rule.register
def _(change: nodes.FrechetExpm, increment: Increment, holds: Occurrence) -> Node:
    """vec L(X, E) = [I, 0] expm([I ⊗ X, I; 0, X' ⊗ I]) [0; I] vec E (Van Loan 1978, Computing integrals with expm)"""
    point, direction = change.args
    identity = nodes.Identity(point.shape[0])
    left, right = algebra.kronecker(identity, point), algebra.kronecker(algebra.transpose(point), identity)
    corner = corner_of_expm(left, nodes.Identity(left.shape[0]), right)
    return algebra.product(corner, _matrix(direction, increment, holds))


@_rule.register
def _(change: nodes.Vec, increment: Increment, holds: Occurrence) -> Node:
    return _matrix(change.args[0], increment, holds)


@_rule.register
def _(change: nodes.Kronecker, increment: Increment, holds: Occurrence) -> Node:
    """vec(A ⊗ B) = (I ⊗ K ⊗ I)(vec A ⊗ vec B), K turning the q columns of B past the m rows of A.

    Vectors need no K: vec(E ⊗ a') and vec(a ⊗ E) are both (I ⊗ a ⊗ I) vec E.
    """
    i = next(k for k, factor in enumerate(change.args) if holds(factor))
    left = algebra.kronecker(*change.args[:i]) if i else nodes.ONE
    right = algebra.kronecker(*change.args[i + 1 :]) if i + 1 < len(change.args) else nodes.ONE
    inner = change.args[i]
    matrix = _matrix(inner, increment, holds)
    if right.is_scalar or left.is_scalar:
        matrix = algebra.product(*(s for s in (left, right) if s.is_scalar), matrix)
    if right.is_row:
        matrix = algebra.product(_beside(inner, algebra.transpose(right)), matrix)
        inner = algebra.kronecker(inner, right)
    elif not right.is_scalar:
        matrix = algebra.product(_interleave(inner, right), algebra.kronecker(matrix, algebra.vec(right)))
        inner = algebra.kronecker(inner, right)
    if left.is_column:
        matrix = algebra.product(_beside(inner, left), matrix)
    elif not left.is_scalar:
        matrix = algebra.product(_interleave(left, inner), algebra.kronecker(algebra.vec(left), matrix))
    return matrix


def _beside(inner: Node, column: Node) -> Node:
    m, n = inner.shape
    return algebra.kronecker(nodes.Identity(n), column, nodes.Identity(m))


def _interleave(left: Node, right: Node) -> Node:
    (m, n), (p, q) = left.shape, right.shape
    return algebra.kronecker(nodes.Identity(n), algebra.commutation(q, m), nodes.Identity(p))


@_rule.register
def _(change: nodes.Literal, increment: Increment, holds: Occurrence) -> Node:
    """The row of each entry, in the order of vec, put in its place with a unit vector"""
    rows, columns = int(change.args[0]), int(change.args[1])
    order = [change.entries[i * columns + j] for j in range(columns) for i in range(rows)]
    if increment.is_scalar:
        entries = [_matrix(entry, increment, holds) if holds(entry) else nodes.ZERO for entry in order]
        return nodes.Literal(len(order), 1, *entries)
    terms = []
    for k, entry in enumerate(order):
        if holds(entry):
            terms.append(algebra.product(algebra.unit_vector(k, len(order)), _matrix(entry, increment, holds)))
    return algebra.add(*terms)
