"""Which words of a command line are options, and which belong to a problem although they begin with `-`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import click

Role = Literal["option", "value", "word", "end"]

# No argument of a process can hold a NUL, so a word marked with it is surely ours and surely no option.
_MARK = "\0"

_LONG = re.compile(r"--[A-Za-z][A-Za-z0-9-]*(=.*)?", re.DOTALL)
_LETTERS = re.compile(r"-[A-Za-z]+")

# What may stand right behind a short option that takes a value: `-wX` is `--wrt X`, `-w'*x` starts a problem.
_ATTACHED = {
    "wrt": re.compile(r"\w+(\s*,\s*\w+)*|\[[\w\s,]+\]"),
    "where": re.compile(r"\w[\w\s,]*?\s*([:=∈]|\sin\s).*", re.DOTALL),
    "output": re.compile(r"[\w./~-]+"),
}
# What cannot begin a problem, but go on with one: `-v wrt v` is algebra, `-v x` is not.
_CONTINUED = re.compile(r"(wrt|where)\b|[*/^=@·⊙∘⊗']|\.[*/^']|[+−-]\s")
_PATH = re.compile(r"\.{0,2}/[\w.~-]")
_HINT = "--hint"
_PLAIN = re.compile(r"[A-Za-z]+")


def roles(command: click.Command, arguments: Sequence[str]) -> Iterator[Role]:
    """The role of each argument: an option, the value of the option before it, a word of the problem, or `--`.

    A word that begins with `-` is an option if it is declared, or if it looks like a misspelt one: `--` and letters,
    or `-` and letters, unless the problem has not begun and goes on behind it. Everything else starts or continues a
    problem.
    """
    takes_value = _takes_value(command)
    shorts = {name[1]: option for name, option in takes_value.items() if len(name) == 2}
    begun = ended = False
    value_next = False
    for position, argument in enumerate(arguments):
        if value_next:
            value_next = False
            yield "value"
        elif ended or len(argument) < 2 or not argument.startswith("-"):
            begun = True
            yield "word"
        elif argument == "--":
            ended = True
            yield "end"
        elif argument in takes_value:
            value_next = takes_value[argument] is not None
            yield "option"
        elif argument.startswith("--"):
            option = bool(_LONG.fullmatch(argument))
            begun = begun or not option
            yield "option" if option else "word"
        else:
            option, value_next = _cluster(argument, shorts)
            lone = begun or not continues(arguments, position)
            option = option or (lone and bool(_LETTERS.fullmatch(argument)))
            begun = begun or not option
            yield "option" if option else "word"


def continues(arguments: Sequence[str], position: int) -> bool:
    """Does an expression go on behind the argument at this position?"""
    return bool(_CONTINUED.match(" ".join(arguments[position + 1 :])))


def begins_path(argument: str) -> bool:
    """Does an argument look like the path of a file, with a slash that no blank follows?"""
    return bool(_PATH.match(argument))


def with_number_of_hints(arguments: Sequence[str]) -> list[str]:
    """The arguments, the number behind `--hint` tied to it, 1 where there is none: no problem is taken for it."""
    found: list[str] = []
    ended = False
    for argument in arguments:
        ended = ended or argument == "--"
        if found[-1:] == [f"{_HINT}=1"] and argument.isascii() and argument.isdigit() and not ended:
            found[-1] = f"{_HINT}={argument}"
        else:
            found.append(f"{_HINT}=1" if argument == _HINT and not ended else argument)
    return found


def mark_words(command: click.Command, arguments: Sequence[str]) -> list[str]:
    """The arguments, those marked that belong to a problem but would be taken for options."""
    marked, ended = [], False
    for role, argument in zip(roles(command, arguments), arguments, strict=True):
        ended = ended or role == "end"
        hidden = role == "word" and len(argument) > 1 and argument.startswith("-") and not ended
        marked.append(_MARK + argument if hidden else argument)
    return marked


def unmark(words: Sequence[str]) -> tuple[str, ...]:
    """The words as they were typed, without the marks of `mark_words`."""
    return tuple(word.removeprefix(_MARK) for word in words)


def _takes_value(command: click.Command) -> dict[str, str | None]:
    """Every spelling of every option → the option's name if it takes a value."""
    context = click.Context(command, **command.context_settings)
    return {
        spelling: parameter.name if not (parameter.is_flag or parameter.count) else None
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option)
        for spelling in (*parameter.opts, *parameter.secondary_opts)
    }


def _cluster(argument: str, shorts: dict[str, str | None]) -> tuple[bool, bool]:
    """Is `-abc` made of short options? And does the last one still wait for its value?"""
    for position, letter in enumerate(argument[1:], start=1):
        if letter not in shorts:
            return False, False
        name = shorts[letter]
        if name is not None:
            attached = argument[position + 1 :]
            return not attached or bool(_ATTACHED.get(name, _PLAIN).fullmatch(attached)), not attached
    return True, False
