"""LaTeX: a fragment for a document that loads amsmath and amssymb, or a whole document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matdiff_cli.derivation.records import Derivation
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
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")


def render(derivation: Derivation, style: Style) -> str:
    written = fragment(derivation, style)
    return document([written]) if style.standalone else written


def document(fragments: Sequence[str]) -> str:
    """A whole document of several fragments, which pdflatex compiles."""
    body = "\n\n\\bigskip\n\n".join(fragments)
    preamble = _PREAMBLE
    if _HANGUL.search(body):
        preamble = preamble.replace("\\usepackage{amsmath}", "\\usepackage{kotex}\n\\usepackage{amsmath}")
    return f"{preamble}\n{body}\n\n\\end{{document}}"


def fragment(derivation: Derivation, style: Style) -> str:
    style = for_problem(style, derivation.problem)
    quotient, symbols = function_and_symbols(derivation, style)
    remark = layout_remark(derivation)
    where = ", ".join(f"${symbol}$" for symbol in symbols)
    about = "; ".join(part for part in (where, remark) if part)
    blocks = [f"\\[\n  {quotient}\n\\]" + (f"\n\\noindent {about}." if about else "")]
    for number, step in enumerate(derivation.steps, 1):
        lines = " \\\\\n  ".join(aligned_lines(step, style))
        blocks.append(f"\\paragraph{{{heading(number, step, style)}}}")
        if lines:
            blocks[-1] += f"\n\\begin{{align*}}\n  {lines}\n\\end{{align*}}"
    if asked := conditions(derivation, style, in_text):
        blocks[-1] += f"\n\n\\noindent {asked}"
    if derivation.check is not None:
        blocks.append(f"\\noindent {check_words(derivation.check)}.")
    if derivation.code is not None:
        blocks.append(f"\\begin{{verbatim}}\n{derivation.code.source}\\end{{verbatim}}")
    return "\n\n".join(blocks)
