"""Names of symbols: Greek letters, subscripts and superscripts in each notation."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from matdiff_cli.typing.names import GREEK as _GREEK_LETTERS

GREEK = {name: letter for letter, name in reversed(_GREEK_LETTERS.items())}
"""ASCII name of a Greek letter → the letter."""

_LATIN_LOOKALIKES = {
    **dict(zip(("Alpha", "Beta", "Epsilon", "Zeta", "Eta", "Iota", "Kappa", "Mu", "Nu"), "ABEZHIKMN", strict=True)),
    **dict(zip(("Omicron", "Rho", "Tau", "Chi", "omicron"), "OPTXo", strict=True)),
}
"""Greek letters that LaTeX has no command for."""

_SUPERSCRIPT = dict(zip("0123456789-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_SUBSCRIPT = dict(zip("0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


def superscript(text: str) -> str | None:
    """The text in raised characters, or None where Unicode lacks one."""
    raised = [_SUPERSCRIPT.get(character) for character in text]
    return None if None in raised else "".join(filter(None, raised))


def subscript(text: str) -> str | None:
    """The text in lowered characters, or None where Unicode lacks one."""
    lowered = [_SUBSCRIPT.get(character) for character in text]
    return None if None in lowered else "".join(filter(None, lowered))


def split(name: str) -> tuple[str, str]:
    """A name's stem and subscript: `X1` → (X, 1), `x_hat` → (x, hat)."""
    match = re.fullmatch(r"([^\W\d_]+)_?(\w*)", name)
    if match is None or match[2].startswith("_") or match[2].endswith("_") or name.endswith("_"):
        return name, ""
    return match[1], match[2]


def look_alikes(names: Collection[str]) -> frozenset[str]:
    """The names that look like another of them when they are spelled in Unicode or in LaTeX, such as `x1` and `x_1`."""
    if all(len(name) == 1 for name in names):
        return frozenset()
    looks: dict[str, set[str]] = {}
    for name in names:
        for spelled in (unicode_name(name), latex_name(name)):
            looks.setdefault(spelled, set()).add(name)
    return frozenset(name for alike in looks.values() if len(alike) > 1 for name in alike)


@lru_cache(maxsize=1024)
def unicode_name(name: str, verbatim: frozenset[str] = frozenset()) -> str:
    """`lambda` → λ, `X1` and `X_1` → X₁, `x_hat` as it is; those in `verbatim`, too."""
    if name in verbatim:
        return name
    stem, index = split(name)
    lowered = subscript(index) if index.isdigit() else None
    rest = lowered if lowered is not None else name[len(stem) :]
    return GREEK.get(stem, stem) + rest


@lru_cache(maxsize=1024)
def latex_name(name: str, *, bold: bool = False, verbatim: frozenset[str] = frozenset()) -> str:
    r"""`lambda` → \lambda, `X1` → X_{1}, `x_hat` → x_{\mathrm{hat}}; bold for vectors.

    Those in `verbatim` as they are typed.
    """
    if name in verbatim:
        return _set_upright(name, bold)
    stem, index = split(name)
    if not index:
        return _latex_word(stem, bold)
    return f"{_latex_word(stem, bold)}_{{{_latex_word(index, False)}}}"


def _latex_word(word: str, bold: bool) -> str:
    if word in GREEK:
        letter = _LATIN_LOOKALIKES.get(word)
        if letter is None:
            return f"\\boldsymbol{{\\{word}}}" if bold else f"\\{word}"
        word = letter
        upright = word.isupper() and not bold
        return f"\\mathrm{{{word}}}" if upright else _latex_word(word, bold)
    if not word.isascii():
        return f"\\text{{{word}}}".replace("_", r"\_")
    if not bold and (len(word) <= 1 or word.isdigit()):
        return word
    return _set_upright(word, bold)


def _set_upright(word: str, bold: bool) -> str:
    escaped = word.replace("_", r"\_")
    return f"\\mathbf{{{escaped}}}" if bold else f"\\mathrm{{{escaped}}}"
