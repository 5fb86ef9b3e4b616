"""Functions recognised by how they are written: √(uᵀu) is a norm, log(1 + exp(t)) softplus(t), ‖u‖² has no kink."""

from __future__ import annotations

from sympy import Rational

from matdiff_cli.expressions import algebra, decompositions
from matdiff_cli.expressions.nodes import (
    ONE,
    SCALAR,
    Function,
    HadamardPower,
    Literal,
    Node,
    Number,
    Ones,
    Power,
    Product,
    Sum,
    Total,
)
from matdiff_cli.expressions.tidy import rebuild


def recognised(function: Node) -> Node:
    """The same function of known ones, from the inside out."""
    known: dict[Node, Node] = {}

    def visit(node: Node) -> Node:
        if node not in known:
            parts = tuple(visit(arg) if isinstance(arg, Node) else arg for arg in node.args)
            known[node] = _known(rebuild(node, parts) if node.parts else node)
        return known[node]

    return visit(function)


def _known(node: Node) -> Node:
    if isinstance(node, Function) and node.name == "log":
        return _logarithm(node)
    if not isinstance(node, Power | HadamardPower) and not (isinstance(node, Function) and node.name == "sqrt"):
        return node
    base, exponent = (
        decompositions.base_and_exponent if node.is_scalar else decompositions.hadamard_base_and_exponent
    )(node)
    power = decompositions.rational(exponent)
    if power is None:
        return node
    if node.is_scalar:
        if isinstance(base, Function) and base.name == "norm" and power % 2 == 0:
            vector = base.operands[0]
            return algebra.power(algebra.inner_product(vector, vector), Number(power / 2))
        root = _length(base)
        return _to(root, 2 * power) if root is not None and (2 * power).q == 1 and power.q == 2 else node
    inner = decompositions.rational(base.args[1]) if isinstance(base, HadamardPower) else None
    if inner == 2 and power.q == 2:
        root = algebra.call("abs", base.args[0])
        return root if 2 * power == 1 else algebra.hadamard_power(root, Number(2 * power))
    return node


def _to(root: Node, power: Rational) -> Node:
    return root if power == 1 else Power(root, Number(power))


def _length(square: Node) -> Node | None:
    """|t| for t², ‖u‖ for uᵀu; None for what is no such square."""
    if isinstance(square, Power) and decompositions.rational(square.args[1]) == 2:
        return algebra.call("abs", square.args[0])
    if isinstance(square, Sum):
        return _length_of_entries(square)
    chain = decompositions.factors(square)
    half, middle = divmod(len(chain), 2)
    row = isinstance(square, Product) and not middle and chain[0].is_row
    if row and all(algebra.transpose(chain[-1 - i]) is chain[i] for i in range(half)):
        return Function("norm", *SCALAR, algebra.product(*chain[half:]))
    return None


def _length_of_entries(square: Sum) -> Node | None:
    """‖[u; w; …]‖ for u² + w² + …, of which some may be numbers."""
    entries = []
    for term in square.args:
        coefficient, rest = decompositions.split_coefficient(term)
        base, exponent = decompositions.base_and_exponent(rest)
        if coefficient < 0 or not term.is_scalar or not (rest is ONE or decompositions.rational(exponent) == 2):
            return None
        root = algebra.power(Number(coefficient), Number(Rational(1, 2)))
        entries.append(root if rest is ONE else algebra.product(root, base))
    return Function("norm", *SCALAR, Literal(len(entries), 1, *entries))


def _logarithm(node: Function) -> Node:
    operand = node.operands[0]
    if isinstance(operand, Total) and _is(operand.args[0], "exp") and operand.args[0].is_column:
        return Function("logsumexp", *SCALAR, operand.args[0].operands[0])
    if isinstance(operand, Sum) and len(operand.args) == 2:
        one, other = operand.args
        if not (one is ONE or isinstance(one, Ones)):
            one, other = other, one
        if (one is ONE or isinstance(one, Ones)) and _is(other, "exp"):
            return algebra.call("softplus", other.operands[0])
    return node


def _is(node: Node, name: str) -> bool:
    return isinstance(node, Function) and node.name == name
