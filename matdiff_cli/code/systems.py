"""Definite systems as libraries solve them that have Cholesky's factorisation, but nothing that solves with it."""

from __future__ import annotations

from collections.abc import Container, Sequence

import sympy

from matdiff_cli.code.program import Program
from matdiff_cli.code.uses import rebuilt, uses_of
from matdiff_cli.code.values import Value

_SYSTEMS = ("definite_solve", "solution_and_inverse")


def with_matrices(results: Sequence[Value], known: Container[str]) -> list[Value]:
    """The results with S beside its factor where S x = b is solved, if these are operations that are known.

    definite_solve        the x with S x = b, of S, its factor and b
    solution_and_inverse  this x for a vector b, and the inverse of S
    large_cholesky        the factor of S that only these need, which solve a small system without
    """
    if "definite_solve" not in known:
        return list(results)
    program = Program()

    def changed(value: Value, args: list[Value]) -> Value | None:
        if (value.op, value.data) != ("solve", "spd"):
            return None
        factor, b = args
        return program.make("definite_solve", *factor.args, factor, b, shape=value.shape, lowering=value.lowering)

    found = rebuilt(program, results, changed)
    while (pair := _pair(found)) is not None:
        found = _together(program, found, *pair)
    return _without_small_factors(program, found)


def whole_inverses(results: Sequence[Value], known: Container[str]) -> list[Value]:
    """The results with the inverse of S where its factor serves nothing else, if that is an operation that is known.

    definite_inverse  the inverse of S, of S itself
    """
    if "definite_inverse" not in known:
        return list(results)
    program, uses = Program(), uses_of(results)

    def changed(value: Value, args: list[Value]) -> Value | None:
        if (value.op, value.data) != ("inverse", "spd") or uses[value.args[0]] > 1:
            return None
        (factor,) = args
        return program.make("definite_inverse", *factor.args, shape=value.shape, lowering=factor.lowering)

    return rebuilt(program, results, changed)


def _pair(results: Sequence[Value]) -> tuple[Value, Value] | None:
    """The solution for a vector, and the inverse of the same matrix, on which it does not depend."""
    values = uses_of(results)
    inverses = {value.args[0]: value for value in values if (value.op, value.data) == ("inverse", "spd")}
    for value in values:
        if value.op == "definite_solve" and value.rank == 1:
            inverse = inverses.get(value.args[1])
            if inverse is not None and inverse not in uses_of([value]):
                return value, inverse
    return None


def _together(program: Program, results: Sequence[Value], solution: Value, inverse: Value) -> list[Value]:
    both: list[Value] = []

    def changed(value: Value, args: list[Value]) -> Value | None:
        if value is solution:
            both.append(program.make("solution_and_inverse", *args, shape=inverse.shape, lowering="together"))
        if value is solution or value is inverse:
            place = sympy.Integer(int(value is inverse))
            return program.make("part", *both, shape=value.shape, data=(place,), lowering=value.lowering)
        return None

    return rebuilt(program, [solution, *results], changed)[1:]


def _without_small_factors(program: Program, results: Sequence[Value]) -> list[Value]:
    needed = {arg for value in uses_of(results) if value.op not in _SYSTEMS for arg in value.args} | set(results)

    def changed(value: Value, args: list[Value]) -> Value | None:
        if value.op != "cholesky" or value in needed:
            return None
        return program.make("large_cholesky", *args, shape=value.shape, lowering=value.lowering)

    return rebuilt(program, results, changed)
