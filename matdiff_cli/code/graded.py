"""Sums such as N = I + A diag(exp(v)) A', whose terms may be of very different sizes: their roots, one above the other.

N = B'B + C'C is R'R for the Q R of [B; C], of which no square is taken: with B = diag(exp(v/2)) A' it is there for
numbers of which exp(v) overflows, and where N itself is singular in floating-point numbers. What stands beside N⁻¹ is
written with B, and B R⁻¹ is a part of Q. The derivative by A has N⁻¹A diag(exp(v)) = R⁻¹ (B R⁻¹)' diag(exp(v/2)).
That is bounded for all v (G. W. Stewart, Linear Algebra and its Applications 112, 1989), and has its digits if large
rows come first and columns are pivoted: then the error of every row is small beside that row (A. J. Cox and N. J.
Higham in Numerical Analysis 1997, Longman, 1998). Where columns of A with large weights depend on one another it has
none, as it jumps when A changes. Where another exp(v/2) is left, all stays as it is: nothing keeps the digits that it
multiplies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

import sympy

from matdiff_cli.code.balanced import MARK, balanced, distributed, everywhere, factored, opened_beside, outside
from matdiff_cli.code.definite import is_semidefinite
from matdiff_cli.code.determinants import with_densities
from matdiff_cli.code.logarithms import argument
from matdiff_cli.code.program import Program
from matdiff_cli.code.scales import multiple
from matdiff_cli.code.values import TURNED, Value
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import hadamard_base_and_exponent, rational, split_scalars
from matdiff_cli.expressions.nodes import (
    ONE,
    SIZE_ONE,
    Diag,
    Function,
    HadamardPower,
    HadamardProduct,
    Identity,
    Inverse,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Transpose,
    Variable,
)
from matdiff_cli.expressions.tidy import replace

_WEIGHT, _ROOT, _KEPT = "w", "s", "k"
"""Ends the names of exp(v/2), and those of √w, and of exp(v/2) beside N⁻¹ B', which may be left over."""


@dataclass
class Graded:
    """Names of such sums, of their roots and of what these are made of.

    `meanings` says what all names stand for, those of the problem, too; `roots` has the B, C, … of each sum, an spd
    symbol in the place of its root.
    """

    meanings: dict[str, Node]
    roots: dict[str, list[Node]] = field(default_factory=dict)
    _places: dict[Node, int] = field(default_factory=dict)

    def written(self, node: Node, *others: Node) -> Node:
        """The expression with these names; without where there is no such sum, or a weight is left, here or in others.

        So f is not worked out with them where its derivative, which has a factorisation of the sum itself, is not.
        """
        meant = (everywhere(self._meant(part), with_densities, Sum) for part in (node, *others))
        whole, *rest = (balanced(part, self.meanings) for part in meant)
        found = [self._named(part) for part in (whole, *rest)]
        left = any(name.name.endswith(_WEIGHT) for part in found for name in part.atoms(Variable))
        return whole if left else found[0]

    def _meant(self, node: Node) -> Node:
        named = {part: self.meanings[part.name] for part in node.atoms(Variable) if part.name in self.meanings}
        return self._meant(replace(node, named)) if named else node

    def _named(self, node: Node) -> Node:
        """The expression with the names of all such sums in it."""
        found = node
        for total in factored(node):
            terms = total.args if isinstance(total, Sum) else (total,)
            weights = {term: w for term in terms if (w := _weight(term, alone=term is total)) is not None}
            parts = [part for term in terms if (part := _root(term)) is not None]
            if weights and len(parts) == len(terms) and _has_full_rank(terms, parts):
                found = self._with_roots(found, total, parts, weights)
        return found

    def _with_roots(self, node: Node, total: Node, parts: list[Node], weights: Mapping[Node, Node]) -> Node:
        """The expression with the names of a sum and of its weighted roots."""
        name = f"{MARK}:{self._places.setdefault(total, len(self._places))}"
        self.meanings[name], self.roots[name] = total, parts
        node = replace(node, {total: Variable(name, *total.shape, "spd")})
        for i, (term, entries) in enumerate(weights.items()):
            right, v = split_scalars(term)[1][-1], argument(entries, "exp")
            root = Variable(f"{name}.{i}", *right.shape)
            weight = Variable(f"{root.name}{_ROOT if v is None else _WEIGHT}", entries.shape[0], SIZE_ONE)
            self.meanings[root.name] = _weighted(entries, right)
            if v is None:
                self.meanings[weight.name] = _half(entries)
            less = algebra.product(algebra.diag(algebra.hadamard_power(weight, Number(-1))), root)
            symbol, less = (right.args[0], algebra.transpose(less)) if isinstance(right, Transpose) else (right, less)
            powers = {part: number for part in node.atoms(Function) if (number := _times(part, v)) is not None}
            powers |= {entries: 1} if v is None else {}
            written = {part: algebra.hadamard_power(weight, Number(2 * number)) for part, number in powers.items()}
            node = replace(node, {symbol: less, **written})
            node = everywhere(node, outside, HadamardPower, HadamardProduct)
            node = everywhere(node, partial(distributed, weight=weight), HadamardProduct)
            node = everywhere(node, partial(opened_beside, root=root), Product)
            for kind in (HadamardProduct, Product):
                node = everywhere(node, partial(_unweighted, root=root, weight=weight, right=right), kind)
            kept = Variable(f"{root.name}{_KEPT}", *weight.shape)
            self.meanings[kept.name] = _half(entries)
            node = everywhere(node, partial(_with_kept, root=root, weight=weight, kept=kept), HadamardProduct, Product)
            rule = partial(_unweighted, root=root, weight=weight, right=right, solved=True)
            node = everywhere(node, rule, HadamardProduct)
        return node


def _unweighted(node: Node, root: Node, weight: Node, right: Node, *, solved: bool = False) -> Node:
    """(B u)./w as A u for B = diag(w) A where no N⁻¹ stands beside B, or everywhere, and B' (u./w) as A' u."""
    if isinstance(node, HadamardProduct):
        for factor in node.args:
            first, *chain = split_scalars(factor)[1]
            alone = first is root and chain and (solved or not chain[0].atoms(Inverse, Power))
            if alone and (less := _lighter(node, weight)) is not None:
                return replace(less, {factor: replace(factor, {root: right})})
        return node
    for i, (left, after) in enumerate(pairwise(node.args)):
        if left is algebra.transpose(root) and (less := _lighter(after, weight)) is not None:
            return algebra.product(*node.args[:i], algebra.transpose(right), less, *node.args[i + 2 :])
        if after is root and (less := _lighter(left, weight)) is not None:
            return algebra.product(*node.args[:i], less, right, *node.args[i + 2 :])
    return node


def _with_kept(node: Node, root: Node, weight: Node, kept: Node) -> Node:
    """N⁻¹ B' diag(w), (B N⁻¹ u).*w and the like with another name for w: what it multiplies is as small as it is large.

    Of E A'N⁻¹A E, which is not so, one of the two keeps its name.
    """
    if isinstance(node, HadamardProduct):
        others = [part for part in node.args if kept not in part.atoms(Variable)]
        solved = any(_is_solution(split_scalars(part)[1], root) for part in others)
        return algebra.hadamard(*(kept if solved and part is weight else part for part in node.args))
    for i, part in enumerate(node.args):
        before = [algebra.transpose(other) for other in reversed(node.args[:i])]
        for beside in (before, node.args[i + 1 :]):
            both = any(kept in other.atoms(Variable) for other in beside[3:4])
            if _is_solution(beside, root) and not both and (other := _renamed(part, weight, kept)) is not part:
                return algebra.product(*node.args[:i], other, *node.args[i + 1 :])
    return node


def _is_solution(chain: Sequence[Node], root: Node) -> bool:
    """Whether a product begins with B N⁻¹."""
    return len(chain) > 1 and chain[0] is root and isinstance(chain[1], (Inverse, Power))


def _renamed(node: Node, weight: Node, kept: Node) -> Node:
    """A vector with another name for a factor w, on a diagonal or transposed as it stands."""
    if isinstance(node, (Diag, Transpose)):
        inner = _renamed(node.args[0], weight, kept)
        return algebra.diag(inner) if isinstance(node, Diag) else algebra.transpose(inner)
    factors = node.args if isinstance(node, HadamardProduct) else (node,)
    return algebra.hadamard(*(kept if factor is weight else factor for factor in factors))


def _lighter(node: Node, weight: Node) -> Node | None:
    """A vector times w, on a diagonal or transposed as it stands, if a negative power of w is a factor of it."""
    if isinstance(node, (Diag, Transpose)):
        inner = _lighter(node.args[0], weight)
        turned = algebra.diag if isinstance(node, Diag) else algebra.transpose
        return None if inner is None else turned(inner)
    factors = node.args if isinstance(node, HadamardProduct) else (node,)
    powers = dict(map(hadamard_base_and_exponent, factors))
    return algebra.hadamard(node, weight) if (rational(powers.get(weight, ONE)) or 0) < 0 else None


def _half(entries: Node) -> Node:
    """exp(v/2) of exp(v), else the root."""
    v = argument(entries, "exp")
    return algebra.call("sqrt", entries) if v is None else algebra.call("exp", algebra.scale(sympy.S.Half, v))


def _times(node: Node, v: Node | None) -> sympy.Rational | None:
    """The number c of exp(c v)."""
    exponent = argument(node, "exp")
    return None if exponent is None or v is None else multiple(exponent, v)


def _weighted(entries: Node, right: Node) -> Node:
    """diag(√w) A."""
    return algebra.product(algebra.diag(_half(entries)), right)


def _weight(term: Node, *, alone: bool = False) -> Node | None:
    """The exp(v) of A'diag(exp(v))A for a matrix A that is one symbol, perhaps transposed; alone, also a positive w.

    Alone A'diag(w)A has the square of the condition of A; a term beside it may make it better, and Cholesky's
    factorisation costs less.
    """
    scalars, chain = split_scalars(term)
    if scalars or len(chain) != 3 or not isinstance(chain[1], Diag) or algebra.transpose(chain[0]) is not chain[2]:
        return None
    symbol = chain[2].args[0] if isinstance(chain[2], Transpose) else chain[2]
    entries = chain[1].args[0]
    known = argument(entries, "exp") is not None or (alone and isinstance(entries, Variable))
    return entries if known and isinstance(symbol, Variable) else None


def _root(term: Node) -> Node | None:
    """The B of a term B'B; for an spd symbol itself, of which Cholesky's factor is one."""
    scalars, chain = split_scalars(term)
    if not is_semidefinite(term):
        return None
    number = [algebra.call("sqrt", algebra.product(*scalars))] if scalars else []
    if (entries := _weight(term, alone=True)) is not None:
        return _weighted(entries, chain[-1])
    if len(chain) == 1:
        whole = chain[0]
        if isinstance(whole, Identity):
            return algebra.product(*number, whole)
        return whole if isinstance(whole, Variable) and whole.structure == "spd" and not scalars else None
    half, odd = divmod(len(chain), 2)
    return None if odd else algebra.product(*number, *chain[half:])


def _has_full_rank(terms: Sequence[Node], parts: Sequence[Node]) -> bool:
    """Whether the roots have at least as many rows as columns, as far as is known."""
    rows = sum(part.shape[0] for part in parts)
    return any(len(split_scalars(term)[1]) == 1 for term in terms) or not (rows - terms[0].shape[1]).is_negative


# --- values -----------------------------------------------------------------------------------------------------------


def triangle(program: Program, rows: Sequence[Value]) -> Value:
    """The R of Q R = [B; C; …]."""
    whole = rows[0]
    for other in rows[1:]:
        whole = program.make("stacked", whole, other, shape=(whole.shape[0] + other.shape[0], whole.shape[1]))
    both = program.make("graded_qr", whole, shape=whole.shape, lowering="graded")
    return program.make("graded_r", both, shape=whole.shape[1:] * 2)


def solved(program: Program, matrix: Value, b: Value, structure: str) -> Value:
    """A⁻¹ B; with the R of such a sum, which has its columns in an order P of their own, A is R P'."""
    if matrix.op == "transpose":
        return program.solve(matrix, _reordered(program, "ordered", b, matrix.args[0]), structure)
    return _reordered(program, "restored", program.solve(matrix, b, structure), matrix)


def inverse(program: Program, matrix: Value, structure: str) -> Value:
    """A⁻¹ itself, of such an R, too."""
    if matrix.op == "transpose" and matrix.args[0].op == "graded_r":
        return program.transpose(inverse(program, matrix.args[0], TURNED[structure]))
    return _reordered(program, "restored", program.inverse(matrix, structure), matrix)


def _reordered(program: Program, op: str, b: Value, matrix: Value) -> Value:
    """The rows of b in the order of the columns of such an R, or back; beside any other matrix b itself."""
    return program.make(op, b, *matrix.args, shape=b.shape) if matrix.op == "graded_r" else b


def block(program: Program, part: Value, triangle: Value) -> Value | None:
    """B R⁻¹, the rows of Q that belong to one of the matrices that R was made of; None for another matrix."""
    if triangle.op != "graded_r":
        return None
    (both,) = triangle.args
    (whole,) = both.args
    start, below = sympy.Integer(0), [whole]
    while below[0].op == "stacked":
        below[:1] = below[0].args
    for other in below:
        if other is part:
            q = program.make("graded_q", both, triangle, shape=whole.shape)
            return program.make("rows", q, part, shape=part.shape, data=(start, start + part.shape[0]))
        start += other.shape[0]
    return None
