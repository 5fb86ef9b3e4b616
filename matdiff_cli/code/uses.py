"""What the values of a function are used for: how often, and what follows from another one that is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from matdiff_cli.code.program import Program
from matdiff_cli.code.values import Value


def is_view(value: Value) -> bool:
    """What costs nothing to write again: a symbol, one transposed, a number, a sign."""
    leaf = value.args[0] if value.op == "transpose" else value
    return value.op == "neg" or leaf.op in ("input", "number", "size")


def uses_of(results: Iterable[Value]) -> dict[Value, int]:
    """How often values are written, every value behind its operands."""
    order: dict[Value, int] = {}
    waiting = [(value, False) for value in reversed(list(results))]
    while waiting:
        value, ready = waiting.pop()
        if ready:
            order[value] = 0
        elif value not in order:
            waiting.append((value, True))
            waiting += [(arg, False) for arg in reversed(value.args)]
    for value in results:
        order[value] += 1
    for value in reversed(order):
        for arg in value.args:
            order[arg] += order[value] if is_view(value) else 1
    return order


def inward(program: Program, value: Value) -> Value:
    """−(v wᵀ) as (−v) wᵀ, −diag(v) A as diag(−v) A: to go through a vector costs less."""
    if value.op == "neg" and value.args[0].op in ("outer", "scale_rows"):
        inner = value.args[0]
        first, second = inner.args
        return program.make(inner.op, program.negate(first), second, shape=inner.shape, lowering=inner.lowering)
    return value


_MOST_OPERANDS = 30
"""Longer sums and products are not searched for what they have in common."""


def shared(program: Program, results: Sequence[Value]) -> list[Value]:
    """The results with what is there already used.

    softmax(x) is exp(x − logsumexp(x)), one factorisation gives the sign of a determinant and its logarithm, B'A' is
    (A B)', and two operands that several sums or products have in common are added or multiplied once.
    """
    found = _by_transpose(program, _by_slogdet(program, _by_logsumexp(program, results)))
    while (pair := _common_pair(found)) is not None:
        found = _with_pair(program, found, *pair)
    return found


def rebuilt(
    program: Program, results: Sequence[Value], changed: Callable[[Value, list[Value]], Value | None]
) -> list[Value]:
    """The results with every value as `changed` makes it of its new operands, or else as it was made."""
    found: dict[Value, Value] = {}
    for value in uses_of(results):
        args = [found[arg] for arg in value.args]
        found[value] = changed(value, args) or _again(program, value, args)
    return [found[value] for value in results]


def _again(program: Program, value: Value, args: Sequence[Value]) -> Value:
    """A value of new operands; what was made a transpose is not transposed a second time."""
    if value.op == "transpose":
        return program.transpose(*args)
    return program.make(value.op, *args, shape=value.shape, data=value.data, lowering=value.lowering)


def _by_logsumexp(program: Program, results: Sequence[Value]) -> list[Value]:
    there = {value.args[0] for value in uses_of(results) if value.op == "logsumexp"}

    def changed(value: Value, args: list[Value]) -> Value | None:
        if value.op != "softmax" or value.args[0] not in there:
            return None
        less = program.negate(program.make("logsumexp", *args))
        return program.call("exp", program.add(*args, less), "softmax")

    return rebuilt(program, results, changed) if there else list(results)


def slopes_of_tanh(program: Program, results: Sequence[Value], f: Value) -> list[Value]:
    """The results with 1/cosh(t)² as 1 − tanh(t)² where f has tanh(t), whose digits it has; else by two sigmoids."""
    there = {value.args[0] for value in uses_of([f]) if (value.op, value.data) == ("call", "tanh")}

    def changed(value: Value, args: list[Value]) -> Value | None:
        if (value.op, value.data) != ("call", "sech2"):
            return None
        (t,), two = args, program.number(2)
        if value.args[0] in there:
            return program.add(program.number(1), program.negate(program.power(program.call("tanh", t), two)))
        twice = program.mul(two, t)
        sides = (program.call("sigmoid", each) for each in (twice, program.negate(twice)))
        found = program.mul(program.number(4), *sides)
        found.lowering = "sech"
        return found

    return rebuilt(program, results, changed)


def _by_slogdet(program: Program, results: Sequence[Value]) -> list[Value]:
    """sign(det A) beside log|det A|: by itself it would be that of a determinant which may overflow or vanish."""
    values = uses_of(results)
    there = {value.args[0] for value in values if value.op == "logdet"}
    there &= {value.args[0].args[0] for value in values if _is_sign_of_determinant(value)}

    def changed(value: Value, args: list[Value]) -> Value | None:
        if value.op == "logdet" and value.args[0] in there:
            return program.make("slogdet_log", program.slogdet(args[0]))
        if _is_sign_of_determinant(value) and value.args[0].args[0] in there:
            return program.make("slogdet_sign", program.slogdet(args[0].args[0]))
        return None

    return rebuilt(program, results, changed) if there else list(results)


def _by_transpose(program: Program, results: Sequence[Value]) -> list[Value]:
    there: dict[tuple[Value, ...], Value] = {}

    def changed(value: Value, args: list[Value]) -> Value | None:
        if value.op != "matmul" or value.rank != 2:
            return None
        mirrored = there.get(tuple(map(program.transpose, reversed(args))))
        if mirrored is None:
            there[tuple(args)] = program.make("matmul", *args, shape=value.shape, lowering=value.lowering)
        return None if mirrored is None else program.transpose(mirrored)

    return rebuilt(program, results, changed)


def _is_sign_of_determinant(value: Value) -> bool:
    return (value.op, value.data) == ("call", "sign") and value.args[0].op == "det"


def _common_pair(results: Sequence[Value]) -> tuple[str, Value, Value] | None:
    """Two operands of the same sums or products, and which of these; the largest that occur most often."""
    often: dict[tuple[str, frozenset[Value]], list[tuple[Value, Value, Value]]] = {}
    for value in uses_of(results):
        if value.op in ("add", "mul") and len(value.args) <= _MOST_OPERANDS:
            for a, b in combinations(dict.fromkeys(value.args), 2):
                often.setdefault((value.op, frozenset((a, b))), []).append((value, a, b))
    several = [(op, found) for (op, _), found in often.items() if len(found) > 1]
    if not several:
        return None
    op, found = max(several, key=lambda pair: (max(x.rank for x in pair[1][0][1:]), len(pair[1])))
    return op, *found[0][1:]


def _with_pair(program: Program, results: Sequence[Value], op: str, a: Value, b: Value) -> list[Value]:
    join = program.add if op == "add" else program.multiplied

    def changed(value: Value, args: list[Value]) -> Value | None:
        if value.op != op or a not in value.args or b not in value.args:
            return None
        places = value.args.index(a), value.args.index(b)
        both = join(*(args[place] for place in places))
        return join(*(both if i == max(places) else arg for i, arg in enumerate(args) if i != min(places)))

    return rebuilt(program, results, changed)
