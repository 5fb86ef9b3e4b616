"""sympy for a process that lives for a moment: of its modules only those are loaded that are used.

`import sympy` runs some four hundred modules, of which a derivation needs the core and the matrix expressions. Here a
package of sympy is there before its `__init__` has run; a name is fetched from the module that the `__init__` would
import it from. A name that no import explains runs the `__init__` itself, so nothing is missing.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any

_KNOWN = "1.14."
"""The versions of sympy whose modules load in any order. In 1.13 imports run in a circle if they begin elsewhere."""
_WHOLE = frozenset({"sympy.core", "sympy.external", "sympy.multipledispatch", "sympy.utilities"})
"""Packages that are loaded as they are: the others rest on what their `__init__` does."""


def install() -> None:
    """From now on the packages of sympy wait for what is used of them. A sympy of another version loads as ever."""
    found = PathFinder.find_spec("sympy")
    if found is None or not found.submodule_search_locations or os.environ.get("SYMPY_DEBUG", "False") != "False":
        return
    with open(os.path.join(found.submodule_search_locations[0], "release.py"), encoding="utf-8") as release:
        if f'__version__ = "{_KNOWN}' in release.read():
            sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds the packages of sympy that can wait, and leaves the rest to Python."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name.partition(".")[0] != "sympy" or name in _WHOLE:
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is None or spec.submodule_search_locations is None or spec.origin is None:
            return None
        spec.loader = _Waiting(name, spec.origin)
        return spec


class _Waiting(SourceFileLoader):
    """Makes a package, and does not run it yet."""

    def create_module(self, spec: ModuleSpec) -> _Package:
        return _Package(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass

    def run(self, module: ModuleType) -> None:
        """Run the `__init__`, once."""
        module.__class__ = ModuleType
        super().exec_module(module)


class _Package(ModuleType):
    """A package whose `__init__` has not run."""

    SYMPY_DEBUG = False
    """The one thing that modules ask for while they load and that no import explains."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__all__", "__version__"):
            raise AttributeError(name)
        if name in self._homes:
            home, called = self._homes[name]
            found = getattr(import_module(home), called)
        elif PathFinder.find_spec(f"{self.__name__}.{name}", self.__path__):
            found = import_module(f"{self.__name__}.{name}")
        else:
            assert self.__spec__ is not None and isinstance(self.__spec__.loader, _Waiting)
            self.__spec__.loader.run(self)
            found = getattr(self, name)
        setattr(self, name, found)
        return found

    @cached_property
    def _homes(self) -> dict[str, tuple[str, str]]:
        """Each name that the `__init__` imports, with the module that it comes from and its name there."""
        assert self.__file__ is not None
        with open(self.__file__, encoding="utf-8") as source:
            tree = ast.parse(source.read())
        return {
            alias.asname or alias.name: (f"{self.__name__}.{node.module}" if node.level else node.module, alias.name)
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module and node.level <= 1
            for alias in node.names
        }
