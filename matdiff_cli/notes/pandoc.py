"""Blocks of problems in pandoc's document tree, as JSON filters get it (pandoc-types 1.20 and later).

Results are written in Markdown; the constructs that they use, and no others, are turned into pandoc's own.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from typing import Any

from matdiff_cli.notes.document import Block
from matdiff_cli.notes.markdown import LANGUAGE, MARKERS

Node = dict[str, Any]

_NO_ATTRIBUTES: list[Any] = ["", [], []]
_INLINE = re.compile(r"\$([^$]+)\$|\*\*(.+?)\*\*")
_HEADING = re.compile(r"(#{1,6}) (.*)")
_FENCED = re.compile(r"(`{3,})text\n(.*)\n\1", re.DOTALL)
_DISPLAY = re.compile(r"\$\$\n(.*)\n\$\$", re.DOTALL)


def woven(document: Node, answer: Callable[[Block], str]) -> Node:
    """The document with the results below every block, in place of those that stand there.

    Raises TypeError, KeyError or ValueError if it is none.
    """
    if "pandoc-api-version" not in document:
        raise ValueError("no pandoc-api-version")
    return {**document, "blocks": _rewritten(document["blocks"], answer)}


def _rewritten(node: Any, answer: Callable[[Block], str]) -> Any:
    if isinstance(node, dict):
        return {key: _rewritten(value, answer) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    found: list[Any] = []
    position = 0
    while position < len(node):
        child = node[position]
        position += 1
        found.append(_rewritten(child, answer))
        if (block := _block(child)) is not None:
            position = _behind_results(node, position)
            found += as_pandoc(answer(block))
    return found


def _block(node: Any) -> Block | None:
    """The block that a node of the tree is, if it is one."""
    if not isinstance(node, dict) or node.get("t") != "CodeBlock":
        return None
    (_, classes, pairs), text = node["c"]
    if classes[:1] != [LANGUAGE]:
        return None
    options = " ".join([*classes[1:], *(f"{key}={shlex.quote(value)}" for key, value in pairs)])
    return Block(tuple(text.split("\n")), options, 1, 0, "")


def _behind_results(nodes: list[Any], position: int) -> int:
    """The index behind the results that stand at `position`; the same where there are none."""
    if position < len(nodes) and _is_comment(nodes[position], MARKERS.begin):
        ends = (i + 1 for i in range(position, len(nodes)) if _is_comment(nodes[i], MARKERS.end))
        return next(ends, position)
    return position


def _is_comment(node: Any, comment: str) -> bool:
    return isinstance(node, dict) and node.get("t") == "RawBlock" and node["c"][1].strip() == comment


def as_pandoc(results: str) -> list[Node]:
    """Results in Markdown as blocks of pandoc: headings, paragraphs, displays, fenced text, raw HTML."""
    blocks = []
    for part in _parts(results):
        if heading := _HEADING.fullmatch(part):
            blocks.append(_node("Header", [len(heading[1]), _NO_ATTRIBUTES, _inlines(heading[2])]))
        elif display := _DISPLAY.fullmatch(part):
            blocks.append(_node("Para", [_math("DisplayMath", display[1])]))
        elif fenced := _FENCED.fullmatch(part):
            blocks.append(_node("CodeBlock", [_NO_ATTRIBUTES, fenced[2]]))
        elif part.startswith("<"):
            blocks.append(_node("RawBlock", ["html", part]))
        else:
            blocks.append(_node("Para", _inlines(part)))
    return blocks


def _parts(results: str) -> Iterator[str]:
    """What blank lines stand between, a fence with those inside as one part."""
    open_part: list[str] = []
    for part in results.split("\n\n"):
        open_part.append(part)
        fence = re.match("`{3,}", open_part[0])
        if fence is None or open_part[-1].endswith("\n" + fence[0]):
            yield "\n\n".join(open_part)
            open_part = []
    if open_part:
        yield "\n\n".join(open_part)


def _inlines(text: str) -> list[Node]:
    """Words, strong words and mathematics between dollars."""
    found: list[Node] = []
    done = 0
    for match in _INLINE.finditer(text):
        found += _words(text[done : match.start()])
        found.append(_math("InlineMath", match[1]) if match[1] else _node("Strong", _inlines(match[2])))
        done = match.end()
    return [*found, *_words(text[done:])]


def _words(text: str) -> Iterator[Node]:
    for part in re.findall(r"\s+|\S+", text):
        yield {"t": "Space"} if part.isspace() else _node("Str", part)


def _math(kind: str, latex: str) -> Node:
    return _node("Math", [{"t": kind}, latex])


def _node(kind: str, content: Any) -> Node:
    return {"t": kind, "c": content}
