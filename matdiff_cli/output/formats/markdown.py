"""Markdown with mathematics between dollars, as GitHub, KaTeX, MathJax, Obsidian and pandoc read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from matdiff_cli.derivation.records import Derivation, Line
from matdiff_cli.languages import translated
from matdiff_cli.output.answers import answer_lines
from matdiff_cli.output.formats import latex
from matdiff_cli.output.style import Style, for_problem
from matdiff_cli.output.typeset import aligned_lines, conditions, function_and_symbols, heading
from matdiff_cli.output.words import check_words, layout_remark

_LOWEST = 6
"""There are six levels of headings."""


def render(derivation: Derivation, style: Style) -> str:
    """A heading, the steps as lists of displayed formulas, the conditions; check and code where asked for."""
    style = for_markdown(for_problem(style, derivation.problem))
    worked = list(_worked(derivation, style))
    asked = list(filter(None, [conditions(derivation, style)]))
    blocks = list(_title(derivation, style))
    if style.details:
        blocks += [
            display(list(answer_lines(derivation)), style),
            *asked,
            _folded(translated("Derivation", style.language), worked),
        ]
    else:
        blocks += [*worked, *asked]
    if derivation.check is not None:
        blocks.append(check_words(derivation.check, style.language))
    for found in derivation.cost:
        title = heading(0, found.step, replace(style, heading=None))
        blocks += [f"**{title}**", display(found.step.lines, style)]
    if derivation.code is not None:
        blocks.append(f"```{derivation.code.language}\n{derivation.code.source}```")
    return "\n\n".join(blocks)


def answer(derivation: Derivation, style: Style) -> str:
    """Only the result, on one line between dollars."""
    return f"${latex.answer(derivation, for_markdown(style))}$"


def for_markdown(style: Style) -> Style:
    r"""GitHub refuses \operatorname."""
    return replace(style, operator="mathrm")


def display(lines: Sequence[Line], style: Style) -> str:
    """Lines as one aligned block."""
    body = " \\\\\n".join(aligned_lines(lines, style))
    return f"$$\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$"


def _title(derivation: Derivation, style: Style) -> Iterator[str]:
    quotient, symbols = function_and_symbols(derivation, style)
    if style.heading is not None:
        yield f"{'#' * style.heading} ${quotient}$"
    where = ", ".join(f"${symbol}$" for symbol in symbols)
    about = "; ".join(part for part in (where, layout_remark(derivation, style.language)) if part)
    if about:
        yield about


def _worked(derivation: Derivation, style: Style) -> Iterator[str]:
    if style.compact:
        yield display([line for step in derivation.steps for line in step.lines], style)
        return
    for number, step in enumerate(derivation.steps, 1):
        title = heading(number, step, style)
        yield f"**{title}**" if style.heading is None else f"{'#' * min(style.heading + 1, _LOWEST)} {title}"
        yield display(step.lines, style)


def _folded(summary: str, blocks: Sequence[str]) -> str:
    return "\n\n".join([f"<details>\n<summary>{summary}</summary>", *blocks, "</details>"])
