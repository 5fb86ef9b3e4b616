"""A scene in a terminal: the picture with its axes, and what the signs mean beside it, or below where it is narrow."""

from __future__ import annotations

from matdiff_cli.output.cells import shorten, to_ascii
from matdiff_cli.plot.painters import Canvas
from matdiff_cli.plot.raster import CURVES, DIGITS, PLAIN, PLAIN_SAMPLES, SAMPLES, SYMBOLS, Cells, inked
from matdiff_cli.plot.scale import number, tick_label
from matdiff_cli.plot.scene import Scene
from matdiff_cli.plot.words import wrapped

SUFFIXES = ("",)

_OF_PATH = ("start", "end")
_MARGIN = 10
_LEGEND = 30


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
        lines.append(f"{text}  {side[row]}" if row < len(side) else text.rstrip())
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
    """What the signs mean, in lines of so many columns; of the stationary points those for which there is room.

    Where room is short, points of one kind stand together and only the first of them says which that is.
    """
    names = PLAIN if canvas.ascii else SYMBOLS
    path = [f"{names[mark.kind]} {mark.label}" for mark in scene.marks if mark.kind in _OF_PATH]
    points = [mark for mark in scene.marks if mark.kind not in _OF_PATH]
    full = [f"{names[mark.kind]} {mark.label}" for mark in points]
    kinds = dict.fromkeys(mark.kind for mark in points)
    grouped = [[mark for mark in points if mark.kind == kind] for kind in kinds]
    short = [
        f"{names[mark.kind]} {mark.value if k else mark.label}" for group in grouped for k, mark in enumerate(group)
    ]
    samples = PLAIN_SAMPLES if canvas.ascii else SAMPLES
    others = [f"{samples[curve.role]} {curve.label}" for curve in scene.curves]
    if scene.levels:
        listed = "  ".join(f"{digit}: {number(level)}" for digit, level in zip(DIGITS, scene.levels, strict=False))
        others.append(f"{canvas.words['levels']}: {listed}")
    if scene.arrows:
        others.append(canvas.words["directions"].format(gradient=scene.gradient))
    others += scene.notes
    for labels, kept in ((full, len(full)), *((short, kept) for kept in range(len(short), -1, -1))):
        rest = [f"… +{len(points) - kept}"] if kept < len(points) else []
        lines = [line for entry in (*path, *labels[:kept], *rest, *others) for line in _wrapped(entry, columns, canvas)]
        if len(lines) <= most:
            break
    if canvas.color and not canvas.ascii:
        for role, sample in samples.items():
            ink = CURVES[role][2]
            lines = [
                inked(sample, ink) + line.removeprefix(sample) if line.startswith(sample) else line for line in lines
            ]
    return lines


def _cut(text: str, columns: int, canvas: Canvas) -> str:
    """A line that is no wider than that, in ASCII if it has to be."""
    if not canvas.ascii:
        return shorten(text, columns)
    text = to_ascii(text)
    return text if len(text) <= columns else f"{text[: columns - 3]}..."


def _wrapped(text: str, columns: int, canvas: Canvas) -> list[str]:
    return [_cut(line, columns, canvas) for line in wrapped(to_ascii(text) if canvas.ascii else text, columns)]
