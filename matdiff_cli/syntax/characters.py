"""Which characters and how many of them a problem may have; comments."""

from __future__ import annotations

import re
import unicodedata

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.rare import Rare

MAX_LENGTH = 50_000
LONGEST_NUMBER = 3_000
"""Digits that a number may have: those of answers have as many as those that are typed."""
MAX_EXPONENT = 99

_FORBIDDEN = Rare(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff\U000e0000-\U0010ffff]|(?<!^)\ufeff"
)
_SUM = Rare(
    r"[∑∏]|(?<![A-Za-z0-9_])(?:sum|prod|mean|max|min|argmax|argmin|Σ|Π|Sigma|Pi)_?[{ᵢⱼₖ]"
    r"|(?<!\w)for\s+\w+\s+in(?!\w)|(?<!\w)sum\s+over(?!\w)"
)
SUMS_NOT_READ = "sums over data are not read yet"
SUMS_HINT = "write it with matrices: sum(…) of a vector, X*w for all w'*x_i"
NORMS_HINT = "||x|| (Euclidean, Frobenius), ||x||_1 of a vector, norm1(X): the sum of absolute values"
ENTRIES_HINT = "with unit vectors an entry is e_i'*x, or e_i'*X*e_j"
_COMMENT = re.compile("#[^\n]*")


def check(text: str) -> None:
    """Refuse text that is too long or holds control characters, invisible ones or halves of characters."""
    if len(text) > MAX_LENGTH:
        raise MatdiffError(
            "unsupported",
            f"the problem is {len(text):,} characters long; at most {MAX_LENGTH:,} are read",
            Mark(Span(MAX_LENGTH, MAX_LENGTH + 1)),
            hint="name repeated parts with `where NAME = EXPRESSION`",
            source=text,
        )
    found = None if text.isascii() and text.isprintable() else _FORBIDDEN.search(text)
    if found:
        code = f"U+{ord(found.group()):04X}"
        category = unicodedata.category(found.group())
        what = {"Cc": f"control character {code}", "Cf": f"invisible character {code}"}.get(category)
        raise MatdiffError(
            "syntax",
            f"{what} in the problem" if what else f"{code} is no character of the language",
            Mark(Span(found.start(), found.end())),
            hint="the input is not valid UTF-8" if category == "Cs" else "delete it; it may have come with copied text",
            source=text,
        )


def refuse_sums(text: str) -> None:
    """Refuse the signs of sums over data. (A name like sum_i may be declared, so it is left to the typing.)"""
    may_be = not text.isascii() or "{" in text or "for" in text or "over" in text  # which takes less time
    found = _SUM.search(text) if may_be else None
    if found:
        span = Span(found.start(), found.end())
        raise MatdiffError("unsupported", SUMS_NOT_READ, Mark(span), hint=SUMS_HINT, source=text)


def without_comments(text: str) -> str:
    """The text with comments blanked out, places unchanged."""
    return _COMMENT.sub(lambda found: " " * len(found.group()), text) if "#" in text else text


def check_number(number: str, start: int, source: str) -> None:
    """Refuse numbers whose digits alone would be work."""
    if len(number) < len("1e100"):  # as nearly all are
        return
    mantissa, _, exponent = number.lower().partition("e")
    digits = sum(map(str.isdigit, mantissa))
    if digits > LONGEST_NUMBER:
        message, hint = (
            f"a number of {digits:,} digits",
            f"at most {LONGEST_NUMBER:,} digits are read; use a symbol instead",
        )
    elif len(exponent) > 5 or abs(int(exponent or "0")) > MAX_EXPONENT:
        message, hint = "the exponent of this number is too large", f"at most e{MAX_EXPONENT}; use a symbol instead"
    else:
        return
    place = Span(start, start + len(number))
    raise MatdiffError("unsupported", message, Mark(place), hint=hint, source=source)
