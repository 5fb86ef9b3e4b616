"""Which language a text is written in, if it is code, and what it says in the language of matdiff."""

from __future__ import annotations

import re
from collections.abc import Collection

from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax.code import mathematica, numpy, r
from matdiff_cli.syntax.code.write import Code

_LANGUAGES = (
    (numpy.is_numpy, numpy.read, numpy.NOTE),
    (r.is_r, r.read, r.NOTE),
    (mathematica.is_mathematica, mathematica.read, mathematica.NOTE),
)


def read(body: str, rest: str, declared: Collection[str]) -> tuple[Code, str] | None:
    """An expression `body` and a note on its language, None if it is no code. Raises MatdiffError.

    `rest` holds the clauses behind it, `declared` the names declared elsewhere. A name that turns out to be a vector is
    one wherever it stands, so the text is read once more.
    """
    for recognised, reader, note in _LANGUAGES:
        if recognised(body):
            code = reader(body, rest, declared, {})
            return (reader(body, rest, declared, code.vectors) if code.vectors else code), note
    said = {*declared, *re.findall(r"\w+", rest.partition("where")[2])}
    rows = numpy.rows(body)
    if (rows and said.isdisjoint(rows)) or numpy.stars_are_elementwise(body):
        try:
            return numpy.read(body, rest, declared, {}), numpy.NOTE
        except MatdiffError:
            return None  # then it is the language's own @
    return None
