"""The shapes that functions take and give, as the registry writes them: `(m, n), (n, 1) -> (m, 1)`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

_PAIR = re.compile(r"\(([^,()]*),([^,()]*)\)")
Pattern = tuple[str, str]


class Signature(NamedTuple):
    """The shapes of the arguments and of the value, each a pair of products of names and 1.

    `copied` says from which argument, and which of its two sizes, each size of the value can be taken as it is.
    """

    arguments: tuple[Pattern, ...]
    value: Pattern
    copied: tuple[tuple[int, int] | None, tuple[int, int] | None] = (None, None)


@cache
def signature(text: str) -> Signature:
    """Reads the registry's notation."""
    before, _, after = text.partition("->")
    arguments, value = ([(r.strip(), c.strip()) for r, c in _PAIR.findall(side)] for side in (before, after))
    places = {word: (i, j) for i, pair in enumerate(arguments) for j, word in enumerate(pair)}
    rows, columns = value[0]
    return Signature(tuple(arguments), value[0], (places.get(rows), places.get(columns)))


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
    rows, columns = found.copied
    if rows and columns:
        return shapes[rows[0]][rows[1]], shapes[columns[0]][columns[1]]
    sizes = bind(found, shapes, one)
    return size_of(found.value[0], sizes), size_of(found.value[1], sizes)
