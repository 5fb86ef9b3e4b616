"""How deeply expressions may be nested."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from matdiff_cli.errors import MatdiffError

_DEEPEST = 9_000


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Rules recurse over expressions, some ten calls a level.

    The language allows some 400 levels, Python 1,000 calls.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        yield
    except RecursionError:
        raise MatdiffError(
            "unsupported", "the expression is nested too deeply", hint="name parts of it with where"
        ) from None
    finally:
        sys.setrecursionlimit(before)
