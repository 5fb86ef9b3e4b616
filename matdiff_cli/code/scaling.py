"""Which scale is taken out of what: quotients and roots of sums that grow, and their logarithms.

A rule takes a node and gives a form that is equal where both have a value, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import sympy

from matdiff_cli.code.complements import complement, is_of_code, of, of_code
from matdiff_cli.code.entrywise import times
from matdiff_cli.code.logarithms import argument, logarithm
from matdiff_cli.code.scales import (
    HOMOGENEOUS,
    Bounded,
    Exponential,
    Leading,
    LeadingEntry,
    Scale,
    Scaled,
    Tail,
    hyperbolic,
    is_entrywise,
    multiple,
)
from matdiff_cli.code.vanishing import vanishing
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import (
    base_and_exponent,
    hadamard_base_and_exponent,
    rational,
    split_coefficient,
    split_scalars,
)
from matdiff_cli.expressions.nodes import (
    ONE,
    SCALAR,
    Diag,
    Function,
    HadamardPower,
    HadamardProduct,
    Inverse,
    Kronecker,
    Linear,
    Literal,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Total,
    Trace,
)

_FEW = 32
"""A power up to here does not overflow where numbers are as large as 1000."""


def _growing(node: Node) -> list[Node]:
    """What makes a node grow: exponentials and high powers of which it is linear, homogeneous or a product."""
    if (parts := hyperbolic(node)) is not None:
        return [parts[0]]
    if argument(node, "exp") is not None or _is_high(node):
        return [node]
    match node:
        case Sum() | Product() | HadamardProduct() | Kronecker() | Linear():
            return [found for part in node.parts for found in _growing(part)]
        case Power() | HadamardPower() | Inverse():
            return _growing(node.args[0])
        case Function() if node.name == "sqrt" or node.name in HOMOGENEOUS:
            return _growing(node.operands[0])
    return []


def _is_high(node: Node) -> bool:
    """Whether a power of a symbol or of its entries may overflow: of an exponent that is large, or no number."""
    if not isinstance(node, (Power, HadamardPower)) or (isinstance(node, Power) and not node.is_scalar):
        return False
    exponent = rational(node.args[1])
    return not _growing(node.args[0]) and not node.args[0].holds(Scaled) and (exponent is None or exponent > _FEW)


# --- the scale of a sum -----------------------------------------------------------------------------------------------


def scales_of(base: Node) -> list[Scale]:
    """The scales that a sum has: of its exponentials, of its high powers, of the tail of erf."""
    if not isinstance(base, (Sum, Total, Product, Function)):
        return []
    found = complement(base)
    number, rest = (None, base) if found is None else split_coefficient(found[0])
    if number is not None and is_of_code(rest, "erfc"):
        t = of(rest)
        return [Tail(whole=base, left=Number(number), entries=not base.is_scalar, t=t)]
    growing = _growing(base)
    exponents = [v for node in growing if (v := argument(node, "exp")) is not None]
    powers = [node for node in growing if _is_high(node)] if base.is_scalar else []
    if number is not None and is_of_code(rest, "expm1"):
        return [_around_zero(base, number, of(rest))]
    return [*_exponential(base, exponents), *_leading(base, powers)]


def _around_zero(base: Node, number: sympy.Rational, t: Node) -> Scale:
    """c (exp(t) − 1) = exp(max(t, 0)) · c sign(t) (1 − exp(−|t|))."""
    left = times(Number(-number), algebra.call("sign", t), of_code("expm1", algebra.negate(algebra.call("abs", t))))
    return Exponential(whole=base, left=left, entries=not base.is_scalar, log=algebra.call("relu", t), members=[t])


def _exponential(base: Node, exponents: Sequence[Node]) -> list[Scale]:
    """Of a matrix with exponentials of scalars, too, but of no others: what these scale may be almost singular."""
    entries = base.is_vector
    members: list[Node] = []
    for exponent in exponents:
        if not any(multiple(exponent, member) for member in members):
            members.append(exponent)
    terms = members if entries else [v if v.is_scalar or v.is_column else algebra.vec(v) for v in members]
    if not terms or (not base.is_scalar and any(v.shape != (base.shape if entries else SCALAR) for v in terms)):
        return []
    sums = (algebra.call("exp", v) if entries else algebra.total(algebra.call("exp", v)) for v in dict.fromkeys(terms))
    log = logarithm(algebra.add(*sums))
    if log is None:
        return []
    found = Exponential(log=log, entries=entries, members=members)
    degree, _ = found.parted(base)
    if degree == 1 and (whole := logarithm(base)) is not None:
        return [Exponential(whole=base, entries=entries, log=whole, members=members)]
    relu = algebra.call("relu", log)
    return [Exponential(log=relu, entries=entries, members=members) if found.mixed else found]


def exponential_in(entries: Node, *, alone: bool) -> Exponential | None:
    """The scale of the exponentials in a vector; at least 1 if it is not alone, None if that is always 1."""
    exponents = [v for node in _growing(entries) if (v := argument(node, "exp")) is not None]
    found = next((scale for scale in _exponential(entries, exponents) if isinstance(scale, Exponential)), None)
    if alone:
        return found
    if found is None or facts.sign_of(algebra.negate(found.log)):
        return None
    log = algebra.call("relu", found.log)
    return found if log is found.log else Exponential(log=log, entries=True, members=found.members)


def _leading(base: Node, powers: Sequence[Node]) -> list[Scale]:
    members = list(dict.fromkeys(power.args[0] for power in powers))
    if not members:
        return []
    exponent, found = powers[0].args[1], LeadingEntry(members=members)
    found.parted(base)
    vectors = [member if member.is_column else algebra.vec(member) for member in members if not member.is_scalar]
    entries = [member for member in members if member.is_scalar] + [ONE] * found.mixed
    if entries or len(vectors) > 1:
        entries = [*(Leading(exponent, vector) for vector in vectors), *entries]
        entries *= 1 + (len(entries) == 1)  # a vector of one entry is a scalar
        vectors = [Literal(len(entries), 1, *entries)]
    return [LeadingEntry(size=Leading(exponent, *vectors), members=members)]


# --- rules ------------------------------------------------------------------------------------------------------------


def without_scale(node: Node) -> Node | None:
    """A product with a negative power or a root of a sum in it that grows, the scale of that sum taken out of all.

    What grows beside it by itself loses its own scale: (Σ x^p)/(Σ y^p) is a power of the quotient of two scales. On a
    diagonal it is the vector that does.
    """
    return _without(node, scales_of)


def without_vanishing(node: Node) -> Node | None:
    """As `without_scale`, of what vanishes: σ(t)/softplus(t) = (1 − exp(−s))/s for s = softplus(t)."""
    return _without(node, lambda base: filter(None, [vanishing(base)]))


def _without(node: Node, scales: Callable[[Node], Iterable[Scale]]) -> Node | None:
    if isinstance(node, Trace):
        inner = _taken_out(node.args[0], scales)
        return None if inner is None else algebra.trace(inner)
    scalars, chain = split_scalars(node) if isinstance(node, Product) else ([], [])
    if len(chain) == 1 and isinstance(chain[0], Diag):
        inner = _taken_out(algebra.product(*scalars, *chain[0].args), scales)
        return None if inner is None else Diag(inner)
    inner_product = len(chain) == 2 and chain[0].is_row and chain[1].is_column
    if (found := _taken_out(node, scales)) is not None or not inner_product:
        return found
    inner = _taken_out(algebra.hadamard(algebra.transpose(chain[0]), chain[1]), scales)  # u'v = Σ u.*v
    return None if inner is None else algebra.product(*scalars, algebra.total(inner))


def _taken_out(node: Node, scales: Callable[[Node], Iterable[Scale]]) -> Node | None:
    factors = _parts(node)
    found = (scale for base in _shrinking(factors) for scale in scales(base))
    scale = next((scale for scale in found if _serves(scale, node, factors)), None)
    if scale is None:
        return None
    degree, rest = scale.parted(node)
    powers = [(scale, degree)]
    for part in sorted(_parts(rest), key=lambda part: not _shrinks(base_and_exponent(part)[1])):
        base, _ = base_and_exponent(part)
        for other in scales_of(base) if part.is_scalar else _leading(part, [part] if _is_high(part) else []):
            degree, rest = other.parted(rest)
            powers.append((other, degree))
    if len(powers) == 1:
        return times(scale.power(degree), rest)
    front = algebra.call("exp", algebra.add(*(scale.log_of_power(degree) for scale, degree in powers)))
    return times(Bounded(front), rest)


def _parts(node: Node) -> list[Node]:
    """The factors of a product, and those of each that is one entry by entry; what is no product or power has none."""
    match node:
        case Product():
            scalars, chain = split_scalars(node)
            entries = (factor.args if isinstance(factor, HadamardProduct) else (factor,) for factor in chain)
            return [*scalars, *(part for several in entries for part in several)]
        case HadamardProduct():
            return list(node.args)
        case Power() | HadamardPower() | Inverse() | Function(name="sqrt"):
            return [node]
    return []


def _powers(factors: Sequence[Node]) -> list[tuple[Node, Node]]:
    """Base and exponent of every factor, entry by entry of a vector."""
    return [(hadamard_base_and_exponent if part.is_vector else base_and_exponent)(part) for part in factors]


def _shrinks(exponent: Node) -> bool:
    number = rational(exponent)
    return number is None or not number.is_Integer or number < 0


def _shrinking(factors: Sequence[Node]) -> list[Node]:
    """The bases of negative powers and roots: of the factors themselves, then of those within them."""
    powers = _powers(factors)
    inner = [part for factor in factors if len(factors) > 1 for part in _inside(factor)]
    return [base for base, exponent in (*powers, *_powers(inner)) if _shrinks(exponent)]


def _inside(node: Node) -> list[Node]:
    """The powers within what is linear, a sum or a product."""
    match node:
        case Sum() | Product() | HadamardProduct() | Linear():
            return [found for part in node.parts for found in (*_inside(part), part)]
        case Power() | HadamardPower() if not _shrinks(node.args[1]):
            return [*_inside(node.args[0]), node.args[0]]
    return []


def _serves(scale: Scale, node: Node, factors: Sequence[Node]) -> bool:
    """Whether to take a scale out changes something that sums of logarithms do not."""
    if scale.entries and not is_entrywise(node):
        return False
    if isinstance(scale, Exponential) and scale.left is ONE and not _needed(factors):
        return False
    scale.found = False
    degrees = [scale.parted(part)[0] for part in factors]
    return scale.found and any(degree != 0 for degree in degrees)


def _needed(factors: Sequence[Node]) -> bool:
    """Whether something grows that is neither an exponential nor has a logarithm: no sum of logarithms serves all."""
    return any(
        _growing(part) and logarithm(base if part.is_scalar else part) is None
        for part, (base, _) in zip(factors, _powers(factors), strict=True)
    )
