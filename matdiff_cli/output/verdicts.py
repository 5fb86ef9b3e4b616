"""What became of a claim, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from matdiff_cli.languages import phrase, retold, translated
from matdiff_cli.output.breaking import break_line
from matdiff_cli.output.cells import padded, sanitise, to_ascii
from matdiff_cli.output.diagnostics import GREEN, RED, SCHEMA, YELLOW, Paint
from matdiff_cli.output.style import Style, for_problem

if TYPE_CHECKING:
    from matdiff_cli.claims.judgement import Judgement
    from matdiff_cli.derivation.records import Derivation, Result
    from matdiff_cli.numbers.dense import Matrix
    from matdiff_cli.typing.dimension import Shape

COLORS = {"right": GREEN, "layout": GREEN, "equal": GREEN, "condition": YELLOW, "wrong": RED, "different": RED}
SAID = {"layout": "right in {layout} layout", "condition": "right only under a condition"}
"""What a verdict is called where its own name says too little."""

_PARTIAL = "right where both sides are defined"
_LABEL = 12


def as_text(text: str, found: Judgement, derivation: Derivation | None, style: Style, *, show: bool = False) -> str:
    """The verdict and the claim on one line, and the reasons, if any, below it; then the derivation, to `show` it."""
    right = None if derivation is None else derivation.result
    lines = [_first_line(text, found, style, ": "), *reason_lines(found, right, style)]
    written = to_ascii("\n".join(lines)) if style.ascii else "\n".join(lines)
    if show and derivation is not None:
        from matdiff_cli.output import renderer

        written += "\n\n" + renderer("text")(derivation, style)
    return written


def reason_lines(found: Judgement, right: Result | None, style: Style) -> list[str]:
    """Why a claim is not simply right, in lines that fit."""
    lines = []
    for label, words in _reasons(found, right, style):
        parts = _fitted(words, style.width - _LABEL - 2)
        lines += [f"  {padded(label if index == 0 else '', _LABEL)}{part}" for index, part in enumerate(parts)]
    return lines


def as_line(text: str, found: Judgement, style: Style) -> str:
    """The verdict and the claim alone, with a TAB between them."""
    line = _first_line(text, found, style, "\t")
    return to_ascii(line) if style.ascii else line


def _first_line(text: str, found: Judgement, style: Style, between: str) -> str:
    words = _PARTIAL if found.is_partial else SAID.get(found.verdict, found.verdict)
    verdict: str = phrase(words, layout=phrase(found.layout or ""))
    verdict = verdict if between == "\t" else translated(verdict, style.language)  # scripts read such lines
    return Paint(style.color)(COLORS[found.verdict], verdict) + between + " ".join(sanitise(text).split())


def _fitted(words: str, limit: int) -> list[str]:
    """Words or mathematics in lines that fit, broken behind a semicolon where that can be: between rows of a matrix."""
    lines: list[str] = []
    for part in words.replace("; ", ";\n").splitlines():
        if lines and len(lines[-1]) + 1 + len(part) <= limit:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return [part for line in lines for part in break_line(line, limit)]


def _reasons(found: Judgement, right: Result | None, style: Style) -> Iterator[tuple[str, str]]:
    said = partial(translated, language=style.language)
    is_turned = found.layout not in (None, "gradient")

    def turned(words: str) -> str:
        return said(phrase("{words}, in {layout} layout", words=phrase(words), layout=phrase(found.layout or "")))

    if found.condition:
        words = turned(found.condition) if is_turned else said(found.condition)
        if found.is_partial:  # the first line says so
            words = words.partition(": ")[2]
        if words:
            yield said("if"), sanitise(words)
    if found.misfit is not None:
        marks = sorted(found.misfit.marks, key=lambda mark: mark.span.start)
        message = retold(found.misfit.message, style.language)
        labels = "; ".join(label for mark in marks if (label := retold(mark.label, style.language)) not in message)
        yield said("shapes"), sanitise(message + (f": {labels}" if labels else ""))
    elif found.verdict in ("wrong", "different") and _is_of_another_shape(found):
        yield said("shapes"), said(_other_shape(found))
    if found.slip:
        from matdiff_cli.claims.slips import DESCRIPTIONS

        slip = turned(found.slip) if is_turned and not found.condition else said(phrase(found.slip))
        yield said("slip"), ": ".join(filter(None, (slip, said(DESCRIPTIONS.get(found.slip, "")))))
    if found.repair:
        yield said("right with"), sanitise(said(found.repair))
    answer = answer_text(found, right, style)
    if answer and found.verdict != "right":
        yield said("answer"), answer
    if found.witness is not None:
        for index, (name, value) in enumerate(found.witness.values.items()):
            yield "" if index else said("at"), f"{name} = {_matrix(value)}"
        sides = ("right side", "left side") if found.is_identity else ("claimed", "correct")
        yield said(sides[0]), said(_matrix(found.witness.claimed))
        yield said(sides[1]), said(_matrix(found.witness.correct))


def _is_of_another_shape(found: Judgement) -> bool:
    return found.shape is not None and bool(found.shapes) and found.shape not in (found.shapes or {}).values()


def _other_shape(found: Judgement) -> str:
    assert found.shape is not None and found.shapes is not None
    if found.is_identity:
        left, right = _shape(found.shapes["gradient"]), _shape(found.shape)
        return phrase("the left side is {left}, the right side {right}", left=left, right=right)
    layouts: dict[str, list[str]] = {}
    for layout, shape in found.shapes.items():
        layouts.setdefault(_shape(shape), []).append(layout)
    parts = next(iter(layouts))
    if len(layouts) > 1:
        parts = ", ".join(f"{shape} ({', '.join(names)})" for shape, names in layouts.items())
    return phrase("the claim is {shape}, the derivative {shapes}", shape=_shape(found.shape), shapes=parts)


def answer_text(found: Judgement, right: Result | None, style: Style) -> str | None:
    """The right answer in the language that is typed."""
    if right is None:
        return None
    from matdiff_cli.output import notation
    from matdiff_cli.output.answers import with_names

    spell = partial(notation.text, style=for_problem(style, found.problem))
    in_increments = right.differential if found.differential else None
    return with_names(right, spell, " where ") if in_increments is None else spell(in_increments)


def as_json(text: str, found: Judgement, derivation: Derivation | None, style: Style, *, show: bool = False) -> str:
    """One object of schema matdiff/1 on one line; that of the derivation in it, to `show` it."""
    right = None if derivation is None else derivation.result
    claim = claim_object(_right_side(text), found, right, style)
    written: dict[str, Any] = {"schema": SCHEMA, "problem": sanitise(text), "claim": claim}
    written["reading"] = [sanitise(translated(remark, style.language)) for remark in found.problem.reading]
    if show:
        from matdiff_cli.output.formats.json import to_object

        written["derivation"] = derivation and to_object(derivation, style)
    return json.dumps(written, ensure_ascii=style.ascii)


def claim_object(text: str, found: Judgement, right: Result | None, style: Style) -> dict[str, Any]:
    """What became of a claim."""
    witness = found.witness
    said = partial(translated, language=style.language)
    return {
        "text": sanitise(text),
        "verdict": found.verdict,
        "layout": found.layout if found.verdict in ("right", "layout", "condition") else None,
        "condition": found.condition and said(found.condition),
        "slip": found.slip,
        "repair": found.repair and sanitise(said(found.repair)),
        "shape": found.shape and [str(size) for size in found.shape],
        "points": found.points,
        "witness": None
        if witness is None
        else {
            "sizes": dict(witness.sizes),
            "values": {name: _rounded(value) for name, value in witness.values.items()},
            "claimed": _rounded(witness.claimed),
            "correct": _rounded(witness.correct),
        },
        "answer": answer_text(found, right, style),
    }


def _right_side(text: str) -> str:
    from matdiff_cli.claims.equations import split

    return " ".join(split(text).right.split())


def _shape(shape: Shape) -> str:
    return f"{shape[0]}×{shape[1]}"


def _rounded(value: Matrix | None) -> list[list[float]] | None:
    if value is None:
        return None
    from matdiff_cli.claims.witness import rounded

    return rounded(value)


def _matrix(value: Matrix | None) -> str:
    """`[1, 2; 3, 4]`, or a number."""
    numbers = _rounded(value)
    if numbers is None:
        return "no value"
    rows = "; ".join(", ".join(map(repr, row)) for row in numbers)
    return rows if len(numbers) == len(numbers[0]) == 1 else f"[{rows}]"
