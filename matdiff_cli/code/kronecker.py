"""Kronecker products: sums and multiples are worked out in their factors, which are small, products by reshaping.

So are those with commutation matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matdiff_cli.code.program import Program, Value


def unsigned(value: Value) -> Value:
    """A value without the sign before it."""
    return value.args[0] if value.op == "neg" else value


def gathered(program: Program, terms: Sequence[Value]) -> tuple[Value, ...]:
    """The terms of a sum, those that are Kronecker products with a common factor as one."""
    found: list[Value] = []
    for term in terms:
        both = ((i, joined) for i, other in enumerate(found) if (joined := _joined(program, other, term)) is not None)
        place, value = next(both, (len(found), term))
        found[place : place + 1] = [value]
    return tuple(found)


def negated(program: Program, a: Value) -> Value:
    """−(A ⊗ B), the sign at a factor that is no identity, so that the large product is not gone through again."""
    first, second = a.args
    factors = (first, program.negate(second)) if first.op == "eye" else (program.negate(first), second)
    return program.kron(*factors, a.shape)


def _joined(program: Program, a: Value, b: Value) -> Value | None:
    """A ⊗ C + B ⊗ C = (A + B) ⊗ C, also with the common factor on the left, and with signs."""
    if a.op == b.op == "kron":
        for at in (0, 1):
            (p, c), (q, d) = ((x.args[at], x.args[1 - at]) for x in (a, b))
            if unsigned(c) is unsigned(d) and p.shape == q.shape:
                both = program.add(p, q if c is d else program.negate(q))
                return program.kron(*((c, both) if at else (both, c)), a.shape)
    return None


def scaled(program: Program, scalars: Sequence[Value], a: Value) -> Value | None:
    """A multiple of a sum of Kronecker products, taken of a factor of each; None of anything else."""
    found: Value | None = None
    if a.op == "kron":
        first, second = a.args
        at_first = first.op != "eye"
        factor = program.mul(*scalars, first if at_first else second)
        found = program.kron(*((factor, second) if at_first else (first, factor)), a.shape)
    elif a.op == "add":
        terms = [scaled(program, scalars, term) for term in a.args]
        found = None if None in terms else program.add(*terms)  # type: ignore[arg-type]
    if found is not None:
        found.lowering = found.lowering or a.lowering
    return found


def is_commutation(value: Value) -> bool:
    """Is this a commutation matrix itself, not one times something?"""
    return value.op == "commuted" and value.args[0].op == "eye"


def acts(a: Value) -> bool:
    """Whether a matrix acts by reshaping: Kronecker products, commutation matrices K, sums such as I + K."""
    if a.op == "add":
        return all(acts(term) or term.op == "eye" for term in a.args)
    return (a.op == "kron" and a.rank == 2) or is_commutation(a) or (a.op == "neg" and acts(a.args[0]))


def turned(program: Program, a: Value) -> Value:
    """The transpose of a matrix that acts, term by term."""
    if a.op == "add":
        return program.add(*(turned(program, term) for term in a.args))
    return program.negate(turned(program, a.args[0])) if a.op == "neg" else program.transpose(a)


def action(program: Program, a: Value, b: Value) -> Value:
    """Such a matrix times a matrix or vector."""
    match a.op:
        case "add":
            return program.add(*(action(program, term, b) for term in a.args))
        case "neg":
            return program.negate(action(program, a.args[0], b))
        case "eye":
            return b
        case "kron":
            return program.kron_times(a, b)
    return program.commuted(a, b)
