"""Declarations in words: `A is symmetric`, `S positive definite`, `A = A'`."""

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
_BOUND = re.compile(r"[(\[{)\]},;]")
_SAID = re.compile(
    r"(?P<names>[^\W\d]\w*(?:\s*(?:and|&)\s*[^\W\d]\w*)*)\s+(?:(?:is|are)\s+)?(?:an?\s+)?(?P<type>[a-z][a-z -]*?)"
    r"(?P<sizes>\s*\([^()]*\))?\s*"
)
_OWN_TRANSPOSE = re.compile(r"(?P<name>[^\W\d]\w*)\s*=\s*(?P=name)\s*(?:['’ᵀ⊤]|\.T|\^T|\^⊤)\s*|"
                            r"(?P<turned>[^\W\d]\w*)\s*(?:['’ᵀ⊤]|\.T|\^T|\^⊤)\s*=\s*(?P=turned)\s*")  # fmt: skip
_TYPES = {
    **{word: word for word in TYPE_WORDS if word != "positive"},
    "positive definite": "spd", "symmetric positive definite": "spd", "pd": "spd",
    "positive semidefinite": "psd", "positive semi-definite": "psd", "symmetric positive semidefinite": "psd",
    "skew-symmetric": "skew", "skew symmetric": "skew", "antisymmetric": "skew", "lower triangular": "lower",
    "upper triangular": "upper", "column vector": "vector", "row vector": "row", "number": "scalar",
}  # fmt: skip


def rewrite_declarations(draft: Draft, *, whole: bool = True) -> Draft:
    """`A is symmetric`, `A = A'` among declarations; all of the text is declarations, or what stands behind where."""
    text = draft.text
    found = None if whole else _WHERE.search(text)
    if not whole and found is None:
        return draft
    start = found.end() if found else 0
    stop = _WRT.search(text[start:])
    end = start + stop.start() if stop else len(text)
    edits = [edit for first, last in _items(text, start, end) for edit in _said(text, first, last)]
    return draft.edited(edits) if edits else draft


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth, first = 0, start
    for bound in _BOUND.finditer(text, start, end):
        depth += (bound[0] in "([{") - (bound[0] in ")]}")
        if depth == 0 and bound[0] in ",;":
            yield first, bound.start()
            first = bound.end()
    yield first, end


def _said(text: str, start: int, end: int) -> Iterator[Edit]:
    """A declaration in words."""
    while start < end and text[start].isspace():
        start += 1
    item = text[start:end]
    if ":" in item:  # declared in the language
        return
    own = _OWN_TRANSPOSE.fullmatch(item)
    if own is not None:
        name = own["name"] or own["turned"]
        yield Edit(start + len(name), end, ": symmetric")
        return
    found = _SAID.fullmatch(item)
    kind = _TYPES.get(" ".join(found["type"].split())) if found else None
    if found is not None and kind is not None:
        names = re.split(r"\s*(?:\band\b|&)\s*", found["names"])
        yield Edit(start, end, f"{', '.join(names)}: {kind}{found['sizes'] or ''}")
