"""Fenced blocks of the language `matdiff` in Markdown, by the rules of CommonMark 0.31.

A fence may stand in quotes and lists. What stands in other fences, in indented code, comments, <pre> and front matter
is no block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matdiff_cli.notes.document import BadDocument, Block, Markers, find_results, refuse_lost_results

MARKERS = Markers("<!-- matdiff:begin -->", "<!-- matdiff:end -->", apart=True)
LANGUAGE = "matdiff"

_TAB = 4
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])(?= |$)")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_HEADING = re.compile(r" {0,3}#{1,6}(?= |$)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,}) *(.*)")
_FRONT_MATTER = {"---": ("---", "..."), "+++": ("+++",)}
_RAW = re.compile(r" {0,3}<(pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
_COMMENT = re.compile(r" {0,3}<!--")
_COMMENT_END = re.compile("-->")
_TAGS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead "
    "title tr track ul"
)
_HTML = re.compile(rf" {{0,3}}</?({'|'.join(_TAGS.split())})(?=[\s>]|/>|$)", re.IGNORECASE)
_ONE_TAG = re.compile(r" {0,3}</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>\s*$")
_BLANK = re.compile(r"\A\s*\Z")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+) *$")
_INTERRUPTING_ITEM = re.compile(r" {0,3}(?:[-+*]|1[.)]) +\S")
_INTERRUPTING = (_QUOTE, _RULE, _FENCE, _HEADING, _COMMENT, _RAW, _HTML)
"""What a line may begin with that ends a paragraph without a blank line before it."""


@dataclass(frozen=True)
class _Fence:
    """An open fence: its characters, what stands behind them, its indent, and the line where it opened."""

    marks: str
    info: str
    indent: int
    start: int
    prefix: str

    def closed_by(self, text: str) -> bool:
        mark = self.marks[0]
        return bool(re.fullmatch(rf" {{0,3}}{mark}{{{len(self.marks)},}} *", text))


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of a document. Raises BadDocument where one is not closed."""
    containers: list[int] = []  # 0 for a quote, the indent of its content for an item of a list
    fence: _Fence | None = None
    inside: list[str] = []
    raw_until: re.Pattern[str] | None = None
    paragraph = False
    i = _front_matter(lines)
    while i < len(lines):
        text = _without_end(lines[i])
        kept, rest = _continued(text, containers)
        i += 1
        if fence is not None and kept == len(containers):
            if not fence.closed_by(rest):
                inside.append(_unindented(rest, fence.indent))
                continue
            if (options := block_options(fence.info)) is not None:
                results = find_results(lines, i, MARKERS)
                yield Block(tuple(inside), options, fence.start + 2, i, fence.prefix, results)
                i = results.end if results else i
            fence = None
            continue
        if fence is not None:
            _refuse_open(fence)
            fence = None
        if raw_until is not None:
            if kept == len(containers):
                raw_until = None if raw_until.search(rest) else raw_until
                continue
            raw_until = None
        lazy = kept < len(containers)
        if paragraph and not _interrupts(rest, _ITEM if lazy else _INTERRUPTING_ITEM):
            paragraph = lazy or not _UNDERLINE.match(rest)
            continue
        del containers[kept:]
        rest = _opened(rest, containers)
        went_on, paragraph = paragraph and kept == len(containers), False
        if len(rest) - len(rest.lstrip()) >= _TAB or not rest.strip():
            continue
        refuse_lost_results(rest, i - 1, MARKERS)
        if opening := _FENCE.match(rest):
            before = text[: len(text) - len(rest)] + " " * opening.start(1)
            fence = _Fence(opening[1], opening[2], opening.start(1), i - 1, re.sub("[^>]", " ", before))
            inside = []
        elif html_end := _html(rest, went_on):
            raw_until = None if html_end.search(rest) else html_end
        else:
            paragraph = not _HEADING.match(rest) and not _RULE.match(rest)
    if fence is not None:
        _refuse_open(fence)


def block_options(info: str) -> str | None:
    """What stands behind the name of the language: `matdiff short`, `{.matdiff .short layout=mml}`; None if it is
    another language.
    """
    braces = re.fullmatch(r"\{(.*)\}\s*", info)
    words = (braces[1] if braces else info).strip()
    match = re.match(rf"\.?{LANGUAGE}(?![\w.-])\s*(.*)" if braces else rf"{LANGUAGE}(?![\w.-])\s*(.*)", words)
    if match is None:
        return None
    return re.sub(r"(?<!\S)\.(?=\w)", "", match[1]) if braces else match[1]


def _refuse_open(fence: _Fence) -> None:
    if block_options(fence.info) is not None:
        raise BadDocument("the block that begins here is not closed", fence.start + 1)


def _front_matter(lines: Sequence[str]) -> int:
    """The index of the first line behind it."""
    first = lines[0].removeprefix("\ufeff").rstrip() if lines else ""
    ends = _FRONT_MATTER.get(first, ())
    return next((i + 1 for i, line in enumerate(lines) if i and line.rstrip() in ends), 0)


def _without_end(line: str) -> str:
    return line.rstrip("\r\n").removeprefix("\ufeff").expandtabs(_TAB)


def _continued(text: str, containers: Sequence[int]) -> tuple[int, str]:
    """How many of the open containers a line goes on with, and what stands in them."""
    for number, indent in enumerate(containers):
        if not indent:
            if not (quote := _QUOTE.match(text)):
                return number, text
            text = text[quote.end() :]
        elif text[:indent].strip():
            return number, text
        else:
            text = text[indent:]
    return len(containers), text


def _opened(text: str, containers: list[int]) -> str:
    """What stands in the containers that a line opens, which are added to those that are open."""
    while True:
        if quote := _QUOTE.match(text):
            containers.append(0)
            text = text[quote.end() :]
        elif (item := _ITEM.match(text)) and not _RULE.match(text):
            behind = text[item.end() :]
            blanks = len(behind) - len(behind.lstrip())
            indent = item.end() + (blanks if 1 <= blanks <= _TAB and behind.strip() else 1)
            containers.append(indent)
            text = text[indent:]
        else:
            return text


def _html(rest: str, paragraph: bool) -> re.Pattern[str] | None:
    """What ends the raw HTML that a line begins, if it begins one."""
    if _COMMENT.match(rest):
        return _COMMENT_END
    if raw := _RAW.match(rest):
        return re.compile(f"</{raw[1]}>", re.IGNORECASE)
    return _BLANK if _HTML.match(rest) or (not paragraph and _ONE_TAG.match(rest)) else None


def _interrupts(rest: str, item: re.Pattern[str]) -> bool:
    """Does a line end the paragraph above it?"""
    return not rest.strip() or any(pattern.match(rest) for pattern in (item, *_INTERRUPTING))


def _unindented(text: str, indent: int) -> str:
    """A line of a fence without as much of its indent as the fence has."""
    return text[min(indent, len(text) - len(text.lstrip(" "))) :]
