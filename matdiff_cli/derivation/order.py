"""What a reader takes for the same expression: terms and scalars in another order, products with other brackets.

Numbers of one product are multiplied on the way: −(2 x'Δx)/φ² is −2 x'Δx/φ².
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from math import prod

from matdiff_cli.expressions.decompositions import terms
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import Node, Number, Product, Sum
from matdiff_cli.expressions.nodes.base import remembered

_numbers = count()


def only_reordered(node: Node, other: Node) -> bool:
    """Whether two expressions differ at most in the order of terms and scalars and in the brackets of products."""
    if node is other:
        return True
    if type(node) is not type(other) or node.held != other.held or len(terms(node)) != len(terms(other)):
        return False
    return _content(node) == _content(other) and _loose(node) == _loose(other)


@remembered
def _content(node: Node) -> int:
    """The same number for all that differ at most in order and in the brackets of products, and for few others."""
    product = type(node) is Product
    parts = [part for part in node.parts if not (product and type(part) is Number)]
    content = sum([_content(part) if part.parts else hash(part) for part in parts]) or hash(node)
    return content if product else hash((type(node), content))


def _loose(node: Node) -> int:
    """The number of what a reader sees, whatever the order of terms and scalars and the brackets of products."""
    return _loose_over_parts(node) if node.parts else hash(node)


@remember
def _loose_over_parts(node: Node) -> int:
    if type(node) is Sum:
        return _number(Sum, *sorted(map(_loose, node.args)))
    if type(node) is Product:
        numbers: list[Number] = []
        scalars: list[int] = []
        chain: list[int] = []
        for part in _single_factors(node):
            if type(part) is Number:
                numbers.append(part)
            else:
                (scalars if part.is_scalar else chain).append(_loose(part))
        number = numbers[0] if len(numbers) == 1 else Number(prod(part.value for part in numbers))
        return _number(Product, number, *sorted(scalars), None, *chain)
    return _number(type(node), *(_loose(arg) if isinstance(arg, Node) else arg for arg in node.args))


@remember
def _number(*_: object) -> int:
    """One number for all that are equal, and another for all others: less than any hash, which is an address."""
    return next(_numbers)


def _single_factors(node: Node) -> Iterator[Node]:
    if type(node) is Product:
        for factor in node.args:
            yield from _single_factors(factor)
    else:
        yield node
