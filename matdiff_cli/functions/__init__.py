"""The registry: every named function of the language, one record each. Nothing heavy is imported here."""

from __future__ import annotations

from matdiff_cli.functions.elementwise import ELEMENTWISE
from matdiff_cli.functions.linear import LINEAR
from matdiff_cli.functions.matrix import DEFINED, OPERATORS, SPECIAL
from matdiff_cli.functions.record import LinearMap, Record

__all__ = ["REGISTRY", "SPELLINGS", "LinearMap", "Record", "linear_map"]

REGISTRY: dict[str, Record] = {
    record.name: record for record in (*LINEAR, *OPERATORS, *SPECIAL, *DEFINED, *ELEMENTWISE)
}
"""Canonical name → record."""

SPELLINGS: dict[str, str] = {
    spelling: record.name for record in REGISTRY.values() for spelling in (record.name, *record.aliases)
}
"""Every spelling that the language accepts → canonical name."""

_PLACES = {
    found.name: (record.name, place) for record in REGISTRY.values() for place, found in enumerate(record.linear)
}


def linear_map(name: str) -> tuple[Record, int]:
    """The record of a linear operation, and the place of the map of that name in it. Raises KeyError for none."""
    function, place = _PLACES[name]
    return REGISTRY[function], place
