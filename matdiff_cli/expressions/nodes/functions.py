"""Functions of the registry, the derivative of expm, and values of the function under study."""

from __future__ import annotations

from typing import Any, Self

import sympy

from matdiff_cli.expressions.nodes.base import Node, Size, word
from matdiff_cli.expressions.nodes.leaves import ONE, ZERO, Identity, Literal
from matdiff_cli.expressions.nodes.operations import Kronecker, Product, Sum


class Named(Node):
    """A node with a word, a shape that is given, and operands: Named(word, rows, columns, *operands)."""

    _parts = slice(3, None)

    def __new__(cls, name: str, rows: Size, columns: Size, *operands: Node) -> Self:
        """A node with a name, a shape and operands."""
        return Node.__new__(cls, word(name), rows, columns, *operands)

    @staticmethod
    def _measure(*args: Any) -> tuple[Size, Size]:
        return args[1], args[2]

    @property
    def operands(self) -> tuple[Node, ...]:
        """What the function is applied to."""
        operands: tuple[Node, ...] = self.args[3:]
        return operands


class Function(Named):
    """A function of the registry applied to its arguments: Function(name, rows, columns, *arguments).

    Elementwise functions have the shape of their argument; the shape of others comes from the typed tree.
    """

    @property
    def name(self) -> str:
        """The name of the function's record in the registry."""
        name: str = self.args[0].name
        return name


class FrechetExpm(Node):
    """L(X, E), the derivative of expm at X in the direction E: linear in E.

    It is the upper right block of expm([X, E; 0, X]) (Higham, Functions of Matrices, 3.16), which is how text writes
    it.
    """

    def as_block(self) -> Node:
        """The same in the functions of the language: [I, 0]·expm(I ⊗ X + [0, 1; 0, 0] ⊗ E)·[0; I]."""
        point, direction = self.args
        size = point.shape[0]
        first, second = Literal(1, 2, ONE, ZERO), Literal(2, 1, ZERO, ONE)
        corner = Literal(2, 2, ZERO, ONE, ZERO, ZERO)
        blocks = Sum(Kronecker(Identity(sympy.Integer(2)), point), Kronecker(corner, direction))
        exponential = Function("expm", 2 * size, 2 * size, blocks)
        return Product(Kronecker(first, Identity(size)), exponential, Kronecker(second, Identity(size)))


class FunctionValue(Named):
    """A value of the function under study, such as f(X + ΔX), or the name of an answer, such as ∇f(X). For display.

    `role` is value, gradient, jacobian, derivative, map or hessian. In reasons it may be the name of a function of the
    registry, whose derivative is meant, or indicator: 1 where the operand is positive, else 0. Without operands it is
    the name alone.
    """

    @property
    def role(self) -> str:
        """What the value is: of f, of its derivative, of an unknown function, …; a key of the notations."""
        name: str = self.args[0].name
        return name
