"""Products and quotients with exponentials: their logarithms are added, so that nothing overflows.

A rule takes a node and gives a form that is equal where both have a value, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy

from matdiff_cli.code.complements import complement
from matdiff_cli.code.determinants import power_of_determinant, sign_of_determinant
from matdiff_cli.code.entrywise import base_and_power, raised, times
from matdiff_cli.code.logarithms import argument, in_every_entry, logarithm, scaled
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import (
    base_and_exponent,
    rational,
    split_scalars,
)
from matdiff_cli.expressions.nodes import (
    ONE,
    Diag,
    HadamardPower,
    HadamardProduct,
    Node,
    Power,
    Product,
    Sum,
    Total,
    Transpose,
)

_POSITIVE = ("cosh", "sigmoid", "softmax", "softplus")
"""Functions of positive values whose logarithms have forms of their own."""


def log_of_product(node: Node) -> Node | None:
    """log(u v) = log(u) + log(v), if one of them has a form of its own; of a determinant it is that of its size."""
    inner = argument(node, "log")
    if inner is None:
        return None
    size = argument(inner, "abs")
    found = [(factor, *_log_and_sign(factor)) for factor in _factors(size or inner)]
    logs = [in_every_entry(log, inner) if log.is_scalar else log for _, log, _ in found if log is not None]
    rest = [factor for factor, log, _ in found if log is None]
    if not logs or logs == [node]:
        return None
    if rest:
        signs = [] if size else [sign for _, _, sign in found]
        left = times(*rest, *signs)
        left = algebra.call("log", algebra.call("abs", left) if size else left)
        logs.append(in_every_entry(left, inner) if left.is_scalar else left)
    return algebra.add(*logs)


def _factors(node: Node) -> list[Node]:
    """The factors of what is multiplied entry by entry; a'exp(x) is Σ exp(x) times a'softmax(x)."""
    scalars, chain = split_scalars(node)
    if not node.is_scalar:
        return [part for factor in (*scalars, *_entries(algebra.product(*chain))) for part in _halves(factor)]
    for i, factor in enumerate(chain):
        exponent = _exponent(factor)
        if exponent is not None and exponent.is_column:
            scalars.append(Total(algebra.call("exp", exponent)))
            chain[i] = _like(factor, algebra.call("softmax", exponent))
    found = [half for scalar in scalars for part in _parts(scalar) for half in _halves(part)]
    return [*found, *([algebra.product(*chain)] if chain else [])]


def _halves(factor: Node) -> list[Node]:
    """sinh(t)^p as cosh(t)^p and tanh(t)^p; any other factor is one part."""
    base, exponent = base_and_power(factor)
    t = argument(base, "sinh")
    return [factor] if t is None else [raised(algebra.call(name, t), exponent) for name in ("cosh", "tanh")]


def _log_and_sign(factor: Node) -> tuple[Node | None, Node]:
    """log|u| and the sign of a factor u whose logarithm has a form of its own; else None, and 1."""
    if (found := power_of_determinant(factor)) is not None:
        matrix, power = found
        return algebra.scale(power, algebra.call("logdet", matrix)), sign_of_determinant(matrix, power)
    base, exponent = base_and_power(factor)
    base = (complement(base) or (base, ""))[0]
    log = logarithm(base)
    if log is None and any(argument(base, name) is not None for name in _POSITIVE):
        log = algebra.call("log", base)
    return scaled(rational(exponent), log), ONE


def _exponent(node: Node) -> Node | None:
    """The v of exp(v), exp(v)' or diag(exp(v)) for a vector."""
    return argument(node.args[0] if isinstance(node, (Transpose, Diag)) else node, "exp")


def _like(node: Node, inner: Node) -> Node:
    """A vector, transposed or on a diagonal as that of another node is."""
    if isinstance(node, Diag):
        return algebra.diag(inner)
    return algebra.transpose(inner) if isinstance(node, Transpose) else inner


def quotient(node: Node) -> Node | None:
    """exp(u)/(1 + exp(z)) and the like: exp of the difference of logarithms; σ and softmax where it is one."""
    match node:
        case Product():
            scalars, chain = split_scalars(node)
            if len(chain) == 1 and isinstance(chain[0], Diag):
                entries = quotient(algebra.product(*scalars, *chain[0].args))
                return None if entries is None else Diag(entries)
            parts = [part for scalar in scalars for part in _parts(scalar)]
            if not chain:
                return _distributed(parts, times) or _joined(parts)
            alone = len(chain) == 1
            return (
                _distributed([*parts, *(_entries(*chain) if alone else chain)], times if alone else algebra.product)
                or _shared(parts, chain)
                or _inner(scalars, chain)
                or _scalar(scalars, chain)
            )
        case HadamardProduct():
            return _distributed(node.args, times) or _joined(node.args)
        case Power() | HadamardPower():
            return _joined((node,))
    return None


def _inner(scalars: Sequence[Node], chain: Sequence[Node]) -> Node | None:
    """u'v as Σ u.*v, where the entries are quotients."""
    if len(chain) != 2 or not chain[0].is_row or not chain[1].is_column:
        return None
    entries = (*_entries(algebra.transpose(chain[0])), *_entries(chain[1]))
    joined = _distributed(entries, times) or _joined(entries)
    return None if joined is None else algebra.product(*scalars, algebra.total(joined))


def _scalar(scalars: Sequence[Node], chain: Sequence[Node]) -> Node | None:
    """exp(s) exp(x)/D, of which D may be a scalar or not."""
    growing = [scalar for scalar in scalars if logarithm(scalar) is not None]
    if growing and len(chain) == 1 and chain[0].is_column:
        joined = _joined([*(in_every_entry(scalar, chain[0]) for scalar in growing), *_entries(chain[0])])
        if joined is not None:
            return algebra.product(*(scalar for scalar in scalars if scalar not in growing), joined)
    joined = _joined(scalars)
    return None if joined is None else algebra.product(joined, *chain)


def _parts(scalar: Node) -> list[Node]:
    """(a'exp(x))^p as (Σ exp(x))^p (a'softmax(x))^p; any other scalar is one part."""
    base, exponent = base_and_exponent(scalar)
    found = (
        _factors(base) if isinstance(base, Product) and not all(factor.is_scalar for factor in base.args) else [base]
    )
    return [algebra.power(factor, exponent) for factor in found] if len(found) > 1 else [scalar]


def _distributed(many: Sequence[Node], join: Callable[..., Node]) -> Node | None:
    """(exp(u) a − exp(v) b)/D, the quotient of every term, unless the sum itself has a logarithm."""
    total = next((factor for factor in many if isinstance(factor, Sum) and any(map(_grows, factor.args))), None)
    if total is None or logarithm(total) is not None:
        return None
    known = [x for x in many if (x.is_scalar or join is times) and logarithm(x) is not None]
    if not any(map(_is_below, known)):
        return None
    quotients = algebra.add(*(times(*known, term) for term in total.args))
    return join(*(quotients if factor is total else factor for factor in many if factor not in known))


def _grows(term: Node) -> bool:
    """Whether a term has an exponential for a factor, of all or of every entry, also within a'exp(x)."""
    scalars, chain = split_scalars(term)
    entries = _entries(chain[0]) if len(chain) == 1 else ()
    return any(len(_parts(scalar)) > 1 for scalar in scalars) or any(
        argument(factor, "exp") is not None for factor in (*scalars, *entries)
    )


def _entries(node: Node) -> tuple[Node, ...]:
    """The factors of a product entry by entry; the node itself otherwise."""
    return node.args if isinstance(node, HadamardProduct) else (node,)


def _shared(scalars: Sequence[Node], chain: Sequence[Node]) -> Node | None:
    """exp(v)/D = exp(v − log D): scalars with a logarithm, one of them below the line, go with exponentials.

    exp(v)/Σ exp(v) is softmax(v).
    """
    logs, rest = _parted(scalars)
    count = sum(_exponent(entry) is not None for factor in chain for entry in _entries(factor))
    if not count or not any(_is_below(factor) for factor in scalars):
        return None
    share = algebra.scale(sympy.Rational(1, count), algebra.add(*logs))

    def less(factor: Node) -> Node:
        """An exponential with its share, and anything else as it is."""
        exponent = _exponent(factor)
        if exponent is None:
            return factor
        if exponent.is_column and share is algebra.negate(algebra.call("logsumexp", exponent)):
            return _like(factor, algebra.call("softmax", exponent))
        return _like(factor, algebra.call("exp", algebra.add(exponent, in_every_entry(share, exponent))))

    return algebra.product(*rest, *(times(*map(less, _entries(factor))) for factor in chain))


def _joined(many: Sequence[Node]) -> Node | None:
    """The factors with a logarithm, one of them below the line, as one exponential."""
    logs, rest = _parted(many)
    if not any(map(_is_below, many)):
        return None
    total = algebra.add(*logs)
    return times(*rest, _sigmoid(total) or algebra.call("exp", total))


def _parted(many: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """The logarithms of the factors that have one, and the other factors."""
    found = [(factor, logarithm(factor)) for factor in many]
    return [log for _, log in found if log is not None], [factor for factor, log in found if log is None]


def _is_below(node: Node) -> bool:
    """Whether a factor is a negative power of a sum that has a logarithm."""
    if not isinstance(node, (Power, HadamardPower)):
        return False
    base, exponent = node.args[0], rational(node.args[1])
    small = exponent is not None and exponent < 0 and isinstance(argument(base, "sqrt") or base, (Sum, Total))
    return small and logarithm(node) is not None


def _sigmoid(log: Node) -> Node | None:
    """exp(−softplus(−t)) = σ(t), and exp(t − softplus(t)) = σ(t)."""
    for term in log.args if isinstance(log, Sum) else (log,):
        inner = argument(algebra.negate(term), "softplus")
        if inner is not None:
            rest = algebra.subtract(log, term)
            if algebra.is_zero(rest):
                return algebra.call("sigmoid", algebra.negate(inner))
            if rest is inner:
                return algebra.call("sigmoid", inner)
    return None
