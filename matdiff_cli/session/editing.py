"""Editing lines in a session: what a word may go on as, and the history, by the readline of the standard library."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from matdiff_cli.functions import SPELLINGS
from matdiff_cli.languages import LANGUAGES
from matdiff_cli.session.lines import COMMANDS, LAYOUTS
from matdiff_cli.session.state import ANSWER, State
from matdiff_cli.syntax.said import TYPE_WORDS

_LONGEST = 1000
_DELIMITERS = " \t\n'\"()[]{},;+-*/^|<>=@.\\"
_VALUES = {
    ":layout": LAYOUTS,
    ":notation": ("delta", "d"),
    ":lang": LANGUAGES,
    ":rules": (),
    ":functions": tuple(SPELLINGS),
}


def candidates(line: str, word: str, state: State) -> list[str]:
    """What the word at the end of a line may become."""
    before = line[: len(line) - len(word)].strip()
    if not before and word.startswith(":"):
        found = [f":{command} " for command in COMMANDS]
    elif before in _VALUES:
        found = [f"{value} " for value in _VALUES[before]]
    elif before.endswith((":", " in")):
        found = list(TYPE_WORDS)
    else:
        names = [*state.statements, ANSWER] if state.asked else [*state.statements]
        found = [*names, *(f"{name}(" for name in SPELLINGS), "wrt ", "where "]
    return sorted({name for name in found if name.startswith(word)})


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
