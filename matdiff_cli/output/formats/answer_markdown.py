"""Only the result, on one line between dollars."""

from __future__ import annotations

from matdiff_cli.derivation.records import Derivation
from matdiff_cli.output.formats import answer_latex
from matdiff_cli.output.style import Style


def render(derivation: Derivation, style: Style) -> str:
    return f"${answer_latex.render(derivation, style)}$"
