"""Long lines of mathematics, broken at operators and never inside a name or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"(?P<open>[(\[])|(?P<close>[)\]])|(?P<sum> (?=[+\-−] ))|(?P<list>[,;] )|(?P<product>(?<![+\-−]) (?![+\-−] )|\*)"
)
_LEAST_FILL = 0.4


def break_line(text: str, limit: int) -> list[str]:
    """The text in lines of at most `limit` characters, as far as it has places to break; `+` and `-` begin a line."""
    if len(text) <= limit:
        return [text]
    points = list(_points(text))
    lines: list[str] = []
    start, next_point = 0, 0
    while len(text) - start > limit:
        while next_point < len(points) and points[next_point][1] <= start:
            next_point += 1
        best = None
        for end, resume, cost in points[next_point:]:
            if end - start > limit and best is not None:
                break
            early = end - start < limit * _LEAST_FILL
            if best is None or (early, cost) <= best[0] or best[1] - start > limit:
                best = ((early, cost), end, resume)
            if end - start > limit:
                break
        if best is None:
            break
        lines.append(text[start : best[1]])
        start = best[2]
    return [*lines, text[start:]]


def _points(text: str) -> Iterator[tuple[int, int, int]]:
    """Where a line can end, where the next one starts, and what breaking there costs (deeper costs more)."""
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(depth - 1, 0)
        else:
            end = match.start() if match[0] == " " else match.end() - match[0].endswith(" ")
            yield end, match.end(), 2 * depth + (kind == "product")
