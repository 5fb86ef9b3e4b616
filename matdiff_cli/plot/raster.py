"""The inner part of a picture in the cells of a terminal.

Shaded bands, contour strokes, arrows in eight directions, paths and curves in braille. A cell is taken to be twice as
high as it is wide.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

from matdiff_cli.plot.contours import XY
from matdiff_cli.plot.painters import Canvas
from matdiff_cli.plot.scene import Scene

SYMBOLS = {"start": "●", "end": "■", "minimum": "▼", "maximum": "▲", "saddle": "×", "degenerate": "◆"}
PLAIN = {"start": "S", "end": "E", "minimum": "m", "maximum": "M", "saddle": "x", "degenerate": "d"}
ARROWS = ("→", "↗", "↑", "↖", "←", "↙", "↓", "↘")
PLAIN_ARROWS = (">", "/^", "^", "^\\", "<", "v/", "v", "\\v")
"""From the east, against the clock."""
CURVES = {"function": (1, 1, 33), "derivative": (1, 3, 166), "tangent": (4, 7, 71)}
"""Of so many dots along a curve so many are drawn; its colour of 256, legible on dark and light."""
SAMPLES = {"function": "⠤⠤⠤", "derivative": "⠄⠠⠀", "tangent": "⠤⠀⠤"}
PLAIN_SAMPLES = {"function": "*", "derivative": ".", "tangent": "-"}
DIGITS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The names of the levels."""
_STROKES, _PLAIN_STROKES = "─╱│╲", "-/|\\"
_SHADES = (17, 18, 24, 30, 29, 35, 71, 107, 143, 179, 221, 229)
"""Of 256 colours, from dark and low to light and high; from the colour `_LIGHT` on, ink is black."""
_LIGHT = 100
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_EVERY = (6, 3)
"""Cells from an arrow to the next one, across and down."""
Cell = tuple[int, int]
"""Column and row, from the upper left corner."""


class Cells:
    """The inner part of the picture: characters over shades."""

    def __init__(self, scene: Scene, columns: int, rows: int, canvas: Canvas) -> None:
        self.scene, self.columns, self.rows, self.canvas = scene, columns, rows, canvas
        (self.x0, self.x1), (self.y0, self.y1) = scene.window
        self.marks: dict[Cell, str] = {}
        self.bold: set[Cell] = set()
        self.inks: dict[Cell, int] = {}
        self.bands: list[list[int]] = []
        if scene.curves:
            self._draw_curves()
        else:
            self._draw_field()
            self._draw_path()
        for mark in reversed(scene.marks):
            self._put(mark.at, (PLAIN if canvas.ascii else SYMBOLS)[mark.kind])

    def cell(self, point: XY) -> Cell | None:
        """Column and row of a point; None outside."""
        across = (point[0] - self.x0) / (self.x1 - self.x0) * self.columns
        down = (self.y1 - point[1]) / (self.y1 - self.y0) * self.rows
        if not (-0.5 <= across <= self.columns + 0.5 and -0.5 <= down <= self.rows + 0.5):
            return None
        return min(max(int(across), 0), self.columns - 1), min(max(int(down), 0), self.rows - 1)

    def middle(self, column: float, row: float) -> XY:
        """The middle of a cell, in the coordinates of the axes."""
        return (
            self.x0 + (column + 0.5) / self.columns * (self.x1 - self.x0),
            self.y1 - (row + 0.5) / self.rows * (self.y1 - self.y0),
        )

    def _put(self, point: XY, character: str) -> None:
        cell = self.cell(point)
        if cell is not None:
            self.marks[cell] = character
            self.bold.add(cell)
            self.inks.pop(cell, None)

    def _draw_field(self) -> None:
        scene = self.scene
        halves = 2 if self.canvas.color else 1
        centres = [
            self.middle(i, (j + 0.5) / halves - 0.5) for j in range(self.rows * halves) for i in range(self.columns)
        ]
        columns = [list(part) for part in zip(*centres, strict=True)]
        values = scene.subject.values(columns)
        bands = [-1 if math.isnan(value) else bisect(scene.levels, value) for value in values]
        self.bands = [bands[k : k + self.columns] for k in range(0, len(bands), self.columns)]
        slopes = scene.subject.slopes([[point[k] for point in map(self._of_cell, self._all())] for k in (0, 1)])
        if not self.canvas.color:
            self._draw_contours(slopes)
        for k, (_, lines) in enumerate(scene.contours):
            longest = max(lines, key=len, default=())
            cell = self.cell(longest[len(longest) // 3]) if longest else None
            if cell is not None and k < len(DIGITS):
                self.marks[cell] = DIGITS[k]
        self._draw_arrows(slopes)

    def _all(self) -> Iterator[Cell]:
        return ((i, j) for j in range(self.rows) for i in range(self.columns))

    def _of_cell(self, cell: Cell) -> XY:
        return self.middle(*cell)

    def _draw_contours(self, slopes: Sequence[Sequence[float]]) -> None:
        """A stroke in each cell that a contour meets, at a right angle to the gradient."""
        strokes = _PLAIN_STROKES if self.canvas.ascii else _STROKES
        for cell in self._met(line for _, lines in self.scene.contours for line in lines):
            across, up = (part[cell[1] * self.columns + cell[0]] for part in slopes)
            if math.isfinite(across + up):
                self.marks[cell] = strokes[round(math.atan2(-across, up) / (math.pi / 4)) % 4]

    def _met(self, lines: Iterable[Sequence[XY]]) -> Iterator[Cell]:
        for line in lines:
            for (ax, ay), (bx, by) in itertools.pairwise(line):
                cell = self.cell(((ax + bx) / 2, (ay + by) / 2))
                if cell is not None:
                    yield cell

    def _draw_arrows(self, slopes: Sequence[Sequence[float]]) -> None:
        across, down = _EVERY
        lengths = [math.hypot(*slope) for slope in zip(*slopes, strict=True)]
        steepest = max(filter(math.isfinite, lengths), default=0.0)
        names = PLAIN_ARROWS if self.canvas.ascii else ARROWS
        for j in range(down // 2, self.rows, down):
            for i in range(across // 2, self.columns - 1, across):
                k = j * self.columns + i
                if not math.isfinite(lengths[k]) or lengths[k] <= 1e-9 * steepest:
                    continue
                sign = 1 if self.scene.uphill else -1
                angle = math.atan2(sign * slopes[1][k], sign * slopes[0][k])
                for place, character in enumerate(names[round(angle / (math.pi / 4)) % 8]):
                    self.marks[i + place, j] = character
                self.bold.add((i, j))

    def _draw_path(self) -> None:
        if self.canvas.ascii:
            for point in self.scene.path:
                self._put(point, "o")
        else:
            self.bold.update(self._line(self.scene.path))

    def _line(self, points: Sequence[XY], dash: int = 1, period: int = 1) -> Iterable[Cell]:
        """Braille dots along a line, over whatever is there: `dash` of every `period` of them; the cells of these."""
        found: dict[Cell, int] = {}
        for k, (x, y) in enumerate(dict.fromkeys(self._dots(points))):
            if k % period < dash and 0 <= x < 2 * self.columns and 0 <= y < 4 * self.rows:
                found[x // 2, y // 4] = found.get((x // 2, y // 4), 0) | _DOTS[y % 4][x % 2]
        self.marks |= {cell: chr(0x2800 + dots) for cell, dots in found.items()}
        return found

    def _dots(self, points: Sequence[XY]) -> Iterator[Cell]:
        """Columns and rows of dots, two and four to a cell, along what of a line is within the picture."""
        wide, high = 2 * self.columns, 4 * self.rows
        places = [
            ((x - self.x0) / (self.x1 - self.x0) * wide, (self.y1 - y) / (self.y1 - self.y0) * high) for x, y in points
        ]
        for one, other in itertools.pairwise(places):
            if not all(map(math.isfinite, (*one, *other))):
                continue
            first, last = _within(one, other, (wide, high))
            steps = tuple(b - a for a, b in zip(one, other, strict=True))
            count = max(1, math.ceil((last - first) * max(map(abs, steps)))) if first <= last else -1
            for k in range(count + 1):
                t = first + (last - first) * k / count
                yield int(one[0] + t * steps[0]), int(one[1] + t * steps[1])

    def _draw_curves(self) -> None:
        for curve in reversed(self.scene.curves):
            dash, period, ink = CURVES[curve.role]
            for piece in curve.pieces:
                if self.canvas.ascii:
                    for point in piece:
                        self._put(point, PLAIN_SAMPLES[curve.role])
                else:
                    self.inks |= dict.fromkeys(self._line(piece, dash, period), ink)

    def line(self, row: int) -> str:
        """A row of cells, with colours if there are any."""
        if not (self.canvas.color and self.bands):
            shown = ((self.marks.get((i, row), " "), self.inks.get((i, row), 0)) for i in range(self.columns))
            return "".join(inked(character, ink if self.canvas.color else 0) for character, ink in shown)
        found, before = [], ""
        for i in range(self.columns):
            top, bottom = self.bands[2 * row][i], self.bands[2 * row + 1][i]
            character = self.marks.get((i, row))
            if character is not None:
                ink = "" if top < 0 else ";97" if self._shade(top) < _LIGHT else ";30"
                look = f"0{';1' if (i, row) in self.bold else ''}{ink}{self._paper(top)}"
            elif top == bottom:
                look, character = f"0{self._paper(top)}", " "
            elif bottom < 0:
                look, character = f"0;38;5;{self._shade(top)}", "▀"
            elif top < 0:
                look, character = f"0;38;5;{self._shade(bottom)}", "▄"
            else:
                look, character = f"0;38;5;{self._shade(top)}{self._paper(bottom)}", "▀"
            found.append(("" if look == before else f"\x1b[{look}m") + character)
            before = look
        return "".join(found) + "\x1b[0m"

    def _shade(self, band: int) -> int:
        return _SHADES[round(band / max(1, len(self.scene.levels)) * (len(_SHADES) - 1))]

    def _paper(self, band: int) -> str:
        return "" if band < 0 else f";48;5;{self._shade(band)}"


def _within(one: XY, other: XY, size: tuple[int, int]) -> tuple[float, float]:
    """From which to which share of its length a line lies in the rectangle from (0, 0) on; the first is larger if none.

    Liang and Barsky 1984.
    """
    first, last = 0.0, 1.0
    for a, b, end in zip(one, other, size, strict=True):
        if a == b:
            last = last if 0 <= a <= end else -1.0
            continue
        shares = sorted((-a / (b - a), (end - a) / (b - a)))
        first, last = max(first, shares[0]), min(last, shares[1])
    return first, last


def inked(text: str, ink: int) -> str:
    """The text in one of 256 colours; as it is for 0."""
    return f"\x1b[38;5;{ink}m{text}\x1b[0m" if ink else text
