"""Notations of other places, rewritten into the language's own: `log det X`, `A : B`, `A\\b`, `√x`, `𝟏ₙ`, `e^{x}`.

Each is a function from the tokens of a draft to edits. Nothing is rewritten that the language reads by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.arrange import EULER, scan
from matdiff_cli.syntax.draft import Draft, Edit
from matdiff_cli.syntax.operands import Operands
from matdiff_cli.syntax.said import TYPE_WORDS, rewrite_declarations

_FRACTIONS = {"½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "⅓": "(1/3)", "⅔": "(2/3)", "⅛": "(1/8)"}
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
_SIZED = re.compile(
    r"(?P<sign>𝟏|(?<![\w])[IK](?=[₀-₉]*[ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]|_\())"
    r"(?:(?P<lowered>[₀-₉ₐ-ₜᵢᵣᵤᵥⱼ,]+)|_\((?P<grouped>[\w·,²³]+)\)|_(?P<plain>[A-Za-z0-9]+))?"
)
_IDENTITY = re.compile("I(?:_([A-Za-z][A-Za-z0-9]*|[0-9]+)|([₀-₉]+))")
_LETTERS = dict(zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz", strict=True))
_RAISED_LETTERS = re.compile(f"(?<=[^\\s({{[*/+,;-])[{''.join(_LETTERS)}]+")
_SIZED_CALLS = {"𝟏": "ones", "I": "eye", "K": "commutation"}
_RAISED = {"²": 2, "³": 3}
_GREEK_SIGN = {"⊘": "./", "^⊙": ".^"}
_WIDE = frozenset({"tr", "trace", "Tr", "vec"})
_FROBENIUS = re.compile(r",\s*(['\"’])(?:fro|Fro|F)\1\s*(?=\))")


Rule = Callable[[Operands], Iterator[Edit]]


def rewrite(draft: Draft, functions: Collection[str], symbols: Collection[str] = ()) -> Draft:
    """The draft of a problem in the language's own notation. Raises MatdiffError, with places in the draft's text."""
    named = frozenset({*symbols, *_named(draft.text)})
    text = _operands(draft.text, functions, named)
    for rule in _RULES:
        if edits := list(rule(text)):
            draft = draft.edited(edits)
            text = _operands(draft.text, functions, named)
    return rewrite_declarations(draft, whole=False)


def _operands(text: str, functions: Collection[str], symbols: Collection[str]) -> Operands:
    tokens = [token for token in scan(text) if token.kind != "newline"]
    ends = (k for k, token in enumerate(tokens) if token.kind == "name" and token.text in ("wrt", "where"))
    return Operands(text, tokens[: next(ends, len(tokens))], functions, symbols)


def _named(text: str) -> set[str]:
    """The names behind wrt and where: symbols, whatever else they may be called."""
    clause = re.search(r"(?<![\w.])(wrt|where)(?!\w)", text)
    return {token.text for token in scan(text[clause.end() :]) if token.kind == "name"} if clause else set()


# --- the rules --------------------------------------------------------------------------------------------------------


def _signs(text: Operands) -> Iterator[Edit]:
    """½, ⊘ and ^⊙."""
    for sign, meaning in {**_FRACTIONS, **_GREEK_SIGN}.items():
        for found in re.finditer(re.escape(sign), text.text):
            yield Edit(found.start(), found.end(), meaning)


def _sized(text: Operands) -> Iterator[Edit]:
    """𝟏ₙ, Iₙ, Kₘₙ, with sizes that are letters, numbers or, in parentheses, products."""
    for found in _SIZED.finditer(text.text):
        if found["sign"] in text.symbols or (found["sign"] == "K" and not found["lowered"] and not found["grouped"]):
            continue
        sizes = _sizes(found)
        if found["sign"] == "I":
            sizes = ["*".join(sizes)]
        if sizes and sizes != [""]:
            yield Edit(found.start(), found.end(), f"{_SIZED_CALLS[found['sign']]}({', '.join(sizes)})")


def _sizes(found: re.Match[str]) -> list[str]:
    if found["grouped"]:
        return [_product(part) for part in found["grouped"].split(",")]
    if found["plain"]:
        return [found["plain"]]
    lowered = "".join(_LOWERED.get(character, character) for character in found["lowered"] or "")
    if "," in lowered:
        return [_product(part) for part in lowered.split(",")]
    return re.findall(r"\d+|[a-z]", lowered)


def _product(size: str) -> str:
    """`2mn²` → `2*m*n*n`."""
    factors: list[str] = []
    for part in re.findall(r"\d+|[²³]|[^\W\d_]\w*(?=·)|[^\W\d²³](?:_\w+)?", size):
        factors += factors[-1:] * (_RAISED[part] - 1) if part in _RAISED else [part]
    return "*".join(factors)


def _identities(text: Operands) -> Iterator[Edit]:
    """I_n, I₂."""
    for token in text.tokens:
        size = _IDENTITY.fullmatch(token.text)
        if size is not None and token.text not in text.symbols and "I" not in text.symbols:
            digits = "".join(_LOWERED.get(character, character) for character in size[1] or size[2])
            yield Edit(token.start, token.end, f"eye({digits})")


def _raised(text: Operands) -> Iterator[Edit]:
    """xʸ."""
    for found in _RAISED_LETTERS.finditer(text.text, 0, text.end):
        yield Edit(found.start(), found.end(), "^" + "".join(_LETTERS[character] for character in found[0]))


def _roots(text: Operands) -> Iterator[Edit]:
    """√x, √(…): the root of the next name, number or group alone."""
    for k, token in enumerate(text.tokens):
        if token.text == "√" and text.starts_operand(k + 1):
            after = text.tokens[k + 1]
            if after.text == "(":
                yield Edit(token.start, token.end, "sqrt")
            else:
                end = text.closing(k + 1) if after.kind in ("open", "bar", "double") else k + 1
                if end is not None:
                    yield Edit(token.start, token.end, "sqrt(")
                    yield Edit(text.tokens[end].end, text.tokens[end].end, ")")


def _frobenius(text: Operands) -> Iterator[Edit]:
    """norm(X, 'fro')."""
    if "norm" in text.text:
        for found in _FROBENIUS.finditer(text.text):
            yield Edit(found.start(), found.end(), "")


def _capitals(text: Operands) -> Iterator[Edit]:
    """Tr(A), Det[A]."""
    for k, token in enumerate(text.tokens[:-1]):
        lower = token.text.lower()
        if token.kind == "name" and token.text == lower.capitalize() != lower and lower in text.functions:
            called = text.tokens[k + 1].text in ("(", "[", "{") and text.tokens[k + 1].start == token.end
            if called and token.text not in text.symbols and token.text not in text.functions:
                yield Edit(token.start, token.end, lower)


def _other_brackets(text: Operands) -> Iterator[Edit]:
    """Tr{…} and tr[…], where no list of entries stands inside."""
    for k, token in enumerate(text.tokens[1:], start=1):
        if token.text in ("[", "{") and text.is_function(k - 1) and text.tokens[k - 1].end == token.start:
            end = text.closing(k)
            if end is None:
                continue
            inside = text.text[token.end : text.tokens[end].start]
            if token.text == "{" or not re.search(r"[,;\n]|\d\s+-?\d", inside):
                yield Edit(token.start, token.end, "(")
                yield Edit(text.tokens[end].start, text.tokens[end].end, ")")


def _euler(text: Operands) -> Iterator[Edit]:
    """e^x and e^{…}, where e is no symbol."""
    lone = [k for k, token in enumerate(text.tokens) if token.text == "e" and token.kind == "name"]
    powers = [k for k in lone if k + 1 < len(text.tokens) and text.tokens[k + 1].text in ("^", "**")]
    if not lone or lone != powers or "e" in text.symbols:
        return
    for k in lone:
        end = text.postfix_end(k)
        exponent = k + 2
        if end is None:
            continue
        braced = text.tokens[exponent].kind == "open" and text.closing(exponent) == end
        if braced:
            yield Edit(text.tokens[k].start, text.tokens[exponent].end, f"{EULER}(")
            yield Edit(text.tokens[end].start, text.tokens[end].end, ")")
        else:
            yield Edit(text.tokens[k].start, text.tokens[exponent].start, f"{EULER}(")
            yield Edit(text.tokens[end].end, text.tokens[end].end, ")")


def _pseudoinverse(text: Operands) -> Iterator[Edit]:
    """A^+."""
    for k, token in enumerate(text.tokens):
        plain = token.text == "^" and k + 1 < len(text.tokens) and text.tokens[k + 1].text in ("+", "†")
        braced = token.text == "^" and text.text[token.end :].replace(" ", "")[:3] in ("{+}", "{†}")
        raised = token.text in ("⁺", "†") and text.ends_operand(k - 1)
        last = k if raised else k + 3 if braced else k + 1
        if not (plain or braced or raised) or (not braced and text.starts_operand(last + 1) and not raised):
            continue
        start = text.operand_start(k - 1)
        if start is not None:
            first = text.tokens[start].start
            yield Edit(first, first, "pinv(")
            yield Edit(token.start, text.tokens[last].end, ")")


def _hadamard(text: Operands) -> Iterator[Edit]:
    """A o B, where o is no name."""
    lone = [k for k, token in enumerate(text.tokens) if token.text == "o"]
    if "o" not in text.symbols and all(text.ends_operand(k - 1) and text.starts_operand(k + 1) for k in lone):
        for k in lone:
            yield Edit(text.tokens[k].start, text.tokens[k].end, "⊙")


def _inner(text: Operands) -> Iterator[Edit]:
    """A : B, the inner product of the factors on both sides of it."""
    for k, token in enumerate(text.tokens):
        typed = k + 1 < len(text.tokens) and text.tokens[k + 1].text in TYPE_WORDS
        if token.text == ":" and text.ends_operand(k - 1) and text.starts_operand(k + 1) and not typed:
            first, last = text.term(k)
            yield Edit(text.tokens[first].start, text.tokens[first].start, "<")
            yield Edit(token.start, token.end, ",")
            yield Edit(text.tokens[last].end, text.tokens[last].end, ">")
            return  # the next one is found when this one is an inner product


def _left_division(text: Operands) -> Iterator[Edit]:
    """A\\b: the inverse of what stands before it in the product."""
    for k, token in enumerate(text.tokens):
        if token.text == "\\" and text.ends_operand(k - 1) and text.starts_operand(k + 1):
            after = text.tokens[k + 1]
            if after.start == token.end and len(after.text.rstrip("0123456789_₀₁₂₃₄₅₆₇₈₉")) > 1:
                continue  # a command of LaTeX
            first, _ = text.term(k)
            start = text.tokens[first].start
            yield Edit(start, start, "inv(")
            yield Edit(token.start, token.end, ")*")
            return


def _applied(text: Operands) -> Iterator[Edit]:
    """log det X, sin x, tr A B: a function and what it is of, without parentheses.

    A trace is that of the whole product; any other function is that of the next factor, and of a number before it.
    """
    ends: dict[int, int] = {}
    for k in reversed(range(len(text.tokens) - 1)):
        after = text.tokens[k + 1]
        if not text.is_function(k) or text.tokens[k].end == after.start or after.kind not in ("name", "number"):
            continue
        end = _application_end(text, k, ends)
        if end is None:
            continue
        ends[k] = end
        yield Edit(text.tokens[k].end, text.tokens[k].end + 1, "(")
        yield Edit(text.tokens[end].end, text.tokens[end].end, ")")


def _application_end(text: Operands, k: int, ends: dict[int, int]) -> int | None:
    """The last token of what function k is of."""
    end = ends.get(k + 1) or text.operand_end(k + 1)
    if end is None:
        return None
    wide = text.tokens[k].text in _WIDE
    number = text.tokens[k + 1].kind == "number"
    while end + 1 < len(text.tokens):
        after = end + 1
        if wide and text.tokens[after].text in ("*", "@", "·", ".*", "⊙", "⊗"):
            after += 1
        if not text.starts_operand(after):
            break
        function = text.is_function(after)
        if not (wide or number) and not function:
            _refuse_open_end(text, k, after)
        if not wide and (function or not number):
            break
        following = ends.get(after) or text.operand_end(after)
        if following is None:
            return None
        end, number = following, False
    return end


def _refuse_open_end(text: Operands, k: int, after: int) -> None:
    name, more = text.tokens[k].text, text.tokens[after]
    inside = text.text[text.tokens[k + 1].start : text.tokens[after - 1].end].strip()
    message = f"how far does {name} reach?"
    raise MatdiffError(
        "syntax",
        message,
        Mark(Span(text.tokens[k].start, more.end)),
        hint=f"write {name}({inside})*… or {name}({inside}*…)",
    )


_RULES: tuple[Rule, ...] = (
    _capitals, _signs, _sized, _identities, _raised, _frobenius, _roots, _other_brackets, _euler, _pseudoinverse,
    _hadamard, _applied, _inner, _left_division,
)  # fmt: skip
