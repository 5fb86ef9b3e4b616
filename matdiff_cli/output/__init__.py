"""Formats: a derivation as text, LaTeX, Markdown, HTML or JSON. No mathematics; nothing heavy imported.

A format is a module of `matdiff_cli.output.formats`, named like it, with a function `render(derivation, style) -> str`,
and where these mean something to it with `answer(derivation, style) -> str`, only the result, and with
`document(fragments, language) -> str`, several derivations as a whole document. It is imported when it is first
used.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from matdiff_cli.output import formats, reference
from matdiff_cli.output.style import Style

if TYPE_CHECKING:
    from matdiff_cli.derivation.records import Derivation

__all__ = ["ANSWERERS", "DEFAULT_FORMAT", "REFERENCES", "RENDERERS", "Renderer", "Style", "documenter", "renderer"]

DEFAULT_FORMAT = "text"

Renderer = Callable[["Derivation", Style], str]


def renderer(name: str) -> Renderer:
    """The renderer of a format. Its text ends without a newline. Raises KeyError for a format that does not exist."""
    return RENDERERS[name]


def documenter(name: str) -> Callable[..., str] | None:
    """What makes a whole document of several fragments of a format; None where a format has no documents."""
    return getattr(_module(name), "document", None)


def _module(name: str) -> Any:
    return import_module(f"{formats.__name__}.{name}")


def _lazy(name: str, *, answer: bool) -> Renderer:
    def render(derivation: Derivation, style: Style) -> str:
        module = _module(name)
        whole: Renderer = module.render
        wanted: Renderer = getattr(module, "answer", whole) if answer else whole
        return wanted(derivation, style)

    return render


_NAMES = [module.name for module in iter_modules(formats.__path__)]

RENDERERS: dict[str, Renderer] = {name: _lazy(name, answer=False) for name in _NAMES}
"""Format name → renderer."""

ANSWERERS: dict[str, Renderer] = {name: _lazy(name, answer=True) for name in _NAMES}
"""Format name → renderer of the result alone; of the whole in a format that has nothing shorter."""

REFERENCES = [name for name in _NAMES if name in {module.name for module in iter_modules(reference.__path__)}]
"""The formats in which rules and functions are told."""
