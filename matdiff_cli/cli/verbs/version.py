"""`matdiff version`: the same as `--version`."""

from __future__ import annotations

import click

from matdiff_cli.cli.help import VERSION


@click.command("version", short_help="The version of matdiff.")
def command() -> None:
    """Print the version."""
    click.echo(VERSION)
