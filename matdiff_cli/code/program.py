"""The small typed program between an expression and its source: operations on scalars, vectors and matrices.

A vector has no orientation here: what is a column or a row in the expression is a vector of one size. Values are
interned, so what is built alike is computed once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import sympy

from matdiff_cli.code import coefficients, kronecker
from matdiff_cli.code.coefficients import is_rational
from matdiff_cli.code.kronecker import unsigned
from matdiff_cli.code.values import TURNED, Shape, Value, broadcast
from matdiff_cli.expressions.nodes import Size


class Program:
    """Makes values, each once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Value] = {}
        self.symmetric: set[Value] = set()  # matrices that are known to be their own transposes

    def make(self, op: str, *args: Value, shape: Shape = (), data: Any = None, lowering: str = "") -> Value:
        """The value of an operation; the same value for the same operands, shape and data."""
        key = (op, args, shape, data)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Value(op, args, shape, data, lowering)
        return found

    # --- leaves ---------------------------------------------------------------------------------------------------

    def input(self, name: str, shape: Shape) -> Value:
        """A symbol of the problem, or another argument of the function."""
        return self.make("input", shape=shape, data=name)

    def number(self, value: Any) -> Value:
        """A number, a non-negative one inside a sign."""
        value = sympy.Integer(value) if isinstance(value, int) else value
        return self.make("neg", self.number(-value)) if value < 0 else self.make("number", data=value)

    def size(self, size: Size) -> Value:
        """A dimension as a scalar; a number where it is one."""
        return self.number(size) if size.is_Integer else self.make("size", data=size)

    def ones(self, *shape: Size) -> Value:
        """A vector or matrix of ones; 1 without a size."""
        return self.make("ones", shape=shape) if shape else self.number(1)

    def zeros(self, *shape: Size) -> Value:
        """A vector or matrix of zeros; 0 without a size."""
        return self.make("zeros", shape=shape) if shape else self.number(0)

    def eye(self, size: Size) -> Value:
        """The identity of a size."""
        return self.make("eye", shape=(size, size))

    # --- entry by entry -------------------------------------------------------------------------------------------

    def negate(self, a: Value) -> Value:
        """−a; two signs cancel, 0 has none, a Kronecker product has that of a factor, diag(v) that of v."""
        if a.op == "neg":
            return a.args[0]
        if a.op == "diag":
            return self.make("diag", self.negate(a.args[0]), shape=a.shape)
        if a.op == "kron":
            return kronecker.negated(self, a)
        return a if a.op == "number" and a.data == 0 else self.make("neg", a, shape=a.shape)

    def add(self, *terms: Value) -> Value:
        """A sum of values of one shape; scalars are added to every entry. A ⊗ C + B ⊗ C is (A + B) ⊗ C, a + a is 2a."""
        often = Counter(kronecker.gathered(self, terms))
        terms = tuple(term if count == 1 else self.mul(self.number(count), term) for term, count in often.items())
        if len(terms) == 1:
            return terms[0]
        first = next((i for i, term in enumerate(terms) if term.op != "neg"), None)
        if first is None:
            return self.negate(self.add(*map(self.negate, terms)))
        terms = (terms[first], *terms[:first], *terms[first + 1 :])  # no sum begins with a sign
        return self.make("add", *terms, shape=broadcast(terms))

    def mul(self, *factors: Value) -> Value:
        """An elementwise product; scalars multiply every entry, and one another first."""
        negative = sum(factor.op == "neg" for factor in factors) % 2
        plain = [part for f in factors for part in coefficients.parted(self, f.args[0] if f.op == "neg" else f)]
        number = sympy.prod([factor.data for factor in plain if is_rational(factor)])
        rest = sorted((factor for factor in plain if not is_rational(factor)), key=lambda factor: factor.rank > 0)
        if number == 0:
            return self.zeros(*broadcast(factors))
        for i, factor in enumerate(rest) if number != 1 else ():
            coefficient, rest[i] = coefficients.taken_out(self, factor)
            number *= coefficient
        factors = (*([self.number(number)] if number != 1 or not rest else []), *rest)
        *scalars, last = factors
        value = kronecker.scaled(self, scalars, last) if scalars and scalars[-1].rank == 0 else None
        if value is None and scalars and scalars[-1].rank == 0 and last.op == "diag":
            value = self.make("diag", self.mul(*scalars, *last.args), shape=last.shape)
        value = value or self.multiplied(*factors)
        return self.negate(value) if negative else value

    def multiplied(self, *factors: Value) -> Value:
        """An elementwise product as it stands; its scalars come first."""
        return factors[0] if len(factors) == 1 else self.make("mul", *factors, shape=broadcast(factors))

    def div(self, a: Value, b: Value) -> Value:
        """Entry by entry; a scalar on either side goes with every entry of the other."""
        if a.op == "neg" or b.op == "neg":
            inner = self.div(*(x.args[0] if x.op == "neg" else x for x in (a, b)))
            return inner if a.op == b.op else self.negate(inner)
        if is_rational(b):
            return a if b.data == 1 else self.number(a.data / b.data) if is_rational(a) else self._over(a, b)
        return self.make("div", a, b, shape=broadcast((a, b)))

    def _over(self, a: Value, b: Value) -> Value:
        """A quotient by a number: halves and the like are exact factors."""
        exact = b.data.p & (b.data.p - 1) == 0
        return self.mul(self.number(1 / b.data), a) if exact else self.make("div", a, b, shape=a.shape)

    def power(self, base: Value, exponent: Value) -> Value:
        """Every entry to a scalar power."""
        if exponent.op == "neg" and exponent.args[0].op == "number":
            return self.div(self.number(1), self.power(base, exponent.args[0]))
        number = exponent.data if exponent.op == "number" else None
        if number == 1:
            return base
        if number == sympy.S.Half:
            return self.call("sqrt", base)
        if base.op == "norm" and number is not None and number % 2 == 0:  # no root is taken
            square = self.make("dot", *base.args * 2, lowering=base.lowering)
            return self.power(square, self.number(number / 2))
        return self.make("pow", base, exponent, shape=base.shape)

    def call(self, name: str, a: Value, lowering: str = "") -> Value:
        """An elementwise function of the registry; the root of a square is the size of its base."""
        if name == "sqrt" and a.op == "pow" and a.args[1] is self.number(2):
            (base, _), roots = a.args, [entry.args[0].op for entry in a.args[0].args if entry.op == "diagonal"]
            return base if base.op == "prod" and roots == ["cholesky"] else self.call("abs", base)
        return self.make("call", a, shape=a.shape, data=name, lowering=lowering)

    # --- products -------------------------------------------------------------------------------------------------

    def transpose(self, a: Value) -> Value:
        """Aᵀ, moved to the factors and terms where that is free; vectors and scalars stay as they are."""
        if a.rank < 2 or a.op in ("eye", "diag") or a in self.symmetric:
            return a
        if a.op == "transpose":
            return a.args[0]
        if a.op == "neg":
            return self.negate(self.transpose(*a.args))
        if a.op == "outer":
            return self.outer(*reversed(a.args))
        if a.op == "kron":
            return self.kron(self.transpose(a.args[0]), self.transpose(a.args[1]), a.shape[::-1])
        if kronecker.is_commutation(a):
            return self.commutation(*reversed(a.data))
        if a.op == "scale_columns" and a.args[0].op == "transpose":
            return self.scale_rows(a.args[1], a.args[0].args[0])
        if a.op in ("mul", "add", "div") and all(x.rank < 2 or x.op == "transpose" for x in a.args):
            return self.make(a.op, *map(self.transpose, a.args), shape=a.shape[::-1])
        return self.make("transpose", a, shape=a.shape[::-1])

    def matmul(self, a: Value, b: Value) -> Value:
        """A matrix times a matrix or vector; A'v as v'A, which XLA compiles to something faster."""
        if a.op == "transpose" and b.rank == 1:
            return self._signed("vecmat", b, a.args[0], shape=a.shape[:1])
        return self._signed("matmul", a, b, shape=(a.shape[0], *b.shape[1:]))

    def dot(self, a: Value, b: Value) -> Value:
        """The sum of the products of the entries of two vectors, or of two matrices of one shape."""
        if a.op == b.op == "transpose":
            a, b = a.args[0], b.args[0]
        return self._signed("dot", a, b, shape=())

    def outer(self, a: Value, b: Value) -> Value:
        """a bᵀ of two vectors, m×n for sizes m and n."""
        return self._signed("outer", a, b, shape=(*a.shape, *b.shape))

    def scale_rows(self, v: Value, a: Value) -> Value:
        """diag(v) times a matrix."""
        return self._signed("scale_rows", v, a, shape=a.shape, lowering="scaled-rows")

    def scale_columns(self, a: Value, v: Value) -> Value:
        """A matrix times diag(v)."""
        return self._signed("scale_columns", a, v, shape=a.shape, lowering="scaled-rows")

    def _signed(self, op: str, a: Value, b: Value, *, shape: Shape, lowering: str = "") -> Value:
        """A product with the signs of its factors in front."""
        plain = [unsigned(x) for x in (a, b)]
        value = self.make(op, *plain, shape=shape, lowering=lowering)
        return self.negate(value) if (a.op == "neg") != (b.op == "neg") else value

    # --- Kronecker products and commutation matrices: they act by reshaping ----------------------------------------

    def kron(self, a: Value, b: Value, shape: Shape) -> Value:
        """The Kronecker product of two matrices or vectors, of the given shape."""
        return self.make("kron", a, b, shape=shape)

    def commutation(self, m: Size, n: Size) -> Value:
        """The commutation matrix mn×mn with K vec(X) = vec(Xᵀ) for an m×n X."""
        return self.make("commuted", self.eye(m * n), shape=(m * n, m * n), data=(m, n))

    def kron_times(self, product: Value, b: Value) -> Value:
        """A Kronecker product times a matrix or vector; the identities in it do nothing."""
        first, second = product.args
        shape = (product.shape[0], *b.shape[1:])
        if b.op == "neg":
            return self.negate(self.kron_times(product, b.args[0]))
        if "diag" in (first.op, second.op):  # a diagonal factor scales rows, and an identity is left of it
            v, w = (x.args[0] if x.op == "diag" else self.ones(x.shape[1]) for x in (first, second))
            p, q = (self.eye(x.shape[0]) if x.op == "diag" else x for x in (first, second))
            scaled = (self.scale_rows if b.rank == 2 else self.mul)(self.kron(v, w, b.shape[:1]), b)
            return scaled if p.op == q.op == "eye" else self.kron_times(self.kron(p, q, product.shape), scaled)
        for op, factors in (("kron_right_times", (second,)), ("kron_left_times", (first,))):
            if (first if op == "kron_right_times" else second).op == "eye":
                return self.make(op, *factors, b, shape=shape, lowering="kronecker")
        return self.make("kron_times", first, second, b, shape=shape, lowering="kronecker")

    def commuted(self, k: Value, b: Value) -> Value:
        """A commutation matrix times a matrix or vector; K itself is that times an identity."""
        return self.make("commuted", b, shape=b.shape, data=k.data, lowering="commutation")

    # --- systems: the structure of a matrix is general, spd, lower or upper ----------------------------------------

    def factored(self, a: Value, structure: str) -> Value:
        """What is worked out once of a matrix for all that follows."""
        return self.make("cholesky", a, shape=a.shape, lowering="cholesky") if structure == "spd" else a

    def qr(self, a: Value) -> tuple[Value, Value]:
        """Q with orthonormal columns and an upper triangular R of A = Q R, for an m×n A of rank n."""
        both = self.make("qr", a, shape=a.shape, lowering="least-squares")
        r = self.make("qr_r", both, shape=a.shape[1:] * 2)
        return self.make("qr_q", both, r, shape=a.shape), r

    def solve(self, a: Value, b: Value, structure: str) -> Value:
        """A⁻¹ B of an n×n A; B may be a matrix or a vector. The structure chooses the solver."""
        return self.solve_factored(self.factored(a, structure), b, structure)

    def solve_factored(self, factored: Value, b: Value, structure: str) -> Value:
        """As `solve`, with what is worked out once of A, which an inverse has for its operand."""
        if b.op == "neg":
            return self.negate(self.solve_factored(factored, b.args[0], structure))
        lowering = {"general": "solve", "spd": "cholesky"}.get(structure, "triangular")
        return self.make("solve", factored, b, shape=b.shape, data=structure, lowering=lowering)

    def inverse(self, a: Value, structure: str) -> Value:
        """A⁻¹ itself, where no product takes a solve instead; of a transpose, that of the matrix transposed."""
        if a.op == "transpose" and structure != "spd":
            return self.transpose(self.inverse(a.args[0], TURNED.get(structure, structure)))
        return self.make("inverse", self.factored(a, structure), shape=a.shape, data=structure)

    def trace_of_inverse(self, triangle: Value, structure: str) -> Value:
        """tr (L Lᵀ)⁻¹ of a triangular L: the sum of the squares of the entries of L⁻¹."""
        inverse = self.inverse(triangle, structure)
        inverse = inverse.args[0] if inverse.op == "transpose" else inverse
        return self.power(self.make("norm", inverse, lowering="trace-of-inverse"), self.number(2))

    def determinant(self, op: str, a: Value, structure: str) -> Value:
        """det or logdet of an spd matrix, of A'A or R'R (gram, triangle), by the diagonal of a triangular factor."""
        if structure == "general":
            return self.make(op, a, lowering="slogdet" if op == "logdet" else "")
        triangle = self.qr(a)[1] if structure == "gram" else self.factored(a, structure)  # a triangle stays
        roots = self.of_matrix("diagonal", triangle, triangle.shape[:1])
        if op == "det":
            return self.power(self.diagonal_determinant(op, roots), self.number(2))
        roots = roots if structure == "spd" else self.call("abs", roots)
        return self.mul(self.number(2), self.diagonal_determinant(op, roots))

    def diagonal_determinant(self, op: str, entries: Value) -> Value:
        """det or, of positive entries, logdet of a triangular matrix with this diagonal."""
        return self.make("prod", entries) if op == "det" else self.total(self.call("log", entries))

    def slogdet(self, a: Value) -> Value:
        """The sign of det A and the logarithm of its size, two numbers of one factorisation."""
        return self.make("slogdet", a, shape=(sympy.Integer(2),), lowering="slogdet")

    # --- of one matrix or vector ----------------------------------------------------------------------------------

    def of_matrix(self, op: str, a: Value, shape: Shape, data: Any = None, lowering: str = "") -> Value:
        """A function of one operand, such as its trace or diagonal, by the name that targets know."""
        if op == "diagonal" and a.op in ("diag", "neg"):
            (inner,) = a.args
            return inner if a.op == "diag" else self.negate(self.of_matrix(op, inner, shape, data, lowering))
        return self.make(op, a, shape=shape, data=data, lowering=lowering)

    def total(self, a: Value) -> Value:
        """The sum of all entries, a sign in front; a scalar is its own."""
        return a if a.rank == 0 else self.negate(self.total(*a.args)) if a.op == "neg" else self.make("total", a)

    def literal(self, shape: Shape, entries: Sequence[Value]) -> Value:
        """A vector or matrix of the given scalars, row by row."""
        return self.make("literal", *entries, shape=shape)
