"""Functions recognised where an answer spells them out: e^u/(1 + e^u) = σ(u), exp(z)/sum(exp(z)) = softmax(z)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.alternatives.form import Form
from matdiff_cli.expressions.decompositions import factors, split_coefficient, weight
from matdiff_cli.expressions.nodes import ONE, Function, Node, Ones, Sum, Total
from matdiff_cli.expressions.tidy import replace

Replacements = dict[Node, Node]

_HIDING = frozenset({"cosh", "det", "exp", "logdet", "sigmoid"})
"""The functions that others are hidden behind: one of them is in every spelling."""


def recognised(node: Node) -> Iterator[Form]:
    """The node in terms of each function that may be hidden in it."""
    functions = node.atoms(Function)
    if _HIDING.isdisjoint(part.name for part in functions):
        return
    for rule, replacements in _spellings(node, functions):
        yield Form(rule, replace(node, replacements))
    apart = {part: _apart(part) for part in functions if part.name in ("det", "logdet")}
    if any(whole is not part for whole, part in apart.items()):
        yield Form("determinant-product", replace(node, apart))


def _apart(node: Function) -> Node:
    """det(A B) = det(A) det(B) and log|A B| = log|A| + log|B| for square A and B; else the node itself."""
    parts = factors(node.operands[0])
    if any(part.shape != node.operands[0].shape for part in parts):
        return node
    build = algebra.product if node.name == "det" else algebra.add
    return build(*(algebra.call(node.name, part) for part in parts))


def _spellings(node: Node, functions: set[Function]) -> Iterator[tuple[str, Replacements]]:
    """What parts of the node are in terms of a function that may be hidden in it."""
    for part in sorted(node.atoms(Sum, Total, Function), key=weight):
        for rule, spelling in _SPELLINGS.items():
            yield from ((rule, found) for found in spelling(part) if not functions.isdisjoint(found))


def _sigmoid(part: Node) -> Iterator[Replacements]:
    """1 + e^u = 1/(1 − σ) and e^u = σ/(1 − σ) for σ = sigmoid(u), 1/σ and (1 − σ)/σ for σ = sigmoid(−u)"""
    if not isinstance(part, Sum) or len(part.args) != 2:
        return
    one, power = part.args if part.args[0] is ONE or isinstance(part.args[0], Ones) else reversed(part.args)
    if (one is ONE or isinstance(one, Ones)) and _is_call("exp", power):
        (u,) = power.operands
        for sign in (1, -1):
            value = algebra.call("sigmoid", algebra.scale(sympy.Integer(sign), u))
            other = algebra.subtract(one, value)
            reciprocal = algebra.hadamard_power(other if sign == 1 else value, algebra.MINUS_ONE)
            quotient = algebra.hadamard(value, reciprocal) if sign == 1 else algebra.hadamard(reciprocal, other)
            yield {part: reciprocal, power: quotient}


def _softmax(part: Node) -> Iterator[Replacements]:
    """exp(z) = s·softmax(z) for s = sum(exp(z))"""
    if isinstance(part, Total) and _is_call("exp", part.args[0]) and part.args[0].is_column:
        power = part.args[0]
        yield {part: part, power: algebra.product(part, algebra.call("softmax", power.operands[0]))}


def _tanh(part: Node) -> Iterator[Replacements]:
    """sinh(u) = tanh(u) cosh(u)"""
    if _is_call("cosh", part):
        (u,) = part.operands
        yield {algebra.call("sinh", u): algebra.hadamard(algebra.call("tanh", u), part)}


def _complement(part: Node) -> Iterator[Replacements]:
    """1 − σ(−u) = σ(u) and σ(−u) = 1 − σ(u), where u is shorter than −u"""
    for term in part.args if isinstance(part, Sum) else ():
        coefficient, value = split_coefficient(term)
        if not _is_call("sigmoid", value):
            continue
        (operand,) = value.operands
        turned = algebra.negate(operand)
        one = ONE if value.is_scalar else Ones(*value.shape)
        if algebra.scale(-coefficient, one) in part.args and weight(turned) < weight(operand):
            other = algebra.call("sigmoid", turned)
            multiple = algebra.scale(-coefficient, algebra.subtract(other, algebra.subtract(one, value)))
            yield {part: algebra.add(part, multiple), value: algebra.subtract(one, other)}


_SPELLINGS: dict[str, Callable[[Node], Iterator[Replacements]]] = {
    "sigmoid-form": _sigmoid,
    "sigmoid-complement": _complement,
    "softmax-form": _softmax,
    "tanh-form": _tanh,
}


def _is_call(name: str, node: Node) -> bool:
    return isinstance(node, Function) and node.name == name
