"""How matrices lie in memory: differences take that of what is subtracted, transposes are written out."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from matdiff_cli.code.program import Program
from matdiff_cli.code.uses import is_view, rebuilt, uses_of
from matdiff_cli.code.values import Value

_NEW = frozenset(
    ("call", "definite_solve", "div", "matmul", "mul", "outer", "pow", "scale_columns", "scale_rows", "solve")
)
"""Operations whose result is an array that nothing else refers to."""


def in_place(results: Sequence[Value], known: Container[str]) -> list[Value]:
    """The results with differences in place, if that is an operation that is known.

    difference  A - B of matrices, or of a number A, in the memory of B, which is used nowhere else

    NumPy by itself uses that of the first term of a sum, and of either in A + B.
    """
    if "difference" not in known:
        return list(results)
    program, uses = Program(), uses_of(results)

    def changed(value: Value, args: list[Value]) -> Value | None:
        place = _place(value, uses)
        if place is None:
            return None
        found = program.make("difference", args[0], args[place].args[0], shape=value.shape)
        rest = [arg for i, arg in enumerate(args) if i not in (0, place)]
        return program.make("add", found, *rest, shape=value.shape) if rest else found

    return rebuilt(program, results, changed)


def _place(value: Value, uses: Mapping[Value, int]) -> int | None:
    """Where in a sum there is a matrix to be subtracted whose memory is free, if the first term has none to give."""
    if value.op != "add" or value.rank != 2 or not (is_view(value.args[0]) or uses[value.args[0]] > 1):
        return None
    for i, term in enumerate(value.args):
        inner = term.args[0] if term.op == "neg" else term
        if inner is not term and inner.op in _NEW and inner.rank == 2 and uses[inner] == 1:
            return i
    return None


_ENTRY_BY_ENTRY = ("add", "difference", "mul")


def by_rows(results: Sequence[Value], known: Container[str]) -> list[Value]:
    """The results with transposes written out that meet matrices entry by entry, if that is an operation that is known.

    by_rows  A transposed, in memory of its own, row after row

    NumPy takes longer to walk through rows and columns at once: a third of the time at n = 10, a tenth at n = 1000.
    """
    if "by_rows" not in known:
        return list(results)
    program = Program()

    def written(arg: Value) -> Value:
        if arg.op == "neg":
            return program.negate(written(arg.args[0]))
        return program.make("by_rows", *arg.args, shape=arg.shape) if arg.op == "transpose" else arg

    def changed(value: Value, args: list[Value]) -> Value | None:
        matrices = [arg for arg in args if arg.rank == 2]
        if value.op not in _ENTRY_BY_ENTRY or all(map(_is_turned, matrices)) or not any(map(_is_turned, matrices)):
            return None
        return program.make(value.op, *map(written, args), shape=value.shape, data=value.data, lowering=value.lowering)

    return rebuilt(program, results, changed)


def _is_turned(value: Value) -> bool:
    return (value.args[0] if value.op == "neg" else value).op == "transpose"
