"""Logarithms without the exponentials that they are taken of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import sympy

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import rational, split_coefficient, split_scalars
from matdiff_cli.expressions.nodes import (
    ONE,
    SCALAR,
    Function,
    HadamardPower,
    HadamardProduct,
    Node,
    Number,
    Ones,
    Power,
    Product,
    Sum,
    Total,
)


def argument(node: Node, name: str) -> Node | None:
    """The u of f(u) for the function of a name."""
    return node.operands[0] if isinstance(node, Function) and node.name == name else None


def is_one(node: Node) -> bool:
    """A one, or a vector or matrix of ones."""
    return node is ONE or isinstance(node, Ones)


def in_every_entry(scalar: Node, like: Node) -> Node:
    """A scalar as a vector or matrix of one's shape."""
    return scalar if like.is_scalar else algebra.product(scalar, Ones(*like.shape))


def logarithm(node: Node) -> Node | None:
    """log(node) without exp, for sums, products and powers of exponentials and ones that hold an exponential."""
    match node:
        case Function(name="exp"):
            inner: Node = node.operands[0]
            return inner
        case Function(name="sqrt"):
            return scaled(sympy.S.Half, logarithm(node.operands[0]))
        case Total():
            of_entry = argument(node.args[0], "exp")
            return algebra.call("logsumexp", of_entry) if of_entry is not None and of_entry.is_column else None
        case Sum():
            logs = list(map(_log_of_term, node.args))
            return None if None in logs else reduce(_log_of_sum, logs)  # type: ignore[arg-type]
        case Product():
            scalars, chain = split_scalars(node)
            log = _sum_of_logs(scalars) if scalars and all(map(is_one, chain)) and len(chain) < 2 else None
            return None if log is None else in_every_entry(log, node)
        case HadamardProduct():
            return _sum_of_logs(node.args)
        case Power() | HadamardPower() if node.is_scalar or isinstance(node, HadamardPower):
            return scaled(rational(node.args[1]), logarithm(node.args[0]))
    return None


def scaled(exponent: sympy.Rational | None, log: Node | None) -> Node | None:
    """log(u^p) of log(u), if there is one and p is a rational number."""
    return None if log is None or exponent is None else algebra.scale(exponent, log)


def _log_of_term(term: Node) -> Node | None:
    """log(c u) of a positive number c, and of a u that is one or has a logarithm."""
    number, rest = split_coefficient(term)
    log = algebra.zeros(rest.shape) if is_one(rest) else logarithm(rest)
    if log is None or number < 0:
        return None
    return log if number == 1 else algebra.add(in_every_entry(Function("log", *SCALAR, Number(number)), log), log)


def _sum_of_logs(many: Sequence[Node]) -> Node | None:
    logs = list(map(logarithm, many))
    return None if None in logs else algebra.add(*logs)  # type: ignore[arg-type]


def _log_of_sum(a: Node, b: Node) -> Node:
    """log(exp(a) + exp(b)) = a + softplus(b − a)."""
    a, b = (b, a) if algebra.is_zero(b) else (a, b)
    return algebra.add(a, algebra.call("softplus", algebra.subtract(b, a)))
