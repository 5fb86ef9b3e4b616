"""Adjoints: the linear change L(Δ) under an inner product, ⟨G, L(Δ)⟩ = ⟨L*(G), Δ⟩, one rule a node kind.

⟨A, B⟩ is tr(A'B). Pulled down to the increments, G = 1 for a scalar function gives its gradient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import singledispatch

from matdiff_cli.calculus.expansion import unknown
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.nodes import Increment, Node
from matdiff_cli.expressions.tidy import Occurrence, replace
from matdiff_cli.expressions.views import terms

Front = dict[Increment, Node]
"""What each increment is paired with."""


def pull(change: Node, cotangent: Node) -> Front:
    """The cotangent of every increment in `change`: ⟨cotangent, change⟩ = Σ ⟨front[Δ], Δ⟩.

    `change` is linear in its increments. Its terms contribute in their order.
    """
    holds = Occurrence(frozenset(change.atoms(Increment)))
    shares: dict[Increment, list[Node]] = {}
    for term in terms(change):
        for increment, share in _pull_term(term, cotangent, holds).items():
            shares.setdefault(increment, []).append(share)
    return {increment: algebra.add(*parts) for increment, parts in shares.items()}


def _pull_term(change: Node, cotangent: Node, holds: Occurrence) -> Front:
    """Every node is visited once, with the sum of what reaches it."""
    order = _parents_first(change, holds)
    arrived: dict[Node, list[Node]] = {change: [cotangent]}
    for node in order:
        if node not in arrived:  # an entry of a literal that hands its share to its increments at once
            continue
        total = algebra.add(*arrived[node])
        if isinstance(node, Increment):
            arrived[node] = [total]
            continue
        for child, share in _shares(node, total, holds):
            arrived.setdefault(child, []).append(share)
    return {inc: algebra.add(*arrived[inc]) for inc in order if isinstance(inc, Increment) and inc in arrived}


def _parents_first(top: Node, holds: Callable[[Node], bool]) -> list[Node]:
    """The nodes that hold increments, each after all nodes that hold it."""
    seen: set[Node] = set()
    order: list[Node] = []

    def visit(node: Node) -> None:
        if node in seen or not holds(node):
            return
        seen.add(node)
        for part in reversed(node.parts):
            visit(part)
        order.append(node)

    visit(top)
    order.reverse()
    return order


Shares = list[tuple[Node, Node]]


@singledispatch
def _shares(node: Node, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    raise unknown(node)


@_shares.register
def _(node: nodes.Sum, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨G, A + B⟩ = ⟨G, A⟩ + ⟨G, B⟩"""
    return [(term, cotangent) for term in node.args if holds(term)]


@_shares.register
def _(node: nodes.Product, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨G, s A E B⟩ = ⟨s A'G B', E⟩; ⟨G, e M⟩ = ⟨G, M⟩ e for a scalar e"""
    i, part = _the_varying(node, holds)
    others = [*node.args[:i], *node.args[i + 1 :]]
    if part.is_scalar:
        rest = algebra.product(*others)
        return [(part, algebra.inner_product(cotangent, rest))]
    scalars = [factor for factor in others if factor.is_scalar]
    before = [algebra.transpose(f) for f in node.args[:i] if not f.is_scalar]
    after = [algebra.transpose(f) for f in node.args[i + 1 :] if not f.is_scalar]
    return [(part, algebra.product(*scalars, *reversed(before), cotangent, *reversed(after)))]


@_shares.register
def _(node: nodes.HadamardProduct, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨G, A ⊙ E⟩ = ⟨A ⊙ G, E⟩"""
    i, part = _the_varying(node, holds)
    return [(part, algebra.hadamard(*node.args[:i], cotangent, *node.args[i + 1 :]))]


@_shares.register
def _(node: nodes.Transpose, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨G, E'⟩ = ⟨G', E⟩"""
    return [(node.args[0], algebra.transpose(cotangent))]


@_shares.register
def _(node: nodes.Trace, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """g tr(E) = ⟨g I, E⟩"""
    return [(node.args[0], algebra.product(cotangent, nodes.Identity(node.args[0].shape[0])))]


@_shares.register
def _(node: nodes.Total, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """g Σ E = ⟨g 11', E⟩"""
    return [(node.args[0], algebra.product(cotangent, nodes.Ones(*node.args[0].shape)))]


@_shares.register
def _(node: nodes.Diag, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨G, diag(e)⟩ = ⟨diag(G), e⟩"""
    return [(node.args[0], algebra.diagonal_part(cotangent))]


@_shares.register
def _(node: nodes.DiagonalPart, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨g, diag(E)⟩ = ⟨diag(g), E⟩"""
    return [(node.args[0], algebra.diag(cotangent))]


@_shares.register
def _(node: nodes.LowerPart, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨G, tril(E)⟩ = ⟨tril(G), E⟩"""
    return [(node.args[0], algebra.lower_part(cotangent))]


@_shares.register
def _(node: nodes.UpperPart, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨G, triu(E)⟩ = ⟨triu(G), E⟩"""
    return [(node.args[0], algebra.upper_part(cotangent))]


@_shares.register
def _(node: nodes.FrechetExpm, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨G, L(X, E)⟩ = ⟨L(X', G), E⟩ (Higham, Functions of Matrices, 3.2)"""
    return [(node.args[1], algebra.frechet_expm(algebra.transpose(node.args[0]), cotangent))]


@_shares.register
def _(node: nodes.Vec, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨g, vec(E)⟩ = ⟨unvec(g), E⟩"""
    return [(node.args[0], algebra.unvec(cotangent, node.args[0].shape))]


@_shares.register
def _(node: nodes.Kronecker, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨g, a ⊗ e ⊗ b⟩ = ⟨(a' ⊗ I ⊗ b') g, e⟩ for columns; matrices go through the vec matrix of the map"""
    i, part = _the_varying(node, holds)
    if node.is_column:
        slots = [algebra.transpose(f) for f in node.args]
        slots[i] = nodes.Identity(part.shape[0])
        return [(part, algebra.product(algebra.kronecker(*slots), cotangent))]
    from matdiff_cli.calculus.stacking import matrix_of

    stand_in = Increment(nodes.Variable("E", *part.shape))
    matrix = matrix_of(algebra.kronecker(*node.args[:i], stand_in, *node.args[i + 1 :]), stand_in)
    return [(part, algebra.unvec(algebra.product(algebra.transpose(matrix), algebra.vec(cotangent)), part.shape))]


@_shares.register
def _(node: nodes.Literal, cotangent: Node, holds: Callable[[Node], bool]) -> Shares:
    """⟨G, [e …]⟩ = Σ G_ij e_ij; a scalar e in several places, with coefficients C, gets ⟨G, C⟩ e"""
    places = [k for k, entry in enumerate(node.entries) if holds(entry)]
    scalars = dict.fromkeys(e for k in places for e in _increments(node.entries[k], holds))
    if len(places) == 1 or not all(e.is_scalar for e in scalars):
        return [(node.entries[k], _entry(cotangent, node, k)) for k in places]
    return [(e, _paired_with(cotangent, node, e, scalars)) for e in scalars]


def _increments(entry: Node, holds: Callable[[Node], bool]) -> list[Increment]:
    return sorted((e for e in entry.atoms(Increment) if holds(e)), key=lambda e: e.of.name)


def _paired_with(cotangent: Node, literal: Node, increment: Increment, increments: Iterable[Increment]) -> Node:
    """⟨G, C⟩ with the coefficients C of one scalar increment in a matrix written out."""
    values = {e: nodes.ONE if e is increment else nodes.ZERO for e in increments}
    coefficients = replace(literal, values)
    places = [k for k, entry in enumerate(coefficients.entries) if not algebra.is_zero(entry)]
    if len(places) > 1:
        return algebra.inner_product(cotangent, coefficients)
    return algebra.product(coefficients.entries[places[0]], _entry(cotangent, literal, places[0]))


def _entry(matrix: Node, literal: Node, place: int) -> Node:
    """The entry of a matrix in a place of a literal; of a symbolic one row'·G·column with unit vectors."""
    rows, columns = int(literal.args[0]), int(literal.args[1])
    i, j = divmod(place, columns)
    if isinstance(matrix, nodes.Literal):
        return matrix.rows_of_entries[i][j]
    return algebra.product(algebra.transpose(algebra.unit_vector(i, rows)), matrix, algebra.unit_vector(j, columns))


def _the_varying(node: Node, holds: Callable[[Node], bool]) -> tuple[int, Node]:
    """The one factor that holds increments, and its place. A second one would mean that the change is not linear."""
    found = [(i, factor) for i, factor in enumerate(node.args) if holds(factor)]
    if len(found) != 1:
        raise ValueError("the change is not linear in its increments")
    return found[0]
