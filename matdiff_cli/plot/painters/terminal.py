"""A scene in the cells of a terminal: shaded bands, contour strokes, arrows in eight directions, the path in braille.

A cell is taken to be twice as high as it is wide.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

from matdiff_cli.output.cells import shorten, to_ascii, width
from matdiff_cli.plot.contours import XY
from matdiff_cli.plot.painters import Canvas
from matdiff_cli.plot.scale import number, tick_label
from matdiff_cli.plot.scene import Scene

SUFFIXES = ("",)

SYMBOLS = {"start": "●", "end": "■", "minimum": "▼", "maximum": "▲", "saddle": "×", "degenerate": "◆"}
PLAIN = {"start": "S", "end": "E", "minimum": "m", "maximum": "M", "saddle": "x", "degenerate": "d"}
ARROWS = ("→", "↗", "↑", "↖", "←", "↙", "↓", "↘")
PLAIN_ARROWS = (">", "/^", "^", "^\\", "<", "v/", "v", "\\v")
"""From the east, against the clock."""
_STROKES, _PLAIN_STROKES = "─╱│╲", "-/|\\"
_CURVES = {"function": "", "derivative": "·", "tangent": "╌"}
_PLAIN_CURVES = {"function": "*", "derivative": ".", "tangent": "-"}
_SHADES = (17, 18, 24, 30, 29, 35, 71, 107, 143, 179, 221, 229)
"""Of 256 colours, from dark and low to light and high; from the colour `_LIGHT` on, ink is black."""
_LIGHT = 100
_DIGITS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The names of the levels."""
_MARGIN = 10
_LEGEND = 30
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_EVERY = (6, 3)
"""Cells from an arrow to the next one, across and down."""


class Cells:
    """The inner part of the picture: characters over shades."""

    def __init__(self, scene: Scene, columns: int, rows: int, canvas: Canvas) -> None:
        self.scene, self.columns, self.rows, self.canvas = scene, columns, rows, canvas
        (self.x0, self.x1), (self.y0, self.y1) = scene.window
        self.marks: dict[tuple[int, int], str] = {}
        self.bold: set[tuple[int, int]] = set()
        self.bands: list[list[int]] = []
        if scene.curves:
            self._draw_curves()
        else:
            self._draw_field()
        self._draw_path()
        for mark in reversed(scene.marks):
            self._put(mark.at, (PLAIN if canvas.ascii else SYMBOLS)[mark.kind])

    def cell(self, point: XY) -> tuple[int, int] | None:
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
            if cell is not None and k < len(_DIGITS):
                self.marks[cell] = _DIGITS[k]
        self._draw_arrows(slopes)

    def _all(self) -> Iterator[tuple[int, int]]:
        return ((i, j) for j in range(self.rows) for i in range(self.columns))

    def _of_cell(self, cell: tuple[int, int]) -> XY:
        return self.middle(*cell)

    def _draw_contours(self, slopes: Sequence[Sequence[float]]) -> None:
        """A stroke in each cell that a contour meets, at a right angle to the gradient."""
        strokes = _PLAIN_STROKES if self.canvas.ascii else _STROKES
        for cell in self._met(line for _, lines in self.scene.contours for line in lines):
            across, up = (part[cell[1] * self.columns + cell[0]] for part in slopes)
            if math.isfinite(across + up):
                self.marks[cell] = strokes[round(math.atan2(-across, up) / (math.pi / 4)) % 4]

    def _met(self, lines: Iterable[Sequence[XY]]) -> Iterator[tuple[int, int]]:
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
            for point in self.scene.path if not self.scene.curves else ():
                self._put(point, "o")
            return
        self._line(self.scene.path if not self.scene.curves else ())

    def _line(self, points: Sequence[XY]) -> None:
        """Braille dots along a line, over whatever is there."""
        found: dict[tuple[int, int], int] = {}
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            ends = [
                (
                    (x - self.x0) / (self.x1 - self.x0) * 2 * self.columns,
                    (self.y1 - y) / (self.y1 - self.y0) * 4 * self.rows,
                )
                for x, y in ((ax, ay), (bx, by))
            ]
            length = max(abs(ends[1][k] - ends[0][k]) for k in (0, 1))
            count = min(4000, max(1, math.ceil(length)))
            for k in range(count + 1):
                x, y = (int(a + (b - a) * k / count) for a, b in zip(*ends, strict=True))
                if 0 <= x < 2 * self.columns and 0 <= y < 4 * self.rows:
                    found[x // 2, y // 4] = found.get((x // 2, y // 4), 0) | _DOTS[y % 4][x % 2]
        for cell, dots in found.items():
            self.marks[cell] = chr(0x2800 + dots)
            self.bold.add(cell)

    def _draw_curves(self) -> None:
        names = _PLAIN_CURVES if self.canvas.ascii else _CURVES
        for curve in reversed(self.scene.curves):
            for piece in curve.pieces:
                if not names[curve.role]:
                    self._line(piece)
                    continue
                for point in piece:
                    cell = self.cell(point)
                    if cell is not None:
                        self.marks[cell] = names[curve.role]

    def line(self, row: int) -> str:
        """A row of cells, with colours if there are any."""
        if not (self.canvas.color and self.bands):
            return "".join(self.marks.get((i, row), " ") for i in range(self.columns))
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


def paint(scene: Scene, canvas: Canvas) -> str:
    """At most `height` lines of at most `width` columns."""
    beside = canvas.width >= _MARGIN + _LEGEND + 24
    room = canvas.height - 4 if beside else max(0, min(canvas.height // 3, canvas.height - 8))
    legend = _legend(scene, canvas, _LEGEND if beside else canvas.width, room)
    head = [_cut(line, canvas.width, canvas) for line in scene.caption]
    foot = [] if beside else legend[:room]
    rows = max(4, canvas.height - len(head) - 2 - len(foot))
    columns = canvas.width - _MARGIN - (_LEGEND + 2 if beside else 0)
    if scene.equal:
        columns, rows = min(columns, round(2 * rows / scene.ratio)), min(rows, max(4, round(columns * scene.ratio / 2)))
    cells = Cells(scene, columns, rows, canvas)
    labels = _heights(scene, rows)
    side = legend if beside else []
    lines = []
    for row in range(rows):
        bar = "|" if canvas.ascii else "┤" if row in labels else "│"
        text = f"{labels.get(row, ''):>{_MARGIN - 2}}{bar}{cells.line(row)}"
        lines.append(f"{text}  {side[row]}" if row < len(side) else text if cells.bands else text.rstrip())
    return "\n".join((*head, *lines, *_feet(scene, columns, canvas), *foot))


def _heights(scene: Scene, rows: int) -> dict[int, str]:
    """The ticks at the left for which there is room: row → number."""
    (low, high) = scene.window[1]
    found: dict[int, str] = {}
    for tick in scene.ticks[1]:
        label = tick_label(tick)
        if len(label) <= _MARGIN - 2:
            found.setdefault(min(rows - 1, max(0, int((high - tick) / (high - low) * rows))), label)
    return found


def _feet(scene: Scene, columns: int, canvas: Canvas) -> list[str]:
    """The axis below, and its ticks."""
    low, high = scene.window[0]
    bar = ["-" if canvas.ascii else "─"] * columns
    text = [" "] * (columns + _MARGIN)
    free = 0
    for tick in scene.ticks[0]:
        place = min(columns - 1, max(0, int((tick - low) / (high - low) * columns)))
        words = tick_label(tick)
        start = place + _MARGIN - 1 - (len(words) - 1) // 2
        if start < free or start + len(words) > len(text):
            continue
        bar[place] = "+" if canvas.ascii else "┬"
        text[start : start + len(words)] = words
        free = start + len(words) + 1
    corner = "+" if canvas.ascii else "└"
    return [f"{'':{_MARGIN - 2}}{corner}{''.join(bar)}", "".join(text).rstrip()]


def _legend(scene: Scene, canvas: Canvas, columns: int, most: int) -> list[str]:
    """What the signs mean, in lines of so many columns; of the stationary points those for which there is room."""
    names = PLAIN if canvas.ascii else SYMBOLS
    marks = [(mark.kind in ("start", "end"), f"{names[mark.kind]} {mark.label}") for mark in scene.marks]
    points = [label for of_path, label in marks if not of_path]
    styles = _PLAIN_CURVES if canvas.ascii else _CURVES
    others = [f"{styles[curve.role] or '⠉'} {curve.label}" for curve in scene.curves]
    if scene.levels:
        listed = "  ".join(f"{digit}: {number(level)}" for digit, level in zip(_DIGITS, scene.levels, strict=False))
        others.append(f"{canvas.words['levels']}: {listed}")
    if scene.arrows:
        others.append(scene.key(canvas.words))
    others += scene.notes
    for kept in range(len(points), -1, -1):
        rest = [f"… +{len(points) - kept}"] if kept < len(points) else []
        entries = [*(label for of_path, label in marks if of_path), *points[:kept], *rest, *others]
        lines = [line for entry in entries for line in _wrapped(entry, columns, canvas)]
        if len(lines) <= most:
            break
    return lines


def _cut(text: str, columns: int, canvas: Canvas) -> str:
    """A line that is no wider than that, in ASCII if it has to be."""
    if not canvas.ascii:
        return shorten(text, columns)
    text = to_ascii(text)
    return text if len(text) <= columns else f"{text[: columns - 3]}..."


def _wrapped(text: str, columns: int, canvas: Canvas) -> list[str]:
    """Words in lines, those that go on set in."""
    lines = [""]
    for word in (to_ascii(text) if canvas.ascii else text).split(" "):
        if lines[-1].strip() and width(f"{lines[-1]} {word}") > columns:
            lines.append(f"  {word}")
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return [_cut(line, columns, canvas) for line in lines]
