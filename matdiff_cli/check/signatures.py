"""The shapes that functions take and give, as the registry writes them: `(m, n), (n, 1) -> (m, 1)`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from matdiff_cli.check.checker import Checker
from matdiff_cli.check.typed import Typed
from matdiff_cli.types.dimension import ONE, Dimension, Shape

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


def shape_words(pattern: Pattern) -> str:
    """What an argument must be, in words."""
    rows, columns = pattern
    if rows == columns:
        return "a scalar" if rows == "1" else "a square matrix"
    if columns == "1":
        return "a column vector"
    return "a row vector" if rows == "1" else "a matrix"


def fits(found: Signature, shapes: list[Shape]) -> bool:
    """Do the shapes have 1 where the signature does? (Whether other sizes are equal is for unification to say.)"""
    return len(found.arguments) == len(shapes) and all(
        word != "1" or size == ONE
        for pattern, shape in zip(found.arguments, shapes, strict=True)
        for word, size in zip(pattern, shape, strict=True)
    )


def apply(checker: Checker, found: Signature, args: list[Typed]) -> Shape | Typed:
    """The shape of the value, or the argument whose sizes do not fit."""
    sizes: dict[str, Dimension] = {"1": ONE}
    for pattern, arg in zip(found.arguments, args, strict=True):
        for word, size in zip(pattern, arg.shape, strict=True):
            if not checker.same(sizes.setdefault(word, size), size, *args):
                return arg
    return _size(found.value[0], sizes), _size(found.value[1], sizes)


def _size(words: str, sizes: dict[str, Dimension]) -> Dimension:
    size = ONE
    for word in words.split("*"):
        size *= sizes[word.strip()]
    return size
