r"""What LaTeX and Markdown have in common: lines aligned at the relation, with reasons at the side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from math import inf

from matdiff_cli.derivation.records import Derivation, Line, Note, Reason, Step
from matdiff_cli.output import notation
from matdiff_cli.output.breaking import break_latex, latex_width
from matdiff_cli.output.cells import width
from matdiff_cli.output.notation.names import latex_name
from matdiff_cli.output.notation.sizes import latex_space, shape_of
from matdiff_cli.output.style import Style
from matdiff_cli.output.words import condition_words, facts, parts_of, target_name, written
from matdiff_cli.typing.typed import Symbol

_ESCAPES = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", "…": r"\dots{}", "≠": r"$\neq$", "−": "$-$",
}  # fmt: skip
_WIDEST = 68
_WIDEST_WITH_REASON = 76


def heading(number: int, step: Step, style: Style) -> str:
    """A step's number and title, for text mode; a sign between two formulas joins them."""
    title = written(step, lambda formula: f"${notation.latex(formula, style)}$", in_text, style.language)
    title = title.replace("$ = $", " = ")
    return title if style.heading is None else f"{number}. {title}"


def in_text(words: str) -> str:
    """Words for text mode."""
    return "".join(_ESCAPES.get(character, character) for character in words)


def conditions(derivation: Derivation, style: Style, words: Callable[[str], str] = str) -> str:
    """What must hold for the answer to be one, as a sentence with its formulas between dollars."""
    language = style.language
    found = condition_words(derivation.result, lambda formula: f"${notation.latex(formula, style)}$", words, language)
    return f"{found[0].upper()}{found[1:]}." if found else ""


def function_and_symbols(derivation: Derivation, style: Style) -> tuple[str, list[str]]:
    """The derivative that is looked for, and the symbols with their sets, in math mode."""
    symbols = derivation.problem.symbols
    vectors = {name for name, symbol in symbols.items() if symbol.kind in ("vector", "row")}

    def spell(name: str) -> str:
        return latex_name(name, bold=name in vectors, verbatim=style.verbatim)

    target = derivation.problem.target
    below = target_name(target, spell)
    above = notation.latex(derivation.function, style)
    second = "^{2}" if derivation.order == 2 else ""
    if derivation.by is None:
        below += second
    else:
        below += rf" \, \partial {target_name(derivation.by, spell)}"
    quotient = rf"\frac{{\partial{second}}}{{\partial {below}}}"
    rows = break_latex(above, _WIDEST)
    if len(rows) == 1:
        derivative = rf"{quotient} \left( {above} \right)"
    else:
        body = " \\\\\n  &\\qquad ".join(rows)
        derivative = f"\\begin{{aligned}}\n  &{quotient} \\Bigl( {body} \\Bigr)\n\\end{{aligned}}"
    return derivative, [symbol_in_space(symbol, style) for symbol in symbols.values()]


def symbol_in_space(symbol: Symbol, style: Style) -> str:
    """A symbol and the set that it lives in, in math mode."""
    name = latex_name(symbol.name, bold=symbol.kind in ("vector", "row"), verbatim=style.verbatim)
    where = r"\mathbb{Z}" if symbol.integer else latex_space(symbol.shape, style.verbatim)
    remark = facts(symbol, style.language)
    return rf"{name} \in {where}" + (rf"\ \text{{{remark}}}" if remark else "")


def aligned_lines(lines: Sequence[Line], style: Style, *, tags: bool = False) -> list[str]:
    r"""Lines for an align or aligned environment, without the `\\` between them.

    Reasons stand in a column of their own, or below their lines where there is no room: everything that reads LaTeX
    knows that form. With `tags`, which pandoc drops and KaTeX does not know within aligned, amsmath sets them at the
    margin.
    """
    lefts = [_left(line, style) for line in lines]
    rights = [_right(line, style) for line in lines]
    widest = max(map(latex_width, rights))
    column = max(map(latex_width, lefts))
    if column + widest > _WIDEST:
        column = max((wide for wide in map(latex_width, lefts) if wide <= _WIDEST // 2), default=0)
    room = _WIDEST - column
    spell = partial(notation.unicode, style=style)
    reasons = (written(line.reason, spell, language=style.language) for line in lines if line.reason)
    longest = max(map(width, reasons), default=0)
    beside = column + min(widest, room) + longest <= _WIDEST_WITH_REASON
    rows: list[str] = []
    for line, left, right in zip(lines, lefts, rights, strict=True):
        if latex_width(left) > column:
            rows += ((r"&\qquad " if index else "&{}") + row for index, row in enumerate(break_latex(left, room)))
            left = ""
        relation = notation.latex_relation(line.relation)
        first, *others = break_latex(right, room)
        rows.append(f"{left} &{relation} {first}".lstrip())
        rows += (rf"&\qquad {row}" for row in others)
        if line.reason and tags:
            rows[-1] += rf" \tag*{{{_words(line.reason, style)}}}"
        elif line.reason and beside:
            rows[-1] += f" && {''.join(_reason(line.reason, style))}"
        elif line.reason:
            rows += (rf"&\qquad {row}" for row in _reason(line.reason, style, room))
    return rows


def _left(line: Line, style: Style) -> str:
    return "" if line.left is None else r"\Rightarrow \; " * line.follows + notation.latex(line.left, style)


def _right(line: Line, style: Style) -> str:
    shape = rf" \in {latex_space(shape_of(line.right), style.verbatim)}" if line.shown_shape else ""
    return notation.latex(line.right, style) + shape


def _words(reason: Reason | Note, style: Style) -> str:
    """A reason in text mode, its formulas between dollars."""
    return written(reason, lambda formula: f"${notation.latex(formula, style)}$", in_text, style.language)


def _reason(reason: Reason | Note, style: Style, room: float = inf) -> list[str]:
    r"""A reason in math mode, its words in \text, in rows of about `room` characters."""
    rows: list[list[str]] = [[]]
    filled = 0
    for part in parts_of(reason, style.language):
        is_text = isinstance(part, str)
        for piece in re.findall(r"\S+\s*|\s+", part) if isinstance(part, str) else [notation.latex(part, style)]:
            wide = width(piece) if is_text else latex_width(piece)
            if rows[-1] and filled + wide > room:
                rows.append([])
                filled = 0
            joined = is_text and bool(rows[-1]) and rows[-1][-1].startswith(r"\text{")
            if joined:
                rows[-1][-1] = rows[-1][-1].removesuffix("}") + in_text(piece) + "}"
            else:
                rows[-1].append(rf"\text{{{in_text(piece)}}}" if is_text else piece)
            filled += wide
    return ["".join(row) for row in rows]
