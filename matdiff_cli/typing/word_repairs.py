"""What may be meant by words round a formula, by programs, arrows, comparisons: an error and its text → texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax.lost import with_backslashes
from matdiff_cli.syntax.said import TYPE_WORDS
from matdiff_cli.syntax.tidied import FIND
from matdiff_cli.typing import intents
from matdiff_cli.typing.names import FUNCTIONS

_NAME = r"[^\W\d_]\w*"
_CLAUSE = re.compile(r"\s*(?<![\w.])(?:wrt|w\.\s?r\.\s?t\.?|with respect to|where)(?!\w)")
_PLAIN: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{ord(quote): "'" for quote in "‘´`″"},
    0x3000: " ",
}
"""Letters and signs as wide as an ideogram, and quotes → what stands on a keyboard for them."""
_OTHER_TASK = re.compile(
    r"\b(?:solve|prove|show|expand|simplify|plot|evaluate|if|lim|limit|int|integral|integrate|mod|sum|when|divided)\b",
    re.I,
)
"""What asks for something else than a derivative."""
_AT_POINT = re.compile(rf"(?:when|if)\s+{_NAME}\s*=\s*[-−–]?[0-9.]+\s*")
"""Where the derivative is wanted, as in `when x = 0`; behind where, x would be 0 before it is differentiated."""
_WORD = re.compile(r"(?:[a-z]{2,}|[A-Z][a-z]{2,})[,.:;]?")
_OF_LANGUAGE = re.compile(r"[\x21-\x7eΑ-Ωα-ωᵀ⊤⁻¹²³₀-₉‖⊙·′]+")
_ASKS = re.compile(r"\b(?:find|compute|calculate|determine|derivatives?|gradients?|differentiate|derive)\b", re.I)
_VERB = re.compile(r"^\s*(?:find|compute|calculate|determine|derive|what\s+is)\s+(?:the\s+)?", re.I)
_SPOKEN = {
    "transpose": (r"\s+transposed?(?!\w|\()", "'"), "inverse": (r"\s+inverse(?!\w|\()", "^-1"),
    "squared": (r"(?<=[|‖)])\s*squared(?!\w)", "^2"), "times": (r"\btimes\b", "*"), "plus": (r"\bplus\b", "+"),
    "minus": (r"\bminus\b", "-"), "half": (r"\b(?:one[ -])?half(?:\s+of)?\b", "1/2"),
}  # fmt: skip
"""Words for signs: the pattern of each, and the sign."""
_TEXT = r"\\(?:text|mathrm|mbox)\s*\{[^{}]*\}"
_OUTER_TEXT = re.compile(rf"^\s*{_TEXT}|{_TEXT}[\s.]*$")
"""Words in front of a formula and behind it; others have operands on both sides."""
_QUESTION = re.compile(
    r"(?:second\s+)?(?:partial\s+)?(?:derivatives?|gradients?|hessian|jacobian|differential)\s+(?:matrix\s+)?of\s", re.I
)
_GIVEN = re.compile(
    r"(?:(?:given|let|if|for|suppose|consider)\s+)?(?P<formula>[^=]*=[^=]+?)\s*[,.;:]\s*(?:then\s+)?"
    r"(?P<asked>(?:find|compute|calculate|determine|what|derive|give)\b.*)",
    re.I,
)
_OTHER_LETTERS = re.compile("[가-힣ぁ-ゖァ-ヺ一-鿿]+(?:[ .,?]+[가-힣ぁ-ゖァ-ヺ一-鿿]+)*")
_TWICE = re.compile("헤시안|헤세|두 ?번|이계|2계|ヘッセ|[二2][階阶]|黑塞|海森")
_ASKING = re.compile(r"\s*(?:diff|deriv|grad|derive|derivative|gradient|differentiate)\w*(?:\s+of)?\s", re.I)


def formula(text: str) -> Iterator[str]:
    """The formula between words, by the name that the words behind it hold: `of x'x`, `Ableitung von x'x nach x`."""
    if _OTHER_TASK.search(text):
        return
    clause = _CLAUSE.search(text)
    body, rest = (text[: clause.start()], text[clause.start() :]) if clause else (text, "")
    pieces = body.split()
    first = next((k for k, piece in enumerate(pieces) if not _is_word(piece)), len(pieces))
    last = next((k for k in range(first, len(pieces)) if _is_word(pieces[k])), len(pieces))
    inner, behind = " ".join(pieces[first:last]).rstrip(",;.:"), " ".join(pieces[last:])
    if not re.search(r"[^A-Za-z0-9_]", inner) or re.search(r"[-+*/^=|()']", behind):
        return
    said = re.search(rf"(?<!\w)(?:{'|'.join(TYPE_WORDS)}|definite|invertible)", behind)  # of a symbol, no target
    letters = [] if said else re.findall(r"(?<![A-Za-z])[A-Za-zΑ-Ωα-ω](?![A-Za-z_])", behind)
    names = [name for name in letters if name in inner and not re.match(rf"{name}\s*[(=]", inner)]
    target = re.fullmatch(rf"(.*\W.*?),?\s+({_NAME})", inner)
    if target and not behind and not rest and _ASKING.match(text):
        inner, names = target.groups()[0], [target[2]]
    if rest or not behind or names:
        yield inner + (rest or (f" wrt {names[0]}" if names else ""))


def _in_signs(text: str) -> str:
    """`x transpose times A times x` in signs."""
    for word, (pattern, sign) in _SPOKEN.items():
        text = re.sub(pattern, sign, text) if word in text else text
    return text


def _asked_inside(text: str) -> Iterator[str]:
    """`Let A have rank n. Find the gradient of …`, `Given f(x) = …, find …`: the question, or the formula."""
    bare = " ".join(text.replace("$", " ").split()).rstrip(" .?!;")
    asked = _QUESTION.search(bare)
    if asked and not re.fullmatch(FIND, bare[: asked.start()]):
        yield bare[asked.start() :]
    given = _GIVEN.fullmatch(bare)
    if given:
        by = re.search(rf"[d∂]\w*\s*/\s*[d∂]\s*({_NAME})", given["asked"])
        yield given["formula"].strip() + (f" wrt {by[1]}" if by else "")


def _between_other_letters(text: str) -> Iterator[str]:
    """`x'Ax를 x로 미분하시오`: the formula and the name between letters of other languages."""
    pieces = [piece.strip(" .,?") for piece in _OTHER_LETTERS.split(text) if piece.strip(" .,?")]
    pieces.sort(key=lambda piece: re.fullmatch(_NAME, piece) is not None)  # x에 대한 x'Ax의 기울기
    twice = "Hessian of " * (_TWICE.search(text) is not None)
    if len(pieces) == 1 and pieces[0] != text.strip():
        yield twice + pieces[0]
    elif len(pieces) == 2 and re.fullmatch(_NAME, pieces[1]) and pieces[1] in pieces[0]:
        yield f"{twice}{pieces[0]} wrt {pieces[1]}"


def _is_word(piece: str) -> bool:
    bare = piece.rstrip(",.:;")
    if len(bare) > 1 and _WORD.fullmatch(piece):
        return bare not in FUNCTIONS
    return not _OF_LANGUAGE.fullmatch(piece)


def words(error: MatdiffError, text: str) -> Iterator[str]:
    """What is left without the words; `f for x`, and targets that are said otherwise."""
    place = error.marks[0].span
    if error.hint.startswith("did you mean"):
        return
    if error.message.endswith("belong to what stands before it?"):
        yield _in_signs(text)
    elif " what is left of \\" in error.message:
        yield with_backslashes(text)
    elif error.message.endswith(" is a word here, not a symbol"):
        if text[place.start : place.end] in _SPOKEN:
            yield _in_signs(text)
        yield from _asked_inside(text)
        if "\\" in text:
            yield _OUTER_TEXT.sub("", text).strip()
        yield re.sub(r"(?<![\w.])the\s+", "", text)
        yield from formula(text)
        if text[place.start : place.end] in ("with", "given", "assuming", "when", "if"):
            at_point = _AT_POINT.fullmatch(text, place.start)
            yield text[: place.start].rstrip() if at_point else f"{text[: place.start]}where{text[place.end :]}"
        if text[place.start : place.end] == "if":
            yield text[place.end :].strip()
    elif error.message.endswith("has no meaning here"):
        if "$" not in text.replace("$", "", 1) or text.count("$") % 2 == 0:
            yield " ".join(text.replace("$", " ").split()) if "$" in text else text
        yield text.translate(_PLAIN)
        yield from _between_other_letters(text)
        yield from _asked_inside(text)
        if not text[place.start : place.end].isascii():
            yield from formula(text)
    elif error.message.endswith("is not expected here") and "wrt" in text:
        inside = re.fullmatch(rf"(.*\(.*?)\s*\b(wrt\s+{_NAME})\s*(\)+)\s*", text)
        if inside:
            yield f"{inside[1]}{inside[3]} {inside[2]}"


def prose(error: MatdiffError, text: str) -> Iterator[str]:
    """The first formula in dollars, or behind a verb, in a question of words, by the name that the words end in."""
    if "\\" not in text or not _ASKS.search(text) or "hessian" in text.lower():
        return
    formula = re.search(r"\$+([^$]+)\$+", text)
    if formula is None:
        yield _VERB.sub("", text)
        return
    by = re.search(rf"(?:w\.?\s?r\.?\s?t\.?|respect to)\s*\$*\s*(\\?{_NAME})", text[formula.end() :])
    yield formula[1].strip() + (f" wrt {by[1]}" if by else "")


def intended(error: MatdiffError, text: str) -> Iterator[str]:
    """What stands behind arrows, round fragments of derivatives, in programs."""
    place = error.marks[0].span
    if error.message == intents.ARROWS:
        right = intents.ARROW.split(text)[-1]
        if "=" in right:
            yield right.partition(",")[2].strip()
    elif error.message == intents.COMPARISONS and error.hint == intents.DEFINITE:
        sign = r"(>=?|[≥≻≽⪰]|\\(?:geq?|succ(?:eq)?)(?![a-z]))"
        said = re.compile(rf"(?P<comma>[,;]\s*(?:\\q?quad\s*)?)?(\\?{_NAME})\s*{sign}\s*0")
        begins = "" if re.search(r"(?<![\w.])where(?!\w)", text) else " where "
        yield said.sub(lambda f: f"{(f['comma'] and (begins or f['comma'])) or ''}{f[2]}: {_kind(f[2], f[3])}", text)
    elif error.message == intents.FRAGMENT:
        yield from _fragments(text, place.start, place.end)
    elif error.message == intents.DECIMAL_COMMA:
        yield re.sub(r"(?<![\w.,])(\d+),(\d+)(?![\w,])", r"\1.\2", text)
    elif error.message == intents.THOUSANDS:
        yield re.sub(r"(?<![\w.])\d{1,3}(?:\.\d{3}){2,}(?!\d)", lambda found: found[0].replace(".", ""), text)
    elif error.message == intents.PROGRAM:
        found = re.search(r"(?<!\w)return\s+(.+)", text) or re.fullmatch(r"\s*print\s*\((.+)\)\s*", text)
        yield found[1] if found else ""
    elif error.message == intents.NAMED_ARGUMENTS:
        summed = re.compile(rf"(?<![\w.])sum\(({_NAME}),\s*(?:axis|dims?)\s*=\s*([01])\s*\)")
        yield summed.sub(lambda found: f"({found[1]}{'' if found[2] == '1' else chr(39)}*vector(1))", text)
    elif error.message == intents.LEFT_DIVISION:
        operand = r"(?:[^\W\d_]\w*|\([^()]*\))'?"
        yield re.sub(rf"(?<=\*)\s*({operand}\s*\\\s*{operand})", r"(\1)", text)
    elif error.message == intents.METHOD:
        yield re.sub(rf"({_NAME})\.([a-z]\w*)\(\)", r"\2(\1)", text)
    elif error.message == intents.PROPERTY:
        yield re.sub(r"\.I(?!\w)", "^-1", re.sub(r"\.H(?!\w)", ".T", text))
    elif error.hint.endswith("array is x.T"):
        yield re.sub(r"(?<=[\w)\]])\.t(?![\w(])", ".T", text)
    elif error.message == intents.DIFFERENTIAL:
        yield text[: place.start] + text[place.end :]
    elif "conjugate transpose" in error.hint:
        yield re.sub(
            r"(?:\^\s*(?:\*|\\ast(?![a-z])|\\dagger(?![a-z]))|\^?\s*†)(?=(\w?))",
            lambda sign: "^T" + " " * len(sign[1]),
            text,
        )


def _kind(name: str, sign: str) -> str:
    if name[0].islower():
        return "positive"
    return "psd" if sign in (">=", "≥", "≽", "⪰") or "eq" in sign else "spd"


def _fragments(text: str, start: int, end: int) -> Iterator[str]:
    """`df/dX for f(X) = …`, `x'x d/dx`."""
    found = re.fullmatch(rf"[d∂](?:\^?[2²])?\s*({_NAME})?\s*/\s*[d∂]\s*({_NAME}?)(?:\^?[2²])?", text[start:end])
    if found is None:
        return
    function, by = found.groups()
    before, behind = text[:start].strip(" ,;"), text[end:].strip()
    defined = rf"[,;]?\s*(?:(?:where|for|if|with|and)\s+)?{function}(?:\([^()]*\))?\s*:?=\s*(.+)"
    if before and not behind:
        yield f"{before} wrt {by}"
    elif function and not behind.startswith("where") and (body := re.fullmatch(defined, behind)):
        yield f"{body[1]} wrt {by}"
