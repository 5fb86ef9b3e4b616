"""Sums such as N = diag(exp(v)) + S, where exponentials scale rows and columns: scaled back on both sides.

With m = max(v, 0) and D = diag(exp(−m/2)) it is N = D⁻¹ P D⁻¹ for P = diag(exp(v − m)) + D S D, in which nothing
overflows, log|det N| = Σ m + log|det P|, and exp(v) beside N⁻¹ = D P⁻¹ D is exp(v − m) beside P⁻¹. The condition of P
is about the best that scales can make it (A. van der Sluis, Numerische Mathematik 14, 1969). With D = diag(exp(−m)) it
is so for N = diag(exp(v)) S diag(exp(v)) + T.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from matdiff_cli.code.definite import is_definite
from matdiff_cli.code.entrywise import times
from matdiff_cli.code.logarithms import argument
from matdiff_cli.code.scales import Exponential
from matdiff_cli.code.scaling import exponential_in
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import hadamard_base_and_exponent, rational, split_scalars, terms
from matdiff_cli.expressions.nodes import (
    SIZE_ONE,
    Diag,
    DiagonalPart,
    Function,
    HadamardPower,
    HadamardProduct,
    Identity,
    Inverse,
    Node,
    Number,
    Ones,
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


def balanced(node: Node, meanings: dict[str, Node], *, but: Callable[[Node], bool] = lambda total: False) -> Node:
    """The expression with names for the P and the D of such sums `but` some; `meanings` says what they stand for."""
    found = node
    while (pair := _unbalanced(found, but)) is not None:
        found = _scaled(found, *pair, meanings)
    return found


def two_sided(node: Node) -> Node:
    """The expression with diag(exp(v)) (diag(exp(−v)) + S) for a sum I + diag(exp(v)) S, of which that is balanced."""
    for total in factored(node):
        others = [term for term in terms(total) if not isinstance(term, Identity)]
        if len(terms(total)) != 2 or len(others) != 1:
            continue
        scalars, chain = split_scalars(others[0])
        ends = [isinstance(part, Diag) and argument(part.args[0], "exp") is not None for part in (chain[0], chain[-1])]
        if not scalars and len(chain) > 1 and sum(ends) == 1:
            node = _one_sided(node, total, chain if ends[0] else chain[::-1], left=ends[0])
    return node


def _one_sided(node: Node, total: Node, chain: Sequence[Node], *, left: bool) -> Node:
    """As `two_sided`, of a sum with such a chain, turned around if the diagonal matrix is the last one."""
    whole = chain[0].args[0]
    v = whole.operands[0]
    small = algebra.call("exp", algebra.negate(v))
    inner = algebra.add(algebra.diag(small), algebra.product(*chain[1:]) if left else algebra.product(*chain[:0:-1]))
    below = algebra.hadamard_power(whole, Number(-1))
    pair = algebra.inverse(inner), algebra.diag(below)
    log = algebra.add(algebra.total(v), algebra.call("logdet", inner))
    node = replace(node, _with_inverse(node, total, algebra.product(*(pair if left else pair[::-1])), log))
    node = everywhere(node, outside, HadamardPower, HadamardProduct)  # where it meets what it cancels
    return replace(node, {below: small})


def _unbalanced(node: Node, but: Callable[[Node], bool]) -> tuple[Node, Exponential, Any] | None:
    """A sum with a diagonal that may overflow, or diag(u) M diag(u), its scale, and the degree; inner sums first."""
    for total in sorted(factored(node), key=lambda total: len(factored(total))):
        sizes = [entries for term in terms(total) if (entries := _entries(term)) is not None]
        if sizes and not facts.is_diagonal(total) and not but(total):
            scale = exponential_in(algebra.add(*sizes), alone=not isinstance(total, Sum))
            if scale is not None:
                return total, scale, scale.parted(algebra.add(*sizes))[0]
    return None


def _entries(term: Node) -> Node | None:
    """The entries of a diagonal matrix, u.^2 of diag(u) M diag(u), None of others, also of u u' of rank 1."""
    if facts.is_diagonal(term):
        return algebra.diagonal_part(term)
    _, left, inner, right = _between(term)
    known = left and left == right and not isinstance(inner, Ones)
    return algebra.hadamard_power(left[0], Number(2)) if known else None


def _scaled(node: Node, total: Node, scale: Exponential, degree: Any, meanings: dict[str, Node]) -> Node:
    """The expression with D P⁻¹ D, what D cancels taken out of exponentials beside it."""
    d = named(scale.to(Number(-degree / 2)), meanings, end=_SCALE)
    D = algebra.diag(d)
    grown: dict[Node, tuple[Node, Any]] = {}
    changes: dict[Node, Node] = {}
    for part in node.atoms(Function):
        if part.is_column and (leaf := scale.leaf(part)) is not None:
            name = leaf[1] if isinstance(leaf[1], Ones) else named(leaf[1], meanings)
            power = 2 * leaf[0] / degree
            grown[name] = part, power
            changes[part] = algebra.hadamard(name, algebra.hadamard_power(d, Number(-power)))
            inverse = algebra.call("exp", algebra.negate(part.operands[0]))  # of exp(−x), which exp(x) cancels
            changes[inverse] = algebra.hadamard_power(changes[part], Number(-1))
    bounded = algebra.add(*(_bounded(term, scale, degree, D, changes) for term in terms(total)))
    inner = named(bounded, meanings, like=total)
    log = algebra.add(algebra.total(scale.log_of_power(degree)), algebra.call("logdet", inner))
    factors = _with_inverse(node, total, algebra.product(D, algebra.inverse(inner), D), log)
    outer = {other: named(other, meanings) for other in factored(node) if other is not total}
    kept = {name: replace(other, factors) for other, name in outer.items()}
    changes |= factors | outer
    changes |= {part: _diagonal(replace(part.args[0], changes)) for part in node.atoms(DiagonalPart)}
    with_it = [term for term in terms(node) if not factors.keys().isdisjoint(term.atoms(Inverse, Power, Function))]
    found = algebra.add(*(replace(term, changes) if term in with_it else term for term in terms(node)))
    found = everywhere(found, partial(_freed, d=d), HadamardPower, HadamardProduct, Product)
    return replace(everywhere(found, partial(_whole, d=d, grown=grown), HadamardPower, HadamardProduct), kept)


def _freed(part: Node, d: Node) -> Node:
    """A product in which D stands further outside, so that it meets what it cancels."""
    forms = outside(part), opened_beside(part, algebra.diag(d)), distributed(part, d)
    return next((form for form in forms if form is not part), part)


def _bounded(term: Node, scale: Exponential, degree: Any, D: Node, changes: Mapping[Node, Node]) -> Node:
    """D A D for a term A of the sum."""
    if not facts.is_diagonal(term):
        return replace(algebra.product(D, term, D), changes)
    own, rest = scale.parted(algebra.diagonal_part(term))
    return algebra.diag(times(scale.power(own - degree), rest))


def _with_inverse(node: Node, total: Node, inverse: Node, log: Node) -> dict[Node, Node]:
    """Other forms of a sum's inverse, the powers of that, and log|det|, as far as they are in an expression."""
    found = {part: log for part in node.atoms(Function) if argument(part, "logdet") is total}
    for part in node.atoms(Inverse, Power):
        power = rational(part.args[1]) if isinstance(part, Power) else -1
        if part.args[0] is total and power is not None and power < 0:
            found[part] = algebra.product(*[inverse] * int(-power))
    return found


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
    for i, end in ((0, 1), (-1, 3)) if isinstance(node, Product) else ():
        total = node.args[i]
        if isinstance(total, Sum) and total.is_matrix and all(_between(term)[end] for term in total.args):
            before, after = ((), node.args[1:]) if i == 0 else (node.args[:-1], ())
            return algebra.add(*(_diagonal(algebra.product(*before, term, *after)) for term in total.args))
    scalars, left, inner, right = _between(node)
    return algebra.product(*scalars, algebra.hadamard(*left, *right, algebra.diagonal_part(inner)))


def outside(node: Node) -> Node:
    """diag(u) M diag(v) .* N, and (diag(u) M diag(v)).^k, with these diagonal matrices outside."""
    if not node.is_matrix or isinstance(node, Product):
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


def opened_beside(node: Node, root: Node) -> Node:
    """B (N⁻¹ C + D) as B N⁻¹ C + B D for a factor B that belongs to N⁻¹."""
    for i, total in enumerate(node.args if isinstance(node, Product) else ()):
        beside = node.args[max(i - 1, 0) : i + 2]
        if isinstance(total, Sum) and (root in beside or algebra.transpose(root) in beside):
            return algebra.add(*(algebra.product(*node.args[:i], term, *node.args[i + 1 :]) for term in total.args))
    return node


def distributed(node: Node, weight: Node) -> Node:
    """w.*(u + v) as w.*u + w.*v, and diag(w)*(A + B) alike, for a weight that each of the terms may cancel."""
    below = [part for part in node.atoms(HadamardPower) if part.args[0] is weight and (rational(part.args[1]) or 0) < 0]
    for i, total in enumerate(node.args if isinstance(node, (Product, HadamardProduct)) else ()):
        beside = any(weight in part.atoms(Variable) for part in (*node.args[:i], *node.args[i + 1 :]))
        apart = (below and beside) or (node.is_matrix and isinstance(node, HadamardProduct))
        if isinstance(total, Sum) and apart and weight in total.atoms(Variable):
            join = algebra.hadamard if isinstance(node, HadamardProduct) else algebra.product
            return algebra.add(*(join(*node.args[:i], term, *node.args[i + 1 :]) for term in total.args))
    return node


def _between(node: Node) -> tuple[list[Node], list[Node], Node, list[Node]]:
    """The scalars, the u, the M and the v of c diag(u) M diag(v); one of u and v may be missing, or both."""
    scalars, chain = split_scalars(node)
    for i, factor in enumerate(chain[:-1], start=1):
        if factor.shape[1] is SIZE_ONE:  # u v' = diag(u) E diag(v) for ones E
            u, v = algebra.product(*chain[:i]), algebra.transpose(algebra.product(*chain[i:]))
            return scalars, [u], Ones(*node.shape), [v]
    left = [chain[0].args[0]] if len(chain) > 1 and isinstance(chain[0], Diag) else []
    right = [chain[-1].args[0]] if len(chain) > 1 + len(left) and isinstance(chain[-1], Diag) else []
    return scalars, left, algebra.product(*chain[len(left) : len(chain) - len(right)]), right


def _whole(node: Node, d: Node, grown: Mapping[Node, tuple[Node, Any]]) -> Node:
    """Exponentials as they were where nothing cancels their scale."""
    powers = dict(map(hadamard_base_and_exponent, node.args if isinstance(node, HadamardProduct) else (node,)))
    found = []
    for rest, (whole, degree) in grown.items():
        if d in powers and rest in powers and (rational(powers[rest]) or 0) < 0 < (rational(powers[d]) or 0):
            scale, have = (rational(powers[each]) or 0 for each in (d, rest))
            times = min(-have, scale / degree).__floor__()
            powers[rest], powers[d] = Number(have + times), Number(scale - times * degree)
            found.append(algebra.hadamard_power(algebra.call("exp", algebra.negate(whole.operands[0])), Number(times)))
        elif d in powers and (rest in powers or isinstance(rest, Ones)):
            scale = rational(powers[d]) or 0
            have = (rational(powers[rest]) or 0) if rest in powers else -scale
            times = min(have, -scale / degree).__floor__()
            if times > 0:
                powers[rest], powers[d] = Number(have - times), Number(scale + times * degree)
                found.append(algebra.hadamard_power(whole, Number(times)))
    if not found:
        return node
    return algebra.hadamard(*found, *(algebra.hadamard_power(base, exponent) for base, exponent in powers.items()))
