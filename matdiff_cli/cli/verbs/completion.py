"""`matdiff completion SHELL`: the script that lets a shell complete what is typed."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from matdiff_cli.cli.help import Verb

_SHELLS = ("bash", "zsh", "fish")


class _Completion(Verb):
    """The verb, whose argument is a shell."""

    words = f"[{'|'.join(_SHELLS)}]"


@click.command(
    "completion",
    cls=_Completion,
    examples=(
        ("source <(matdiff completion bash)", "in ~/.bashrc; bash 4.4 and later"),
        ("source <(matdiff completion zsh)", "in ~/.zshrc, after compinit"),
        ("matdiff completion fish > ~/.config/fish/completions/matdiff.fish", ""),
    ),
    short_help="Completion for bash, zsh or fish.",
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell: verbs, options, their values, functions, and names to derive by."""
    maker = get_completion_class(shell)
    assert maker is not None
    root = ctx.find_root()
    source = maker(root.command, {}, "matdiff", "_MATDIFF_COMPLETE")
    # click's own check of bash's version runs bash, and warns on standard output, where the script stands
    click.echo(source.source_template % source.source_vars())
