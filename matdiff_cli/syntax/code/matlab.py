"""MATLAB and Octave, whose operators are those of the language: `numel(x)`, `size(X, 1)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands

_SIDES = re.compile(r"(?<![\w.])size\(\s*\w+(?P<rest>\s*,\s*(?P<side>[12])\s*\))")


def counted(text: Operands) -> Iterator[Edit]:
    """numel(x), length(x), size(X, 1)."""
    for k, token in enumerate(text.tokens[:-1]):
        if token.text in ("numel", "length") and text.tokens[k + 1].text == "(" and token.text not in text.symbols:
            yield Edit(token.start, token.end, "size")
    for found in _SIDES.finditer(text.text, 0, text.end):
        transpose = "'" * (found["side"] == "2")
        yield Edit(*found.span("rest"), f"{transpose}*vector(1))")
