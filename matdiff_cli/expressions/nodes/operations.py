"""Arithmetic, and functions that are linear in what they hold."""

from __future__ import annotations

from typing import Any, ClassVar

import sympy

from matdiff_cli.expressions.nodes.base import SCALAR, SIZE_ONE, Node, Size
from matdiff_cli.functions import linear_map
from matdiff_cli.functions.signature import Signature, signature, value_shape


class Sum(Node, sympy.MatAdd):
    """A sum of two or more terms of one shape."""


class Product(Node, sympy.MatMul):
    """A product of two or more factors: the 1×1 ones scale, the others are multiplied as matrices in their order."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        shapes = [factor.shape for factor in args if not factor.is_scalar]
        return (shapes[0][0], shapes[-1][1]) if shapes else SCALAR


class Inverse(Node, sympy.Inverse):
    """X^-1 of a square matrix (the reciprocal of a scalar is a Power)."""


class Power(Node, sympy.MatPow):
    """A square matrix to an integer Number, or a scalar to any scalar node."""


class HadamardProduct(Node, sympy.HadamardProduct):
    """The elementwise product of factors of one shape."""


class HadamardPower(Node, sympy.HadamardPower):
    """Every entry to a scalar power."""


class Kronecker(Node, sympy.KroneckerProduct):
    """A ⊗ B ⊗ …"""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return sympy.Mul(*[a.shape[0] for a in args]), sympy.Mul(*[a.shape[1] for a in args])


class Linear(Node):
    """A function that is linear in the one matrix or vector that it holds: a record of the registry says what it is.

    `operation` names the linear map of the record; each kind is found by that name in `kinds`.
    """

    operation: ClassVar[str]
    kinds: ClassVar[dict[str, type[Linear]]] = {}
    _signature: ClassVar[Signature]

    def __init_subclass__(cls, operation: str, **more: Any) -> None:
        super().__init_subclass__(**more)
        cls.operation = operation
        cls.kinds[operation] = cls
        record, place = linear_map(operation)
        cls._signature = signature(record.signatures[place])

    @classmethod
    def _measure(cls, *args: Any) -> tuple[Size, Size]:
        return value_shape(cls._signature, (args[0].shape,), SIZE_ONE)


class Transpose(Linear, sympy.Transpose, operation="transpose"):
    """X'."""


class Trace(Linear, operation="trace"):
    """tr(X)."""


class Total(Linear, operation="sum"):
    """The sum of all entries."""


class Diag(Linear, operation="diag"):
    """The diagonal matrix of a column vector."""


class DiagonalPart(Linear, operation="diagonal"):
    """The diagonal of a square matrix, as a column vector."""


class LowerPart(Linear, operation="tril"):
    """A square matrix with everything above the diagonal set to 0."""


class UpperPart(Linear, operation="triu"):
    """A square matrix with everything below the diagonal set to 0."""


class Vec(Linear, operation="vec"):
    """The columns of a matrix stacked into one column."""
