"""Level lines of a sampled function, by marching squares (Lorensen and Cline 1987, in the plane)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

XY = tuple[float, float]
Edge = tuple[int, int, bool]
"""From a grid point to the right, or upwards."""


def level_lines(
    xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[float]], level: float
) -> list[list[XY]]:
    """The lines f = level as polylines; cells with a corner that has no value are left out. `rows[j][i]` is f."""
    points: dict[Edge, XY] = {}
    joined: dict[Edge, list[Edge]] = defaultdict(list)
    for j in range(len(ys) - 1):
        low, high = rows[j], rows[j + 1]
        for i in range(len(xs) - 1):
            a, b, c, d = low[i], low[i + 1], high[i + 1], high[i]
            above = (a > level, b > level, c > level, d > level)
            if above in _ALIKE or math.isnan(a + b + c + d):
                continue
            edges = [
                (edge, (p, q))
                for edge, p, q, crossed in (
                    ((i, j, True), a, b, above[0] != above[1]),
                    ((i + 1, j, False), b, c, above[1] != above[2]),
                    ((i, j + 1, True), d, c, above[3] != above[2]),
                    ((i, j, False), a, d, above[0] != above[3]),
                )
                if crossed
            ]
            for (x, y, flat), (p, q) in edges:
                t = (level - p) / (q - p)
                points[x, y, flat] = (
                    (xs[x] + t * (xs[x + 1] - xs[x]), ys[y]) if flat else (xs[x], ys[y] + t * (ys[y + 1] - ys[y]))
                )
            ends = [edge for edge, _ in edges]
            if len(ends) == 4 and ((a + b + c + d) / 4 > level) == above[0]:
                ends = [ends[0], ends[1], ends[2], ends[3]]
            elif len(ends) == 4:
                ends = [ends[0], ends[3], ends[1], ends[2]]
            for one, other in zip(ends[::2], ends[1::2], strict=True):
                joined[one].append(other)
                joined[other].append(one)
    return [[points[edge] for edge in chain] for chain in _chains(joined)]


_ALIKE = ((True,) * 4, (False,) * 4)


def _chains(joined: dict[Edge, list[Edge]]) -> list[list[Edge]]:
    """The edges in their order along each line; open lines from an end, closed ones back to where they begin."""
    found, seen = [], set()
    for start in sorted(joined, key=lambda edge: len(joined[edge])):
        if start in seen:
            continue
        chain = [start]
        seen.add(start)
        while True:
            rest = [edge for edge in joined[chain[-1]] if edge not in seen]
            if not rest:
                break
            chain.append(rest[0])
            seen.add(rest[0])
        if len(chain) > 2 and chain[0] in joined[chain[-1]]:
            chain.append(chain[0])
        found.append(chain)
    return found
