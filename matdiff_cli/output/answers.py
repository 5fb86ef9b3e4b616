"""The answer alone: a value, and the names that a long one keeps, `2*X'*r where r = X*w - y`; or as lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from matdiff_cli.derivation.records import Derivation, Line, Result
from matdiff_cli.expressions.nodes import Node, Variable


def with_names(result: Result, spell: Callable[[Node], str], where: str, equals: str = " = ") -> str:
    """The value with its names, in the notation of `spell`; `where` is the word between, with its spaces."""
    named = (
        f"{spell(Variable(name, *definition.shape))}{equals}{spell(definition)}"
        for name, definition in result.where.items()
    )
    return spell(result.value) + (where + ", ".join(named) if result.where else "")


def answer_lines(derivation: Derivation) -> Iterator[Line]:
    """The last line of a page as it stands for itself, and what its names stand for."""
    lines = derivation.steps[-1].lines
    left = next(line.left for line in reversed(lines) if line.left is not None)
    yield replace(lines[-1], left=left, relation="=", reason=None)
    for name, definition in derivation.result.where.items():
        yield Line(Variable(name, *definition.shape), "=", definition)
