"""Quotients of scalars over one denominator, cancelled or taken apart: a/(a'x) − b/(b'x), (1 − t²)/(1 + t²)²."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product as choices
from math import gcd, lcm, prod

import sympy

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.alternatives.form import COMMON_DENOMINATOR, COMMON_FACTOR, MULTIPLY_OUT, Form
from matdiff_cli.expressions.decompositions import (
    base_and_exponent,
    rational,
    split_coefficient,
    split_scalars,
    terms,
    weight,
)
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.nodes import (
    HadamardProduct,
    Identity,
    Literal,
    Node,
    Number,
    Ones,
    Product,
    SizeNumber,
    Sum,
)
from matdiff_cli.expressions.tidy import rebuild

_MOST_TERMS = 24
_MOST_OPENED = 64
_LARGEST_POWER = 3
_WORTH_TAKING_OUT = 2

Exponents = dict[Node, sympy.Rational]


def of_sum(node: Node) -> Iterator[Form]:
    """The sum over its common denominator, and with what all its terms share in front."""
    exponents = [_exponents(term) for term in node.args]
    every = dict.fromkeys(b for e in exponents for b in e if not isinstance(b, SizeNumber))
    below = (b for b in every if any(b in e and e[b].p < 0 for e in exponents))
    denominator = {b: min(e.get(b, sympy.S.Zero) for e in exponents) for b in below}
    for rule, outside in ((COMMON_DENOMINATOR, denominator), (COMMON_FACTOR, _shared(exponents))):
        if outside:
            front = [algebra.power(b, Number(e)) for b, e in outside.items()]
            numerators = [_divided(term, outside) for term in node.args]
            for bases in ((), outside, None):
                opened = (part for numerator in numerators for part in _opened(numerator, bases))
                yield Form(rule, algebra.product(*front, factor(algebra.add(*opened))))
    if node.is_scalar:
        yield Form(COMMON_FACTOR, _without_content(node))


def of_product(node: Node) -> Iterator[Form]:
    """With a sum in it in other forms, so that its denominator cancels; with the scalars multiplied into a sum."""
    for i, part in enumerate(node.args):
        before, after = node.args[:i], node.args[i + 1 :]
        base, exponent = base_and_exponent(part)
        if isinstance(base, Sum) and len(base.args) <= _MOST_TERMS and (part.is_scalar or part is base):
            for rule, form in of_sum(base):
                inside = algebra.power(form, exponent) if part.is_scalar else form
                whole = algebra.product(*before, inside, *after)
                yield Form("cancel" if _divides_by_less(whole, node) else rule, whole)
        if part is base and isinstance(part, Sum):
            scalars = [factor for factor in (*before, *after) if factor.is_scalar]
            left, right = ([factor for factor in side if not factor.is_scalar] for side in (before, after))
            if any(rational(scalar) is None for scalar in scalars):
                inside = algebra.add(*(algebra.product(*scalars, term) for term in part.args))
                yield Form(MULTIPLY_OUT, algebra.product(*left, inside, *right))
    coefficient, rest = split_coefficient(node)
    turned = _turned(rest, with_constants=coefficient.p < 0 and not isinstance(rest, Sum))
    if turned is not None:
        yield Form("minus-sum", algebra.scale(-coefficient, turned))


def _turned(node: Node, *, with_constants: bool) -> Node | None:
    """The negative of a product with −A − B in it, as the product with A + B instead; with s − 1 for 1 − s."""
    if isinstance(node, Sum):
        constants = [term for term in node.args if isinstance(term, Number | Ones | Identity)]
        others = [term for term in node.args if term not in constants]
        worse = (constants and with_constants) or all(split_coefficient(term)[0].p < 0 for term in node.args)
        return algebra.add(*map(algebra.negate, (*others, *constants))) if worse else None
    for i, part in enumerate(node.parts if isinstance(node, Product | HadamardProduct) else ()):
        turned = _turned(part, with_constants=with_constants) if isinstance(part, Sum | HadamardProduct) else None
        if turned is not None:
            return rebuild(node, (*node.args[:i], turned, *node.args[i + 1 :]))
    return None


def of_literal(node: Node) -> Iterator[Form]:
    """[x/r; y/r] = [x; y]/r"""
    exponents = [_exponents(term) for entry in node.entries if not algebra.is_zero(entry) for term in terms(entry)]
    outside = _shared(exponents)
    if outside and len(node.entries) > 1:
        front = [algebra.power(b, Number(e)) for b, e in outside.items()]
        entries = (algebra.add(*(_divided(term, outside) for term in terms(entry))) for entry in node.entries)
        yield Form(COMMON_FACTOR, algebra.product(*front, Literal(*node.args[:2], *entries)))


def _divides_by_less(after: Node, before: Node) -> bool:
    """Whether a denominator has gone or become less."""
    ours, theirs = (sum(-e for e in _exponents(node).values() if e.p < 0) for node in (after, before))
    return bool(ours < theirs)


def _exponents(term: Node) -> Exponents:
    """The rational powers of scalars that a term is a product of."""
    found: Exponents = {}
    for scalar in split_scalars(term)[0]:
        base, exponent = base_and_exponent(scalar)
        value = rational(exponent)
        if value is not None and rational(base) is None:
            found[base] = value
    return found


def _shared(exponents: list[Exponents]) -> Exponents:
    """What all terms share: of each base the power nearest to 0; of positive powers only those of longer bases."""
    found: Exponents = {}
    for base in exponents[0] if exponents else ():
        powers = [e.get(base, sympy.S.Zero) for e in exponents]
        if all(p.p < 0 for p in powers):
            found[base] = max(powers)
        elif all(p.p > 0 for p in powers) and weight(base) >= _WORTH_TAKING_OUT:
            found[base] = min(powers)
    return found


def _divided(term: Node, powers: Exponents) -> Node:
    return algebra.product(term, *(algebra.power(b, Number(-e)) for b, e in powers.items()))


def _without_content(node: Node) -> Node:
    """−2s² + 4t² = 2(2t² − s²)"""
    coefficients = [split_coefficient(term)[0] for term in node.args]
    content = sympy.Rational(gcd(*(c.p for c in coefficients)), lcm(*(c.q for c in coefficients)))
    if content is sympy.S.One:
        return node
    return algebra.scale(content, algebra.add(*(algebra.scale(1 / content, term) for term in node.args)))


def _opened(term: Node, bases: Collection[Node] | None) -> list[Node]:
    """A term with powers of scalar sums multiplied out: of those among the bases, or of all.

    It stays whole where that would come to more terms than anyone reads.
    """
    sums = []
    rest = []
    for part in term.args if isinstance(term, Product) else (term,):
        base, exponent = base_and_exponent(part)
        power = rational(exponent)
        open_ = isinstance(base, Sum) and part.is_scalar and (bases is None or base in bases)
        if open_ and power is not None and power in range(1, _LARGEST_POWER + 1):
            sums += [base.args] * int(power)
        else:
            rest.append(part)
    if not sums or prod(map(len, sums)) > _MOST_OPENED:
        return [term]
    return [algebra.product(*rest, *choice) for choice in choices(*sums)]


FORMS = {Sum: of_sum, Product: of_product, Literal: of_literal}
