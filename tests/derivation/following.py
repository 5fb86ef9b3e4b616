"""Does a line follow from the rules that it names, and from nothing else than arithmetic?

An operation keeps of its meaning what a distributive law needs, and loses the rest: it is a random linear map, a
random bilinear map, or for all others a random function. So terms may be collected, products multiplied out and a
transpose moved over a product, but tr(A B) = tr(B A) fails, until a rule is named that speaks of traces: the rules of
the line give back their meaning to the operations in their identities. All is counted modulo a prime, exactly.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from itertools import count
from typing import Any

import numpy as np
import sympy

from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.rules import RULES
from matdiff_cli.rules.functions import rules_of_functions

Matrix = Any
"""A numpy array of Python integers below the prime."""

PRIME = 2**31 - 1

_RANDOM = ("sigmoid(", "tanh(", "sinh(", "cosh(", "exp(", "expm(", "log(", "softmax(", "norm(", "det(", "abs(", "relu(")
_OF_FUNCTIONS = frozenset(row.name for row in rules_of_functions())
"""Functions are random whatever rule is named: rules of theirs are judged as identities elsewhere."""

_DISTRIBUTIVE = frozenset({"like-terms", "common-factor", "multiply-out", "arrange", "trace-sum"})
"""These give no operation its meaning back: a linear map that is random will do."""

_OF_POWERS = frozenset({"powers-join", "cancel", "common-denominator"})

_SPEAKS_OF = {
    r"\btr\(|\bdot\(": {nodes.Trace},
    r"\bvec\(": {nodes.Vec},
    r"\bkron\(": {nodes.Kronecker},
    r"commutation\(": {nodes.Commutation},
    r"\.\*|\./": {nodes.HadamardProduct},
    r"\bdiag\(": {nodes.Diag, nodes.DiagonalPart},
    r"\^-1|\binv\(": {nodes.Inverse},
    r"\[": {nodes.Trace, nodes.DiagonalPart},
}
"""What stands in an identity, and the operations that have their meaning beside it."""


class NoRoot(Exception):
    """A number that has no square root modulo the prime."""


def follows(before: Node, after: Node, rules: Iterable[str]) -> bool:
    """Whether the one is the other by these rules and arithmetic, where roots are taken of squares."""
    names = sorted({name for node in _all((before, after)) for name in _sizes(node)}, key=str)
    sizes = {name: 2 + i % 3 for i, name in enumerate(names)}
    texts = [text for name in rules if name not in _DISTRIBUTIVE for text in RULES[name].identities]
    real = frozenset().union(*(kinds for word, kinds in _SPEAKS_OF.items() if any(re.search(word, t) for t in texts)))
    symmetric = "symmetric-transpose" in rules
    for seed in count():
        meaning = _Meaning(sizes, real, symmetric, seed)
        try:
            return bool((meaning.of(before) == meaning.of(after)).all())
        except NoRoot:
            continue
    raise AssertionError


def can_be_followed(before: Node, rules: Iterable[str]) -> bool:
    """Whether the rules are identities, none about a function or about powers that are random here."""
    texts = [RULES[name].identities for name in rules]
    if not all(texts) or any(name in text for found in texts for text in found for name in _RANDOM):
        return False
    powers = before.atoms(nodes.Power, nodes.HadamardPower)
    symbolic = any(not isinstance(power.args[1], nodes.Number) for power in powers)
    return _OF_FUNCTIONS.isdisjoint(rules) and not (symbolic and _OF_POWERS.intersection(rules))


def _all(tops: Iterable[Node]) -> set[Node]:
    seen: set[Node] = set()
    waiting = list(tops)
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting += node.parts
    return seen


def _sizes(node: Node) -> set[sympy.Symbol]:
    sizes = [*node.shape, *([node.size] if isinstance(node, nodes.SizeNumber) else [])]
    return set().union(*(size.free_symbols for size in sizes))


class _Meaning:
    def __init__(self, sizes: dict[Any, int], real: frozenset[type[Node]], symmetric: bool, seed: int) -> None:
        self._sizes = sizes
        self._real = real
        self._symmetric = symmetric
        self._seed = seed
        self._known: dict[Node, Matrix] = {}

    def of(self, node: Node) -> Matrix:
        """The value of a node, of its shape."""
        if node not in self._known:
            self._known[node] = np.array(self._value(node), dtype=object) % PRIME
            assert self._known[node].shape == self._shape(node), node
        return self._known[node]

    def _value(self, node: Node) -> Matrix:
        for kind, value in _VALUES.items():
            if isinstance(node, kind):
                return value(self, node)
        return self._function(node)

    # --- numbers at random ---

    def _random(self, shape: tuple[int, ...], *key: object) -> Matrix:
        digest = hashlib.sha256(repr((self._seed, shape, key)).encode()).digest()
        numbers = np.random.default_rng(int.from_bytes(digest[:8], "big"))
        return np.array(numbers.integers(1, PRIME, size=shape), dtype=object)

    def _linear(self, node: Node) -> Matrix:
        """A random linear map for each kind of node and shape."""
        operand = self.of(node.args[0])
        rows, columns = self._shape(node)
        weights = self._random((rows * columns, operand.size), type(node), operand.shape)
        return (weights @ _stacked(operand) % PRIME).reshape(columns, rows).T

    def _hashed(self, node: Node) -> Matrix:
        """Random numbers for what the node is and holds; those of a transpose are the transpose, where it is square."""
        held = [self.of(arg) if isinstance(arg, Node) else arg for arg in node.args]
        square = isinstance(node, nodes.Inverse | nodes.Power)
        turned = [value.T if isinstance(value, np.ndarray) else value for value in held]
        if square and _key(held) == _key(turned):
            half = self._random(self._shape(node), type(node), _key(held))
            return half + half.T
        if square and _key(turned) < _key(held):
            return self._random(self._shape(node), type(node), _key(turned)).T
        return self._random(self._shape(node), type(node), _key(held))

    def _entries(self, change: Callable[[int], int], operand: Matrix) -> Matrix:
        """Entry by entry, but in another basis that leaves the vector of ones as it is, unless ⊙ has its meaning."""
        (rows, back), (columns, forth) = map(self._basis, operand.shape)
        moved = rows @ operand @ columns.T % PRIME
        return back @ np.vectorize(change, otypes=[object])(moved) @ forth.T

    @cache  # noqa: B019 - a meaning lives as long as a line
    def _basis(self, size: int) -> tuple[Matrix, Matrix]:
        if size == 1 or nodes.HadamardProduct in self._real:
            return _identity(size), _identity(size)
        basis = self._random((size, size), "basis")
        basis[:, -1] = (1 - basis[:, :-1].sum(axis=1)) % PRIME
        return basis, _inverse(basis)

    # --- kinds of nodes ---

    def _symbol(self, node: nodes.Variable | nodes.Increment) -> Matrix:
        variable = node.of if isinstance(node, nodes.Increment) else node
        value = self._random(self._shape(node), type(node), variable.name)
        square = value.shape[0] == value.shape[1]
        match variable.structure:
            case "diagonal":
                return value * _identity(len(value))
            case "skew":
                return value - value.T
            case "orthogonal":  # Cayley's transform of a skew matrix
                skew, one = value - value.T, _identity(len(value))
                return (one - skew) @ _inverse((one + skew) % PRIME)
            case "symmetric" | "spd" | "psd":
                return value + value.T
        return value + value.T if self._symmetric and square else value

    def _number(self, node: nodes.Number) -> Matrix:
        if node.value.is_Rational:
            return [[int(node.value.p) * pow(int(node.value.q), -1, PRIME)]]
        return self._random((1, 1), str(node.value))

    def _commutation(self, node: nodes.Commutation) -> Matrix:
        m, n = map(self._size, node.args)
        if nodes.Commutation not in self._real:  # of its meaning, K' = K with the sizes exchanged
            value = self._random((m * n, m * n), "K", min(m, n), max(m, n))
            return value if m < n else value.T if m > n else value + value.T
        places = np.arange(m * n).reshape(n, m).T.reshape(-1)
        return _identity(m * n)[places]

    def _literal(self, node: nodes.Literal) -> Matrix:
        return [[self.of(entry)[0, 0] for entry in row] for row in node.rows_of_entries]

    def _sum(self, node: nodes.Sum) -> Matrix:
        return sum(map(self.of, node.args))

    def _product(self, node: nodes.Product) -> Matrix:
        scale, chain = 1, None
        for factor in node.args:
            value = self.of(factor)
            if factor.is_scalar:
                scale = scale * value[0, 0] % PRIME
            else:
                chain = value if chain is None else chain @ value % PRIME
        return [[scale]] if chain is None else scale * chain

    def _inverted(self, node: nodes.Inverse) -> Matrix:
        return _inverse(self.of(node.args[0])) if nodes.Inverse in self._real else self._hashed(node)

    def _power(self, node: nodes.Power) -> Matrix:
        base = self.of(node.args[0])
        exponent = getattr(node.args[1], "value", None)
        if exponent is None or not (2 * exponent).is_Integer:
            return self._hashed(node)
        if node.is_scalar:
            return [[self._to_power(exponent, base[0, 0])]]
        value = base = base if exponent > 0 else self.of(nodes.Inverse(node.args[0]))
        for _ in range(abs(int(exponent)) - 1):
            value = value @ base % PRIME
        return value

    def _to_power(self, exponent: Any, number: int) -> int:
        if exponent.is_Integer:
            return pow(int(number), int(exponent), PRIME)
        if pow(int(number), (PRIME - 1) // 2, PRIME) > 1:
            raise NoRoot
        return pow(pow(int(number), (PRIME + 1) // 4, PRIME), int(2 * exponent), PRIME)

    def _elementwise_product(self, node: nodes.HadamardProduct) -> Matrix:
        (rows, back), (columns, forth) = map(self._basis, self._shape(node))
        value = 1
        for factor in node.args:
            value = value * (rows @ self.of(factor) @ columns.T) % PRIME
        return back @ value @ forth.T

    def _elementwise_power(self, node: nodes.HadamardPower) -> Matrix:
        exponent = getattr(node.args[1], "value", None)
        if exponent is None or not (2 * exponent).is_Integer:
            return self._hashed(node)
        return self._entries(partial(self._to_power, exponent), self.of(node.args[0]))

    def _kronecker(self, node: nodes.Kronecker) -> Matrix:
        value = _identity(1)
        for factor in node.args:
            value = np.kron(value, self.of(factor)) % PRIME
        outer = len(node.args) == 2 and {factor.is_row for factor in node.args if factor.is_vector} == {True, False}
        if outer or nodes.Kronecker in self._real:
            return value
        rows, columns = (self._random((size,), "kron") for size in value.shape)  # the same for a transpose
        return value * rows[:, None] % PRIME * columns[None, :]

    def _trace(self, node: nodes.Trace) -> Matrix:
        value = self.of(node.args[0])
        return [[np.trace(value)]] if nodes.Trace in self._real or value.size == 1 else self._linear(node)

    def _diagonal(self, node: nodes.Diag) -> Matrix:
        value = self.of(node.args[0])
        if nodes.Diag in self._real:
            return np.diag(value[:, 0])
        ones = nodes.Diag(nodes.Ones(*node.args[0].shape))
        value, of_ones = (self._linear(n) + self._linear(n).T for n in (node, ones))
        return value + (_identity(len(value)) - of_ones) * self.of(node.args[0])[0, 0]  # that of ones is I

    def _diagonal_part(self, node: nodes.DiagonalPart) -> Matrix:
        part = np.diag(self.of(node.args[0]))[:, None]
        return part if nodes.DiagonalPart in self._real else self._linear(node)

    def _vec(self, node: nodes.Vec) -> Matrix:
        known = nodes.Vec in self._real or node.args[0].is_vector  # the vec of a vector is the vector
        return _stacked(self.of(node.args[0])) if known else self._linear(node)

    def _along(self, node: nodes.FrechetExpm) -> Matrix:
        point, direction = map(self.of, node.args)
        weights = self._random((direction.size, direction.size), "L", _key([point]))
        return (weights @ direction.reshape(-1) % PRIME).reshape(direction.shape)

    def _function(self, node: Node) -> Matrix:
        if not isinstance(node, nodes.Function) or node.shape != node.operands[0].shape or node.name == "softmax":
            return self._hashed(node)
        operand = self.of(node.operands[0])
        if node.name == "sqrt":
            return self._entries(partial(self._to_power, sympy.Rational(1, 2)), operand)
        return np.vectorize(lambda x: int(self._random((1,), node.name, int(x))[0]), otypes=[object])(operand)

    def _size(self, size: Any) -> int:
        return int(size.subs(self._sizes))

    def _shape(self, node: Node) -> tuple[int, int]:
        rows, columns = map(self._size, node.shape)
        return rows, columns


_VALUES: dict[type[Node], Callable[[Any, Any], Matrix]] = {
    nodes.Number: _Meaning._number,
    nodes.SizeNumber: lambda meaning, node: [[meaning._size(node.size)]],
    nodes.Variable: _Meaning._symbol,
    nodes.Increment: _Meaning._symbol,
    nodes.Identity: lambda meaning, node: _identity(meaning._size(node.args[0])),
    nodes.Ones: lambda meaning, node: np.ones(meaning._shape(node), dtype=int),
    nodes.Zeros: lambda meaning, node: np.zeros(meaning._shape(node), dtype=int),
    nodes.Commutation: _Meaning._commutation,
    nodes.Literal: _Meaning._literal,
    nodes.Sum: _Meaning._sum,
    nodes.Product: _Meaning._product,
    nodes.Transpose: lambda meaning, node: meaning.of(node.args[0]).T,
    nodes.Inverse: _Meaning._inverted,
    nodes.Power: _Meaning._power,
    nodes.HadamardProduct: _Meaning._elementwise_product,
    nodes.HadamardPower: _Meaning._elementwise_power,
    nodes.Kronecker: _Meaning._kronecker,
    nodes.Trace: _Meaning._trace,
    nodes.Total: lambda meaning, node: [[meaning.of(node.args[0]).sum()]],
    nodes.Diag: _Meaning._diagonal,
    nodes.DiagonalPart: _Meaning._diagonal_part,
    nodes.LowerPart: lambda meaning, node: np.tril(meaning.of(node.args[0])),
    nodes.UpperPart: lambda meaning, node: np.triu(meaning.of(node.args[0])),
    nodes.Vec: _Meaning._vec,
    nodes.FrechetExpm: _Meaning._along,
}


def _identity(size: int) -> Matrix:
    return np.eye(size, dtype=int).astype(object)


def _stacked(value: Matrix) -> Matrix:
    return value.T.reshape(-1, 1)


def _key(values: Iterable[object]) -> tuple[object, ...]:
    return tuple((v.shape, *map(int, v.ravel())) if isinstance(v, np.ndarray) else str(v) for v in values)


def _inverse(value: Matrix) -> Matrix:
    """By elimination, modulo the prime."""
    size = len(value)
    both = np.concatenate([value, _identity(size)], axis=1)
    for i in range(size):
        pivot = next(row for row in range(i, size) if both[row, i])
        both[[i, pivot]] = both[[pivot, i]]
        both[i] = both[i] * pow(int(both[i, i]), -1, PRIME) % PRIME
        for row in set(range(size)) - {i}:
            both[row] = (both[row] - both[row, i] * both[i]) % PRIME
    return both[:, size:]
