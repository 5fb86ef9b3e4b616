"""The answer alone: a value, and the names that a long one keeps, `2*X'*r where r = X*w - y`."""

from __future__ import annotations

from collections.abc import Callable

from matdiff_cli.derivation.records import Result
from matdiff_cli.expressions.nodes import Node, Variable


def with_names(result: Result, spell: Callable[[Node], str], where: str, equals: str = " = ") -> str:
    """The value with its names, in the notation of `spell`; `where` is the word between, with its spaces."""
    named = (
        f"{spell(Variable(name, *definition.shape))}{equals}{spell(definition)}"
        for name, definition in result.where.items()
    )
    return spell(result.value) + (where + ", ".join(named) if result.where else "")
