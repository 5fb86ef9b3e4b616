"""Julia, whose operators are those of the language: `log.(x)`, `sum(abs2, x)`, `dot(x, A, y)`."""

from __future__ import annotations

from collections.abc import Iterator

from matdiff_cli.syntax.arrange import EULER
from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands

_SIGMOID = ("σ", "sigma")


def dotted(text: Operands) -> Iterator[Edit]:
    """exp.(x), entry by entry; beside it exp(A) is e^A."""
    dots = [k for k in range(1, len(text.tokens) - 1) if _is_dotted(text, k)]
    for k in dots:
        end = text.closing(k + 1) if text.tokens[k - 1].text == "abs2" else None
        if end is None:
            yield Edit(text.tokens[k].start, text.tokens[k].end, "")
        else:
            yield Edit(text.tokens[k - 1].start, text.tokens[k + 1].end, "((")
            yield Edit(text.tokens[end].start, text.tokens[end].end, ").^2)")
    for k, token in enumerate(text.tokens[:-1]):
        if dots and token.text == "exp" and text.tokens[k + 1].text == "(" and text.is_function(k):
            yield Edit(token.start, token.end, EULER)


def _is_dotted(text: Operands, k: int) -> bool:
    before, dot, after = text.tokens[k - 1 : k + 2]
    called = text.is_function(k - 1) or (before.text in _SIGMOID and before.text not in text.symbols)
    called = called or (before.text == "abs2" and text.closing(k + 1) is not None)
    return dot.text == "." and after.text == "(" and called and before.end == dot.start == after.start - 1


def sum_of(text: Operands) -> Iterator[Edit]:
    """sum(abs2, x), mean(log, x)."""
    for k in range(len(text.tokens) - 4):
        function, comma = text.tokens[k + 2 : k + 4]
        name, opener = text.tokens[k : k + 2]
        if name.text not in ("sum", "mean") or [opener.text, comma.text] != ["(", ","]:
            continue
        end = text.closing(k + 1)
        squares = function.text == "abs2"
        if end is not None and (squares or text.is_function(k + 2)):
            yield Edit(function.start, comma.end, "(" if squares else f"{function.text}(")
            yield Edit(text.tokens[end].start, text.tokens[end].start, ").^2" if squares else ")")


def dot_of_three(text: Operands) -> Iterator[Edit]:
    """dot(x, A, y) is x'*A*y."""
    for k in range(len(text.tokens) - 1):
        end = text.closing(k + 1) if text.is_function(k) and text.tokens[k].text == "dot" else None
        if end is None or text.tokens[k + 1].text != "(":
            continue
        depth, commas = 0, []
        for token in text.tokens[k + 2 : end]:
            depth += (token.kind == "open") - (token.kind == "close")
            commas += [token] if token.text == "," and not depth else []
        if len(commas) == 2:
            first, second = commas
            yield Edit(first.start, first.end, ", (")
            yield Edit(second.start, second.end, ")*(")
            yield Edit(text.tokens[end].start, text.tokens[end].start, ")")
