"""Random texts with few parentheses, so that precedence decides what they mean; most have no meaning at all."""

from __future__ import annotations

import random

ATOMS = ("A", "B", "x", "y", "alpha", "beta", "2", "0.5", "3", "x'", "y'", "A'")
BETWEEN = (" + ", " - ", "+", "-", "*", "*", " * ", ".*", " .* ", "./", "/", "⊗", " ", " ", "@", "·")
BEHIND = ("'", "^2", "^-1", "^T", ".T", ".^2", "^-T", "^{2}", ".^(-1)", "^alpha", "**2", "⊤", "^(1/2)", "²", "⁻¹")
CALLS = ("tr", "det", "log", "exp", "sum", "norm", "diag", "vec", "sin", "abs", "inv", "logdet")


def expression(rng: random.Random, depth: int = 2) -> str:
    """A few terms in a row."""
    words = term(rng, depth)
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3))):
        words += rng.choice(BETWEEN) + term(rng, depth)
    return words


def term(rng: random.Random, depth: int) -> str:
    words = operand(rng, depth)
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        words += rng.choice(BEHIND)
    return ("-" if rng.random() < 0.15 else "") + words


def operand(rng: random.Random, depth: int) -> str:
    if depth == 0 or rng.random() < 0.6:
        return rng.choice(ATOMS)

    def inner() -> str:
        return expression(rng, depth - 1)

    kind = rng.randrange(8)
    if kind == 0:
        return f"|{inner()}|"
    if kind == 1:
        return f"||{inner()}||{rng.choice(('', '', '_1'))}"
    if kind == 2:
        return f"<{inner()}, {inner()}>"
    if kind == 3:
        return f"[{inner()}, {inner()}; {inner()}, {inner()}]"
    if kind == 4:
        return f"[{inner()}; {inner()}]"
    if kind < 7:
        return f"({inner()})"
    name = rng.choice(CALLS)
    return f"{name}|{inner()}|" if name == "log" and rng.random() < 0.5 else f"{name}({inner()})"
