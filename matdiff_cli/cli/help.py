"""The layout of help texts: examples first."""

from __future__ import annotations

import click

import matdiff_cli

HELP_NAMES = ("-h", "--help")
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


def write_help(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Examples, usage, what it does, options."""
    examples = getattr(command, "examples", ())
    if examples:
        width = max(len(line) for line, _ in examples)
        with formatter.section("Examples"):
            for line, remark in examples:
                formatter.write(f"{'':{formatter.current_indent}}{line:<{width}}  {remark}".rstrip() + "\n")
        formatter.write_paragraph()
    formatter.write_usage(ctx.command_path, f"[OPTION]... {getattr(command, 'words', ProblemCommand.words)}")
    command.format_help_text(ctx, formatter)
    known = (*command.get_params(ctx), *ctx.find_root().command.get_params(ctx))
    options = {parameter.opts[-1]: parameter for parameter in known if isinstance(parameter, click.Option)}
    records = [record for option in options.values() if (record := option.get_help_record(ctx)) is not None]
    with formatter.section("Options"):
        formatter.write_dl(records)
