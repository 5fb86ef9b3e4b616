"""What the lines of a text ask about: derivatives of what stands above, and the words and commas between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from matdiff_cli.claims.changes import DIFFERENTIAL
from matdiff_cli.claims.displays import in_plain_signs, with_plain_signs, with_single_signs
from matdiff_cli.syntax.asked import NAME, closing
from matdiff_cli.syntax.characters import without_comments
from matdiff_cli.syntax.question import ask
from matdiff_cli.syntax.said import with_assumptions, with_bare_where
from matdiff_cli.typing.names import FUNCTIONS

_CHANGE = re.compile(
    rf"\s*(?:(?:[dΔ∆∂]|∇²?(?:_\{{?{NAME}\}}?(?:²\s*|\s))?)\s*\(?|grad |hess |\\mathrm\{{d\}}\s*|\\Delta\s*)({NAME}).*",
    re.DOTALL,
)
_DERIVED = (
    rf"(?:(?:∇²?|grad\s|hess\s)[^=,;]*|[d∂]²?\s*{NAME}\s*/[^=,;]*|[dΔ][^\W\d_](?:_?\d+)?\s*"
    rf"|{NAME}'\s*\([^=,;]*\)\s*)=(?![=>])"
)
_NEXT = re.compile(
    rf"(?:,\s*(?:(?:so|and|hence|thus|therefore|we\s+have)\s+)?|(?:,\s*)?(?<!\w)then\s+)(?:that\s+)?(?={_DERIVED})"
)
"""What stands between a function and its derivative in one line: f = x'x, ∇f = 2x; if f = x'x then ∇f = 2x."""
_DEFINES = re.compile(rf",(?=\s*(?P<name>{NAME})\s*=(?![=>])(?!\s*[-−]?\s*(?P=name)\s*(?:['’ᵀ⊤^]|\.T)))")
"""The comma in front of a definition, y = A*x, rather than of a declaration, A = A'."""
_FIRST = re.compile(rf"^\s*(?:if|let|for|given|suppose)\s+(?={NAME}\s*(?:\([^()]*\)\s*)?:?=[^;]*;)", re.IGNORECASE)


def in_lines(text: str) -> str:
    """The text, as long as it was, with signs between its lines in place of words and commas, and no comments."""
    bare = with_bare_where(with_assumptions(with_single_signs(with_plain_signs(without_comments(text)))))
    body, where, rest = bare.partition("where")
    body, lines = _NEXT.subn(lambda found: ";".ljust(len(found[0])), body)
    if lines and "," in body:
        body = _DEFINES.sub(";", body)
    return _FIRST.sub(lambda found: " " * len(found[0]), body) + where + rest


def changing(words: str) -> str:
    """The name whose change or derivative stands here, as f in `df` and `∇f(x)`; empty for all else, as `diag(x)`."""
    found, called = _CHANGE.fullmatch(in_plain_signs(words)), re.match(NAME, words)
    return found[1] if found and not {found[1], called and called[0]} & FUNCTIONS else ""


def targets_below(name: str, sides: Iterable[str]) -> tuple[str, ...]:
    """The target that the lines below a function with a name say, of dL/dw and ∇_w L."""
    if not name:
        return ()
    signs = rf"\s*(?:[d∂]\s*{name}\s*/\s*[d∂]\s*({NAME})|∇_\{{?({NAME})\}}?\s*{name})(?:\s*\(.*)?\s*"
    found = [re.fullmatch(signs, in_plain_signs(side)) for side in sides]
    named = {each[1] or each[2] for each in found if each}
    return tuple(named) if len(named) == 1 else ()


def changed(first: str, others: Iterable[str]) -> tuple[str, ...]:
    """The targets of `d(x'*A*x) = dx'*A*x + x'*A*dx = …`, the symbols whose changes stand on the right."""
    if not DIFFERENTIAL.match(first):
        return ()
    found = {name for side in others for name in re.findall(r"d([^\W\d_](?:_?\d+)?)(?!\w)", side)}
    return tuple(sorted(name for name in found if name in first[1:]))


def asks_again(words: str, problem: str) -> bool:
    """Does `∂/∂X tr(A*X)` ask for the derivative that the problem is about?"""
    first, again = ask(problem), ask(words)
    bodies = [_bare("".join(each.text.partition("wrt")[0].split())) for each in (first, again)]
    by = [name.text for target in again.targets for name in target.names]
    named = [name.text for target in first.targets for name in target.names] or problem.rpartition(" wrt ")[2].split()
    return bool(by) and by == named and bodies[0] == bodies[1]


def _bare(text: str) -> str:
    """The text without parentheses round all of it."""
    while text[:1] == "(" and closing(text, 0) == len(text) - 1:
        text = text[1:-1]
    return text
