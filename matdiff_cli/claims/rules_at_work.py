"""By which rule a right line holds: a recorded line of the derivation says it, or a row of the table is seen to act."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import cache

from matdiff_cli.claims.judge_lines import JudgedLine, JudgedLines
from matdiff_cli.claims.statements import statement
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.records import Derivation, Line, Reason
from matdiff_cli.derivation.short import shortened
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.build import build, variable
from matdiff_cli.expressions.distributive import distributes
from matdiff_cli.expressions.equation import Equation
from matdiff_cli.expressions.matching import acts, look, of_transposes, terms_in
from matdiff_cli.expressions.nodes import FunctionValue, Increment, Node, Product, Sum, Transpose, Variable
from matdiff_cli.expressions.tidy import replace as put
from matdiff_cli.rules import RULES
from matdiff_cli.rules.convexity import CONVEXITY
from matdiff_cli.rules.steps import STEPS
from matdiff_cli.typing.names import increment_name
from matdiff_cli.typing.typed import Symbol, Typed
from matdiff_cli.verify.document import Side

_DISTRIBUTIVE = ("like-terms", "common-factor", "multiply-out", "arrange")
_MOST_RULES = 2
"""A recorded line that so many rules at most lead to explains a learner's."""

_LARGEST = 40
"""Nodes that an expression may have in which rules are looked for."""

Sides = tuple[Node, Node]
Said = dict[tuple[Hashable, Hashable], Reason]


def with_reasons(judged: JudgedLines, layout: str) -> JudgedLines:
    """The lines with the rules by which they hold, where a rule explains one."""
    said = _recorded(judged, layout)
    known: dict[Node, Node] = {}
    """What a name or an increment stands for, by the lines so far."""
    lines = []
    for line in judged.lines:
        sides = _sides(judged, line)
        if sides is not None and line.verdict == "right":
            line = replace(line, reason=_reason(sides, line.link.relation, said, known))
        if sides is not None and line.holds and isinstance(sides[0], (Variable, Increment)):
            known[sides[0]] = sides[1]
        lines.append(line)
    return replace(judged, lines=tuple(lines))


def _reason(sides: Sides, relation: str, said: Said, known: dict[Node, Node]) -> Reason | None:
    before, after = sides
    recorded = said.get((look(before), look(after)))
    if recorded is not None:
        return recorded
    if relation == "≈":
        return reasons.SECOND_ORDER if _drops_second_order(before, after) else None
    if any(_is_large(side) for side in sides) or any(side.atoms(FunctionValue) for side in sides):
        return None
    if (name := of_transposes(before, after) or distributes(before, after)) and name in RULES:
        return reasons.of(name)
    for name, meaning in known.items():
        for one, other in ((before, after), (after, before)):
            occurs = name in one.atoms(Variable, Increment)
            if occurs and look(put(one, {name: meaning}, simplify=False)) == look(other):
                return reasons.put_in(name)
    return next((reasons.of(rule) for rule, identity in _identities() if acts(identity, before, after)), None)


@cache
def _identities() -> tuple[tuple[str, Equation], ...]:
    """The rows of the table that say an identity in words which need no formula, with the identity."""
    left_out = {rule.name for rule in (*STEPS, *CONVEXITY)} | {*_DISTRIBUTIVE}
    rules = (rule for rule in RULES.values() if rule.name not in left_out)
    worded = (rule for rule in rules if rule.shows == "identities" or "@" not in rule.words)
    return tuple((rule.name, statement(text)) for rule in worded for text in rule.identities)


def _drops_second_order(before: Node, after: Node) -> bool:
    """Are the terms that are gone products of two increments or more?"""
    terms = list(terms_in(before)) if isinstance(before, Sum) else [before]
    left = [look(term) for term in (terms_in(after) if isinstance(after, Sum) else [after])]
    gone = []
    for term in terms:
        if look(term) in left:
            left.remove(look(term))
        else:
            gone.append(term)
    return not left and bool(gone) and all(_order(term) >= 2 for term in gone)


def _order(node: Node) -> int:
    """How many increments are multiplied in a product; 0 for what is none."""
    if isinstance(node, Increment):
        return 1
    if isinstance(node, (Product, Transpose, nodes.Trace, nodes.HadamardProduct)):
        return sum(map(_order, node.parts))
    if isinstance(node, nodes.Power) and isinstance(node.args[1], nodes.Number) and node.args[1].value.is_Integer:
        return _order(node.args[0]) * max(int(node.args[1].value), 0)
    return 0


def _is_large(node: Node) -> bool:
    waiting, count = [node], 0
    while waiting and count <= _LARGEST:
        count += 1
        waiting += waiting.pop().parts
    return count > _LARGEST


# --- sides as expressions ---------------------------------------------------------------------------------------------


def _sides(judged: JudgedLines, line: JudgedLine) -> Sides | None:
    """Both sides of a line as the expressions that derivations are made of; None where there is no left one."""
    if line.identity is not None:
        symbols = line.identity.problem.symbols
        return build(line.identity.left, symbols), build(line.identity.right, symbols)
    if line.read is None or line.read.misfit is not None:
        return None
    return _side(judged, line.read.left), _side(judged, line.read.right)


def _side(judged: JudgedLines, side: Side) -> Node:
    derivation = judged.derivation
    assert derivation is not None
    document = derivation.document
    roles = {name: role for name, (role, _) in side.calls.items()}
    called = {name: Symbol(name, "matrix", document.shapes[role]) for name, role in roles.items()}
    symbols = {**document.symbols, **called}
    meanings: dict[Node, Node] = {}
    taken = {*derivation.problem.symbols, *document.bindings}
    for name in (*derivation.moving, *document.bindings):
        what = variable(symbols[name])
        of = FunctionValue("value", *what.shape) if name == derivation.function else what
        meanings[variable(symbols[increment_name(name, taken)])] = Increment(of)

    def expression(typed: Typed) -> Node:
        return put(build(typed, symbols), meanings, simplify=False)

    for name, (role, arguments) in side.calls.items():
        what = variable(symbols[name])
        meanings[what] = FunctionValue(role, *what.shape, *map(expression, arguments))
    return expression(side.typed)


# --- recorded lines ---------------------------------------------------------------------------------------------------


def _recorded(judged: JudgedLines, layout: str) -> Said:
    """The lines of the derivation of the problem, and of the short one, with their rules."""
    if judged.problem is None:
        return {}
    try:
        whole = derive(judged.problem, layout, order=judged.order)
    except MatdiffError:
        return {}
    said: Said = {}
    for found in (shortened(whole), whole):
        for left, line in _links(found):
            if isinstance(line.reason, Reason) and len(line.reason.uses) <= _MOST_RULES:
                said.setdefault((look(left), look(line.right)), line.reason)
    return said


def _links(found: Derivation) -> Iterator[tuple[Node, Line]]:
    for step in found.steps:
        above: Node | None = None
        for line in step.lines:
            left = line.left if line.left is not None else above
            if left is not None:
                yield left, line
            above = line.right
