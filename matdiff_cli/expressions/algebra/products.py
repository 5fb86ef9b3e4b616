"""Products: scalars in front, powers of one base merged, 1×1 stretches turned into scalars."""

from __future__ import annotations

from matdiff_cli.expressions import algebra, facts, nodes
from matdiff_cli.expressions.algebra.neighbours import cancelled, merge
from matdiff_cli.expressions.algebra.scalars import ScalarPowers
from matdiff_cli.expressions.decompositions import (
    rational,
    split_scalars,
)
from matdiff_cli.expressions.laws import law
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import (
    ONE,
    SIZE_ONE,
    ZERO,
    Diag,
    HadamardProduct,
    Identity,
    Literal,
    Node,
    Ones,
    Product,
    Transpose,
    Vec,
    Zeros,
)


@remember
def product(*operands: Node) -> Node:
    """The product of the operands: 1×1 ones scale, the others are multiplied in order.

    A stretch of the chain whose value is 1×1, such as x'A x in a·x'·A·x·b', becomes a scalar in front.
    """
    outer = [node for node in operands if not node.is_scalar]
    shape = (outer[0].shape[0], outer[-1].shape[1]) if outer else nodes.SCALAR
    scalars = ScalarPowers()
    chain: list[Node] = []
    for operand in operands:
        if type(operand) is Zeros:
            return algebra.zeros(shape)
        if not operand.is_scalar and type(operand) is not Product:
            _append(chain, operand, scalars)
            continue
        ours, theirs = split_scalars(operand)
        for scalar in ours:
            scalars.multiply(scalar)
        if operand.is_scalar and theirs:
            scalars.multiply(Product(*theirs) if len(theirs) > 1 else theirs[0])
        else:
            for factor in theirs:
                _append(chain, factor, scalars)
    blocks = [_shorten(block) for block in _blocks(chain)]
    outside = []
    for block in blocks:
        if not block[0].shape[0] is block[-1].shape[1] is SIZE_ONE:
            outside += block
            continue
        value = _scalar_block(block)
        if type(value) is Zeros:
            return algebra.zeros(shape)
        scalars.multiply_factors(value)
    parts = [*scalars.nodes(), *outside]
    if not outside:
        parts = _open_block(parts) if shape[0] is shape[1] is SIZE_ONE else [*parts, Identity(shape[0])]
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2 and type(parts[1]) is Literal and rational(parts[0]) is not None:
        return algebra.scale(parts[0].value, parts[1])
    return Product(*parts) if parts else ONE


def _open_block(scalars: list[Node]) -> list[Node]:
    """φ·(x'A x) is written φ x'A x: the factors of the one chain of a product of scalars stand in it themselves."""
    chains = [scalar for scalar in scalars if type(scalar) is Product]
    if len(chains) != 1:
        return scalars
    return [*(scalar for scalar in scalars if scalar is not chains[0]), *chains[0].args]


def _append(chain: list[Node], factor: Node, scalars: ScalarPowers) -> None:
    """Put a factor behind a chain, merging it with its neighbour as long as that is possible."""
    while type(factor) is not Identity:
        merged = merge(chain[-1], factor) if chain else None
        if merged is not None:
            chain.pop()
        else:
            chain.append(factor)
            merged = cancelled(chain) if len(chain) > 1 else None
            if merged is None:
                return
        ours, theirs = split_scalars(merged)
        for scalar in ours:
            scalars.multiply(scalar)
        if len(theirs) != 1:
            for part in theirs:
                _append(chain, part, scalars)
            return
        factor = theirs[0]


def _blocks(chain: list[Node]) -> list[list[Node]]:
    """The chain cut wherever the inner dimension is 1."""
    blocks: list[list[Node]] = []
    for factor in chain:
        if blocks and blocks[-1][-1].shape[1] is not SIZE_ONE:
            blocks[-1].append(factor)
        else:
            blocks.append([factor])
    return blocks


def _shorten(block: list[Node]) -> list[Node]:
    """algebra.diag(v) B = v ⊙ B where B is a column, and its transpose."""
    if len(block) < 2:
        return block
    if block[-1].shape[1] is SIZE_ONE:
        for i, factor in enumerate(block[:-1]):
            if type(factor) is Diag and law("hadamard-diag"):
                return [*block[:i], algebra.hadamard(factor.args[0], product(*block[i + 1 :]))]
    if block[0].shape[0] is SIZE_ONE:
        for i in range(len(block) - 1, 0, -1):
            if type(block[i]) is Diag and law("hadamard-diag"):
                row = algebra.hadamard(block[i].args[0], algebra.transpose(product(*block[:i])))
                return [algebra.transpose(row), *block[i + 1 :]]
    return block


def _scalar_block(block: list[Node]) -> Node:
    """The 1×1 value of a chain: 1'v is a sum, and a'(b ⊘ a) loses what cancels."""
    if len(block) == 1:
        return block[0]
    if len(block) == 2 and type(block[1]) is Vec and type(block[0]) is Transpose:
        stacked = block[0].args[0]
        same = type(stacked) is Vec and stacked.args[0].shape == block[1].args[0].shape
        if same and law("trace-vec"):
            return algebra.inner_product(stacked.args[0], block[1].args[0])
    if type(block[0]) is Ones:
        return algebra.total(product(*block[1:]))
    if type(block[-1]) is Ones:
        return algebra.total(product(*block[:-1]))
    if len(block) == 2:
        left, right = algebra.transpose(block[0]), block[1]
        both = algebra.hadamard(left, right)
        shorter = _hadamard_length(both) < _hadamard_length(left) + _hadamard_length(right) - (left is right)
        if shorter and law("sum-hadamard"):
            return algebra.total(both)
    if type(block[0]) is Product or type(block[-1]) is Product:
        return product(*block)
    return ZERO if _is_its_negative(block) else Product(*block)


def _is_its_negative(block: list[Node]) -> bool:
    """Whether a 1×1 chain is minus its own transpose, as x'K x is for a skew K: then it is 0."""
    return facts.turned(block) == tuple(block)


def _hadamard_length(node: Node) -> int:
    return len(node.args) if type(node) is HadamardProduct else 1
