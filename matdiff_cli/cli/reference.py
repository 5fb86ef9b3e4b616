"""What the verbs that tell of rules and of functions have in common: a table, or what is asked for in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from matdiff_cli.cli.answers import Answers, Manner
from matdiff_cli.cli.help import called

if TYPE_CHECKING:
    from matdiff_cli.output.reference.entries import Entry


def tell(entries_in: Callable[[str], Sequence[Entry]], manner: dict[str, Any], *, in_full: bool) -> int:
    """Write a table of the entries in a language, or each of them in full. The exit status."""
    with Answers(Manner(**manner)) as answers:
        entries = entries_in(answers.style.language)
        form = import_module(f"matdiff_cli.output.reference.{answers.manner.format}")
        if in_full:
            for entry in entries:
                answers.show(partial(form.page, entry), apart=True)
        else:
            answers.show(partial(form.table, entries))
    return answers.status


def unknown(kind: str, text: str, known: Iterable[str]) -> click.UsageError:
    """The error for a name that is none."""
    from matdiff_cli.typing.names import did_you_mean

    hint = did_you_mean(text, frozenset(known)) or f"'{called(click.get_current_context())}' lists them"
    return click.UsageError(f"no {kind} is called {text!r}; {hint}")
