"""Derivatives asked for as quotients: d/dX f, ∂²f/∂x∂xᵀ, d(f)/dX."""

from __future__ import annotations

import re
from functools import cache

from matdiff_cli.languages import phrase
from matdiff_cli.syntax.asked import NAME, SIGNED, Asked, blank, closing, order, targets
from matdiff_cli.syntax.rare import Rare
from matdiff_cli.syntax.tidied import FIND

_D = "[d∂\N{MATHEMATICAL ITALIC PARTIAL DIFFERENTIAL}]"

_T = r"(?:\^T|\^\{T\}|[ᵀ⊤'])"
# the x of dx, dx², dx dxᵀ, dxdxᵀ, dx'
_BY_NAME = (
    rf"(?P<bare>(?=(?P<once>{NAME}?)d(?P=once)(?:{_T}|(?!\w)))(?P=once)|{NAME})"
    rf"(?:\^?[2²]|(?P<twice>\s*{_D}\s*(?P=bare))\s*{_T}?|(?P<turned>\s*{_T}))?"
)

# d/dX f, d²/dx² f, ∂/∂X f, find d/dx of f
_OPERATOR = Rare(
    rf"\s*{FIND}(?:(?P<group>\()\s*)?(?P<sign>{_D})(?P<above>\^?[2²])?\s*/\s*\(?\s*{_D}\s*{_BY_NAME}\s*\)?"
    r"(?(group)(?<=\)))(?:\s+of(?=[\s(])|:(?=\s))?(?=[\s(\[{|‖∥<⟨])",
    "/",
)
_OPEN = re.compile(rf"\s*{_D}(?P<above>\^?[2²])?\s*(?=[(\[])")
_BARE_OPEN = Rare(
    rf"\s*{_D}(?P<above>\^?[2²])?\s+(?=[^\s*/^+'=.)-]|{SIGNED})|\s*∂(?=[^\s/(])|\s*d(?=[|‖∥]|(?:log|ln|tr|trace|det|logdet)[(|\s])"
)

# what few questions need is not compiled for all others


@cache
def _over() -> re.Pattern[str]:
    """d(f)/dX: what stands behind the closing parenthesis"""
    return re.compile(rf"\s*/\s*\(?\s*{_D}\s*{_BY_NAME}\s*\)?\s*")


@cache
def _bare_over() -> re.Pattern[str]:
    return re.compile(rf"\s*/\s*{_D}\s*{_BY_NAME}\s*$")


def operator(body: str, names: frozenset[str]) -> Asked | None:
    """`d/dX …`, unless d is a symbol."""
    found = _OPERATOR.match(body)
    if found is None or (found["sign"] == "d" and not names.isdisjoint({"d", f"d{found['bare']}"})):
        return None
    left = blank(body, 0, found.end())
    return Asked(left, targets(found), order(found, "above", "twice"), (*of_all(found[0], left), *_by_transpose(found)))


def _by_transpose(found: re.Match[str]) -> tuple[str, ...]:
    """What to say of d/dx'."""
    words = f"the derivative by the transpose of {found['bare']} has the layout of --layout numerator"
    return (words,) if found["turned"] else ()


def quotient(body: str, names: frozenset[str]) -> Asked | None:
    """`d(…)/dX`."""
    found = _OPEN.match(body)
    if found is None or (body.lstrip()[0] == "d" and "d" in names):
        return None
    closed = closing(body, found.end())
    over = _over().fullmatch(body, closed + 1) if closed else None
    if over is None or closed is None:
        return None
    left = blank(blank(body, 0, found.end()), closed + 1, len(body))
    return Asked(left, targets(over), max(order(found, "above"), order(over, "twice")), _by_transpose(over))


def bare_quotient(body: str, names: frozenset[str]) -> Asked | None:
    """`∂ …/∂X`, `d …/dX`."""
    found = _BARE_OPEN.match(body) if "/" in body else None
    over = _bare_over().search(body) if found else None
    if found is None or over is None or over.start() <= found.end():
        return None
    if body.lstrip()[0] == "d" and not names.isdisjoint({"d", f"d{over['bare']}"}):
        return None
    if over["bare"] not in body[found.end() : over.start()]:
        return None
    left = blank(blank(body, 0, found.end()), over.start(), len(body))
    return Asked(left, targets(over), max(order(found, "above"), order(over, "twice")), _by_transpose(over))


def of_all(operator: str, left: str) -> tuple[str, ...]:
    """What to say of a sign of a derivative in front of a sum."""
    return (phrase("{operator} is taken of all that follows", operator=operator.strip()),) if _is_sum(left) else ()


def outside(text: str) -> str:
    """The text with what stands in brackets blanked out."""
    depth, written = 0, []
    for character in text:
        depth -= character in ")]}"
        written.append(" " if depth > 0 or character in ")]}" else character)
        depth += character in "([{"
    return "".join(written)


def _is_sum(text: str) -> bool:
    """Is there a sum outside of brackets and bars?"""
    between = re.sub(r"‖[^‖]*‖|\|[^|]*\|", "", outside(text.replace("||", "‖")))
    return re.search(r"[^\s^*/+−-]\s*[+−-]", between) is not None
