"""When terms are like: equal but for the side a scalar is read from, the start of a trace, the order of scalars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from matdiff_cli.expressions.declared import is_symmetric_leaf
from matdiff_cli.expressions.decompositions import factors, product_of, split_scalars
from matdiff_cli.expressions.nodes import (
    Diag,
    Function,
    HadamardPower,
    HadamardProduct,
    Increment,
    Inverse,
    Kronecker,
    Node,
    Ones,
    Power,
    Product,
    Sum,
    Total,
    Trace,
    Transpose,
)
from matdiff_cli.expressions.nodes.base import marks, remembered

_LONGEST_NECKLACE = 24
_OF_MATRICES = frozenset({HadamardProduct, Product})
_OF_SCALARS = frozenset({*_OF_MATRICES, Power, Sum, Total, Trace})
"""Kinds that may be like another node."""

_LIKE_OTHERS = marks(HadamardProduct, Sum)
"""What may be like a factor that is another node."""


def reversed_chain(chain: Iterable[Node]) -> list[Node]:
    """The factors of (A B C)' = C' B' A', each transposed as it stands."""
    return [_flip(factor) for factor in reversed(list(chain))]


def _flip(node: Node) -> Node:
    if type(node) is Transpose:
        found: Node = node.args[0]
        return found
    if not node.parts:
        if type(node) is Ones:
            return Ones(node.shape[1], node.shape[0])
    elif isinstance(node, HadamardProduct | Kronecker) and node.is_matrix:
        return type(node)(*map(_flip, node.args))
    return node if is_own_transpose(node) else Transpose(node)


def is_own_transpose(node: Node) -> bool:
    """Whether a matrix is symmetric as it is written: a symbol, A'A, A + A', and inverses and powers of such.

    A change is never its own: tr(A ΔW W) and tr(A W ΔW) stay apart; their sum tells the symmetric gradient A W + W A.
    """
    return type(node) is not Increment and (_is_symmetric(node) if node.parts else is_symmetric_leaf(node))


@remembered
def _is_symmetric(node: Node) -> bool:
    match node:
        case Inverse() | Power() | HadamardPower() | Function():
            return is_own_transpose(node.parts[0])
        case Sum() | HadamardProduct():
            return set(map(_reversed, node.args)) == set(node.args)
        case Product():
            return _reversed(node) is node
    return type(node) is Diag


def _reversed(term: Node) -> Node:
    """s C'B'A' for s A B C."""
    scalars, chain = split_scalars(term)
    return product_of([*scalars, *reversed_chain(chain)])


def like_key(node: Node) -> Hashable:
    """A key of terms that are equal but for the order of scalars, the side a scalar or a total is read from, a trace's
    start.
    """
    kind = type(node)
    return _like_key(node) if kind in _OF_MATRICES or (kind in _OF_SCALARS and node.is_scalar) else node


@remembered
def _like_key(node: Node) -> Hashable:
    if type(node) is Product:
        return _key_of_product(node)
    if type(node) is Trace:
        return "trace", _necklace(factors(node.args[0]))
    if isinstance(node, Total):
        summed = factors(node.args[0])
        return "total", frozenset((summed, tuple(reversed_chain(summed))))
    if type(node) is Power:
        return "power", like_key(node.args[0]), node.args[1]
    return ("sum", frozenset(node.args)) if type(node) is Sum else ("hadamard", _counted(node.args))


def _key_of_product(node: Product) -> Hashable:
    scalars, chain = split_scalars(node)
    counted = _counted(scalars)
    plain = not node.held & _LIKE_OTHERS  # symbols and their like are their own keys
    if node.is_scalar and chain:
        return counted, frozenset((tuple(chain), tuple(reversed_chain(chain)))) if plain else _either_way(chain)
    return counted, tuple(chain if plain else map(_key_of_factor, chain))


def _either_way(chain: list[Node]) -> Hashable:
    """A key of a scalar a'B c that c'B'a has, too; a'B (x ⊙ c) is the sum of the entries of (B'a) ⊙ x ⊙ c."""
    ways = (chain, reversed_chain(chain))
    summed = [(product_of(reversed_chain(way[:-1])), way[-1]) for way in ways if type(way[-1]) is HadamardProduct]
    if summed:
        return frozenset(_counted([part for side in pair for part in _entries(side)]) for pair in summed)
    return frozenset(tuple(map(_key_of_factor, way)) for way in ways)


def _entries(node: Node) -> Sequence[Node]:
    """What is multiplied entry by entry."""
    return node.args if type(node) is HadamardProduct else (node,)


def _key_of_factor(factor: Node) -> Hashable:
    """A key that (A + B)' and A' + B' share, and A ⊙ B and B ⊙ A."""
    if type(factor) is Sum:
        return frozenset(factor.args)
    if type(factor) is Transpose and type(factor.args[0]) is Sum:
        return frozenset(map(_reversed, factor.args[0].args))
    return like_key(factor) if type(factor) is HadamardProduct else factor


def _counted(nodes: Sequence[Node]) -> frozenset[tuple[Hashable, int]]:
    """The keys of nodes with how often each stands there, whatever their order."""
    if len(nodes) > 1:
        return frozenset(Counter(map(like_key, nodes)).items())
    return frozenset([(like_key(node), 1) for node in nodes])


def _necklace(chain: Sequence[Node]) -> Hashable:
    """All rotations of a chain and of its transpose: equal for chains of equal trace."""
    if len(chain) > _LONGEST_NECKLACE:
        return chain
    ways = [tuple(map(_key_of_factor, way)) for way in (chain, reversed_chain(chain))]
    return frozenset(c[i:] + c[:i] for c in ways for i in range(len(c)))
