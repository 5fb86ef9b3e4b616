"""The shapes that functions take and give, as the registry writes them: `(m, n), (n, 1) -> (m, 1)`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

_PAIR = re.compile(r"\(([^,()]*),([^,()]*)\)")
Pattern = tuple[str, str]


class Signature(NamedTuple):
    """The shapes of the arguments and of the value, each a pair of products of names and 1."""

    arguments: tuple[Pattern, ...]
    value: Pattern


@cache
def signature(text: str) -> Signature:
    """Reads the registry's notation."""
    before, _, after = text.partition("->")
    arguments, value = ([(r.strip(), c.strip()) for r, c in _PAIR.findall(side)] for side in (before, after))
    return Signature(tuple(arguments), value[0])


def bind(found: Signature, shapes: Sequence[tuple[Any, Any]], one: Any) -> dict[str, Any]:
    """What each name of a signature stands for, given the arguments' shapes; `one` is the size 1."""
    sizes = {"1": one}
    for pattern, shape in zip(found.arguments, shapes, strict=True):
        for word, size in zip(pattern, shape, strict=True):
            sizes.setdefault(word, size)
    return sizes


def size_of(words: str, sizes: Mapping[str, Any]) -> Any:
    """The size that a product of names stands for."""
    if words in sizes:
        return sizes[words]
    first, *others = (sizes[word.strip()] for word in words.split("*"))
    for size in others:
        first = first * size
    return first


def value_shape(found: Signature, shapes: Sequence[tuple[Any, Any]], one: Any) -> tuple[Any, Any]:
    """The shape of the value, given those of the arguments."""
    sizes = bind(found, shapes, one)
    return size_of(found.value[0], sizes), size_of(found.value[1], sizes)
