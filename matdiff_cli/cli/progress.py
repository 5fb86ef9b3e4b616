"""How far a batch has come: a bar on standard error, where somebody watches that and the answers go elsewhere."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from matdiff_cli.cli.reading import Entry
from matdiff_cli.cli.writing import is_terminal

Step = Callable[[Entry], None]

_BLOCK = 1 << 20


@contextmanager
def progress(*, wanted: bool) -> Iterator[Step]:
    """Within this, what is yielded is told of every entry that is answered. A bar if it is `wanted` and can be seen."""
    if not (wanted and is_terminal(sys.stderr) and not is_terminal(sys.stdin)):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=_lines())
        before = signal.getsignal(signal.SIGINT)

        def stop(*interrupt: Any) -> None:
            """An interrupt ends the command at once; the terminal gets its cursor back before that."""
            bar.stop()
            if callable(before):
                before(*interrupt)

        signal.signal(signal.SIGINT, stop)
        try:
            yield lambda entry: bar.update(task, completed=entry.line or 1)
        finally:
            signal.signal(signal.SIGINT, before)


def _lines() -> int | None:
    """The lines of standard input, if it is a file; what is read later stays where it is."""
    try:
        number = sys.stdin.fileno()
        if not stat.S_ISREG(os.fstat(number).st_mode):
            return None
        place, count, last = os.lseek(number, 0, os.SEEK_CUR), 0, b"\n"
        while block := os.pread(number, _BLOCK, place):
            place, count, last = place + len(block), count + block.count(b"\n"), block[-1:]
    except (OSError, ValueError, AttributeError):
        return None
    return count + (last != b"\n")
