"""The layout of help texts: examples first."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Iterator, Sequence

import click

import matdiff_cli
from matdiff_cli.cli.writing import is_unicode
from matdiff_cli.languages import ENGLISH, LANGUAGES, of_environment, translated

IN_SESSION = ":"
"""What stands in front of verbs in a session."""

HELP_NAMES = ("-h", "--help")
_WIDEST_NAME = 30
"""Columns that click gives to names."""

VERSION = f"matdiff {matdiff_cli.__version__}"


class Verb(click.Command):
    """A verb. `examples` are pairs of a command line and a remark; `words` is what its arguments are called."""

    words = "[NAME]..."

    def __init__(self, *args: object, examples: tuple[tuple[str, str], ...] = (), **settings: object) -> None:
        settings["context_settings"] = {"help_option_names": list(HELP_NAMES)}
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        self.examples = examples

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page, examples first."""
        write_help(self, ctx, formatter)


class FileVerb(Verb):
    """A verb whose arguments are files."""

    words = "FILE..."


class ProblemCommand(Verb):
    """A verb whose words are a problem."""

    words = "PROBLEM..."

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take words that begin with `-` but are no options for parts of the problem."""
        from matdiff_cli.cli.words import mark_words

        return super().parse_args(ctx, mark_words(self, args))


def language_asked(args: Sequence[str]) -> str:
    """The language of a command line whose options are not read yet, as help and bad usage need it."""
    if "--ascii" in args or not (is_unicode(sys.stdout) and is_unicode(sys.stderr)):
        return ENGLISH
    options = (f"{option}={value}" if option == "--lang" else option for option, value in zip(args, (*args[1:], "")))  # noqa: B905
    asked = [option.removeprefix("--lang=") for option in options if option.startswith("--lang=")]
    return asked[-1] if asked and asked[-1] in LANGUAGES else of_environment(os.environ)


def language_of(ctx: click.Context) -> str:
    """The language of a help page."""
    language: str = ctx.find_root().obj or ENGLISH
    return language


def sentences(text: str) -> Iterator[str]:
    """The paragraphs of a description, each on one line."""
    return (" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n"))


def write_list(formatter: click.HelpFormatter, rows: Sequence[tuple[str, str]], language: str) -> None:
    """Names and what they are, side by side."""
    if language != ENGLISH:
        room = formatter.width - min(max(len(name) for name, _ in rows), _WIDEST_NAME) - 4
        described = ((name, words.partition("  [")) for name, words in rows)  # click adds the range: [x>=1]
        rows = [
            (name, _fitted(translated(said, language) + mark + more, room)) for name, (said, mark, more) in described
        ]
    formatter.write_dl(rows)


def _write_text(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter, language: str) -> None:
    if language == ENGLISH:
        command.format_help_text(ctx, formatter)
        return
    room = formatter.width - 2
    formatter.write_paragraph()
    with formatter.indentation():
        parts = (_fitted(translated(part, language), room) for part in sentences(command.help or ""))
        formatter.write_text("\n\n".join(parts))


def _fitted(words: str, columns: int) -> str:
    """Lines by columns, where letters may take two; click breaks by characters, but for what begins like this."""
    from matdiff_cli.output.columns import wrap

    return "\b\n" + "\n".join(wrap(words, columns))


def called(ctx: click.Context) -> str:
    """How a verb is called: `matdiff rules`, in a session `:rules`."""
    return ctx.command_path.replace(f"{IN_SESSION} ", IN_SESSION)


def in_terms_of_session(error: click.ClickException) -> str:
    """What is wrong, said of the command of a session that sets the option, `:layout`, where it is said of one."""
    if isinstance(error, click.BadParameter) and error.param and not error.param_hint:
        error.param_hint = f"{IN_SESSION}{error.param.name}"
    return error.format_message()


def write_help(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Examples, usage, what it does, options."""
    language = language_of(ctx)
    examples = getattr(command, "examples", ())
    if examples:
        width = max(len(line) for line, _ in examples)
        with formatter.section(translated("Examples", language)):
            for line, remark in examples:
                said = translated(remark, language)
                formatter.write(f"{'':{formatter.current_indent}}{line:<{width}}  {said}".rstrip() + "\n")
        formatter.write_paragraph()
    words = f"[OPTION]... {getattr(command, 'words', ProblemCommand.words)}"
    formatter.write_usage(called(ctx), words, translated("Usage: ", language))
    _write_text(command, ctx, formatter, language)
    known = (*command.get_params(ctx), *ctx.find_root().command.get_params(ctx))
    options = {parameter.opts[-1]: parameter for parameter in known if isinstance(parameter, click.Option)}
    records = [record for option in options.values() if (record := option.get_help_record(ctx)) is not None]
    with formatter.section(translated("Options", language)):
        write_list(formatter, records, language)
