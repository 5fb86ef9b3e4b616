"""Lines that change one expression into another, an identity at a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import replace

from matdiff_cli.calculus.adjoint import CYCLIC, Multipliers
from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.expansion import squared_norm
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.laws import OF_TRANSPOSES, between, unfolded
from matdiff_cli.derivation.order import only_reordered
from matdiff_cli.derivation.passage import ARRANGE, COLLECT, OWN_TRACE, Inner, Pairing, Passage, Stack, plus
from matdiff_cli.derivation.records import Line, Reason
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.algebra import transpose
from matdiff_cli.expressions.decompositions import (
    factors,
    like_key,
    reversed_chain,
    split_coefficient,
    split_scalars,
    terms,
)
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.nodes import (
    DiagonalPart,
    Increment,
    Node,
    Power,
    Product,
    Sum,
    Total,
    Trace,
    Transpose,
    Variable,
)
from matdiff_cli.expressions.tidy import replace as substitute

_TRACED = Inner(traced=True)

MOST_SPELLED_OUT = 6
"""With more names than this, no whole expression is written anew for each."""


class Chain:
    """Lines under construction: an expression and what it is turned into, each line going on from the one above."""

    def __init__(self, left: Node) -> None:
        self.left: Node | None = left
        self.current = left
        self.lines: list[Line] = []

    def then(self, relation: str, right: Node, reason: Reason | None = None, *, force: bool = False) -> None:
        """One more line, unless it would repeat the expression above."""
        if right is self.current and not force:
            return
        self.lines.append(Line(self.left, relation, right, reason))
        self.left, self.current = None, right

    def reorder(self, goal: Node) -> bool:
        """Whether the goal is the expression above in another order; it then takes its place."""
        if goal is not self.current:
            if not (self.lines and only_reordered(goal, self.current)):
                return False
            self.lines[-1] = replace(self.lines[-1], right=goal)
            self.current = goal
        return True

    def arrange(self, goal: Node, reason: Reason | None, relation: str = "=") -> None:
        """The goal by a rule; where it is the expression above in another order, in its place."""
        if not self.reorder(goal):
            self.then(relation, goal, reason)

    def work_out(
        self,
        relation: str,
        compute: Callable[[], Node],
        result: Node,
        reason: Reason,
        granted: frozenset[str] = OF_TRANSPOSES,
    ) -> None:
        """What is computed from the expression above for a reason, then a line for each law that it took to be so.

        `result` is what comes of it.
        """
        if result is self.current:
            return
        why: Reason | None = reason
        for laws, expression in unfolded("", compute, result, granted):
            if expression is not self.current:
                self.arrange(expression, reasons.together([why, reasons.of(laws)]), relation)
            relation, why = "=", None

    def follow(self, passage: Passage) -> None:
        """The lines of a passage that starts here."""
        for rule, expression in passage.lines():
            self.then("=", expression, reasons.of(rule))


def minus(left: Node, right: Node) -> Node:
    """left − right as it is written."""
    if algebra.is_zero(right):
        return left
    coefficient, rest = split_coefficient(right)
    number = nodes.Number(-coefficient)
    if rest is nodes.ONE or number is nodes.ONE:
        return plus(left, number if rest is nodes.ONE else rest)
    return plus(left, Product(number, *factors(rest)))


def perturbed(expression: Node, increments: Mapping[Variable, Increment]) -> Node:
    """The expression as written, with X + ΔX for every X of `increments` that occurs in it."""
    moved = {v: Sum(v, increments[v]) for v in expression.atoms(Variable) if v in increments}
    return substitute(expression, moved, simplify=False)


def pairing(d: Differentiation) -> Pairing:
    """How the lines of a differentiation pair multipliers with increments; traces are written for matrices alone."""
    return Inner(traced=any(target.is_matrix for target in d.targets)) if d.by_adjoint else Stack()


def paired(d: Differentiation, multipliers: Multipliers) -> Node:
    """Σ ⟨G, Δ⟩ or Σ M vec Δ, with every Δ last: tr(G'ΔX) for a matrix X and g'Δx for a vector."""
    if not multipliers:
        return algebra.zeros(d.function.shape if d.by_adjoint else algebra.vec(d.function).shape)
    how = pairing(d)
    in_order = [increment for increment in d.changes.increments.values() if increment in multipliers]
    return plus(*(how.shown(multipliers[increment], increment) for increment in in_order))


def carry(d: Differentiation, chain: Chain, passage: Passage) -> Multipliers:
    """The lines of a passage, then the one that brings together what each increment is paired with."""
    chain.follow(passage)
    return factored(d, chain, passage.multipliers())


def factored(d: Differentiation, chain: Chain, multipliers: Multipliers) -> Multipliers:
    """Multipliers with common factors taken out, and the line that says so, or that terms were collected."""
    found = {increment: factor(multiplier) for increment, multiplier in multipliers.items()}
    goal = paired(d, found)
    if chain.reorder(goal):
        return found
    if goal.holds(Trace) and not chain.current.holds(Trace):
        traced = (_TRACED.shown(part, i) for i, multiplier in found.items() for part in terms(multiplier))
        chain.then("=", plus(*traced), reasons.of(f"{OWN_TRACE} {CYCLIC}"))
    if len(terms(goal)) < len(terms(chain.current)):
        rule = COLLECT
    else:
        same = all(found[increment] is multipliers[increment] for increment in multipliers)
        rule = silent_rule(chain.current, goal) if same else "common-factor"
    laws = [*between(chain.current, goal), *_of_transposed_sums(goal, chain.current).split()]
    rules = laws if laws and rule == ARRANGE else [*rule.split(), *laws]
    chain.then("=", goal, reasons.of(" ".join(dict.fromkeys(rules))))
    return found


def _of_transposed_sums(goal: Node, above: Node) -> str:
    """The laws of symmetric and skew matrices by which terms become a transposed sum: x'W + c' = (W x + c)'."""
    sums, before = ([t.args[0] for t in side.atoms(Transpose) if isinstance(t.args[0], Sum)] for side in (goal, above))
    if not sums or before:
        return ""

    def opened() -> Node:
        return plus(*(transpose(term) for whole in sums for term in whole.args))

    _, *laws = unfolded("", opened, opened(), frozenset({"transpose-product"}))
    return " ".join(law for law, _ in laws if law in OF_TRANSPOSES)


def met(node: Node) -> str:
    """The rules by which terms of a sum of scalars are multiples of one: Δx'W x + x'W Δx = 2 x'W Δx for symmetric W."""
    rules: dict[str, None] = {}
    first: dict[Hashable, Node] = {}
    for term in terms(node):
        rest = split_coefficient(term)[1]
        rules |= dict.fromkeys(_turns(first.setdefault(like_key(rest), rest), rest))
    return " ".join([*rules, COLLECT])


def _turns(one: Node, other: Node) -> Iterator[str]:
    """The rules by which two terms with one `like_key` are equal: a scalar is turned round, a trace begun elsewhere."""
    if one is other or not one.is_scalar:
        return
    if isinstance(one, Trace) and isinstance(other, Trace):
        begun, body = list(factors(one.args[0])), list(factors(other.args[0]))
        if body not in _rotations(begun):
            begun = list(reversed_chain(begun))
            yield "trace-transpose"
        if body != begun:
            yield "trace-cyclic"
        return
    (scalars, chain), (others, rest) = split_scalars(one), split_scalars(other)
    if chain != rest:
        yield "scalar-transpose"
        if rest != [f.args[0] if isinstance(f, Transpose) else Transpose(f) for f in reversed(chain)]:
            yield "symmetric-transpose"
    partners = {like_key(scalar): scalar for scalar in others if scalar not in scalars}
    for scalar in scalars:
        if scalar is not one and scalar not in others:
            yield from _turns(scalar, partners.get(like_key(scalar), scalar))


def _rotations(chain: list[Node]) -> list[list[Node]]:
    return [chain[k:] + chain[:k] for k in range(len(chain))]


def silent_rule(before: Node, after: Node) -> str:
    """The rules by which the canonical constructors, which record nothing, took one expression to another."""
    if only_reordered(before, after):
        return ARRANGE
    gone = {type(node) for node in before.atoms(Total, DiagonalPart)} - {
        type(n) for n in after.atoms(Total, DiagonalPart)
    }
    if Total in gone:
        return "sum-hadamard"
    if DiagonalPart in gone:
        return "diagonal-of-product"
    if any(transpose(increment) is increment and increment.is_matrix for increment in before.atoms(Increment)):
        return "symmetric-transpose"
    diagonals = {node.args[0] for node in before.atoms(DiagonalPart)}
    if any(transpose(matrix) in diagonals - {matrix} for matrix in diagonals):
        return f"diagonal-transpose {COLLECT}"
    if any(map(squared_norm, after.atoms(Power) - before.atoms(Power))):
        return "squared-norm"
    return " ".join(_turns(before, after)) if like_key(before) == like_key(after) else ARRANGE


def restarted(line: Line, left: Node) -> Line:
    """A line that went on from the one above, opening a step of its own."""
    return replace(line, left=left) if line.left is None else line


def joined(lines: list[Line]) -> list[Line]:
    """Lines whose left side repeats the expression above go on from there."""
    found: list[Line] = []
    for line in lines:
        repeats = bool(found) and line.left is found[-1].right
        found.append(replace(line, left=None) if repeats else line)
    return found


def settled(lines: list[Line]) -> list[Line]:
    """Lines without those that only reorder the line above."""
    found: list[Line] = []
    for line in lines:
        found = continued(found, [line]) if line.left is None and line.relation == "=" else [*found, line]
    return found


def continued(lines: list[Line], others: list[Line]) -> list[Line]:
    """Lines and what goes on from them. A line that only leaves out brackets or changes the order is not written."""
    if lines and others:
        above, line = lines[-1], others[0]
        if line.left in (None, above.right) and only_reordered(above.right, line.right):
            return [*lines[:-1], replace(above, right=line.right), *others[1:]]
    return lines + others
