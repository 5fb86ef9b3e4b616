"""The command `matdiff`: find the verb, run it, turn whatever happens into a message and an exit status."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NoReturn

import click

from matdiff_cli.cli import verbs
from matdiff_cli.cli.garbage import hurry
from matdiff_cli.cli.help import (
    HELP_NAMES,
    IN_SESSION,
    VERSION,
    FileVerb,
    in_terms_of_session,
    language_asked,
    language_of,
    write_help,
    write_list,
)
from matdiff_cli.cli.status import INTERRUPTED, NOBODY_READS, TROUBLE, debugging
from matdiff_cli.cli.words import begins_path, continues, roles, with_number_of_hints
from matdiff_cli.cli.writing import OutputError, is_terminal, say
from matdiff_cli.languages import retold, translated

DEFAULT_VERB = "derive"
SESSION_VERB = "repl"
VERSION_NAME = "--version"
PLANNED_VERBS = frozenset({"audit"})
_MISSPELT = re.compile("(?!where|deriv)[a-z]{4,}")


class Matdiff(click.Group):
    """The group of verbs: one file of the package `verbs` each. What starts with no verb is a problem to derive."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs: one for each module of the package, in alphabetical order."""
        return sorted(module.name for module in iter_modules(verbs.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of a verb, imported now; None if it is no verb. Raises UsageError for a planned one."""
        if name in self.list_commands(ctx):
            command: click.Command = import_module(f"{verbs.__name__}.{name}").command
            return command
        if name in PLANNED_VERBS:
            raise click.UsageError(f"the verb {name!r} is not available yet")
        return None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default verb in front of words that begin with no verb."""
        return super().parse_args(ctx, self._verb_first(ctx, with_number_of_hints(args)))

    def _verb_first(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments with the verb in front, `derive` if they name none.

        The name of a verb is a symbol like any other where an expression goes on behind it: `plot wrt plot`.
        """
        if not args and is_terminal(sys.stdin) and is_terminal(sys.stdout):
            return [SESSION_VERB]
        default = self.get_command(ctx, DEFAULT_VERB)
        assert default is not None
        found = list(zip(roles(default, args), args, strict=True))
        asked = next((arg for role, arg in found if role == "option" and arg in (*HELP_NAMES, VERSION_NAME)), None)
        first = next((position for position, (role, _) in enumerate(found) if role in ("word", "end")), None)
        names = (*PLANNED_VERBS, *self.list_commands(ctx))
        named = first is not None and args[first] in names and not self._is_symbol(ctx, args, first)
        if asked == VERSION_NAME or (asked and not named):
            return [asked]
        if named and first is not None:
            return [args[first], *args[:first], *args[first + 1 :]]
        if first is not None and _MISSPELT.fullmatch(args[first]) and not continues(args, first):
            _refuse_misspelt(args[first], names)
        return [DEFAULT_VERB, *args]

    def _is_symbol(self, ctx: click.Context, args: list[str], position: int) -> bool:
        """Does an expression go on behind the name of a verb? A path does not: `weave ./notes.md`."""
        if not continues(args, position):
            return False
        return not (begins_path(args[position + 1]) and isinstance(self.get_command(ctx, args[position]), FileVerb))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help of the default verb, then the other verbs."""
        default = self.get_command(ctx, DEFAULT_VERB)
        assert default is not None
        write_help(default, ctx, formatter)
        others = [name for name in self.list_commands(ctx) if name != DEFAULT_VERB]
        if others:
            language = language_of(ctx)
            with formatter.section(translated("Other verbs", language)):
                rows = [(name, self.get_command(ctx, name).short_help or "") for name in others]  # type: ignore[union-attr]
                write_list(formatter, rows, language)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run and exit: 0 all well, 1 a check or claim does not hold, 2 trouble, 130 interrupted, 141 nobody reads."""
        extra["standalone_mode"] = False
        language = extra.setdefault("obj", language_asked(sys.argv[1:] if args is None else args))
        try:
            status = super().main(args, prog_name or "matdiff", **extra) or 0
        except OutputError as error:
            if not error.quiet:
                _complain(error.format_message(), language)
            status = NOBODY_READS if error.quiet else TROUBLE
        except click.UsageError as error:
            _complain(in_terms_of_session(error) if prog_name == IN_SESSION else error.format_message(), language)
            name = error.option_name if isinstance(error, click.NoSuchOption) else ""
            if name[1:].isalpha():
                problem = f"matdiff -- {name} wrt {name[1:]}"
                say(retold(f"A problem that begins so stands behind --, for example: {problem}", language))
            if prog_name != IN_SESSION:
                say(retold("Try 'matdiff --help' for help.", language))
            status = TROUBLE
        except (click.Abort, KeyboardInterrupt):
            status = INTERRUPTED
        except Exception as error:
            if debugging():
                raise
            _complain(f"internal error ({type(error).__name__}: {error}); please report it", language)
            status = TROUBLE
        sys.exit(status)


def _refuse_misspelt(word: str, names: Iterable[str]) -> None:
    """Refuse `chek` and `exampels`, words that are nearly verbs."""
    from matdiff_cli.typing.names import FUNCTIONS, nearest  # only a first word of letters pays for it

    near = [] if word in FUNCTIONS else nearest(word, names)
    if near:
        raise click.UsageError(f"there is no verb {word!r}; did you mean {' or '.join(near)}?")


def _complain(message: str, language: str) -> None:
    """What goes wrong with the run as a whole. The message may hold what was typed."""
    from matdiff_cli.output.cells import sanitise

    say(f"matdiff: {sanitise(retold(message, language))}")


@click.group("matdiff", cls=Matdiff, context_settings={"help_option_names": list(HELP_NAMES)})
@click.version_option(VERSION, VERSION_NAME, message="%(version)s")
def root() -> None:
    """Derivatives of typed matrix expressions, with every step."""


def main() -> NoReturn:
    """The command as a process of its own, in a hurry to start and to end.

    Imports make hundreds of thousands of objects and no garbage, and taking the modules of sympy apart at exit serves
    nobody: together that is a quarter of the time of a short run.
    """
    hurry()
    try:
        root.main()
    except SystemExit as done:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(done.code if isinstance(done.code, int) else TROUBLE)
