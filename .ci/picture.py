"""A terminal with what the command prints, as SVG: `python .ci/picture.py > man/terminal.svg`. A test compares them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html import escape

COMMANDS = (
    ["x'*A*x wrt x"],
    ["check", "log|X| wrt X; df = tr(X^-1*dX); ∇f = X^-1"],
)
WIDTH = 80
CELL, LINE, EDGE, SIZE = 8.4, 20, 16, 14
BACK, FORE, PROMPT = "#1e2127", "#d7dae0", "#7f8896"
COLOURS = {"31": "#f07178", "32": "#98c379", "33": "#e5c07b", "35": "#c792ea", "36": "#56b6c2"}
WORDS = re.compile(r"\S+(?: \S+)*")
ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")


def printed(arguments: list[str]) -> list[str]:
    """What the command prints in colour."""
    command = [sys.executable, "-m", "matdiff_cli", "--color=always", f"--width={WIDTH}", *arguments]
    if arguments[0] == "check":
        command[3:6] = ["check", "--color=always", f"--width={WIDTH}"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False).stdout.splitlines()


def spans(line: str) -> Iterator[tuple[int, str, str]]:
    """Column, attributes and text of the parts of a line that look alike."""
    column, look = 0, ""
    for k, part in enumerate(ESCAPE.split(line)):
        if k % 2:
            codes = [] if part in ("", "0") else part.split(";")
            colours = [f'fill="{COLOURS[code]}"' for code in codes if code in COLOURS]
            faces = ['font-weight="bold"'] * ("1" in codes) + ['font-style="italic"'] * ("3" in codes)
            look = " ".join([*colours, *faces])
        else:
            yield from ((column + found.start(), look, found[0]) for found in WORDS.finditer(part))
            column += len(part)


def picture() -> str:
    """The picture."""
    lines: list[str] = []
    for arguments in COMMANDS:
        quoted = " ".join(f'"{word}"' if " " in word else word for word in arguments)
        lines += ["", f"$ matdiff {quoted}", *printed(arguments)]
    lines = lines[1:]
    wide, high = WIDTH * CELL + 2 * EDGE, len(lines) * LINE + 2 * EDGE
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high}" width="{wide:g}" height="{high}">',
        f'<rect width="100%" height="100%" rx="8" fill="{BACK}"/>',
        f'<g fill="{FORE}" font-size="{SIZE}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace">',
    ]
    for k, line in enumerate(lines):
        for column, look, text in spans(line):
            look = f'fill="{PROMPT}"' if line.startswith("$ ") else look
            place = f'x="{EDGE + column * CELL:g}" y="{EDGE + SIZE + k * LINE}" textLength="{len(text) * CELL:g}"'
            rows.append(f"<text {place}{' ' * bool(look)}{look}>{escape(text, quote=False)}</text>")
    return "\n".join([*rows, "</g>", "</svg>", ""])


if __name__ == "__main__":
    sys.stdout.write(picture())
