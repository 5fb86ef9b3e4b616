"""Adjoints: the linear change L(Δ) under an inner product, ⟨G, L(Δ)⟩ = ⟨L*(G), Δ⟩, one rule a node kind.

⟨A, B⟩ is tr(A'B). Pulled down to the increments, G = 1 for a scalar function gives its gradient. A rule says what a
node hands down to its parts, and by which identity of the table of rules. The matrix of a change stands here, too: that
of a scalar change is its gradient, and the adjoint of a Kronecker product goes through its matrix.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from operator import methodcaller
from typing import NamedTuple

from matdiff_cli.calculus.expansion import unknown
from matdiff_cli.calculus.formulas import instantiate
from matdiff_cli.calculus.shares import Holds, Share, Shares
from matdiff_cli.calculus.stacking import row_of, stacked
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.alternatives.products import stacked_outer
from matdiff_cli.expressions.decompositions import split_scalars, terms
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import Increment, Node
from matdiff_cli.expressions.tidy import Occurrence, replace, tidy
from matdiff_cli.functions import linear_map
from matdiff_cli.rules import inner_rule_of

Multipliers = dict[Increment, Node]
"""What each increment is paired with."""


class Move(NamedTuple):
    """What is paired with a node, handed down to its parts: ⟨multiplier, node⟩ = Σ ⟨share.multiplier, share.node⟩.

    `rules` name the identities by which that holds, in the order in which they are used.
    """

    node: Node
    multiplier: Node
    rules: tuple[str, ...]
    shares: tuple[Share, ...]


def pull(change: Node, cotangent: Node) -> Multipliers:
    """The cotangent of every increment in `change`: ⟨cotangent, change⟩ = Σ ⟨multipliers[Δ], Δ⟩.

    `change` is linear in its increments, `cotangent` of its shape; a multiplier has the shape of its increment. Terms
    contribute in their order. Raises MatdiffError (unsupported) for a node without a rule, ValueError for a change
    that is not linear.
    """
    shares: dict[Increment, list[Node]] = {}
    for term in terms(change):
        for move in moves(term, cotangent):
            for node, share in move.shares:
                if isinstance(node, Increment):
                    shares.setdefault(node, []).append(share)
                elif "vec-outer" in move.rules:  # the node takes the place of one that stands in the change
                    for increment, inner in pull(node, share).items():
                        shares.setdefault(increment, []).append(inner)
    return {increment: algebra.add(*parts) for increment, parts in shares.items()}


def matrix_of(change: Node, increment: Increment) -> Node:
    """M with vec(change) = M vec(increment), for the part of `change` that is linear in this increment.

    M is pq×mn for a p×q change and an m×n increment. Raises MatdiffError (unsupported) for a node without a rule.
    """
    return _matrix(change, increment, Occurrence(frozenset({increment})))


def _matrix(change: Node, increment: Increment, holds: Occurrence) -> Node:
    columns = increment.shape[0] * increment.shape[1]
    if not holds(change):
        return algebra.zeros((change.shape[0] * change.shape[1], columns))
    if change is increment:
        return nodes.Identity(columns)
    if change.is_scalar:
        gradient = factor(pull(change, nodes.ONE)[increment])
        return row_of(gradient)
    _, shares = stacked(change, holds)
    return algebra.add(*(algebra.product(matrix, _matrix(part, increment, holds)) for part, matrix in shares))


holds_increment: Holds = methodcaller("holds", Increment)
"""Whether a part of a change varies."""


@remember
def moves(change: Node, cotangent: Node) -> list[Move]:
    """What takes ⟨cotangent, change⟩ to its increments. Every node is visited once, with the sum of what reaches it.

    A multiplier has the shape of its node. Raises MatdiffError (unsupported) for a node without a rule.
    """
    arrived: dict[Node, list[Node]] = {change: [cotangent]}
    found = []
    for node in _parents_first(change):
        if node not in arrived:  # a transpose or an entry that its parent has passed over
            continue
        total = algebra.add(*arrived[node])
        if isinstance(node, Increment):
            if node is change:
                found.append(Move(node, total, (), (Share(node, total),)))
            continue
        rules, shares = shares_of(node, total, holds_increment)
        found.append(Move(node, total, rules, tuple(shares)))
        for child, share in shares:
            arrived.setdefault(child, []).append(share)
    return found


def _parents_first(top: Node) -> list[Node]:
    """The nodes that hold increments, each after all nodes that hold it."""
    order: list[Node] = []
    _parts_first(top, set(), order)
    order.reverse()
    return order


def _parts_first(node: Node, seen: set[Node], order: list[Node]) -> None:
    """Put a node that holds increments behind its parts, if it was not seen before."""
    if node in seen or not node.holds(Increment):
        return
    seen.add(node)
    for part in reversed(node.parts):
        _parts_first(part, seen, order)
    order.append(node)


TRANSPOSE = "trace-transpose"
CYCLIC = "trace-cyclic"


@singledispatch
def shares_of(node: Node, cotangent: Node, holds: Holds) -> Shares:
    """What a node hands down to its parts of what is paired with it, and the rules by which it does.

    Raises MatdiffError (unsupported) for a node without a rule.
    """
    raise unknown(node)


@shares_of.register
def _(node: nodes.Sum, cotangent: Node, holds: Holds) -> Shares:
    """⟨G, A + B⟩ = ⟨G, A⟩ + ⟨G, B⟩"""
    return ("trace-sum" if node.is_matrix else "multiply-out",), [Share(t, cotangent) for t in node.args if holds(t)]


@shares_of.register
def _(node: nodes.Product, cotangent: Node, holds: Holds) -> Shares:
    """⟨G, s A E B⟩ = ⟨s A'G B', E⟩, ⟨G, s A E' B⟩ = ⟨s B G'A, E⟩; ⟨G, e M⟩ = ⟨G, M⟩ e for a scalar e"""
    i, part = _the_varying(node, holds)
    others = [*node.args[:i], *node.args[i + 1 :]]
    if part.is_scalar:
        rest = algebra.product(*others)
        value = algebra.inner_product(cotangent, rest)
        inside = rest.holds(nodes.FrechetExpm) and not value.holds(nodes.FrechetExpm)  # tr(L(X, E)) = tr(expm(X) E)
        return ("inner-expm" if inside else "trace-scalar",) if node.is_matrix else (), [Share(part, value)]
    scalars = [factor for factor in others if factor.is_scalar]
    before = [algebra.transpose(f) for f in node.args[:i] if not f.is_scalar]
    after = [algebra.transpose(f) for f in node.args[i + 1 :] if not f.is_scalar]
    share = algebra.product(*scalars, *reversed(before), cotangent, *reversed(after))
    if isinstance(part, nodes.Transpose):
        rules = ("scalar-transpose",) if part.is_vector else (TRANSPOSE, CYCLIC)
        return rules, [Share(part.args[0], algebra.transpose(share))]
    if part.is_vector:
        return ("trace-outer",) if node.is_matrix else (), [Share(part, share)]
    return (CYCLIC,), [Share(part, share)]


@shares_of.register
def _(node: nodes.HadamardProduct, cotangent: Node, holds: Holds) -> Shares:
    """⟨G, A ⊙ E⟩ = ⟨A ⊙ G, E⟩; ⟨1, a ⊙ e⟩ is the sum of entries of a vector"""
    i, part = _the_varying(node, holds)
    summed = node.is_vector and all(isinstance(factor, nodes.Ones) for factor in split_scalars(cotangent)[1])
    share = Share(part, algebra.hadamard(*node.args[:i], cotangent, *node.args[i + 1 :]))
    return ("sum-hadamard" if summed else "inner-hadamard",), [share]


@shares_of.register
def _(node: nodes.Transpose, cotangent: Node, holds: Holds) -> Shares:
    """⟨G, E'⟩ = ⟨G', E⟩"""
    rules = (TRANSPOSE, CYCLIC) if node.is_matrix else ("scalar-transpose",)
    return rules, [Share(node.args[0], algebra.transpose(cotangent))]


@shares_of.register
def _(node: nodes.Linear, cotangent: Node, holds: Holds) -> Shares:
    """⟨G, L(E)⟩ = ⟨L*(G), E⟩ with the L* of the record"""
    record, place = linear_map(node.operation)
    found = record.linear[place]
    share = instantiate(record.name, found.adjoint, node.args, G=cotangent)
    return (inner_rule_of(found),), [Share(node.args[0], share)]


@shares_of.register
def _(node: nodes.Total, cotangent: Node, holds: Holds) -> Shares:
    """g Σ E = ⟨g 11', E⟩, and g Σ A ⊙ E = ⟨g A, E⟩ for a matrix E"""
    inner = node.args[0]
    if isinstance(inner, nodes.HadamardProduct) and inner.is_matrix:
        _, (share,) = shares_of(inner, algebra.product(cotangent, nodes.Ones(*inner.shape)), holds)
        return ("sum-hadamard-trace",), [share]
    share = algebra.product(cotangent, nodes.Ones(*inner.shape))
    return ("sum-trace" if inner.is_matrix else "sum-vector",), [Share(inner, share)]


@shares_of.register
def _(node: nodes.FrechetExpm, cotangent: Node, holds: Holds) -> Shares:
    """⟨G, L(X, E)⟩ = ⟨L(X', G), E⟩ (Higham, Functions of Matrices, 3.2)"""
    return ("inner-expm",), [Share(node.args[1], algebra.frechet_expm(algebra.transpose(node.args[0]), cotangent))]


@shares_of.register
def _(node: nodes.Vec, cotangent: Node, holds: Holds) -> Shares:
    """⟨g, vec(E)⟩ = ⟨unvec(g), E⟩; ⟨g, vec(a e' + …)⟩ = ⟨g, e ⊗ a + …⟩ where g is not made of vecs"""
    matrix = node.args[0]
    stacks = all(isinstance(f, nodes.Vec) for f in split_scalars(cotangent)[1])
    outer = [found for term in terms(matrix) if not stacks and (found := stacked_outer(term)) is not None]
    if len(outer) < len(terms(matrix)):
        return ("trace-vec" if stacks else "vec-inner",), [Share(matrix, algebra.unvec(cotangent, matrix.shape))]
    return ("vec-outer",), [Share(algebra.add(*outer), cotangent)]


@shares_of.register
def _(node: nodes.Kronecker, cotangent: Node, holds: Holds) -> Shares:
    """⟨g, a ⊗ e ⊗ b⟩ = ⟨(a' ⊗ I ⊗ b') g, e⟩ for columns; ⟨P ⊗ Q, A ⊗ E⟩ = ⟨P, A⟩ ⟨Q, E⟩

    What else a matrix is paired with goes through the vec matrix of the map.
    """
    i, part = _the_varying(node, holds)
    if node.is_vector:
        turn = algebra.transpose if node.is_row else tidy
        slots = [algebra.transpose(turn(f)) for f in node.args]
        slots[i] = nodes.Identity(turn(part).shape[0])
        return ("kron-product",), [Share(part, turn(algebra.product(algebra.kronecker(*slots), turn(cotangent))))]
    beside = [(term, _beside(term, node)) for term in terms(cotangent)]
    if all(factors for _, factors in beside):
        kept = [k for k in range(len(node.args)) if k != i]
        shares = [
            algebra.product(*split_scalars(term)[0], *(algebra.inner_product(f[k], node.args[k]) for k in kept), f[i])
            for term, f in beside
        ]
        split = all(isinstance(f, nodes.Identity) for term, _ in beside for f in split_scalars(term)[1])
        return ("trace-kron" if split else "kron-product trace-kron",), [Share(part, algebra.add(*shares))]
    stand_in = Increment(nodes.Variable("E", *part.shape))
    matrix = matrix_of(algebra.kronecker(*node.args[:i], stand_in, *node.args[i + 1 :]), stand_in)
    share = algebra.unvec(algebra.product(algebra.transpose(matrix), algebra.vec(cotangent)), part.shape)
    return ("trace-vec vec-kron",), [Share(part, share)]


def _beside(term: Node, node: nodes.Kronecker) -> list[Node]:
    """P and Q of a multiple of P ⊗ Q where they have the shapes of A and B in A ⊗ B; nothing for other terms."""
    shapes = [factor.shape for factor in node.args]
    chain = split_scalars(term)[1]
    if all(isinstance(factor, nodes.Identity) for factor in chain) and all(m == n for m, n in shapes):
        return [nodes.Identity(m) for m, _ in shapes]
    if len(chain) == 1 and isinstance(chain[0], nodes.Kronecker) and [f.shape for f in chain[0].args] == shapes:
        return list(chain[0].args)
    return []


@shares_of.register
def _(node: nodes.Literal, cotangent: Node, holds: Holds) -> Shares:
    """⟨G, [e …]⟩ = Σ G_ij e_ij; a scalar e in several places, with coefficients C, gets ⟨G, C⟩ e"""
    places = [k for k, entry in enumerate(node.entries) if holds(entry)]
    scalars = dict.fromkeys(e for k in places for e in _increments(node.entries[k], holds))
    if len(places) == 1 or not all(e.is_scalar for e in scalars):
        return ("entrywise",), [Share(node.entries[k], _entry(cotangent, node, k)) for k in places]
    return ("entrywise",), [Share(e, _paired_with(cotangent, node, e, scalars)) for e in scalars]


def _increments(entry: Node, holds: Holds) -> list[Increment]:
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


def _the_varying(node: Node, holds: Holds) -> tuple[int, Node]:
    """The one factor that holds increments, and its place. A second one would mean that the change is not linear."""
    found = [(i, factor) for i, factor in enumerate(node.args) if holds(factor)]
    if len(found) != 1:
        raise ValueError("the change is not linear in its increments")
    return found[0]
