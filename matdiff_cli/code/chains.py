"""Chains of matrix products, multiplied in the order that costs least.

The order is found by dynamic programming over all ways to put brackets (Cormen et al., Introduction to Algorithms,
15.2), with the prices of what is really done: an inverse is solved with, a diagonal matrix scales rows, ones add up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import sympy

from matdiff_cli.code import acting, roots
from matdiff_cli.code.program import Program
from matdiff_cli.code.values import TURNED, Value
from matdiff_cli.expressions.nodes import SIZE_ONE, Size

ASSUMED = 1000
"""Sizes that are not numbers are taken to be about equal, and large."""

_SMALL = 10
_DEARER = 1.5
"""An order that costs more than so many times the cheapest one is worth a remark."""


@dataclass(frozen=True)
class Factor:
    """One factor of a chain, rows × columns.

    kind      plain: the value itself. inverse: of the value, a matrix with a `structure` (general, spd, lower, upper).
              diagonal: the matrix with this vector on its diagonal. ones: a column or row of ones.
    key       what tells factors apart.
    """

    kind: str
    value: Value
    rows: Size
    columns: Size
    structure: str = "general"

    def turned(self, program: Program) -> Factor:
        """The transpose."""
        structure = TURNED.get(self.structure, self.structure)
        value = self.value if self.kind == "diagonal" or structure == "spd" else program.transpose(self.value)
        return Factor(self.kind, value, self.columns, self.rows, structure)


def plain(program: Program, factor: Factor) -> Value:
    """A factor as a value of its own."""
    match factor.kind:
        case "inverse":
            return roots.inverse(program, factor.value, factor.structure)
        case "diagonal":
            return program.make("diag", factor.value, shape=factor.value.shape * 2)
    return factor.value


def orthonormal(program: Program, left: Factor, right: Factor) -> Factor | None:
    """The product of two neighbours that is Q or Q' of a factorisation X = Q R: X inv(R), or inv(R') X'."""
    if (left.kind, right.kind) == ("inverse", "plain"):
        found = orthonormal(program, right.turned(program), left.turned(program))
        return None if found is None else found.turned(program)
    if (left.kind, right.kind) == ("plain", "inverse") and right.value.op == "graded_r":
        part = roots.block(program, left.value, right.value)
        return None if part is None else Factor("plain", part, left.rows, right.columns)
    if (left.kind, right.kind) == ("plain", "inverse") and right.value.op == "qr_r":
        q, r = program.qr(left.value) if left.value.rank == 2 else (None, None)
        return Factor("plain", q, left.rows, right.columns) if q is not None and r is right.value else None
    return None


def number(size: Size, small: Size | None = None) -> int:
    """A size as a number, for comparing costs; one of them may be taken to be small."""
    return int(size.xreplace({s: sympy.Integer(_SMALL if s == small else ASSUMED) for s in size.free_symbols}))


def price(left: Factor, right: Factor, small: Size | None = None) -> int:
    """About how many additions and multiplications the product of two factors takes."""
    rows, inner, columns = (number(size, small) for size in (left.rows, left.columns, right.columns))
    kinds = {left.kind, right.kind}
    if kinds == {"diagonal"}:
        return rows
    if "inverse" in kinds:
        if "diagonal" in kinds or kinds == {"inverse"}:
            return 5 * rows * inner * columns
        order = inner
        others = columns if left.kind == "inverse" else rows
        factoring = 0 if (left if left.kind == "inverse" else right).structure in TURNED else order**3
        return factoring + 2 * order**2 * others
    if "diagonal" in kinds or "ones" in kinds:
        return rows * inner * columns // (inner if "diagonal" in kinds else 1)
    if any(value.op != "kron" and acting.acts(value) for value in (left.value, right.value)):
        return rows * columns
    if left.value.op == "kron" or right.value.op == "kron":
        product, others = (left.value, columns) if left.value.op == "kron" else (right.value, rows)
        (a, b), (c, d) = (
            (number(factor.shape[0], small), number(factor.shape[1], small) if factor.rank == 2 else 1)
            for factor in product.args
        )
        return 2 * others * min(b * c * d + a * b * c, a * b * d + a * c * d)
    return 2 * rows * inner * columns


def multiply(program: Program, left: Factor, right: Factor) -> Factor:
    """The product of two neighbours."""
    kind, value = "plain", None
    match left.kind, right.kind:
        case "diagonal", "diagonal":
            kind, value = "diagonal", program.mul(left.value, right.value)
        case "diagonal", _:
            inner = plain(program, right)
            value = (program.scale_rows if inner.rank == 2 else program.mul)(left.value, inner)
        case _, "diagonal":
            inner = plain(program, left)
            value = (program.scale_columns if inner.rank == 2 else program.mul)(inner, right.value)
        case "inverse", _:
            value = _solve(program, left, plain(program, right))
        case _, "inverse":
            solved = _solve(program, right.turned(program), program.transpose(left.value))
            value = program.transpose(solved)
        case _:
            value = _plain_product(program, left, right)
    return Factor(kind, value, left.rows, right.columns)


def _solve(program: Program, matrix: Factor, right: Value) -> Value:
    if right.op == "neg":
        return program.negate(_solve(program, matrix, right.args[0]))
    return roots.solved(program, matrix.value, right, matrix.structure)


def _plain_product(program: Program, left: Factor, right: Factor) -> Value:
    a, b = left.value, right.value
    if "ones" not in (left.kind, right.kind) and left.columns is not SIZE_ONE:
        if acting.acts(a):
            return acting.action(program, a, b)
        if acting.acts(b):
            return program.transpose(acting.action(program, acting.turned(program, b), program.transpose(a)))
    if left.columns is SIZE_ONE:
        return program.mul(a, b) if 0 in (a.rank, b.rank) else program.outer(a, b)
    if _all_act_apart(a, b):
        return program.add(*(_term_times(program, term, b) for term in a.args))
    if a.rank == 2 and _all_act_apart(b, a):
        return program.transpose(
            program.add(*(_term_times(program, acting.turned(program, term), program.transpose(a)) for term in b.args))
        )
    if left.kind == right.kind == "ones":
        return program.size(left.columns)
    if left.kind == "ones":
        return program.total(b) if b.rank == 1 else row_sums(program, program.transpose(b))
    if right.kind == "ones":
        return program.total(a) if a.rank == 1 else row_sums(program, a)
    if a.rank == b.rank == 1:
        return program.dot(a, b)
    if a.rank == 1:
        return _plain_product(program, right.turned(program), left.turned(program))
    if program.transpose(b) is a and program.transpose(a) is not b:  # (D A)(A'D): the first factor serves for both
        b = program.make("transpose", a, shape=b.shape)
    value = program.matmul(a, b)
    if b.rank == 2 and b is program.transpose(a):
        program.symmetric.add(value)
    return value


def row_sums(program: Program, a: Value, lowering: str = "") -> Value:
    """The sums of the rows, a sign in front; of a transpose, also entry by entry, they are those of columns."""
    if a.op == "neg":
        return program.negate(row_sums(program, a.args[0], lowering))
    if a.op == "transpose" or (a.op == "mul" and all(factor.op == "transpose" for factor in a.args)):
        return program.of_matrix("column_sums", program.transpose(a), a.shape[:1], lowering=lowering)
    return program.of_matrix("row_sums", a, a.shape[:1], lowering=lowering)


def _acts_apart(term: Value, b: Value) -> bool:
    """Whether a term of a sum of matrices is multiplied by itself: an inverse; for a vector also an argument, the
    identity, and a number that is added to every entry; also transposed, with a sign, for a vector sums and multiples.
    """
    if term.op in ("neg", "transpose"):
        return _acts_apart(term.args[0], b)
    if term.op == "inverse" or b.rank == 2:
        return term.op == "inverse"
    matrices = [arg for arg in term.args if arg.rank == 2]
    if term.op in ("mul", "div") and len(matrices) == 1:
        return _acts_apart(matrices[0], b)
    return term.rank == 0 or term.op in ("input", "eye") or (term.op == "add" and _all_act_apart(term, b))


def _all_act_apart(total: Value, b: Value) -> bool:
    return total.op == "add" and total.rank == 2 and all(_acts_apart(term, b) for term in total.args)


def _term_times(program: Program, term: Value, b: Value) -> Value:
    """A term of (A + A')b = A b + A'b: no sum of matrices is made, and A b may be there already."""
    if term.rank == 0:
        return program.mul(term, program.total(b))
    match term.op:
        case "neg":
            return program.negate(_term_times(program, term.args[0], b))
        case "add":
            return program.add(*(_term_times(program, each, b) for each in term.args))
        case "mul":
            return program.mul(*term.args[:-1], _term_times(program, term.args[-1], b))
        case "div":
            return program.div(_term_times(program, term.args[0], b), term.args[1])
    inverse = term.args[0] if term.op == "transpose" else term
    if inverse.op == "inverse":
        (factored,), structure = inverse.args, inverse.data
        if inverse is not term and structure != "spd":
            factored, structure = program.transpose(factored), TURNED.get(structure, structure)
        return program.solve_factored(factored, b, structure)
    return b if term.op == "eye" else program.matmul(term, b)


class Brackets:
    """The cheapest brackets of a chain, and of every stretch of it."""

    def __init__(self, program: Program, chain: Sequence[Factor], small: Size | None = None) -> None:
        self.program = program
        self.chain = chain
        self._small = small
        self.cost = cache(self._cost)
        self.product = cache(self._product)

    def stretch(self, first: int, last: int) -> Factor:
        """The product of a stretch as far as prices need it: its kind, rows and columns."""
        chain = self.chain[first : last + 1]
        if len(chain) == 1:
            return chain[0]
        kind = "diagonal" if all(factor.kind == "diagonal" for factor in chain) else "plain"
        return Factor(kind, chain[0].value, chain[0].rows, chain[-1].columns)

    def _split(self, first: int, middle: int, last: int) -> int:
        return self._joined(first, middle, last, self.cost)

    def _joined(self, first: int, middle: int, last: int, cost: Callable[[int, int], int]) -> int:
        here = price(self.stretch(first, middle), self.stretch(middle + 1, last), self._small)
        right = 0 if self.mirrored(first, middle, last) else cost(middle + 1, last)
        return here + cost(first, middle) + right

    def mirrored(self, first: int, middle: int, last: int) -> bool:
        """Whether the left part is the right one transposed, as in (A x)'(A x): it is worked out once."""
        left, right = self.chain[first : middle + 1], self.chain[middle + 1 : last + 1]
        return [factor.turned(self.program) for factor in reversed(left)] == list(right)

    def _cost(self, first: int, last: int) -> int:
        return min((self._split(first, middle, last) for middle in range(first, last)), default=0)

    def _product(self, first: int, last: int) -> Factor:
        if first == last:
            return self.chain[first]
        best = self._best(first, last)
        return multiply(self.program, self.product(first, best), self.product(best + 1, last))

    def _best(self, first: int, last: int) -> int:
        return min(range(first, last), key=lambda middle: self._split(first, middle, last))

    def is_guess(self) -> bool:
        """Whether another order would be much cheaper if one of the sizes that are no numbers were small."""
        sizes = {symbol for factor in self.chain for symbol in factor.rows.free_symbols | factor.columns.free_symbols}
        others = (Brackets(self.program, self.chain, small) for small in sizes)
        last = len(self.chain) - 1
        return last > 1 and any(_DEARER * other.cost(0, last) < other.spent(self, 0, last) for other in others)

    def spent(self, order: Brackets, first: int, last: int) -> int:
        """What another's order costs here."""
        if first == last:
            return 0
        return self._joined(first, order._best(first, last), last, lambda i, j: self.spent(order, i, j))


def product(program: Program, chain: Sequence[Factor]) -> Factor:
    """The product of a chain."""
    brackets = Brackets(program, chain)
    found = brackets.product(0, len(chain) - 1)
    if not found.value.lowering and brackets.is_guess():
        found.value.lowering = "equal-sizes"
    return found
