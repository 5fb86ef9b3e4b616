"""The list of functions in the manual of the language: `python -m matdiff_cli.output.reference.manual PAGE` writes it.

It stands between two comments of the page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from matdiff_cli.functions import REGISTRY, Record

_BEGIN = '.\\" What follows is written from the records of matdiff_cli/functions.\n'
_END = '.\\" End of what is written from the records.\n'
_ESCAPES = str.maketrans({"'": "\\(aq", "^": "\\(ha", "-": "\\-", '"': "\\(dq"})


def functions() -> str:
    """The functions with their second names, in the markup of manuals (mdoc)."""
    records = [record for record in REGISTRY.values() if record.kind != "elementwise"]
    names = [name for record in REGISTRY.values() if record.kind == "elementwise" for name in _names(record)]
    return "".join((
        "Of matrices and vectors, with their second names:\n",
        '.Bl -tag -width "logsumexp(x), lse" -compact\n',
        *(_item(record) for record in records),
        ".El\n.Pp\nOf every entry:\n.Bd -filled -offset indent -compact\n",
        *(f".Cm {name} ,\n" for name in names),
        ".Ql max(x, 0)\n.Ed\n",
    ))  # fmt: skip


def _names(record: Record) -> Iterable[str]:
    return record.name, *record.aliases


def _item(record: Record) -> str:
    call = f"{record.name}({', '.join(record.parameters)})"
    return f".It {' , '.join((call, *record.aliases))}\n{record.description.translate(_ESCAPES)}\n"


def anew(page: str) -> str:
    """A page with the list as the records have it now."""
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    return "".join((before, begin, functions(), end, after))


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.write_text(anew(place.read_text("utf-8")), "utf-8")
