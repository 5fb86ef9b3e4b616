"""Declarations in words: `A is symmetric`, `S positive definite`, `A: n x n matrix`, `A = A'`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from matdiff_cli.syntax.draft import Draft, Edit
from matdiff_cli.syntax.rare import Rare
from matdiff_cli.syntax.superscripts import SIZES

TYPE_WORDS = (
    "scalar", "integer", "vector", "row", "matrix", "simplex", "symmetric", "spd", "psd", "skew", "diagonal",
    "orthogonal", "lower", "upper", "positive",
)  # fmt: skip
"""The words that types are made of."""

_WHERE, _WRT = (re.compile(rf"(?<![\w.]){word}(?!\w)") for word in ("where", "wrt"))
_BOUND = re.compile(r"[(\[{)\]},;]|(?<!\w)and(?=\s+[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*\s*(?::|∈|(?:is|are|in)\s))")
_SAID = Rare(
    r"(?P<names>[^\W\d]\w*(?:\s*(?:and|&)\s*[^\W\d]\w*)*)(?P<joint>\s*:\s*|\s+(?!in\b)(?:(?:is|are)\s+)?)(?:an?\s+)?"
    r"(?P<plain>(?:real|constant|fixed|known|given)\s+(?=[a-zA-Z]))?"
    r"(?P<type>[a-z][a-z -]*?|S?PD|PSD|(?:s\.)?p\.(?:s\.)?d\.?)(?P<sizes>\s*\([^()]*\))?\s*"
)
_SIDE = r"(?:[a-z]|\d+)"
_SIZED = Rare(
    rf"(?P<names>[^\W\d]\w*(?:\s*(?:and|&)\s*[^\W\d]\w*)*)(?:\s*:\s*|\s+(?:is|are)\s+|\s+(?=\S+\s*$|\([^()]*\)\s*$))(?:an?\s+)?"
    rf"(?P<before>[a-z][a-z -]*\s)??\(?(?P<rows>{_SIDE})(?:\s*(?:x|×|by\b|,)\s*|-by-)(?P<columns>{_SIDE})\)?"
    r"(?:\s+(?P<type>[a-z][a-z -]*))?\s*"
)
_GLUED_SIZES = Rare(rf"(?<![^\W_])({_SIDE})(?P<x>\s*x\s*)({_SIDE})(?![^\W_])")
_COMMA = re.compile(r"[,;](?=\s+where(?!\w))")
_IN_BRACKETS = Rare(r"\((?=\s*where\s)(?P<clause>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$", "(")
_ARGUMENTS = Rare(
    r"(?:(?<=where)|(?<=[,;])|(?<=\sand))[ \t]*[^\W\d]\w*"
    r"(?P<of>\([ \t]*[^\W\d]\w*(?:[ \t]*,[ \t]*[^\W\d]\w*)*[ \t]*\))(?=[ \t]*:?=(?!=))",
    "=",
)
_POWER_OF_R = Rare(r"[Rℝ]\s*\^\s*[({]?\s*$")
_TYPED = re.compile(r"\s*[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*\s*(?::|∈|in\b)")
_TURNED = r"\s*(?:['’ᵀ⊤]|\.T|\^T|\^⊤)\s*"
_OWN_TRANSPOSE = Rare(
    rf"(?P<name>[^\W\d]\w*)\s*=\s*(?P<sign>[-−–]?)\s*(?P=name){_TURNED}|"
    rf"(?P<turned>[^\W\d]\w*){_TURNED}=\s*(?P<minus>[-−–]?)\s*(?P=turned)\s*",
    "=",
)
_DEFINES = Rare(r"[^\W\d]\w*\s*:(?==)", ":=")
_TYPE_BEHIND_EQUALS = Rare(
    rf"[^\W\d]\w*\s*(?P<sign>=)\s*(?:positive\s+)?(?:{'|'.join(TYPE_WORDS)})\s*(?:\((?!\s*1\s*\))[^()]*\))?\s*",
    "=",
)
"""X = matrix(m, n); matrix(1) and vector(1) are values."""
_PLAIN = re.compile(rf"(?:x|[^\W\dx][^\Wx]*)(?:\s*:\s*(?:positive )?(?:{'|'.join(TYPE_WORDS)})(?:\([^()x×]*\))?)?\s*")
"""A name, with its type in the language's own words; no x stands between two letters."""
_TYPES = {
    **{word: word for word in TYPE_WORDS if word != "positive"},
    "positive definite": "spd", "symmetric positive definite": "spd", "pd": "spd",
    "positive semidefinite": "psd", "positive semi definite": "psd", "symmetric positive semidefinite": "psd",
    "symmetric positive semi definite": "psd", "skew symmetric": "skew", "antisymmetric": "skew",
    "lower triangular": "lower",
    "upper triangular": "upper", "column vector": "vector", "row vector": "row", "number": "scalar", "pos def": "spd",
    "square": "square matrix", "invertible": "square matrix", "nonsingular": "square matrix",
    "non singular": "square matrix", "sym": "symmetric", "PSD": "psd", "SPD": "spd", "PD": "spd",
    "vectors": "vector", "column vectors": "vector", "row vectors": "row", "scalars": "scalar", "numbers": "scalar",
    "matrices": "matrix", "integers": "integer",
}  # fmt: skip
_OF_SETS = {"Sym": "symmetric", "SPD": "spd", "PSD": "psd", "O": "orthogonal", "": "symmetric", "+": "psd", "++": "spd"}
"""What a set of matrices is called, or the sign at its S, and the type of its members."""


# what few declarations need is not compiled for all others


@cache
def _in_set() -> re.Pattern[str]:
    """X ∈ S^n, X ∈ S_{++}^n, X in SPD(n), X ∈ R^{n×n} symmetric, X: R^(m x n)"""
    sign = r"(?:\s*_?\s*[({{]?\s*(?P<{}>[+₊](?:\s*[+₊])?)\s*[)}}]?)?"
    return re.compile(
        r"(?P<name>[^\W\d]\w*)(?P<joint>\s*(?:∈|:|(?:(?:is|are)\s+)?in(?=\s)|(?:is|are)(?=\s))\s*)(?:"
        rf"[S𝕊]{sign.format('low')}\s*(?:\^\s*[({{]?\s*(?P<n>[^\W_]+)\s*[)}}]?|ⁿ){sign.format('high')}"
        r"|(?P<called>Sym|SPD|PSD|O)\s*\(\s*(?P<of>\w+)\s*\)"
        rf"|(?P<real>[Rℝ](?:(?:\s*\^\s*[({{]?\s*(?P<rows>{_SIDE})\s*[x×]\s*(?P<columns>{_SIDE})\s*[)}}]?"
        r"|(?P<high_rows>[ⁿᵐᵖᵏ])ˣ(?P<high_columns>[ⁿᵐᵖᵏ]))"
        r"(?:\s+(?:is\s+)?(?P<type>[a-z][a-z -]*))?|[\s^ⁿᵐᵖᵏ].*)?))"
    )


KIND_WORDS = "|".join(
    ("pos", "square", "column", "real", r"[sp]\.[spd.]*", "S?PD", "invertible", "non-?singular", *TYPE_WORDS)
)
"""What a type begins with, as people say it."""


@cache
def _listed() -> re.Pattern[str]:
    """x'*A*x, x ∈ R^n, A is symmetric: the comma. One name is said to be something, several are in a set."""
    name = r"[^\W\d]\w*"
    kinds = rf"(?:an?\s+|the\s+)?(?:{KIND_WORDS})(?!\w)"
    return re.compile(
        rf"[,;](?=\s*(?:(?:{name}\s*(?:,|and)\s*){{0,9}}{name}\s*(?:∈\s*|in\s+)[RSℝ](?:[\s^_,;⁰-₉₊ⁿᵐᵖᵏ]|$)|(?P<one>{name}\s+"
        rf"(?:is\s+)?{kinds}|(?P<name>{name})\s*=\s*[-−–]?\s*(?P=name){_TURNED}(?:[,;]|where(?!\w)|wrt(?!\w)|$))|(?:{name}\s*(?:,|and)\s*){{0,9}}{name}(?:\s*:\s*|\s+are\s+){kinds}))"
    )


_NAME_SAID, _ENDS_THERE = r"[^\W\d]\w*", r"(?=[\s.?]*$|\s*(?:wrt|where)(?!\w))"
_ASSUMING = r"(?:if|when|with|for|given|assuming|provided)\s+(?:that\s+)?"
_ASSUMED_SAID = (
    rf"{_NAME_SAID}(?:\s*(?:,|and)\s*{_NAME_SAID}){{0,9}}\s*"
    rf"(?:=|(?::|is\s|are\s)?\s*(?:an?\s+)?(?:{KIND_WORDS})(?!\w))[^()=]*?"
)
_ASSUMED = Rare(
    rf"\s\((?:{_ASSUMING})?(?P<bracketed>{_ASSUMED_SAID})\){_ENDS_THERE}"
    rf"|\s{_ASSUMING}(?:(?:an?\s+|all\s+)?(?P<kind>(?:{KIND_WORDS})"
    rf"(?:[\s-]+(?:positive|(?:semi)?-?definite|triangular|matri\w+))*)\s+(?P<of>{_NAME_SAID})"
    rf"|(?P<said>{_ASSUMED_SAID})){_ENDS_THERE}",
    *(" if ", " when ", " with ", " for ", " given ", " assuming ", " provided ", "pd)", "d.)", "skew)"),
    *("ric)", "ite)", "nal)", "lar)", "tor)", "rix)", "ces)", "ors)", "ars)"),
)
"""x'*A*x if A is symmetric, … for symmetric A, … (A symmetric)"""


def with_assumptions(text: str) -> str:
    """The text, as long as it was, with a comma in front of what it assumes: `x'*A*x if A is symmetric`."""
    found = _ASSUMED.search(text)
    if found is None or _WHERE.search(text):
        return text
    said = found["bracketed"] or found["said"] or f"{found['of']} {found['kind']}"
    written = (f"{text[: found.start()]}{sign} {said}".ljust(found.end()) + text[found.end() :] for sign in ",;")
    return next((each for each in written if listing(each) == found.start()), text)


def with_bare_where(text: str) -> str:
    """The text, as long as it was, without a comma in front of where, brackets round all that stands behind it, and
    the arguments of a function that is defined there: `, where f(x) = x'*x`, `(where A: symmetric)`.
    """
    text = _IN_BRACKETS.sub(lambda found: f" {found['clause']}".ljust(len(found[0])), _COMMA.sub(" ", text))
    where = _WHERE.search(text)
    for found in reversed([*_ARGUMENTS.finditer(text, where.end())]) if where else ():
        text = text[: found.start("of")] + " " * len(found["of"]) + text[found.end("of") :]
    return text


_SAID_AGAIN = re.compile(r"\s+(?P<name>[^\W\d]\w*)\s*,\s*(?P=name)\s*(?:∈|in\s)")
"""wrt X, X ∈ R^n: nobody names a target twice."""


def listing(text: str) -> int | None:
    """Where the comma stands behind which there are declarations; None where there is none, or a where before it."""
    stop = _WHERE.search(text)
    by = _WRT.search(text)
    for found in _listed().finditer(text, 0, stop.start() if stop else len(text)):
        behind = by is not None and by.start() < found.start() and found[0] == ","  # wrt x, y ∈ R^n: both of them?
        behind = behind and not _SAID_AGAIN.match(text, by.end() if by else 0)
        if not (behind and not found["one"]) and closed_before(text, found.start()):
            return found.start()
    return None


def listed_behind_where(draft: Draft) -> Draft:
    """The draft with `where` for the comma behind which there are declarations."""
    text = draft.text
    comma = listing(text) if "," in text or ";" in text else None
    if comma is None:
        return draft
    again = _WHERE.search(text, comma)
    edits = [Edit(comma, comma + 1, " where ")]
    return draft.edited(edits + ([Edit(again.start(), again.end(), ", ")] if again else []))


def closed_before(text: str, end: int) -> bool:
    """Is every bracket that opens before `end` closed there?"""
    return sum((character in "([{") - (character in ")]}") for character in text[:end]) == 0


_SPOKEN = r"\s*(?:(?:let|assume|suppose|where|with|if|given)\s+(?:that\s+)?)?(?P<said>[^\W\d].*?)[\s.;]*"
_ALL_TYPED = (
    r"(?:\s*[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*\s*:\s*(?:(?:positive|square)\s+)?"
    rf"(?:{'|'.join(TYPE_WORDS)})(?:\s*\([^()]*\))?\s*[,;]?)+"
)


def in_words(text: str) -> str:
    """What a line declares that is nothing but declarations in words, as the language writes it: of `A is symmetric`
    and `let A be symmetric`, `A: symmetric`; nothing for any other line.
    """
    found = re.fullmatch(_SPOKEN, text, re.DOTALL)
    said = re.sub(r"(?<=\s)be(?=\s)", "is", found["said"]) if found else ""
    written = rewrite_declarations(Draft.of(said)).text
    return written if written != said and re.fullmatch(_ALL_TYPED, written) else ""


def rewrite_declarations(draft: Draft, *, whole: bool = True) -> Draft:
    """`A is symmetric`, `A = A'` among declarations; all of the text is declarations, or what stands behind where."""
    text = draft.text
    found = None if whole or "where" not in text else _WHERE.search(text)
    if not whole and found is None:
        return draft
    start = found.end() if found else 0
    stop = _WRT.search(text[start:])
    end = start + stop.start() if stop else len(text)
    items = list(_items(text, start, end))
    edits = [edit for first, last in items for edit in _said(text, first, last)]
    edits += [Edit(last, last + 3, ", ") for _, last in items if text.startswith("and", last) and last < end]
    return draft.edited(edits) if edits else draft


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth, first = 0, start
    for bound in _BOUND.finditer(text, start, end):
        depth += (bound[0] in "([{") - (bound[0] in ")]}")
        if depth == 0 and bound[0] in (",", ";", "and"):
            yield first, bound.start()
            first = bound.end()
    yield first, end


def _said(text: str, start: int, end: int) -> Iterator[Edit]:
    """A declaration in words."""
    start, end = end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
    item = text[start:end]
    if _PLAIN.fullmatch(item):
        return
    if defines := _DEFINES.match(item):
        yield Edit(start + defines.end() - 1, start + defines.end(), " ")
        return
    if typed := _TYPE_BEHIND_EQUALS.fullmatch(item):
        yield Edit(start + typed.start("sign"), start + typed.end("sign"), ":")
        return
    own = _OWN_TRANSPOSE.fullmatch(item)
    if own is not None:
        name = own["name"] or own["turned"]
        yield Edit(start + len(name), end, ": skew" if own["sign"] or own["minus"] else ": symmetric")
        return
    member = _in_set().fullmatch(item)
    if member is not None and (of_set := _member(member)):
        yield Edit(start + member.end("name"), end, of_set)
        return
    if member is not None and member["real"] and not member["type"] and member["joint"].strip() not in ("in", "∈"):
        yield Edit(start + member.start("joint"), start + member.end("joint"), " ∈ ")
    sized = _SIZED.fullmatch(item)
    kind = _kind(f"{sized['before'] or ''} {sized['type'] or ''}") if sized else None
    if sized is not None and kind is not None:
        size = sized["rows"] if sized["rows"] == sized["columns"] else f"{sized['rows']}, {sized['columns']}"
        yield Edit(start, end, f"{_names(sized)}: {kind}({size})")
        return
    found = _SAID.fullmatch(item)
    kind = _type(found["type"]) if found else None
    if found is not None and kind and not (":" in found["joint"] and kind == found["type"] and not found["plain"]):
        yield Edit(start, end, f"{_names(found)}: {kind}{found['sizes'] or ''}")
    elif found is not None and ":" not in found["joint"]:  # no type, as will be said
        yield Edit(start + found.end("names"), start + found.start("type"), ": ")
    elif typed := _TYPED.match(item):
        for sizes in _GLUED_SIZES.finditer(item, typed.end()):
            between = " x " if _POWER_OF_R.search(item, 0, sizes.start()) else ", "
            yield Edit(start + sizes.start("x"), start + sizes.end("x"), between)


def _names(found: re.Match[str]) -> str:
    return ", ".join(re.split(r"\s*(?:\band\b|&)\s*", found["names"]))


def _member(found: re.Match[str]) -> str:
    """The type of a member of a set of matrices, `: spd(n)`; nothing for a small letter in S^n, which is a sphere."""
    if found["real"]:
        rows, columns = (found[side] or SIZES.get(found[f"high_{side}"], "") for side in ("rows", "columns"))
        kind = _type(found["type"]) if found["type"] and rows == columns else None
        return f": {kind}({rows})" if kind else ""
    sign = (found["low"] or found["high"] or "").replace("₊", "+").replace(" ", "")
    matrices = ":" not in found["joint"] and found["name"][0].isupper()
    return f": {_OF_SETS[found['called'] or sign]}({found['of'] or found['n'] or 'n'})" if matrices else ""


def _type(words: str) -> str | None:
    """The type that words spell: that of `real symmetric matrix`, `p.s.d.`, `lower-triangular`."""
    plain = " ".join(words.replace(".", "").replace("-", " ").split())
    return _TYPES.get(plain) or _TYPES.get(plain.removesuffix("matrix").removesuffix("matrices").strip())


def _kind(words: str) -> str | None:
    """The type of a matrix with two sizes."""
    said = " ".join(words.split()).removesuffix("matrix").strip()
    return _type(said) if said else "matrix"
