"""Trace, sum of entries, stacking and Kronecker products."""

from __future__ import annotations

import sympy

from matdiff_cli.expressions import algebra, facts, nodes
from matdiff_cli.expressions.decompositions import base_and_exponent, factors, split_scalars, weight
from matdiff_cli.expressions.laws import law
from matdiff_cli.expressions.likeness import like_key
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import (
    ONE,
    SIZE_ONE,
    ZERO,
    Commutation,
    Diag,
    FrechetExpm,
    Function,
    HadamardProduct,
    Identity,
    Increment,
    Kronecker,
    Literal,
    Node,
    Ones,
    Product,
    SizeNumber,
    Sum,
    Total,
    Trace,
    Transpose,
    Vec,
)
from matdiff_cli.functions import REGISTRY
from matdiff_cli.rules import total_rule_of


@remember
def trace(node: Node) -> Node:
    """tr(node), with scalars in front; the trace of an outer product is an inner product."""
    if node.is_scalar:
        return node
    if algebra.is_zero(node):
        return ZERO
    if isinstance(node, Transpose) and law("trace-transpose"):
        return trace(node.args[0])
    if isinstance(node, Identity):
        return SizeNumber(node.shape[0])
    if isinstance(node, Diag) and law("trace-diag"):
        return total(node.args[0])
    if isinstance(node, Literal) and law("entrywise"):
        return algebra.add(*algebra.diagonal_part(node).entries)
    if isinstance(node, Kronecker) and all(part.shape[0] == part.shape[1] for part in node.args) and law("trace-kron"):
        return algebra.product(*map(trace, node.args))
    if isinstance(node, Sum):
        apart = algebra.add(*map(trace, node.args))
        if weight(apart) <= weight(node):
            return apart
    scalars, chain = split_scalars(node)
    if scalars:
        return algebra.product(*scalars, trace(algebra.product(*chain)))
    for i, factor in enumerate(chain[:-1]):
        if factor.shape[1] is SIZE_ONE and law("trace-outer"):
            return algebra.product(*chain[i + 1 :], *chain[: i + 1])
    turns = len(chain) > 1 and not node.holds(Increment)  # a change stays where it is until a line says so
    merged = algebra.merge(chain[-1], chain[0]) if turns else None
    if merged is not None and max(map(_kronecker_factors, (chain[-1], chain[0]))) >= _kronecker_factors(merged):
        return trace(algebra.product(chain[-1], *chain[:-1]))
    if isinstance(node, FrechetExpm):  # expm(X) commutes with X (Higham, Functions of Matrices, 3.2)
        point, direction = node.args
        return trace(algebra.product(algebra.call("expm", point), direction))
    return ZERO if _is_its_negative(chain) else Trace(node)


def _kronecker_factors(node: Node) -> int:
    return len(node.args) if isinstance(node, Kronecker) else 1


def _is_its_negative(chain: list[Node]) -> bool:
    """Whether a trace is that of minus the transpose, as tr(W K) is for a symmetric W and a skew K: then it is 0."""
    turned = facts.turned(chain)
    return turned is not None and like_key(Trace(algebra.product(*turned))) == like_key(Trace(algebra.product(*chain)))


def _adds_to_one(node: Node) -> bool:
    return isinstance(node, Function) and REGISTRY[node.name].adds_to_one and law(total_rule_of(REGISTRY[node.name]))


@remember
def total(node: Node) -> Node:
    """The sum of all entries; of a skew matrix these cancel in pairs."""
    if node.is_scalar:
        return node
    if algebra.is_zero(node):
        return ZERO
    if isinstance(node, (Transpose, Diag)):
        return total(node.args[0])
    if isinstance(node, Vec) and law("sum-vec"):
        return total(node.args[0])
    if facts.sums_to_one(node) or _adds_to_one(node):
        return ONE
    if facts.is_skew(node):
        return ZERO
    if isinstance(node, Ones) and law("ones-product"):
        return algebra.product(*map(SizeNumber, node.shape))
    if isinstance(node, Identity):
        return SizeNumber(node.shape[0])
    if isinstance(node, Literal):
        return algebra.add(*node.entries)
    scalars, chain = split_scalars(node)
    if scalars:
        return algebra.product(*scalars, total(algebra.product(*chain)))
    if isinstance(node, Kronecker) and law("sum-kron"):
        return algebra.product(*map(total, node.args))
    if len(chain) == 2 and chain[0].is_column and law("sum-outer"):
        return algebra.product(total(chain[0]), total(chain[1]))
    if isinstance(node, HadamardProduct) and node.is_column and law("sum-hadamard"):
        return Product(*factors(algebra.transpose(node.args[0])), *factors(algebra.hadamard(*node.args[1:])))
    if isinstance(node, Sum):
        apart = algebra.add(*map(total, node.args))
        return apart if weight(apart) < weight(node) + 1 else Total(node)
    return Total(node)


def apply_linear(kind: type[Node], operand: Node) -> Node:
    """A linear operation of which only that is known: 0 of 0, scalars in front."""
    node = kind(operand)
    scalars, chain = split_scalars(operand)
    if algebra.is_zero(operand):
        return algebra.zeros(node.shape)
    return algebra.product(*scalars, kind(algebra.product(*chain))) if scalars and chain else node


def frechet_expm(point: Node, direction: Node) -> Node:
    """L(X, E) of expm, scalars of E in front; E expm(X) where E is a multiple of I or of a power of X's own matrix."""
    if algebra.is_zero(direction):
        return direction
    scalars, chain = split_scalars(direction)
    along = algebra.product(*chain)
    own = algebra.product(*split_scalars(point)[1])
    if isinstance(along, Identity) or base_and_exponent(along)[0] is base_and_exponent(own)[0]:
        return algebra.product(*scalars, along, algebra.call("expm", point))
    return algebra.product(*scalars, FrechetExpm(point, along))


def vec(node: Node) -> Node:
    """The columns stacked."""
    if node.shape[1] is SIZE_ONE:
        return node
    if node.shape[0] is SIZE_ONE:
        return algebra.transpose(node)
    if algebra.is_zero(node):
        return algebra.zeros((node.shape[0] * node.shape[1], SIZE_ONE))
    if isinstance(node, Ones) and law("vec-ones"):
        return Ones(node.shape[0] * node.shape[1], SIZE_ONE)
    scalars, chain = split_scalars(node)
    return algebra.product(*scalars, vec(algebra.product(*chain))) if scalars else Vec(node)


def commutation(m: nodes.Size, n: nodes.Size) -> Node:
    """K with K vec(X) = vec(X') for an m×n X; the identity for rows and columns."""
    return Identity(m * n) if m is SIZE_ONE or n is SIZE_ONE else Commutation(m, n)


def unvec(node: Node, shape: tuple[nodes.Size, nodes.Size]) -> Node:
    """The m×n matrix whose columns are stacked in a column.

    (vec(I)' ⊗ I)(I ⊗ v) where v is no stacked matrix itself.
    """
    if algebra.is_zero(node):
        return algebra.zeros(shape)
    if shape[1] is SIZE_ONE:
        return node
    if shape[0] is SIZE_ONE:
        return algebra.transpose(node)
    if isinstance(node, Vec):
        found: Node = node.args[0]
        return found
    if isinstance(node, Ones):
        return Ones(*shape)
    if isinstance(node, (HadamardProduct, Sum)) and any(map(_is_stack, node.args)):
        build = algebra.add if isinstance(node, Sum) else algebra.hadamard
        return build(*(unvec(part, shape) for part in node.args))
    scalars, chain = split_scalars(node)
    if scalars:
        return algebra.product(*scalars, unvec(algebra.product(*chain), shape))
    left = kronecker(algebra.transpose(vec(Identity(shape[1]))), Identity(shape[0]))
    return algebra.product(left, kronecker(Identity(shape[1]), node))


def _is_stack(node: Node) -> bool:
    return any(isinstance(factor, Vec) for factor in split_scalars(node)[1])


@remember
def kronecker(*operands: Node) -> Node:
    """A ⊗ B ⊗ …, with scalars in front; a column with a row is their outer product."""
    shape = (sympy.Mul(*(a.shape[0] for a in operands)), sympy.Mul(*(a.shape[1] for a in operands)))
    scalars: list[Node] = []
    parts: list[Node] = []
    for operand in operands:
        if algebra.is_zero(operand):
            return algebra.zeros(shape)
        ours, theirs = ([operand], []) if operand.is_scalar else split_scalars(operand)
        scalars += ours
        if not theirs:
            continue
        part = algebra.product(*theirs)
        for inner in part.args if isinstance(part, Kronecker) else (part,):
            last = parts[-1] if parts else None
            if isinstance(inner, Identity) and isinstance(last, Identity):
                parts[-1] = Identity(last.shape[0] * inner.shape[0])
            elif isinstance(inner, Ones) and isinstance(last, Ones):
                parts[-1] = Ones(last.shape[0] * inner.shape[0], last.shape[1] * inner.shape[1])
            elif last is not None and last.is_column and inner.is_row:
                parts[-1] = algebra.product(last, inner)
            elif last is not None and last.is_row and inner.is_column:
                parts[-1] = algebra.product(inner, last)
            else:
                parts.append(inner)
    if not parts:
        return algebra.product(*scalars)
    body = parts[0] if len(parts) == 1 else Kronecker(*parts)
    return algebra.product(*scalars, body) if scalars else body
