"""Runs the command inside the tests, standard error apart from standard output with every click."""

from __future__ import annotations

from inspect import signature
from typing import Any

from click.testing import CliRunner


def runner(**settings: Any) -> CliRunner:
    """A CliRunner; click 8.1 mixes the two streams unless it is told not to, later ones have no such setting."""
    if "mix_stderr" in signature(CliRunner).parameters:
        settings["mix_stderr"] = False
    return CliRunner(**settings)
