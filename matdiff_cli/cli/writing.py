"""Where results and remarks go. Writing can fail too: a full disk, a closed pipe, an encoding without Greek."""

from __future__ import annotations

import errno
import os
import re
import sys
from typing import IO, ClassVar

import click


class OutputError(click.ClickException):
    """Results cannot be written. Quiet if only the reader of a pipe has gone."""

    def __init__(self, name: str, error: OSError | None) -> None:
        reason = error.strerror or str(error) if error else "it is closed"
        super().__init__(f"cannot write {name}: {reason}")
        self.quiet = error is not None and error.errno == errno.EPIPE


class Output:
    """Standard output, or a file that is opened when there is something to write.

    What is no result replaces no file: it waits for the first result, and is dropped if there is none.
    """

    owed: ClassVar[str] = ""
    """What comes before the next text on standard output, if there is one."""

    def __init__(self, path: str | None = None) -> None:
        self.path = None if path in (None, "-") else path
        self._file: IO[str] | None = None
        self._waiting: list[str] = []

    @property
    def is_terminal(self) -> bool:
        """Whether results are shown on a terminal, not written to a file or a pipe."""
        return self.path is None and is_terminal(sys.stdout)

    @property
    def is_unicode(self) -> bool:
        """Can Greek and sub- and superscripts be written?"""
        return self.path is not None or is_unicode(sys.stdout)

    def write(self, text: str, *, is_result: bool = True) -> None:
        """Write text and flush it. Raises OutputError."""
        if not is_result and self._would_replace():
            self._waiting.append(text)
            return
        name = self.path or "standard output"
        try:
            stream = self._open()
            if stream is None:
                raise OutputError(name, None)
            if self.path is None:
                text, Output.owed = Output.owed + text, ""
            stream.write("".join((*self._waiting, text)))
            stream.flush()
            self._waiting.clear()
        except OSError as error:
            if self.path is None:
                _abandon(sys.stdout)
            raise OutputError(name, error) from None

    def _would_replace(self) -> bool:
        """Is there a file that holds something and was not opened yet?"""
        if self.path is None or self._file is not None:
            return False
        return os.path.isfile(self.path) and os.path.getsize(self.path) > 0

    def _open(self) -> IO[str] | None:
        if self.path is None:
            _never_fail_to_encode(sys.stdout)
            return sys.stdout
        if self._file is None:
            self._file = open(self.path, "w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
        return self._file

    def close(self) -> None:
        """Close the file, if there is one. Raises OutputError if what was written could not be stored."""
        if self._file is not None:
            try:
                self._file.close()
            except OSError as error:
                raise OutputError(self.path or "", error) from None


def escape_json(text: str, *, ascii_only: bool) -> str:
    r"""JSON text in which what UTF-8 (or ASCII) cannot hold is written as `\uXXXX`."""
    pattern = r"[^\x00-\x7f]" if ascii_only else "[\ud800-\udfff]"
    return re.sub(pattern, lambda match: _json_escape(match[0]), text)


def say(text: str) -> None:
    """One remark on standard error. A remark that nobody can read is no trouble."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(text.rstrip("\n") + "\n")
            sys.stderr.flush()
        except BrokenPipeError as error:  # nobody listens: an end as with results that nobody reads
            _abandon(sys.stderr)
            raise OutputError("standard error", error) from None
        except OSError:
            _abandon(sys.stderr)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))


def is_terminal(stream: IO[str] | None) -> bool:
    """Is this a terminal that is still open?"""
    return stream is not None and not stream.closed and stream.isatty()


def is_unicode(stream: IO[str] | None) -> bool:
    """Does the stream write UTF-8 or another encoding that holds every character?"""
    return (getattr(stream, "encoding", None) or "").lower().startswith("utf")


def _never_fail_to_encode(stream: IO[str] | None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _abandon(stream: IO[str]) -> None:
    """Let Python's own flush at exit go nowhere, instead of complaining a second time."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
    except (OSError, ValueError):
        pass
