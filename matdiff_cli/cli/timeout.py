"""A bound on the time that one problem may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from matdiff_cli.errors import MatdiffError


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise MatdiffError (unsupported) in the body once it has run this long; 0 is no limit.

    Needs interval timers and the main thread, as on Unix; elsewhere there is no limit.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise MatdiffError(
            "unsupported", f"this took longer than {seconds:g} s", hint="--timeout SECONDS allows more, 0 any time"
        )

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
