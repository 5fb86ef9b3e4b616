"""Products: scalars in front, powers of one base merged, 1×1 stretches turned into scalars."""

from __future__ import annotations

from collections.abc import Hashable

import sympy

from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.nodes import (
    ONE,
    SIZE_ONE,
    ZERO,
    Commutation,
    Diag,
    Function,
    HadamardProduct,
    Identity,
    Inverse,
    Kronecker,
    Literal,
    Node,
    Number,
    Ones,
    Power,
    Product,
    SizeNumber,
    Sum,
    Transpose,
    Variable,
    Vec,
)
from matdiff_cli.expressions.views import (
    base_and_exponent,
    factors,
    like_key,
    rational,
    split_coefficient,
    split_scalars,
)

_MOST_CANCELLED = 8
"""So many factors at most are looked at together with an inverse that may cancel them."""


def product(*operands: Node) -> Node:
    """The product of the operands: 1×1 ones scale, the others are multiplied in order.

    A stretch of the chain whose value is 1×1, such as x'A x in a·x'·A·x·b', becomes a scalar in front.
    """
    outer = [node for node in operands if not node.is_scalar]
    shape = (outer[0].shape[0], outer[-1].shape[1]) if outer else nodes.SCALAR
    scalars = _Powers()
    chain: list[Node] = []
    for operand in operands:
        if algebra.is_zero(operand):
            return algebra.zeros(shape)
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
        elif not scalars.multiply_block(block):
            return algebra.zeros(shape)
    if scalars.coefficient == 0:
        return algebra.zeros(shape)
    parts = [*scalars.nodes(), *outside]
    if not outside:
        parts = _open_block(parts) if shape == nodes.SCALAR else [*parts, Identity(shape[0])]
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2 and isinstance(parts[1], Literal) and rational(parts[0]) is not None:
        return algebra.scale(parts[0].value, parts[1])
    return Product(*parts) if parts else ONE


class _Powers:
    """A product of scalars under construction: a rational coefficient and a power of each base."""

    def __init__(self) -> None:
        self.coefficient: sympy.Rational = sympy.S.One
        self._powers: dict[Hashable, tuple[Node, Node]] = {}

    def multiply(self, scalar: Node) -> None:
        value = rational(scalar)
        if value is not None:
            self.coefficient = self.coefficient * value
            return
        base, exponent = base_and_exponent(scalar)
        key = like_key(base)
        base, sofar = self._powers.get(key, (base, ZERO))
        self._powers[key] = (base, _constant_last(algebra.add(sofar, exponent)))

    def multiply_block(self, block: list[Node]) -> bool:
        """Multiply with the 1×1 value of a chain; False when that is zero."""
        value = _scalar_block(block)
        if algebra.is_zero(value):
            return False
        ours, theirs = split_scalars(value)
        for scalar in ours:
            self.multiply(scalar)
        if theirs:
            self.multiply(Product(*theirs))
        return True

    def nodes(self) -> list[Node]:
        exponents = dict(self._powers.values())
        algebra.join_partners(exponents)
        _join_means(exponents)
        powers = [algebra.power(base, power) for base, power in exponents.items() if not algebra.is_zero(power)]
        plain: list[Node] = []
        for node in powers:
            value = rational(node)
            if value is None:
                plain.append(node)
            else:
                self.coefficient = self.coefficient * value
        plain.sort(key=_rank)
        return plain if self.coefficient == 1 else [Number(self.coefficient), *plain]


def _join_means(powers: dict[Node, Node]) -> None:
    """n mean(v) = sum(v) for n entries v"""
    for base in list(powers):
        if isinstance(base, Function) and base.name == "mean":
            (operand,) = base.operands
            count = SizeNumber(operand.shape[0] * operand.shape[1])
            if all((rational(powers.get(node, ZERO)) or 0) >= 1 for node in (base, count)):
                for node, step in ((base, -1), (count, -1), (algebra.total(operand), 1)):
                    powers[node] = algebra.add(powers.get(node, ZERO), Number(step))


def _rank(scalar: Node) -> int:
    """Sizes first, then powers of symbols, then the rest: 400 x (y − x²)."""
    base, _ = base_and_exponent(scalar)
    return 0 if isinstance(scalar, SizeNumber) else 1 if isinstance(base, Variable) else 2


def _constant_last(exponent: Node) -> Node:
    """p − 2 rather than −2 + p."""
    if isinstance(exponent, Sum) and isinstance(exponent.args[0], Number):
        return Sum(*exponent.args[1:], exponent.args[0])
    return exponent


def _open_block(scalars: list[Node]) -> list[Node]:
    """φ·(x'A x) is written φ x'A x: the factors of the one chain of a product of scalars stand in it themselves."""
    chains = [scalar for scalar in scalars if isinstance(scalar, Product)]
    if len(chains) != 1:
        return scalars
    return [*(scalar for scalar in scalars if scalar is not chains[0]), *chains[0].args]


def _append(chain: list[Node], factor: Node, scalars: _Powers) -> None:
    """Put a factor behind a chain, merging it with its neighbour as long as that is possible."""
    while not isinstance(factor, Identity):
        merged = merge(chain[-1], factor) if chain else None
        if merged is not None:
            chain.pop()
        else:
            chain.append(factor)
            merged = _cancelled(chain)
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


def _cancelled(chain: list[Node]) -> Node | None:
    """What takes the place of the last factors of a chain, which are removed, where an inverse cancels among them.

    (A B)^-1 A B = I; (A B)^-1 A = B^-1 and B (A B)^-1 = A^-1 where A and B are square.
    """
    last = chain[-1]
    for count in range(1, min(len(chain), _MOST_CANCELLED + 1)):
        first = chain[-1 - count]
        found = _without(first, chain[-count:], 0) if _is_power(first) else None
        if found is None and _is_power(last):
            found = _without(last, chain[-1 - count : -1], -1)
        if found is not None:
            del chain[-1 - count :]
            return found
    return None


def _is_power(node: Node) -> bool:
    return isinstance(node.args[0] if isinstance(node, Transpose) else node, (Inverse, Power))


def _without(inverse: Node, others: list[Node], end: int) -> Node | None:
    """P^-k without the factors of P that `others` are, at its front (end 0) or back (end −1); None if they are not."""
    base, exponent = base_and_exponent(inverse)
    flipped = isinstance(base, Transpose) and isinstance(base.args[0], Product)
    whole = factors(algebra.transpose(base.args[0]) if flipped else base)
    count = len(others)
    ours, rest = (whole[:count], whole[count:]) if end == 0 else (whole[-count:], whole[:-count])
    if ours != tuple(others) or exponent.value >= 0 or others[0].shape[0] != others[-1].shape[1]:
        return None
    if rest and exponent.value != -1:
        return None
    return algebra.inverse(product(*rest)) if rest else algebra.matrix_power(base, int(exponent.value) + 1)


def merge(left: Node, right: Node) -> Node | None:
    """The product of two neighbours where it is shorter than the two, else None."""
    if left.shape[0] == left.shape[1]:
        base, first = base_and_exponent(left)
        other, second = base_and_exponent(right)
        if base is other and first is not None:
            return algebra.matrix_power(base, int(first.value + second.value))
        if algebra.is_orthogonal(left) and right is algebra.transpose(left):
            return Identity(left.shape[0])
    if isinstance(left, Diag) and isinstance(right, Diag):
        return algebra.diag(algebra.hadamard(left.args[0], right.args[0]))
    if isinstance(left, Ones) and isinstance(right, Ones):
        return product(SizeNumber(left.shape[1]), Ones(left.shape[0], right.shape[1]))
    if isinstance(left, Kronecker) and isinstance(right, Kronecker) and len(left.args) == len(right.args):
        pairs = list(zip(left.args, right.args, strict=True))
        if all(a.shape[1] == b.shape[0] for a, b in pairs):
            return algebra.kronecker(*(product(a, b) for a, b in pairs))
    if isinstance(left, Literal) and isinstance(right, Literal):
        return algebra.literal_product(left, right)
    if isinstance(right, Literal) and algebra.is_unit(right):
        return left
    if isinstance(left, Literal) and algebra.is_unit(left):
        return right
    if isinstance(right, Vec):
        return _kronecker_on_vec(left, right.args[0])
    if isinstance(left, Transpose) and isinstance(left.args[0], Vec):
        flipped = _kronecker_on_vec(algebra.transpose(right), left.args[0].args[0])
        return None if flipped is None else algebra.transpose(flipped)
    if isinstance(left, Commutation) and right is algebra.transpose(left):
        return Identity(left.shape[0])
    return _into_kronecker(left, right)


def _into_kronecker(left: Node, right: Node) -> Node | None:
    """A (r ⊗ B) = r ⊗ A B for a row r, (c ⊗ B) A = c ⊗ B A for a column c"""
    if isinstance(left, Kronecker) == isinstance(right, Kronecker):
        return None
    kronecker, other = (right, left) if isinstance(right, Kronecker) else (left, right)
    vector, *rest = kronecker.args
    inner = algebra.kronecker(*rest)
    if other is left and vector.is_row and left.shape[1] == inner.shape[0]:
        return algebra.kronecker(vector, product(left, inner))
    if other is right and vector.is_column and inner.shape[1] == right.shape[0]:
        return algebra.kronecker(vector, product(inner, right))
    return None


def _kronecker_on_vec(left: Node, matrix: Node) -> Node | None:
    """(A ⊗ B) vec(X) = vec(B X A')"""
    if not isinstance(left, Kronecker) or len(left.args) != 2:
        return None
    a, b = left.args
    if (b.shape[1], a.shape[1]) != matrix.shape:
        return None
    return algebra.vec(product(b, matrix, algebra.transpose(a)))


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
            if isinstance(factor, Diag):
                return [*block[:i], algebra.hadamard(factor.args[0], product(*block[i + 1 :]))]
    if block[0].shape[0] is SIZE_ONE:
        for i in range(len(block) - 1, 0, -1):
            if isinstance(block[i], Diag):
                row = algebra.hadamard(block[i].args[0], algebra.transpose(product(*block[:i])))
                return [algebra.transpose(row), *block[i + 1 :]]
    return block


def _scalar_block(block: list[Node]) -> Node:
    """The 1×1 value of a chain: 1'v is a sum, and a'(b ⊘ a) loses what cancels."""
    if len(block) == 1:
        return block[0]
    if len(block) == 2 and isinstance(block[1], Vec) and isinstance(block[0], Transpose):
        stacked = block[0].args[0]
        if isinstance(stacked, Vec) and stacked.args[0].shape == block[1].args[0].shape:
            return algebra.inner_product(stacked.args[0], block[1].args[0])
    if isinstance(block[0], Ones):
        return algebra.total(product(*block[1:]))
    if isinstance(block[-1], Ones):
        return algebra.total(product(*block[:-1]))
    if len(block) == 2:
        left, right = algebra.transpose(block[0]), block[1]
        both = algebra.hadamard(left, right)
        if _hadamard_length(both) < _hadamard_length(left) + _hadamard_length(right) - (left is right):
            return algebra.total(both)
    if isinstance(block[0], Product) or isinstance(block[-1], Product):
        return product(*block)
    return ZERO if _is_its_negative(block) else Product(*block)


def _is_its_negative(block: list[Node]) -> bool:
    """Whether a 1×1 chain is minus its own transpose, as x'K x is for a skew K: then it is 0."""
    flipped = [split_coefficient(algebra.transpose(factor)) for factor in reversed(block)]
    negative = sum(bool(coefficient < 0) for coefficient, _ in flipped) % 2
    return bool(negative) and all(rest is factor for (_, rest), factor in zip(flipped, block, strict=True))


def _hadamard_length(node: Node) -> int:
    return len(node.args) if isinstance(node, HadamardProduct) else 1
