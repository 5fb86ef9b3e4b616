"""Is one expression another with an identity used in it? Expressions are compared as a reader compares them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, permutations
from typing import Any

from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.equation import Equation
from matdiff_cli.expressions.nodes import Node, Number, Product, Sum, Transpose, Variable
from matdiff_cli.expressions.tidy import replace

_SELF_TRANSPOSE = ("symmetric", "spd", "psd", "diagonal")
_EACH = (nodes.HadamardProduct, nodes.Kronecker, nodes.Inverse)
_MOST_STEPS = 2
_MOST_FOUND = 400
_MOST_SCALARS = 3

Meaning = dict[Variable, Node]
"""What the symbols of an identity stand for."""


def look(node: Node, *, turned: bool = False) -> Hashable:
    """What counts in an expression: not the order of terms and of scalars, nor brackets, nor where transposes stand."""
    if isinstance(node, Transpose):
        return look(node.args[0], turned=not turned)
    if turned and node.is_scalar and not isinstance(node, (Sum, Product)):
        turned = False
    if isinstance(node, Sum):
        return "sum", frozenset(Counter(look(term, turned=turned) for term in terms_in(node)).items())
    if isinstance(node, Product):
        number, scalars, chain = taken_apart(node)
        factors = [look(factor, turned=turned) for factor in (reversed(chain) if turned else chain)]
        if number == 1 and len(scalars) + len(factors) == 1:
            return [*map(look, scalars), *factors][0]
        return "product", number, frozenset(Counter(map(look, scalars)).items()), tuple(factors)
    if isinstance(node, Number):
        return "product", node.value, frozenset(), ()
    if isinstance(node, Variable):
        return node.name, turned and node.structure not in _SELF_TRANSPOSE
    if isinstance(node, _EACH) or (isinstance(node, (nodes.Power, nodes.HadamardPower)) and not node.is_scalar):
        return type(node), tuple(look(part, turned=turned and not part.is_scalar) for part in node.parts)
    if isinstance(node, nodes.Increment) and isinstance(node.of, Variable):
        return f"d{node.of.name}", turned and node.of.structure not in _SELF_TRANSPOSE
    if not node.parts:
        return node, turned
    return type(node), turned, tuple(look(arg) if isinstance(arg, Node) else arg for arg in node.args)


def of_transposes(before: Node, after: Node) -> str:
    """The rule by which two expressions are one that differ in where transposes stand alone; empty for others."""
    if look(before) != look(after):
        return ""
    for name, kind in (("transpose-product", Product), ("transpose-sum", Sum)):
        counts = [sum(isinstance(t.args[0], kind) for t in side.atoms(Transpose)) for side in (before, after)]
        if counts[0] != counts[1]:
            return name
    return ""


def acts(identity: Equation, before: Node, after: Node) -> bool:
    """Does the identity, used once or twice, take one expression to the other, and change it?"""
    goal = look(after)
    if look(before) == goal:
        return False
    for left, right in ((identity.left, identity.right), (identity.right, identity.left)):
        if isinstance(left, Variable):
            continue
        reached, seen = [before], {look(before)}
        for _ in range(_MOST_STEPS):
            found: list[Node] = []
            for node in reached:
                for new in _rewritten(node, left, right):
                    if (seen_as := look(new)) == goal:
                        return True
                    if seen_as not in seen and len(seen) < _MOST_FOUND:
                        seen.add(seen_as)
                        found.append(new)
            reached = found
    return False


def _rewritten(node: Node, left: Node, right: Node) -> Iterator[Node]:
    """The expressions that come of using `left = right` once, somewhere in a node."""
    for meaning in _matches(left, node, {}):
        if right.atoms(Variable) <= meaning.keys():
            yield replace(right, meaning, simplify=False)
    if isinstance(node, Product):
        number, scalars, chain = taken_apart(node)
        front = ([] if number == 1 else [Number(number)]) + scalars
        for i, j in combinations(range(len(chain) + 1), 2):
            if j - i < len(chain) or front:
                for new in _rewritten_here(_product(chain[i:j]), left, right):
                    yield _product([*front, *chain[:i], new, *chain[j:]])
        for k, scalar in enumerate(scalars):
            for new in _rewritten(scalar, left, right):
                yield _product([*front[: len(front) - len(scalars)], *scalars[:k], new, *scalars[k + 1 :], *chain])
        for k, factor in enumerate(chain):
            if factor.parts:
                for new in _rewritten(factor, left, right):
                    yield _product([*front, *chain[:k], new, *chain[k + 1 :]])
        return
    if isinstance(node, Sum):
        terms = list(terms_in(node))
        for i, j in combinations(range(len(terms)), 2) if len(terms) > 2 else ():
            rest = [term for k, term in enumerate(terms) if k not in (i, j)]
            for new in _rewritten_here(Sum(terms[i], terms[j]), left, right):
                yield Sum(new, *rest)
        for k, term in enumerate(terms):
            for new in _rewritten(term, left, right):
                yield Sum(*terms[:k], new, *terms[k + 1 :])
        return
    for k, part in enumerate(node.args):
        if isinstance(part, Node) and part.parts:
            for new in _rewritten(part, left, right):
                yield type(node)(*node.args[:k], new, *node.args[k + 1 :])


def _rewritten_here(node: Node, left: Node, right: Node) -> Iterator[Node]:
    for meaning in _matches(left, node, {}):
        if right.atoms(Variable) <= meaning.keys():
            yield replace(right, meaning, simplify=False)


def _matches(pattern: Node, node: Node, known: Meaning) -> Iterator[Meaning]:
    """What the symbols of a pattern must mean for it to be the node."""
    if isinstance(pattern, Variable):
        if pattern in known:
            if look(known[pattern]) == look(node):
                yield known
        elif _may_be(pattern, node):
            yield {**known, pattern: node}
    elif isinstance(pattern, Product):
        if isinstance(node, Product):
            yield from _product_matches(pattern, node, known)
    elif isinstance(pattern, Sum):
        if isinstance(node, Sum):
            yield from _sum_matches(list(terms_in(pattern)), list(terms_in(node)), known)
    elif not pattern.parts:
        if pattern is node or (isinstance(pattern, nodes.Identity) and isinstance(node, nodes.Identity)):
            yield known
    elif isinstance(pattern, Transpose) and not isinstance(node, Transpose):
        if not node.is_scalar and not isinstance(node, (Sum, Product)):
            yield from _matches(pattern.args[0], Transpose(node), known)
    elif type(pattern) is type(node) and len(pattern.args) == len(node.args):
        yield from _all_match(list(zip(pattern.args, node.args, strict=True)), known)


def _all_match(pairs: Sequence[tuple[object, object]], known: Meaning) -> Iterator[Meaning]:
    if not pairs:
        yield known
        return
    (pattern, node), *rest = pairs
    if isinstance(pattern, Node) and isinstance(node, Node):
        for meaning in _matches(pattern, node, known):
            yield from _all_match(rest, meaning)
    elif pattern == node:
        yield from _all_match(rest, known)


def _product_matches(pattern: Product, node: Product, known: Meaning) -> Iterator[Meaning]:
    wanted, scalars, chain = taken_apart(pattern)
    number, others, factors = taken_apart(node)
    if wanted == number and len(scalars) == len(others) <= _MOST_SCALARS:
        for order in permutations(others):
            for meaning in _all_match(list(zip(scalars, order, strict=True)), known):
                yield from _chain_matches(chain, factors, meaning)
    elif not chain and len(scalars) == 1 and wanted == 1:
        yield from _matches(scalars[0], node, known)
    elif len(scalars) == 1 and wanted == 1 and isinstance(scalars[0], Variable):
        coefficient = _product([*([] if number == 1 else [Number(number)]), *others])
        for meaning in _matches(scalars[0], coefficient, known) if others or number != 1 else ():
            yield from _chain_matches(chain, factors, meaning)


def _chain_matches(pattern: Sequence[Node], chain: Sequence[Node], known: Meaning) -> Iterator[Meaning]:
    """Every factor of the pattern stands for one or more factors in a row."""
    if not pattern:
        if not chain:
            yield known
        return
    first, *rest = pattern
    for count in range(1, len(chain) - len(rest) + 1):
        for meaning in _matches(first, _product(chain[:count]), known):
            yield from _chain_matches(rest, chain[count:], meaning)


def _sum_matches(pattern: Sequence[Node], terms: Sequence[Node], known: Meaning) -> Iterator[Meaning]:
    """Every term of the pattern stands for one term, the last one for all that are left."""
    if len(pattern) == 1:
        yield from _matches(pattern[0], terms[0] if len(terms) == 1 else Sum(*terms), known)
        return
    for k, term in enumerate(terms if len(terms) >= len(pattern) else ()):
        for meaning in _matches(pattern[0], term, known):
            yield from _sum_matches(pattern[1:], [*terms[:k], *terms[k + 1 :]], meaning)


def _may_be(symbol: Variable, node: Node) -> bool:
    """Has the node what an identity asks of its symbol: a kind of shape, and structure?"""
    if symbol.is_scalar != node.is_scalar or (symbol.is_column and not node.is_column):
        return False
    if symbol.is_matrix and symbol.shape[0] is symbol.shape[1] and node.shape[0] != node.shape[1]:
        return False
    return not symbol.structure or (isinstance(node, Variable) and node.structure == symbol.structure)


def terms_in(node: Sum) -> Iterator[Node]:
    """The terms of a sum, brackets left out."""
    for term in node.args:
        yield from terms_in(term) if isinstance(term, Sum) else [term]


def taken_apart(node: Product) -> tuple[Any, list[Node], list[Node]]:
    """The number, the scalars and the chain of a product, brackets left out."""
    number, scalars, chain = nodes.ONE.value, list[Node](), list[Node]()
    waiting = list(node.args)
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Product):
            waiting = [*part.args, *waiting]
        elif isinstance(part, Number):
            number = number * part.value
        elif part.is_scalar:
            scalars.append(part)
        else:
            chain.append(part)
    return number, scalars, chain


def _product(factors: Sequence[Node]) -> Node:
    return nodes.ONE if not factors else factors[0] if len(factors) == 1 else Product(*factors)
