"""Editing lines in a session: what a word may go on as, and the history, by the readline of the standard library."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress

from matdiff_cli.code import TARGETS
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.languages import LANGUAGES
from matdiff_cli.output import RENDERERS
from matdiff_cli.session.lines import COMMANDS, LAYOUTS
from matdiff_cli.session.state import ANSWER, State
from matdiff_cli.syntax.said import TYPE_WORDS

_LONGEST = 1000
_DELIMITERS = " \t\n'\"()[]{},;+-*/^|<>=@.\\"
_NAME = re.compile(r"[^\W\d]\w*")
_TARGETS = re.compile(r"(.*)\bwrt\s+[\[\w\s,]*", re.DOTALL)
_NO_SYMBOLS = frozenset((*SPELLINGS, *TYPE_WORDS, "wrt", "where", "in"))


def candidates(line: str, word: str, state: State) -> list[str]:
    """What the word at the end of a line may become."""
    before = line[: len(line) - len(word)].strip()
    command, blank, rest = line.lstrip().partition(" ")
    if not before and word.startswith(":"):
        found = [f":{command} " for command in COMMANDS]
    elif blank and (values := _values(command)):
        found = [f"{value} "[len(rest) - len(word) :] for value in values if value.startswith(rest)]
    elif before.endswith((":", " in")):
        found = list(TYPE_WORDS)
    elif asked := _TARGETS.fullmatch(f"{before} "):
        found = _symbols(asked[1] or " ".join(each.text for each in state.asked[-1:]), state)
    else:
        names = [*state.statements, ANSWER] if state.asked else [*state.statements]
        found = [*names, *(f"{name}(" for name in SPELLINGS), "wrt ", "where "]
    return sorted({name for name in found if name.startswith(word)})


def _values(command: str) -> Iterable[str]:
    """What may stand behind a command, where that is one of a few words."""
    if command == ":rules":
        from matdiff_cli.rules import RULES

        return RULES
    if command == ":examples":
        from matdiff_cli.output.reference.examples import topics

        return topics()
    known = {":layout": LAYOUTS, ":notation": ("delta", "d"), ":lang": LANGUAGES, ":format": RENDERERS}
    return {**known, ":code": TARGETS, ":functions": SPELLINGS}.get(command, ())


def _symbols(text: str, state: State) -> list[str]:
    """The names in a problem, and in what its names are defined as, that are no functions."""
    bodies = (statement.partition(" = ")[2] for statement in state.where(text))
    names = _NAME.findall(" ".join((text.partition(" where ")[0], *bodies)))
    return [name for name in names if name not in _NO_SYMBOLS]


def history_file() -> str:
    """Where lines are kept from one session to the next: in the folder for what programs remember of their user."""
    root = os.environ.get("XDG_STATE_HOME") or ""
    if not os.path.isabs(root):
        root = os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(root, "matdiff", "history")


class Editing:
    """A context in which lines are edited, and kept when it ends. Where there is no readline, lines are typed as they
    are; a history that cannot be kept is not.
    """

    def __init__(self, state: Callable[[], State]) -> None:
        self._state = state
        self._found: list[str] = []

    def __enter__(self) -> Editing:
        with suppress(ImportError):
            import readline

            readline.set_completer(self._complete)
            readline.set_completer_delims(_DELIMITERS)
            readline.parse_and_bind("tab: complete")
            readline.set_history_length(_LONGEST)
            with suppress(OSError):
                readline.read_history_file(history_file())
        return self

    def __exit__(self, *_: object) -> None:
        file = history_file()
        with suppress(ImportError, OSError):
            import readline

            os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
            os.chmod(file, 0o600)  # what somebody works on is nobody else's business
            readline.write_history_file(file)

    def _complete(self, word: str, index: int) -> str | None:
        import readline

        if index == 0:
            self._found = candidates(readline.get_line_buffer()[: readline.get_endidx()], word, self._state())
        return self._found[index] if index < len(self._found) else None
