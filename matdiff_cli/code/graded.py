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
from itertools import pairwise, permutations

import sympy

from matdiff_cli.code.balanced import (
    MARK,
    balanced,
    distributed,
    everywhere,
    factored,
    opened_beside,
    outside,
    two_sided,
)
from matdiff_cli.code.definite import rests_on_exponentials
from matdiff_cli.code.determinants import with_densities
from matdiff_cli.code.graded_scalars import Root, beside_inverses, instead, kept_whole, with_scaled_roots
from matdiff_cli.code.logarithms import argument, in_every_entry
from matdiff_cli.code.remainders import without_differences
from matdiff_cli.code.scales import multiple
from matdiff_cli.code.square_roots import has_full_rank, root_of_entries, root_of_term, weight_of, weighted
from matdiff_cli.code.stable import with_softplus, without_softplus
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import hadamard_base_and_exponent, rational, split_scalars, terms
from matdiff_cli.expressions.nodes import (
    ONE,
    SCALAR,
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

Weights = Sequence[tuple[Node, Node]]
"""Terms with the entries of their weights."""

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
        meant = [everywhere(self._meant(part), without_softplus, Function, Sum) for part in (node, *others)]
        meant = [everywhere(part, with_softplus, Function) for part in meant]
        meant = [everywhere(two_sided(part), with_densities, Sum, Product) for part in meant]
        meant = [without_differences(part, list(filter(is_graded, factored(part)))) for part in meant]
        found = [self._named(balanced(part, self.meanings, but=rests_on_exponentials)) for part in meant]
        left = any(name.name.endswith(_WEIGHT) for part in found for name in part.atoms(Variable))
        return balanced(meant[0], self.meanings) if left else found[0]

    def _meant(self, node: Node) -> Node:
        named = {part: self.meanings[part.name] for part in node.atoms(Variable) if part.name in self.meanings}
        return self._meant(replace(node, named)) if named else node

    def _named(self, node: Node) -> Node:
        """The expression with the names of all such sums in it."""
        found: Node = node
        named: dict[Variable, Weights] = {}
        for total in factored(node):
            if (roots := _roots(total)) is not None:
                parts, weights = roots
                name = f"{MARK}:{self._places.setdefault(total, len(self._places))}"
                self.meanings[name], self.roots[name] = total, parts
                whole = Variable(name, *total.shape, "spd")
                found, named[whole] = replace(found, {total: whole}), list(weights.items())
        if (scaled := self._with_scaled_roots(found, named)) is None:
            return node
        for whole, many in named.items():
            with_it = [term for term in terms(scaled) if whole in term.atoms(Variable)]
            alone = [term for term in terms(scaled) if term not in with_it]
            scaled = algebra.add(self._with_roots(algebra.add(*with_it), whole, many), *alone)
        return scaled

    def _root_of(self, whole: Variable, place: int, term: Node, entries: Node) -> tuple[Variable, Node, bool]:
        """The name of a weighted root √w A, the A, and whether that is the identity."""
        diagonal = len(split_scalars(term)[1]) == 1
        right = Identity(term.shape[0]) if diagonal else split_scalars(term)[1][-1]
        root = Variable(f"{whole.name}.{place}", *right.shape)
        self.meanings[root.name] = weighted(entries, right)
        return root, right, diagonal

    def _with_scaled_roots(self, node: Node, named: Mapping[Variable, Weights]) -> Node | None:
        """The expression with the names of the roots that have numbers as weights; all of one weight are there at once.

        None where a weight is left.
        """
        numbers: dict[Node, list[Root]] = {}
        for whole, many in named.items():
            for i, (term, entries) in enumerate(many):
                v = argument(entries, "exp")
                if entries.is_scalar and v is not None:
                    root, right, alone = self._root_of(whole, i, term, entries)
                    kept = Variable(f"{root.name}{_KEPT}", root.shape[0], SIZE_ONE)
                    self.meanings[kept.name] = in_every_entry(root_of_entries(entries), kept)
                    grown = algebra.product(algebra.diag(kept), root)
                    numbers.setdefault(v, []).append(Root(whole, root, right, alone, grown))
        found: Node | None = kept_whole(node, numbers, self.meanings) if numbers else node
        for i, (v, roots) in enumerate(numbers.items()):
            if found is not None:
                with_it = [t for t in terms(found) if any(each.whole in t.atoms(Variable) for each in roots)]
                others = [term for term in terms(found) if term not in with_it]
                scaled = with_scaled_roots(algebra.add(*with_it), roots, Variable(f"{MARK}{i}{_WEIGHT}", *SCALAR), v)
                found = None if scaled is None else algebra.add(scaled, *others)
        return found

    def _with_roots(self, node: Node, whole: Variable, weights: Weights) -> Node:
        """The expression with the names of the roots of a sum that have vectors as weights."""
        for i, (term, entries) in enumerate(weights):
            root, right, diagonal = self._root_of(whole, i, term, entries)
            v = argument(entries, "exp")
            weight = Variable(f"{root.name}{_ROOT if v is None else _WEIGHT}", entries.shape[0], SIZE_ONE)
            if entries.is_scalar and v is not None:
                continue
            if v is None:
                self.meanings[weight.name] = root_of_entries(entries)
            less = algebra.product(algebra.diag(algebra.hadamard_power(weight, Number(-1))), root)
            changes = beside_inverses(node, whole, less) if diagonal else instead(right, less)  # N⁻¹ = I N⁻¹ I
            powers = {part: number for part in node.atoms(Function) if (number := _times(part, v)) is not None}
            powers |= {entries: 1} if v is None else {}
            changes |= {part: algebra.hadamard_power(weight, Number(2 * number)) for part, number in powers.items()}
            node = replace(node, changes)
            node = everywhere(node, outside, HadamardPower, HadamardProduct)
            node = everywhere(node, partial(distributed, weight=weight), HadamardProduct, Product)
            node = everywhere(node, partial(opened_beside, root=root), Product)
            for kind in (HadamardProduct, Product):
                node = everywhere(node, partial(_unweighted, root=root, weight=weight, right=right), kind)
            kept = Variable(f"{root.name}{_KEPT}", *weight.shape)
            self.meanings[kept.name] = root_of_entries(entries)
            node = everywhere(node, partial(_with_kept, root=root, weight=weight, kept=kept), HadamardProduct, Product)
            rule = partial(_unweighted, root=root, weight=weight, right=right, solved=True)
            node = everywhere(node, rule, HadamardProduct)
            node = algebra.add(*(_without_weight(term, weight, v) if v is not None else term for term in terms(node)))
        return node


def is_graded(total: Node) -> bool:
    """Whether a sum has to be written with the roots of its terms."""
    return _roots(total) is not None


def _roots(total: Node) -> tuple[list[Node], dict[Node, Node]] | None:
    """The roots of the terms of a sum that has to be written with them, and the weights of some terms."""
    many = terms(total)
    weights = {term: w for term in many if (w := weight_of(term, alone=term is total)) is not None}
    if rests_on_exponentials(total):
        weights |= {term: term.args[0] for term in many if isinstance(term, Diag)}
        weights |= {term: split_scalars(term)[0][0] for term in many if split_scalars(term)[0]}
    parts = [part for term in many if (part := root_of_term(term)) is not None]
    return (parts, weights) if weights and len(parts) == len(many) and has_full_rank(many, parts) else None


def _unweighted(node: Node, root: Node, weight: Node, right: Node, *, solved: bool = False) -> Node:
    """(B u)./w as A u for B = diag(w) A where no N⁻¹ stands beside B, or everywhere, and B' (u./w) as A' u."""
    if isinstance(node, HadamardProduct):
        for factor in node.args:
            parted = [split_scalars(term) for term in terms(factor)]
            first = all(chain[0] is root for _, chain in parted)
            alone = solved or not any(part.atoms(Inverse, Power) for _, chain in parted for part in chain[1:2])
            if first and alone and (less := _lighter(node, weight)) is not None:
                plain = algebra.add(*(algebra.product(*scalars, right, *chain[1:]) for scalars, chain in parted))
                return replace(less, {factor: plain})
        return node
    for i, (left, after) in enumerate(pairwise(node.args)):
        if left is algebra.transpose(root) and (less := _lighter(after, weight)) is not None:
            return algebra.product(*node.args[:i], algebra.transpose(right), less, *node.args[i + 2 :])
        if after is root and (less := _lighter(left, weight)) is not None:
            return algebra.product(*node.args[:i], less, right, *node.args[i + 2 :])
        if (entries := _diagonal_beside(left, after, root, weight, right)) is not None:
            return algebra.product(*node.args[:i], entries, *node.args[i + 2 :])
    return node


def _diagonal_beside(node: Node, vector: Node, root: Node, weight: Node, right: Node) -> Node | None:
    """(X B'.*Y)(u./w) as diag(X A' diag(u) Y')."""
    less = _lighter(vector, weight) if vector.is_column else None
    if less is None or not isinstance(node, HadamardProduct) or len(node.args) != 2:
        return None
    for one, other in permutations(node.args):
        scalars, chain = split_scalars(one)
        if chain[-1] is algebra.transpose(root):
            inner = algebra.product(*scalars, *chain[:-1], algebra.transpose(right), algebra.diag(less))
            return algebra.diagonal_part(algebra.product(inner, algebra.transpose(other)))
    return None


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
            if (
                _is_solution(beside, root)
                and not _is_twice(beside, root, kept)
                and (other := _renamed(part, weight, kept)) is not part
            ):
                return algebra.product(*node.args[:i], other, *node.args[i + 1 :])
    return node


def _without_weight(term: Node, weight: Node, v: Node) -> Node:
    """A term in which nothing is solved for, with exp(v) for w.^2 as it was."""
    if term.atoms(Inverse, Power):
        return term
    powers = {part: rational(part.args[1]) for part in term.atoms(HadamardPower) if part.args[0] is weight}
    return replace(term, {part: algebra.call("exp", algebra.scale(p / 2, v)) for part, p in powers.items() if p})


def _is_solution(chain: Sequence[Node], root: Node) -> bool:
    """Whether a product begins with B N⁻¹."""
    return len(chain) > 1 and chain[0] is root and isinstance(chain[1], (Inverse, Power))


def _is_twice(chain: Sequence[Node], root: Node, kept: Node) -> bool:
    """Whether a product begins with B N⁻¹B' diag(w)."""
    first = chain[1:3] == [chain[1], algebra.transpose(root)] and isinstance(chain[1], Inverse)
    return first and any(kept in other.atoms(Variable) for other in chain[3:4])


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


def _times(node: Node, v: Node | None) -> sympy.Rational | None:
    """The number c of exp(c v)."""
    exponent = argument(node, "exp")
    return None if exponent is None or v is None else multiple(exponent, v)
