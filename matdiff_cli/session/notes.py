"""The problems of a session as a Markdown document that `matdiff weave` takes."""

from __future__ import annotations

from matdiff_cli.session.state import Asked, State

_KEPT = ("layout", "notation", "order", "check", "hessian", "short", "answer")
"""The options that mean something behind the fence of a block."""


def as_notes(state: State) -> str:
    """A block for every problem, with what was declared for it."""
    return "\n".join(map(_block, state.asked))


def _block(asked: Asked) -> str:
    options = [option.removeprefix("--") for option in asked.options]
    kept = dict.fromkeys(option for option in options if option.partition("=")[0] in _KEPT)
    return f"```{' '.join(('matdiff', *kept))}\n{asked.line}\n```\n"
