"""Random texts in the words of programming languages, with few parentheses; most have no meaning at all."""

from __future__ import annotations

import random
from typing import NamedTuple


class Soup(NamedTuple):
    """What texts of a language are made of."""

    atoms: tuple[str, ...]
    between: tuple[str, ...]
    behind: tuple[str, ...]
    calls: tuple[str, ...]
    """Functions, with {} where an argument stands."""


NAMES = ("A", "B", "x", "y", "x", "A", "mu", "2", "0.5")
NUMPY = Soup(
    NAMES,
    (" + ", " - ", " * ", "*", " / ", " @ ", " @ ", "@"),
    (".T", "**2", ".T", "**mu"),
    ("np.exp({})", "np.sum({})", "np.trace({})", "np.linalg.inv({})", "np.linalg.det({})", "np.linalg.norm({})",
     "np.outer({}, {})", "np.dot({}, {})", "x.dot({})", "np.diag({})", "np.mean({})", "np.tanh({})", "np.square({})",
     "np.linalg.norm({}, 1)", "np.linalg.norm({}, 'fro')", "A.dot({})", "np.arctan({})", "({})", "({}).T",
     "np.log(np.linalg.det({}))", "np.linalg.slogdet({})[1]", "np.inner({}, {})", "np.matmul({}, {})"),
)  # fmt: skip
R = Soup(
    NAMES,
    (" + ", " - ", " * ", "*", " / ", " %*% ", " %*% ", "%*%", " %o% "),
    ("^2", "^-1", "**2"),
    ("exp({})", "sum({})", "t({})", "t({})", "solve({})", "solve({}, {})", "crossprod({})", "crossprod({}, {})",
     "tcrossprod({})", "tcrossprod({}, {})", "det({})", "diag({})", "mean({})", "tanh({})", "pmax({}, 0)",
     "as.numeric({})", "norm({}, 'F')", "outer({}, {})", "as.vector({})", "kronecker({}, {})", "({})", "sum(diag({}))",
     "as.numeric(determinant({})$modulus)", "drop({})", "plogis({})", "c({})"),
)  # fmt: skip
OCTAVE = Soup(
    NAMES,
    (" + ", " - ", " * ", "*", ".*", " .* ", "./", " \\ "),
    ("'", ".'", ".^2", "^2", "^-1"),
    ("exp({})", "sum(sum({}))", "trace({})", "inv({})", "det({})", "norm({}, 'fro')", "tanh({})", "({})", "({})'",
     "dot(x, {})", "kron({}, {})", "numel({})", "eye(3)", "ones(3,1)", "({}) + ({})"),
)  # fmt: skip


def expression(soup: Soup, rng: random.Random, depth: int = 2) -> str:
    """A few operands in a row."""
    words = operand(soup, rng, depth)
    for _ in range(rng.choice((0, 1, 1, 2, 2))):
        words += rng.choice(soup.between) + operand(soup, rng, depth)
    return words


def operand(soup: Soup, rng: random.Random, depth: int) -> str:
    """A name or a call, perhaps with signs before and behind it."""
    words = rng.choice(soup.atoms)
    if depth and rng.random() < 0.6:
        call = rng.choice(soup.calls)
        words = call.format(*(expression(soup, rng, depth - 1) for _ in range(call.count("{}"))))
    for _ in range(rng.choice((0, 0, 0, 0, 1))):
        words += rng.choice(soup.behind)
    return ("-" if rng.random() < 0.1 else "") + words
