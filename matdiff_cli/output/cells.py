"""Characters on a terminal: how wide they are, and which ones may be shown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANKS = frozenset("\t\n\r\v\f")
BEGIN, END = "\N{COMBINING GRAPHEME JOINER}", "\N{VARIATION SELECTOR-1}"
"""Where something begins and ends that is stressed. Both take no room, and no text that is typed may hold them."""

ALL_SINGLE = re.compile(
    "[\0-\u02ff\u0370-\u0482\u1d2c-\u1dbf\u2000-\u20cf\u2100-\u2319\u27c0-\u2aff\U0001d400-\U0001d7ff]*"
)
"""Latin, Greek and mathematics: characters that take one cell each."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_ASCII = {
    "Δ": "d", "∂": "d", "∇": "grad ", "ᵀ": "'",
    "⊤": "'", "′": "'", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...",
    "−": "-", "–": "-", "—": "-", "·": "*", "×": "x", "⊙": ".*", "∘": ".*", "⊘": "./",
    "⊗": "kron", "⟨": "<", "⟩": ">", "‖": "||", "√": "sqrt", "⇒": "=>",
    "≈": "~", "≠": "!=", "≤": "<=", "≥": ">=", "→": "->", "↦": "|->", "∈": "in", "ℝ": "R", "ℤ": "Z", "𝟏": "1",
}  # fmt: skip
_SUPERSCRIPTS = {c: unicodedata.normalize("NFKC", c) for c in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"}
_SUBSCRIPTS = {c: unicodedata.normalize("NFKC", c) for c in "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"}


@lru_cache(maxsize=4096)
def cell_width(character: str) -> int:
    """Columns that a character takes: 0 for combining marks, 2 for wide East Asian ones."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def is_single(text: str) -> bool:
    """Is every character known to take one column?"""
    return text.isascii() or ALL_SINGLE.fullmatch(text) is not None


def width(text: str) -> int:
    """Columns that a line of text takes."""
    return len(text) if is_single(text) else sum(map(cell_width, text))


def padded(text: str, columns: int) -> str:
    """The text with blanks behind it, up to so many columns."""
    return text + " " * (columns - width(text))


def _shown(character: str) -> str:
    if character in _BLANKS:
        return " "
    return REPLACEMENT if unicodedata.category(character) in _HIDDEN_CATEGORIES else character


def sanitise(text: str) -> str:
    """The text with a blank for each tab or line end, and � for each control, formatting or unassigned character."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def shorten(text: str, limit: int) -> str:
    """The text sanitised, its middle left out when it is longer than `limit`."""
    if len(text) <= limit:
        return sanitise(text)
    half = (limit - 1) // 2
    return sanitise(text[:half]) + "…" + sanitise(text[-half:])


def to_ascii(text: str) -> str:
    """Words with mathematics in them, in ASCII: `X⁻¹ ΔX` becomes `X^-1 dX`. What has no spelling becomes `?`."""
    if text.isascii():
        return text
    text = text.replace("⁻ᵀ", "^-T").replace("∇²", "hess ")
    written: list[str] = []
    raised = lowered = False
    for character in text:
        up, down = _SUPERSCRIPTS.get(character), _SUBSCRIPTS.get(character)
        if up is not None:
            written.append(("" if raised else "^") + up.replace("−", "-"))
        elif down is not None:
            written.append(("" if lowered else "_") + down)
        elif character.isascii():
            written.append(character)
        else:
            written.append(_ASCII.get(character) or _letter(character))
        raised, lowered = up is not None, down is not None
    return "".join(written)


def _letter(character: str) -> str:
    """The ASCII letters that a Greek or accented one is written with."""
    words = unicodedata.name(character, "").split()
    if len(words) == 4 and words[0] == "GREEK" and words[2] == "LETTER":
        name = words[3].lower().replace("lamda", "lambda")
        return name.capitalize() if words[1] == "CAPITAL" else name
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return plain or "?"
