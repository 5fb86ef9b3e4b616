"""Names: one ASCII spelling for each, the types they have by convention, the words that are no names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Literal

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.syntax.arrange import EULER
from matdiff_cli.syntax.asked import MARKS
from matdiff_cli.syntax.rare import Rare
from matdiff_cli.syntax.said import TYPE_WORDS

_LOWER = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho",
    "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
_UPPER = {letter.upper(): word.capitalize() for letter, word in _LOWER.items()}
GREEK = {
    **_LOWER, **_UPPER, "ϑ": "theta", "ϕ": "phi", "ϖ": "pi", "ϱ": "rho", "ϰ": "kappa", "ϵ": "epsilon",
    "\N{MICRO SIGN}": "mu", "\N{OHM SIGN}": "Omega",
}  # fmt: skip
"""Greek letter → Latin name."""

_SUBSCRIPT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_MARK = Rare(f"[{''.join(MARKS)}]([A-Za-zΑ-ϵ]?)")
_CHANGE = re.compile("Δ(?P<of>.+)|d(?P<greek>[^\\x00-\\x7f].*)")
_STEM = re.compile("[A-Za-z]*")
_LOWER_NAMES = frozenset(_LOWER.values())
"""Names of small Greek letters."""

EXTRA_FUNCTIONS = frozenset(("max", "size", "commutation", "vector", "matrix", EULER))
"""Calls known beside the registry's: max(x, 0) is relu; vector(1), matrix(1) are ones; size(X) counts entries."""

VARIABLES = frozenset(("x", "X", "w", "W", "theta", "beta"))
"""What a target that is not named is most often called."""

FUNCTIONS = frozenset((*SPELLINGS, *EXTRA_FUNCTIONS, *TYPE_WORDS))
"""Every name that is called when a parenthesis follows it."""


def canonical(name: str) -> str:
    """The ASCII spelling: `lambda` for λ, `x_1` for x₁, `lambda_x` for λx, `Sigma1` for Σ1."""
    if name.isascii():
        return name
    name = _MARK.sub(_named_mark, unicodedata.normalize("NFD", name))
    name = re.sub("([₀-₉]+)", lambda found: "_" + found.group().translate(_SUBSCRIPT), name)
    pieces = re.findall("[^\\W\\d_]|[0-9_]+", name)
    spelled = ""
    greek_before = False
    for piece in pieces:
        greek = GREEK.get(piece)
        if piece[0].isalpha() and spelled and (greek or greek_before) and not spelled.endswith("_"):
            spelled += "_"
        spelled += greek or piece
        greek_before = greek is not None
    return spelled


def _named_mark(mark: re.Match[str]) -> str:
    word = MARKS[mark[0][0]]
    return f"_{word}{'_' * bool(mark[1])}{mark[1]}" if word else mark[1]


def as_known(name: str, known: Collection[str]) -> str:
    """The name that is meant by one in nicer letters, as output writes them: dX by ΔX and X1 by X₁, if these are known
    and the name itself is not.
    """
    if name.isascii() or canonical(name) in known:
        return name
    changed = _CHANGE.fullmatch(name)
    marks = ("d__", "d_", "d") if changed and "Delta" not in known else ("",)
    spelled = canonical(changed[1] if changed and marks[0] else name)
    stems = (spelled, re.sub("_([0-9]+)$", r"\1", spelled))
    return next((mark + stem for mark in marks for stem in stems if mark + stem in known), name)


def increment_name(name: str, taken: Collection[str]) -> str:
    """How the increment of a symbol is called in text: `dX`, or `d_X` where `dX` is a symbol of its own."""
    mark = "d"
    while mark + name in taken:
        mark += "_"
    return mark + name


def kind_by_convention(name: str) -> Literal["scalar", "vector", "matrix"]:
    """scalar, vector or matrix, from the looks of a canonical name."""
    if name[0].isupper():
        return "matrix"
    stem = _STEM.match(name)
    return "scalar" if stem and stem[0] in _LOWER_NAMES else "vector"


def why_by_convention(name: str) -> str:
    """The convention that gives a name its type, in words."""
    return {
        "matrix": "names with a capital are matrices",
        "vector": "small Latin names are vectors",
        "scalar": "small Greek names are scalars",
    }[kind_by_convention(name)]


def refuse_reserved(name: str, span: Span, doing: str) -> None:
    """A function's name cannot be a symbol's."""
    if name in SPELLINGS or name in ("wrt", "where"):
        what = "the name of a function" if name in SPELLINGS else "a word of the language"
        raise MatdiffError(
            "name",
            f"{name} is {what} and cannot be {doing}",
            Mark(span),
            hint=f"call it something else, such as {name}_1",
        )


def _is_slip(name: str, match: str) -> bool:
    """Is it a slip of the fingers? `gelu` is not meant to be relu, nor `cov` to be cos."""
    if sorted(name) == sorted(match):
        return True
    return name[0] == match[0] and not len(name) == len(match) <= 3


def swapped(name: str) -> str:
    """The function whose name this is with two letters behind the first one swapped: of lgo it is log; or nothing."""
    pairs = range(1, len(name) - 1)
    spelled = (name[:k] + name[k + 1] + name[k] + name[k + 2 :] for k in pairs)
    return "" if name in FUNCTIONS else next(filter(SPELLINGS.__contains__, spelled), "")


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """The one or two known names that may be meant, if any."""
    from difflib import get_close_matches  # only a mistake pays for it

    lowered = {spelling.lower(): spelling for spelling in sorted(known)}
    close = get_close_matches(name.lower(), lowered, n=2, cutoff=cutoff)
    return [lowered[match] for match in close if _is_slip(name.lower(), match)]


def did_you_mean(name: str, known: set[str] | frozenset[str]) -> str:
    """A hint with the known names nearest to `name`, or nothing."""
    close = nearest(name, known)
    return f"did you mean {' or '.join(close)}?" if close else ""
