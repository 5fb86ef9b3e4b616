"""Functions and what they are of, without parentheses: `log det X`, `sin x`, `tr A B`."""

from __future__ import annotations

from collections.abc import Iterator

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands

_WIDE = frozenset({"tr", "trace", "Tr", "vec"})


def applied(text: Operands) -> Iterator[Edit]:
    """log det X, sin x, tr A B: a function and what it is of, without parentheses.

    A trace is that of the whole product; any other function is that of the next factor, and of a number before it.
    """
    ends: dict[int, int] = {}
    for k in reversed(range(len(text.tokens) - 1)):
        after = text.tokens[k + 1]
        if not text.is_function(k) or text.tokens[k].end == after.start or after.kind not in ("name", "number"):
            continue
        end = _end(text, k, ends)
        if end is None:
            continue
        ends[k] = end
        yield Edit(text.tokens[k].end, text.tokens[k].end + 1, "(")
        yield Edit(text.tokens[end].end, text.tokens[end].end, ")")


def _end(text: Operands, k: int, ends: dict[int, int]) -> int | None:
    """The last token of what function k is of."""
    end = ends.get(k + 1) or text.operand_end(k + 1)
    if end is None:
        return None
    wide = text.tokens[k].text in _WIDE
    number = text.tokens[k + 1].kind == "number"
    called = text.is_function(k + 1) and [token.text for token in text.tokens[k + 2 : k + 3]] == ["("]
    while end + 1 < len(text.tokens):
        after = end + 1
        if wide and text.tokens[after].text in ("*", "@", "·", ".*", "⊙", "⊗"):
            after += 1
        if not text.starts_operand(after):
            break
        function = text.is_function(after)
        if not (wide or number or called or function):
            _refuse_open_end(text, k, after)
        if not wide and (function or not number):
            break
        following = ends.get(after) or text.operand_end(after)
        if following is None:
            return None
        end, number = following, False
    return end


def _refuse_open_end(text: Operands, k: int, after: int) -> None:
    name, more = text.tokens[k].text, text.tokens[after]
    inside = text.text[text.tokens[k + 1].start : text.tokens[after - 1].end].strip()
    message = f"how far does {name} reach?"
    raise MatdiffError(
        "syntax",
        message,
        Mark(Span(text.tokens[k].start, more.end)),
        hint=f"write {name}({inside})*… or {name}({inside}*…)",
    )
