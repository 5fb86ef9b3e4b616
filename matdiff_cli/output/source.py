"""The code of a derivation, described in the language that is typed."""

from __future__ import annotations

from functools import partial

from matdiff_cli.code import load
from matdiff_cli.code.module import export
from matdiff_cli.derivation.records import Code, Derivation
from matdiff_cli.output import notation
from matdiff_cli.output.cells import to_ascii
from matdiff_cli.output.style import DEFAULT, for_problem
from matdiff_cli.output.words import written


def code_for(derivation: Derivation, target: str, number: str = "") -> Code:
    """The functions of a derivation for a target, with a number behind their names.

    Raises KeyError for a target that does not exist, MatdiffError where there is no code.
    """
    spell = partial(notation.text, style=for_problem(DEFAULT, derivation.problem))
    conditions = tuple(to_ascii(written(note, spell)) for note in derivation.result.conditions)
    wanted = load(target)
    return Code(target, wanted.language, wanted.source(export(derivation, spell, conditions, number)))
