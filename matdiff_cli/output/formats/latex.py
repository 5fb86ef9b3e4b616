"""LaTeX: a fragment for a document that loads amsmath and amssymb, or a whole document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from matdiff_cli.derivation.records import Derivation, Line
from matdiff_cli.languages import ENGLISH
from matdiff_cli.output import notation
from matdiff_cli.output.answers import with_names
from matdiff_cli.output.style import Style, for_problem
from matdiff_cli.output.typeset import aligned_lines, conditions, function_and_symbols, heading, in_text
from matdiff_cli.output.words import check_words, layout_remark

_PREAMBLE = r"""\documentclass[fleqn]{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath}
\usepackage{amssymb}
\usepackage[margin=2.5cm]{geometry}
\allowdisplaybreaks
\setcounter{MaxMatrixCols}{100}
\begin{document}
"""


def answer(derivation: Derivation, style: Style) -> str:
    r"""Only the result, on one line between \[ and \] if it stands for itself."""
    spell = partial(notation.latex, style=for_problem(style, derivation.problem))
    written = with_names(derivation.result, spell, r" \quad\text{where } ")
    return rf"\[ {written} \]" if style.standalone else written


def document(fragments: Sequence[str], language: str = ENGLISH) -> str:
    """A whole document of several fragments, which pdflatex compiles."""
    body = "\n\n\\bigskip\n\n".join(fragments)
    preamble = _PREAMBLE
    if language == "ko":
        preamble = preamble.replace("\\usepackage{amsmath}", "\\usepackage{kotex}\n\\usepackage{amsmath}")
    return f"{preamble}\n{body}\n\n\\end{{document}}"


def render(derivation: Derivation, style: Style) -> str:
    """A derivation for a document of one's own."""
    style = for_problem(style, derivation.problem)
    blocks = [] if style.heading is None else [_title(derivation, style)]
    if style.compact:
        blocks.append(aligned([line for step in derivation.steps for line in step.lines], style))
    else:
        for number, step in enumerate(derivation.steps, 1):
            kept = "\\par\\nopagebreak" if blocks and number == 1 else ""  # the title does not stay behind alone
            title = f"{kept}\\medskip\\noindent\\textbf{{{heading(number, step, style)}}}"
            blocks.append(f"{title}\n{aligned(step.lines, style)}")
    if asked := conditions(derivation, style, in_text):
        blocks[-1] += f"\n\\noindent {asked}"
    if derivation.check is not None:
        blocks.append(f"\\noindent {check_words(derivation.check, style.language)}.")
    for found in derivation.cost:
        title = heading(0, found.step, replace(style, heading=None))
        blocks.append(f"\\medskip\\noindent\\textbf{{{title}}}\n{aligned(found.step.lines, style)}")
    if derivation.code is not None:
        blocks.append(f"\\begin{{verbatim}}\n{derivation.code.source}\\end{{verbatim}}")
    return "\n\n".join(blocks)


def aligned(lines: Sequence[Line], style: Style) -> str:
    """Lines as one block, their reasons at the side; for pasting into notes as tags."""
    body = " \\\\\n  ".join(aligned_lines(lines, style, tags=style.compact))
    return f"\\begin{{align*}}\n  {body}\n\\end{{align*}}"


def _title(derivation: Derivation, style: Style) -> str:
    quotient, symbols = function_and_symbols(derivation, style)
    where = ", ".join(f"${symbol}$" for symbol in symbols)
    about = "; ".join(part for part in (where, layout_remark(derivation, style.language)) if part)
    return f"\\[\n  {quotient}\n\\]\\nopagebreak" + (f"\n\\noindent {about}." if about else "")
