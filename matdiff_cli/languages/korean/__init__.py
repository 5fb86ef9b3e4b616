"""Korean: a table of sentences, in files by what they are about, and the particles after names and formulas.

A particle is written with both forms, as `을(를)`; the right one is chosen by what stands before it.
"""

from __future__ import annotations

from matdiff_cli.languages.korean.code import CODE
from matdiff_cli.languages.korean.convexity import CONVEXITY
from matdiff_cli.languages.korean.functions import FUNCTIONS
from matdiff_cli.languages.korean.help import HELP
from matdiff_cli.languages.korean.notes import NOTES
from matdiff_cli.languages.korean.page import PAGE
from matdiff_cli.languages.korean.particles import adapted
from matdiff_cli.languages.korean.proofs import PROOFS
from matdiff_cli.languages.korean.reasons import REASONS
from matdiff_cli.languages.korean.verdicts import VERDICTS

__all__ = ["TABLE", "adapted"]

TABLE: dict[str, str] = {**PAGE, **REASONS, **PROOFS, **CONVEXITY, **FUNCTIONS, **VERDICTS, **NOTES, **CODE, **HELP}
"""English sentence → Korean sentence."""
