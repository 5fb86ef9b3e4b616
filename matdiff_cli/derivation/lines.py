"""Lines that change one expression into another, an identity at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from matdiff_cli.calculus.adjoint import Multipliers
from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.passage import ARRANGE, COLLECT, Inner, Pairing, Passage, Stack, plus
from matdiff_cli.derivation.records import Line, Reason
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.algebra import transpose
from matdiff_cli.expressions.decompositions import factors, split_coefficient, terms
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import DiagonalPart, Increment, Node, Product, Sum, Total, Variable
from matdiff_cli.expressions.tidy import replace as substitute

_numbers = count()

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

    def arrange(self, goal: Node, reason: Reason | None) -> None:
        """The goal by a rule; where it is the expression above in another order, in its place."""
        if goal is self.current:
            return
        if self.lines and _loose(goal) == _loose(self.current):
            self.lines[-1] = replace(self.lines[-1], right=goal)
            self.current = goal
        else:
            self.then("=", goal, reason)

    def follow(self, passage: Passage) -> None:
        """The lines of a passage that starts here."""
        for rule, expression in passage.lines():
            self.then("=", expression, reasons.of(rule))


def minus(left: Node, right: Node) -> Node:
    """left − right as it is written."""
    if algebra.is_zero(right):
        return left
    coefficient, rest = _sign(right)
    return plus(left, Product(nodes.Number(coefficient), *factors(rest)) if coefficient != 1 else rest)


def _sign(node: Node) -> tuple[object, Node]:
    coefficient, rest = split_coefficient(node)
    if rest is nodes.ONE:
        return 1, nodes.Number(-coefficient)
    return -coefficient, rest


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
    if goal is chain.current:
        return found
    if len(terms(goal)) < len(terms(chain.current)):
        rule = COLLECT
    else:
        same = all(found[increment] is multipliers[increment] for increment in multipliers)
        rule = silent_rule(chain.current, goal) if same else "common-factor"
    chain.arrange(goal, reasons.of(rule))
    return found


def silent_rule(before: Node, after: Node) -> str:
    """The rule by which the canonical constructors, which record nothing, took one expression to another."""
    gone = {type(node) for node in before.atoms(Total, DiagonalPart)} - {
        type(n) for n in after.atoms(Total, DiagonalPart)
    }
    if Total in gone:
        return "sum-hadamard"
    if DiagonalPart in gone:
        return "diagonal-of-product"
    if any(transpose(increment) is increment and increment.is_matrix for increment in before.atoms(Increment)):
        return "symmetric-transpose"
    return ARRANGE


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
        if line.left in (None, above.right) and _loose(above.right) == _loose(line.right):
            return [*lines[:-1], replace(above, right=line.right), *others[1:]]
    return lines + others


@remember
def _loose(node: Node) -> int:
    """The number of what a reader sees, whatever the order of terms and scalars and the brackets of products."""
    if isinstance(node, Sum):
        return _number(Sum, *sorted(map(_loose, node.args)))
    if isinstance(node, Product):
        parts = list(_single_factors(node))
        scalars = sorted(_loose(part) for part in parts if part.is_scalar)
        return _number(Product, *scalars, None, *(_loose(part) for part in parts if not part.is_scalar))
    if not node.parts:
        return _number(node)
    return _number(type(node), *(_loose(arg) if isinstance(arg, Node) else arg for arg in node.args))


@remember
def _number(*_: object) -> int:
    """One number for all that are equal, and another for all others."""
    return next(_numbers)


def _single_factors(node: Node) -> Iterator[Node]:
    if isinstance(node, Product):
        for factor in node.args:
            yield from _single_factors(factor)
    else:
        yield node
