"""Tree to numbers: arrays of shape (batch, rows, columns), so that one walk gives a function at many points."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from .operations import CALLS, OF_SIZES, OPERATORS, Array, NoShape, is_scalar, logdet


@dataclass
class Scope:
    """What names mean: values, sizes of dimensions, abbreviations; and the sizes of I, vector(1) and matrix(1)."""

    values: Mapping[str, Array]
    sizes: Mapping[str, int]
    abbreviations: Mapping[str, tuple] = field(default_factory=dict)
    implicit: tuple[int, ...] = ()

    def size(self, tree: tuple) -> int:
        """The namespace of dimensions: a number, a name, or a product of these."""
        kind, *rest = tree
        if kind == "number":
            return int(rest[0])
        if kind == "*":
            return self.size(rest[0]) * self.size(rest[1])
        if kind == "name" and rest[0] in self.sizes:
            return self.sizes[rest[0]]
        raise NoShape(f"{tree} is no dimension")

    def name(self, name: str) -> Array:
        if name in self.values:
            return self.values[name]
        if name in self.abbreviations:
            return self.value(self.abbreviations[name])
        if name in self.sizes:
            return np.full((1, 1, 1), float(self.sizes[name]))
        if name == "pi":
            return np.full((1, 1, 1), math.pi)
        raise NoShape(f"{name} has no value")

    def sized_by_context(self, name: str, place: int) -> Array:
        if name in self.values:
            return self.values[name]
        if name == "I":
            return np.eye(self.implicit[place])[None]
        return np.ones((1, self.implicit[place], self.implicit[place + 1] if name == "matrix" else 1))

    def value(self, tree: tuple) -> Array:
        kind, *rest = tree
        if kind == "number":
            return np.full((1, 1, 1), rest[0])
        if kind == "name":
            return self.name(rest[0])
        if kind == "implicit":
            return self.sized_by_context(*rest)
        if kind == "matrix":
            return self.literal([[self.value(entry) for entry in row] for row in rest[0]])
        if kind == "call":
            return self.call(*rest)
        return OPERATORS[kind](*map(self.value, rest))

    def literal(self, rows: list[list[Array]]) -> Array:
        if len({len(row) for row in rows}) != 1 or not all(is_scalar(entry) for row in rows for entry in row):
            raise NoShape("a matrix written out has scalars as entries, as many in every row")
        batch = max(len(entry) for row in rows for entry in row)
        full = [[np.broadcast_to(entry, (batch, 1, 1)) for entry in row] for row in rows]
        return np.concatenate([np.concatenate(row, axis=2) for row in full], axis=1)

    def call(self, name: str, arguments: list[tuple]) -> Array:
        if name in OF_SIZES:
            return OF_SIZES[name](*map(self.size, arguments))
        if name in ("log", "ln") and arguments[0][0] == "bars":  # log|X| is logdet(X) by definition
            inner_value = self.value(arguments[0][1])
            return np.log(np.abs(inner_value)) if is_scalar(inner_value) else logdet(inner_value)
        return CALLS[name](*map(self.value, arguments))


def value(tree: tuple, scope: Scope) -> Array:
    """The value of a tree; nan where it has none."""
    with np.errstate(all="ignore"):
        return scope.value(tree)
