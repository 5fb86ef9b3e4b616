"""Answering problems, one after another: results to the output, remarks to standard error, one status at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from matdiff_cli.cli.garbage import settle
from matdiff_cli.cli.options import NARROWEST
from matdiff_cli.cli.reading import Entry
from matdiff_cli.cli.status import DOES_NOT_HOLD, TROUBLE, WELL, debugging
from matdiff_cli.cli.timeout import TimeLimit
from matdiff_cli.cli.writing import Output, escape_json, is_terminal, is_unicode, say
from matdiff_cli.errors import MatdiffError
from matdiff_cli.languages import ENGLISH, phrase, retold, translated
from matdiff_cli.output import documenter

if TYPE_CHECKING:
    from matdiff_cli.derivation.records import Derivation
    from matdiff_cli.output import Style


_LONGEST_FAILURE = 600
"""Characters of a line that does not hold; of a longer one the middle is left out."""


class Manner(NamedTuple):
    """How the user wants answers written: the output options of the command line."""

    format: str = "text"
    standalone: bool = False
    answer: bool = False
    notation: Literal["delta", "d"] = "delta"
    quiet: bool = False
    output: str | None = None
    color: str = "auto"
    width: int | None = None
    ascii: bool = False
    timeout: float = 0
    tsv: bool = False
    jobs: int = 1
    compact: bool = False
    details: bool = False
    heading: int | None = 2
    code: str | None = None
    hint: int | None = None
    short: bool = False
    lang: str = ENGLISH

    @property
    def only_code(self) -> bool:
        """Whether the source is all that is wanted."""
        return self.code is not None and self.answer and self.format != "json"


class Piece(NamedTuple):
    """What is to be written: a `page` or an `error` (a line that stands where a page would) for the output, a
    `fragment` of the document that is written at the end, or a `remark` for standard error. `apart`: a blank line
    stands between a page and what was written before.
    """

    kind: Literal["page", "error", "fragment", "remark"]
    text: str
    apart: bool = True


class Answers:
    """Writes answers and reports trouble; `status` is the exit status so far.

    What goes wrong with one problem is reported, and the next one is answered. What goes wrong with the output ends
    the run.
    """

    def __init__(self, manner: Manner, origins: Mapping[str, str] | None = None) -> None:
        """`origins` says which option gave a text that is not part of any problem: the text → the option."""
        if manner.standalone and documenter(manner.format) is None:
            raise click.UsageError(f"--standalone makes a document, {manner.format} has none; add --latex or --html")
        if manner.tsv and manner.format == "json":
            raise click.UsageError("--tsv is a table of answers, --json has objects; choose one of the two")
        if manner.code and (manner.tsv or (manner.only_code and manner.standalone)):
            raise click.UsageError("--code gives functions, which are no line of a table and no document")
        if manner.hint is not None and (manner.format != "text" or manner.answer or manner.tsv):
            raise click.UsageError("--hint is for the page in the text format")
        self.manner = manner
        self.origins = origins or {}
        self.output = Output(manner.output)
        self.status = WELL
        self._written = 0
        self._fragments: list[str] = []
        self._limit = TimeLimit(0)
        self._said: tuple[Entry | None, set[str]] = (None, set())

    def __enter__(self) -> Answers:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if self._fragments and failure is None:
            self.put(Piece("page", self._together(self._fragments)))
        self.output.close()

    def _together(self, fragments: list[str]) -> str:
        """What is written at the end: a document, or a module."""
        if self.manner.only_code:
            from matdiff_cli.code import merged

            return merged(fragments).rstrip("\n")
        document = documenter(self.manner.format)
        assert document is not None
        return document(fragments, self.style.language)

    @contextmanager
    def trouble(self, entry: Entry) -> Iterator[None]:
        """Within this, an error is the answer to `entry`, and so is taking too long."""
        try:
            with TimeLimit(self.manner.timeout) as self._limit:
                yield
        except MatdiffError as error:
            self._report(entry, error)
        except (click.ClickException, click.Abort):
            raise
        except Exception as error:
            if debugging():
                raise
            self._report(entry, _internal(error, entry))

    def in_time(self) -> None:
        """Within `trouble`: what was worked out so far came in time, and nothing interrupts what is left to do."""
        self._limit.stop()

    def give(self, entry: Entry, derivation: Derivation) -> None:
        """Write one answer, and its notes."""
        from matdiff_cli.output import ANSWERERS, RENDERERS
        from matdiff_cli.output.cells import shorten
        from matdiff_cli.output.notation import text, unicode
        from matdiff_cli.output.words import written

        short = self.manner.answer or self.manner.tsv
        if self.manner.hint is not None:
            self._hint(derivation, self.manner.hint)
        else:
            if self.manner.only_code:
                page = derivation.code.source if derivation.code is not None else ""
            else:
                page = (ANSWERERS if short else RENDERERS)[self.manner.format](derivation, self.style)
            self.in_time()  # an answer is written as a whole, or not at all
            content = _row(entry, page) if self.manner.tsv else page
            apart = (self.manner.standalone and not self.manner.tsv) or self.manner.only_code
            self.put(Piece("fragment" if apart else "page", content))
        spell = partial(text if self.error_style.ascii else unicode, style=self.error_style)
        result = derivation.result
        notes = result.notes if short else result.remarks  # a page shows the conditions beside the answer
        language = self.error_style.language
        said = (written(note, spell, language=language) for note in notes)
        self.remark(entry, (*derivation.problem.reading, *said))
        if derivation.check is not None and not derivation.check.passed:
            self.status = max(self.status, DOES_NOT_HOLD)
            for failure in derivation.check.failures:
                failed = shorten(retold(failure, language), _LONGEST_FAILURE)
                self._remark(f"{_place(entry, language)}{translated('check failed', language)}: {failed}")

    def _hint(self, derivation: Derivation, count: int) -> None:
        """Write the first lines of a page, on a terminal one more for every key, until q."""
        from matdiff_cli.output.formats.text import portions

        parts = portions(derivation, self.style)
        self.in_time()
        self.put(Piece("page", "\n".join(parts[:count])))
        for part in parts[count:] if self.has_keys else ():
            if click.getchar() in ("q", "\x04", "\x1b"):
                break
            self.output.write(part + "\n")

    @property
    def has_keys(self) -> bool:
        """Is there somebody who reads, and presses keys?"""
        return self.output.is_terminal and is_terminal(sys.stdin)

    def show(self, written: Callable[[Style], str], status: int = WELL, *, apart: bool = False) -> None:
        """Write something else than a derivation; `status` is what it means for the exit status.

        `apart`: a blank line stands between it and what was written before.
        """
        text = written(self.style)
        self.in_time()
        self.status = max(self.status, status)
        self.put(Piece("page", text, apart))

    def remark(self, entry: Entry, remarks: Iterable[str]) -> None:
        """Notes on standard error; in JSON they are part of the answer."""
        from matdiff_cli.output.cells import to_ascii

        if not self.manner.quiet and self.manner.format != "json":
            language = self.error_style.language
            for remark in remarks:
                words = translated(phrase("note: {remark}", remark=translated(remark, language)), language)
                self._say(entry, f"{_place(entry, language)}{to_ascii(words) if self.error_style.ascii else words}")

    @cached_property
    def style(self) -> Style:
        """How results are written: for where they go, and with the options of the command."""
        return self._style_for(self.output.is_terminal, self.output.is_unicode)

    @cached_property
    def error_style(self) -> Style:
        """How remarks and errors are written on standard error."""
        return self._style_for(is_terminal(sys.stderr), is_unicode(sys.stderr))

    def _style_for(self, terminal: bool, unicode: bool) -> Style:
        from matdiff_cli.output import Style

        manner = self.manner
        ascii = manner.ascii or not unicode
        return Style(
            width=manner.width or (_terminal_columns() if terminal else Style().width),
            color=manner.color == "always" or (manner.color == "auto" and terminal and _may_colour()),
            ascii=ascii,
            notation=manner.notation,
            standalone=manner.standalone,
            heading=manner.heading,
            compact=manner.compact,
            details=manner.details,
            language=ENGLISH if ascii else manner.lang,  # no other language has letters for it
        )

    def _report(self, entry: Entry, error: MatdiffError) -> None:
        from matdiff_cli.output.diagnostics import error_object, report

        self.status = TROUBLE
        if self.manner.format == "json":
            import json

            found = error_object(error, line=entry.line, problem=entry.text, language=self.style.language)
            self.put(Piece("error", json.dumps(found, ensure_ascii=False)))
        elif self.manner.tsv:
            self.put(Piece("error", _row(entry, "")))
        origin = self.origins.get(error.source, "")
        self._say(entry, report(error, line=entry.line, origin=origin, style=self.error_style))

    def _say(self, entry: Entry, words: str) -> None:
        """A remark on standard error, once for an entry, of which every target may give rise to it."""
        if self._said[0] is not entry:
            self._said = (entry, set())
        if words not in self._said[1]:
            self._said[1].add(words)
            self._remark(words)

    def _remark(self, words: str) -> None:
        self.put(Piece("remark", words))

    def put(self, piece: Piece) -> None:
        """Write a piece where it belongs."""
        if piece.kind == "remark":
            say(piece.text)
        elif piece.kind == "fragment":
            self._fragments.append(piece.text)
        else:
            in_lines = self.manner.format == "json" or self.manner.answer or self.manner.tsv
            apart = piece.apart and bool(self._written) and not in_lines
            self._written += 1
            text = piece.text
            if self.manner.format == "json":
                text = escape_json(text, ascii_only=not self.output.is_unicode)
            settle()
            self.output.write(("\n" if apart else "") + text + "\n", is_result=piece.kind == "page")


def _internal(error: Exception, entry: Entry) -> MatdiffError:
    what = ": ".join(part for part in (type(error).__name__, str(error)) if part)
    hint = "this is a mistake in matdiff; please report it with the problem"
    return MatdiffError("unsupported", f"internal error ({what})", hint=hint, source=entry.text)


def _row(entry: Entry, answer: str) -> str:
    """The problem and its answer as a line of a table."""
    from matdiff_cli.output.cells import sanitise

    return f"{' '.join(sanitise(entry.text).split())}\t{' '.join(answer.split())}"


def _place(entry: Entry, language: str) -> str:
    return "" if entry.line is None else translated(phrase("line {n}", n=entry.line), language) + ": "


def _terminal_columns() -> int:
    import shutil

    return max(NARROWEST, shutil.get_terminal_size().columns)


def _may_colour() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
