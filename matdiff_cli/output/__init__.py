"""Renderers: a derivation as text, LaTeX, Markdown, JSON, or only its answer. No mathematics; nothing heavy imported.

A format is a module of `matdiff_cli.output.formats` with a function `render(derivation, style) -> str`; its name is the
module's name. It is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from matdiff_cli.output import formats
from matdiff_cli.output.style import Style

if TYPE_CHECKING:
    from matdiff_cli.derivation.records import Derivation

__all__ = ["RENDERERS", "Renderer", "Style", "renderer"]

Renderer = Callable[["Derivation", Style], str]


def renderer(name: str) -> Renderer:
    """The renderer of a format. Its text ends without a newline. Raises KeyError for a format that does not exist."""
    return RENDERERS[name]


def _lazy(name: str) -> Renderer:
    def render(derivation: Derivation, style: Style) -> str:
        renderer: Renderer = import_module(f"{formats.__name__}.{name}").render
        return renderer(derivation, style)

    return render


RENDERERS: dict[str, Renderer] = {module.name: _lazy(module.name) for module in iter_modules(formats.__path__)}
"""Format name → renderer."""
