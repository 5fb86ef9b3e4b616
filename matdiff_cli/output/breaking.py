"""Long lines of mathematics, broken at operators and never inside a name or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from matdiff_cli.output.cells import cell_width, width

_TEXT = re.compile(
    r"(?P<open>[(\[⟨])|(?P<close>[)\]⟩])|(?P<bars>\|\||[|‖])"
    r"|(?P<sum> (?=[+\-−] ))|(?P<list>[,;] )|(?P<product>(?<![+\-−]) (?![+\-−] )|\*)"
)
_LATEX = re.compile(
    r"(?P<group>\\left(?:\\[a-zA-Z]+|.)|\\begin\{\w+\}|\{)|(?P<ungroup>\\right(?:\\[a-zA-Z]+|.)|\\end\{\w+\}|\})"
    r"|(?P<open>[(\[]|\\lvert|\\lVert)|(?P<close>[)\]]|\\rvert|\\rVert)"
    r"|(?P<sum> (?=(?:[+-]|\\odot|\\oslash|\\otimes|\\cdot) ))"
    r"|(?P<glue>(?:\\(?:Delta|nabla|log|odot|oslash|otimes|cdot)|[+-]) )"
    r"|(?P<silent>\\(?:mathbf|mathrm|boldsymbol|operatorname|text|frac|qquad)(?![a-zA-Z])|[\^_&])"
    r"|(?P<product> )|(?P<glyph>\\[a-zA-Z]+|.)"
)
_LEAST_FILL = 0.4
_COSTS = {"list": -1, "product": 1}
"""Entries of a matrix written out are better parted than their sums, sums better than products."""


class _Point(NamedTuple):
    """A place to break: its distance from the start, where a line ends, where the next begins, and the cost."""

    at: int
    end: int
    resume: int
    cost: int


def break_line(text: str, limit: int) -> list[str]:
    """The text in lines of at most `limit` columns, as far as it has places to break; `+` and `-` begin a line."""
    columns = width(text)
    return [text] if columns <= limit else _broken(text, columns, limit, _text_points(text))


def break_latex(source: str, limit: int) -> list[str]:
    """LaTeX of math mode in rows of about `limit` visible characters, broken outside of all groups."""
    points = list(_latex_points(source))
    total = points.pop().at
    return [source] if total <= limit else _broken(source, total, limit, points)


def latex_width(source: str) -> int:
    """About how many characters wide LaTeX of math mode is."""
    return list(_latex_points(source))[-1].at


def _broken(text: str, total: int, limit: int, points: list[_Point]) -> list[str]:
    """The text broken at the cheapest points that fit, late in the line where there is a choice."""
    lines: list[str] = []
    start = begun = index = 0
    while total - begun > limit:
        while index < len(points) and points[index].at <= begun:
            index += 1
        best: _Point | None = None
        best_cost = (True, 0)
        for k in range(index, len(points)):
            point = points[k]
            over = point.at - begun > limit
            if over and best is not None:
                break
            cost = (point.at - begun < limit * _LEAST_FILL, point.cost)
            if best is None or cost <= best_cost:
                best, best_cost = point, cost
            if over:
                break
        if best is None:
            break
        lines.append(text[start : best.end])
        start, begun = best.resume, best.at
    return [*lines, text[start:]]


@lru_cache(maxsize=64)  # a line is broken for both ways of its block
def _text_points(text: str) -> list[_Point]:
    depth = 0
    bars: list[str] = []
    points: list[_Point] = []
    columns = [0, *accumulate(map(cell_width, text))]
    for match in _TEXT.finditer(text):
        kind = match.lastgroup
        if kind == "bars":
            begins = match[0] not in bars or text[: match.start()].endswith((" ", "(", "["))
            bars = [*bars, match[0]] if begins else bars[: len(bars) - 1]
            kind = "open" if begins else "close"
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(depth - 1, 0)
        else:
            end = match.start() if match[0] == " " else match.end() - match[0].endswith(" ")
            points.append(_Point(columns[end], end, match.end(), 3 * depth + _COSTS.get(kind or "", 0)))
    return points


def _latex_points(source: str) -> Iterator[_Point]:
    """The points of LaTeX, and last the end."""
    depth = groups = visible = 0
    for match in _LATEX.finditer(source):
        kind = match.lastgroup
        groups += (kind == "group") - (kind == "ungroup")
        depth = max(depth + (kind == "open") - (kind == "close"), 0)
        if kind in ("open", "close", "glyph", "glue"):
            visible += 1 + 2 * (kind == "glue" and not match[0].startswith((r"\Delta", r"\nabla")))
        elif kind in ("sum", "product") and groups == 0:
            yield _Point(visible, match.start(), match.end(), 3 * depth + _COSTS.get(kind or "", 0))
    yield _Point(visible, len(source), len(source), 0)
