"""Markdown with mathematics between dollars, as KaTeX and MathJax read it."""

from __future__ import annotations

from matdiff_cli.derivation.records import Derivation
from matdiff_cli.output.style import Style, for_problem
from matdiff_cli.output.typeset import aligned_lines, conditions, function_and_symbols, heading
from matdiff_cli.output.words import check_words, layout_remark


def render(derivation: Derivation, style: Style) -> str:
    style = for_problem(style, derivation.problem)
    quotient, symbols = function_and_symbols(derivation, style)
    blocks = [f"## ${quotient}$"]
    where = ", ".join(f"${symbol}$" for symbol in symbols)
    about = "; ".join(part for part in (where, layout_remark(derivation)) if part)
    if about:
        blocks.append(about)
    for number, step in enumerate(derivation.steps, 1):
        blocks.append(f"### {heading(number, step, style)}")
        lines = " \\\\\n".join(aligned_lines(step, style))
        if lines:
            blocks.append(f"$$\n\\begin{{aligned}}\n{lines}\n\\end{{aligned}}\n$$")
    if asked := conditions(derivation, style):
        blocks.append(asked)
    if derivation.check is not None:
        blocks.append(check_words(derivation.check))
    if derivation.code is not None:
        blocks.append(f"```{derivation.code.language}\n{derivation.code.source}```")
    return "\n\n".join(blocks)
