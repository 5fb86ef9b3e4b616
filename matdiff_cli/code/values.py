"""The values of a program, and their shapes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matdiff_cli.expressions.nodes import Size

Shape = tuple[Size, ...]
"""Nothing for a scalar, the size of a vector, rows and columns of a matrix."""

TURNED = {"lower": "upper", "upper": "lower"}
"""The structure of a matrix → that of its transpose, where it is another one."""


class Value:
    """What an operation gives: its name, what it is applied to, its shape, and what else belongs to the operation.

    `lowering` names the idea by which it came to stand for something plainer; see `matdiff_cli.code.lowerings`.
    """

    __slots__ = ("args", "data", "lowering", "op", "shape")

    def __init__(self, op: str, args: tuple[Value, ...], shape: Shape, data: Any, lowering: str) -> None:
        self.op, self.args, self.shape, self.data, self.lowering = op, args, shape, data, lowering

    @property
    def rank(self) -> int:
        """0 for a scalar, 1 for a vector, 2 for a matrix."""
        return len(self.shape)

    def __repr__(self) -> str:
        inner = [*map(repr, self.args), *([repr(self.data)] if self.data is not None else [])]
        return f"{self.op}({', '.join(inner)})"


def broadcast(values: Iterable[Value]) -> Shape:
    """The shape of what is made of values entry by entry, where scalars go with every entry."""
    return max((value.shape for value in values), key=len)
