"""The operations of the language on arrays of shape (batch, rows, columns)."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from functools import reduce

import numpy as np

Array = np.ndarray
LARGEST_CONDITION = 1e8
"""A matrix with a larger condition number counts as singular: its inverse would be noise."""

NOISE = 1e-14
"""What is this much smaller than the products that it is a sum of is rounding."""


class NoShape(Exception):
    """The shapes do not go together."""


def is_scalar(a: Array) -> bool:
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
    """A scalar is added to every entry of a vector, but of no matrix."""
    if not (is_scalar(a) and 1 in b.shape[1:]) and not (is_scalar(b) and 1 in a.shape[1:]):
        _alike(a, b)
    return a + b


def multiply(a: Array, b: Array) -> Array:
    if is_scalar(a) or is_scalar(b):
        return a * b
    if a.shape[2] != b.shape[1]:
        raise NoShape(f"{a.shape[1:]} times {b.shape[1:]}")
    return a @ b


def dot(a: Array, b: Array) -> Array:
    """Of two vectors their inner product, which is no other product."""
    return inner(a, b) if a.shape[2] == b.shape[2] == 1 and not (is_scalar(a) or is_scalar(b)) else multiply(a, b)


def divide(a: Array, b: Array) -> Array:
    if not is_scalar(b):
        raise NoShape(f"division by {b.shape[1:]}")
    return a / b


def entrywise(operation: Callable) -> Callable[[Array, Array], Array]:
    def applied(a: Array, b: Array) -> Array:
        if not (is_scalar(a) or is_scalar(b)):
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
    if not is_scalar(exponent):
        raise NoShape("an exponent is a scalar")
    if is_scalar(a):
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
    return np.abs(a) if is_scalar(a) else determinant(a)


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
    "·": dot,
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
