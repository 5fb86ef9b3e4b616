"""Rules and functions in JSON: an object a line. A page has the derivation of its example, too."""

from __future__ import annotations

import json
from collections.abc import Sequence

from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.reference.entries import Entry
from matdiff_cli.output.style import Style


def table(entries: Sequence[Entry], style: Style) -> str:
    """One line of JSON for each entry."""
    return "\n".join(json.dumps(entry.object, ensure_ascii=style.ascii) for entry in entries)


def page(entry: Entry, style: Style) -> str:
    """One line of JSON: the entry with the derivation of its example."""
    found = {**entry.object, "derivation": to_object(entry.derivation(), style)}
    return json.dumps(found, ensure_ascii=style.ascii)
