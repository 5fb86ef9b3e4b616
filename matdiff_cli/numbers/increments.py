"""Which symbols change in a derivation, and what their increments are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.names import increment_name
from matdiff_cli.typing.typed import Problem, Symbol

_LINEAR = {"spd": "symmetric", "psd": "symmetric", "orthogonal": None, "simplex": None}
"""What the increments are of a structure that is no linear space."""


def unknown_functions(problem: Problem) -> tuple[str, ...]:
    """The unknown functions of the target: they change with it, in ways not known."""
    targets = set(problem.target.names)
    return tuple(name for name, symbol in problem.symbols.items() if targets & set(symbol.of))


def moving_names(problem: Problem) -> tuple[str, ...]:
    """The symbols whose increments stand in the derivation: the target's, and those of unknown functions of it."""
    unknown = unknown_functions(problem)
    if not unknown:
        return problem.target.names
    occurring = {node.value for node in nodes(problem.function) if node.op == "symbol"}
    return (*(name for name in problem.target.names if name in occurring), *unknown)


def with_increments(symbols: Mapping[str, Symbol], names: Iterable[str]) -> dict[str, Symbol]:
    """The symbols and, for each of `names`, its increment: `dX` for `X`, of the same shape."""
    increments = {}
    for name in names:
        called, structure = increment_name(name, symbols), symbols[name].structure
        structure = _LINEAR.get(structure or "", structure)
        increments[called] = replace(symbols[name], name=called, structure=structure, positive=False, integer=False)
    return {**symbols, **increments}
