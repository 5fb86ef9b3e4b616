"""Words with one-line mathematics in them, such as `det(I + E) ≈ 1 + tr(E)`, for LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matdiff_cli.functions import SPELLINGS
from matdiff_cli.output.notation.names import GREEK, latex_name

_SYMBOLS = {
    "Δ": r"\Delta ", "∇": r"\nabla ", "∂": r"\partial ", "−": "-", "·": r"\cdot ", "×": r"\times ", "≈": r"\approx ",
    "≠": r"\neq ", "≤": r"\le ", "≥": r"\ge ", "→": r"\to ", "↦": r"\mapsto ", "∈": r"\in ", "ℝ": r"\mathbb{R}",
    "ℤ": r"\mathbb{Z}", "⊙": r"\odot ", "⊘": r"\oslash ",
    "⊗": r"\otimes ", "⟨": r"\langle ", "⟩": r"\rangle ", "∘": r"\circ ", "‖": r"\Vert ", "√": r"\surd ",
    "′": "'", "…": r"\dots ", "𝟏": r"\mathbf{1}", "*": r"\,", "∞": r"\infty ", "∑": r"\sum ", "#": r"\#", "%": r"\%",
    "&": r"\&", "$": r"\$", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\sim ", "\\": r"\setminus ",
    **{letter: f"{latex_name(name)} " for name, letter in GREEK.items()},
}  # fmt: skip
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵀᵐⁿˣᵖ", (*"0123456789-", r"\top ", "m", "n", r"\times ", "p"), strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ₘₙₚₖᵢⱼ", "0123456789mnpkij", strict=True))

_MATHEMATICAL = frozenset("⟨⟩Δ∇∂−·×≈≠≤≥→↦∈ℝℤ⊙⊘⊗∘‖√′𝟏∞∑=+^|").union(_RAISED, _LOWERED, GREEK.values())
_ALWAYS = re.compile(r"\w\(|^\d*(?![aAI])[A-Za-z][,;:.]?$|^\d+[A-Z]$")
_BESIDE = re.compile(r"[AI]?[\d.]*[,;:]?|[A-Z]{2}")
_SCRIPTS = re.compile(f"([{''.join(_RAISED)}]+)|([{''.join(_LOWERED)}]+)|\\^(-?\\w+)|([A-Za-z]{{2,}})|(.)")
_COMMANDS = frozenset({"log", "exp", "det", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min"})
_TEXT_ESCAPES = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}",
}  # fmt: skip


def in_text(words: str) -> str:
    """For text mode: the mathematics between dollars."""
    return " ".join(f"${part}$" if mathematical else part for mathematical, part in _parts(words))


def in_math(words: str) -> str:
    r"""For math mode: the words in \text."""
    parts = list(_parts(words))
    written: list[str] = []
    for index, (mathematical, part) in enumerate(parts):
        before, after = " " if index else "", " " if index < len(parts) - 1 else ""
        written.append(part if mathematical else rf"\text{{{before}{part}{after}}}")
    return "".join(written)


def from_text_mode(source: str) -> str:
    r"""LaTeX of text mode, with mathematics between dollars, for math mode; its words in \text."""
    parts = source.split("$")
    return "".join(
        part if index % 2 else rf"\text{{{part}}}" if part.isascii() else in_math(part)
        for index, part in enumerate(parts)
        if part
    )


def _parts(words: str) -> Iterator[tuple[bool, str]]:
    """Runs of words (escaped) and of mathematics (in LaTeX), in turn."""
    tokens = words.split()
    kinds = _kinds(tokens)
    start = 0
    for end in range(1, len(tokens) + 1):
        if end == len(tokens) or kinds[end] != kinds[start]:
            run = " ".join(tokens[start:end])
            yield kinds[start], _mathematics(run) if kinds[start] else "".join(_TEXT_ESCAPES.get(c, c) for c in run)
            start = end


def _kinds(tokens: list[str]) -> list[bool]:
    """Which tokens are mathematics: those with its signs, all in its parentheses, letters, numbers beside them."""
    kinds: list[bool] = []
    depth = 0
    for token in tokens:
        mathematical = depth > 0 or bool(_MATHEMATICAL.intersection(token) or _ALWAYS.search(token))
        if mathematical:
            depth = max(depth + token.count("(") - token.count(")"), 0)
        kinds.append(mathematical)
    return [
        kind or bool(_BESIDE.fullmatch(token) and True in kinds[max(index - 1, 0) : index + 2])
        for index, (kind, token) in enumerate(zip(kinds, tokens, strict=True))
    ]


def _mathematics(run: str) -> str:
    def spell(match: re.Match[str]) -> str:
        raised, lowered, power, word, other = match.groups()
        if raised:
            return f"^{{{''.join(_RAISED[c] for c in raised).strip()}}}"
        if lowered:
            return f"_{{{''.join(_LOWERED[c] for c in lowered)}}}"
        if power:
            return f"^{{{power}}}"
        if word:
            named = word in SPELLINGS or word.islower()
            return rf"\{word} " if word in _COMMANDS else rf"\operatorname{{{word}}}" if named else word
        if not other.isascii() and other not in _SYMBOLS:
            return rf"\text{{{other}}}"
        return _SYMBOLS.get(other, other)

    written = _SCRIPTS.sub(spell, run)
    written = re.sub(r"(\\(?:log|exp|det|sin|cos|tan|sinh|cosh|tanh|max|min)) \(", r"\1(", written)
    return re.sub(r" +(?=[\^_),;. ])|\s+$", "", written)
