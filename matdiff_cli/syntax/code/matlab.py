"""MATLAB and Octave, whose operators are those of the language: `numel(x)`."""

from __future__ import annotations

from collections.abc import Iterator

from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands


def counted(text: Operands) -> Iterator[Edit]:
    """numel(x), length(x)."""
    for k, token in enumerate(text.tokens[:-1]):
        if token.text in ("numel", "length") and text.tokens[k + 1].text == "(" and token.text not in text.symbols:
            yield Edit(token.start, token.end, "size")
