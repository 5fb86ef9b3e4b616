"""Plain text, and the same in colour for a terminal."""

from __future__ import annotations

import re
from functools import partial

from matdiff_cli.derivation.records import Derivation
from matdiff_cli.output import notation
from matdiff_cli.output.answers import with_names
from matdiff_cli.output.cells import BEGIN, END
from matdiff_cli.output.columns import Span
from matdiff_cli.output.layout import lay_out
from matdiff_cli.output.style import Style, for_problem


def render(derivation: Derivation, style: Style) -> str:
    """The derivation laid out for reading; escape codes only if `style.color`."""
    return spell(lay_out(derivation, for_problem(style, derivation.problem)), style)


def answer(derivation: Derivation, style: Style) -> str:
    """Only the result, on one line, in the language that is typed."""
    return with_names(
        derivation.result, partial(notation.text, style=for_problem(style, derivation.problem)), " where "
    )


def portions(derivation: Derivation, style: Style) -> list[str]:
    """The page in as many parts as it has lines of mathematics; titles stand with the line below them."""
    found: list[list[list[Span]]] = []
    waiting: list[list[Span]] = []
    for line in lay_out(derivation, for_problem(style, derivation.problem)):
        waiting.append(line)
        if any(role in ("math", "result") and text.strip() for text, role in line):
            found.append(waiting)
            waiting = []
        elif found and any(role == "reason" for _, role in line):  # the rest of a reason
            found[-1] += waiting
            waiting = []
    found[-1] += waiting
    return [spell(part, style) for part in found]


def spell(page: list[list[Span]], style: Style) -> str:
    """Lines of spans as text; escape codes only if `style.color`."""
    return _colored(page) if style.color else "\n".join("".join([text for text, _ in line]).rstrip() for line in page)


_STYLES = {
    "header": "bold",
    "symbols": "",
    "title": "bold cyan",
    "math": "",
    "new": "bold",
    "result": "bold green",
    "reason": "italic magenta",
    "checked": "green",
    "failed": "bold red",
}


def _marked(text: str) -> list[tuple[str, str]]:
    """A text in parts, each with the mark that it begins with, if it does."""
    _, *parts = re.split(f"(^|{BEGIN}|{END})", text)
    return list(zip(parts[::2], parts[1::2], strict=True))


def _colored(page: list[list[Span]]) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=StringIO(),
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    is_new = False
    for line in page:
        parts: list[tuple[str, str]] = []
        for text, role in line:
            for mark, part in _marked(text):
                is_new = mark == BEGIN or (is_new and mark != END)
                parts.append((part, _STYLES["new" if is_new and role == "math" else role]))
        console.print(Text.assemble(*parts), soft_wrap=True)
    written: str = console.file.getvalue()  # type: ignore[attr-defined]
    return written.removesuffix("\n")
