"""A scene as PNG or PDF, by matplotlib: an extra that is imported only here."""

from __future__ import annotations

import io
from typing import Any

from matdiff_cli.errors import MatdiffError
from matdiff_cli.plot.contours import XY
from matdiff_cli.plot.labels import Labels, labels
from matdiff_cli.plot.page import Page
from matdiff_cli.plot.painters import Canvas
from matdiff_cli.plot.painters.svg import color
from matdiff_cli.plot.scale import typeset
from matdiff_cli.plot.scene import Scene
from matdiff_cli.plot.words import wrapped

SUFFIXES = ("png", "pdf")

_PER_INCH = 80.0
_LEFT, _RIGHT, _LINE = 70.0, 20.0, 17.0
_SIDES = {"start": "left", "middle": "center", "end": "right"}
_MARKS = {
    "start": ("o", "#b5179e"),
    "end": ("s", "#b5179e"),
    "minimum": ("v", "#1b7f4b"),
    "maximum": ("^", "#c1121f"),
    "saddle": ("x", "#222222"),
    "degenerate": ("D", "#555555"),
}
_CURVES = {"function": ("#26547c", "-"), "derivative": ("#c8553d", ":"), "tangent": ("#2a9d5c", "--")}


def paint(scene: Scene, canvas: Canvas) -> bytes:
    """The file. Raises MatdiffError without matplotlib."""
    try:
        from matplotlib import rcParams
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise MatdiffError(
            "unsupported",
            f"a .{canvas.suffix} file needs matplotlib, which is not installed",
            hint="pip install 'matdiff[plot]', or draw a .svg file",
        ) from None
    page = Page(scene)
    placed = labels(page, canvas.words)
    columns = int(page.width / 6.5)
    caption = [typeset(line) for line in page.caption(columns)]
    below = [typeset(part) for line in placed.below for part in wrapped(line, columns)]
    rcParams["text.parse_math"] = False  # a name may hold a dollar sign, and what is typed is no TeX
    wide = page.width + _LEFT + _RIGHT
    high = page.height + _LINE * (len(caption) + len(below)) + 70
    figure = Figure(figsize=(wide / _PER_INCH, high / _PER_INCH))
    FigureCanvasAgg(figure)
    bottom = _LINE * len(below) + 50
    axes = figure.add_axes((_LEFT / wide, bottom / high, page.width / wide, page.height / high))
    axes.set_title("\n".join(caption), loc="left", fontsize=10)
    _lines(axes, scene)
    for mark in scene.marks:
        shape, ink = _MARKS[mark.kind]
        look: dict[str, Any] = {"markerfacecolor": "white" if mark.kind == "start" else ink, "markersize": 8}
        axes.plot(*mark.at, shape, color=ink, markeredgewidth=2 if mark.kind in ("start", "saddle") else 1, **look)
    _names(axes, page, placed)
    (x0, x1), (y0, y1) = scene.window
    axes.set(xlim=(x0, x1), ylim=(y0, y1), xlabel=scene.axes[0], ylabel=scene.axes[1])
    if scene.curves:
        axes.legend(loc=page.key()[0])
    for k, line in enumerate(below):
        x, y = _LEFT, bottom - 55 - _LINE * k
        if page.arrow and not k:
            ends = (x / wide, y / high), ((x + page.arrow) / wide, y / high)
            head = {"arrowstyle": "-|>", "color": "#888888", "shrinkA": 0, "shrinkB": 0, "mutation_scale": 8}
            axes.annotate("", ends[1], ends[0], "figure fraction", "figure fraction", arrowprops=head)
            x += page.arrow + 8
        figure.text(x / wide, y / high, line, fontsize=9, va="center")
    file = io.BytesIO()
    figure.savefig(file, format=canvas.suffix, dpi=160)
    return file.getvalue()


def _names(axes: Any, page: Page, placed: Labels) -> None:
    """The names of the marks and the values of the levels, over a ground that lets the lines shine through."""
    (x0, x1), (y0, y1) = page.scene.window

    def back(point: XY) -> XY:
        return point[0] / page.width * (x1 - x0) + x0, y1 - point[1] / page.height * (y1 - y0)

    ground = {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.5}
    for group, size, weight in ((placed.levels, 7, "normal"), (placed.names, 8, "bold")):
        for label in group:
            if label.leader:
                axes.plot(*zip(*map(back, label.leader), strict=True), color="#444444", linewidth=0.8)
            side = _SIDES[label.anchor]
            look: dict[str, Any] = {"ha": side, "va": "center", "multialignment": side, "rotation_mode": "anchor"}
            words = typeset(label.text)
            axes.text(*back(label.at), words, rotation=label.angle, fontsize=size, weight=weight, bbox=ground, **look)


def _lines(axes: Any, scene: Scene) -> None:
    """Contours, arrows, curves and the path."""
    last = max(1, len(scene.levels) - 1)
    for k, (_, lines) in enumerate(scene.contours):
        for line in lines:
            axes.plot(*zip(*line, strict=True), color=color(k / last), linewidth=1)
    if scene.arrows:
        tails, heads = (list(zip(*ends, strict=True)) for ends in zip(*scene.arrows, strict=True))
        steps = [[b - a for a, b in zip(*parts, strict=True)] for parts in zip(tails, heads, strict=True)]
        style: dict[str, Any] = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.0022, "headwidth": 4.5}
        axes.quiver(*tails, *steps, color="#888888", **style)
    for curve in scene.curves:
        ink, dashes = _CURVES[curve.role]
        for k, piece in enumerate(curve.pieces):
            axes.plot(*zip(*piece, strict=True), dashes, color=ink, label=None if k else curve.label)
    if scene.path and not scene.curves:
        axes.plot(*zip(*scene.path, strict=True), "o-", color="#b5179e", markersize=2.5, linewidth=1.6)
