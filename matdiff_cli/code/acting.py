"""Matrices that act by reshaping: Kronecker products, commutation matrices, and their sums."""

from __future__ import annotations

from matdiff_cli.code.kronecker import is_commutation
from matdiff_cli.code.program import Program
from matdiff_cli.code.values import Value


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
