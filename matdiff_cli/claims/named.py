"""Derivatives of what lines give a name, as differentials: `dr/dx = A` says dr = A dx, `∇u = a` says du = ⟨a, dx⟩."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from matdiff_cli.claims.displays import in_plain_signs
from matdiff_cli.claims.pieces import Part
from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.asked import LETTER, NAME
from matdiff_cli.syntax.draft import Draft, Edit
from matdiff_cli.typing.dimension import ONE, Shape
from matdiff_cli.typing.names import canonical
from matdiff_cli.verify.document import Document

_BEGINS = rf"(?<![{LETTER}0-9_∂∇])"
_DERIVATIVE = re.compile(
    rf"{_BEGINS}(?:[∂d]\s*(?P<of>{NAME})\s*/\s*[∂d]\s*(?P<by>{NAME})"
    rf"|(?:∇|grad )\s*(?P<gradient>{NAME})(?:_\{{?{NAME}\}}?)?)(?![{LETTER}0-9_(])"
)
_PRIMED = re.compile(rf"{_BEGINS}({NAME})'(?!')")
_TURN = "'"
_SCALAR: Shape = (ONE, ONE)


def as_differentials(left: Part, right: Draft, document: Document) -> tuple[Draft, Draft] | None:
    """The sides of `dr/dx = …` or `∇u = …` as those of `dr = …`; None for any other line.

    A vector by a vector, and a scalar by anything, in the layout of the document; ∇u has one layout.
    """
    target = document.arguments[0]
    found = _DERIVATIVE.fullmatch(in_plain_signs(left.words).strip())
    name = canonical(found["of"] or found["gradient"]) if found else ""
    if found is None or name not in document.bindings or name == document.function:
        return None
    of, by = document.symbols[name].shape, document.symbols[target].shape
    if by == _SCALAR or (found["by"] and canonical(found["by"]) != target) or len(document.arguments) > 1:
        return None
    layout = document.layout if found["by"] else "gradient"
    change, step = (f"d{n}{_across(shape)}" for n, shape in ((name, of), (target, by)))
    if of == _SCALAR:
        turned = layout == "numerator" or (layout == "mml" and ONE in by)
        before, behind = "<(", f"){turned * _TURN}, d{target}>"
    elif ONE in of and ONE in by:
        before, behind = "(", f"){(layout == 'denominator') * _TURN}*{step}"
    else:
        return None
    start, end = len(right.text) - len(right.text.lstrip()), len(right.text.rstrip())
    changed = Draft.of(left.text[: left.start]).edited([Edit(left.start, left.start, change)])
    return changed, right.edited([Edit(start, start, before), Edit(end, end, behind)])


def _across(shape: Shape) -> str:
    """What makes a column of a row."""
    return _TURN if shape[0] == ONE != shape[1] else ""


def quotients(draft: Draft, names: Collection[str], scalars: Collection[str], primed: str) -> Iterator[Edit]:
    """Derivatives by scalars as quotients of increments; u' of a scalar is one by `primed`, where that is a scalar.

    Raises MatdiffError for other derivatives of the names.
    """
    for found in _DERIVATIVE.finditer(draft.text):
        of, by = (canonical(found[part] or "") for part in ("of", "by"))
        if by in scalars:
            yield Edit(*found.span(), f"d{of}/d{by}")
        elif {of, by, canonical(found["gradient"] or "")} & {*names}:
            mark = Mark(draft.span(Span(*found.span())))
            hint = "write it as a differential on a line of its own, dY = …"
            raise MatdiffError("unsupported", "the derivative of a part is not read here", mark, hint=hint)
    for found in _PRIMED.finditer(draft.text) if primed else ():
        name = canonical(found[1])
        if name in scalars and name in names:
            yield Edit(*found.span(), f"(d{name}/d{primed})")
