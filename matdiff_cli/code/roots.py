"""The roots of sums of squares, one above the other, as Q R: what is solved with the R, and what is a part of the Q."""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from matdiff_cli.code.program import Program
from matdiff_cli.code.values import TURNED, Value


def triangle(program: Program, rows: Sequence[Value]) -> Value:
    """The R of Q R = [B; C; …]."""
    whole = rows[0]
    for other in rows[1:]:
        whole = program.make("stacked", whole, other, shape=(whole.shape[0] + other.shape[0], whole.shape[1]))
    both = program.make("graded_qr", whole, shape=whole.shape, lowering="graded")
    return program.make("graded_r", both, shape=whole.shape[1:] * 2)


def solved(program: Program, matrix: Value, b: Value, structure: str) -> Value:
    """A⁻¹ B; with the R of such a sum, which has its columns in an order P of their own, A is R P'."""
    if matrix.op == "transpose":
        return program.solve(matrix, _reordered(program, "ordered", b, matrix.args[0]), structure)
    return _reordered(program, "restored", program.solve(matrix, b, structure), matrix)


def inverse(program: Program, matrix: Value, structure: str) -> Value:
    """A⁻¹ itself, of such an R, too."""
    if matrix.op == "transpose" and matrix.args[0].op == "graded_r":
        return program.transpose(inverse(program, matrix.args[0], TURNED[structure]))
    return _reordered(program, "restored", program.inverse(matrix, structure), matrix)


def _reordered(program: Program, op: str, b: Value, matrix: Value) -> Value:
    """The rows of b in the order of the columns of such an R, or back; beside any other matrix b itself."""
    return program.make(op, b, *matrix.args, shape=b.shape) if matrix.op == "graded_r" else b


def block(program: Program, part: Value, triangle: Value) -> Value | None:
    """B R⁻¹, the rows of Q that belong to one of the matrices that R was made of; None for another matrix."""
    if triangle.op != "graded_r":
        return None
    (both,) = triangle.args
    (whole,) = both.args
    start, below = sympy.Integer(0), [whole]
    while below[0].op == "stacked":
        below[:1] = below[0].args
    for other in below:
        if program.transpose(other) is program.transpose(part) or (other.op == "as_matrix" and other.args[0] is part):
            q = program.make("graded_q", both, triangle, shape=whole.shape)
            rows = program.make("rows", q, other, shape=other.shape, data=(start, start + other.shape[0]))
            return rows if part.rank == 2 else program.of_matrix("vec", rows, part.shape)
        start += other.shape[0]
    return None
