"""What pure functions of nodes gave, remembered while one problem is worked on and forgotten before the next.

Rules meet the same sub-expressions over and over. Nodes are interned, so looking a call up costs next to nothing.

The constructors of the algebra ask `law` before they use an identity that a reader should see, such as Q'Q = I. It is
always granted when only the answer is wanted. A derivation computes an expression again with laws held back, and so
learns which of them made it what it is (`held_back`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar, cast

Pure = TypeVar("Pure", bound=Callable[..., Any])
Value = TypeVar("Value")

_memories: list[Callable[[], None]] = []


class _Watch:
    """The algebra with all laws held back but the granted ones: what its functions give then, and which laws they miss.

    `missed` has the laws of each call that is under way, the innermost last.
    """

    def __init__(self, granted: frozenset[str]) -> None:
        self.granted = granted
        self.missed: list[dict[str, None]] = []
        self._known: dict[tuple[Callable[..., Any], tuple[Any, ...]], tuple[Any, dict[str, None]]] = {}

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What the function gives; the laws that it missed count for the call that it is part of, too."""
        known = self._known.get((function, arguments))
        if known is None:
            self.missed.append({})
            try:
                value = function(*arguments)
            finally:
                missed = self.missed.pop()
            known = self._known[function, arguments] = value, missed
        if self.missed:
            self.missed[-1].update(known[1])
        return known[0]


_watch: _Watch | None = None
_watches: dict[frozenset[str], _Watch] = {}
_used: set[str] = set()


def remember(function: Pure) -> Pure:
    """A pure function that works everything out once a problem. What it gives must not be changed."""
    known = cache(function)
    _memories.append(known.cache_clear)

    @wraps(function)
    def recall(*arguments: Any) -> Any:
        return known(*arguments) if _watch is None else _watch.call(function, *arguments)

    return cast(Pure, recall)


def at_the_end(clear: Callable[[], None]) -> Callable[[], None]:
    """Something more to clear when a problem is forgotten."""
    _memories.append(clear)
    return clear


def forget() -> None:
    """Begin a new problem: nothing of the last one is kept."""
    _watches.clear()
    _used.clear()
    for clear in reversed(_memories):  # what other memories rest on was there first
        clear()


def law(rules: str) -> bool:
    """Whether a constructor may use the rules of the table that it is about to use; several are parted by blanks."""
    if _watch is None:
        _used.add(rules)
        return True
    if rules in _watch.granted:
        return True
    _watch.missed[-1][rules] = None
    return False


def used_other_than(laws: frozenset[str]) -> bool:
    """Whether any other law was used since the problem began."""
    return not _used <= laws


def held_back(compute: Callable[[], Value], granted: frozenset[str]) -> tuple[Value, tuple[str, ...]]:
    """What is computed with these laws alone, and which others were missed on the way, in the order of their use.

    A law may be missed without being needed, where a form was tried and not taken.
    """
    global _watch
    before, _watch = _watch, _watches.setdefault(granted, _Watch(granted))
    _watch.missed.append({})
    try:
        value = compute()
        return value, tuple(_watch.missed[-1])
    finally:
        _watch.missed.pop()
        _watch = before


def as_always(function: Callable[[Any], Value], argument: Any) -> Value:
    """What a function gives with every law granted: facts do not depend on what a derivation shows."""
    global _watch
    before, _watch = _watch, None
    try:
        return function(argument)
    finally:
        _watch = before
