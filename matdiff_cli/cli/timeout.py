"""A bound on the time that one problem may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from matdiff_cli.errors import MatdiffError

LONGEST = 1e8
"""Seconds, some three years; timers take no more than a few hundred years."""

_AGAIN = 0.2
"""Seconds after which the alarm rings again, should the first have gone unheard."""


class _TimeIsUp(BaseException):
    """Not an Exception, so that nobody on the way mistakes it for trouble with the problem."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise MatdiffError (unsupported) once the body has run this long; 0 is no limit.

    Needs interval timers and the main thread, as on Unix; elsewhere there is no limit.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, frame: FrameType | None) -> None:
        if frame is None or frame.f_globals.get("__name__") != contextmanager.__module__:
            raise _TimeIsUp
        # raised while a with statement is being left, it would miss the handlers below; the alarm rings again

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _TimeIsUp:
        raise MatdiffError(
            "unsupported", f"this took longer than {seconds:g} s", hint="--timeout SECONDS allows more, 0 any time"
        ) from None
    finally:
        signal.signal(signal.SIGALRM, before)
