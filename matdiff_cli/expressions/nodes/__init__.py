"""The closed set of node kinds that expressions are made of: sympy's own classes where it has them, and those it lacks.

Every node remembers its shape (sympy works it out anew, recursively, at each call) and is interned: two nodes that
are built alike are the same object, so equality is identity, hashing costs nothing, and a shared sub-expression is
worked on once. A scalar is a 1×1 node. Nothing is evaluated: a node holds what it was given, and
`matdiff_cli.expressions.algebra` simplifies.
"""

from __future__ import annotations

from matdiff_cli.expressions.nodes.base import SCALAR, SIZE_ONE, Node, Size
from matdiff_cli.expressions.nodes.functions import FrechetExpm, Function, FunctionValue, Named
from matdiff_cli.expressions.nodes.leaves import (
    ONE,
    ZERO,
    Commutation,
    Identity,
    Increment,
    Literal,
    Number,
    Ones,
    SizeNumber,
    Variable,
    Zeros,
)
from matdiff_cli.expressions.nodes.operations import (
    Diag,
    DiagonalPart,
    HadamardPower,
    HadamardProduct,
    Inverse,
    Kronecker,
    Linear,
    LowerPart,
    Power,
    Product,
    Sum,
    Total,
    Trace,
    Transpose,
    UpperPart,
    Vec,
)

__all__ = [
    "Commutation",
    "Diag",
    "DiagonalPart",
    "FrechetExpm",
    "Function",
    "FunctionValue",
    "HadamardPower",
    "HadamardProduct",
    "Identity",
    "Increment",
    "Inverse",
    "Kronecker",
    "Linear",
    "Literal",
    "LowerPart",
    "Named",
    "Node",
    "Number",
    "ONE",
    "Ones",
    "Power",
    "Product",
    "SCALAR",
    "SIZE_ONE",
    "Size",
    "SizeNumber",
    "Sum",
    "Total",
    "Trace",
    "Transpose",
    "UpperPart",
    "Variable",
    "Vec",
    "ZERO",
    "Zeros",
]
