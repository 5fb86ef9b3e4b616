"""Declarations under which a function that is neither convex nor concave would be: λ positive, A positive definite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.typed import Problem, Symbol

_MOST = 4


def narrowed(problem: Problem) -> Iterator[tuple[str, Problem]]:
    """The problem with one more declaration, which is given in words, then with all of those of constants."""
    found = [(name, *change) for name, symbol in problem.symbols.items() for change in _changes(symbol)]
    found = found[:_MOST]
    for name, words, symbol in found:
        yield f"{name}: {words}", _with(problem, {name: symbol})
    constants = [(name, words, symbol) for name, words, symbol in found if name not in problem.target.names]
    if len(constants) > 1:
        words = ", ".join(f"{name}: {words}" for name, words, _ in constants)
        yield words, _with(problem, {name: symbol for name, _, symbol in constants})


def _with(problem: Problem, symbols: dict[str, Symbol]) -> Problem:
    return replace(problem, symbols={**problem.symbols, **symbols})


def _changes(symbol: Symbol) -> Iterator[tuple[str, Symbol]]:
    """What a symbol might be declared to be."""
    rows, columns = symbol.shape
    if symbol.integer or symbol.positive:
        return
    if symbol.kind == "matrix" and rows == columns != ONE and symbol.structure in (None, "symmetric"):
        yield f"spd({rows})", replace(symbol, structure="spd")
    elif symbol.kind == "scalar":
        yield "positive scalar", replace(symbol, positive=True)
    elif symbol.kind == "vector" and symbol.structure is None:
        yield f"positive vector({rows})", replace(symbol, positive=True)
