"""What the values of a function are used for: how often, and what follows from another one that is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matdiff_cli.code.program import Program, Value


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


def shared(program: Program, results: Sequence[Value]) -> list[Value]:
    """The results with softmax(x) as exp(x − logsumexp(x)) where that is there."""
    there = {value.args[0]: value for value in uses_of(results) if value.op == "logsumexp"}
    found: dict[Value, Value] = {}
    for value in uses_of(results) if there else ():
        args = [found[arg] for arg in value.args]
        if value.op == "softmax" and value.args[0] in there:
            (x,) = args
            less = program.negate(program.make("logsumexp", x))
            found[value] = program.call("exp", program.add(x, less), "softmax")
        else:
            made = program.make(value.op, *args, shape=value.shape, data=value.data, lowering=value.lowering)
            found[value] = made
    return [found.get(value, value) for value in results]
