"""A scene on a page: coordinates, and names that do not cover each other. For the painters of files."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matdiff_cli.plot.contours import XY
from matdiff_cli.plot.scale import number
from matdiff_cli.plot.scene import Scene

WIDTH, TALLEST = 560.0, 560.0
"""Of the picture within its axes, in points of the page."""
TEXT = 12.0
_LETTER = 0.64
_GAP = 9.0


@dataclass(frozen=True)
class Label:
    """Words on the page. `at` is their middle; `angle` in degrees, against the clock as the page is seen."""

    text: str
    at: XY
    angle: float = 0.0


class Page:
    """Points of the page count from the upper left corner of the picture, downwards."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.width = min(WIDTH, TALLEST / scene.ratio)
        self.height = self.width * scene.ratio
        self._taken: list[tuple[float, float, float, float]] = []
        for mark in scene.marks:
            x, y = self.at(mark.at)
            self._taken.append((x - 6, y - 6, x + 6, y + 6))

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

    def mark_labels(self) -> list[Label]:
        """The names of the marks beside them, each where it covers least."""
        found = []
        for mark in self.scene.marks:
            x, y = self.at(mark.at)
            if not (0 <= x <= self.width and 0 <= y <= self.height):
                continue
            wide, high = len(mark.label) * TEXT * _LETTER, TEXT * 1.2
            places = [
                (x + dx * (wide / 2 + _GAP), y + dy * (high / 2 + _GAP * far))
                for far in (1, 2.6, 4.5)
                for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
            ]
            boxes = [(cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2) for cx, cy in places]
            best = min(range(len(places)), key=lambda k: (self._covered(boxes[k]), k))
            self._taken.append(boxes[best])
            found.append(Label(mark.label, places[best]))
        return found

    def level_labels(self) -> Iterator[Label]:
        """The value of each level on its longest line, turned along it, where nothing else is; after the marks."""
        for level, lines in self.scene.contours:
            text = number(level)
            half = len(text) * TEXT * _LETTER / 2 + 2
            spots = [
                (a, b)
                for line in sorted(lines, key=len, reverse=True)[:2]
                for a, b in list(pairwise(line))[:: max(1, len(line) // 12)]
            ]
            free = []
            for a, b in spots:
                (ax, ay), (bx, by) = self.at(a), self.at(b)
                x, y = (ax + bx) / 2, (ay + by) / 2
                box = (x - half, y - half, x + half, y + half)
                free.append(
                    (self._covered(box), Label(text, (x, y), _upright(math.degrees(math.atan2(ay - by, bx - ax)))), box)
                )
            if free:
                covered, label, box = min(free, key=lambda one: one[0])
                if covered == 0:
                    self._taken.append(box)
                    yield label

    def _covered(self, box: tuple[float, float, float, float]) -> float:
        """How much of a box is covered or outside."""
        left, top, right, bottom = box
        inside = max(0.0, min(right, self.width) - max(left, 0.0)) * max(0.0, min(bottom, self.height) - max(top, 0.0))
        area = (right - left) * (bottom - top) - inside
        for other in self._taken:
            width = min(right, other[2]) - max(left, other[0])
            height = min(bottom, other[3]) - max(top, other[1])
            area += max(0.0, width) * max(0.0, height)
        return area


def _upright(angle: float) -> float:
    """The same line, so that its words do not stand on their heads."""
    return angle - 180 if angle > 90 else angle + 180 if angle <= -90 else angle
