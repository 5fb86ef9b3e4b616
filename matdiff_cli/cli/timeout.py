"""A bound on the time that one problem may take."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from matdiff_cli.errors import MatdiffError

LONGEST = 1e8
"""Seconds, some three years; timers take no more than a few hundred years."""

_AGAIN = 0.2
"""Seconds after which the alarm rings again, should the first have gone unheard."""

_LEAVING = (contextmanager.__module__, __name__)
"""Modules that enter and leave with statements. An exception raised there would miss the handlers of the statement."""

_IMPORTING = "importlib._bootstrap"
"""The module whose frames import others. A module that is imported by halves would be in the way of later problems."""


class _TimeIsUp(BaseException):
    """Not an Exception, so that nobody on the way mistakes it for trouble with the problem."""


class TimeLimit:
    """A context that raises MatdiffError (unsupported) once its body has run this many seconds; 0 is no limit.

    An alarm interrupts the body, unless something is being imported. Where Python drops what is raised, as in a
    destructor, the alarm is dropped in silence and rings again; a body that ends before that is late all the same.
    Needs interval timers and the main thread, as on Unix; elsewhere there is no limit.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._armed = False
        self._rung = False

    def __enter__(self) -> TimeLimit:
        main = threading.current_thread() is threading.main_thread()
        if self._seconds and main and hasattr(signal, "setitimer"):
            self._before = signal.signal(signal.SIGALRM, self._ring), sys.unraisablehook
            sys.unraisablehook = self._drop
            self._armed = True
            signal.setitimer(signal.ITIMER_REAL, self._seconds, _AGAIN)
        return self

    def stop(self) -> None:
        """From here on time does not count: nothing interrupts what the body still does."""
        if self._armed:
            self._disarm()
            if self._rung:
                raise _TimeIsUp

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._disarm()
        if self._rung and (kind is None or issubclass(kind, Exception | _TimeIsUp)):
            message = f"this took longer than {self._seconds:g} s"
            raise MatdiffError("unsupported", message, hint="--timeout SECONDS allows more, 0 any time") from None

    def _disarm(self) -> None:
        if self._armed:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before[0])
            sys.unraisablehook = self._before[1]
            self._armed = False

    def _ring(self, _number: int, frame: FrameType | None) -> None:
        self._rung = True
        modules = _modules(frame)
        if next(modules, None) not in _LEAVING and _IMPORTING not in modules:
            raise _TimeIsUp

    def _drop(self, lost: sys.UnraisableHookArgs) -> None:
        if lost.exc_type is not _TimeIsUp:
            self._before[1](lost)


def _modules(frame: FrameType | None) -> Iterator[str | None]:
    """The modules whose code runs, innermost first."""
    while frame is not None:
        yield frame.f_globals.get("__name__")
        frame = frame.f_back
