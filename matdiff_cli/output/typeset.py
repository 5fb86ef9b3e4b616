r"""What LaTeX and Markdown have in common: lines aligned at the relation, with reasons at the side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from matdiff_cli.check.typed import Symbol
from matdiff_cli.derivation.records import Derivation, Line, Step
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.output import notation
from matdiff_cli.output.notation.names import latex_name
from matdiff_cli.output.notation.sizes import latex_space, shape_of
from matdiff_cli.output.prose import in_math, in_text
from matdiff_cli.output.style import Style
from matdiff_cli.output.words import facts, target_name, title

_RELATIONS = {"≈": r"\approx"}
_WIDEST = 76
_WIDEST_WITH_REASON = 90


def heading(number: int, step: Step, style: Style) -> str:
    """A step's number and title, for text mode."""
    written = title(step, lambda node: f"${notation.latex(node, style)}$", in_words)
    return f"{number}. {written.replace('$ $', ' ')}"


def in_words(text: str) -> str:
    """A part of a title for text mode, its outer blanks kept."""
    inner = text.strip()
    return text.replace(inner, in_text(inner)) if inner else text


def function_and_symbols(derivation: Derivation, style: Style) -> tuple[str, list[str]]:
    """The derivative that is looked for, and the symbols with their sets, in math mode."""
    symbols = derivation.problem.symbols
    bold = {name: symbol.kind in ("vector", "row") for name, symbol in symbols.items()}
    target = derivation.problem.target
    below = target_name(target, lambda name: latex_name(name, bold=bold.get(name, False)))
    above = notation.latex(derivation.function, style)
    second = "^{2}" if derivation.result.kind == "hessian" else ""
    quotient = rf"\frac{{\partial{second}}}{{\partial {below}{second}}}"
    return rf"{quotient} \left( {above} \right)", [_symbol(symbol) for symbol in symbols.values()]


def _symbol(symbol: Symbol) -> str:
    name = latex_name(symbol.name, bold=symbol.kind in ("vector", "row"))
    where = r"\mathbb{Z}" if symbol.integer else latex_space(symbol.shape)
    remark = facts(symbol)
    return rf"{name} \in {where}" + (rf"\ \text{{{remark}}}" if remark else "")


def aligned_lines(step: Step, style: Style) -> list[str]:
    r"""The lines of a step for an align or aligned environment, without the `\\\\` between them."""
    widest = max((_width(line.left, style) + _width(line.right, style) for line in step.lines), default=0)
    longest = max((len(line.reason.text) for line in step.lines if line.reason), default=0)
    beside = min(widest, _WIDEST) + longest <= _WIDEST_WITH_REASON
    return [row for line in step.lines for row in _rows(line, beside, style)]


def _width(node: Node | None, style: Style) -> int:
    return 0 if node is None else len(notation.unicode(node, style))


def _rows(line: Line, beside: bool, style: Style) -> Iterator[str]:
    left = "" if line.left is None else notation.latex(line.left, style) + " "
    head = f"{left}&{_RELATIONS.get(line.relation, line.relation)} "
    *rows, last = _broken(line.right, style)
    for row in rows:
        yield head + row
        head = r"&\qquad "
    if line.shown_shape:
        last += rf" \in {latex_space(shape_of(line.right))}"
    reason = _reason(line, style)
    if reason and beside:
        last += f" && {reason}"
    yield head + last
    if reason and not beside:
        yield rf"&\qquad {reason}"


def _reason(line: Line, style: Style) -> str:
    if line.reason is None:
        return ""
    if line.reason.latex is not None:
        return rf"\text{{{line.reason.latex}}}"
    words = line.reason.text
    return in_math(words.replace("Δ", "d") if style.notation == "d" else words)


def _broken(node: Node, style: Style) -> list[str]:
    """A long sum in several rows, each but the first beginning with its sign."""
    whole = partial(notation.latex, style=style)
    if len(notation.unicode(node, style)) <= _WIDEST:
        return [whole(node)]
    rows, room = [""], _WIDEST
    for term, spelled in zip(notation.unicode_terms(node, style), notation.latex_terms(node, style), strict=True):
        sign = "-" if spelled.negative else "+" if len(rows) > 1 or rows[0] else ""
        if rows[-1] and len(term.body) + 3 > room:
            rows.append("")
            room = _WIDEST - 4
        glue = " " if rows[-1] or (sign and len(rows) > 1) else ""
        rows[-1] += f"{' ' if rows[-1] else ''}{sign}{glue}{spelled.body}"
        room -= len(term.body) + 3
    return rows
