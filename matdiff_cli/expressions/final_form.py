"""The last touch to an answer: sums multiplied out where that makes it shorter, one transpose instead of many."""

from __future__ import annotations

from typing import NamedTuple

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.alternatives import common
from matdiff_cli.expressions.alternatives.form import COMMON_FACTOR, MULTIPLY_OUT, Rewrite
from matdiff_cli.expressions.alternatives.recognition import recognised
from matdiff_cli.expressions.alternatives.spreading import multiplied_out
from matdiff_cli.expressions.decompositions import split_scalars, terms, weight
from matdiff_cli.expressions.factoring import factor
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import Node, Transpose
from matdiff_cli.expressions.shortest import shortest
from matdiff_cli.expressions.tidy import replace

_FACTORS_WORTH_ONE_TRANSPOSE = 3
_WORTH_OPENING = 4
"""A matrix is multiplied out, residuals such as x − A s included, only if that much less is left to read."""


class Polished(NamedTuple):
    """A node in its last form, and what was rewritten on the way to it, one rule after the other."""

    node: Node
    rewrites: tuple[Rewrite, ...] = ()

    def stages(self, start: Node) -> list[tuple[str, Node]]:
        """The whole expression after each rule, from `start` on; of rewrites by one rule in a row, after the last."""
        found: list[tuple[str, Node]] = []
        current = start
        for rule, before, after in self.rewrites:
            current = replace(current, {before: after})
            if found and found[-1][0] == rule:
                found[-1] = rule, current
            else:
                found.append((rule, current))
        return found

    def then(self, rule: str, node: Node) -> Polished:
        """The same after one more rewriting of the whole."""
        return self if node is self.node else Polished(node, (*self.rewrites, Rewrite(rule, self.node, node)))


def polish(node: Node) -> Node:
    """An answer as a textbook writes it: X'(s − y) rather than X'(s ⊙ (1 − y) − (1 − s) ⊙ y), (X B + B X)' rather
    than B'X' + X'B'.
    """
    return polished(node).node


@remember
def polished(node: Node) -> Polished:
    """The same with the rules that led to it."""
    start = Polished(node)
    whole = _finished(start)
    apart = start.then(MULTIPLY_OUT, multiplied_out(node, vectors=True)) if node.is_matrix else start
    if apart is not start:
        apart = _finished(apart)
        whole = apart if weight(apart.node) + _WORTH_OPENING < weight(whole.node) else whole
    return whole.then("transpose-product", _one_transpose(whole.node))


def _finished(start: Polished) -> Polished:
    found = _collected(start)
    forms = (*recognised(found.node), *common.vector(found.node))
    better = (_collected(found.then(rule, form)) for rule, form in forms)
    best = min((found, *better), key=lambda form: weight(form.node))  # of equals the first
    return found if best is found else _finished(best)


def _collected(start: Polished) -> Polished:
    """Common factors taken out and the shortest forms taken, twice: one makes room for the other."""
    found = _shortened(_factored(start))
    again = _factored(found)
    return found if again is found else _shortened(again)


def _factored(start: Polished) -> Polished:
    return start.then(COMMON_FACTOR, factor(start.node))


def _shortened(start: Polished) -> Polished:
    node, rewrites = shortest(start.node)
    return Polished(node, (*start.rewrites, *rewrites))


def _one_transpose(node: Node) -> Node:
    parts = terms(node)
    chains = [split_scalars(part)[1] for part in parts]
    least = 2 * len(parts) if len(parts) > 1 else _FACTORS_WORTH_ONE_TRANSPOSE
    if node.is_scalar or not all(map(_all_transposed, chains)) or sum(map(len, chains)) < least:
        return node
    scalars = split_scalars(node)[0]
    inside = factor(algebra.transpose(algebra.add(*parts) if len(parts) > 1 else algebra.product(*chains[0])))
    return algebra.product(*scalars, Transpose(inside))


def _all_transposed(chain: list[Node]) -> bool:
    """Whether every matrix factor of a product is a transpose."""
    return bool(chain) and all(isinstance(f, Transpose) and not f.is_row for f in chain)
