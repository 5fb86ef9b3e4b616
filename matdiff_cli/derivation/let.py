"""The steps "Let Y = …, find ΔY", and the same reasoning for a function that is itself special."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as replaced
from functools import partial
from itertools import pairwise, starmap

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.expansion import POWERS, Expansion, squared_norm
from matdiff_cli.calculus.formulas import instantiate
from matdiff_cli.calculus.special import is_special, operands_of, record_of
from matdiff_cli.calculus.substitutions import Stage
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.laws import OF_TRANSPOSES
from matdiff_cli.derivation.lines import MOST_SPELLED_OUT, Chain, minus, perturbed
from matdiff_cli.derivation.records import Line, Reason, Step
from matdiff_cli.derivation.silent import met, rules_of_squares
from matdiff_cli.derivation.written import plus
from matdiff_cli.expressions.decompositions import terms
from matdiff_cli.expressions.nodes import Node, Number, Power, Product, Sum, Total, Trace, Transpose, Variable, Vec
from matdiff_cli.expressions.tidy import replace, tidy
from matdiff_cli.functions import Record

_MOST_SECOND_ORDER_TERMS = 10
_OUT = "multiply-out"
_OF_SUMS = {Total: "sum-sum", Trace: "trace-sum", Transpose: "transpose-sum", Vec: "vec-sum"}
"""Linear maps, and the rules by which they go past a sum."""

_NONE = frozenset[str]()


def let_step(d: Differentiation, stage: Stage, function_of: Node, known: Mapping[Node, int]) -> Step:
    """The step that names a sub-expression and finds its first-order change.

    `function_of` is f(X), for the line that shows the name; `known` are the numbers of earlier steps that found the
    change of an expression.
    """
    increment = d.changes.increments[stage.name]
    lines: list[Line] = []
    if len(d.staged.stages) <= MOST_SPELLED_OUT and (shown := _with_names_up_to(d, stage)) is not d.function:
        lines.append(Line(function_of, "=", shown))
    lines.append(Line(stage.name, "=", stage.definition))
    if (number := known.get(d.meanings[stage.name])) is not None:
        relation = "=" if d.is_exact(stage) else "≈"
        lines.append(Line(increment, relation, d.change_of(stage), reasons.as_in_step(number)))
    elif is_special(stage.definition) and d.varies_in(stage.definition):
        record = record_of(stage.definition)
        if record is not None and _is_implicit(record):
            lines += _implicit_lines(d, stage, record)
        else:
            chain = Chain(increment)
            special_lines(d, stage.definition, chain, stage)
            lines += chain.lines
    else:
        chain = Chain(increment)
        polynomial_lines(d, stage.definition, chain)
        change = d.change_of(stage)
        if len(terms(change)) < len(terms(chain.current)):
            chain.then("=", change, reasons.of(met(chain.current)))
        lines += chain.lines
    return Step("let", reasons.LET, tuple(lines), (stage.name, stage.definition, increment))


def difference(d: Differentiation, expression: Node) -> Node:
    """expression at X + ΔX minus expression at X, as written."""
    return minus(perturbed(expression, d.changes.increments), expression)


def polynomial_lines(d: Differentiation, expression: Node, chain: Chain) -> None:
    """The difference, its terms of first and second order, and what is kept."""
    chain.then("=", difference(d, expression))
    norms = {power: inner for power in expression.atoms(Power) if (inner := squared_norm(power)) is not None}
    written = _without_norms(expression, norms)
    if norms:
        chain.then("=", difference(d, written), reasons.of(" ".join(rules_of_squares(norms.values()))))
    expansion = d.changes.expansion
    first = _first_order(expansion, written, expression)
    degree = expansion.degree(expression)
    if degree == 1:
        opened = reasons.of(_opened(d, written))
        chain.work_out("=", lambda: _first_order(d.changes.anew(), written, expression), first, opened, _NONE)
        return
    if degree == 2 and (second := expansion.second_terms(written)):
        both = plus(first, *second)
        if len(both.args) <= _MOST_SECOND_ORDER_TERMS:
            opened = reasons.of(_OUT)
            chain.work_out("=", lambda: _both_orders(d.changes.anew(), written, expression), both, opened, _NONE)
            chain.then("≈", first, reasons.SECOND_ORDER)
            return
    chain.work_out("≈", lambda: _first_order(d.changes.anew(), written, expression), first, reasons.FIRST_ORDER, _NONE)


def _opened(d: Differentiation, expression: Node) -> str:
    """The rules by which a difference of first degree is its change: φ + Δφ − φ = Δφ needs no multiplying out."""
    rules: dict[str, None] = {}
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Variable) or not d.varies_in(node):
            continue
        if not isinstance(node, (Sum, *_OF_SUMS)):
            return _OUT
        if not isinstance(node, Sum):
            rules[_OF_SUMS[type(node)]] = None
        waiting += node.parts
    return " ".join(rules) or "subtract"


def _first_order(expansion: Expansion, written: Node, expression: Node) -> Node:
    """The terms with one Δ one by one, or collected where they are many."""
    parts = expansion.first_terms(written)
    return plus(*parts) if 0 < len(parts) <= _MOST_SECOND_ORDER_TERMS else expansion.first(expression)


def _both_orders(expansion: Expansion, written: Node, expression: Node) -> Node:
    return plus(_first_order(expansion, written, expression), *expansion.second_terms(written))


def _without_norms(expression: Node, norms: Mapping[Power, Node]) -> Node:
    """The expression with v'v for ‖v‖² and tr(M'M) for ‖M‖²."""
    written = {power: _as_written(inner, int(power.args[1].value) // 2) for power, inner in norms.items()}
    return replace(expression, written, simplify=False) if written else expression


def _as_written(inner: Node, k: int) -> Node:
    flipped = inner.args[0] if isinstance(inner, Transpose) else Transpose(inner)
    if inner.is_row:
        square: Node = Product(inner, flipped)
    else:
        square = Product(flipped, inner) if inner.is_column else Trace(Product(flipped, inner))
    return square if k == 1 else Power(square, Number(k))


def special_lines(d: Differentiation, expression: Node, chain: Chain, stage: Stage | None = None) -> None:
    """The difference of a special node and the reasoning of its record, down to its first-order change.

    A `stage` has a name for the expression, in which its change is written.
    """
    chain.then("=", difference(d, expression))
    record = record_of(expression)
    if record is not None:
        told = OF_TRANSPOSES
        for line, words in record.reasoning:
            instance = partial(_instance, d, expression, record)
            reason = reasons.of_reasoning(words, instance)
            chain.work_out(line[0], partial(instance, line[1:]), instance(line[1:]), reason, told)
            told |= {each.reason.rule for each in chain.lines if isinstance(each.reason, Reason)}  # not brought back
    change = d.changes.first(expression) if stage is None else d.change_of(stage)
    if isinstance(expression, POWERS):
        varying = d.varies_in(expression.args[1])
        chain.then("≈", change, reasons.power_rule(varying_exponent=varying))
    elif record is not None and record.kind == "elementwise":
        chain.then("≈", change, reasons.taylor(record.name))
    elif record is not None and record.reasoning:
        chain.then("=", change, reasons.put_in(stage.name) if stage else None)
    else:
        chain.then("≈", change, reasons.first_order_part(expression, change))


def _is_implicit(record: Record) -> bool:
    return any("Y" in line for line, _ in record.reasoning)


def _implicit_lines(d: Differentiation, stage: Stage, record: Record) -> list[Line]:
    """The equation that defines a name, perturbed and solved for the change of the name."""
    expression, name, increment = stage.definition, stage.name, d.changes.increments[stage.name]
    lines = []
    for line, words in record.reasoning:
        relation = "≈" if "≈" in line else "="
        left, right = (side.strip() for side in line.split(relation))
        instance = partial(_instance, d, expression, record, Y=name, dY=increment)
        sides = [instance(side) for side in (left, right) if side]
        reason = reasons.of_reasoning(words, instance)
        if right:
            lines.append(Line(sides[0], relation, sides[1], reason))
        else:
            chain = Chain(sides[0])
            chain.work_out(relation, lambda: d.change_anew(stage), d.change_of(stage), reason)
            lines += [chain.lines[0], *starmap(partial(_put_in, name), pairwise(chain.lines))]
    return lines


def _put_in(name: Variable, above: Line, line: Line) -> Line:
    """The line with what it says of a name that its meaning has taken the place of."""
    before, after = (side.right.occurrences(name) for side in (above, line))
    if after == before or not isinstance(line.reason, Reason):
        return line
    return replaced(line, reason=reasons.together([reasons.put_in(name), line.reason]))


def _instance(d: Differentiation, expression: Node, record: Record, formula: str, **named: Node) -> Node:
    operands = tuple(tidy(operand) for operand in operands_of(expression))
    changes = (d.changes.first(operand) for operand in operands_of(expression))
    increments = {"d" + parameter: change for parameter, change in zip(record.parameters, changes, strict=True)}
    return instantiate(record.name, formula, operands, **increments, **named)


def _with_names_up_to(d: Differentiation, last: Stage) -> Node:
    """f with the names introduced so far, everything later written out."""
    later: dict[Node, Node] = {}
    for stage in d.staged.stages[d.staged.stages.index(last) + 1 :]:
        later[stage.name] = replace(stage.definition, later, simplify=False)
    return replace(d.staged.body, later, simplify=False)
