"""Problems of one input on several processes. What they give is written in the order of the input, as it comes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from threading import Semaphore, Thread
from typing import TYPE_CHECKING

from matdiff_cli.cli.answers import Answers, Manner, Piece
from matdiff_cli.cli.progress import progress
from matdiff_cli.cli.reading import Entry
from matdiff_cli.cli.status import TROUBLE, WELL

if TYPE_CHECKING:
    from concurrent.futures import Future
    from queue import SimpleQueue

    from matdiff_cli.output import Style

Work = Callable[[Answers, Entry], None]
"""Answers one entry. Goes to other processes, so it has to be a function of a module, or a partial of one."""

_AHEAD = 8
"""Entries a process that are read before their turn to be written: enough to keep all at work, few to keep in mind."""

Done = tuple[list[Piece], int]


def answer_all(answers: Answers, entries: Iterable[Entry], work: Work) -> None:
    """Answer every entry, on as many processes as the user wants. What became of them is in `answers`."""
    manner = answers.manner
    with progress(wanted=not manner.quiet and not answers.output.is_terminal) as step:
        if manner.jobs == 1:
            for entry in entries:
                work(answers, entry)
                step(entry)
            return
        with closing(_in_parallel(answers, entries, work, manner.jobs)) as done:
            for entry, (pieces, status) in done:
                answers.status = max(answers.status, status)
                for piece in pieces:
                    answers.put(piece)
                step(entry)


def _in_parallel(
    answers: Answers, entries: Iterable[Entry], work: Work, jobs: int
) -> Generator[tuple[Entry, Done], None, None]:
    from concurrent.futures import ProcessPoolExecutor  # only several processes pay for it
    from queue import SimpleQueue

    known = (work, answers.manner, dict(answers.origins), answers.style, answers.error_style)
    waiting: SimpleQueue[tuple[Entry, Future[Done]] | BaseException | None] = SimpleQueue()
    free = Semaphore(_AHEAD * jobs)
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=known)

    def feed() -> None:
        """Read on while answers are written: a line may be long in coming, or there may be a million of them."""
        try:
            for entry in entries:
                free.acquire()
                waiting.put((entry, pool.submit(_answer, entry)))
            waiting.put(None)
        except BaseException as error:
            waiting.put(error)

    try:
        pool.submit(os.getpid)  # the processes begin before there is a thread that they would be copies of
        Thread(target=feed, daemon=True).start()
        while (found := waiting.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            entry, answered = found
            yield entry, answered.result()
            free.release()
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise


class Recorder(Answers):
    """Keeps what it is to write, for whoever writes it."""

    def __init__(self, manner: Manner, origins: Mapping[str, str], style: Style, error_style: Style) -> None:
        super().__init__(manner, origins)
        self.style = style
        self.error_style = error_style
        self.pieces: list[Piece] = []

    @property
    def has_keys(self) -> bool:
        """A process of several cannot ask for keys."""
        return False

    def put(self, piece: Piece) -> None:
        """Keep a piece for the process that writes."""
        self.pieces.append(piece)

    def take(self) -> Done:
        """What was recorded since the last time."""
        done = self.pieces, self.status
        self.pieces, self.status = [], WELL
        return done


_recorder: Recorder
_work: Work


def _begin(work: Work, manner: Manner, origins: dict[str, str], style: Style, error_style: Style) -> None:
    """A process begins. An interrupt is for the one that writes; when that ends, however it does, this one does."""
    global _recorder, _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _recorder, _work = Recorder(manner, origins, style, error_style), work


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(TROUBLE)


def _answer(entry: Entry) -> Done:
    _work(_recorder, entry)
    return _recorder.take()
