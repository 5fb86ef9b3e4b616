"""What pure functions of nodes gave, remembered while one problem is worked on and forgotten before the next.

Rules meet the same sub-expressions over and over. Nodes are interned, so looking a call up costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, TypeVar, cast

from matdiff_cli.expressions import laws
from matdiff_cli.expressions.nodes.base import sweep

Pure = TypeVar("Pure", bound=Callable[..., Any])


class _ByLaw(NamedTuple):
    """What a function gave that made use of laws."""

    value: Any
    laws: frozenset[str]


_memories: list[dict[Any, Any]] = []
_UNKNOWN: Any = object()


def remember(function: Pure) -> Pure:
    """A pure function that works everything out once a problem. What it gives must not be changed.

    With laws held back it gives the same as ever where it needed none of these; else it is worked out anew.
    """
    known: dict[Any, Any] = {}
    used = laws.used
    _memories.append(known)

    @wraps(function)
    def recall(*arguments: Any) -> Any:
        value = known.get(arguments, _UNKNOWN)
        if value is not _UNKNOWN and type(value) is not _ByLaw:
            return value
        watch = laws.watch
        if value is not _UNKNOWN and (watch is None or value.laws <= watch.granted):
            used.extend(value.laws)
            return value.value
        if watch is not None:
            return watch.call(function, *arguments)
        begun = len(used)
        value = function(*arguments)
        if len(used) == begun:
            known[arguments] = value
        else:
            used[begun:] = found = frozenset(used[begun:])
            known[arguments] = _ByLaw(value, found)
        return value

    return cast(Pure, recall)


def forget() -> None:
    """Begin a new problem: nothing of the last one is kept."""
    for memory in _memories:
        memory.clear()
    laws.begin()
    sweep()
