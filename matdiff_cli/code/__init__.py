"""Code: a problem and its derivatives as the source of functions in another language.

    problem     →  expressions   derivation   f, its derivative, the Hessian and the change of the gradient along V
    expression  →  program       translate    operations on scalars, vectors and matrices, each computed once
    program     →  assignments   schedule     names for what is used again, the rest inline
    assignments →  source        targets      one file a language

A target is a module of `matdiff_cli.code.targets` with a `TARGET`; its name is the module's name with hyphens. It is
imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from matdiff_cli.code import targets

TARGETS: tuple[str, ...] = tuple(sorted(module.name.replace("_", "-") for module in iter_modules(targets.__path__)))
"""The names of the targets."""


def target(name: str) -> targets.Target:
    """The target of a name. Raises KeyError for one that does not exist."""
    if name not in TARGETS:
        raise KeyError(name)
    return import_module(f"{targets.__name__}.{name.replace('-', '_')}").TARGET
