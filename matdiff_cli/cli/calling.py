"""Commands as a session calls them: which options a verb takes, and the words of a command that was typed whole."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable

import click

from matdiff_cli.cli.verbs import derive


def options_of(verb: str) -> frozenset[str]:
    """The options that a verb takes, by their long names; none where there is no such verb."""
    context = click.get_current_context().find_root()
    assert isinstance(context.command, click.Group)
    command = context.command.get_command(context, verb)
    return frozenset(parameter.opts[-1] for parameter in (command.params if command else ()))


def words_of(text: str, where: Callable[[str], Iterable[str]]) -> list[str]:
    """The words of a command, as hints have it, with the statements that it needs. Raises click.UsageError."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    own = options_of(words[0])
    begin = 1 if own else 0
    takes = "--where" in (own or options_of(derive.command.name or ""))
    statements = where(" ".join(words)) if takes else ()
    return [*words[:begin], *(f"--where={statement}" for statement in statements), *words[begin:]]
