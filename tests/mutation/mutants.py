"""The calculus broken on purpose, one rule at a time.

A mutant is a rule whose result is negated, transposed or otherwise changed while the mutant is applied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from matdiff_cli.calculus import (
    adjoint,
    answer,
    differentiate,
    expansion,
    formulas,
    special,
    stacking,
    structure,
    substitutions,
)
from matdiff_cli.expressions import algebra, final_form, nodes
from matdiff_cli.expressions.algebra import diagonals, neighbours, products
from matdiff_cli.expressions.alternatives import common, quotients
from matdiff_cli.expressions.alternatives import products as products_forms
from matdiff_cli.expressions.alternatives.form import Form
from matdiff_cli.expressions.decompositions import weight
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.functions import REGISTRY, Record

Change = Callable[[Node], Node]


def negated(node: Node) -> Node:
    return algebra.scale(-nodes.ONE.value, node)


def tripled(node: Node) -> Node:
    """Unlike a change of sign, this is not undone by a second one."""
    return algebra.scale(nodes.ONE.value * 3, node)


def transposed(node: Node) -> Node:
    return algebra.transpose(node)


CHANGES: dict[str, Change] = {"sign": negated, "transpose": transposed}


@dataclass(frozen=True)
class Mutant:
    """`rule` is what is broken, `how` the way; `apply()` is a context in which it is."""

    group: str
    rule: str
    how: str
    apply: Callable[[], Any]

    @property
    def name(self) -> str:
        return f"{self.group}: {self.rule} ({self.how})"


def clear() -> None:
    """Forget what was read from the registry's formulas."""
    for function in (formulas._template, formulas.derivative):
        function.cache_clear()


@contextmanager
def _attribute(owner: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    clear()
    try:
        yield
    finally:
        setattr(owner, name, before)
        clear()


# --- the registry -----------------------------------------------------------------------------------------------------


@contextmanager
def _record(name: str, changed: Record) -> Iterator[None]:
    before = REGISTRY[name]
    REGISTRY[name] = changed
    clear()
    try:
        yield
    finally:
        REGISTRY[name] = before
        clear()


def _of_record(group: str, record: Record, how: str, **fields: Any) -> Mutant:
    return Mutant(group, record.name, how, lambda: _record(record.name, replace(record, **fields)))


def registry() -> Iterator[Mutant]:
    """Every derivative, differential, definition and line of reasoning."""
    for record in REGISTRY.values():
        if record.derivative:
            wrong = "1" if record.derivative == "0" else f"-({record.derivative})"
            yield _of_record("derivative", record, "sign", derivative=wrong)
            doubled = "2" if record.derivative == "0" else f"2*({record.derivative})"
            yield _of_record("derivative", record, "factor", derivative=doubled)
        if record.differential:
            yield _of_record("differential", record, "sign", differential=f"-({record.differential})")
            turned = re.sub(r"\bd([A-Z])\b(?!')", r"d\1'", record.differential)
            if turned == record.differential:
                turned = f"2*({record.differential})"
            yield _of_record("differential", record, "transpose", differential=turned)
        if record.definition:
            yield _of_record("definition", record, "sign", definition=f"-({record.definition})")
        for place, (line, reason) in enumerate(record.reasoning):
            left, relation, right = re.split(r"([=≈])", line, maxsplit=1)
            if right.strip() not in ("0", ""):
                lines = list(record.reasoning)
                lines[place] = (f"{left}{relation} -({right.strip()})", reason)
                yield _of_record("reasoning", record, f"sign of line {place + 1}", reasoning=tuple(lines))


def special_rules() -> Iterator[Mutant]:
    """Changes that are written in code: real powers and the matrix exponential."""
    original = special._change_of_power

    def without_exponent(base: Node, exponent: Node, change: Change) -> Node:
        lower = algebra.hadamard_power(base, algebra.subtract(exponent, nodes.ONE))
        return algebra.hadamard(lower, change(base))

    def negative(base: Node, exponent: Node, change: Change) -> Node:
        return negated(original(base, exponent, change))

    yield Mutant("special", "power", "sign", lambda: _attribute(special, "_change_of_power", negative))
    yield Mutant("special", "power", "factor", lambda: _attribute(special, "_change_of_power", without_exponent))
    whole = special.special_change

    def of_expm(change_it: Change) -> Callable[..., Node]:
        def changed(node: Node, change: Change) -> Node:
            found = whole(node, change)
            record = special.record_of(node)
            return change_it(found) if record is not None and record.name == "expm" else found

        return changed

    for how, change_it in CHANGES.items():
        yield Mutant(
            "special",
            "expm",
            how,
            lambda change_it=change_it: _attribute(substitutions, "special_change", of_expm(change_it)),
        )


# --- rules by node kind -----------------------------------------------------------------------------------------------


@contextmanager
def _registered(function: Any, kind: type, implementation: Callable) -> Iterator[None]:
    before = function.registry[kind]
    function.register(kind, implementation)
    clear()
    try:
        yield
    finally:
        function.register(kind, before)
        clear()


def _kinds(function: Any) -> list[type]:
    return [kind for kind in function.registry if kind is not object]


def adjoint_rules() -> Iterator[Mutant]:
    """Every share that an adjoint rule hands down."""
    for kind in _kinds(adjoint.shares_of):
        original = adjoint.shares_of.registry[kind]
        for how, change in CHANGES.items():

            def broken(node, cotangent, holds, original=original, change=change):
                rules, shares = original(node, cotangent, holds)
                return rules, [adjoint.Share(child, change(share)) for child, share in shares]

            apply = _bound(_registered, adjoint.shares_of, kind, wraps(original)(broken))
            yield Mutant("adjoint", kind.__name__, how, apply)


def stacking_rules() -> Iterator[Mutant]:
    """Every matrix that a stacking rule makes."""
    for kind in _kinds(stacking.stacked):
        original = stacking.stacked.registry[kind]
        for how, change in CHANGES.items():

            def broken(node, holds, original=original, change=change):
                rules, shares = original(node, holds)
                return rules, [adjoint.Share(child, change(matrix)) for child, matrix in shares]

            apply = _bound(_registered, stacking.stacked, kind, wraps(original)(broken))
            yield Mutant("stacking", kind.__name__, how, apply)


EXPANDED = (nodes.Variable, nodes.Sum, nodes.Literal, *expansion.LINEAR, *expansion.MULTILINEAR, *expansion.POWERS)
SECOND_ORDER = (nodes.Sum, nodes.Literal, *expansion.LINEAR, *expansion.MULTILINEAR, *expansion.POWERS)


def expansion_rules() -> Iterator[Mutant]:
    """The terms of first and of second order in the increments, by the kind of node that is expanded."""
    for method, kinds in (("_first_of", EXPANDED), ("second_terms", SECOND_ORDER)):
        original = getattr(expansion.Expansion, method)
        for kind in kinds:
            for how, change in CHANGES.items():

                def broken(self, node, original=original, kind=kind, change=change):
                    found = original(self, node)
                    if not isinstance(node, kind):
                        return found
                    return [change(term) for term in found] if isinstance(found, list) else change(found)

                group = "first order" if method == "_first_of" else "second order"
                yield Mutant(group, kind.__name__, how, _bound(_attribute, expansion.Expansion, method, broken))


def last_steps() -> Iterator[Mutant]:
    """The target's structure and the layout."""
    for name, project in structure.PROJECTIONS.items():

        def negative(gradient, project=project):
            return negated(project(gradient))

        def turned(gradient, project=project):
            return transposed(project(gradient))

        yield Mutant("structure", name, "sign", _bound(_entry, structure.PROJECTIONS, name, negative))
        yield Mutant("structure", name, "transpose", _bound(_entry, structure.PROJECTIONS, name, turned))
    original = answer.arrange
    for how, change in CHANGES.items():

        def arranged(value, layout, original=original, change=change, **facts):
            found = original(value, layout, **facts)
            return change(found) if layout != "gradient" else found

        yield Mutant("layout", "arrange", how, _bound(_attribute, answer, "arrange", arranged))


TIDYING = {
    "cancelled inverse": (products, "cancelled"),
    "merged neighbours": (products, "merge"),
    "Kronecker product on vec": (neighbours, "_kronecker_on_vec"),
    "Kronecker product of a vector": (neighbours, "_into_kronecker"),
    "triangle": (diagonals, "_triangle"),
    "diagonal of triangles": (diagonals, "_triangular_diagonal"),
}
"""Rules of the algebra, each a function whose result, if there is one, stands for something equal to it."""


def _lost(forms: Callable[[Node], Iterator[Form]]) -> Callable[[Node], Iterator[Form]]:
    """Zeros for every form that is shorter than the node, and so may be taken."""
    return lambda node: (
        Form(f.rule, algebra.zeros(f.node.shape)) if weight(f.node) < weight(node) else f for f in forms(node)
    )


def tidying() -> Iterator[Mutant]:
    """Rules that make an expression shorter, and the other forms of which an answer takes the shortest."""
    for rule, (module, name) in TIDYING.items():
        original = getattr(module, name)

        def broken(*arguments, original=original):
            found = original(*arguments)
            return None if found is None else tripled(found)

        yield Mutant("tidying", rule, "factor", _bound(_attribute, module, name, broken))
    for module in (common, products_forms, quotients):
        for kind, forms in module.FORMS.items():
            rule = f"{module.__name__.rpartition('.')[2]} of {kind.__name__}"
            yield Mutant("form", rule, "nothing", _bound(_entry, module.FORMS, kind, _lost(forms)))
    lost = _lost(final_form.recognised)
    yield Mutant("form", "function under its own name", "nothing", _bound(_attribute, final_form, "recognised", lost))
    for name in ("gradient", "jacobian"):
        original = getattr(differentiate.stacked_targets, name)

        def gathered(parts, original=original):
            return tripled(original(parts))

        yield Mutant("gathering", name, "factor", _bound(_attribute, differentiate.stacked_targets, name, gathered))


@contextmanager
def _entry(table: dict, key: str, value: Any) -> Iterator[None]:
    before = table[key]
    table[key] = value
    try:
        yield
    finally:
        table[key] = before


def _bound(context: Callable, *arguments: Any) -> Callable[[], Any]:
    return lambda: context(*arguments)


def all_mutants() -> list[Mutant]:
    return [
        *registry(),
        *special_rules(),
        *adjoint_rules(),
        *stacking_rules(),
        *expansion_rules(),
        *last_steps(),
        *tidying(),
    ]
