"""Traces and diagonals of chains: no product is made for them of which only the diagonal is needed."""

from __future__ import annotations

from collections.abc import Sequence

from matdiff_cli.code import acting
from matdiff_cli.code.chains import Brackets, Factor, multiply, number, plain, row_sums
from matdiff_cli.code.program import Program
from matdiff_cli.code.values import Value
from matdiff_cli.expressions.nodes import SIZE_ONE


def trace(program: Program, chain: Sequence[Factor]) -> Value:
    """tr(A B …): the cycle is cut at the two places where the two parts cost least; then tr(P Q) = Σ P ∘ Q'."""
    count = len(chain)
    if count == 1:
        return _trace(program, chain[0])
    if count == 2 and chain[0].kind == "inverse" and chain[0].turned(program) == chain[1]:
        return program.trace_of_inverse(chain[0].value, chain[0].structure)
    twice = Brackets(program, [*chain, *chain])
    cuts = [(i, j) for i in range(count) for j in range(i, i + count - 1)]

    def cost(cut: tuple[int, int]) -> int:
        i, j = cut
        last = i + count - 1
        first, second = twice.stretch(i, j), twice.stretch(j + 1, last)
        again = twice.chain[i : j + 1] == twice.chain[j + 1 : i + count] or twice.mirrored(i, j, last)
        rest = 0 if again else twice.cost(j + 1, last)  # what is there again is worked out once
        whole = number(first.rows) if "inverse" in (first.kind, second.kind) else 1  # solved with: no row is left out
        return twice.cost(i, j) + rest + 2 * number(first.rows) * number(first.columns) * whole

    i, j = min(cuts, key=cost)
    parts = twice.product(i, j), twice.product(j + 1, i + count - 1)
    if any(part.kind == "inverse" for part in parts):
        return _trace(program, multiply(program, *parts))
    left, right = parts
    if left.kind == "diagonal":
        left, right = right, left
    if right.kind == "diagonal":
        both = program.of_matrix("diagonal", left.value, left.value.shape[:1]) if left.kind == "plain" else left.value
        return program.dot(both, right.value)
    value = program.dot(left.value, program.transpose(right.value))
    value.lowering = value.lowering or "trace-of-product"
    return value


def diagonal(program: Program, chain: Sequence[Factor]) -> Value:
    """diag(A B …): the product is cut where the two parts cost least; then it holds the row sums of P ∘ Q'."""
    brackets, last = Brackets(program, chain), len(chain) - 1
    cuts = [i for i in range(last) if "inverse" not in (chain[0].kind, chain[-1].kind) or 0 < i < last - 1]

    def cost(cut: int) -> int:
        return brackets.cost(0, cut) + (0 if brackets.mirrored(0, cut, last) else brackets.cost(cut + 1, last))

    cut = min(cuts, key=cost, default=last)
    parts = [brackets.product(0, cut), *([brackets.product(cut + 1, last)] if cut < last else [])]
    if len(parts) == 1 or any(acting.acts(part.value) for part in parts):
        whole = plain(program, brackets.product(0, last))
        return program.of_matrix("diagonal", whole, whole.shape[:1])
    left, right = parts
    if "diagonal" in (left.kind, right.kind):
        return program.mul(*(diagonal(program, [part]) for part in parts))
    if left.columns is SIZE_ONE:
        return program.mul(*(part.value for part in parts if part.kind != "ones" or left.kind == right.kind))
    other = left.value if brackets.mirrored(0, cut, last) else program.transpose(right.value)
    entries = program.mul(left.value, other)
    return row_sums(program, entries, "diagonal-of-product")


def _trace(program: Program, factor: Factor) -> Value:
    if factor.kind == "diagonal":
        return program.total(factor.value)
    if factor.kind == "inverse" and factor.structure == "spd":
        return program.trace_of_inverse(program.factored(factor.value, "spd"), "lower")
    value = plain(program, factor)
    plus = value.args[0] if value.op == "neg" else value
    found = program.make("trace", plus.args[0] if plus.op == "transpose" else plus)
    return found if plus is value else program.negate(found)
