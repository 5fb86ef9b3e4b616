"""What pure functions of nodes gave, remembered while one problem is worked on and forgotten before the next.

Rules meet the same sub-expressions over and over. Nodes are interned, so looking a call up costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar, cast

from matdiff_cli.expressions import laws
from matdiff_cli.expressions.nodes.base import sweep

Pure = TypeVar("Pure", bound=Callable[..., Any])

_memories: list[Callable[[], None]] = []


def remember(function: Pure) -> Pure:
    """A pure function that works everything out once a problem. What it gives must not be changed."""
    known = cache(function)
    _memories.append(known.cache_clear)

    @wraps(function)
    def recall(*arguments: Any) -> Any:
        return known(*arguments) if laws.watch is None else laws.watch.call(function, *arguments)

    return cast(Pure, recall)


def forget() -> None:
    """Begin a new problem: nothing of the last one is kept."""
    for clear in _memories:
        clear()
    laws.begin()
    sweep()
