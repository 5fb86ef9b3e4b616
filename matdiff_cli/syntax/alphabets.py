"""Letters and signs as pages have them, 𝐱 𝑥 ℓ ⊺ ʹ, and what stands on a keyboard for them, place for place."""

from __future__ import annotations

import re
import unicodedata

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.languages import phrase

_SIGNS = {"⊺": "⊤", "ʹ": "'", "ʼ": "'", "≔": "=", "≡": "=", "≜": "="}
_DOUBLE_STRUCK = range(0x1D538, 0x1D56C)  # 𝔼 is an expectation
_LETTERS = (*map(chr, range(0x1D400, 0x1D7CC)), *"ℓℎℒ")


def _plain(letter: str) -> str:
    if ord(letter) in _DOUBLE_STRUCK or not unicodedata.name(letter, ""):
        return letter
    return unicodedata.normalize("NFKC", letter)


_TABLE = str.maketrans({**_SIGNS, **{letter: _plain(letter) for letter in _LETTERS}})
_CLAUSE = re.compile(r"(?<![\w.])(?:wrt|where)(?!\w)")


def plain(text: str) -> str:
    """The text in letters of a keyboard. Raises MatdiffError where two letters that look different would be one."""
    if text.isascii():
        return text
    written = text.translate(_TABLE)
    looks: dict[str, str] = {}
    for place, (letter, base) in enumerate(zip(text, written, strict=True)):
        if letter != base and base.isalpha() and _look(looks.setdefault(base, letter)) != _look(letter):
            message = f"two symbols would both be called {base}"
            raise MatdiffError("syntax", message, Mark(Span(place, place + 1)), hint="rename one of them", source=text)
    return written


def _look(letter: str) -> str:
    """The alphabet that a letter is of."""
    return re.sub(r"(?:SMALL|CAPITAL) .*|CONSTANT", "", unicodedata.name(letter))


def remarks(text: str) -> tuple[str, ...]:
    """What to say of letters that stand in an expression in bold, say, and alone as on a keyboard."""
    clause = _CLAUSE.search(text)
    body = text[: clause.start()] if clause else text
    bases = {base for letter, base in zip(body, body.translate(_TABLE), strict=True) if letter != base}
    both = (base for base in sorted(bases) if re.search(rf"(?<![^\W_]){re.escape(base)}(?!\w)", body))
    return tuple(
        phrase("{name} in another alphabet and {name} are read as one symbol", name=base)
        for base in both
        if base.isalpha()
    )
