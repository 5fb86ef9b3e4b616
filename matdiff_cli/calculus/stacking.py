"""The matrix of a linear change under column-stacking: vec L(Δ) = M vec Δ, one rule a node kind.

For columns vec is the identity, so the M of a vector function of a vector is its Jacobian. A rule says by which
matrices the vec of a node is that of its parts, and by which identity of the table of rules.
Source of the Kronecker rules: Magnus & Neudecker, Matrix Differential Calculus, chapter 2 and 3.7.
"""

from __future__ import annotations

from functools import singledispatch

from matdiff_cli.calculus.expansion import unknown
from matdiff_cli.calculus.exponential import corner_of_expm
from matdiff_cli.calculus.formulas import instantiate
from matdiff_cli.calculus.shares import Holds, Share, Shares
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.alternatives.products import stacked_outer
from matdiff_cli.expressions.alternatives.spreading import multiplied_out
from matdiff_cli.expressions.decompositions import terms
from matdiff_cli.expressions.laws import as_always
from matdiff_cli.expressions.nodes import SIZE_ONE, Node
from matdiff_cli.functions import linear_map
from matdiff_cli.rules import stacked_rule_of


@singledispatch
def stacked(change: Node, holds: Holds) -> Shares:
    """The parts of a change with their matrices: vec(change) = Σ M vec(part), with the rules by which that holds.

    Raises MatdiffError (unsupported) for a node without a rule.
    """
    raise unknown(change)


@stacked.register
def _(change: nodes.Sum, holds: Holds) -> Shares:
    """vec(A + B) = vec(A) + vec(B)"""
    return _apart(change, [term for term in change.args if holds(term)])


def row_of(gradient: Node) -> Node:
    """The matrix of the scalar change ⟨G, E⟩: vec(G)', which is b' ⊗ a' for G = a b'."""
    outer = stacked_outer(gradient)
    return algebra.transpose(algebra.vec(gradient) if outer is None else outer)


def _apart(change: Node, parts: list[Node]) -> Shares:
    rule = "multiply-out" if change.is_vector else "vec-sum"
    return (rule,), [Share(part, _all_of(change)) for part in parts]


def _all_of(node: Node) -> Node:
    """The identity of the size of vec(node)."""
    return nodes.Identity(node.shape[0] * node.shape[1])


@stacked.register
def _(change: nodes.Product, holds: Holds) -> Shares:
    """vec(s A E B) = s (B' ⊗ A) vec E and vec(s E) = s vec E; vec(e M) = vec(M) e for a scalar e"""
    i = next(k for k, factor in enumerate(change.args) if holds(factor))
    part = change.args[i]
    if change.is_vector and isinstance(part, nodes.Transpose):
        return ("scalar-transpose",), [Share(algebra.transpose(change), _all_of(change))]
    if change.is_vector and isinstance(part, nodes.Sum):  # (Δ x' + x Δ') v: one is (x'v) Δ
        before, after = change.args[:i], change.args[i + 1 :]
        return _apart(change, [algebra.product(*before, term, *after) for term in part.args if holds(term)])
    if part.is_scalar:
        rest = algebra.product(*change.args[:i], *change.args[i + 1 :])
        return ("scalar-last" if change.is_vector else "vec-scalar",), [Share(part, algebra.vec(rest))]
    scalars = [factor for k, factor in enumerate(change.args) if k != i and factor.is_scalar]
    before = [factor for factor in change.args[:i] if not factor.is_scalar]
    after = [factor for factor in change.args[i + 1 :] if not factor.is_scalar]
    if isinstance(part, nodes.Diag):
        matrices = _around_diagonal(before, part.shape[0], after)
        return ("vec-diag",), [Share(part.args[0], algebra.product(*scalars, *matrices))]
    left = algebra.product(*before) if before else nodes.Identity(part.shape[0])
    right = algebra.transpose(algebra.product(*after)) if after else nodes.Identity(part.shape[1])
    share = Share(part, algebra.product(*scalars, algebra.kronecker(right, left)))
    if part.is_column and not after:  # A e is its own vec
        return (), [share]
    return ("vec-product" if before or after else "vec-scalar",), [share]


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


@stacked.register
def _(change: nodes.HadamardProduct, holds: Holds) -> Shares:
    """vec(A ⊙ E) = diag(vec A) vec E"""
    i = next(k for k, factor in enumerate(change.args) if holds(factor))
    others = algebra.hadamard(*change.args[:i], *change.args[i + 1 :])
    rule = "hadamard-diag" if change.is_vector else "vec-hadamard"
    return (rule,), [Share(change.args[i], algebra.diag(algebra.vec(others)))]


@stacked.register
def _(change: nodes.Transpose, holds: Holds) -> Shares:
    """vec(E') = K vec(E), and vec(e') = vec(e) for a column"""
    inner = change.args[0]
    rules = () if inner.is_vector else ("vec-transpose",)
    return rules, [Share(inner, algebra.commutation(*inner.shape))]


@stacked.register
def _(change: nodes.Diag, holds: Holds) -> Shares:
    """vec diag(e) = diag(vec I)(1 ⊗ I) e"""
    return ("vec-diag",), [Share(change.args[0], algebra.product(*_around_diagonal([], change.shape[0], [])))]


@stacked.register
def _(change: nodes.Linear, holds: Holds) -> Shares:
    """vec L(E) = M vec E with the M of the record"""
    record, place = linear_map(change.operation)
    found = record.linear[place]
    matrix = instantiate(record.name, found.matrix, change.args)
    return (stacked_rule_of(found),), [Share(change.args[0], matrix)]


@stacked.register
def _(change: nodes.DiagonalPart, holds: Holds) -> Shares:
    """diag(A diag(e) B + …) = (A ⊙ B') e + …; for others as for every linear operation"""
    parts = [term for term in terms(multiplied_out(change.args[0])) if holds(term)]
    if any(holds(left) for left in as_always(_diagonals)(parts).atoms(nodes.DiagonalPart)):
        return stacked.dispatch(nodes.Linear)(change, holds)
    return _apart(change, list(map(algebra.diagonal_part, parts)))


def _diagonals(matrices: list[Node]) -> Node:
    """The sum of their diagonals."""
    return algebra.add(*map(algebra.diagonal_part, matrices))


@stacked.register
def _(change: nodes.FrechetExpm, holds: Holds) -> Shares:
    """vec L(X, E) = [I, 0] expm([I ⊗ X, I; 0, X' ⊗ I]) [0; I] vec E (Van Loan 1978, Computing integrals with expm)"""
    point, direction = change.args
    identity = nodes.Identity(point.shape[0])
    left, right = algebra.kronecker(identity, point), algebra.kronecker(algebra.transpose(point), identity)
    return ("vec-expm",), [Share(direction, corner_of_expm(left, nodes.Identity(left.shape[0]), right))]


@stacked.register
def _(change: nodes.Vec, holds: Holds) -> Shares:
    """vec(vec E) = vec E"""
    return (), [Share(change.args[0], _all_of(change))]


@stacked.register
def _(change: nodes.Kronecker, holds: Holds) -> Shares:
    """vec(A ⊗ B) = (I ⊗ K ⊗ I)(vec A ⊗ vec B), K turning the q columns of B past the m rows of A.

    Vectors need no K: vec(E ⊗ a') and vec(a ⊗ E) are both (I ⊗ a ⊗ I) vec E. Columns need no vec: e ⊗ a is (I ⊗ a) e.
    """
    i = next(k for k, factor in enumerate(change.args) if holds(factor))
    if i:
        left, inner = algebra.kronecker(*change.args[:i]), algebra.kronecker(*change.args[i:])
        if left.is_column:
            matrix = _beside(inner, left)
        else:
            matrix = algebra.product(_interleave(left, inner), algebra.kronecker(algebra.vec(left), _all_of(inner)))
    else:
        inner, right = change.args[0], algebra.kronecker(*change.args[1:])
        if right.is_row:
            matrix = _beside(inner, algebra.transpose(right))
        else:
            matrix = algebra.product(_interleave(inner, right), algebra.kronecker(_all_of(inner), algebra.vec(right)))
    return ("kron-product" if change.is_column else "vec-kron",), [Share(inner, matrix)]


def _beside(inner: Node, column: Node) -> Node:
    m, n = inner.shape
    return algebra.kronecker(nodes.Identity(n), column, nodes.Identity(m))


def _interleave(left: Node, right: Node) -> Node:
    (m, n), (p, q) = left.shape, right.shape
    return algebra.kronecker(nodes.Identity(n), algebra.commutation(q, m), nodes.Identity(p))


@stacked.register
def _(change: nodes.Literal, holds: Holds) -> Shares:
    """Each entry, in the order of vec, put in its place with a unit vector"""
    rows, columns = int(change.args[0]), int(change.args[1])
    order = [change.entries[i * columns + j] for j in range(columns) for i in range(rows)]
    places = [k for k, entry in enumerate(order) if holds(entry)]
    shares = [Share(order[k], algebra.unit_vector(k, len(order))) for k in places]
    return ("entrywise" if change.is_column else "vec-entries",), shares
