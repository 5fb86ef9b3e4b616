"""Lines that change one expression into another, an identity at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from matdiff_cli.calculus.adjoint import CYCLIC, Multipliers
from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.distribution import between, distributed, of_transposed_sums
from matdiff_cli.derivation.laws import OF_TRANSPOSES, unfolded
from matdiff_cli.derivation.order import only_reordered
from matdiff_cli.derivation.passage import OWN_TRACE, Passage
from matdiff_cli.derivation.records import Line, Reason
from matdiff_cli.derivation.silent import ARRANGE, COLLECT, begins, met, silent_rule
from matdiff_cli.derivation.written import Inner, Pairing, Stack, plus
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.decompositions import factors, split_coefficient, terms, weight
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.laws import used_other_than
from matdiff_cli.expressions.nodes import Increment, Node, Product, Sum, Total, Trace, Variable, Vec
from matdiff_cli.expressions.tidy import replace as substitute

_OF_SYMMETRY = frozenset({"symmetric-transpose", "skew-transpose"})
_TRACED = Inner(traced=True)

SUMMED = "sum-vector"

MOST_SPELLED_OUT = 6
"""With more names than this, no whole expression is written anew for each."""


class Chain:
    """Lines under construction: an expression and what it is turned into, each line going on from the one above."""

    def __init__(self, left: Node) -> None:
        self.left: Node | None = left
        self.current = left
        self.lines: list[Line] = []

    def then(self, relation: str, right: Node, reason: Reason | None = None) -> None:
        """One more line, unless it would repeat the expression above."""
        if right is self.current:
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
            self.arrange(expression, reasons.together([why, reasons.of(laws)]), relation)
            relation, why = "=", None

    def distribute(self, rule: str, goal: Node) -> None:
        """The goal by multiplying out or collecting terms, with lines for the laws that act beside that."""
        for rules, expression in distributed(rule, self.current, goal):
            self.turn(rules, expression)

    def turn(self, rules: str, goal: Node, more: Reason | None = None) -> None:
        """The goal by rules, and by the laws of transposes where terms have become a transposed sum."""
        names = dict.fromkeys([*rules.split(), *of_transposed_sums(self.current, goal)])
        found = " ".join(name for name in names if name != ARRANGE or len(names) == 1)
        self.arrange(goal, reasons.together([reasons.of(found), more]))

    def follow(self, passage: Passage) -> None:
        """The lines of a passage that starts here, by way of its first expression where that is another one."""
        begun = passage.current
        same = isinstance(self.current, Vec) or only_reordered(self.current, begun)
        if not same and (rules := begins(self.current, begun) or self._laws_to(begun)):
            self.then("=", begun, reasons.of(rules))
        for rule, expression in passage.lines():
            self.then("=", expression, reasons.of(rule))

    def _laws_to(self, goal: Node) -> str:
        """The laws between the expression above and another, which has lost something by them."""
        lost = self.current.held != goal.held or weight(self.current) > weight(goal)
        return " ".join(between(self.current, goal)) if lost and used_other_than(OF_TRANSPOSES) else ""


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
    if goal.holds(Trace) and _is_bare(chain.current) and not _is_bare(goal):
        traced = (_TRACED.shown(part, i) for i, multiplier in multipliers.items() for part in terms(multiplier))
        chain.then("=", plus(*traced), reasons.of(f"{OWN_TRACE} {CYCLIC}"))
    if len(terms(goal)) < len(terms(chain.current)):
        rule = met(chain.current) if d.kind == "derivative" else COLLECT
    else:
        same = all(found[increment] is multipliers[increment] for increment in multipliers)
        rule = silent_rule(chain.current, goal) if same else "common-factor"
    *ways, (rules, _) = distributed(rule, chain.current, goal)
    if sums_change(chain.current) and not sums_change(goal):
        rules += f" {SUMMED}"
    for laws, expression in ways:
        chain.then("=", expression, reasons.of(laws))
    chain.turn(rules, goal)
    return found


def sums_change(node: Node) -> bool:
    """Whether sum(Δx) stands in an expression, which is written for 1'Δx."""
    return any(isinstance(total.args[0], Increment) for total in node.atoms(Total))


def _is_bare(node: Node) -> bool:
    """Whether a matrix increment stands in a scalar term outside of any trace."""
    bare = (term for term in terms(node) if term.is_scalar and not term.holds(Trace))
    return any(increment.is_matrix for term in bare for increment in term.atoms(Increment))


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
