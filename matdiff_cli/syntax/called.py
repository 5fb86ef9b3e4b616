"""Questions as calls: `D[…, x]`, `diff(…, x, 2)`, `(…).diff(x)`, `jax.grad(lambda x: …)(x)`, `@(x) …`."""

from __future__ import annotations

import re

from matdiff_cli.errors import Span
from matdiff_cli.syntax.asked import DERIVATIVES, NAME, Asked, blank, closing, order, targets
from matdiff_cli.syntax.rare import Rare
from matdiff_cli.syntax.tree import Name, TargetTree

_MODULES = "jax|torch|autograd|func|functional|sympy|sp|ForwardDiff|Zygote"
_CALLED = re.compile(
    rf"\s*(?:(?:{_MODULES})\.){{0,3}}(?P<kind>D|diff|grad|hess|jac(?:fwd|rev)?|{DERIVATIVES})\s*(?P<open>[(\[])",
    re.IGNORECASE,
)
LAST = Rare(rf"(?<!\\),\s*(?:\{{\s*)?(?P<bare>{NAME})(?P<twice>\s*,\s*(?:2|(?P=bare))\s*)?(?:\s*\}})?\s*$", ",")
_STACK = Rare(rf",\s*[(\[]\s*(?P<names>{NAME}(?:(?:\s*[,;]\s*|\s+){NAME})+)\s*[)\]]\s*$", ",")
"""The variables of hessian(x^2*y, [x, y]) and hessian(x**2*y, (x, y))."""
_METHOD = Rare(rf"\.diff\(\s*(?P<bare>{NAME})(?P<twice>\s*,\s*(?:2|(?P=bare))\s*)?\)\s*$", ".diff(")
ARGUMENTS = rf"\s*{NAME}(?:\s*,\s*{NAME})*\s*"
_ANONYMOUS = Rare(
    rf"\s*(?:{NAME}\s*(?:=|<-)\s*)?"
    rf"(?:@\s*\((?P<matlab>{ARGUMENTS})\)|lambda\s(?P<python>{ARGUMENTS}):"
    rf"|(?:function\s*|\\)\((?P<r>{ARGUMENTS})\)"
    rf"|(?P<o>\()?(?P<julia>{ARGUMENTS})(?(o)\))\s*(?:->|[→↦]))",
    *("@", "lambda", "function", "\\(", "->", "→", "↦"),
)


def called(body: str, names: frozenset[str]) -> Asked | None:
    """`D[…, x]`, `diff(…, x, 2)`, `hessian(…)`, `jax.grad(lambda x: …)(x)`."""
    found = _CALLED.match(body)
    if found is None or found["kind"] in names:
        return None
    closed = closing(body, found.start("open"))
    if closed is None or not re.fullmatch(rf"\s*(?:\(\s*{NAME}\s*\))?\s*", body[closed + 1 :]):
        return None
    last = LAST.search(body, 0, closed)
    if stack := _STACK.search(body, 0, closed):
        place = Span(stack.start("names"), stack.end("names"))
        every = re.compile(NAME).finditer(body, *stack.span("names"))
        stacked = TargetTree(tuple(Name(each[0], Span(*each.span())) for each in every), True, place)
        left = blank(blank(body, 0, found.end()), stack.start(), len(body))
        return Asked(left, (stacked,), order(found, "kind"))
    left = blank(blank(body, 0, found.end()), last.start() if last else closed, len(body))
    inner = anonymous(left, names)
    if inner is None and last is None and (found["kind"].lower() in ("d", "diff") or body[closed + 1 :].strip()):
        return None
    asked = inner or Asked(left)
    by = targets(last) if last else asked.targets
    return Asked(asked.text, by, max(order(found, "kind"), order(last, "twice") if last else 1))


def anonymous(body: str, names: frozenset[str]) -> Asked | None:
    """`@(x) …`, `lambda x: …`, `f <- function(x) …`, `x -> …`, where an argument occurs in what follows."""
    found = _ANONYMOUS.match(body)
    by = targets(found, "matlab", "python", "r", "julia") if found else ()
    if found is None or not any(each.names[0].text in body[found.end() :] for each in by):
        return None
    left = blank(body, 0, found.end())
    if left.lstrip().startswith("{") and closing(left, left.index("{")) == len(left.rstrip()) - 1:  # of R
        left = left.replace("{", " ", 1)
        left = blank(left, len(left.rstrip()) - 1, len(left))
    return Asked(left, by)


def method(body: str, names: frozenset[str]) -> Asked | None:
    """`(…).diff(x)`, `log(…).diff(x)`: of all that stands before it."""
    found = _METHOD.search(body)
    opened = re.match(rf"\s*(?:{NAME})?(?=\()", body) if found else None
    if found is None or opened is None or closing(body, opened.end()) != found.start() - 1:
        return None
    return Asked(blank(body, found.start(), len(body)), targets(found), order(found, "twice"))
