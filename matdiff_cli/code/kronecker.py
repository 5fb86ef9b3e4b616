"""Sums and multiples of Kronecker products are worked out in their factors, which are small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from matdiff_cli.code.values import Shape, Value


class Maker(Protocol):
    """What makes values, each once: a program."""

    def add(self, *terms: Value) -> Value:
        """A sum."""

    def mul(self, *factors: Value) -> Value:
        """An elementwise product, or a multiple."""

    def multiplied(self, *factors: Value) -> Value:
        """An elementwise product as it stands."""

    def negate(self, a: Value) -> Value:
        """−a."""

    def kron(self, a: Value, b: Value, shape: Shape) -> Value:
        """A Kronecker product."""


def unsigned(value: Value) -> Value:
    """A value without the sign before it."""
    return value.args[0] if value.op == "neg" else value


def gathered(program: Maker, terms: Sequence[Value]) -> tuple[Value, ...]:
    """The terms of a sum, those that are Kronecker products with a common factor as one."""
    found: list[Value] = []
    for term in terms:
        both = ((i, joined) for i, other in enumerate(found) if (joined := _joined(program, other, term)) is not None)
        place, value = next(both, (len(found), term))
        found[place : place + 1] = [value]
    return tuple(found)


def negated(program: Maker, a: Value) -> Value:
    """−(A ⊗ B), the sign at a factor that is no identity, so that the large product is not gone through again."""
    first, second = a.args
    factors = (first, program.negate(second)) if first.op == "eye" else (program.negate(first), second)
    return program.kron(*factors, a.shape)


def _joined(program: Maker, a: Value, b: Value) -> Value | None:
    """A ⊗ C + B ⊗ C = (A + B) ⊗ C, also with the common factor on the left, and with signs."""
    if a.op == b.op == "kron":
        for at in (0, 1):
            (p, c), (q, d) = ((x.args[at], x.args[1 - at]) for x in (a, b))
            if unsigned(c) is unsigned(d) and p.shape == q.shape:
                both = program.add(p, q if c is d else program.negate(q))
                return program.kron(*((c, both) if at else (both, c)), a.shape)
    return None


def scaled(program: Maker, scalars: Sequence[Value], a: Value) -> Value | None:
    """A multiple of a sum of Kronecker products, taken of a factor of each; None of anything else.

    A factor of several of them is multiplied once, and no identity is.
    """
    terms = a.args if a.op == "add" else (a,)
    if any(term.op != "kron" for term in terms):
        return None
    often = Counter(factor for term in terms for factor in term.args)
    found = []
    for term in terms:
        first, second = term.args
        if (first.op != "eye", often[first]) >= (second.op != "eye", often[second]):
            first = program.mul(*scalars, first)
        else:
            second = program.mul(*scalars, second)
        found.append(program.kron(first, second, term.shape))
    whole = program.add(*found)
    whole.lowering = whole.lowering or a.lowering
    return whole


def is_commutation(value: Value) -> bool:
    """Is this a commutation matrix itself, not one times something?"""
    return value.op == "commuted" and value.args[0].op == "eye"
