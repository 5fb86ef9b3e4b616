"""Identities that a reader should see: the constructors of the algebra ask before they use one, such as Q'Q = I.

A law is always granted when only the answer is wanted. A derivation computes an expression again with laws held back,
and so learns which of them made it what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Value = TypeVar("Value")
Argument = TypeVar("Argument")


class Watch:
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
        self.missed[-1].update(known[1])
        return known[0]


watch: Watch | None = None
"""What is being computed with laws held back, if anything is."""

_watches: dict[frozenset[str], Watch] = {}

used: list[str] = []
"""The laws that were used since the problem began, and since a call began: those behind its place in the list."""


def begin() -> None:
    """Begin a new problem: no law was used yet."""
    _watches.clear()
    used.clear()


def law(rules: str) -> bool:
    """Whether a constructor may use the rules of the table that it is about to use; several are parted by blanks."""
    if watch is None:
        used.append(rules)
        return True
    if rules in watch.granted:
        return True
    watch.missed[-1][rules] = None
    return False


def used_other_than(laws: frozenset[str]) -> bool:
    """Whether any other law was used since the problem began."""
    return not laws.issuperset(used)


def used_any(laws: frozenset[str]) -> bool:
    """Whether one of the laws was used since the problem began."""
    return not laws.isdisjoint(used)


def with_laws(compute: Callable[[], Value]) -> tuple[Value, frozenset[str]]:
    """What is computed, and the laws that were used on the way."""
    begun = len(used)
    return compute(), frozenset(used[begun:])


def needs_other_than(laws: frozenset[str], compute: Callable[[], Any]) -> bool:
    """Whether any other law is used on the way to what is computed."""
    if watch is not None:
        return True
    begun = len(used)
    try:
        compute()
        return not laws.issuperset(used[begun:])
    finally:
        del used[begun:]


def held_back(compute: Callable[[], Value], granted: frozenset[str]) -> tuple[Value, tuple[str, ...]]:
    """What is computed with these laws alone, and which others were missed on the way, in the order of their use.

    A law may be missed without being needed, where a form was tried and not taken.
    """
    global watch
    before, watch = watch, _watches.setdefault(granted, Watch(granted))
    watch.missed.append({})
    try:
        value = compute()
        return value, tuple(watch.missed[-1])
    finally:
        watch.missed.pop()
        watch = before


def as_always(function: Callable[[Argument], Value]) -> Callable[[Argument], Value]:
    """The function with every law granted: facts do not depend on what a derivation shows."""

    @wraps(function)
    def granted(argument: Argument) -> Value:
        global watch
        before, watch, begun = watch, None, len(used)
        try:
            return function(argument)
        finally:
            watch = before
            del used[begun:]

    return granted
