"""`matdiff weave FILE…`: derivations below the blocks of problems in documents, written anew in place."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import suppress

import click

from matdiff_cli.cli.help import FileVerb, language_of
from matdiff_cli.cli.status import DOES_NOT_HOLD, TROUBLE
from matdiff_cli.cli.writing import OutputError, say
from matdiff_cli.languages import retold

EXAMPLES = (
    ("matdiff weave notes.md", "results below every block ```matdiff"),
    ("matdiff weave --check *.md", "writes nothing; exit 1 if one is stale or wrong"),
    ("matdiff weave thesis.tex", "environments matdiff in LaTeX"),
    ("pandoc -t json notes.md | matdiff weave --pandoc | pandoc -f json -o notes.html", ""),
)

_LATEX = (".tex", ".ltx", ".latex")
_PIPE = "-"


@click.command("weave", cls=FileVerb, examples=EXAMPLES, short_help="Derivations in documents, kept up to date.")
@click.argument("files", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where results are stale or wrong.")
@click.option("--pandoc", is_flag=True, help="A filter for pandoc: its JSON from standard input to standard output.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on standard error.")
def command(files: tuple[str, ...], check: bool, pandoc: bool, quiet: bool) -> int:
    """Write the derivation of every problem in a document below it.

    In Markdown a block begins with ```matdiff and holds a problem a line. Options stand behind the name: compact,
    details, answer, check, hessian, layout=mml, notation=d, heading=3, where="W: symmetric". The results stand between
    two comments, and nothing else in the file changes. With the word - standard input is woven to standard output.
    """
    if pandoc:
        if check:
            raise click.UsageError("--check reads files, --pandoc standard input; choose one of the two")
        return _filter(quiet)  # pandoc itself names its output format as an argument
    if not files:
        raise click.UsageError("no file given; for example: matdiff weave notes.md")
    return max(_weave(file, check, quiet) for file in files)


def _weave(file: str, check: bool, quiet: bool) -> int:
    from matdiff_cli.cli.weaving import LATEX, MARKDOWN, Weaver
    from matdiff_cli.notes.document import BadDocument

    language = language_of(click.get_current_context())
    name = retold("standard input", language) if file == _PIPE else file
    weaver = Weaver(lambda remark: _say(name, remark), language, quiet=quiet)
    try:
        raw = sys.stdin.buffer.read() if file == _PIPE else _read(file)
        text = raw.decode("utf-8")
        written, stale = weaver.document(text, LATEX if file.lower().endswith(_LATEX) else MARKDOWN)
    except OSError as error:
        return _trouble(name, f"cannot be read: {error.strerror or error}", language)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _trouble(name, f"line {line}: the text is not UTF-8", language)
    except BadDocument as error:
        return _trouble(name, f"line {error.line}: {error.message}", language)
    if check:
        for line in stale:
            words = f"line {line}: the results of this block are stale; matdiff weave writes them anew"
            _say(name, retold(words, language))
        return DOES_NOT_HOLD if stale or weaver.status else 0
    if file == _PIPE:
        _to_standard_output(written)
    elif written != text:
        try:
            _replace(file, written.encode("utf-8"))
        except OSError as error:
            return _trouble(name, f"cannot be written: {error.strerror or error}", language)
    return weaver.status


def _filter(quiet: bool) -> int:
    """Pandoc's document from standard input to standard output."""
    import json

    from matdiff_cli.cli.weaving import Weaver
    from matdiff_cli.notes.pandoc import woven

    weaver = Weaver(say, language_of(click.get_current_context()), quiet=quiet)
    try:
        document = json.loads(sys.stdin.buffer.read())
        document = woven(document, lambda block: weaver.answer(block, "markdown"))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise click.UsageError(f"standard input is no document in pandoc's JSON ({error})") from None
    _to_standard_output(json.dumps(document) + "\n")
    return weaver.status


def _read(file: str) -> bytes:
    with open(file, "rb") as stream:
        return stream.read()


def _replace(file: str, content: bytes) -> None:
    """Put a file in the place of another, as a whole or not at all. Raises OSError."""
    path = os.path.realpath(file)
    handle, new = tempfile.mkstemp(prefix=f".{os.path.basename(path)}.", dir=os.path.dirname(path))
    try:
        with open(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(new, stat.S_IMODE(os.stat(path).st_mode))
        os.replace(new, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(new)
        raise


def _to_standard_output(text: str) -> None:
    """Bytes as they are: no line end is translated."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except OSError as error:
        raise OutputError("standard output", error) from None


def _trouble(name: str, message: str, language: str) -> int:
    _say(name, retold(message, language))
    return TROUBLE


def _say(name: str, remark: str) -> None:
    from matdiff_cli.output.cells import sanitise

    say(f"{sanitise(name)}: {remark}")
