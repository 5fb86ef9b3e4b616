"""Korean particles: which of two forms stands after a word goes by how that word ends when it is read aloud."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Ending = Literal["", "ㄹ", "consonant"]
"""How a word ends: in a vowel, in ㄹ, or in another consonant."""

_FORMS = {
    "은(는)": ("는", "은"),
    "이(가)": ("가", "이"),
    "을(를)": ("를", "을"),
    "과(와)": ("와", "과"),
    "(으)로": ("로", "으로"),
    "(이)": ("", "이"),
}
"""A particle as tables write it → after a vowel, after a consonant."""

_PARTICLE = re.compile("|".join(map(re.escape, _FORMS)))
_OPEN_PLACE = re.compile(r"@[\d*]$")

_SYLLABLES, _FINALS, _RIEUL = ord("가"), 28, 8
_DIGITS: dict[str, Ending] = {"0": "consonant", "1": "ㄹ", "3": "consonant", "6": "consonant", "7": "ㄹ", "8": "ㄹ"}
_LETTERS: dict[str, Ending] = {"l": "ㄹ", "r": "ㄹ", "m": "consonant", "n": "consonant"}
_LETTERS |= dict.fromkeys("εουϵ", "consonant")
_NAMES: dict[str, Ending] = {"tr": "", "tan": "", "vec": "consonant", "cos": "consonant"}
"""Functions that are not read letter by letter, where the last letter would mislead."""

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_CLOSING = ' )]}>⟩|‖"’”`.,;:'


def adapted(words: str, before: str = "") -> str:
    """The words with the right form of each particle. A place that is still open (@1) keeps both forms.

    `before` is what is read before the words.
    """

    def chosen(match: re.Match[str]) -> str:
        read = before + words[: match.start()]
        if _OPEN_PLACE.search(read):
            return match[0]
        after_vowel, after_consonant = _FORMS[match[0]]
        end = ending(read)
        return after_vowel if not end or (end == "ㄹ" and match[0] == "(으)로") else after_consonant

    return _PARTICLE.sub(chosen, words)


def ending(text: str) -> Ending:
    """How a text with names, numbers and formulas in it ends when it is read aloud."""
    text = text.rstrip(_CLOSING)
    if re.search(r"(^|[\s(])'[^']+'$", text):  # a name in quotation marks, not a transpose
        text = text[:-1].rstrip(_CLOSING)
    if not text:
        return ""
    last = text[-1]
    if last in "'ᵀ⊤" or re.search(r"(⁻¹|\^\(?-1)$", text):  # transpose, inverse
        return ""
    if last in _RAISED or re.search(r"\^\(?(?!T)[\w.]+$", text) or last == "′":  # 제곱, 프라임
        return "consonant"
    if "가" <= last <= "힣":
        final = (ord(last) - _SYLLABLES) % _FINALS
        return "" if final == 0 else "ㄹ" if final == _RIEUL else "consonant"
    plain = unicodedata.normalize("NFKC", text)
    if number := re.search(r"(\d+)(\.\d+)?$", plain):
        return _of_number(number[1], number[2] or "")
    word = re.search(r"[a-z]*$", plain.lower())
    if word is not None and word[0] in _NAMES:
        return _NAMES[word[0]]
    return _LETTERS.get(plain[-1:].lower(), "")


def _of_number(whole: str, decimals: str) -> Ending:
    zeros = 0 if decimals else len(whole) - len(whole.rstrip("0"))
    if 0 < zeros < len(whole):  # 십, 백, 천, 만, 억; 조
        return "" if 12 <= zeros < 16 else "consonant"
    return _DIGITS.get((whole + decimals)[-1], "")
