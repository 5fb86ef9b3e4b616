"""Dense linear algebra on lists of rows of mpmath numbers, at mpmath's working precision."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt
from typing import Any, cast

import mpmath
from mpmath.libmp import mpf_mul, mpf_sum, round_nearest

DIGITS = 100
"""The working precision of the numerical checks, in decimal digits."""

Matrix = list[list[Any]]
"""Rows of real mpmath numbers; a scalar is 1×1."""

Raw = tuple[int, int, int, int]
"""What an mpmath number holds: sign, mantissa, exponent and the mantissa's number of bits."""


class OutsideDomain(ArithmeticError):
    """The expression has no finite real value here: a logarithm of a negative number, a singular matrix, …"""


class Unreached(OutsideDomain):
    """There is a value, but numbers on the way to it are too large, or it is not known how to work it out."""


def shape(a: Matrix) -> tuple[int, int]:
    """Rows and columns; a matrix has at least one row."""
    return len(a), len(a[0])


def filled(rows: int, columns: int, value: int = 0) -> Matrix:
    """A rows×columns matrix, every entry the same number."""
    return [[mpmath.mpf(value)] * columns for _ in range(rows)]


def identity(n: int) -> Matrix:
    """The n×n identity."""
    return [[mpmath.mpf(int(i == j)) for j in range(n)] for i in range(n)]


def transpose(a: Matrix) -> Matrix:
    """Aᵀ, n×m for an m×n A."""
    return [list(column) for column in zip(*a, strict=True)]


def add(a: Matrix, b: Matrix) -> Matrix:
    """A + B. Raises ValueError when the shapes differ."""
    return [[x + y for x, y in zip(r, s, strict=True)] for r, s in zip(a, b, strict=True)]


def subtract(a: Matrix, b: Matrix) -> Matrix:
    """A − B. Raises ValueError when the shapes differ."""
    return [[x - y for x, y in zip(r, s, strict=True)] for r, s in zip(a, b, strict=True)]


def scale(a: Matrix, factor: Any) -> Matrix:
    """A matrix times a number."""
    return [[factor * x for x in row] for row in a]


def hadamard(a: Matrix, b: Matrix) -> Matrix:
    """A ⊙ B, entry by entry. Raises ValueError when the shapes differ."""
    return [[x * y for x, y in zip(r, s, strict=True)] for r, s in zip(a, b, strict=True)]


def product(a: Matrix, b: Matrix) -> Matrix:
    """The matrix product, each entry rounded once, in time for what is not 0.

    Raises ValueError when the inner sizes differ.
    """
    sparse = [[(j, y._mpf_) for j, y in enumerate(row) if y] for row in b]
    found = []
    for row in a:
        terms: list[list[Raw]] = [[] for _ in b[0]]
        for x, entries in zip(row, sparse, strict=True):
            if x:
                factor = x._mpf_
                for j, y in entries:
                    terms[j].append(_times(factor, y))
        found.append([_rounded(entry) for entry in terms])
    return found


def trace_of_product(a: Matrix, b: Matrix) -> Any:
    """tr(A B), for which only the diagonal of the product is worked out."""
    pairs = (zip(row, column, strict=True) for row, column in zip(a, zip(*b, strict=True), strict=True))
    return _rounded([_times(x._mpf_, y._mpf_) for entries in pairs for x, y in entries])


def _times(x: Raw, y: Raw) -> Raw:
    """The exact product, not in lowest terms and its number of bits one too large at times: a term of a sum."""
    if not (x[1] and y[1]):
        return cast(Raw, mpf_mul(x, y))
    return x[0] ^ y[0], x[1] * y[1], x[2] + y[2], x[3] + y[3]


def _rounded(terms: list[Raw]) -> Any:
    """The sum of exact numbers at the working precision."""
    return mpmath.mp.make_mpf(mpf_sum(terms, mpmath.mp.prec, round_nearest))


def kronecker(a: Matrix, b: Matrix) -> Matrix:
    """A ⊗ B, mp×nq for an m×n A and a p×q B."""
    zeros = [mpmath.mpf(0)] * len(b[0])
    return [[z for x in r for z in ([x * y for y in s] if x else zeros)] for r in a for s in b]


def vec(a: Matrix) -> Matrix:
    """The columns, stacked."""
    return [[x] for column in zip(*a, strict=True) for x in column]


def unvec(v: Sequence[Any], rows: int) -> Matrix:
    """The matrix with `rows` rows whose columns, stacked, are the entries of v."""
    return [list(v[i::rows]) for i in range(rows)]


def commutation(m: int, n: int) -> Matrix:
    """K with K vec(X) = vec(X') for an m×n X."""
    k = filled(m * n, m * n)
    for i in range(m):
        for j in range(n):
            k[j + i * n][i + j * m] = mpmath.mpf(1)
    return k


def largest(a: Matrix) -> Any:
    """The largest absolute value of an entry."""
    return max(abs(x) for row in a for x in row)


def determinant(a: Matrix) -> Any:
    """By elimination with partial pivoting. Zero for a matrix singular to about half the working precision.

    What rounding leaves of such a determinant would pass for a number that can be divided by.
    """
    rows, n = [list(row) for row in a], len(a)
    bound = largest(a) * mpmath.sqrt(mpmath.eps)
    value = mpmath.mpf(1)
    for k in range(n):
        best = max(range(k, n), key=lambda i: abs(rows[i][k]))
        if abs(rows[best][k]) <= bound:
            return mpmath.mpf(0)
        if best != k:
            rows[k], rows[best] = rows[best], rows[k]
            value = -value
        value *= rows[k][k]
        for i in range(k + 1, n):
            ratio = rows[i][k] / rows[k][k]
            rows[i] = [x - ratio * y for x, y in zip(rows[i], rows[k], strict=True)]
    return value


def inverse(a: Matrix) -> Matrix:
    """By Gauss–Jordan elimination. Raises OutsideDomain for a matrix singular to about half the working precision."""
    n, bound = len(a), largest(a) * mpmath.sqrt(mpmath.eps)
    rows = [list(row) + unit for row, unit in zip(a, identity(n), strict=True)]
    for k in range(n):
        best = max(range(k, n), key=lambda i: abs(rows[i][k]))
        if abs(rows[best][k]) <= bound:
            raise OutsideDomain("a singular matrix has no inverse")
        rows[k], rows[best] = rows[best], rows[k]
        pivot = rows[k][k]
        rows[k] = [x / pivot for x in rows[k]]
        for i in range(n):
            if i != k and rows[i][k] != 0:
                ratio = rows[i][k]
                rows[i] = [x - ratio * y for x, y in zip(rows[i], rows[k], strict=True)]
    return [row[n:] for row in rows]


def adjugate(a: Matrix) -> Matrix:
    """The transposed matrix of cofactors; exists for singular matrices too."""
    n = len(a)
    if n == 1:
        return identity(1)

    def cofactor(i: int, j: int) -> Any:
        minor = [row[:j] + row[j + 1 :] for k, row in enumerate(a) if k != i]
        return (-1) ** (i + j) * determinant(minor)

    return [[cofactor(j, i) for j in range(n)] for i in range(n)]


def pseudoinverse(a: Matrix) -> Matrix:
    """The Moore–Penrose inverse of a matrix of full rank; Unreached where the rank is less."""
    b = transpose(a)
    rows, columns = shape(a)
    try:
        return product(inverse(product(b, a)), b) if rows >= columns else product(b, inverse(product(a, b)))
    except OutsideDomain:
        raise Unreached("the pseudoinverse of a matrix of lower rank") from None


def power(a: Matrix, exponent: int) -> Matrix:
    """A square matrix to an integer power, negative ones through the inverse."""
    if exponent < 0:
        a, exponent = inverse(a), -exponent
    value = identity(len(a))
    while exponent:
        if exponent & 1:
            value = product(value, a)
        exponent >>= 1
        if exponent:
            a = product(a, a)
    return value


def exponential(a: Matrix) -> Matrix:
    """The matrix exponential, by the Taylor series with halving and squaring, in whole multiples of a power of 2."""
    size = largest(a) * len(a)
    if size > 200:
        raise Unreached("a matrix exponential too large to work out")
    halvings = max(0, int(mpmath.ceil(mpmath.log(size, 2)))) + isqrt(mpmath.mp.prec) if size else 0
    bits = mpmath.mp.prec + 2 * halvings + 2 * int(size) + 20  # the exponential may be as small as exp(-size)

    def times(p: list[dict[int, int]], q: list[dict[int, int]]) -> list[dict[int, int]]:
        """The product of matrices of few entries, by rows; what is left of them is rounded towards 0."""
        found = []
        for row in p:
            total: dict[int, int] = {}
            for i, x in row.items():
                for j, y in q[i].items():
                    total[j] = total.get(j, 0) + x * y
            found.append({j: z >> bits if z > 0 else -(-z >> bits) for j, z in total.items() if abs(z) >> bits})
        return found

    small = [{j: int(mpmath.ldexp(x, bits - halvings)) for j, x in enumerate(row) if x} for row in a]
    total = term = [{i: 1 << bits} for i in range(len(a))]
    k = 0
    while any(term):
        k += 1
        term = [{j: x // k if x > 0 else -(-x // k) for j, x in row.items()} for row in times(term, small)]
        total = [{j: p.get(j, 0) + q.get(j, 0) for j in p.keys() | q.keys()} for p, q in zip(total, term, strict=True)]
    for _ in range(halvings):
        total = times(total, total)
    return [[mpmath.ldexp(mpmath.mpf(row.get(j, 0)), -bits) for j in range(len(a))] for row in total]
