"""A problem as the functions of a module: f, its derivative, and both at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matdiff_cli.check.typed import Problem, Symbol
from matdiff_cli.code.program import Program, Value
from matdiff_cli.code.translate import Translator
from matdiff_cli.derivation.derive import answer, deep_recursion, pose
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.nodes import Commutation, Identity, Node, Ones, SizeNumber, Zeros
from matdiff_cli.expressions.tidy import tidy


@dataclass(frozen=True)
class Result:
    """What a function returns: what it is called, its value, and the expression that it stands for."""

    name: str
    value: Value
    node: Node


@dataclass(frozen=True)
class Function:
    """One function of a module: its name, what it says of itself, what it returns."""

    name: str
    about: str
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Export:
    """The functions of one problem, all with the same arguments, in their order."""

    problem: Problem
    symbols: tuple[Symbol, ...]
    functions: tuple[Function, ...]
    sizes: frozenset[str]
    """The names of the dimensions that occur in f."""
    like: Symbol | None
    """The vector whose form, flat or n×1, vectors have that are returned."""


def export(problem: Problem, layout: str = "gradient", *, order: int = 1) -> Export:
    """The functions of a problem. Raises MatdiffError where there is no code."""
    symbols = tuple(problem.symbols[name] for name in sorted(problem.symbols))
    for symbol in symbols:
        if symbol.of:
            raise MatdiffError("unsupported", f"there is no code for the unknown function {symbol.name}")
    with deep_recursion():
        question = pose(problem)
        f = tidy(question.function)
        derivative = answer(problem, layout)
        t = Translator(Program(), question.abbreviations)
        value, slope = Result("value", t(f), f), Result("slope", t(derivative), derivative)
    functions = [
        Function("f", "the function", (value,)),
        Function("derivative", "its derivative", (slope,)),
        Function("value_and_derivative", "both, with what they share computed once", (value, slope)),
    ]
    return Export(problem, symbols, tuple(functions), _sizes(f), _like(problem, symbols))


def _sizes(node: Node) -> frozenset[str]:
    leaves = node.atoms(Identity, Ones, Zeros, SizeNumber, Commutation)
    return frozenset(symbol.name for leaf in leaves for size in leaf.args for symbol in size.free_symbols)


def _like(problem: Problem, symbols: Sequence[Symbol]) -> Symbol | None:
    target = problem.symbols[problem.target.names[0]]
    vectors = [symbol for symbol in symbols if symbol.kind in ("vector", "row")]
    return target if target in vectors else vectors[0] if vectors else None
