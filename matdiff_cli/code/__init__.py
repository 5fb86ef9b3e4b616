"""Code: a problem and its derivatives as the source of functions in another language.

    problem     →  expressions   derivation   f, its derivative, the Hessian and the change of the gradient along V
    expression  →  program       translate    operations on scalars, vectors and matrices, each computed once
    program     →  assignments   schedule     names for what is used again, the rest inline
    assignments →  source        targets      one file a language

`floats` makes a function of floats for matdiff's own use, of a typed tree, entry by entry.

A target is a module of `matdiff_cli.code.targets` with a `TARGET`; its name is the module's name with hyphens. It is
imported when it is first used.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matdiff_cli.code.target import Target

_FOLDER = os.path.join(os.path.dirname(__file__), "targets")

TARGETS: tuple[str, ...] = tuple(sorted(m.name.replace("_", "-") for m in iter_modules([_FOLDER])))
"""The names of the targets. Nothing heavy is imported for them."""


def load(name: str) -> Target:
    """The target of a name. Raises KeyError for one that does not exist."""
    if name not in TARGETS:
        raise KeyError(name)
    found: Target = import_module(f"{__name__}.targets.{name.replace('-', '_')}").TARGET
    return found


NUMBER = "\ue000"
"""Stands in the names of functions for the number of their problem, until all problems are there."""


def merged(sources: Sequence[str]) -> str:
    """One module of several whose functions are numbered: one header, every helper once, one end if all have the same.

    The parts of a source stand two blank lines apart, its header first.
    """
    numbers = [f"_{i}" for i in range(1, len(sources) + 1)] if len(sources) > 1 else [""]
    parts = [
        source.replace(NUMBER, number).rstrip("\n").split("\n\n\n")
        for source, number in zip(sources, numbers, strict=True)
    ]
    header = dict.fromkeys(line for head, *_ in parts for line in head.split("\n\n"))
    rest = dict.fromkeys(part for _, *functions in parts for part in functions)
    if len(last := {functions[-1] for functions in parts}) == 1:
        (end,) = last
        rest[end] = rest.pop(end)
    return "\n\n\n".join(["\n\n".join(sorted(header)), *rest]) + "\n"
