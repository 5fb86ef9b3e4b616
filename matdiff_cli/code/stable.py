"""Forms of an expression that neither overflow nor lose digits where the plain one does.

A rule takes a node and gives a form that is equal where both have a value, or None; it has the name of a lowering.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import sympy

from matdiff_cli.code.definite import is_semidefinite
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import rational, split_scalars
from matdiff_cli.expressions.nodes import (
    ONE,
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
    Transpose,
)

Rule = Callable[[Node], Node | None]


def rewrite(node: Node) -> tuple[Node, str]:
    """The stable form of a node and the lowering that leads to it; the node itself and nothing where it is stable."""
    for lowering, rule in RULES:
        found = rule(node)
        if found is not None:
            return found, lowering
    return node, ""


def _argument(node: Node, name: str) -> Node | None:
    """The u of f(u) for the function of a name."""
    return node.operands[0] if isinstance(node, Function) and node.name == name else None


def _inside_log(node: Node) -> Node | None:
    """The u of log(u), in its stable form."""
    inner = _argument(node, "log")
    return None if inner is None else rewrite(inner)[0]


def _is_one(node: Node) -> bool:
    return node is ONE or isinstance(node, Ones)


def _one_more(node: Node) -> Node | None:
    """The t of 1 + t."""
    if not isinstance(node, Sum) or not any(map(_is_one, node.args)):
        return None
    one = next(term for term in node.args if _is_one(term))
    return algebra.add(*(term for term in node.args if term is not one))


def logarithm(node: Node) -> Node | None:
    """log(node) without exp, for sums, products and powers of exponentials and ones that hold an exponential."""
    inner = _argument(node, "exp")
    if inner is not None:
        return inner
    match node:
        case Total():
            inner = _argument(node.args[0], "exp")
            return algebra.call("logsumexp", inner) if inner is not None and inner.is_column else None
        case Sum():
            logs = [algebra.zeros(term.shape) if _is_one(term) else logarithm(term) for term in node.args]
            return None if None in logs else reduce(_log_of_sum, logs)  # type: ignore[arg-type]
        case Product() if node.is_scalar and all(factor.is_scalar for factor in node.args):
            return _sum_of_logs(node.args)
        case HadamardProduct():
            return _sum_of_logs(node.args)
        case Power() | HadamardPower() if node.is_scalar or isinstance(node, HadamardPower):
            inner, exponent = logarithm(node.args[0]), rational(node.args[1])
            return algebra.scale(exponent, inner) if inner is not None and exponent is not None else None
    return None


def _sum_of_logs(many: Sequence[Node]) -> Node | None:
    logs = list(map(logarithm, many))
    return None if None in logs else algebra.add(*logs)  # type: ignore[arg-type]


def _log_of_sum(a: Node, b: Node) -> Node:
    """log(exp(a) + exp(b)) = a + softplus(b − a)."""
    return algebra.add(a, algebra.call("softplus", algebra.subtract(b, a)))


# --- rules ------------------------------------------------------------------------------------------------------------


def _log_of_exponentials(node: Node) -> Node | None:
    inner = _argument(node, "log")
    return None if inner is None or _argument(inner, "exp") is not None else logarithm(inner)


def _log_of_sigmoid(node: Node) -> Node | None:
    """log σ(t) = −softplus(−t); 1 − σ(t) = σ(−t) goes before."""
    inner = _inside_log(node)
    t = None if inner is None else _argument(inner, "sigmoid")
    return None if t is None else algebra.negate(algebra.call("softplus", algebra.negate(t)))


def _complement(node: Node) -> Node | None:
    """1 − σ(t) = σ(−t)."""
    rest = _one_more(node)
    t = None if rest is None else _argument(algebra.negate(rest), "sigmoid")
    return None if t is None else algebra.call("sigmoid", algebra.negate(t))


def _log_one_more(node: Node) -> Node | None:
    inner = _argument(node, "log")
    t = None if inner is None else _one_more(inner)
    return None if t is None else algebra.call("log1p", t)


def _log_of_cosh(node: Node) -> Node | None:
    """log cosh(t) = |t| + log(1 + exp(−2|t|)) − log 2."""
    inner = _argument(node, "log")
    t = None if inner is None else _argument(inner, "cosh")
    if t is None:
        return None
    size = algebra.call("abs", t)
    half = Function("log", *t.shape, Number(2) if t.is_scalar else algebra.scale(2, Ones(*t.shape)))
    return algebra.subtract(algebra.add(size, algebra.call("softplus", algebra.scale(-2, size))), half)


def _square_of_norm(node: Node) -> Node | None:
    """||x||² is a sum of squares: no root is taken."""
    if not isinstance(node, Power) or rational(node.args[1]) != 2:
        return None
    inner = _argument(node.args[0], "norm")
    return None if inner is None else Total(HadamardProduct(inner, inner))


def _quotient(node: Node) -> Node | None:
    """exp(u)/(1 + exp(z)) and the like: exp of the difference of logarithms; σ and softmax where it is one."""
    match node:
        case Product():
            scalars, chain = split_scalars(node)
            if not chain:
                return _joined(node.args) or _distributed(node.args)
            if (found := _softmax(scalars, chain) or _distributed(node.args)) is not None:
                return found
            if node.is_scalar and len(chain) == 2 and (joined := _joined((algebra.transpose(chain[0]), chain[1]))):
                return algebra.product(*scalars, Total(joined))
            joined = _joined(scalars)
            return None if joined is None else algebra.product(joined, *chain)
        case HadamardProduct():
            return _joined(node.args)
        case Power() | HadamardPower():
            return _joined((node,))
    return None


def _distributed(many: Sequence[Node]) -> Node | None:
    """(exp(u) a + exp(v) b)/D, term by term."""
    below = next((factor for factor in many if _is_below(factor) and logarithm(factor) is not None), None)
    total = next((factor for factor in many if isinstance(factor, Sum) and all(map(_grows, factor.args))), None)
    if below is None or total is None or len(many) != 2:
        return None
    return algebra.add(*(algebra.product(below, term) for term in total.args))


def _grows(node: Node) -> bool:
    """Whether a term has an exponential for a scalar factor."""
    return any(_argument(factor, "exp") is not None for factor in split_scalars(node)[0])


def _softmax(scalars: Sequence[Node], chain: Sequence[Node]) -> Node | None:
    """exp(v)/Σ exp(v), in whatever product it stands."""
    for scalar in scalars:
        total = scalar.args[0] if isinstance(scalar, Power) and rational(scalar.args[1]) == -1 else None
        inner = _argument(total.args[0], "exp") if isinstance(total, Total) else None
        if inner is None or not inner.is_column:
            continue
        softmax, exponential = algebra.call("softmax", inner), algebra.call("exp", inner)
        meant = {exponential: softmax, Transpose(exponential): Transpose(softmax)}
        at = next((i for i, factor in enumerate(chain) if factor in meant), None)
        if at is not None:
            rest = [other for other in scalars if other is not scalar]
            return algebra.product(*rest, *chain[:at], meant[chain[at]], *chain[at + 1 :])
    return None


def _joined(many: Sequence[Node]) -> Node | None:
    """The factors with a logarithm, one of them below the line, as one exponential."""
    logs = {factor: log for factor in many if (log := logarithm(factor)) is not None}
    below = [factor for factor in logs if _is_below(factor)]
    if not below:
        return None
    rest = [factor for factor in many if factor not in logs]
    total = algebra.add(*logs.values())
    join = algebra.product if below[0].is_scalar else algebra.hadamard
    return join(*rest, _sigmoid(total) or algebra.call("exp", total))


def _is_below(node: Node) -> bool:
    if not isinstance(node, (Power, HadamardPower)):
        return False
    exponent = rational(node.args[1])
    return exponent is not None and exponent < 0 and isinstance(node.args[0], (Sum, Total))


def _sigmoid(log: Node) -> Node | None:
    """exp(−softplus(−t)) = σ(t), and exp(t − softplus(t)) = σ(t)."""
    for term in log.args if isinstance(log, Sum) else (log,):
        inner = _argument(algebra.negate(term), "softplus")
        if inner is not None:
            rest = algebra.subtract(log, term)
            if algebra.is_zero(rest):
                return algebra.call("sigmoid", algebra.negate(inner))
            if rest is inner:
                return algebra.call("sigmoid", inner)
    return None


def _log_of_softmax(node: Node) -> Node | None:
    inner = _inside_log(node)
    x = None if inner is None else _argument(inner, "softmax")
    if x is None:
        return None
    return algebra.subtract(x, algebra.product(algebra.call("logsumexp", x), Ones(*x.shape)))


def _log_of_determinant(node: Node) -> Node | None:
    inner = _argument(node, "log")
    matrix = None if inner is None else _argument(_argument(inner, "abs") or inner, "det")
    return None if matrix is None or matrix.is_scalar else algebra.call("logdet", matrix)


def _quotient_of_determinants(node: Node) -> Node | None:
    """det(A)/det(B) = ± exp(log|det(A)| − log|det(B)|), also with powers and beside an exponential."""
    scalars, chain = split_scalars(node) if isinstance(node, Product) else ((), ())
    found = {factor: powers for factor in scalars if (powers := _power_of_determinant(factor)) is not None}
    logs = [inner for factor in scalars if (inner := _argument(factor, "exp")) is not None]
    exponents = [exponent for _, exponent in found.values()]
    if not exponents or min(exponents) > 0 or (max(exponents) < 0 and not logs):
        return None
    logs += [algebra.scale(exponent, algebra.call("logdet", matrix)) for matrix, exponent in found.values()]
    signs = [
        algebra.power(_sign_of_determinant(matrix), ONE if exponent.is_integer else Number(exponent))
        for matrix, exponent in found.values()
        if exponent % 2 and not is_semidefinite(matrix)
    ]
    rest = [factor for factor in scalars if factor not in found and _argument(factor, "exp") is None]
    return algebra.product(*rest, *signs, algebra.call("exp", algebra.add(*logs)), *chain)


def _power_of_determinant(node: Node) -> tuple[Node, sympy.Rational] | None:
    """The A and the p of det(A)^p, which a root may take half of."""
    base, exponent = node.args if isinstance(node, Power) else (node, ONE)
    root, power = _argument(base, "sqrt"), rational(exponent)
    matrix = _argument(root or base, "det")
    return None if matrix is None or matrix.is_scalar or power is None else (matrix, power / 2 if root else power)


def _sign_of_determinant(matrix: Node) -> Node:
    if len(parts := square_factors(matrix)) > 1:
        return algebra.product(*map(_sign_of_determinant, parts))
    if facts.is_lower(matrix) or facts.is_upper(matrix):
        return algebra.call("det", algebra.diag(algebra.call("sign", algebra.diagonal_part(matrix))))
    return algebra.call("sign", algebra.call("det", matrix))


def square_factors(node: Node) -> list[Node]:
    """The factors of a product of square matrices, whose determinants multiply: the condition of none is made worse."""
    scalars, chain = split_scalars(node)
    square = not scalars and all(factor.shape == node.shape for factor in chain)
    return list(chain) if square else []


RULES: tuple[tuple[str, Rule], ...] = (
    ("log-sum-exp", _log_of_exponentials),
    ("softplus", _log_of_sigmoid),
    ("sigmoid", _complement),
    ("log-sum-exp", _log_of_softmax),
    ("slogdet", _log_of_determinant),
    ("slogdet", _quotient_of_determinants),
    ("log-cosh", _log_of_cosh),
    ("log1p", _log_one_more),
    ("exp-of-difference", _quotient),
    ("", _square_of_norm),
)
"""Lowering → rule, in the order in which they are tried."""
