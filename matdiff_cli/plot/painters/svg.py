"""A scene as SVG that needs nothing else: legible on light and dark pages, since it has a ground of its own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from matdiff_cli.output.cells import sanitise
from matdiff_cli.plot.contours import XY
from matdiff_cli.plot.labels import labels
from matdiff_cli.plot.page import TEXT, Page
from matdiff_cli.plot.painters import Canvas
from matdiff_cli.plot.scale import tick_label, typeset
from matdiff_cli.plot.scene import Scene
from matdiff_cli.plot.words import wrapped

SUFFIXES = ("svg",)

_LEFT, _RIGHT, _LINE = 60.0, 20.0, 18.0
_COLD, _WARM = (38, 84, 124), (216, 145, 60)
_CURVES = {"function": ("#26547c", "none"), "derivative": ("#c8553d", "2 3"), "tangent": ("#2a9d5c", "7 4")}
_STYLE = """text{font:12px "DejaVu Sans",Helvetica,Arial,sans-serif;fill:#222}
.caption{font-size:14px;font-family:"DejaVu Serif",Georgia,serif}
.halo{fill:#fff;stroke:#fff;stroke-width:3.5px;stroke-linejoin:round}
.level{font-size:10px}.name{font-weight:bold}
.contour{fill:none;stroke-width:1.3}.arrow{stroke:#888;stroke-width:1.2}
.path{fill:none;stroke:#b5179e;stroke-width:2}.stop{fill:#b5179e}
.leader{stroke:#444;stroke-width:1}
.frame{fill:none;stroke:#444}.tick{stroke:#444}.curve{fill:none;stroke-width:2}"""


def paint(scene: Scene, canvas: Canvas) -> str:
    """A whole SVG document."""
    page = Page(scene)
    placed = labels(page, canvas.words)
    width = _LEFT + page.width + _RIGHT
    caption = page.caption(int((width - 20) / 7.6))
    below = [part for line in placed.below for part in wrapped(line, int((width - 20) / 7))]
    top = _LINE * len(caption) + 14
    height = top + page.height + 52 + _LINE * len(below)
    words = [
        f'<text class="caption" x="10" y="{_n(_LINE * (k + 1))}" xml:space="preserve">{_text(line)}</text>'
        for k, line in enumerate(caption)
    ]
    inner = [*_contours(page), *_arrows(page), *_curves(page), *_path(page)]
    values = [
        text
        for label in placed.levels
        for place in [" ".join(map(_n, label.at))]
        for text in _readable(
            "level",
            f'text-anchor="middle" dy="3.5" transform="translate({place}) rotate({_n(-label.angle)})"',
            label.text,
        )
    ]
    leaders = [f'<path class="leader" d="{_line(label.leader)}"/>' for label in placed.names if label.leader]
    names = [
        text
        for label in placed.names
        for line, down in _stacked(label.text)
        for text in _readable(
            "name",
            f'text-anchor="{label.anchor}" x="{_n(label.at[0])}" y="{_n(label.at[1] + TEXT / 3 + down)}"',
            line,
        )
    ]
    bottom = top + page.height + 52
    key = page.arrow + 10 if page.arrow else 0.0
    foot = [
        f'<text x="{_n(10 + (0 if k else key))}" y="{_n(bottom + _LINE * k)}" xml:space="preserve">{_text(line)}</text>'
        for k, line in enumerate(below)
    ]
    if key:
        y = _n(bottom - TEXT / 3)
        foot.append(f'<path class="arrow" d="M10 {y}h{_n(page.arrow)}" marker-end="url(#head)"/>')
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}" height="{_n(height)}" '
            f'viewBox="0 0 {_n(width)} {_n(height)}" role="img">',
            f"<title>{_text(scene.caption[0])}</title>",
            f"<style>{_STYLE}</style>",
            '<defs><marker id="head" viewBox="0 0 6 6" refX="5.5" refY="3" markerWidth="6" markerHeight="6" '
            'orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0L6 3L0 6z" fill="#888"/></marker>',
            f'<clipPath id="window"><rect width="{_n(page.width)}" height="{_n(page.height)}"/></clipPath></defs>',
            '<rect width="100%" height="100%" fill="#fff"/>',
            *words,
            f'<g transform="translate({_n(_LEFT)} {_n(top)})">',
            *_axes(page),
            '<g clip-path="url(#window)">',
            *inner,
            "</g>",
            *values,
            *leaders,
            *_marks(page),
            *names,
            "</g>",
            *foot,
            "</svg>",
        ]
    )


def _readable(kind: str, place: str, words: str) -> list[str]:
    """Words on a white ground of their own shape, as two texts: few office programs know `paint-order`."""
    return [
        f'<text class="{kind} halo" aria-hidden="true" {place}>{_text(words)}</text>',
        f'<text class="{kind}" {place}>{_text(words)}</text>',
    ]


def _stacked(text: str) -> list[tuple[str, float]]:
    """The lines of a name, and how far below its middle each is."""
    lines = text.split("\n")
    return [(line, TEXT * 1.2 * (k - (len(lines) - 1) / 2)) for k, line in enumerate(lines)]


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(words: str) -> str:
    return escape(sanitise(typeset(words)), quote=False)


def color(share: float) -> str:
    """From cold and low, 0, to warm and high, 1."""
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(_COLD, _WARM, strict=True))


def _line(points: Sequence[XY]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _contours(page: Page) -> list[str]:
    last = max(1, len(page.scene.levels) - 1)
    drawn = ("".join(_line([*map(page.at, line)]) for line in lines) for _, lines in page.scene.contours)
    return [f'<path class="contour" stroke="{color(k / last)}" d="{d}"/>' for k, d in enumerate(drawn) if d]


def _arrows(page: Page) -> list[str]:
    found = []
    for tail, head in page.scene.arrows:
        (ax, ay), (bx, by) = page.at(tail), page.at(head)
        found.append(
            f'<line class="arrow" x1="{ax:.3f}" y1="{ay:.3f}" x2="{bx:.3f}" y2="{by:.3f}" marker-end="url(#head)"/>'
        )
    return found


def _curves(page: Page) -> list[str]:
    found = []
    for k, curve in enumerate(page.scene.curves):
        left, top, *_ = page.key()[1]
        y = top + 14 + 1.4 * TEXT * k
        line = "".join(_line(piece) for points in curve.pieces for piece in page.within(points))
        ink, dashes = _CURVES[curve.role]
        found.append(
            f'<path class="curve" stroke="{ink}" stroke-dasharray="{dashes}" d="{line}M{_n(left + 6)} {_n(y - 4)}h26"/>'
        )
        found.append(f'<text x="{_n(left + 40)}" y="{_n(y)}">{_text(curve.label)}</text>')
    return found


def _path(page: Page) -> list[str]:
    scene = page.scene
    if not scene.path:
        return []
    lines = [] if scene.curves else page.within(scene.path)
    drawn = [f'<path class="path" d="{_line(line)}"/>' for line in lines]
    stops = [page.at(point) for point in scene.path[:60]]
    return drawn + [f'<circle class="stop" cx="{_n(x)}" cy="{_n(y)}" r="2.2"/>' for x, y in stops if page.holds((x, y))]


def _marks(page: Page) -> list[str]:
    shapes = {
        "start": '<circle r="5" fill="#fff" stroke="#b5179e" stroke-width="2"/>',
        "end": '<circle r="5" fill="#b5179e"/>',
        "minimum": '<path d="M-6 -5L6 -5L0 6z" fill="#1b7f4b" stroke="#fff"/>',
        "maximum": '<path d="M-6 5L6 5L0 -6z" fill="#c1121f" stroke="#fff"/>',
        "saddle": '<path d="M-5 -5L5 5M-5 5L5 -5" stroke="#222" stroke-width="2.5"/>',
        "degenerate": '<path d="M0 -6L6 0L0 6L-6 0z" fill="#555" stroke="#fff"/>',
    }
    found = []
    for mark in page.scene.marks:
        x, y = page.at(mark.at)
        if page.holds((x, y)):
            found.append(f'<g class="mark {mark.kind}" transform="translate({_n(x)} {_n(y)})">{shapes[mark.kind]}</g>')
    return found


def _axes(page: Page) -> list[str]:
    scene, (width, height) = page.scene, (page.width, page.height)
    (x0, _), (_, y1) = scene.window
    found = [f'<rect class="frame" width="{_n(width)}" height="{_n(height)}"/>']
    for tick in scene.ticks[0]:
        x = page.at((tick, y1))[0]
        found.append(f'<path class="tick" d="M{_n(x)} {_n(height)}v5"/>')
        found.append(f'<text x="{_n(x)}" y="{_n(height + 18)}" text-anchor="middle">{_text(tick_label(tick))}</text>')
    for tick in scene.ticks[1]:
        y = page.at((x0, tick))[1]
        found.append(f'<path class="tick" d="M0 {_n(y)}h-5"/>')
        found.append(f'<text x="-8" y="{_n(y + 4)}" text-anchor="end">{_text(tick_label(tick))}</text>')
    found.append(f'<text x="{_n(width / 2)}" y="{_n(height + 32)}" text-anchor="middle">{_text(scene.axes[0])}</text>')
    found.append(f'<text x="-46" y="{_n(height / 2)}">{_text(scene.axes[1])}</text>')
    return found
