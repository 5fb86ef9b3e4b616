"""A scene on a page: coordinates, and what lies within the picture. For the painters of files."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matdiff_cli.output.cells import shorten, width
from matdiff_cli.plot.contours import XY
from matdiff_cli.plot.scene import Scene
from matdiff_cli.plot.words import wrapped

WIDTH, TALLEST = 560.0, 560.0
"""Of the picture within its axes, in points of the page."""
TEXT = 12.0
_MOST = 600
"""Letters of a line above the picture."""
_TERMS = r" (?=[+−] )|(?<=;) "
KEY = 100.0
"""How wide the names of the curves are, with a piece of each curve."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Page:
    """Points of the page count from the upper left corner of the picture, downwards."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.width = min(WIDTH, TALLEST / scene.ratio)
        self.height = self.width * scene.ratio

    def caption(self, columns: int) -> list[str]:
        """The formulas in lines no wider than that, which end between terms where that is possible."""
        terms = (part for line in self.scene.caption for part in wrapped(shorten(line, _MOST), columns, _TERMS))
        return [part for line in terms for part in ([line] if width(line) <= columns else wrapped(line, columns))]

    def at(self, point: XY) -> XY:
        """A point of the axes, on the page."""
        (x0, x1), (y0, y1) = self.scene.window
        return (point[0] - x0) / (x1 - x0) * self.width, (y1 - point[1]) / (y1 - y0) * self.height

    def within(self, points: Sequence[XY]) -> list[list[XY]]:
        """A line on the page, cut where it leaves the window by far."""
        far = 3 * max(self.width, self.height)
        pieces: list[list[XY]] = [[]]
        for x, y in map(self.at, points):
            if math.isfinite(x + y) and -far <= x <= self.width + far and -far <= y <= self.height + far:
                pieces[-1].append((x, y))
            elif pieces[-1]:
                pieces.append([])
        return [piece for piece in pieces if len(piece) > 1]

    def holds(self, point: XY) -> bool:
        """Whether a point of the page lies within the picture."""
        return inside(point, (0.0, 0.0, self.width, self.height))

    def lines(self) -> list[list[XY]]:
        """The path of a field, or the curves: what names should leave free."""
        drawn = [piece for curve in self.scene.curves for piece in curve.pieces] or [self.scene.path]
        return [piece for line in drawn for piece in self.within(line)]

    @property
    def arrow(self) -> float:
        """How long the longest arrow is; 0 where there is none."""
        return math.dist(*map(self.at, self.scene.longest)) if self.scene.arrows else 0.0

    def key(self) -> tuple[str, Box]:
        """Where the names of the curves cover least: the corner, such as `upper left`, and the room that they take."""
        wide, high = KEY, 1.4 * TEXT * len(self.scene.curves) + 8
        points = [point for line in self.lines() for point in line] + [self.at(mark.at) for mark in self.scene.marks]
        corners = {
            f"{row} {column}": (x, y, x + wide, y + high)
            for row, y in (("upper", 4.0), ("lower", self.height - high - 4))
            for column, x in (("left", 4.0), ("right", self.width - wide - 4))
        }
        return min(corners.items(), key=lambda one: sum(inside(point, one[1]) for point in points))


def inside(point: XY, box: Box) -> bool:
    """Whether a point of the page lies in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
