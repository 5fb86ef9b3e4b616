r"""Notations of other fields that are not read: ⟨x|A|x⟩, x^H, f_*, P^-; rows of what is said of them."""

from __future__ import annotations

from typing import NamedTuple

from matdiff_cli.errors import Kind


class Intent(NamedTuple):
    """The first of the patterns is looked for in the text, and is the place, or its group `at` is; the second in the
    message. An empty `message` keeps the one there was.
    """

    patterns: tuple[str, str]  # shows, said
    message: str
    hint: str
    kind: Kind = "unsupported"


BRACKETS_OF_DIRAC = r"(?:[<⟨]|\\langle(?![a-z]))\s*(?:[^|<>⟨⟩]+\|){1,2}[^|<>⟨⟩]+?\s*(?:[>⟩]|\\rangle(?![a-z]))"
STAR = r"_\s*(?:\*|\\ast(?![a-z])|\\star(?![a-z])|\{[^{}]*\*[^{}]*\})"

NOTATIONS = (
    Intent(
        (r"\\(?:log|ln|lg)\s*(?P<at>_)", "^an index of more than"),
        "logarithms to other bases are not read",
        "log(x)/log(2) is the logarithm to the base 2",
    ),
    Intent(
        (BRACKETS_OF_DIRAC, "not expected here$|never closed$|has no meaning here$|stands for nothing|is missing"),
        "brackets of Dirac are not read",
        "<x|y> is x'*y, and <x|A|x> is x'*A*x: all numbers here are real",
    ),
    Intent(
        (
            rf"(?<=[\w}}])(?P<at>{STAR})",
            "operand is missing|has no meaning here$|^this index is not read$|not expected",
        ),
        "a star is no index here",
        "an index is made of letters and digits: f_star",
        "syntax",
    ),
    Intent(
        (r"\^\s*\{?\s*(?P<at>H)(?!\w)", "^the exponent H is"),
        "",
        "all numbers here are real: the conjugate transpose is x^T",
        "shape",
    ),
    Intent(
        (r"\^\s*(?P<at>\{?\s*[-−+]\s*\}?)(?=[\s)'])", r"^the exponent [-+−]|^no exponent after|\"\}\"$|^powers of"),
        "a sign alone is no exponent",
        "a label belongs to a name, as in P_minus",
        "syntax",
    ),
    Intent(
        (
            r",\s*\\?[^\W\d]\w*\s*(?P<at>>=?|[≥≻≽⪰]|\\(?:geq?|succ(?:eq)?)(?![a-z]))\s*0\s*$",
            "is no part|has no|outside|before it$",
        ),
        "comparisons are not read",
        "write A: spd(n) or A: psd(n) for a definite matrix, x: positive vector(n) for entries > 0",
    ),
)
