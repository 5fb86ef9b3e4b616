"""Sums such as N = exp(s) I + M M', of whose roots a number is a factor: a covariance with noise of variance exp(s).

exp(s) N⁻¹ is B N⁻¹ B' for B = exp(s/2) I, which is a part of Q Q' for the Q R = [B; M'] with N = R'R.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count

import sympy

from matdiff_cli.code.balanced import everywhere
from matdiff_cli.code.logarithms import argument
from matdiff_cli.code.scales import multiple
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import base_and_exponent, rational, terms
from matdiff_cli.expressions.nodes import Function, Linear, Node, Number, Product, Sum, Transpose, Variable
from matdiff_cli.expressions.tidy import replace


def with_scaled_root(
    node: Node, changes: Mapping[Node, Node], root: Node, weight: Node, right: Node, v: Node
) -> Node | None:
    """The expression with the changes, which put B/w where A was, of the root B = w A with a number w = exp(v/2).

    What no w cancels is A again; None where that is not to be seen.
    """
    found = {part: multiple(exponent, v) for part in node.atoms(Function) if (exponent := argument(part, "exp"))}
    powers = {part: algebra.power(weight, Number(2 * times)) for part, times in found.items() if times is not None}
    node = everywhere(replace(node, {**changes, **powers}), partial(_multiplied_out, weight=weight), Product)
    written = [_without_weight(term, root, weight, right, v) for term in terms(node)]
    return None if None in written else algebra.add(*written)  # type: ignore[arg-type]


def _multiplied_out(node: Node, weight: Node) -> Node:
    """A product of which a factor is a sum with w in its terms, as a sum."""
    for i, total in enumerate(node.args):
        if isinstance(total, Sum) and weight in total.atoms(Variable):
            return algebra.add(*(algebra.product(*node.args[:i], term, *node.args[i + 1 :]) for term in total.args))
    return node


def _without_weight(term: Node, root: Node, weight: Node, right: Node, v: Node) -> Node | None:
    """A term with exp(k v/2) for w^k, and of w^(−k) with A for k of its B, those next to the ends."""
    factors = term.args if isinstance(term, Product) else (term,)
    powers = [rational(exponent) for base, exponent in map(base_and_exponent, factors) if base is weight]
    power = sympy.Add(*(exponent or 0 for exponent in powers))
    rest = algebra.product(*(factor for factor in factors if base_and_exponent(factor)[0] is not weight))
    total = sum(1 for _ in _places(rest, root))
    less = sympy.Max(-power, 0)
    if weight in rest.atoms(Variable) or not less.is_Integer or less > total:
        return None
    order = sorted(range(total), key=lambda place: min(place, total - 1 - place))
    rest = _exchanged(rest, root, right, set(order[:less]), count())
    half = algebra.scale((power + less) / 2, v)
    return rest if power <= 0 else algebra.product(algebra.call("exp", half), rest)


def _places(node: Node, root: Node) -> Iterator[Node]:
    """The factors B and B' of a product, and of the products that it is made of by linear operations."""
    if node is root or node is algebra.transpose(root):
        yield node
    elif isinstance(node, (Product, Linear)):
        for part in node.parts:
            yield from _places(part, root)


def _exchanged(node: Node, root: Node, right: Node, which: set[int], place: Iterator[int]) -> Node:
    """The expression with A for some of the B, as `_places` counts them."""
    if node is root or node is algebra.transpose(root):
        turned = isinstance(node, Transpose)
        return (algebra.transpose(right) if turned else right) if next(place) in which else node
    if isinstance(node, Product):
        return algebra.product(*(_exchanged(part, root, right, which, place) for part in node.parts))
    if isinstance(node, Linear):
        return algebra.apply_linear(type(node), *(_exchanged(part, root, right, which, place) for part in node.parts))
    return node
