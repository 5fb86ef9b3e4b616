"""MATLAB and Octave, whose operators are those of the language: `numel(x)`, `size(X, 1)`, `X(:)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands

_SQUARES = frozenset(("sum_square", "sum_squares", "sum_square_abs", "sumsqr"))
_SIDES = re.compile(r"(?<![\w.])size\(\s*\w+(?P<rest>\s*,\s*(?P<side>[12])\s*\))")


def counted(text: Operands) -> Iterator[Edit]:
    """numel(x), length(x), size(X, 1), and sum_square(x) of CVX."""
    for k, token in enumerate(text.tokens[:-1]):
        if token.text in ("numel", "length") and text.tokens[k + 1].text == "(" and token.text not in text.symbols:
            yield Edit(token.start, token.end, "size")
    for k, token in enumerate(text.tokens[:-1]):
        end = text.closing(k + 1) if token.text in _SQUARES and text.tokens[k + 1].text == "(" else None
        if end is not None and token.text not in text.symbols:
            yield Edit(token.start, token.end, "(norm")
            yield Edit(text.tokens[end].end, text.tokens[end].end, "^2)")
    for found in _SIDES.finditer(text.text, 0, text.end):
        transpose = "'" * (found["side"] == "2")
        yield Edit(*found.span("rest"), f"{transpose}*vector(1))")


def stacked(text: Operands) -> Iterator[Edit]:
    """X(:) is vec(X)."""
    for k, token in enumerate(text.tokens[:-3]):
        words = [each.text for each in text.tokens[k + 1 : k + 4]]
        if token.kind == "name" and words == ["(", ":", ")"]:
            yield Edit(token.start, token.start, "vec(")
            yield Edit(text.tokens[k + 1].start, text.tokens[k + 3].start, "")
