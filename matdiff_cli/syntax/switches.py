"""Options of the command typed within the quotes of a problem: `"x'*A*x wrt x --latex"`."""

from __future__ import annotations

import re
from collections.abc import Collection

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.rare import Rare

FLAGS = frozenset(
    (
        "answer", "ascent", "ascii", "check", "compact", "cost", "descent", "details", "explain", "hessian",
        "html", "inline", "json", "latex", "markdown", "quiet", "short", "show", "standalone", "table", "tsv",
    )
)  # fmt: skip
VALUED = frozenset(
    (
        "at", "code", "color", "format", "from", "heading", "height", "hint", "jobs", "lang", "layout", "levels",
        "method", "notation", "order", "output", "range", "steps", "timeout", "where", "width", "wrt",
    )
)  # fmt: skip
"""The long options of the verbs that take a problem, without their dashes."""

OUTSIDE = "options stand outside of the quotes"
_SPELLED = sorted((*FLAGS, *VALUED), key=len, reverse=True)
_LONG = rf"(?<!\S)(?:--|[–—])(?P<name>{'|'.join(_SPELLED)})(?![\w-])"
_OPTION = Rare(
    rf"{_LONG}(?P<value>\s*=\s*\S+)?"
    r"|(?<!\S)(?P<short>-[acdfhloqw])(?!\S)"
    r"|(?<!\S)-?(?P<bare>hessian|latex|json|markdown|html|short|check|answer)(?=\s*$)"
)
_LONG_OPTION = Rare(_LONG, *("--", "–", "—"))
_VALUE = re.compile(r"\s+(?!-)(\S+)")
_DECLARATION = re.compile(r"\s+((?:(?!\s-)[^–—])+)")
_CLAUSE = re.compile(r"(?<![\w.])(?:wrt|where)(?!\w)")


def refuse_options(text: str, symbols: Collection[str]) -> None:
    """Refuse `x'*A*x --hessian`, which as algebra is x'*A*x plus a symbol. A symbol that has a meaning stays one."""
    found = _LONG_OPTION.search(text)
    if found is None or found["name"] in symbols or len(re.findall(rf"\b{found['name']}\b", text)) > 1:
        return
    message = f"{found[0]} is an option, not a part of the problem"
    raise MatdiffError("syntax", message, Mark(Span(*found.span())), hint=OUTSIDE, source=text)


def without_options(text: str) -> tuple[str, list[str]]:
    """The problem alone, and the words of its options. What is no long option may be one only behind wrt or where."""
    words: list[str] = []
    kept, end = "", 0
    for found in _OPTION.finditer(text):
        if found.start() < end or not (found["name"] or _CLAUSE.search(text, 0, found.start())):
            continue
        name = found["name"] or found["bare"]
        kept, end = kept + text[end : found.start()].rstrip(), found.end()
        words.append((f"--{name}" if name else found["short"]) + re.sub(r"\s", "", found["value"] or ""))
        takes = found["value"] is None and (name in VALUED or found["short"] in ("-c", "-d", "-f", "-l", "-o", "-w"))
        value = (_DECLARATION if words[-1] in ("-d", "--where") else _VALUE).match(text, end) if takes else None
        if value:
            words.append(value[1])
            end = value.end()
    return (kept + text[end:]).strip(), words
