"""Signs with an index, as Unicode output writes them: 𝟏ₙ, Iₙ, Kₘₙ, I_n, L_exp(X, E); labels of names, W^{(1)}."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands
from matdiff_cli.syntax.rare import Rare

_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
_SIZED = Rare(
    r"(?P<sign>𝟏|(?<![\w])[IK](?=[₀-₉]*[ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]|_\())"
    r"(?:(?P<lowered>(?:[₀-₉ₐ-ₜᵢᵣᵤᵥⱼ]|,(?=[₀-₉ₐ-ₜᵢᵣᵤᵥⱼ]))+)|_\((?P<grouped>[\w·,²³]+)\)|_(?P<plain>[A-Za-z0-9Α-Ωα-ω]+))?"
)
_IDENTITY = Rare("I(?:_(?P<name>[A-Za-z][A-Za-z0-9]*)|_(?P<number>[0-9]+)|(?P<lowered>[₀-₉]+))")
_BRACED = Rare(r"(?<=[^\W_])_\{\s*(\w+(?:[\s,|+−–-]+\w+)*)\s*\}")
STEPS = {"+": "plus", **dict.fromkeys("-−–", "minus")}
"""Signs in an index, in words: x_{n+1} is x_nplus1, as LaTeX and all that is printed call it, too."""
_LABEL = Rare(
    r"(?<!\w)(?P<name>[^\W\d_]\w*)\^\s*"
    r"(?:\{\s*(?:\(\s*(?P<label>[A-Za-z0-9]+)\s*\)|\[\s*(?P<square>[A-Za-z0-9]+)\s*\])\s*(?P<turned>T|⊤|')?\s*\}"
    r"|\[\s*(?P<layer>[A-Za-z0-9]+)\s*\])"
)
_SIZED_CALLS = {"𝟏": "ones", "I": "eye", "K": "commutation"}
_RAISED = {"²": 2, "³": 3}


def braced(text: Operands) -> Iterator[Edit]:
    """x_{ij}, x_{n+1}, x_{k|k-1}, K_{m, n}, I_{m n}: an index in braces."""
    for found in _BRACED.finditer(text.text):
        sign = re.search(r"(?<!\w)[IK]$", text.text[: found.start()])
        parts = [part.split() for part in re.split("[,|]", found[1])]
        if sign is None or sign[0] in text.symbols or (sign[0] == "K" and len(parts) == 1):
            index = "_".join("".join(part) for part in parts)
            index = "".join(STEPS.get(character, character) for character in index)
        elif not {*STEPS, "|"}.isdisjoint(found[1]) or (sign[0] == "I" and len({*map(tuple, parts)}) > 1):
            continue  # an identity is square
        else:
            index = f"({','.join('·'.join(part) for part in parts[: 1 if sign[0] == 'I' else None])})"
        after = " " * text.text[found.end() : found.end() + 1].isalnum()
        yield Edit(found.start(), found.end(), f"_{index}{after}")


def labels(text: Operands) -> Iterator[Edit]:
    """W^{(1)}, W^{[1]} and W^[1] as W_1: a label in brackets is part of a name, as it is in LaTeX; e^{(x)} has none."""
    labelled = [*_LABEL.finditer(text.text)]
    inside = {place for found in labelled for place in range(found.end("name"), found.end())}
    names = {token.text for token in text.tokens if token.kind == "name" and token.start not in inside}
    for found in labelled:
        name, label = found["name"], found["label"] or found["square"] or found["layer"]
        if name == "e" or label in names:
            continue
        if f"{name}_{label}" in names:
            message = f"two symbols would both be called {name}_{label}"
            raise MatdiffError("syntax", message, Mark(Span(*found.span())), hint="rename one of them")
        after = " " * text.text[found.end() : found.end() + 1].isalnum()
        yield Edit(found.end("name"), found.end(), f"_{label}{chr(39) * bool(found['turned'])}{after}")


def sized(text: Operands) -> Iterator[Edit]:
    """𝟏ₙ, Iₙ, Kₘₙ, with sizes that are letters, numbers or, in parentheses, products; the ones of 𝟏 have any."""
    for found in _SIZED.finditer(text.text):
        named = found["sign"] in text.symbols and not found["lowered"]  # no name holds a lowered letter
        if named or (found["sign"] == "K" and not found["lowered"] and not found["grouped"]):
            continue
        sizes = _sizes(found)
        if found["sign"] == "I":
            sizes = ["*".join(sizes)]
        if sizes and sizes != [""]:
            yield Edit(found.start(), found.end(), f"{_SIZED_CALLS[found['sign']]}({', '.join(sizes)})")
        elif found["sign"] == "𝟏":
            yield Edit(found.start(), found.end(), " vector(1)")


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


def identities(text: Operands) -> Iterator[Edit]:
    """I_n, I₂. Beside a symbol I only a letter is a size: I_1 and I_2 are rather two more of the kind."""
    for token in text.tokens:
        found = _IDENTITY.fullmatch(token.text)
        if found and token.text not in text.symbols and (found["name"] or "I" not in text.symbols):
            size = found[found.lastgroup or 0]
            yield Edit(token.start, token.end, f"eye({''.join(_LOWERED.get(sign, sign) for sign in size)})")


def derivative_of_expm(text: Operands) -> Iterator[Edit]:
    """L_exp(X, E), as the upper right block of expm([X, E; 0, X])."""
    for k, token in enumerate(text.tokens[:-1]):
        opened = text.tokens[k + 1]
        if token.text == "L_exp" and opened.text == "(" and frozenset(text.symbols).isdisjoint(("L_exp", "I")):
            end = text.closing(k + 1)
            inside = text.tokens[k + 2 : end]
            depths = accumulate((each.kind == "open") - (each.kind == "close") for each in inside)
            commas = [each for each, depth in zip(inside, depths, strict=True) if each.text == "," and depth == 0]
            if end is not None and len(commas) == 1:
                comma = commas[0]
                yield Edit(token.start, opened.end, "(kron([1, 0], I)*expm(kron(eye(2), ")
                yield Edit(comma.start, comma.end, ") + kron([0, 1; 0, 0], ")
                yield Edit(text.tokens[end].start, text.tokens[end].end, "))*kron([0; 1], I))")
