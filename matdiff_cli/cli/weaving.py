"""Blocks of problems in documents answered: their options, the pages below them, what is said of them."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import click

from matdiff_cli.cli.answers import Manner, Piece
from matdiff_cli.cli.jobs import Recorder, Work
from matdiff_cli.cli.reading import Entry
from matdiff_cli.cli.status import TROUBLE
from matdiff_cli.cli.verbs import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.languages import ENGLISH, retold
from matdiff_cli.notes import latex, markdown
from matdiff_cli.notes.document import Block, Markers, lines_of, woven
from matdiff_cli.output import Style
from matdiff_cli.output.diagnostics import report

FLAGS = ("short", "compact", "details", "answer", "check", "hessian")
VALUES = ("layout", "notation", "heading", "order", "wrt", "where", "lang")
_PLANNED = ("plot", "code")


class Kind(NamedTuple):
    """A kind of document: the format of its results, where its blocks are, and the markers."""

    format: str
    blocks: Callable[[list[str]], list[Block]]
    markers: Markers


MARKDOWN = Kind("markdown", lambda lines: list(markdown.blocks(lines)), markdown.MARKERS)
LATEX = Kind("latex", lambda lines: list(latex.blocks(lines)), latex.MARKERS)


class Weaver:
    """Answers the blocks of documents. `status` is what came of them for the exit status, `say` takes remarks, in a
    `language`; the document may be in another one.
    """

    def __init__(
        self, say: Callable[[str], None], language: str = ENGLISH, *, quiet: bool = False, timeout: float = 20
    ) -> None:
        self.status = 0
        self.say = say
        self._language = language
        self._quiet = quiet
        self._timeout = timeout

    def document(self, text: str, kind: Kind) -> tuple[str, list[int]]:
        """The document with its results, and the lines of the blocks whose results were others. Raises BadDocument."""
        lines = lines_of(text)
        return woven(lines, kind.blocks(lines), kind.markers, partial(self.answer, format=kind.format))

    def answer(self, block: Block, format: str) -> str:
        """The results of a block in a format."""
        entries = [
            Entry(line, number)
            for number, line in enumerate(block.lines, block.line)
            if line.strip() and not line.lstrip().startswith("#")
        ]
        try:
            recorder, work = self._asked(block.options, format)
        except click.UsageError as error:
            self._tell(TROUBLE, retold(f"line {max(block.line - 1, 1)}: {error.format_message()}", self._language))
            return _as_text([f"error: {error.format_message()}"], format)
        for entry in entries:
            work(recorder, entry)
        pieces, status = recorder.take()
        self._tell(status, *(piece.text for piece in pieces if piece.kind == "remark"))
        if not entries:
            self._tell(TROUBLE, retold(f"line {max(block.line - 1, 1)}: the block holds no problem", self._language))
            language = ENGLISH if format == "latex" else recorder.manner.lang
            return _as_text([retold("error: no problem stands here", language)], format)
        return "\n\n".join(piece.text for piece in pieces if piece.kind != "remark")

    def _asked(self, options: str, format: str) -> tuple[_Recorder, Work]:
        """What the options of a block ask for. Raises click.UsageError."""
        words = ["--lang=en", "--heading=none", f"--format={format}", f"--timeout={self._timeout}", *_flags(options)]
        asked = derive.command.make_context("matdiff", ["--quiet"] * self._quiet + words).params
        del asked["words"]
        manner, origins, work = derive.question(**asked)
        return _Recorder(manner, origins, self._language), work

    def _tell(self, status: int, *remarks: str) -> None:
        self.status = max(self.status, status)
        for remark in remarks:
            self.say(remark)


class _Recorder(Recorder):
    """Keeps errors among the pages as well: a document says what is wrong."""

    def __init__(self, manner: Manner, origins: dict[str, str], language: str) -> None:
        super().__init__(manner, origins, Style(), Style(language=language))
        self.style = self._style_for(False, True)

    def _report(self, entry: Entry, error: MatdiffError) -> None:
        super()._report(entry, error)
        origin = self.origins.get(error.source, "")
        ascii = self.manner.format == "latex"  # pdflatex takes no other characters there
        language = ENGLISH if ascii else self.manner.lang
        text = report(error, origin=origin, style=Style(ascii=ascii, language=language))
        self.put(Piece("error", _as_text(text.splitlines(), self.manner.format)))


def _flags(options: str) -> list[str]:
    """The options of a block as those of a command line. Raises click.UsageError."""
    try:
        words = shlex.split(options)
    except ValueError as error:
        raise click.UsageError(f"the options of the block: {error}") from None
    known = {parameter.name for parameter in derive.command.params} | {"hessian"}
    found = []
    for word in words:
        name, equals, _ = word.partition("=")
        if name in _PLANNED and name not in known:
            raise click.UsageError(f"{name} is not available yet")
        if name not in FLAGS + VALUES or bool(equals) != (name in VALUES):
            described = ", ".join((*FLAGS, *(f"{value}=…" for value in VALUES)))
            raise click.UsageError(f"{word!r} is no option of a block; there are {described}")
        found.append(f"--{word}")
    return found


def _as_text(lines: list[str], format: str) -> str:
    """Lines that are shown as they are."""
    if format == "latex":
        shown = (line.replace(r"\end{verbatim}", r"\end {verbatim}") for line in lines)
        return "\n".join([r"\begin{verbatim}", *shown, r"\end{verbatim}"])
    fence = "```"
    while any(fence in line for line in lines):
        fence += "`"
    return "\n".join([f"{fence}text", *lines, fence])
