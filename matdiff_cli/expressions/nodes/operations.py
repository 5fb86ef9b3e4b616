"""Arithmetic, and functions that are linear in what they hold."""

from __future__ import annotations

from typing import Any

import sympy

from matdiff_cli.expressions.nodes.base import SCALAR, SIZE_ONE, Node, Size


class Sum(Node, sympy.MatAdd):
    """A sum of two or more terms of one shape."""


class Product(Node, sympy.MatMul):
    """A product of two or more factors: the 1×1 ones scale, the others are multiplied as matrices in their order."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        chain = [factor for factor in args if not factor.is_scalar]
        if not chain:
            return SCALAR
        return chain[0].shape[0], chain[-1].shape[1]


class Transpose(Node, sympy.Transpose):
    """X'."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0].shape[1], args[0].shape[0]


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


class ScalarNode(Node):
    """A node whose value is 1×1 whatever it holds."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return SCALAR


class Trace(ScalarNode):
    """tr(X)."""


class Total(ScalarNode):
    """The sum of all entries."""


class Diag(Node):
    """The diagonal matrix of a column vector."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0].shape[0], args[0].shape[0]


class DiagonalPart(Node):
    """The diagonal of a square matrix, as a column vector."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0].shape[0], SIZE_ONE


class LowerPart(Node):
    """A square matrix with everything above the diagonal set to 0."""


class UpperPart(Node):
    """A square matrix with everything below the diagonal set to 0."""


class Vec(Node):
    """The columns of a matrix stacked into one column."""

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[0].shape[0] * args[0].shape[1], SIZE_ONE
