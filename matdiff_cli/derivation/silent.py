"""Rules that no record tells, read from the expressions before and after: terms that met, forms that were taken."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import pairwise

from matdiff_cli.calculus.expansion import positive_integer, squared_norm
from matdiff_cli.derivation.order import only_reordered
from matdiff_cli.expressions.algebra import negate, product, transpose
from matdiff_cli.expressions.decompositions import base_and_exponent, factors, split_coefficient, split_scalars, terms
from matdiff_cli.expressions.likeness import is_own_transpose, like_key, reversed_chain
from matdiff_cli.expressions.nodes import (
    DiagonalPart,
    Function,
    HadamardProduct,
    Increment,
    Kronecker,
    Node,
    Ones,
    Power,
    Product,
    Sum,
    Total,
    Trace,
    Transpose,
    Vec,
)
from matdiff_cli.expressions.tidy import tidy

CANCEL = "terms-cancel"
COLLECT = "like-terms"
ARRANGE = "arrange"
SCALAR_TRANSPOSE = "scalar-transpose"


def met(node: Node) -> str:
    """The rules by which terms of a sum of scalars are multiples of one: Δx'W x + x'W Δx = 2 x'W Δx for symmetric W."""
    rules: dict[str, None] = {}
    first: dict[Hashable, Node] = {}
    for term in terms(node):
        rest = split_coefficient(term)[1]
        rules |= dict.fromkeys(_turns(first.setdefault(like_key(tidy(rest)), rest), rest))
    return " ".join([*rules, COLLECT])


def some_cancel(node: Node) -> bool:
    """Whether a term of a sum in an expression as it is written is the negative of another."""
    for whole in node.atoms(Sum):
        taken = [term for term in whole.args if split_coefficient(term)[0] < 0]
        if taken and not {negate(tidy(term)) for term in taken}.isdisjoint(map(tidy, whole.args)):
            return True
    return False


def _turns(one: Node, other: Node) -> Iterator[str]:
    """The rules by which two terms with one `like_key` are equal: a scalar is turned round, a trace begun elsewhere."""
    if one is other:
        return
    if isinstance(one, Power) and isinstance(other, Power):
        yield from _turns(one.args[0], other.args[0])
        return
    if isinstance(one, Trace) and isinstance(other, Trace):
        begun, body = _letters(one), _letters(other)
        if body not in _rotations(begun):
            begun = list(reversed_chain(begun))
            yield "trace-transpose"
            yield from _within(begun, body)
        if body != begun:
            yield "trace-cyclic"
        return
    (scalars, chain), (others, rest) = _one_by_one(one), _one_by_one(other)
    if chain != rest and one.is_scalar:
        ends = (factor for side in (chain, rest) for factor in (*side[-1:], *reversed_chain(side[:1])))
        if any(isinstance(factor, HadamardProduct) for factor in ends) and reversed_chain(chain) != rest:
            yield "inner-hadamard"
        yield SCALAR_TRANSPOSE
        yield from _within(reversed_chain(chain), rest)
    partners = {like_key(scalar): scalar for scalar in others if scalar not in scalars}
    for scalar in scalars:
        if scalar is not one and scalar not in others:
            yield from _turns(scalar, partners.get(like_key(scalar), scalar))


def _within(turned: list[Node], other: list[Node]) -> Iterator[str]:
    """The rules by which the factors of a product that was turned round are those of another one."""
    apart = [factor for factor in turned if factor not in other]
    sums = [factor.args[0] for factor in apart if isinstance(factor, Transpose) and isinstance(factor.args[0], Sum)]
    if sums:
        yield "transpose-sum"
    if any(map(is_own_transpose, (*turned, *(f for whole in sums for t in whole.args for f in factors(t))))):
        yield "symmetric-transpose"


def squares(before: Node, after: Node) -> list[str]:
    """The rules by which v'v is written ‖v‖² in what comes after, and tr(M'M) ‖M‖²."""
    if not (after.holds(Power) and after.holds(Function)):
        return []
    made = {power: inner for power in after.atoms(Power) if (inner := squared_norm(power)) is not None}
    written = ({pair for chain in side.atoms(Product) for pair in pairwise(chain.args)} for side in (before, after))
    gone = next(written) - next(written)
    old = before.atoms(Power)
    return rules_of_squares(u for power, u in made.items() if power not in old or (transpose(u), u) in gone)


def rules_of_squares(operands: Iterable[Node]) -> list[str]:
    """The rules that write out the squared norms of some vectors and matrices."""
    return list(dict.fromkeys("squared-frobenius" if node.is_matrix else "squared-norm" for node in operands))


def _rotations(chain: list[Node]) -> list[list[Node]]:
    return [chain[k:] + chain[:k] for k in range(len(chain))]


def silent_rule(before: Node, after: Node) -> str:
    """The rules by which the canonical constructors, which record nothing, took one expression to another."""
    if only_reordered(before, after):
        return ARRANGE
    gone = {type(node) for node in before.atoms(Total, DiagonalPart)} - {
        type(n) for n in after.atoms(Total, DiagonalPart)
    }
    if Total in gone:
        return "sum-hadamard"
    if DiagonalPart in gone:
        return "diagonal-of-product"
    if any(ones.is_matrix for ones in after.atoms(Ones) - before.atoms(Ones)):
        return "ones-outer"
    if any(transpose(increment) is increment and increment.is_matrix for increment in before.atoms(Increment)):
        return "symmetric-transpose"
    diagonals = {node.args[0] for node in before.atoms(DiagonalPart)}
    if any(transpose(matrix) in diagonals - {matrix} for matrix in diagonals):
        return f"diagonal-transpose {COLLECT}"
    if squared := squares(before, after):
        return " ".join(squared)
    if any(isinstance(vec.args[0], HadamardProduct) for vec in before.atoms(Vec) - after.atoms(Vec)):
        return "vec-hadamard"
    if like_key(before) == like_key(after):
        return " ".join(_turns(before, after)) or ARRANGE
    if before.holds(Kronecker) and before.is_scalar and turned_round(before) is after:
        return SCALAR_TRANSPOSE
    begun, body = _letters(before), _letters(after)
    return "trace-cyclic" if body != begun and body in _rotations(begun) else ARRANGE


def begins(before: Node, after: Node) -> str:
    """The rules by which an expression that was put in is written as it is worked on; empty where none acts."""
    if not before.is_scalar or like_key(tidy(before)) != like_key(after):
        return ""
    found = silent_rule(before, after)
    return found if found in (SCALAR_TRANSPOSE, "trace-cyclic", "trace-transpose trace-cyclic") else ""


def turned_round(node: Node) -> Node:
    """tr(M') for tr(M), and b'X'a for a'X b."""
    if isinstance(node, Trace):
        return Trace(transpose(node.args[0]))
    scalars, chain = split_scalars(node)
    return product(*scalars, *map(transpose, reversed(chain)))


def _letters(node: Node) -> list[Node]:
    """The matrices in a multiple of a trace one by one, X² as X X; nothing for other nodes."""
    traces = [factor for factor in factors(node) if isinstance(factor, Trace)]
    if len(traces) != 1:
        return []
    return _one_by_one(traces[0].args[0])[1]


def _one_by_one(node: Node) -> tuple[list[Node], list[Node]]:
    """The scalars of a product and the chain of its others, brackets left out, Y² as Y Y."""
    scalars: list[Node] = []
    chain: list[Node] = []
    for factor in factors(node):
        if factor.is_scalar:
            scalars.append(factor)
        elif isinstance(factor, Product):
            more, inner = _one_by_one(factor)
            scalars += more
            chain += inner
        else:
            base, exponent = base_and_exponent(factor)
            count = positive_integer(exponent)
            chain += [base] * count if count else [factor]
    return scalars, chain
