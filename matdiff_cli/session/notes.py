"""The problems of a session as a Markdown document that `matdiff weave` takes."""

from __future__ import annotations

from matdiff_cli.languages import ENGLISH
from matdiff_cli.session.state import Asked, State

_KEPT = ("lang", "layout", "notation", "order", "check", "hessian", "short", "answer")
"""The options that mean something behind the fence of a block."""


def as_notes(state: State, language: str = ENGLISH) -> str:
    """A block for every problem, with what was declared for it; its results will be in this language."""
    spoken = () if language == ENGLISH else (f"--lang={language}",)
    return "\n".join(_block(asked, spoken) for asked in state.asked)


def _block(asked: Asked, spoken: tuple[str, ...]) -> str:
    options = (option.removeprefix("--").partition("=") for option in (*spoken, *asked.options))
    kept = {name: name + equals + value for name, equals, value in options if name in _KEPT}
    return f"```{' '.join(('matdiff', *kept.values()))}\n{asked.line}\n```\n"
