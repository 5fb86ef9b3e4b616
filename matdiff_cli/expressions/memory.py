"""What pure functions of nodes gave, remembered while one problem is worked on and forgotten before the next.

Rules meet the same sub-expressions over and over. Nodes are interned, so looking a call up costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from matdiff_cli.expressions import laws
from matdiff_cli.expressions.nodes.base import sweep

Pure = TypeVar("Pure", bound=Callable[..., Any])

_memories: list[dict[Any, Any]] = []
_UNKNOWN = object()


def remember(function: Pure) -> Pure:
    """A pure function that works everything out once a problem. What it gives must not be changed.

    With laws held back it gives the same as ever where it needed none of these; else it is worked out anew.
    """
    plain: dict[Any, Any] = {}
    by_law: dict[Any, tuple[Any, frozenset[str]]] = {}
    used = laws.used
    _memories.extend((plain, by_law))

    @wraps(function)
    def recall(*arguments: Any) -> Any:
        value = plain.get(arguments, _UNKNOWN)
        if value is not _UNKNOWN:
            return value
        known, watch = by_law.get(arguments), laws.watch
        if known is not None and (watch is None or known[1] <= watch.granted):
            used.extend(known[1])
            return known[0]
        if watch is not None:
            return watch.call(function, *arguments)
        begun = len(used)
        value = function(*arguments)
        if len(used) == begun:
            plain[arguments] = value
        else:
            used[begun:] = found = frozenset(used[begun:])
            by_law[arguments] = value, found
        return value

    return cast(Pure, recall)


def forget() -> None:
    """Begin a new problem: nothing of the last one is kept."""
    for memory in _memories:
        memory.clear()
    laws.begin()
    sweep()
