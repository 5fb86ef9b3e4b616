"""Sums such as N = exp(s) I + M M', of whose roots a number is a factor: a covariance with noise of variance exp(s).

exp(s) N⁻¹ is B N⁻¹ B' for B = exp(s/2) I, which is a part of Q Q' for the Q R = [B; M'] with N = R'R.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count

import sympy

from matdiff_cli.code.balanced import everywhere, named
from matdiff_cli.code.logarithms import argument
from matdiff_cli.code.scales import multiple
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import base_and_exponent, product_of, rational, split_scalars, terms
from matdiff_cli.expressions.nodes import (
    ONE,
    Function,
    Inverse,
    Kronecker,
    Linear,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
    Variable,
)
from matdiff_cli.expressions.tidy import replace


@dataclass(frozen=True)
class Root:
    """The root B = w A of a part of a sum `whole`, where A is `right`; that is the identity if it is `alone`.

    `grown` is w B.
    """

    whole: Node
    root: Node
    right: Node
    alone: bool
    grown: Node


def beside_inverses(node: Node, total: Node, identity: Node) -> dict[Node, Node]:
    """I N⁻¹ I for N⁻¹, and for its powers, as far as they are in an expression."""
    found: dict[Node, Node] = {}
    for part in node.atoms(Inverse, Power):
        power = -1 if isinstance(part, Inverse) else int(rational(part.args[1]) or 0)
        if part.args[0] is total and power < 0:
            one = algebra.product(identity, algebra.inverse(total), algebra.transpose(identity))
            found[part] = algebra.product(*[one] * -power)
    return found


def instead(node: Node, other: Node) -> dict[Node, Node]:
    """Another expression in the place of a symbol, which may be transposed."""
    return {node.args[0]: algebra.transpose(other)} if isinstance(node, Transpose) else {node: other}


def kept_whole(node: Node, numbers: Mapping[Node, Sequence[Root]], meanings: dict[str, Node]) -> Node:
    """The expression with names for what holds exp(v) as no product does: powers of sums, and functions of them.

    Beside exp(v) they have one together, exp(v)/(1 + exp(v)), unless that may be cancelled by the inverse of exp(v) I.
    """
    wholes = [root.whole for roots in numbers.values() for root in roots]
    alone = any(root.alone for roots in numbers.values() for root in roots)

    def grows(part: Node) -> bool:
        u = argument(base_and_exponent(part)[0], "exp")
        return u is not None and any(multiple(u, v) for v in numbers)

    def holds(part: Node) -> bool:
        inner = part.parts[0] if isinstance(part, Power) else part
        known = part.is_scalar and isinstance(inner, (Sum, Function)) and not grows(part)
        return known and any(map(grows, part.atoms(Function))) and not any(w in part.atoms(Variable) for w in wholes)

    found = []
    for term in terms(node):
        scalars, chain = split_scalars(term)
        if any(map(holds, scalars)) and not alone:
            together = [scalar for scalar in scalars if holds(scalar) or grows(scalar)]
            rest = [scalar for scalar in scalars if scalar not in together]
            term = algebra.product(*rest, named(algebra.product(*together), meanings), *chain)
        found.append(
            replace(term, {part: named(part, meanings) for part in term.atoms(Power, Function) if holds(part)})
        )
    return algebra.add(*found)


def with_scaled_roots(node: Node, roots: Sequence[Root], weight: Node, v: Node) -> Node | None:
    """The expression with B/w where A was, for all roots B = w A with a number w = exp(v/2).

    What no w cancels is A again; None where that is not to be seen.
    """
    found = {part: multiple(exponent, v) for part in node.atoms(Function) if (exponent := argument(part, "exp"))}
    changes = {part: algebra.power(weight, Number(2 * times)) for part, times in found.items() if times is not None}
    for each in roots:
        less = algebra.product(algebra.power(weight, Number(-1)), each.root)
        changes |= beside_inverses(node, each.whole, less) if each.alone else instead(each.right, less)
    node = everywhere(replace(node, changes), partial(_multiplied_out, weight=weight), Product)
    written = [_without_weight(term, roots, weight, v) for term in terms(node)]
    return None if None in written else algebra.add(*written)  # type: ignore[arg-type]


def _multiplied_out(node: Node, weight: Node) -> Node:
    """A product of which a factor is a sum with w in its terms, as a sum."""
    for i, total in enumerate(node.args):
        if isinstance(total, Sum) and weight in total.atoms(Variable):
            return algebra.add(*(algebra.product(*node.args[:i], term, *node.args[i + 1 :]) for term in total.args))
    return node


def _without_weight(term: Node, roots: Sequence[Root], weight: Node, v: Node) -> Node | None:
    """A term with exp(k v/2) for w^k, and of w^(−k) with A for k of its B, those next to the ends.

    Of w^k with a k > 1 each of k has its own w: exp(v) N⁻¹B'B N⁻¹ is there where exp(v) is not.
    """
    factors = term.args if isinstance(term, Product) else (term,)
    powers = [rational(exponent) for base, exponent in map(base_and_exponent, factors) if base is weight]
    power = sympy.Add(*(exponent or 0 for exponent in powers))
    others = [factor for factor in factors if base_and_exponent(factor)[0] is not weight]
    rest = product_of([part for factor in others for part in _repeated(factor)] or [ONE])
    lighter, heavier = {each.root: each.right for each in roots}, {each.root: each.grown for each in roots}
    total = sum(1 for _ in _places(rest, lighter))
    less = sympy.Max(-power, 0)
    if weight in rest.atoms(Variable) or not less.is_Integer or less > total:
        return None
    order = sorted(range(total), key=lambda place: min(place, total - 1 - place))
    if power.is_Integer and 1 < power <= total:
        return _exchanged(rest, heavier, set(order[:power]), count())
    rest = _exchanged(rest, lighter, set(order[:less]), count())
    half = algebra.scale((power + less) / 2, v)
    return rest if power <= 0 else algebra.product(algebra.call("exp", half), rest)


def _repeated(factor: Node) -> list[Node]:
    """The factors of a power of a number."""
    base, exponent = base_and_exponent(factor)
    times = rational(exponent)
    return (
        [base] * int(times) if factor.is_scalar and times is not None and times.is_Integer and times > 1 else [factor]
    )


def _places(node: Node, roots: Mapping[Node, Node]) -> Iterator[Node]:
    """The factors B and B' of a product, and of the products that it is made of by linear operations."""
    if _right(node, roots) is not None:
        yield node
    elif isinstance(node, (Product, Linear, Kronecker)):
        for part in node.parts:
            yield from _places(part, roots)


def _right(node: Node, roots: Mapping[Node, Node]) -> Node | None:
    """The A of a B, or the A' of a B'."""
    found = roots.get(node.args[0] if isinstance(node, Transpose) else node)
    return algebra.transpose(found) if found is not None and isinstance(node, Transpose) else found


def _exchanged(node: Node, roots: Mapping[Node, Node], which: set[int], place: Iterator[int]) -> Node:
    """The expression with A for some of the B, as `_places` counts them."""
    if (right := _right(node, roots)) is not None:
        return right if next(place) in which else node
    if not isinstance(node, (Product, Linear, Kronecker)):
        return node
    parts = [_exchanged(part, roots, which, place) for part in node.parts]
    if isinstance(node, Linear):
        return algebra.apply_linear(type(node), *parts)
    return algebra.product(*parts) if isinstance(node, Product) else algebra.kronecker(*parts)
