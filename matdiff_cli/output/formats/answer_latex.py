"""Only the result, on one line of LaTeX in math mode."""

from __future__ import annotations

from matdiff_cli.derivation.records import Derivation
from matdiff_cli.output import notation
from matdiff_cli.output.style import Style, for_problem


def render(derivation: Derivation, style: Style) -> str:
    return notation.latex(derivation.result.value, for_problem(style, derivation.problem))
