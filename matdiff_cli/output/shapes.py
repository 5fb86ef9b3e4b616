"""What was found of a function's shape, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import mpmath

from matdiff_cli.languages import phrase, translated
from matdiff_cli.numbers.dense import Matrix
from matdiff_cli.output import notation
from matdiff_cli.output.breaking import break_line
from matdiff_cli.output.cells import padded, sanitise, to_ascii
from matdiff_cli.output.diagnostics import GREEN, RED, YELLOW, Paint
from matdiff_cli.output.formats import text as text_format
from matdiff_cli.output.formats.json import step_object
from matdiff_cli.output.notation.sizes import shape_of, shape_words
from matdiff_cli.output.style import Style, for_problem
from matdiff_cli.output.words import target_name, written
from matdiff_cli.shape.records import Shape, Witness

SCHEMA = "matdiff/convex/1"
_LABEL = 12
_DIGITS = 6


def as_text(text: str, shape: Shape, style: Style) -> str:
    """The verdict on the first line; below it the conditions, the proof or the witness."""
    style = for_problem(style, shape.problem)
    lines = [_first_line(text, shape, style, ": ")]
    lines += [f"  {part}" for words in _remarks(shape, style) for part in break_line(words, style.width - 2)]
    for label, words in _evidence(shape, style.language):
        parts = break_line(words, style.width - _LABEL - 2)
        lines += [f"  {padded(label if index == 0 else '', _LABEL)}{part}" for index, part in enumerate(parts)]
    page = to_ascii("\n".join(lines)) if style.ascii else "\n".join(lines)
    return page if shape.proof is None else f"{page}\n\n{text_format.render(shape.proof, style)}"


def as_line(text: str, shape: Shape, style: Style) -> str:
    """The verdict and the problem alone, with a TAB between them."""
    line = _first_line(text, shape, style, "\t")
    return to_ascii(line) if style.ascii else line


def _first_line(text: str, shape: Shape, style: Style, between: str) -> str:
    colour = GREEN if shape.is_proved else RED if shape.witness else YELLOW
    verdict = shape.verdict if between == "\t" else translated(shape.verdict, style.language)  # scripts read lines
    return Paint(style.color)(colour, verdict) + between + " ".join(sanitise(text).split())


def _remarks(shape: Shape, style: Style) -> Iterator[str]:
    """When more is true, or how far the search went."""
    spelled = partial(notation.text if style.ascii else notation.unicode, style=style)
    for condition in shape.conditions:
        yield written(condition, spelled, language=style.language)
    if shape.verdict == "unknown":
        words = "not convex; whether it is concave is neither proved nor refuted, after a search at {n} points"
        if shape.witness is None:
            words = "neither proved nor refuted, after a search at {n} points"
        yield translated(phrase(words, n=shape.points), style.language)


def _evidence(shape: Shape, language: str) -> Iterator[tuple[str, str]]:
    """What refutes that the function is convex, with a label for each line, and the hint."""
    witness = shape.witness
    said = partial(translated, language=language)
    if witness is not None:
        for index, (name, value) in enumerate(witness.point.items()):
            yield "" if index else said("at"), f"{name} = {_matrix(value)}"
        single = len(witness.direction) == 1
        for index, (name, value) in enumerate(witness.direction.items()):
            yield "" if index else said("direction"), f"{'v' if single else name} = {_matrix(value)}"
        if witness.ends is None:
            yield said("curvature"), str(_number(witness.curvature))
        else:
            x = target_name(shape.problem.target)
            yield said("chord"), f"f({x} + v) + f({x} - v) - 2 f({x}) = {_number(witness.curvature)}"
    if shape.hint:
        yield said("hint"), said(shape.hint)


def as_json(text: str, shape: Shape, style: Style) -> str:
    """One object of schema matdiff/convex/1 on one line."""
    style = for_problem(style, shape.problem)
    spelled, latex = partial(notation.text, style=style), partial(notation.latex, style=style)
    proof = shape.proof
    hessian = proof.result if proof is not None and proof.order == 2 else None
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "problem": sanitise(text),
        "verdict": shape.verdict,
        "conditions": [written(condition, spelled, language=style.language) for condition in shape.conditions],
        "hessian": None
        if hessian is None
        else {
            "text": spelled(hessian.value),
            "latex": latex(hessian.value),
            "shape": shape_words(shape_of(hessian.value)),
        },
        "certificate": [step_object(step, style) for step in (proof.steps if proof is not None else ())],
        "witness": None if shape.witness is None else _witness(shape.witness),
        "hint": shape.hint and translated(shape.hint, style.language),
    }
    return json.dumps(found, ensure_ascii=style.ascii)


def _witness(witness: Witness) -> dict[str, Any]:
    only = next(iter(witness.direction.values()))
    several = len(witness.direction) > 1
    direction = {n: _rounded(v) for n, v in witness.direction.items()} if several else _rounded(only)
    found: dict[str, Any] = {
        "point": _values(witness.point),
        "direction": direction,
        "curvature": _number(witness.curvature),
    }
    if witness.ends is not None:
        found["ends"] = [_values(end) for end in witness.ends]
    return found


def _values(values: Mapping[str, Matrix]) -> dict[str, list[list[float]]]:
    return {name: _rounded(value) for name, value in values.items()}


def _rounded(value: Matrix) -> list[list[float]]:
    return [[_number(x) for x in row] for row in value]


def _number(value: Any) -> float:
    """A whole number, or one with a few digits."""
    whole = int(mpmath.nint(value))
    return whole if abs(value - whole) < mpmath.mpf(10) ** -15 else float(mpmath.nstr(value, _DIGITS))


def _matrix(value: Matrix) -> str:
    rows = "; ".join(", ".join(str(_number(x)) for x in row) for row in value)
    return rows if len(value) == len(value[0]) == 1 else f"[{rows}]"
