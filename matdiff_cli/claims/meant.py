"""The claim that is meant by one that is refused: its text, judged before it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import islice

from matdiff_cli.claims.equation import Equation
from matdiff_cli.errors import MatdiffError, quoted
from matdiff_cli.typing.clause_repairs import properties
from matdiff_cli.typing.word_repairs import words

_QUOTIENT = re.compile(r"\s*[∂d](?: +|(?=\())(.+)/\s*[∂d] ?(\w+)\s*$")  # ∂(x'*x)/∂x, d x'*x/dx
_AROUND = re.compile(
    r"^\s*(?:is\s+it\s+true\s+that|is|show|prove|verify|check|so|hence|thus|therefore)(?:\s+that)?\s+|"
    r"\s*\(?\s*(?:true|right|correct)?\s*\?\s*\)?\s*$",
    re.IGNORECASE,
)
"""Words round a claim: Is … ?, show that …, … (true?)"""
_MOST_TRIED = 3


def add_command(error: MatdiffError, equation: Equation, judged: Callable[[str], object]) -> None:
    """End the hint of an error in a claim in a command, if there is a text that can be judged; else say how one looks
    that is about a quotient.
    """
    if error.source == equation.text and error.marks and re.search(" is a word here|has no meaning", error.message):
        bare = _AROUND.sub("", equation.text)
        meant = dict.fromkeys([bare, *properties(error, equation.text), *words(error, equation.text)])
        for text in islice((each for each in meant if each != equation.text and "=" in each), _MOST_TRIED):
            with suppress(MatdiffError):
                judged(text)
                error.hint = f"{error.hint}; try: matdiff check {quoted(text)}"
                return
    quotient = _QUOTIENT.match(equation.left)
    if quotient:
        claim = f"{quotient[1].strip()} wrt {quotient[2]} = {' '.join(equation.right.split())}"
        error.hint = f"a derivative is claimed like this: {claim}"
