"""Tree to numbers: arrays of shape (batch, rows, columns), so that one walk gives a function at many points."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

Array = np.ndarray
LARGEST_CONDITION = 1e8
"""A matrix with a larger condition number counts as singular: its inverse would be noise."""

NOISE = 1e-14
"""What is this much smaller than the products that it is a sum of is rounding."""


class NoShape(Exception):
    """The shapes do not go together."""


def _is_scalar(a: Array) -> bool:
    return a.shape[1:] == (1, 1)


def _transpose(a: Array) -> Array:
    return a.transpose(0, 2, 1)


def _square(a: Array) -> Array:
    if a.shape[1] != a.shape[2]:
        raise NoShape(f"{a.shape[1:]} is not square")
    return a


def _alike(a: Array, b: Array) -> None:
    if a.shape[1:] != b.shape[1:]:
        raise NoShape(f"{a.shape[1:]} and {b.shape[1:]}")


def add(a: Array, b: Array) -> Array:
    _alike(a, b)
    return a + b


def multiply(a: Array, b: Array) -> Array:
    if _is_scalar(a) or _is_scalar(b):
        return a * b
    if a.shape[2] != b.shape[1]:
        raise NoShape(f"{a.shape[1:]} times {b.shape[1:]}")
    return a @ b


def divide(a: Array, b: Array) -> Array:
    if not _is_scalar(b):
        raise NoShape(f"division by {b.shape[1:]}")
    return a / b


def entrywise(operation: Callable) -> Callable[[Array, Array], Array]:
    def applied(a: Array, b: Array) -> Array:
        if not (_is_scalar(a) or _is_scalar(b)):
            _alike(a, b)
        return operation(a, b)

    return applied


def kronecker(a: Array, b: Array) -> Array:
    rows, columns = a.shape[1] * b.shape[1], a.shape[2] * b.shape[2]
    product = a[:, :, None, :, None] * b[:, None, :, None, :]
    return product.reshape(len(product), rows, columns)


def inverse(a: Array) -> Array:
    _square(a)
    result = np.full(a.shape, np.nan)
    for i in np.flatnonzero(np.isfinite(a).all(axis=(1, 2))):
        with suppress(np.linalg.LinAlgError):
            result[i] = np.linalg.inv(a[i])
    condition = np.linalg.norm(a, axis=(1, 2)) * np.linalg.norm(result, axis=(1, 2))
    result[~(condition < LARGEST_CONDITION)] = np.nan
    return result


def power(a: Array, exponent: Array) -> Array:
    if not _is_scalar(exponent):
        raise NoShape("an exponent is a scalar")
    if _is_scalar(a):
        return np.power(a, exponent)
    k = exponent.flat[0]
    if k != round(k) or exponent.size != 1:
        raise NoShape(f"a matrix to the power {k}")
    return np.linalg.matrix_power(_square(a) if k >= 0 else inverse(a), abs(round(k)))


def logdet(a: Array) -> Array:
    """log |det a|"""
    _square(a)
    return np.log(np.abs(determinant(a)))


def adjugate(a: Array) -> Array:
    """The transposed cofactors, which exist for singular matrices, too."""
    n = _square(a).shape[1]
    result = np.ones(a.shape)
    for i in range(n):
        for j in range(n):
            minor = np.delete(np.delete(a, i, axis=1), j, axis=2)
            result[:, j, i] = (-1) ** (i + j) * np.linalg.det(minor)
    return result


def exponential(a: Array) -> Array:
    """The power series, after halving the matrix until it is small; squared back."""
    largest = np.nan_to_num(np.linalg.norm(_square(a), axis=(1, 2)), posinf=0).max()
    halvings = max(0, math.ceil(math.log2(max(largest, 1e-9))) + 2)
    term = result = np.broadcast_to(np.eye(a.shape[1]), a.shape)
    for k in range(1, 20):
        term = term @ a / (2**halvings * k)
        result = result + term
    for _ in range(halvings):
        result = result @ result
    return result


def pseudoinverse(a: Array) -> Array:
    finite = np.isfinite(a).all(axis=(1, 2))
    result = np.full((len(a), a.shape[2], a.shape[1]), np.nan)
    result[finite] = np.linalg.pinv(a[finite], rcond=1e-11)
    return result


def diagonal(a: Array) -> Array:
    """The diagonal matrix of a vector, or the diagonal of a matrix."""
    if 1 in a.shape[1:]:
        return a.reshape(len(a), -1, 1) * np.eye(a[0].size)
    return np.diagonal(a, axis1=1, axis2=2)[:, :, None]


def vec(a: Array) -> Array:
    return _transpose(a).reshape(len(a), -1, 1)


def total(a: Array) -> Array:
    return a.sum(axis=(1, 2), keepdims=True)


def norm(a: Array) -> Array:
    return np.sqrt(total(a * a))


def log_sum_exp(a: Array) -> Array:
    largest = a.max(axis=(1, 2), keepdims=True)
    return largest + np.log(total(np.exp(a - largest)))


def commutation(m: int, n: int) -> Array:
    """K vec(X) = vec(X') for an m×n X: the entry (i, j) stands at i + m j in vec(X), at j + n i in vec(X')."""
    result = np.zeros((1, m * n, m * n))
    for i in range(m):
        for j in range(n):
            result[0, j + n * i, i + m * j] = 1
    return result


def determinant(a: Array) -> Array:
    """nan where nothing but rounding is left of it."""
    size = np.linalg.norm(_square(a), axis=(1, 2)) ** a.shape[1]
    value = np.linalg.det(a)
    return np.where(np.abs(value) < NOISE * size, np.nan, value)[:, None, None]


def bars(a: Array) -> Array:
    return np.abs(a) if _is_scalar(a) else determinant(a)


def inner(a: Array, b: Array) -> Array:
    _alike(a, b)
    return total(a * b)


def sigmoid(a: Array) -> Array:
    return 1 / (1 + np.exp(-a))


OPERATORS = {
    "+": add,
    "-": lambda a, b: add(a, -b),
    "*": multiply,
    "/": divide,
    ".*": entrywise(np.multiply),
    "./": entrywise(np.divide),
    "⊗": kronecker,
    "^": power,
    ".^": entrywise(np.power),
    "negative": np.negative,
    "transpose": _transpose,
    "bars": bars,
}
MATRIX_FUNCTIONS = {
    "tr trace": lambda a: np.trace(_square(a), axis1=1, axis2=2)[:, None, None],
    "det determinant": determinant,
    "logdet": logdet,
    "inv inverse": inverse,
    "pinv pseudoinverse": pseudoinverse,
    "adj adjugate": adjugate,
    "transpose": _transpose,
    "diag": diagonal,
    "tril": np.tril,
    "triu": np.triu,
    "vec": vec,
    "kron": lambda *factors: reduce(kronecker, factors),
    "hadamard": lambda a, b: OPERATORS[".*"](a, b),
    "dot inner": inner,
    "outer": lambda a, b: multiply(a, _transpose(b)),
    "sum": total,
    "mean": lambda a: total(a) / a[0].size,
    "norm norm2 normF": norm,
    "norm1": lambda a: total(np.abs(a)),
    "expm": exponential,
    "softmax": lambda a: np.exp(a - log_sum_exp(a)),
    "logsumexp lse": log_sum_exp,
    "max": entrywise(np.maximum),
}
ENTRYWISE_FUNCTIONS = {
    "exp": np.exp,
    "log ln": np.log,
    "log1p": np.log1p,
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin arcsin": np.arcsin,
    "acos arccos": np.arccos,
    "atan arctan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "abs": np.abs,
    "sign sgn": np.sign,
    "relu": lambda a: np.maximum(a, 0),
    "sigmoid logistic expit": sigmoid,
    "softplus": lambda a: np.logaddexp(0, a),
    "erf": np.vectorize(math.erf, otypes=[float]),
}
CALLS = {name: f for names, f in (MATRIX_FUNCTIONS | ENTRYWISE_FUNCTIONS).items() for name in names.split()}
OF_SIZES = {
    "eye": lambda n, m=None: np.eye(n, m)[None],
    "ones": lambda m, n=1: np.ones((1, m, n)),
    "zeros": lambda m, n=1: np.zeros((1, m, n)),
    "commutation": commutation,
}
"""Functions whose arguments are dimensions."""


@dataclass
class Scope:
    """What names mean: values, sizes of dimensions, abbreviations; and the sizes of I, vector(1) and matrix(1)."""

    values: Mapping[str, Array]
    sizes: Mapping[str, int]
    abbreviations: Mapping[str, tuple] = field(default_factory=dict)
    implicit: tuple[int, ...] = ()

    def size(self, tree: tuple) -> int:
        """The namespace of dimensions: a number, a name, or a product of these."""
        kind, *rest = tree
        if kind == "number":
            return int(rest[0])
        if kind == "*":
            return self.size(rest[0]) * self.size(rest[1])
        if kind == "name" and rest[0] in self.sizes:
            return self.sizes[rest[0]]
        raise NoShape(f"{tree} is no dimension")

    def name(self, name: str) -> Array:
        if name in self.values:
            return self.values[name]
        if name in self.abbreviations:
            return self.value(self.abbreviations[name])
        if name in self.sizes:
            return np.full((1, 1, 1), float(self.sizes[name]))
        if name == "pi":
            return np.full((1, 1, 1), math.pi)
        raise NoShape(f"{name} has no value")

    def sized_by_context(self, name: str, place: int) -> Array:
        if name in self.values:
            return self.values[name]
        if name == "I":
            return np.eye(self.implicit[place])[None]
        return np.ones((1, self.implicit[place], self.implicit[place + 1] if name == "matrix" else 1))

    def value(self, tree: tuple) -> Array:
        kind, *rest = tree
        if kind == "number":
            return np.full((1, 1, 1), rest[0])
        if kind == "name":
            return self.name(rest[0])
        if kind == "implicit":
            return self.sized_by_context(*rest)
        if kind == "matrix":
            return self.literal([[self.value(entry) for entry in row] for row in rest[0]])
        if kind == "call":
            return self.call(*rest)
        return OPERATORS[kind](*map(self.value, rest))

    def literal(self, rows: list[list[Array]]) -> Array:
        if len({len(row) for row in rows}) != 1 or not all(_is_scalar(entry) for row in rows for entry in row):
            raise NoShape("a matrix written out has scalars as entries, as many in every row")
        batch = max(len(entry) for row in rows for entry in row)
        full = [[np.broadcast_to(entry, (batch, 1, 1)) for entry in row] for row in rows]
        return np.concatenate([np.concatenate(row, axis=2) for row in full], axis=1)

    def call(self, name: str, arguments: list[tuple]) -> Array:
        if name in OF_SIZES:
            return OF_SIZES[name](*map(self.size, arguments))
        if name in ("log", "ln") and arguments[0][0] == "bars":  # log|X| is logdet(X) by definition
            inner_value = self.value(arguments[0][1])
            return np.log(np.abs(inner_value)) if _is_scalar(inner_value) else logdet(inner_value)
        return CALLS[name](*map(self.value, arguments))


def value(tree: tuple, scope: Scope) -> Array:
    """The value of a tree; nan where it has none."""
    with np.errstate(all="ignore"):
        return scope.value(tree)
