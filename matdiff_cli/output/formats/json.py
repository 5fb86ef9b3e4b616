"""JSON: one object a derivation, on one line, of the schema matdiff/1."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from matdiff_cli.derivation.records import Algorithm, Derivation, Line, Note, Reason, Step, Verification
from matdiff_cli.languages import translated
from matdiff_cli.output import notation
from matdiff_cli.output.answers import with_names
from matdiff_cli.output.cells import sanitise
from matdiff_cli.output.diagnostics import SCHEMA
from matdiff_cli.output.notation.sizes import shape_of, shape_words
from matdiff_cli.output.style import Style, for_problem
from matdiff_cli.output.words import error_words, target_name, written
from matdiff_cli.typing.names import increment_name
from matdiff_cli.typing.typed import Problem, Symbol, Target


def render(derivation: Derivation, style: Style) -> str:
    """The derivation as one line of JSON."""
    return json.dumps(to_object(derivation, style), ensure_ascii=style.ascii)


def to_object(derivation: Derivation, style: Style) -> dict[str, Any]:
    """The derivation as the object of schema matdiff/1."""
    problem, result = derivation.problem, derivation.result
    style = for_problem(style, problem)
    text, latex = partial(notation.text, style=style), partial(notation.latex, style=style)
    return {
        "schema": SCHEMA,
        "problem": sanitise(problem.text),
        "layout": result.layout,
        "order": derivation.order,
        "function": {
            "text": text(derivation.function),
            "latex": latex(derivation.function),
            "shape": shape_words(shape_of(derivation.function)),
        },
        "target": _target(problem, problem.target),
        **({"by": _target(problem, derivation.by)} if derivation.by is not None else {}),
        "symbols": {name: _symbol(symbol) for name, symbol in problem.symbols.items()},
        "result": {
            "kind": result.kind,
            "text": with_names(result, text, " where "),
            "latex": with_names(result, latex, r" \quad\text{where } "),
            "shape": shape_words(shape_of(result.value)),
            "differential": None if result.differential is None else text(result.differential),
            "conditions": [written(note, text, language=style.language) for note in result.conditions],
            "notes": [written(note, text, language=style.language) for note in result.remarks],
        },
        "reading": [sanitise(translated(remark, style.language)) for remark in problem.reading],
        "bindings": {name: text(definition) for name, definition in derivation.bindings.items()},
        **({"increments": renamed} if (renamed := _renamed(style)) else {}),
        "steps": [step_object(step, style) for step in derivation.steps],
        "check": None if derivation.check is None else _check(derivation.check, style),
        "code": None if derivation.code is None else {derivation.code.target: derivation.code.source},
        **({"cost": [_algorithm(found, style) for found in derivation.cost]} if derivation.cost else {}),
    }


def _algorithm(found: Algorithm, style: Style) -> dict[str, Any]:
    """How to compute something, line by line, with the operations that it takes."""
    step = step_object(found.step, style)
    counted = zip(step["lines"], found.flops, strict=True)
    lines = [{**line, "flops": notation.text(flops, style)} for line, flops in counted]
    return {**step, "lines": lines, "flops": notation.text(found.total, style)}


def _renamed(style: Style) -> dict[str, str]:
    """What the increments are called that cannot be called dX, as that is a symbol."""
    called = {name: increment_name(name, style.names) for name in sorted(style.names)}
    return {name: increment for name, increment in called.items() if increment != f"d{name}"}


def _check(check: Verification, style: Style) -> dict[str, Any]:
    return {
        "passed": check.passed,
        "points": check.points,
        "max_relative_error": error_words(check.max_relative_error),
        "digits": check.digits,
        "lines": check.lines,
        "lines_held": check.lines_held,
        "failures": [sanitise(translated(failure, style.language)) for failure in check.failures],
    }


def _target(problem: Problem, target: Target) -> dict[str, Any]:
    if target.stacked:
        return {"name": target_name(target), "shape": [str(len(target.names)), "1"], "structure": None}
    symbol = problem.symbols[target.names[0]]
    return {"name": symbol.name, "shape": shape_words(symbol.shape), "structure": symbol.structure}


def _symbol(symbol: Symbol) -> dict[str, Any]:
    return {
        "kind": symbol.kind,
        "shape": shape_words(symbol.shape),
        "structure": symbol.structure,
        "declared": symbol.declared,
    }


def step_object(step: Step, style: Style) -> dict[str, Any]:
    """A step with its lines."""
    return {
        "title": written(step, partial(notation.unicode, style=style), language=style.language),
        "key": step.key,
        "lines": [_line(line, style) for line in step.lines],
    }


def _line(line: Line, style: Style) -> dict[str, Any]:
    left = "" if line.left is None else notation.latex(line.left, style) + " "
    return {
        "left": None if line.left is None else notation.text(line.left, style),
        "relation": line.relation,
        "right": notation.text(line.right, style),
        "latex": f"{left}{notation.latex_relation(line.relation)} {notation.latex(line.right, style)}",
        "reason": _reason(line.reason, style) if line.reason else None,
        "rule": line.reason.rule if isinstance(line.reason, Reason) else None,
    }


def _reason(reason: Reason | Note, style: Style) -> str:
    return written(reason, partial(notation.unicode, style=style), language=style.language)
