"""`matdiff help [VERB]`: the same as `--help`."""

from __future__ import annotations

import click

from matdiff_cli.cli import completion


@click.command("help", short_help="The options of matdiff, or of a verb.")
@click.argument("verb", required=False, shell_complete=completion.verbs)
@click.pass_context
def command(ctx: click.Context, verb: str | None) -> None:
    """What matdiff does, or one of its verbs, with all options; examples first."""
    matdiff = ctx.find_root()
    assert isinstance(matdiff.command, click.Group)
    if verb is None:
        click.echo(matdiff.get_help())
        return
    asked = matdiff.command.get_command(matdiff, verb)
    if asked is None:
        raise click.UsageError(f"there is no verb {verb!r}")
    click.echo(asked.get_help(click.Context(asked, matdiff, verb, **asked.context_settings)))
