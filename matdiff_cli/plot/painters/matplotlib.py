"""A scene as PNG or PDF, by matplotlib: an extra that is imported only here."""

from __future__ import annotations

import io
import math
from typing import Any

from matdiff_cli.errors import MatdiffError
from matdiff_cli.plot.page import Page
from matdiff_cli.plot.painters import Canvas
from matdiff_cli.plot.painters.svg import color
from matdiff_cli.plot.scene import Scene

SUFFIXES = ("png", "pdf")

_PER_INCH = 80.0
_MARKS = {
    "start": ("o", "#b5179e"),
    "end": ("s", "#b5179e"),
    "minimum": ("v", "#1b7f4b"),
    "maximum": ("^", "#c1121f"),
    "saddle": ("x", "#222222"),
    "degenerate": ("D", "#555555"),
}
_CURVES = {"function": ("#26547c", "-"), "derivative": ("#c8553d", "-"), "tangent": ("#2a9d5c", "--")}


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
    names, levels = page.mark_labels(), list(page.level_labels())
    said = [*([scene.key(canvas.words)] if scene.arrows else []), *scene.notes]
    rcParams["text.parse_math"] = False  # a name may hold a dollar sign, and what is typed is no TeX
    figure = Figure(figsize=((page.width + 90) / _PER_INCH, (page.height + 100 + 16 * len(said)) / _PER_INCH))
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title("\n".join(scene.caption), loc="left", fontsize=9)
    _lines(axes, scene)
    for mark in scene.marks:
        shape, ink = _MARKS[mark.kind]
        axes.plot(*mark.at, shape, color=ink, markersize=7, markerfacecolor="white" if mark.kind == "start" else ink)
    white = {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.5}
    places: dict[str, Any] = {"ha": "center", "va": "center", "clip_on": True}
    (x0, x1), (y0, y1) = scene.window
    for labels, size in ((levels, 7), (names, 8)):
        for label in labels:
            x, y = label.at[0] / page.width * (x1 - x0) + x0, y1 - label.at[1] / page.height * (y1 - y0)
            axes.text(x, y, label.text, rotation=label.angle, fontsize=size, bbox=white, **places)
    axes.set(xlim=(x0, x1), ylim=(y0, y1), xlabel=scene.axes[0], ylabel=scene.axes[1])
    axes.set_aspect("equal" if scene.equal else "auto")
    if scene.curves:
        axes.legend()
    figure.text(0.02, 0.01, "\n".join(said), fontsize=8)
    figure.tight_layout(rect=(0, 0.03 * (len(said) + 0.5), 1, 1))
    file = io.BytesIO()
    figure.savefig(file, format=canvas.suffix, dpi=160)
    return file.getvalue()


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
        arrows = axes.quiver(*tails, *steps, color="#888888", **style)
        length = math.dist(*scene.longest)
        axes.quiverkey(arrows, 0.9, -0.09, length, "", coordinates="axes", labelpos="W")
    for curve in scene.curves:
        ink, dashes = _CURVES[curve.role]
        for k, piece in enumerate(curve.pieces):
            axes.plot(*zip(*piece, strict=True), dashes, color=ink, label=None if k else curve.label)
    if scene.path and not scene.curves:
        axes.plot(*zip(*scene.path, strict=True), "o-", color="#b5179e", markersize=2.5, linewidth=1.6)
