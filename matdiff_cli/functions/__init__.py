"""The registry: every named function of the language, one record each. Nothing heavy is imported here."""

from __future__ import annotations

from matdiff_cli.functions.elementwise import ELEMENTWISE
from matdiff_cli.functions.matrix import DEFINED, OPERATORS, SPECIAL
from matdiff_cli.functions.record import Record

__all__ = ["REGISTRY", "SPELLINGS", "Record"]

REGISTRY: dict[str, Record] = {record.name: record for record in (*OPERATORS, *SPECIAL, *DEFINED, *ELEMENTWISE)}
"""Canonical name → record."""

SPELLINGS: dict[str, str] = {
    spelling: record.name for record in REGISTRY.values() for spelling in (record.name, *record.aliases)
}
"""Every spelling that the language accepts → canonical name."""
