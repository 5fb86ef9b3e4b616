"""Dimensions: products of a positive integer and of named sizes, such as `m`, `3` and `2*m*n`."""

from __future__ import annotations

from typing import NamedTuple


class Dimension(NamedTuple):
    """The monomial `factor · names[0] · names[1] ⋯`, the names sorted; a positive integer when there are no names."""

    factor: int = 1
    names: tuple[str, ...] = ()

    def __mul__(self, other: Dimension) -> Dimension:  # type: ignore[override]
        return Dimension(self.factor * other.factor, tuple(sorted(self.names + other.names)))

    def __str__(self) -> str:
        parts = [str(self.factor)] if self.factor != 1 or not self.names else []
        return "*".join([*parts, *self.names])


ONE = Dimension()

Shape = tuple[Dimension, Dimension]
