"""The lists of functions and of rules in the manual: `python -m matdiff_cli.output.reference.manual PAGE` writes them.

They stand between two comments of a page.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from matdiff_cli.functions import REGISTRY, Record
from matdiff_cli.rules import RULES, Rule
from matdiff_cli.rules.find import spoken

_END = '.\\" End of what is written from the records.\n'
_ESCAPES = str.maketrans({"\\": "\\e", "'": "\\(aq", "^": "\\(ha", "-": "\\-", '"': "\\(dq"})


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


def rules() -> str:
    """The rules: name, words, what holds, why, and the source."""
    return "".join(map(_rule, RULES.values()))


def _rule(rule: Rule) -> str:
    holds = "".join(f"{line}\n" for line in (*rule.identities, *rule.first_order, *rule.inequalities))
    shown = f".Bd -literal -offset indent -compact\n{_escaped(holds)}.Ed\n" if holds else ""
    said = _escaped(f"{spoken(rule)}.\n{rule.why} ({rule.source})\n")
    return f".It Cm {rule.name}\n{said}{shown}"


def _escaped(text: str) -> str:
    """The text in ASCII; what is more is named by its number."""
    return re.sub("[^\0-~]", lambda found: f"\\[u{ord(found[0]):04X}]", text.translate(_ESCAPES))


_LISTS = {
    '.\\" What follows is written from the records of matdiff_cli/functions.\n': functions,
    '.\\" What follows is written from the rows of matdiff_cli/rules.\n': rules,
}
"""The comment before a list, and what writes it."""


def anew(page: str) -> str:
    """A page with its lists as the records and rows have them now."""
    for begin, written in _LISTS.items():
        if begin in page:
            before, _, rest = page.partition(begin)
            page = "".join((before, begin, written(), _END, rest.partition(_END)[2]))
    return page


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.write_text(anew(place.read_text("utf-8")), "utf-8")
