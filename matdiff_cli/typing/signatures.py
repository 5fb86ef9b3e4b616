"""Do the arguments of a function fit its signature, and what shape does its value have?"""

from __future__ import annotations

from typing import NoReturn

from matdiff_cli.errors import Mark
from matdiff_cli.functions import REGISTRY, SPELLINGS
from matdiff_cli.functions.signature import Pattern, Signature, signature, size_of
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.dimension import ONE, Dimension, Shape
from matdiff_cli.typing.typed import Typed


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
        (rows != "1" or shape[0] == ONE) and (columns != "1" or shape[1] == ONE)
        for (rows, columns), shape in zip(found.arguments, shapes, strict=True)
    )


def apply(checker: Checker, found: Signature, args: list[Typed]) -> Shape | Typed:
    """The shape of the value, or the argument whose sizes do not fit."""
    sizes: dict[str, Dimension] = {"1": ONE}
    for pattern, arg in zip(found.arguments, args, strict=True):
        for word, size in zip(pattern, arg.shape, strict=True):
            if not checker.same(sizes.setdefault(word, size), size, *args):
                return arg
    return size_of(found.value[0], sizes), size_of(found.value[1], sizes)


def wrong_count(checker: Checker, tree: Tree, wanted: str, given: int) -> NoReturn:
    """Raise MatdiffError: another number of arguments is wanted."""
    spelled = tree.value[0]
    plural = "" if wanted == "1" else "s"
    name = SPELLINGS.get(spelled, spelled)
    example = REGISTRY[name].example if name in REGISTRY else ""
    checker.fail(
        "syntax",
        f"{spelled} takes {wanted} argument{plural}, not {given}",
        Mark(tree.span),
        hint=f"for example {example}" if example else f"write {spelled}(…) with {wanted} argument{plural}",
    )


__all__ = ["Pattern", "Signature", "apply", "fits", "shape_words", "signature", "wrong_count"]
