"""Are two expressions the same by the distributive law alone?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from itertools import product
from typing import Any

from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.matching import look, taken_apart, terms_in
from matdiff_cli.expressions.nodes import Node, Number, Product, Sum, Transpose, Variable

_MOST_TERMS = 100


def distributes(before: Node, after: Node) -> str:
    """The rule of the distributive law that takes one expression to the other; empty where none does."""
    if look(before) == look(after):
        return ""
    spread, again = (_spread(node) for node in (before, after))
    if spread is None or spread != again:
        return ""
    fewer = _pluses(after) - _pluses(before)
    if fewer:
        return "like-terms" if fewer < 0 else "multiply-out"
    return "common-factor" if _has_factored_sum(after) and not _has_factored_sum(before) else "multiply-out"


def _spread(node: Node) -> Hashable | None:
    """The expression multiplied out, as `look` shows expressions; None where it has too many terms."""
    terms = _multiplied_out(node)
    if terms is None:
        return None
    counted: Counter[Any] = Counter()
    for number, rest in terms:
        counted[rest] += number
    return frozenset((rest, number) for rest, number in counted.items() if number)


def _multiplied_out(node: Node, *, turned: bool = False) -> list[tuple[Any, Any]] | None:
    if isinstance(node, Transpose):
        return _multiplied_out(node.args[0], turned=not turned)
    if isinstance(node, Sum):
        parts = [_multiplied_out(term, turned=turned) for term in terms_in(node)]
        return None if None in parts else [term for part in parts for term in part or ()]
    if isinstance(node, Product):
        number, scalars, chain = taken_apart(node)
        chain = chain[::-1] if turned else chain
        factors = [_multiplied_out(s) for s in scalars] + [_multiplied_out(f, turned=turned) for f in chain]
        count = 1
        for part in factors:
            count *= len(part) if part is not None else _MOST_TERMS + 1
        if count > _MOST_TERMS:
            return None
        found = []
        for chosen in product(*(part or [] for part in factors)):
            coefficient, ends = number, [rest for _, rest in chosen]
            for n, _ in chosen:
                coefficient = coefficient * n
            in_chain = tuple(part for rest in ends[len(scalars) :] for part in rest[1])
            loose = Counter(part for rest in ends for part in rest[0])
            loose.update(part for rest in ends[: len(scalars)] for part in rest[1])
            found.append((coefficient, (tuple(sorted(loose.elements(), key=repr)), in_chain)))
        return found
    if isinstance(node, Number):
        return [(node.value, ((), ()))]
    if node.parts and not isinstance(node, (Variable, nodes.Increment)):
        inner = tuple(_spread(arg) if isinstance(arg, Node) else arg for arg in node.args)
        shown: Hashable = (type(node), turned and not node.is_scalar, inner)
    else:
        shown = look(node, turned=turned)
    return [(nodes.ONE.value, ((shown,), ()) if node.is_scalar else ((), (shown,)))]


def _pluses(node: Node) -> int:
    own = len(list(terms_in(node))) - 1 if isinstance(node, Sum) else 0
    inner = terms_in(node) if isinstance(node, Sum) else node.parts
    return own + sum(map(_pluses, inner))


def _has_factored_sum(node: Node) -> bool:
    if isinstance(node, Product) and any(isinstance(part, Sum) for part in node.parts):
        return True
    return any(map(_has_factored_sum, node.parts))
