"""Declarations in words: `A is symmetric`, `S positive definite`, `A: n x n matrix`, `A = A'`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matdiff_cli.syntax.draft import Draft, Edit

TYPE_WORDS = (
    "scalar", "integer", "vector", "row", "matrix", "simplex", "symmetric", "spd", "psd", "skew", "diagonal",
    "orthogonal", "lower", "upper", "positive",
)  # fmt: skip
"""The words that types are made of."""

_WHERE, _WRT = (re.compile(rf"(?<![\w.]){word}(?!\w)") for word in ("where", "wrt"))
_BOUND = re.compile(r"[(\[{)\]},;]|(?<!\w)and(?=\s+[^\W\d]\w*\s*(?::|∈|(?:is|are|in)\s))")
_SAID = re.compile(
    r"(?P<names>[^\W\d]\w*(?:\s*(?:and|&)\s*[^\W\d]\w*)*)(?P<joint>\s*:\s*|\s+(?!in\b)(?:(?:is|are)\s+)?)(?:an?\s+)?"
    r"(?:real\s+(?=[a-zA-Z]))?(?P<type>[a-z][a-z -]*?|S?PD|PSD)(?P<sizes>\s*\([^()]*\))?\s*"
)
_SIDE = r"(?:[a-z]|\d+)"
_SIZED = re.compile(
    rf"(?P<names>[^\W\d]\w*(?:\s*(?:and|&)\s*[^\W\d]\w*)*)(?:\s*:\s*|\s+(?:is|are)\s+|\s+(?=\S+\s*$))(?:an?\s+)?"
    rf"(?P<before>[a-z][a-z -]*\s)??\(?(?P<rows>{_SIDE})(?:\s*(?:x|×|by\b|,)\s*|-by-)(?P<columns>{_SIDE})\)?"
    r"(?:\s+(?P<type>[a-z][a-z -]*))?\s*"
)
_GLUED_SIZES = re.compile(rf"(?<![^\W_])({_SIDE})(?P<x>\s*x\s*)({_SIDE})(?![^\W_])")
_POWER_OF_R = re.compile(r"[Rℝ]\s*\^\s*[({]?\s*$")
_TYPED = re.compile(r"\s*[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*\s*(?::|∈|in\b)")
_OWN_TRANSPOSE = re.compile(r"(?P<name>[^\W\d]\w*)\s*=\s*(?P=name)\s*(?:['’ᵀ⊤]|\.T|\^T|\^⊤)\s*|"
                            r"(?P<turned>[^\W\d]\w*)\s*(?:['’ᵀ⊤]|\.T|\^T|\^⊤)\s*=\s*(?P=turned)\s*")  # fmt: skip
_DEFINES = re.compile(r"[^\W\d]\w*\s*:(?==)")
_PLAIN = re.compile(rf"(?:x|[^\W\dx][^\Wx]*)(?:\s*:\s*(?:positive )?(?:{'|'.join(TYPE_WORDS)})(?:\([^()x×]*\))?)?\s*")
"""A name, with its type in the language's own words; no x stands between two letters."""
_TYPES = {
    **{word: word for word in TYPE_WORDS if word != "positive"},
    "positive definite": "spd", "symmetric positive definite": "spd", "pd": "spd",
    "positive semidefinite": "psd", "positive semi-definite": "psd", "symmetric positive semidefinite": "psd",
    "skew-symmetric": "skew", "skew symmetric": "skew", "antisymmetric": "skew", "lower triangular": "lower",
    "upper triangular": "upper", "column vector": "vector", "row vector": "row", "number": "scalar", "pos def": "spd",
    "positive-definite": "spd", "square": "square matrix", "sym": "symmetric", "PSD": "psd", "SPD": "spd", "PD": "spd",
}  # fmt: skip


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
    own = _OWN_TRANSPOSE.fullmatch(item)
    if own is not None:
        name = own["name"] or own["turned"]
        yield Edit(start + len(name), end, ": symmetric")
        return
    sized = _SIZED.fullmatch(item)
    kind = _kind(f"{sized['before'] or ''} {sized['type'] or ''}") if sized else None
    if sized is not None and kind is not None:
        size = sized["rows"] if sized["rows"] == sized["columns"] else f"{sized['rows']}, {sized['columns']}"
        yield Edit(start, end, f"{_names(sized)}: {kind}({size})")
        return
    found = _SAID.fullmatch(item)
    kind = _TYPES.get(" ".join(found["type"].split()).removesuffix(" matrix")) if found else None
    if found is not None and kind is not None and not (":" in found["joint"] and kind == found["type"]):
        yield Edit(start, end, f"{_names(found)}: {kind}{found['sizes'] or ''}")
    elif found is not None and ":" not in found["joint"]:  # no type, as will be said
        yield Edit(start + found.end("names"), start + found.start("type"), ": ")
    elif typed := _TYPED.match(item):
        for sizes in _GLUED_SIZES.finditer(item, typed.end()):
            between = " x " if _POWER_OF_R.search(item, 0, sizes.start()) else ", "
            yield Edit(start + sizes.start("x"), start + sizes.end("x"), between)


def _names(found: re.Match[str]) -> str:
    return ", ".join(re.split(r"\s*(?:\band\b|&)\s*", found["names"]))


def _kind(words: str) -> str | None:
    """The type of a matrix with two sizes."""
    said = " ".join(words.split()).removesuffix("matrix").strip()
    return _TYPES.get(said) if said else "matrix"
