r"""Environments `matdiff` in LaTeX: \begin{matdiff}[layout=mml] … \end{matdiff}, each on lines of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from matdiff_cli.notes.document import BadDocument, Block, Markers, find_results, refuse_lost_results

MARKERS = Markers("% matdiff:begin", "% matdiff:end", apart=False)

_BEGIN = re.compile(r"([ \t]*)\\begin\{matdiff\}[ \t]*(?:\[(.*)\])?[ \t]*$")
_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')  # not between quotes
_VERBATIM = re.compile(r"[^%]*\\begin\{(verbatim\*?|lstlisting|minted|comment|Verbatim)\}")


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of a document. Raises BadDocument where one is not closed."""
    i = 0
    while i < len(lines):
        opening, verbatim = _BEGIN.match(lines[i].rstrip("\r\n")), _VERBATIM.match(lines[i])
        name = "matdiff" if opening else verbatim[1] if verbatim else None
        refuse_lost_results(lines[i], i, MARKERS)
        if name is None:
            i += 1
            continue
        end = next((k for k in range(i, len(lines)) if f"\\end{{{name}}}" in lines[k]), None)
        if end is None and opening:
            raise BadDocument("the environment that begins here is not closed", i + 1)
        if end is not None and opening:
            results = find_results(lines, end + 1, MARKERS)
            inside = tuple(line.strip() for line in lines[i + 1 : end])
            options = _COMMA.sub(" ", opening[2] or "")
            yield Block(inside, options, i + 2, end + 1, opening[1], results)
            end = results.end - 1 if results else end
        i = (i if end is None else end) + 1
