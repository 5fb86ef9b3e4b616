"""Sums such as N = diag(exp(v)) + S, where exponentials stand on the diagonal alone: scaled on both sides.

With m = max(v, 0) and D = diag(exp(−m/2)) it is N = D⁻¹ P D⁻¹ for P = diag(exp(v − m)) + D S D, in which nothing
overflows, log|det N| = Σ m + log|det P|, and exp(v) beside N⁻¹ = D P⁻¹ D is exp(v − m) beside P⁻¹. The condition of P
is about the best that scales can make it (A. van der Sluis, Numerische Mathematik 14, 1969).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from matdiff_cli.code.logarithms import argument
from matdiff_cli.code.scales import Exponential
from matdiff_cli.code.scaling import exponential_in
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import hadamard_base_and_exponent, rational, split_scalars, terms
from matdiff_cli.expressions.facts.definite import is_definite
from matdiff_cli.expressions.nodes import (
    Diag,
    DiagonalPart,
    Function,
    HadamardPower,
    HadamardProduct,
    Inverse,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Variable,
)
from matdiff_cli.expressions.tidy import replace

MARK = "\ue001"
"""Begins the names that are given here."""

_SCALE = "d"
"""Ends those of the diagonals of the D's."""


def factored(node: Node) -> list[Node]:
    """What has an inverse or the logarithm of its determinant in an expression."""
    powers = [part for part in node.atoms(Power) if part.is_matrix and (rational(part.args[1]) or 0) < 0]
    inverses = [part.args[0] for part in (*node.atoms(Inverse), *powers)]
    logdets = [inner for part in node.atoms(Function) if (inner := argument(part, "logdet")) is not None]
    return list(dict.fromkeys([*inverses, *logdets]))


def everywhere(node: Node, rule: Callable[[Node], Node], *kinds: type[Node]) -> Node:
    """The expression with every part of some kinds as a rule makes it, also parts of what that makes."""
    while changes := {part: other for part in node.atoms(*kinds) if (other := rule(part)) is not part}:
        node = replace(node, changes)
    return node


def balanced(node: Node, meanings: dict[str, Node]) -> Node:
    """The expression with names for the P and the D of every such sum; `meanings` says what they stand for."""
    found = node
    while (pair := _unbalanced(found)) is not None:
        found = _scaled(found, *pair, meanings)
    return found


def _unbalanced(node: Node) -> tuple[Node, Node, Exponential] | None:
    """A sum whose diagonal may overflow, its terms that are diagonal, and their scale; inner sums first."""
    for total in sorted(factored(node), key=lambda total: len(factored(total))):
        diagonal = [term for term in total.args if facts.is_diagonal(term)] if isinstance(total, Sum) else []
        if 0 < len(diagonal) < len(total.args):
            entries = algebra.add(*map(algebra.diagonal_part, diagonal))
            scale = exponential_in(entries)
            if scale is not None:
                return total, entries, scale
    return None


def _scaled(node: Node, total: Node, entries: Node, scale: Exponential, meanings: dict[str, Node]) -> Node:
    """The expression with D P⁻¹ D, what D cancels taken out of exponentials beside it."""
    degree, left = scale.parted(entries)
    half = scale.to(Number(-degree / 2))
    d = named(half, meanings, end=_SCALE)
    D = algebra.diag(d)
    rest = algebra.product(D, algebra.subtract(total, algebra.diag(entries)), D)
    inner = named(algebra.add(algebra.diag(left), rest), meanings, like=total)
    log = algebra.add(algebra.total(scale.log_of_power(degree)), algebra.call("logdet", inner))
    found = _with_inverse(node, total, algebra.product(D, algebra.inverse(inner), D), log)
    grown: dict[Node, tuple[Node, Any]] = {}
    changes = {other: named(other, meanings) for other in factored(found) if other is not inner}
    kept = {name: other for other, name in changes.items()}
    for part in found.atoms(Function):
        if part.is_column and (leaf := scale.leaf(part)) is not None:
            name, times = named(leaf[1], meanings), 2 * leaf[0] / degree
            grown[name] = part, times
            changes[part] = algebra.hadamard(name, algebra.hadamard_power(d, Number(-times)))
    found = algebra.add(*(replace(term, changes) if d in term.atoms(Variable) else term for term in terms(found)))
    found = everywhere(found, partial(distributed, weight=d), HadamardProduct, Product)
    return replace(everywhere(found, partial(_whole, d=d, grown=grown), HadamardProduct), kept)


def _with_inverse(node: Node, total: Node, inverse: Node, log: Node) -> Node:
    """The expression with other forms of a sum's inverse and log|det|, diagonal factors as far outside as they go."""
    changes = {part: log for part in node.atoms(Function) if argument(part, "logdet") is total}
    for part in node.atoms(Inverse, Power):
        power = rational(part.args[1]) if isinstance(part, Power) else -1
        if part.args[0] is total and power is not None and power < 0:
            changes[part] = algebra.product(*[inverse] * int(-power))
    diagonals = {part: _diagonal(replace(part.args[0], changes)) for part in node.atoms(DiagonalPart)}
    return everywhere(replace(node, changes | diagonals), outside, HadamardPower, HadamardProduct)


def named(meaning: Node, meanings: dict[str, Node], like: Node | None = None, end: str = "") -> Node:
    """A name for an expression, the same one every time, and as symmetric or triangular as that or another one is."""
    name = next((name for name, other in meanings.items() if other is meaning and name.startswith(MARK)), None)
    if name is None:
        name = f"{MARK}{len(meanings)}{end}"
        meanings[name] = meaning
    return Variable(name, *meaning.shape, _structure(like or meaning))


def is_scale(name: str) -> bool:
    """Whether a name is that of the diagonal of a D."""
    return name.startswith(MARK) and name.endswith(_SCALE)


def _structure(node: Node) -> str:
    """What is known of a matrix."""
    if not node.is_matrix:
        return ""
    known = {
        "spd": is_definite(node),
        "symmetric": algebra.transpose(node) is node,
        "lower": facts.is_lower(node),
        "upper": facts.is_upper(node),
    }
    return next((structure for structure, holds in known.items() if holds), "")


def _diagonal(node: Node) -> Node:
    """The diagonal of diag(u) M diag(v) as u.*v.*diag(M); term by term of a sum."""
    if isinstance(node, Sum):
        return algebra.add(*map(_diagonal, node.args))
    scalars, left, inner, right = _between(node)
    return algebra.product(*scalars, algebra.hadamard(*left, *right, algebra.diagonal_part(inner)))


def outside(node: Node) -> Node:
    """diag(u) M diag(v) .* N, and (diag(u) M diag(v)).^k, with these diagonal matrices outside."""
    if not node.is_matrix:
        return node
    if isinstance(node, HadamardPower):
        base, exponent = node.args
        scalars, left, inner, right = _between(base)
        raised = [algebra.diag(algebra.hadamard_power(u, exponent)) for u in (*left, *right)]
        if scalars or not raised:
            return node
        return algebra.product(*raised[: len(left)], algebra.hadamard_power(inner, exponent), *raised[len(left) :])
    parts = list(map(_between, node.args))
    before, after = ([algebra.diag(u) for part in parts for u in part[i]] for i in (1, 3))
    inside = algebra.hadamard(*(part[2] for part in parts))
    return algebra.product(*(s for part in parts for s in part[0]), *before, inside, *after)


def distributed(node: Node, weight: Node) -> Node:
    """w.*(u + v) as w.*u + w.*v, and diag(w)*(A + B) alike, for a weight that each of the terms may cancel."""
    below = [part for part in node.atoms(HadamardPower) if part.args[0] is weight and (rational(part.args[1]) or 0) < 0]
    for i, total in enumerate(node.args):
        beside = any(weight in part.atoms(Variable) for part in (*node.args[:i], *node.args[i + 1 :]))
        if isinstance(total, Sum) and below and beside and weight in total.atoms(Variable):
            join = algebra.hadamard if isinstance(node, HadamardProduct) else algebra.product
            return algebra.add(*(join(*node.args[:i], term, *node.args[i + 1 :]) for term in total.args))
    return node


def _between(node: Node) -> tuple[list[Node], list[Node], Node, list[Node]]:
    """The scalars, the u, the M and the v of c diag(u) M diag(v); one of u and v may be missing, or both."""
    scalars, chain = split_scalars(node)
    left = [chain[0].args[0]] if len(chain) > 1 and isinstance(chain[0], Diag) else []
    right = [chain[-1].args[0]] if len(chain) > 1 + len(left) and isinstance(chain[-1], Diag) else []
    return scalars, left, algebra.product(*chain[len(left) : len(chain) - len(right)]), right


def _whole(node: Node, d: Node, grown: Mapping[Node, tuple[Node, Any]]) -> Node:
    """Exponentials as they were where nothing cancels their scale."""
    powers = dict(map(hadamard_base_and_exponent, node.args))
    found = []
    for rest, (whole, degree) in grown.items():
        if rest in powers and d in powers:
            have, scale = (rational(powers[name]) or 0 for name in (rest, d))
            times = min(have, -scale / degree).__floor__()
            if times > 0:
                powers[rest], powers[d] = Number(have - times), Number(scale + times * degree)
                found.append(algebra.hadamard_power(whole, Number(times)))
    if not found:
        return node
    return algebra.hadamard(*found, *(algebra.hadamard_power(base, exponent) for base, exponent in powers.items()))
