"""Typed tree → expression: nodes as the user typed them, nothing simplified."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import cast

import sympy

from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.nodes import Node, Number, Power, Product, Variable
from matdiff_cli.functions import REGISTRY
from matdiff_cli.typing.dimension import Dimension, Shape
from matdiff_cli.typing.formulas import place_of_signature
from matdiff_cli.typing.typed import Symbol, Typed

Build = Callable[[Typed, list[Node]], Node]


@lru_cache(maxsize=1024)
def size(dimension: Dimension) -> nodes.Size:
    """A dimension as a sympy expression in positive integer symbols."""
    names = [sympy.Symbol(name, integer=True, positive=True) for name in dimension.names]
    return sympy.Mul(sympy.Integer(dimension.factor), *names)


def sizes(shape: Shape) -> tuple[nodes.Size, nodes.Size]:
    """The rows and columns of a shape as sizes of nodes."""
    return size(shape[0]), size(shape[1])


@lru_cache(maxsize=1024)
def dimension(expression: nodes.Size) -> Dimension:
    """The dimension that `size` made the expression from."""
    coefficient, rest = expression.as_coeff_Mul()
    names: list[str] = []
    for base, exponent in rest.as_powers_dict().items():
        names += [base.name] * int(exponent) if base.is_Symbol else []
    return Dimension(int(coefficient), tuple(sorted(names)))


def variable(symbol: Symbol) -> Variable:
    """The expression that a symbol of the problem stands for."""
    return Variable(symbol.name, *sizes(symbol.shape), symbol.structure or "", "positive" if symbol.positive else "")


def build(typed: Typed, symbols: Mapping[str, Symbol]) -> Node:
    """The expression of a typed tree. An abbreviation becomes a Variable of its name; its definition is built apart."""
    return _built(typed, symbols, {})


def _built(tree: Typed, symbols: Mapping[str, Symbol], known: dict[object, Node]) -> Node:
    """The expression of a part. What is known already is found by the name of a symbol, else by the part itself."""
    key = tree.value if tree.op == "symbol" else id(tree)
    found = known.get(key)
    if found is None:
        if tree.op == "symbol":
            found = variable(symbols[str(tree.value)])
        elif tree.op == "abbreviation":
            found = Variable(str(tree.value), *sizes(tree.shape))
        else:
            found = BUILDERS[tree.op](tree, [_built(child, symbols, known) for child in tree.args])
        known[key] = found
    return found


def _number(tree: Typed, _: list[Node]) -> Node:
    value = tree.value
    if not isinstance(value, Fraction):
        raise TypeError(f"a number needs a Fraction, not {value!r}")
    return Number(sympy.Rational(value.numerator, value.denominator))


def _size_number(tree: Typed, _: list[Node]) -> Node:
    value = tree.value
    if not isinstance(value, Dimension):
        raise TypeError(f"a dimension is expected, not {value!r}")
    return nodes.SizeNumber(size(value))


def _quotient(_: Typed, children: list[Node]) -> Node:
    numerator, denominator = children
    if (
        isinstance(numerator, Number)
        and isinstance(denominator, Number)
        and numerator.value.is_Rational
        and denominator.value.is_Rational
    ):
        return Number(numerator.value / denominator.value)
    reciprocal = Power(denominator, Number(-1))
    if isinstance(numerator, Product):
        return Product(*numerator.args, reciprocal)
    return reciprocal if numerator is nodes.ONE else Product(numerator, reciprocal)


def _hadamard_quotient(_: Typed, children: list[Node]) -> Node:
    numerator, denominator = children
    reciprocal = nodes.HadamardPower(denominator, Number(-1))
    if numerator.is_scalar:
        return reciprocal if numerator is nodes.ONE else Product(numerator, reciprocal)
    return nodes.HadamardProduct(numerator, reciprocal)


def _negative(_: Typed, children: list[Node]) -> Node:
    (operand,) = children
    if isinstance(operand, Number) and operand.value.is_Rational:
        return Number(-operand.value)
    if isinstance(operand, Product):
        first = operand.args[0]
        if isinstance(first, Number) and first.value.is_Rational:
            return Product(Number(-first.value), *operand.args[1:])
        return Product(Number(-1), *operand.args)
    return Product(Number(-1), operand)


def _literal(tree: Typed, children: list[Node]) -> Node:
    rows, columns = cast("tuple[int, int]", tree.value)
    return nodes.Literal(rows, columns, *children)


def _call(tree: Typed, children: list[Node]) -> Node:
    name = str(tree.value)
    if name == "commutation":
        return nodes.Commutation(*(count.args[0] for count in children))
    record = REGISTRY[name]
    if record.linear:
        place = place_of_signature(record, [child.shape[1] is nodes.SIZE_ONE for child in children])
        return nodes.Linear.kinds[record.linear[place].name](*children)
    return nodes.Function(name, *sizes(tree.shape), *children)


BUILDERS: dict[str, Build] = {
    "number": _number,
    "pi": lambda tree, _: Number(sympy.pi),
    "dimension": _size_number,
    "identity": lambda tree, _: nodes.Identity(size(tree.shape[0])),
    "ones": lambda tree, _: nodes.Ones(*sizes(tree.shape)),
    "zeros": lambda tree, _: nodes.Zeros(*sizes(tree.shape)),
    "negative": _negative,
    "sum": lambda tree, children: nodes.Sum(*children),
    "product": lambda tree, children: nodes.Product(*children),
    "quotient": _quotient,
    "hadamard": lambda tree, children: nodes.HadamardProduct(*children),
    "hadamard_quotient": _hadamard_quotient,
    "kronecker": lambda tree, children: nodes.Kronecker(*children),
    "transpose": lambda tree, children: nodes.Transpose(*children),
    "inverse": lambda tree, children: (
        nodes.Power(children[0], Number(-1)) if children[0].is_scalar else nodes.Inverse(*children)
    ),
    "power": lambda tree, children: nodes.Power(*children),
    "hadamard_power": lambda tree, children: nodes.HadamardPower(*children),
    "literal": _literal,
    "call": _call,
}
