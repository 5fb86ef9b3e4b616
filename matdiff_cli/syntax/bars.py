"""Which bar opens and which closes: `||x| - 1|`, `log|X^-1|`, `|x||y|`, `|a'*|x|*b|`.

Every bar is read in the way that comes first in `_readings`; where the bars then do not come out even, the latest
choice is changed (depth-first search, bounded).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from matdiff_cli.errors import Mark, MatdiffError, Span

Role = Literal["abs", "/abs", "norm", "/norm"]
MAX_STEPS = 50_000


class Event(NamedTuple):
    """A bar, or a place that bars may not reach across.

    kind           bar; double (the single character ‖); open, close (a bracket); fence (`,` `;` wrt where, the end)
    after_operand  for a bar: does an operand end before it? None when the token before it is a bar, too
    pair           for a bar: is the next character a bar?
    """

    kind: Literal["bar", "double", "open", "close", "fence"]
    place: int
    after_operand: bool | None = None
    pair: bool = False


def _readings(event: Event, after_operand: bool, innermost: str) -> Iterator[tuple[Role, int]]:
    """The ways to read a bar, each with the number of bars it takes, the likeliest first."""
    pair = event.kind == "double" or event.pair
    two = 2 if event.kind == "bar" else 1
    if after_operand:
        if pair and innermost == "norm":
            yield "/norm", two
        if event.kind == "bar" and innermost == "abs":
            yield "/abs", 1
    if pair:
        yield "norm", two
    if event.kind == "bar":
        yield "abs", 1


def tell_apart(events: list[Event], source: str) -> dict[int, Role]:
    """The role of every bar by its place (the first of two characters). Raises if they never come out even."""
    # A state: the event to look at, what is open (linked, innermost first), does an operand end here, the roles.
    states: list[tuple[int, Any, bool, Any]] = [(0, None, False, None)]
    furthest, culprit = -1, 0
    for _ in range(MAX_STEPS):
        if not states:
            break
        index, opened, operand, roles = states.pop()
        if index == len(events):
            return _collect(roles)
        event = events[index]
        innermost = opened[0] if opened else ""
        if event.kind in ("bar", "double"):
            after_operand = operand if event.after_operand is None else event.after_operand
            for role, taken in reversed(list(_readings(event, after_operand, innermost))):
                closing = role.startswith("/")
                rest = opened[2] if closing else (role, event.place, opened)
                states.append((index + taken, rest, closing, (role, event.place, roles)))
        elif event.kind == "open":
            states.append((index + 1, ("(", event.place, opened), False, roles))
        elif innermost in ("abs", "norm"):
            if index > furthest:
                furthest, culprit = index, opened[1]
        else:
            rest = opened[2] if event.kind == "close" else opened
            states.append((index + 1, rest, event.kind == "close", roles))
    raise MatdiffError(
        "syntax",
        "this bar is never closed",
        Mark(Span(culprit, culprit + 1)),
        hint="|X| is a determinant or an absolute value, ||x|| a norm; write * between factors, or abs(…), norm(…)",
        source=source,
    )


def _collect(roles: Any) -> dict[int, Role]:
    found: dict[int, Role] = {}
    while roles:
        role, place, roles = roles
        found[place] = role
    return found
