"""The rules that records of the registry give rise to: a function stays one record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matdiff_cli.functions import REGISTRY, Record
from matdiff_cli.functions.signature import signature
from matdiff_cli.languages import phrase
from matdiff_cli.rules.record import Rule, rule, shown


def rule_of(record: Record) -> str:
    """The name of the rule by which a function changes, or is defined: `inverse`, `derivative-exp`."""
    if record.kind == "elementwise":
        return f"derivative-{record.name}"
    return _noun(record).removeprefix("the ").replace(" ", "-")


def _noun(record: Record) -> str:
    return record.noun or record.name


def midpoint_rule_of(record: Record) -> str:
    """The name of the rule by which a convex or concave function is at most, or least, its mean at a midpoint."""
    return f"midpoint-{record.name}"


def product_rule_of(record: Record, partner: str) -> str:
    """The name of the rule f·g = h of an elementwise function f; the partner g is "" for the argument."""
    return f"{record.name}-times-{partner or 'argument'}"


def total_rule_of(record: Record) -> str:
    """The name of the rule by which the entries of a function add up to 1."""
    return f"{record.name}-total"


def rules_of_functions() -> Iterator[Rule]:
    """For each record: its derivative, definition or change, and what a proof of convexity says of it."""
    for record in REGISTRY.values():
        if record.adds_to_one:
            yield _total(record)
        if record.bends:
            yield _midpoint(record)
        if record.kind == "elementwise":
            yield _derivative(record)
            yield from _products(record)
        elif record.kind == "defined":
            yield _definition(record)
        elif record.kind == "special" or record.noun:
            yield _change(record)


def _derivative(record: Record) -> Rule:
    slope = re.sub(r"\bx\b", "t", record.derivative)
    kind = "positive scalar" if record.needs_positive else "scalar"
    return rule(
        rule_of(record),
        "Taylor, @1",
        first_order=(f"{record.name}(t + dt) ≈ {record.name}(t){_plus_multiple(slope)} where t: {kind}",),
        why=_by_taylor(record),
        source=record.source or "the table of derivatives of one variable",
        example=record.example,
    )


def _plus_multiple(slope: str) -> str:
    """` + slope*dt`, without what a reader would leave out."""
    if slope == "0":
        return ""
    sign, size = (" - ", slope[1:]) if slope.startswith("-") else (" + ", slope)
    is_sum = " " in re.sub(r"\([^()]*\)", "", size)
    return f"{sign}({size})*dt" if is_sum else f"{sign}{size}*dt"


def _by_taylor(record: Record) -> str:
    taylor = phrase("The first two terms of the Taylor series.")
    remark = phrase(f"{record.note[:1].upper()}{record.note[1:]}.")
    return phrase("{taylor} {remark}", taylor=taylor, remark=remark) if record.note else taylor


def _midpoint(record: Record) -> Rule:
    f, convex = record.name, record.bends == "convex"
    kind = "positive scalar" if record.domain else "scalar"
    if record.kind != "elementwise":
        kind = _declared(record).partition(": ")[2]
    argument = "A*x" if record.kinks else "relu(A*x)" if convex else "b - abs(x)"
    example = f"sum({f}({argument}))" if record.kind == "elementwise" else f"{f}({argument})"
    return shown(
        midpoint_rule_of(record),
        phrase("{f} is convex" if convex else "{f} is concave", f=f),
        inequalities=(f"{f}((u + w)/2) {'≤' if convex else '≥'} ({f}(u) + {f}(w))/2 where u, w: {kind}",),
        why="Along a line the slope never decreases, so that every chord lies above the graph."
        if convex
        else "Along a line the slope never increases, so that every chord lies below the graph.",
        source="Boyd & Vandenberghe, Convex Optimization, 3.1.5",
        example=f"{example} wrt x",
        of_shape=True,
    )


def _total(record: Record) -> Rule:
    return shown(
        total_rule_of(record),
        phrase("the total of {f}", f=record.name),
        f"sum({_call(record)}) = 1 where {_declared(record)}",
        why="Every entry is divided by the sum of all of them.",
        source=record.source,
        example=f"p'*log(p) wrt x where p = {_call(record)}",
    )


def _products(record: Record) -> Iterator[Rule]:
    for partner, value in record.partners:
        f, g, h = (f"{name}(t)" if name else "t" for name in (record.name, partner, value))
        yield shown(
            product_rule_of(record, partner),
            phrase("{f} times {g}", f=f, g=g),
            f"{f}*{g} = {h} where t: scalar",
            why="This holds for t > 0, for t = 0 and for t < 0.",
            source=phrase("the definition of {name}", name=record.name),
            example=f"sum({partner}(x).^2) wrt x" if partner else f"sum({value}(x).*x) wrt x",
        )


def _definition(record: Record) -> Rule:
    return rule(
        rule_of(record),
        phrase("definition of {noun}", noun=phrase(_noun(record))),
        f"{_call(record)} = {record.definition} where {_declared(record)}",
        why=phrase("This is its definition: {description}.", description=phrase(record.description)),
        source=record.source or phrase("the definition of {name}", name=phrase(_noun(record))),
        example=record.example,
    )


_BY_EQUATION = "The equation that defines it is perturbed, and solved for its change."
_BY_DIFFERENCE = "The difference of the two values is taken to first order."


def _change(record: Record) -> Rule:
    """The definition of a function by an equation, if its reasoning begins with one, and its change."""
    first = record.reasoning[0][0] if record.reasoning else ""
    implicit = re.search(r"\bY\b", first) is not None
    where = f" where {_declared(record)}"
    sign = " - " if record.differential.startswith("-") else " + "
    change = record.first_order or _call(record) + sign + record.differential.removeprefix("-")
    return Rule(
        rule_of(record),
        phrase("definition of {noun}" if implicit else "change of {noun}", noun=phrase(_noun(record))),
        (re.sub(r"\bY\b", _call(record), first) + where,) if implicit else (),
        (f"{_call(record, increment=True)} ≈ {change}{where}",),
        why=record.why or (_BY_EQUATION if implicit else _BY_DIFFERENCE),
        reasoning=record.reasoning,
        source=record.source,
        example=record.example,
        short=bool(record.reasoning) and not implicit,
    )


def _call(record: Record, *, increment: bool = False) -> str:
    arguments = (f"{name} + d{name}" if increment else name for name in record.parameters)
    return f"{record.name}({', '.join(arguments)})"


def _declared(record: Record) -> str:
    """The parameters with their shapes: `X: matrix(m, n)`."""
    arguments = signature(record.signatures[0]).arguments
    return ", ".join(
        f"{name}: vector({rows})" if columns == "1" else f"{name}: matrix({rows}, {columns})"
        for name, (rows, columns) in zip(record.parameters, arguments, strict=True)
    )
