"""Random Markdown documents with fences in all places, and what an independent parser of CommonMark finds in them."""

from __future__ import annotations

from random import Random

from markdown_it import MarkdownIt

PIECES = (
    "text\n", "* * *\n", "# title\n", "\n", "\n", "- item\n", "  - inner\n", "1. one\n", "12) twelve\n", "> quoted\n",
    "> - both\n", "- > both\n", "    indented\n", "  more\n", "   more\n", "\ttab\n", "<!-- open\n", "-->\n",
    "<!-- closed -->\n", "<pre>\n", "</pre>\n", "-\n", "---\n", "`code` ```\n", "*emphasis*\n", "+\tx\n",
    "<div>\n", "```python\n", "~~~\n", "````\n", "```\n", "```matdiff\n", "~~~matdiff short\n", "````matdiff\n",
    "    ```matdiff\n", "```matdiffs\n", "x'*x wrt x\n",
)  # fmt: skip

FENCES = ("```matdiff\nx\n```\n", "````matdiff a=1\n```\ny\n```\n````\n", "~~~matdiff\n\n z\n~~~~\n")
PREFIXES = ("", "", "> ", "  ", "   ", "    ", "- ", "1. ", "> > ", "> - ", "\t")


def document(random: Random) -> str:
    """Pieces in any order, whole fences behind any prefix among them."""
    parts = []
    for _ in range(random.randint(1, 12)):
        if random.random() < 0.4:
            prefix = random.choice(PREFIXES)
            follow = "".join(c if c in ">\t" else " " for c in prefix)
            lines = random.choice(FENCES).splitlines(keepends=True)
            parts += [prefix + lines[0], *(follow + line for line in lines[1:])]
        else:
            parts.append(random.choice(PIECES))
    return "".join(parts)


def fences(text: str) -> list[tuple[int, str, bool]]:
    """The fenced blocks of the language matdiff: the line where each begins, its content, is it closed?"""
    lines = text.split("\n")
    found = []
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "fence" and token.info.split()[:1] == ["matdiff"]:
            start, end = token.map
            last = lines[end - 1].strip(" \t>")
            closed = end - 1 > start and set(last) == {token.markup[0]} and len(last) >= len(token.markup)
            found.append((start, token.content, closed and token.content.count("\n") == end - start - 2))
    return found
