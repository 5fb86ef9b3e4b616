"""What the terms of a sum have in common other than at the ends of their products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import sympy

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.alternatives.commutations import common_turned
from matdiff_cli.expressions.alternatives.complements import complements
from matdiff_cli.expressions.alternatives.form import COMMON_FACTOR, MULTIPLY_OUT, Form
from matdiff_cli.expressions.alternatives.spreading import wholly_multiplied_out
from matdiff_cli.expressions.decompositions import (
    hadamard_base_and_exponent,
    rational,
    split_scalars,
)
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.nodes import (
    Function,
    HadamardPower,
    HadamardProduct,
    Kronecker,
    Node,
    Number,
    Product,
    Sum,
)
from matdiff_cli.functions import REGISTRY


def elementwise(node: Node) -> Iterator[Form]:
    """v ⊙ x + v ⊙ y = v ⊙ (x + y), and 1 ⊘ v + x ⊘ v.^2 = (v + x) ⊘ v.^2"""
    powers = [_elementwise_powers(term) for term in node.args]
    if not any(powers):
        return
    counts = Counter(base for found in powers for base in found)
    for base in (base for base, count in counts.items() if count > 1):
        having = [i for i, found in enumerate(powers) if base in found]
        exponents = {powers[i][base] for i in having}
        if min(exponents) * max(exponents) > 0:
            for exponent in {min(exponents), max(exponents, key=lambda e: -abs(e))}:
                inverse = HadamardPower(base, Number(-exponent))  # cancels at once, also where base has zeros
                inside = factor(algebra.add(*(algebra.hadamard(node.args[i], inverse) for i in having)))
                rest = [term for i, term in enumerate(node.args) if i not in having]
                whole = algebra.hadamard(inside, algebra.hadamard_power(base, Number(exponent)))
                yield Form(COMMON_FACTOR, algebra.add(whole, *rest))


def _elementwise_powers(term: Node) -> dict[Node, sympy.Rational]:
    """The rational elementwise powers that a term is a product of."""
    chain = split_scalars(term)[1]
    if len(chain) != 1:
        return {}
    factors = chain[0].args if isinstance(chain[0], HadamardProduct) else chain
    pairs = map(hadamard_base_and_exponent, factors)
    return {base: exponent.value for base, exponent in pairs if rational(exponent) is not None}


def vector(node: Node) -> Iterator[Form]:
    """(b'x) a + (a'x) b = (a b' + b a') x"""
    if not node.is_column or not isinstance(node, Sum):
        return
    opened = [_outer(term) for term in node.args]
    last = {column for _, column in opened}
    if len(last) == 1 and (column := last.pop()) is not None:
        yield Form("outer-vector", algebra.product(factor(algebra.add(*(outer for outer, _ in opened))), column))


def _outer(term: Node) -> tuple[Node, Node | None]:
    """(a b', x) for a column (b'x) a."""
    scalars, chain = split_scalars(term)
    inner = [s for s in scalars if isinstance(s, Product) and s.args[-1].is_column]
    if len(inner) != 1 or not chain:
        return term, None
    others = [s for s in scalars if s is not inner[0]]
    return algebra.product(*others, *chain, *inner[0].args[:-1]), inner[0].args[-1]


def kronecker(node: Node) -> Iterator[Form]:
    """A ⊗ B + A ⊗ C = A ⊗ (B + C), and the same on the other side"""
    split = [split_scalars(term) for term in node.args]
    if all(len(chain) == 1 and isinstance(chain[0], Kronecker) for _, chain in split):
        for end in (0, -1):
            shared = {chain[0].args[end] for _, chain in split}
            rests = [chain[0].args[1:] if end == 0 else chain[0].args[:-1] for _, chain in split]
            shapes = {algebra.kronecker(*rest).shape for rest in rests}
            if len(shared) == len(shapes) == 1:
                pairs = zip(split, rests, strict=True)
                inside = factor(algebra.add(*(algebra.product(*s, algebra.kronecker(*rest)) for (s, _), rest in pairs)))
                (outside,) = shared
                rule, pair = (
                    ("kron-factor", (outside, inside)) if end == 0 else ("kron-factor-right", (inside, outside))
                )
                yield Form(rule, algebra.kronecker(*pair))


def negatives(node: Node) -> Iterator[Form]:
    """(a − b) c' + (b − a) d' = (a − b)(c' − d')"""
    chains = [split_scalars(term)[1] for term in node.args]
    sums = dict.fromkeys(part for chain in chains for part in chain if isinstance(part, Sum))
    for part in sums:
        negative = algebra.add(*map(algebra.negate, part.args))
        places = [i for i, chain in enumerate(chains) if any(_same_terms(other, negative) for other in chain)]
        if places:
            terms = [_turned(term, part, negative) if i in places else term for i, term in enumerate(node.args)]
            yield Form("minus-sum", factor(algebra.add(*terms)))


def _turned(term: Node, part: Node, negative: Node) -> Node:
    """A term with −part written for its negative."""
    factors = term.args if isinstance(term, Product) else (term,)
    return algebra.product(*(algebra.negate(part) if _same_terms(f, negative) else f for f in factors))


def _same_terms(left: Node, right: Node) -> bool:
    return isinstance(left, Sum) and isinstance(right, Sum) and set(left.args) == set(right.args)


def of_sum(node: Node) -> Iterator[Form]:
    """All other forms of a sum that this module knows."""
    if node.is_scalar:
        yield from negatives(node)
        if any(REGISTRY[function.name].adds_to_one for function in node.atoms(Function)):
            yield Form(MULTIPLY_OUT, wholly_multiplied_out(node))  # 1 − (a + 1)'p is −a'p
        return
    yield from elementwise(node)
    yield from negatives(node)
    yield from kronecker(node)
    yield from complements(node)
    yield from common_turned(node)


FORMS = {Sum: of_sum}
