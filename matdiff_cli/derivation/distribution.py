"""Multiplying out and collecting terms, and the laws that act beside it: Kronecker factors joined, traces that meet."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Any

from matdiff_cli.derivation.laws import EVERY_LAW, OF_TRANSPOSES, Used, unfolded
from matdiff_cli.derivation.silent import ARRANGE, COLLECT, squares
from matdiff_cli.derivation.written import plus
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.algebra import transpose
from matdiff_cli.expressions.alternatives.commutations import TURNS, turned
from matdiff_cli.expressions.alternatives.form import COMMON_FACTOR, MULTIPLY_OUT
from matdiff_cli.expressions.alternatives.products import stacked_outer
from matdiff_cli.expressions.alternatives.spreading import wholly_multiplied_out
from matdiff_cli.expressions.decompositions import factors, product_of, split_coefficient, split_scalars, terms
from matdiff_cli.expressions.laws import held_back, used_any
from matdiff_cli.expressions.likeness import reversed_chain
from matdiff_cli.expressions.nodes import (
    Commutation,
    Function,
    HadamardProduct,
    Identity,
    Increment,
    Inverse,
    Kronecker,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Trace,
    Transpose,
    Variable,
    Vec,
)
from matdiff_cli.expressions.nodes.base import marks, remembered
from matdiff_cli.expressions.tidy import replace

_VEC_OUTER = "vec-outer"

_BESIDE = frozenset({"kron-product", "vec-hadamard", _VEC_OUTER, *TURNS})
"""Laws that are used on lines of their own."""

_KRONECKER_FACTORS = "kron-factor", "kron-factor-right"

_DISTRIBUTIVE = frozenset({MULTIPLY_OUT, COMMON_FACTOR, COLLECT, ARRANGE, *_KRONECKER_FACTORS, *TURNS})

_MOST_TERMS = 6
"""With more terms than this, a line for laws alone says less than it costs."""

_PLAIN = HadamardProduct, Identity, Increment, Inverse, Number, Power, Product, Sum, Trace, Transpose

_OF_FUNCTIONS = frozenset({"abs", "exp", "sign", "sinh", "cosh", "sqrt"})
"""Functions that cancel with others, or are powers."""


def distributed(rule: str, before: Node, after: Node) -> list[Used]:
    """The lines of multiplying out or collecting terms, those by which Kronecker factors are joined or parted apart."""
    laws = [] if _DISTRIBUTIVE.isdisjoint(rule.split()) else between(before, after)
    laws += squares(before, after)
    if _BESIDE.isdisjoint(laws):
        others = [] if laws or rule != COMMON_FACTOR else _of_ranks(before, after)
        return [(" ".join(others or dict.fromkeys([*rule.split(), *laws])), after)]
    summed = [(isinstance(node.args[-1], Sum), isinstance(node.args[0], Sum)) for node in after.atoms(Kronecker)]
    rule = " ".join([rule, *(law for law, *here in zip(_KRONECKER_FACTORS, *summed, strict=True) if any(here))])
    outward = rule == MULTIPLY_OUT
    opened, _ = held_back(partial(wholly_multiplied_out, before if outward else after), OF_TRANSPOSES)
    of_laws = " ".join(laws)
    if len(terms(opened)) > min(_MOST_TERMS, len(terms(after if outward else before))):
        return [(" ".join(dict.fromkeys([*rule.split(), *laws])), after)]
    return [(rule, opened), (of_laws, after)] if outward else [(of_laws, opened), (rule, after)]


def _of_ranks(before: Node, after: Node) -> list[str]:
    """The laws of stacking by which a matrix of rank one is written in two ways, no factor taken out of it."""
    either = before.held | after.held
    if not either & marks(Kronecker, Commutation) or _alike(before, after, OF_TRANSPOSES)[0]:
        return []
    kinds = ((_VEC_OUTER, Vec), ("kron-product", Kronecker), ("commutation-kron", Commutation))
    return [law for law, kind in kinds if either & marks(kind)]


def collected(before: Node, after: Node) -> list[Used]:
    """The lines from a sum to what its terms come to: by a law of stacking, then collected. None by any other way."""
    if len(terms(before)) == 1:
        return []
    rule = COLLECT if len(terms(after)) < len(terms(before)) else COMMON_FACTOR
    ways = distributed(rule, before, after)
    if len(ways) == 1:
        made = after.atoms(Kronecker) - before.atoms(Kronecker)
        alone = ways[0][0] == rule and not any(node.holds(Sum) for node in made)
        return ways if alone and _alike(before, after, OF_TRANSPOSES)[0] else []
    return ways


def between(before: Node, after: Node) -> list[str]:
    """The laws that multiplying out and taking out common factors does not do without on the way from one to the other.

    None where the two are another rule apart.
    """
    if (_is_plain(before) and _is_plain(after)) or _without_numbers(before) == _without_numbers(after):
        return []
    granted = OF_TRANSPOSES
    alike, missed = _alike(before, after, granted)
    if alike:
        return []
    found = dict.fromkeys(missed)
    while not alike and missed:
        alike, missed = _alike(before, after, granted.union(found))
        found |= dict.fromkeys(missed)
    needed = list(found) if alike else []
    for law in found if len(needed) > 1 else ():
        without = [other for other in needed if other != law]
        needed = without if _alike(before, after, granted.union(without))[0] else needed
    return needed


def _without_numbers(node: Node) -> frozenset[Node]:
    """The terms of a node, whatever their coefficients: none but numbers is collected where they stay the same."""
    return frozenset([split_coefficient(term)[1] for term in terms(node)])


@remembered
def _is_plain(node: Node) -> bool:
    """Whether no law but those of transposes can be used on it."""
    if type(node) is Variable:
        return node.structure != "orthogonal"
    if type(node) is Function:
        return node.name not in _OF_FUNCTIONS
    if type(node) is Trace and any(symbol.is_vector for symbol in node.atoms(Increment, Variable)):
        return False  # tr(a b') = b'a
    return isinstance(node, _PLAIN) and all(map(_is_plain, node.parts)) and not _may_cancel(node)


def _may_cancel(node: Node) -> bool:
    """Whether a power may meet its base, or another power of it, where the node is multiplied out."""
    if not isinstance(node, Sum | Product):
        return False
    powers = node.atoms(Inverse, Power)
    bases = [factor for power in powers for factor in factors(power.args[0])]
    bare = {part for other in node.atoms(Node) - powers for part in other.parts} if bases else set()
    return len(set(bases)) < len(bases) or not bare.isdisjoint(bases)


def _alike(before: Node, after: Node, granted: frozenset[str]) -> tuple[bool, tuple[str, ...]]:
    """Whether both have the same terms, multiplied out with these laws alone, and which others were missed."""
    if _spelled_out(before) == _spelled_out(after):
        return True, ()
    (left, missed), (right, others) = (_terms_with(granted, side) for side in (before, after))
    return left == right, (*missed, *others) or tuple(sorted(_of_stacking(before, after) - granted))


def seen_to_act(rules: str, before: Node, after: Node) -> str:
    """The rules of a multiplier that act between two lines, which may show its transpose: (A + B)' may be A + B."""
    turns = _transposed_sums(before) != _transposed_sums(after)
    return " ".join(rule for rule in dict.fromkeys(rules.split()) if turns or rule != "transpose-sum")


def _transposed_sums(node: Node) -> set[Node]:
    return {part for part in node.atoms(Transpose) if isinstance(part.args[0], Sum)}


def of_transposed_sums(before: Node, after: Node) -> list[str]:
    """The laws of transposes by which terms become a transposed sum: x'W + c' = (W x + c)'."""
    old, new = map(_transposed_sums, (before, after))
    sums = [whole.args[0] for whole in new - old]
    if not sums:
        return []

    def opened() -> Node:
        return plus(*(transpose(term) for whole in sums for term in whole.args))

    found = opened()  # may be the first to use such a law
    if not used_any(OF_TRANSPOSES):
        return []
    laws = [law for laws, _ in unfolded("", opened, found, frozenset()) for law in laws.split()]
    return [] if laws and old and not _are_needed(OF_TRANSPOSES, before, after) else laws


def _are_needed(laws: frozenset[str], before: Node, after: Node) -> bool:
    """Whether both have the same terms, but only with these laws."""
    if _in_one_order(_apart(before, EVERY_LAW)) != _in_one_order(_apart(after, EVERY_LAW)):
        return False
    granted = EVERY_LAW - laws
    return _terms_with(granted, before)[0] != _terms_with(granted, after)[0]


def _terms_with(granted: frozenset[str], node: Node) -> tuple[frozenset[Node], tuple[str, ...]]:
    """The terms of a node multiplied out with these laws alone, and which others were missed."""
    spread, missed = held_back(partial(_apart, node, granted), granted)
    return _in_one_order(spread), missed


def _in_one_order(node: Node) -> frozenset[Node]:
    return frozenset(map(_in_order, terms(node)))


@remembered
def _spelled_out(node: Node) -> dict[Hashable, Any]:
    """The terms of a node multiplied out letter by letter, by no law at all, with their coefficients."""
    found: dict[Hashable, Any] = {}
    for number, *word in _words(node):
        found[tuple(word)] = found.get(tuple(word), 0) + number
    return found


def _words(node: Node) -> list[tuple[Any, tuple[Hashable, ...], tuple[Any, ...]]]:
    """The number, the scalars in some order and the chain of each term; a scalar has no chain."""
    if type(node) is Sum:
        return [word for term in node.args for word in _words(term)]
    if type(node) is Number:
        return [(node.value, (), ())]
    if type(node) is Trace:
        return [(c, _joined(scalars, (Trace, *chain)), ()) for c, scalars, chain in _words(node.args[0])]
    if type(node) is Transpose and isinstance(node.args[0], Sum | Product):
        return [(c, scalars, tuple(reversed_chain(chain))) for c, scalars, chain in _words(node.args[0])]
    if type(node) is not Product:
        return [(1, (node,), ()) if node.is_scalar else (1, (), (node,))]
    words = _words(node.args[0])
    for factor in node.args[1:]:
        words = [(c * d, _joined(s, *t), (*a, *b)) for c, s, a in words for d, t, b in _words(factor)]
    closed = node.is_scalar
    return [(c, _joined(s, chain), ()) if closed and chain else (c, s, chain) for c, s, chain in words]


def _joined(scalars: tuple[Hashable, ...], *more: Hashable) -> tuple[Hashable, ...]:
    return tuple(sorted((*scalars, *more), key=hash))


def _in_order(node: Node) -> Node:
    """A node with the factors of elementwise products, and the scalars, in one order."""
    scalars, chain = split_scalars(node)
    if scalars and type(node) is Product:
        rest = [product_of(chain)] if node.is_scalar and chain else []
        return Product(*sorted(map(_in_order, [*scalars, *rest]), key=hash), *map(_in_order, () if rest else chain))
    if not node.holds(HadamardProduct):
        return node
    whole = node.over(_in_order)
    return HadamardProduct(*sorted(whole.args, key=hash)) if type(node) is HadamardProduct else whole


def _of_stacking(before: Node, after: Node) -> frozenset[str]:
    """The laws of stacking, which the algebra does not use by itself, that may part the two."""
    of_stacks = any(_stacked_products(wholly_multiplied_out(side)) for side in (before, after) if side.holds(Vec))
    turns = before.holds(Commutation) or after.holds(Commutation)
    return frozenset({*([_VEC_OUTER] if of_stacks else ()), *(TURNS if turns else ())})


def _stacked_products(node: Node) -> dict[Node, Node]:
    """b ⊗ a for every vec(a b')."""
    found = {stack: stacked_outer(stack.args[0]) for stack in node.atoms(Vec)}
    return {stack: form for stack, form in found.items() if form is not None}


def _apart(node: Node, granted: frozenset[str]) -> Node:
    """The terms of a node multiplied out, stacks and commutation matrices written in one way where that is granted."""
    spread = wholly_multiplied_out(node)
    if _VEC_OUTER in granted and (stacks := _stacked_products(spread)):
        spread = wholly_multiplied_out(replace(spread, stacks))
    return algebra.add(*(turned(term, granted) for term in terms(spread))) if granted & TURNS else spread
