"""The digit 1 as a vector of ones: x'1, 1 1', 1'X 1."""

from __future__ import annotations

from collections.abc import Iterator

from matdiff_cli.syntax.applied import PRODUCTS
from matdiff_cli.syntax.arrange import Token
from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands

QUOTES = frozenset("'’′⊤ᵀ")
_POWER_SIGNS = ("^", "**")
_NOTHING = Token("", "", 0, 0)


def ones(text: Operands) -> Iterator[Edit]:
    """x'1, 1 1', 1'X 1 and 1'*X*1: the vector of ones is what stands behind a transpose, beside 1', or ends a product
    with it.
    """
    tokens = text.tokens
    for k, token in enumerate(tokens):
        if token.text != "1":
            continue
        before = tokens[k - 1].text if k else ""
        behind = tokens[k + 1].text if k + 1 < len(tokens) else ""
        after, joined = text.ends_operand(k - 1), behind in PRODUCTS[:3]
        if after and before in QUOTES and tokens[k - 1].end == token.start:
            yield Edit(token.start, token.end, "*vector(1)")
        elif _is_row_of_ones(text, k + 1 + joined) and before not in ("/", "./", ".^", *_POWER_SIGNS):
            yield Edit(token.start, token.end, f"{'*' * after}vector(1){'*' * (not joined)}")
        elif after or (before in PRODUCTS[:3] and text.ends_operand(k - 2)):
            goes_on = text.starts_operand(k + 1) or behind in (*PRODUCTS, *_POWER_SIGNS, ".^", *QUOTES)
            divides = behind == "/" and not after
            if not (goes_on or divides) and _has_row_of_ones(text, text.term(k)[0], k):
                yield Edit(token.start, token.end, "*vector(1)" if after else "vector(1)")


def _is_row_of_ones(text: Operands, k: int) -> bool:
    """Is token k the 1 of 1' or 1^T?"""
    one, sign, exponent = [token.text for token in (*text.tokens[k : k + 3], _NOTHING, _NOTHING, _NOTHING)][:3]
    return one == "1" and (sign in QUOTES or (sign in _POWER_SIGNS and exponent in ("T", "⊤")))


def _has_row_of_ones(text: Operands, first: int, last: int) -> bool:
    """Do 1' or 1^T and a matrix stand among these tokens?"""
    words = [token.text for token in text.tokens[first : last + 1] if token.text != "T"]
    return any(word[0].isupper() for word in words) and any(_is_row_of_ones(text, k) for k in range(first, last))
