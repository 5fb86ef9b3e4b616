"""Diagonal matrices within larger ones are not built, in languages that can change a diagonal in place."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import partial

from matdiff_cli.code.program import Program
from matdiff_cli.code.uses import inward, rebuilt
from matdiff_cli.code.values import Value


def unbuilt(results: Sequence[Value], known: Container[str]) -> list[Value]:
    """The results with diagonal matrices neither added nor in products, by the operations that are known.

    add_diagonal  A + diag(v), or A + v I of a number v, of A and v
    kron_diag     A ⊗ diag(v), of A and v
    diag_kron     diag(v) ⊗ A, of v and A
    kron_eye      A ⊗ I, of A
    eye_kron      I ⊗ A, of A
    """
    program = Program()

    def changed(value: Value, args: list[Value]) -> Value | None:
        if value.rank == 2 and value.op == "add" and "add_diagonal" in known:
            return _added(program, args)
        if value.rank == 2 and value.op == "kron" and "kron_diag" in known:
            return _multiplied(program, value, args)
        return _entrywise(program, value, args) if value.rank == 2 and value.op in ("mul", "div") else None

    return rebuilt(program, results, changed)


def _diagonal(program: Program, value: Value) -> Value | None:
    """The v of diag(v), or of v I; None of any other matrix."""
    match value.op:
        case "eye":
            return program.number(1)
        case "diag":
            return value.args[0]
        case "neg":
            inner = _diagonal(program, value.args[0])
            return None if inner is None else program.negate(inner)
        case "mul" if value.args[-1].op == "eye" and all(factor.rank == 0 for factor in value.args[:-1]):
            return program.mul(*value.args[:-1])
        case "div" if value.args[0].op == "eye" and value.args[1].rank == 0:
            return program.div(program.number(1), value.args[1])
    return None


def _added(program: Program, terms: Sequence[Value]) -> Value | None:
    pairs = [(term, _diagonal(program, term)) for term in terms]
    diagonals = [v for _, v in pairs if v is not None]
    rest = [term for term, v in pairs if v is None]
    if not rest and any(v.rank for v in diagonals):
        return program.make("diag", program.add(*diagonals), shape=terms[0].shape)
    if not diagonals or not any(term.rank == 2 for term in rest):
        return None
    whole = inward(program, program.add(*rest))
    return program.make("add_diagonal", whole, program.add(*diagonals), shape=whole.shape, lowering="added-diagonal")


def _entrywise(program: Program, value: Value, args: Sequence[Value]) -> Value | None:
    """A product or quotient of entries is needed on the diagonal alone, if a factor has zeros elsewhere."""
    found = {arg: _diagonal(program, arg) for arg in args if arg.rank == 2}
    if set(found) <= {program.eye(value.shape[0])} or all(
        found.get(arg) is None for arg in (args if value.op == "mul" else args[:1])
    ):
        return None
    parts = (
        (found[arg] or program.of_matrix("diagonal", arg, arg.shape[:1])) if arg.rank == 2 else arg for arg in args
    )
    return program.make("diag", (program.mul if value.op == "mul" else program.div)(*parts), shape=value.shape)


def _multiplied(program: Program, product: Value, factors: Sequence[Value]) -> Value | None:
    left, right = factors
    first, second = _diagonal(program, left), _diagonal(program, right)
    made = partial(program.make, shape=product.shape, lowering=product.lowering)
    if first is not None and second is not None:
        pairs = ((first, left), (second, right))
        v, w = (v if v.rank else program.mul(v, program.ones(whole.shape[0])) for v, whole in pairs)
        return program.make("diag", program.kron(v, w, product.shape[:1]), shape=product.shape)
    if second is not None and second.rank:
        return made("kron_diag", left, second)
    if second is not None:
        return made("kron_eye", program.mul(second, left), data=right.shape[:1])
    if first is not None and first.rank:
        return made("diag_kron", first, right)
    return None if first is None else made("eye_kron", program.mul(first, right), data=left.shape[:1])
