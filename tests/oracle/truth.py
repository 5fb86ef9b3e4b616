"""The derivative of a problem's function at one point, by differences, laid out as section "Results" says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from .differences import along
from .operations import Array
from .points import Shape, project

SCALAR = ("1", "1")
Function = Callable[[Mapping[str, Array]], Array]


@dataclass(frozen=True)
class Target:
    """Names that are stacked, or one; the shape in dimensions; the structure, if it has one."""

    names: tuple[str, ...]
    shape: Shape
    structure: str | None = None

    def size(self, values: Mapping[str, Array]) -> tuple[int, int]:
        return values[self.names[0]].shape[1:] if len(self.names) == 1 else (len(self.names), 1)

    def directions(self, values: Mapping[str, Array]) -> list[dict[str, Array]]:
        """One for every entry, column by column; inside the structure."""
        if len(self.names) > 1:
            return [{name: np.ones((1, 1)) * (name == moved) for name in self.names} for moved in self.names]
        (name,) = self.names
        _, rows, columns = values[name].shape
        units = np.eye(rows * columns).reshape(-1, columns, rows).transpose(0, 2, 1)
        return [{name: project(self.structure, unit)} for unit in units]


def _moved(values: Mapping[str, Array], directions: list[dict[str, Array]], steps: Array) -> dict[str, Array]:
    """The values at every step along every direction."""
    stacked = {name: np.stack([direction[name] for direction in directions]) for name in directions[0]}
    moved = {name: steps[:, :, None, None] * d[:, None] + values[name] for name, d in stacked.items()}
    return {**values, **{name: value.reshape(-1, *value.shape[2:]) for name, value in moved.items()}}


def first(f: Function, values: Mapping[str, Array], directions: list[dict[str, Array]]) -> tuple[Array, Array]:
    """Derivatives along directions, and their errors."""
    return along(lambda steps: f(_moved(values, directions, steps)), len(directions))


def second(f: Function, values: Mapping[str, Array], rows: list, columns: list) -> tuple[Array, Array]:
    """The mixed derivatives along u and v, [q(u + v) − q(u − v)]/4 with q the second derivative along one direction."""
    pairs = []
    for v in columns:
        for u in rows:
            for sign in (1, -1):
                both = {name: u.get(name, 0) + sign * v.get(name, 0) for name in {**u, **v}}
                pairs.append({name: np.broadcast_to(both[name], values[name].shape[1:]) for name in both})
    q, error = along(lambda steps: f(_moved(values, pairs, steps)), len(pairs), order=2)
    return (q[::2] - q[1::2]) / 4, (error[::2] + error[1::2]) / 4


def _unvec(entries: Array, shape: tuple[int, int]) -> Array:
    return entries.reshape(shape[::-1]).T


def vec(a: Array) -> Array:
    return a.T.reshape(-1)


def lay_out(
    derivatives: Array, function: Shape, target: Shape, size: tuple[int, int], layout: str
) -> tuple[str, Array]:
    """The kind and the value of the result, from the derivatives by every entry. `size` is the target's in numbers."""
    of_vector = function != SCALAR and "1" in function
    if target == SCALAR:
        value = derivatives[0]
        if of_vector and layout != "gradient":
            value = value.reshape((1, -1) if layout == "denominator" else (-1, 1))
        return "derivative", value
    if function == SCALAR:
        gradient = _unvec(derivatives[:, 0, 0], size)
        as_rows = ("numerator", "mml") if target[1] == "1" else ("numerator",)
        return "gradient", gradient.T if layout in as_rows else gradient
    matrix = np.stack([vec(d) for d in derivatives], axis=1)
    if of_vector and "1" in target:
        return "jacobian", matrix.T if layout == "denominator" else matrix
    return "map", matrix


def lay_out_second(derivatives: Array, function: Shape, rows: Target, columns: Target, values: Mapping) -> Array:
    """`derivatives` run over the first target's entries fastest. A scalar by X is the transpose of X by that scalar."""
    if rows.shape == columns.shape == SCALAR:
        return derivatives[0]
    entries = derivatives[:, 0, 0]
    if columns.shape == SCALAR:
        return _unvec(entries, rows.size(values))
    if rows.shape == SCALAR:
        return _unvec(entries, columns.size(values)).T
    count = len(rows.directions(values))
    return entries.reshape(-1, count).T
