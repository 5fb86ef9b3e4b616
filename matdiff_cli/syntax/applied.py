"""Functions and what they are of, without parentheses: `log det X`, `sin x`, `tr A B`."""

from __future__ import annotations

from collections.abc import Iterator

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands
from matdiff_cli.syntax.said import TYPE_WORDS
from matdiff_cli.syntax.spoken import refuse_sum

PRODUCTS = ("*", "@", "·", ".*", "⊙", "⊗")

_WIDE = frozenset({"tr", "trace", "Tr", "vec"})
_SUMS = frozenset({"sum", "mean"})
_SYMPY = {"Identity": "eye", "Determinant": "det", "Inverse": "inv", "OneMatrix": "ones", "ZeroMatrix": "zeros"}


def capitals(text: Operands) -> Iterator[Edit]:
    """Tr(A), Det[A]; Tr A B, Log|X| and DET X, whose letters are no factors."""
    letters = {token.text for token in text.tokens if len(token.text) == 1}
    for k, token in enumerate(text.tokens[:-1]):
        word, after = token.text, text.tokens[k + 1]
        lower = _SYMPY.get(word, word.lower())
        known = word in text.symbols or word in text.functions or lower not in text.functions
        if token.kind != "name" or known or not word.isascii():
            continue
        capital = word in _SYMPY or word == lower.capitalize()
        called = after.text in ("(", "[", "{") and after.start == token.end
        beside = after.kind in ("name", "number", "bar", "double") and lower not in TYPE_WORDS
        loud = word == lower.upper() and letters.isdisjoint(word)
        if (capital and called) or (beside and (capital or loud)):
            yield Edit(token.start, token.end, lower)


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
        if text.tokens[k].text in ("norm", *_SUMS):
            refuse_sum(text, (text.tokens[k].start, k, k + 1, end), text.tokens[k].text)
        yield Edit(text.tokens[k].end, text.tokens[k].end + 1, "(")
        yield Edit(text.tokens[end].end, text.tokens[end].end, ")")


def _end(text: Operands, k: int, ends: dict[int, int]) -> int | None:
    """The last token of what function k is of."""
    end = ends.get(k + 1) or text.operand_end(k + 1)
    if end is None:
        return None
    wide, summed = text.tokens[k].text in _WIDE, text.tokens[k].text in _SUMS
    number = text.tokens[k + 1].kind == "number"
    called = text.is_function(k + 1) and [token.text for token in text.tokens[k + 2 : k + 3]] == ["("]
    while end + 1 < len(text.tokens):
        signed = text.tokens[end + 1].text in PRODUCTS
        after = end + 1 + signed
        if not text.starts_operand(after) or text.closes_bars(after):
            break
        function = text.is_function(after)
        if text.tokens[k].text == text.tokens[after].text == "vec":  # vec A' vec B: nobody stacks a column again
            refuse_open_end(text, k, end, after)
        if signed and not wide:
            if not function and (number or text.tokens[end].kind == "postfix"):
                refuse_open_end(text, k, end, after)  # sin 2*t, log x'*x: of a number or a row alone nobody takes it
            break
        row = text.tokens[end].kind == "postfix"
        if not wide and (summed or (row and function) or not (number or called or function)):
            refuse_open_end(text, k, end, after)
        if not wide and (function or not number):
            break
        following = ends.get(after) or text.operand_end(after)
        if following is None:
            return None
        end, number = following, False
    return end


def refuse_open_end(text: Operands, k: int, end: int, after: int) -> None:
    """Is function k of what ends with token `end`, or also of the factor that begins with token `after`?"""
    name, last = text.tokens[k].text, text.operand_end(after)
    more = text.tokens[after if last is None else last]
    called = "sqrt" if name == "√" else name
    inside = text.text[text.tokens[k + 1].start : text.tokens[end].end]
    message = f"how far does {name} reach?"
    raise MatdiffError(
        "syntax",
        message,
        Mark(Span(text.tokens[k].start, more.end)),
        hint=f"write {called}({inside})*… or {called}({inside}*…)",
    )


def refuse_glued_exponent(text: Operands, first: int, last: int) -> None:
    """`e^2x`, `e^-0.5x'x` and `e^-x'x`: does the exponent end with its number, or its row?"""
    tokens, after = text.tokens, last + 1
    follows = after < len(tokens) and text.starts_operand(after)
    touches = follows and tokens[after].start == tokens[last].end
    turned = last - 1 if tokens[last].kind == "postfix" else last - 2 if tokens[last].text in ("T", "⊤") else last
    row = first <= turned < last and tokens[turned].kind == "name" and tokens[turned].text[0].islower()
    if (touches and tokens[last].kind in ("number", "close")) or (follows and row):
        number = text.text[tokens[first].start : tokens[last].end]
        place = Mark(Span(tokens[first].start, tokens[after].end))
        hint = f"write e^({number}*…) or e^({number})*…"
        raise MatdiffError("syntax", f"does the exponent end with {number}?", place, hint=hint)


def refuse_open_root(text: Operands, k: int, last: int) -> None:
    """`√x'x` and `√x²`: the root of what stands behind it alone, or with what follows?"""
    end = text.postfix_end(last)
    power = "" if end is None else text.text[text.tokens[last].end : text.tokens[end].end]
    if any(sign.isdigit() for sign in power):
        inside = text.text[text.tokens[k + 1].start : text.tokens[last].end]
        place = Mark(Span(text.tokens[k].start, text.tokens[last].end + len(power)))
        hint = f"write sqrt({inside}{power}) or sqrt({inside}){power}"
        raise MatdiffError("syntax", f"how far does {text.tokens[k].text} reach?", place, hint=hint)
    if end is not None and end > last and text.tokens[end].kind == "postfix":
        after = end + 1 + (end + 1 < len(text.tokens) and text.tokens[end + 1].text in PRODUCTS)
        if text.starts_operand(after):
            refuse_open_end(text, k, end, after)
