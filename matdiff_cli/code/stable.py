"""Forms of an expression that neither overflow nor lose digits where the plain one does.

A rule takes a node and gives a form that is equal where both have a value, or None; it has the name of a lowering.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from matdiff_cli.code.complements import complement, log_of_complement, log_of_tanh, quotient_of_complements
from matdiff_cli.code.determinants import determinant_of_multiple, quotient_of_determinants
from matdiff_cli.code.exponentials import log_of_product, quotient
from matdiff_cli.code.log_scales import determinant_without_scale, log_without_scale
from matdiff_cli.code.logarithms import argument, in_every_entry, is_one, logarithm
from matdiff_cli.code.polynomials import exact_quotient
from matdiff_cli.code.scaling import without_scale, without_vanishing
from matdiff_cli.code.vanishing import log_of_vanishing
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import (
    hadamard_base_and_exponent,
    rational,
    split_coefficient,
    split_scalars,
    terms,
)
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

Rule = Callable[[Node], Node | None]


def rewrite(node: Node) -> tuple[Node, str]:
    """The stable form of a node and the lowering that leads to it; the node itself and nothing where it is stable."""
    for lowering, rule in RULES:
        found = rule(node)
        if found is not None:
            return found, lowering
    return complement(node) or (node, "")


def without_softplus(node: Node) -> Node:
    """exp(−softplus(t)) = σ(−t), and 1 − exp(−softplus(t)) = σ(t)."""
    if isinstance(node, Function):
        t = _exponential_of_softplus(node)
        return node if t is None else algebra.call("sigmoid", algebra.negate(t))
    parted = [split_coefficient(term) for term in node.args]
    for number, rest in parted:
        if (t := _exponential_of_softplus(rest)) is not None and (-number, in_every_entry(ONE, t)) in parted:
            one = algebra.scale(-number, in_every_entry(ONE, t))
            others = [term for term in node.args if term not in (one, algebra.scale(number, rest))]
            return algebra.add(*others, algebra.scale(-number, algebra.call("sigmoid", t)))
    return node


def _exponential_of_softplus(node: Node) -> Node | None:
    """The t of exp(−softplus(t))."""
    u = argument(node, "exp")
    return None if u is None else argument(algebra.negate(u), "softplus")


def with_softplus(node: Node) -> Node:
    """A logarithm as softplus(t), or as a multiple of it, if it is one; the node itself if not."""
    found = rewrite(node)[0]
    number, rest = split_coefficient(found)
    if rest is not node and argument(rest, "log") is not None:
        rest = with_softplus(rest)
    return algebra.scale(number, rest) if argument(split_coefficient(rest)[1], "softplus") is not None else node


def _inside_log(node: Node) -> Node | None:
    """The u of log(u), in its stable form."""
    inner = argument(node, "log")
    return None if inner is None else rewrite(inner)[0]


def _one_more(node: Node) -> Node | None:
    """The t of 1 + t."""
    if not isinstance(node, Sum) or not any(map(is_one, node.args)):
        return None
    one = next(term for term in node.args if is_one(term))
    return algebra.add(*(term for term in node.args if term is not one))


# --- rules ------------------------------------------------------------------------------------------------------------


def _log_of_exponentials(node: Node) -> Node | None:
    inner = argument(node, "log")
    return None if inner is None or argument(inner, "exp") is not None else logarithm(inner)


def _log_of_sigmoid(node: Node) -> Node | None:
    """log σ(t) = −softplus(−t); 1 − σ(t) = σ(−t) goes before."""
    inner = _inside_log(node)
    t = None if inner is None else argument(inner, "sigmoid")
    return None if t is None else algebra.negate(algebra.call("softplus", algebra.negate(t)))


def _log_of_difference_of_sigmoids(node: Node) -> Node | None:
    """log(σ(a) − σ(b)) = log σ(a) + log σ(−b) + log(1 − exp(b − a)), the share of what lies between two bounds."""
    inner = argument(node, "log")
    parted = [split_coefficient(term) for term in terms(inner)] if inner is not None else []
    if len(parted) != 2 or parted[0][0] + parted[1][0] != 0 or abs(parted[0][0]) != 1:
        return None
    a, b = (argument(rewrite(rest)[0], "sigmoid") for _, rest in sorted(parted, key=lambda pair: -pair[0]))
    if a is None or b is None:
        return None
    less = algebra.subtract(in_every_entry(ONE, a), algebra.call("exp", algebra.subtract(b, a)))
    logs = algebra.call("sigmoid", a), algebra.call("sigmoid", algebra.negate(b)), less
    return algebra.add(*(algebra.call("log", part) for part in logs))


def _root_of_exponentials(node: Node) -> Node | None:
    """√exp(u) = exp(u/2), and so of sums of exponentials, and of other powers."""
    if argument(node, "sqrt") is not None:
        log = logarithm(node)
    elif isinstance(node, Power) and node.is_scalar and not getattr(rational(node.args[1]), "is_Integer", False):
        log = logarithm(node.args[0])
        log = None if log is None else algebra.product(node.args[1], log)
    else:
        return None
    return None if log is None else algebra.call("exp", log)


def _log_one_more(node: Node) -> Node | None:
    inner = argument(node, "log")
    t = None if inner is None else _one_more(inner)
    return None if t is None else algebra.call("log1p", t)


def _log_of_one_more_exponential(node: Node) -> Node | None:
    """log(1 + exp(t)), written with log1p."""
    inner = argument(node, "log1p")
    t = None if inner is None else logarithm(inner)
    return None if t is None else algebra.call("softplus", t)


def _log_of_slope_of_tanh(node: Node) -> Node | None:
    """log(1 − tanh(t)²) = −2 log cosh(t)."""
    inner = argument(node, "log")
    rest = None if inner is None else _one_more(inner)
    square = None if rest is None else algebra.negate(rest)
    if not isinstance(square, (Power, HadamardPower)) or rational(square.args[1]) != 2:
        return None
    t = argument(square.args[0], "tanh")
    return None if t is None else algebra.scale(-2, algebra.call("log", algebra.call("cosh", t)))


def _log_of_cosh(node: Node) -> Node | None:
    """log cosh(t) = |t| + log(1 + exp(−2|t|)) − log 2."""
    inner = argument(node, "log")
    t = None if inner is None else argument(inner, "cosh")
    if t is None:
        return None
    size = algebra.call("abs", t)
    half = in_every_entry(Function("log", *SCALAR, Number(2)), t)
    return algebra.subtract(algebra.add(size, algebra.call("softplus", algebra.scale(-2, size))), half)


def _cancelled(node: Node) -> Node | None:
    """u.*(w./u + v) = w + u.*v, which is there where u is so small that it vanishes."""
    for i, total in enumerate(node.args if isinstance(node, HadamardProduct) else ()):
        others = [*node.args[:i], *node.args[i + 1 :]]
        below = {base for term in terms(total) for base in _divisors(term)} if isinstance(total, Sum) else set()
        if below.intersection(others):
            return algebra.add(*(algebra.hadamard(*others, term) for term in total.args))
    return None


def _divisors(term: Node) -> list[Node]:
    """What a term is divided by, entry by entry."""
    chain = split_scalars(term)[1]
    factors = chain[0].args if isinstance(chain[0], HadamardProduct) else chain[:1]
    return [base for base, exponent in map(hadamard_base_and_exponent, factors) if (rational(exponent) or 0) < 0]


def _one_diagonal(node: Node) -> Node | None:
    """diag(u) (diag(v) + c I) = diag(u.*(v + c)): where v overflows, u may not."""
    scalars, chain = split_scalars(node) if isinstance(node, Product) else ([], [])
    for i, pair in enumerate(pairwise(chain)):
        if all(map(facts.is_diagonal, pair)) and any(isinstance(factor, Sum) for factor in pair):
            entries = algebra.hadamard(*map(algebra.diagonal_part, pair))
            return algebra.product(*scalars, *chain[:i], algebra.diag(entries), *chain[i + 2 :])
    return None


def _square_of_norm(node: Node) -> Node | None:
    """||x||² is a sum of squares: no root is taken."""
    if not isinstance(node, Power) or rational(node.args[1]) != 2:
        return None
    inner = argument(node.args[0], "norm")
    return None if inner is None else Total(HadamardProduct(inner, inner))


def _log_of_softmax(node: Node) -> Node | None:
    inner = _inside_log(node)
    x = None if inner is None else argument(inner, "softmax")
    if x is None:
        return None
    return algebra.subtract(x, algebra.product(algebra.call("logsumexp", x), Ones(*x.shape)))


RULES: tuple[tuple[str, Rule], ...] = (
    ("log-sum-exp", _log_of_exponentials),
    ("softplus", _log_of_sigmoid),
    ("complement", _log_of_difference_of_sigmoids),
    ("log-sum-exp", _log_of_softmax),
    ("slogdet", quotient_of_determinants),
    ("log-cosh", _log_of_cosh),
    ("log-cosh", _log_of_slope_of_tanh),
    ("vanishing", log_of_vanishing),
    ("complement", log_of_complement),
    ("complement", log_of_tanh),
    ("log-of-product", log_of_product),
    ("log-sum-exp", _log_of_one_more_exponential),
    ("scale", log_without_scale),
    ("scale", determinant_without_scale),
    ("", determinant_of_multiple),
    ("log1p", _log_one_more),
    ("", _root_of_exponentials),
    ("", exact_quotient),
    ("complement", quotient_of_complements),
    ("vanishing", without_vanishing),
    ("scale", without_scale),
    ("exp-of-difference", quotient),
    ("", _one_diagonal),
    ("", _square_of_norm),
    ("", _cancelled),
)
"""Lowering → rule, in the order in which they are tried."""
