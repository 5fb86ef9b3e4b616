"""Painters: a scene as text, or as a file of a kind.

A painter is a module of this package with `SUFFIXES`, the endings of the files that it writes (none: it draws in the
terminal), and a function `paint(scene, canvas) -> str | bytes`. It is imported when it is first used.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matdiff_cli.plot.scene import Scene
    from matdiff_cli.plot.words import Words


@dataclass(frozen=True)
class Canvas:
    """How a scene is to be painted: the words; columns and lines, colours, ASCII for a terminal; a file's ending."""

    words: Words
    width: int = 80
    height: int = 24
    color: bool = False
    ascii: bool = False
    suffix: str = ""


SUFFIXES = ("svg", "tex", "png", "pdf")
"""The endings of the files that hold a picture: what there is without importing a painter."""


def painters() -> dict[str, Any]:
    """The ending of a file → the painter's module; "" is the terminal."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def paint(scene: Scene, canvas: Canvas) -> str | bytes:
    """The picture. Raises KeyError for an ending that no painter has, MatdiffError where what it needs is missing."""
    painted: str | bytes = painters()[canvas.suffix].paint(scene, canvas)
    return painted
