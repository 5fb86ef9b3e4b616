"""What was found out, as JSON and as a table."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from matdiff_cli.output.cells import sanitise
from matdiff_cli.output.style import DEFAULT
from matdiff_cli.plot.study import Study
from matdiff_cli.plot.subject import formulas, shape_of

SCHEMA = "matdiff/plot/1"


def to_json(study: Study) -> str:
    """One object on one line, of the schema matdiff/plot/1; what is no finite number is null."""
    subject, path = study.subject, study.path
    found = {
        "schema": SCHEMA,
        "problem": sanitise(subject.problem.text),
        "variables": list(subject.variables),
        "function": formulas(subject, subject.function),
        "gradient": formulas(subject, subject.gradient),
        "hessian": formulas(subject, subject.hessian),
        "range": [list(span) for span in study.window],
        "method": study.method,
        "path": [
            {"point": list(stop.point), "value": _real(stop.value), "gradient": list(map(_real, stop.gradient))}
            for stop in (path.stops if path else ())
        ],
        "end": None
        if path is None
        else {
            "reason": path.end.reason,
            "point": list(path.last.point),
            "value": _real(path.last.value),
            "kind": path.end.kind,
            "eigenvalues": list(map(_real, path.end.eigenvalues)),
        },
        "stationary": [{"point": list(one.point), "value": one.value, "kind": one.kind} for one in study.points],
        "notes": [*study.scene.notes, *filter(None, [shape_of(subject)])],
    }
    return json.dumps(found, ensure_ascii=DEFAULT.ascii)


def to_table(study: Study) -> str:
    """The path as tab-separated values, with a line of names; without a path the stationary points."""
    names = study.subject.variables
    if study.path is None:
        rows: list[Sequence[Any]] = [(*names, "f", "kind")]
        rows += [(*one.point, one.value, one.kind) for one in study.points]
    else:
        rows = [("step", *names, "f", *(f"df/d{name}" for name in names))]
        rows += [(k, *stop.point, stop.value, *stop.gradient) for k, stop in enumerate(study.path.stops)]
    return "\n".join("\t".join(f"{x:.10g}" if isinstance(x, float) else str(x) for x in row) for row in rows)


def _real(value: float) -> float | None:
    return value if math.isfinite(value) else None
