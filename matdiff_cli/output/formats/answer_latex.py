"""Only the result, on one line of LaTeX in math mode."""

from __future__ import annotations

from functools import partial

from matdiff_cli.derivation.records import Derivation
from matdiff_cli.output import notation
from matdiff_cli.output.answers import with_names
from matdiff_cli.output.style import Style, for_problem


def render(derivation: Derivation, style: Style) -> str:
    spell = partial(notation.latex, style=for_problem(style, derivation.problem))
    return with_names(derivation.result, spell, r" \quad\text{where } ")
