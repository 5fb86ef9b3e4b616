"""A question with its signs as the forms of questions know them, and without a full stop behind it.

Every character keeps its place.
"""

from __future__ import annotations

import re
from functools import cache

from matdiff_cli.syntax.asked import NAME, blank
from matdiff_cli.syntax.rare import Rare

VERBS = r"find|compute|calculate|evaluate|determine|derive|take|what\s+is|what'?s"
ASK = rf"(?:please\s+)?(?:{VERBS})\s+"
FIND = rf"(?i:{ASK})?(?i:the\s+)?"
_MAPLE = Rare(rf"^(\s*{FIND})d2/d({NAME}?)2(?=[\s(\[])")  # d2/dx2
_LETTERS = dict(zip("ₐₑₕₖₗₘₙₒₚₛₜₓ", "aehklmnopstx", strict=True))
_LOWERED_TARGET = Rare(rf"(?P<sign>[∇∂])(?P<above>²?)(?P<letter>[{''.join(_LETTERS)}])(?P<behind>²?)(?=[\s(\[|‖∥½√<⟨])")
_VARIATION = Rare(rf"(?P<first>\s*)δ(?P<between>\s*/\s*|[\s(\[|‖∥][^δ]*/\s*\(?\s*)δ(?=\s*{NAME}[^δ]*$)")
_SQUARED = Rare(r"∇\s*∇(?:ᵀ|⊤|'|\^T)", "∇")
_TURNED_MEMBER = Rare(r"(?<![^\W_])(?P<name>[^\W\d_])\^T_(?P<index>[a-z0-9])(?!\w)", "^T_")
_ENDS = ("?", "\\", ".", ";", "=")
_END = re.compile(r"\s*(?:=\s*\?+|[?\\]+|;|(?<![.…\s])\.)\s*$")
_DERIVATIVE_IS = re.compile(r"(\s*[d∂∇].*?)\s*=\s*$", re.DOTALL)


_KINDS = {"vectors": "vector", "matrices": "matrix", "scalars": "scalar"}


@cache
def _words_of_targets() -> re.Pattern[str]:
    """wrt the vector x, wrt matrix X, wrt the weights w, wrt the vectors θ, φ"""
    plain = "(?:weight|parameter|coefficient|variable|unknown)s?"
    return re.compile(
        rf"(?<=wrt)(?P<words>\s+(?:(?:the|a|our)\s+)?(?:(?:(?:column|design|{plain})\s+)?"
        rf"(?P<kind>vector|matrix|scalar|vectors|matrices|scalars)|{plain})|\s+(?:the|a))"
        rf"(?=\s+(?!where|wrt){NAME}\s*(?P<more>,\s*{NAME})?\s*(?:[,;]|where(?!\w)|$))"
    )


@cache
def _several() -> re.Pattern[str]:
    """wrt x and y"""
    return re.compile(rf"(?<=wrt)(\s+{NAME}(?:\s*,\s*{NAME})*)(\s*,)?\s+and\s+(?={NAME}\s*(?:[,;]|where(?!\w)|$))")


def with_commas(text: str) -> str:
    """The text, as long as it was, with a comma for the `and` of `wrt x and y`."""
    return _several().sub(lambda found: f"{found[1]},".ljust(len(found[0])), text) if " and " in text else text


def without_kind(text: str) -> tuple[str, str]:
    """The text without the words that stand between wrt and a target, and the kind of the targets that they say."""
    behind = text.partition("wrt")[2].split(None, 2)
    alone = len(behind) < 2 or behind[1] == "where" or behind[0][-1] in ",;"
    found = None if alone else _words_of_targets().search(text)
    kind = (found and found["kind"]) or ""
    if found is None or (found["more"] and kind and kind not in _KINDS):
        return text, ""
    return blank(text, *found.span("words")), _KINDS.get(kind, kind)


@cache
def _asked_behind() -> re.Pattern[str]:
    """f(x) = x'*x, find ∇f; … ⇒ ∇f(x) = ?"""
    return re.compile(
        rf"\s*(?P<f>{NAME})\s*(?:\(\s*{NAME}\s*\))?\s*:?=(?!=)[^=]*?(?P<tail>(?:[,.;]|⇒|=>|→)\s*(?:(?:find|compute|what\s+is)\s+)?"
        rf"(?:∇|grad\s)\s*(?P=f)\s*(?:\([^()]*\))?\s*(?:=\s*\?*)?)\s*",
        re.IGNORECASE,
    )


def tidied(text: str) -> str:
    """The text of a question: d2/dx2 is d²/dx², ∇ₓ² ∇²x, ∇∇ᵀ ∇², δ/δx ∂/∂x, x^T_i x_i^T.

    `?`, `;` and a full stop at its end are blanks.
    """
    text = _MAPLE.sub(r"\1d²/d\2²", text) if "d2/d" in text else text
    if "∇" in text or "∂" in text:
        text = _LOWERED_TARGET.sub(_before_its_letter, text)
        text = _SQUARED.sub(lambda found: "∇²".ljust(len(found[0])), text)
    if (member := _TURNED_MEMBER.search(text)) and not re.search(rf"(?<!\^)T_{member['index']}", text):
        text = _TURNED_MEMBER.sub(r"\g<name>_\g<index>^T", text)
    if "δ" in text and _VARIATION.match(text):
        text = _VARIATION.sub(r"\g<first>∂\g<between>∂", text)
    if ("∇" in text or "grad " in text) and (behind := _asked_behind().fullmatch(text.rstrip(" ?."))):
        text = text[: behind.start("tail")].ljust(len(text))
    if text.rstrip().endswith(_ENDS):
        length = len(text)
        text = _DERIVATIVE_IS.sub(r"\1", _END.sub("", text)).ljust(length)
    return text


def _before_its_letter(found: re.Match[str]) -> str:
    return found["sign"] + (found["above"] or found["behind"]) + _LETTERS[found["letter"]]
