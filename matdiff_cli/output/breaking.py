"""Long lines of mathematics, broken at operators and never inside a name or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from matdiff_cli.output.cells import cell_width, is_single, width

_TEXT = re.compile(
    r"(?=[(\[⟨)\]⟩|‖ ,;*])(?:"  # only these are looked at closely
    r"(?P<open>[(\[⟨])|(?P<close>[)\]⟩])|(?P<bars>\|\||[|‖])"
    r"|(?P<sum> (?=[+\-−] )|  (?=(?:∈|in) ))|(?P<list>[,;] )"  # a set stays with its sign
    r"|(?P<product>(?<![+\-−∈])(?<! in) (?![+\-−] |(?:∈|in) )|\*))"
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
_CAPITAL, _OPERATOR = 1.5, 3
"""How many letters wide a capital is in mathematics, and an operator with the space around it."""

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
    *points, end = _latex_points(source)
    return [source] if end.at <= limit else _broken(source, end.at, limit, iter(points))


def latex_width(source: str) -> int:
    """About how many characters wide LaTeX of math mode is."""
    return list(_latex_points(source))[-1].at


def _broken(text: str, total: int, limit: int, points: Iterator[_Point]) -> list[str]:
    """The text broken at the cheapest points that fit, late in the line where there is a choice."""
    lines: list[str] = []
    ahead: list[_Point] = []
    start = begun = 0
    while total - begun > limit:
        ahead = [point for point in ahead if point.at > begun]
        if not ahead or ahead[-1].at - begun <= limit:
            for point in points:
                if point.at > begun:
                    ahead.append(point)
                    if point.at - begun > limit:
                        break
        if not ahead:
            break
        fitting = [point for point in reversed(ahead) if point.at - begun <= limit]
        least = limit * _LEAST_FILL
        best = min(fitting, key=lambda point: (point.at - begun < least, point.cost), default=ahead[0])
        lines.append(text[start : best.end])
        start, begun = best.resume, best.at
    return [*lines, text[start:]]


def _text_points(text: str) -> Iterator[_Point]:
    """The points of a line of text."""
    depth = 0
    bars: list[str] = []
    columns = range(len(text) + 1) if is_single(text) else [0, *accumulate(map(cell_width, text))]
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
            end = match.start() if match[0].isspace() else match.end() - match[0].endswith(" ")
            yield _Point(columns[end], end, match.end(), 3 * depth + _COSTS.get(kind or "", 0))


def _latex_points(source: str) -> Iterator[_Point]:
    """The points of LaTeX, and last the end."""
    depth = groups = 0
    visible = 0.0
    for match in _LATEX.finditer(source):
        kind = match.lastgroup
        groups += (kind == "group") - (kind == "ungroup")
        depth = max(depth + (kind == "open") - (kind == "close"), 0)
        if kind in ("open", "close", "glyph", "glue"):
            capital = match[0].lstrip("\\")[:1].isupper()
            operator = kind == "glue" and not match[0].startswith((r"\Delta", r"\nabla"))
            visible += _CAPITAL if capital else _OPERATOR if operator else 1
        elif kind in ("sum", "product") and groups == 0:
            yield _Point(round(visible), match.start(), match.end(), 3 * depth + _COSTS.get(kind or "", 0))
    yield _Point(round(visible), len(source), len(source), 0)
