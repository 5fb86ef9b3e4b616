"""Values of symbols at random points, inside their types, and sizes of dimensions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from .operations import Array
from .problem import Type

Shape = tuple[str, str]
KINDS = ("signed", "negative", "positive", "small", "large diagonal")
"""Where points are drawn: either side of kinks, what roots, logarithms and arcs need, matrices far from singular."""


SUBSPACES = ("symmetric", "spd", "psd", "skew", "diagonal", "lower", "upper")
"""Structures whose members' changes make up a subspace."""


def dimension(text: str, sizes: Mapping[str, int]) -> int:
    """The number that a dimension of the JSON format is, such as m*n."""
    value = 1
    for factor in text.split("*"):
        value *= int(factor) if factor.isdigit() else sizes[factor]
    return value


def dimension_names(shapes: Iterable[Shape]) -> set[str]:
    return {name for shape in shapes for side in shape for name in re.findall(r"[^\W\d]\w*", side)}


def assignments(names: list[str]) -> Iterator[dict[str, int]]:
    """Sizes to try: different ones for few dimensions, so that shapes that do not go together are seen."""
    small = len(names) > 3
    for sizes in ([2, 3, 2, 3], [3, 2, 2, 2]) if small else ([3, 2, 4], [2, 3, 1], [1, 4, 2]):
        yield {name: sizes[i % len(sizes)] for i, name in enumerate(names)}


def draw(rng: np.random.Generator, kind: str, declared: Type | None, shape: tuple[int, int]) -> Array:
    """One value, rows × columns."""
    structure = declared.structure if declared else "matrix"
    rows, columns = shape
    size = rng.uniform(0.3, 1.6, shape)
    if kind == "small":
        size *= 0.4
    positive = declared is not None and declared.positive
    signs = np.ones(shape) if positive or kind == "positive" else rng.choice([-1, 1], shape)
    value = size * (-1 if kind == "negative" and not positive else signs)
    if kind == "large diagonal" and rows == columns > 1:
        value = value / 4 + 1.5 * np.diag(rng.uniform(0.8, 1.2, rows))
    if structure in ("spd", "psd"):
        return value @ value.T / rows + (0.2 * np.eye(rows) if structure == "spd" else 0)
    if structure == "orthogonal":
        return np.linalg.qr(rng.normal(size=shape))[0]
    if structure == "simplex":
        return size / size.sum()
    if structure == "integer":
        return np.round(2 * value) or np.ones((1, 1))
    return project(structure, value) * (2 if structure == "skew" else 1)


def project(structure: str | None, a: Array) -> Array:
    """The nearest member of a structure, of a or of every matrix in a batch."""
    match structure:
        case "symmetric" | "spd" | "psd":
            return (a + np.swapaxes(a, -1, -2)) / 2
        case "skew":
            return (a - np.swapaxes(a, -1, -2)) / 2
        case "diagonal":
            return a * np.eye(a.shape[-1])
        case "lower":
            return np.tril(a)
        case "upper":
            return np.triu(a)
    return a
