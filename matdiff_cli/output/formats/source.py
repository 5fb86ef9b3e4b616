"""Only the code that was asked for."""

from __future__ import annotations

from matdiff_cli.derivation.records import Derivation
from matdiff_cli.output.style import Style


def render(derivation: Derivation, style: Style) -> str:
    return derivation.code.source.rstrip("\n") if derivation.code else ""
