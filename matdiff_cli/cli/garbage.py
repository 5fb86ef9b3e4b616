"""How often Python looks for garbage: seldom while modules are imported, as usual once the first answer is there."""

from __future__ import annotations

import gc

_USUAL = gc.get_threshold()
_SELDOM = (200_000, 20, 100)


def hurry() -> None:
    """Imports make hundreds of thousands of objects and no garbage."""
    gc.set_threshold(*_SELDOM)


def settle() -> None:
    """What is imported by now stays, and is not looked at again; what comes from here on is collected as usual."""
    if gc.get_threshold() == _SELDOM:
        gc.freeze()
        gc.set_threshold(*_USUAL)
