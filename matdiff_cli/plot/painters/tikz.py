r"""A scene as LaTeX: a document whose `tikzpicture` can be taken out; TikZ is all it needs."""

from __future__ import annotations

from collections.abc import Sequence

from matdiff_cli.plot.contours import XY
from matdiff_cli.plot.labels import labels
from matdiff_cli.plot.page import TEXT, Page
from matdiff_cli.plot.painters import Canvas
from matdiff_cli.plot.scale import tick_label, typeset
from matdiff_cli.plot.scene import Scene
from matdiff_cli.plot.words import WORDS

SUFFIXES = ("tex",)

_PER_CM = 48.0
_ANCHORS = {"start": ("left", "west"), "middle": ("center", "center"), "end": ("right", "east")}
_CURVES = {"function": "blue!60!black", "derivative": "red!70!black,densely dotted", "tangent": "green!50!black,dashed"}
_MARKS = {
    "start": r"\draw[violet,thick,fill=white] (@) circle[radius=2pt];",
    "end": r"\fill[violet] (@) circle[radius=2pt];",
    "minimum": r"\fill[green!40!black] (@) +(-3pt,2.5pt) -- +(3pt,2.5pt) -- +(0pt,-3pt) -- cycle;",
    "maximum": r"\fill[red!70!black] (@) +(-3pt,-2.5pt) -- +(3pt,-2.5pt) -- +(0pt,3pt) -- cycle;",
    "saddle": r"\draw[very thick] (@) +(-2.5pt,-2.5pt) -- +(2.5pt,2.5pt) (@) +(-2.5pt,2.5pt) -- +(2.5pt,-2.5pt);",
    "degenerate": r"\fill[gray] (@) +(-3pt,0pt) -- +(0pt,3pt) -- +(3pt,0pt) -- +(0pt,-3pt) -- cycle;",
}
_SPELLED = {
    "∇": r"$\nabla$", "‖": r"$\|$", "√": r"$\surd$", "′": "$'$", "−": "$-$", "_": r"\_", "%": r"\%", "&": r"\&",
    "·": r"$\cdot$", **{sign: f"$^{plain}$" for sign, plain in zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True)},
    "#": r"\#", "$": r"\$", "{": r"\{", "}": r"\}", "^": r"\^{}", "~": r"\~{}", "\\": r"\textbackslash{}",
}  # fmt: skip


def paint(scene: Scene, canvas: Canvas) -> str:
    """A whole document."""
    page = Page(scene)
    placed = labels(page, canvas.words)
    width, height = page.width / _PER_CM, page.height / _PER_CM
    frame = _at((page.width, 0.0), page)
    korean = canvas.words is not WORDS["en"]
    last = max(1, len(scene.levels) - 1)
    lines = [
        r"\documentclass{article}",
        *([r"\usepackage{kotex}"] if korean else []),
        r"\usepackage{amsmath,amssymb,graphicx,tikz}",
        r"\pagestyle{empty}",
        r"\begin{document}",
        r"\noindent",
        r"\begin{tikzpicture}[font=\footnotesize,contour/.style={thin},gradient/.style={->,gray,thin,>=stealth},"
        r"name/.style={font=\scriptsize\bfseries,inner sep=0.5pt,fill=white,fill opacity=.75,"
        r"text opacity=1}]",
        r"\begin{scope}",
        rf"\clip (0,0) rectangle {frame};",
    ]
    for k, (_, contours) in enumerate(scene.contours):
        style = f"orange!{round(100 * k / last)}!blue!70!black"
        lines += [rf"\draw[contour,{style}] {_line([*map(page.at, line)], page)};" for line in contours]
    lines += [
        rf"\draw[gradient] {_at(page.at(tail), page)} -- {_at(page.at(head), page)};" for tail, head in scene.arrows
    ]
    for curve in scene.curves:
        pieces = [piece for points in curve.pieces for piece in page.within(points)]
        lines += [rf"\draw[thick,{_CURVES[curve.role]}] {_line(piece, page)};" for piece in pieces]
    if not scene.curves:
        lines += [rf"\draw[violet,thick] {_line(piece, page)};" for piece in page.within(scene.path)]
    lines += [rf"\fill[violet] {_at(point, page)} circle[radius=.8pt];" for point in _stops(page)]
    lines += [r"\end{scope}", rf"\draw (0,0) rectangle {frame};"]
    lines += _axes(page, width, height)
    lines += [_MARKS[m.kind].replace("(@)", _at(page.at(m.at), page)) for m in scene.marks if page.holds(page.at(m.at))]
    lines += [
        rf"\node[font=\tiny,inner sep=.5pt,fill=white,rotate={label.angle:.1f}] at {_at(label.at, page)} "
        rf"{{{_words(label.text)}}};"
        for label in placed.levels
    ]
    lines += [rf"\draw[very thin] {_line(label.leader, page)};" for label in placed.names if label.leader]
    lines += [
        rf"\node[name,align={align},anchor={anchor}] at {_at(label.at, page)} {{{_words(label.text)}}};"
        for label in placed.names
        for align, anchor in [_ANCHORS[label.anchor]]
    ]
    for k, curve in enumerate(scene.curves):
        left, top, *_ = page.key()[1]
        x, y = left / _PER_CM, (page.height - top - 10 - 1.4 * TEXT * k) / _PER_CM
        lines.append(rf"\draw[thick,{_CURVES[curve.role]}] ({x + 0.1:.3f},{y:.3f}) -- +(.55,0) ")
        lines.append(rf"node[right,black] {{{_words(curve.label)}}};")
    lines += _captions(page, placed.below, width, height)
    return "\n".join((*lines, r"\end{tikzpicture}", r"\end{document}"))


def _captions(page: Page, said: Sequence[str], width: float, height: float) -> list[str]:
    """The formulas above, no wider than the picture; what the arrows are and how the path went below."""
    scene, arrow = page.scene, page.arrow / _PER_CM
    fitted = rf"\resizebox{{\ifdim\width>{width:.2f}cm {width:.2f}cm\else\width\fi}}{{!}}"
    rows = r" \\[3pt] ".join(f"{fitted}{{${formula}$}}" for formula in scene.formulas)
    above = [
        rf"\node[anchor=south west,inner sep=0pt] at (0,{height + 0.25:.3f}) ",
        rf"{{\begin{{tabular}}{{@{{}}l@{{}}}}{rows}\end{{tabular}}}};",
    ]
    lines = r" \\ ".join(map(_words, said))
    start = arrow + 0.2 if arrow else 0.0
    below = [
        rf"\node[anchor=north west,inner sep=0pt,align=left,text width={width - start:.2f}cm] at ({start:.3f},-1.0) ",
        rf"{{{lines}}};",
    ]
    key = [rf"\draw[->,gray,thin,>=stealth] (0,-1.12) -- +({arrow:.3f},0);"] if arrow else []
    return above + below + key


def _axes(page: Page, width: float, height: float) -> list[str]:
    scene = page.scene
    (x0, _), (_, y1) = scene.window
    found = []
    for tick in scene.ticks[0]:
        x = page.at((tick, y1))[0] / _PER_CM
        found.append(rf"\draw ({x:.3f},0) -- +(0,-3pt) node[below] {{{_words(tick_label(tick))}}};")
    for tick in scene.ticks[1]:
        y = (page.height - page.at((x0, tick))[1]) / _PER_CM
        found.append(rf"\draw (0,{y:.3f}) -- +(-3pt,0) node[left] {{{_words(tick_label(tick))}}};")
    found.append(rf"\node at ({width / 2:.3f},-0.75) {{${scene.symbols[0]}$}};")
    found.append(rf"\node at (-1,{height / 2:.3f}) {{${scene.symbols[1]}$}};")
    return found


def _stops(page: Page) -> list[XY]:
    return [point for point in map(page.at, page.scene.path[:60]) if page.holds(point)]


def _at(point: XY, page: Page) -> str:
    return f"({point[0] / _PER_CM:.4f},{(page.height - point[1]) / _PER_CM:.4f})"


def _line(points: Sequence[XY], page: Page) -> str:
    return " -- ".join(_at(point, page) for point in points)


def _words(text: str) -> str:
    return "".join(_SPELLED.get(character, character) for character in typeset(text)).replace("\n", r"\\")
