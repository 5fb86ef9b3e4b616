"""Generated source becomes functions: the one place where text becomes a program.

The text is matdiff's own, with names of symbols in it that the language admits. It is looked through all the same.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

_LIBRARIES = frozenset({"array_api_compat", "functools", "jax", "jax.numpy", "math", "numpy", "torch"})
_BUILTIN = frozenset({"abs", "float", "hasattr", "int", "len", "max", "min", "next", "range"})


def functions(source: str, label: str, given: Mapping[str, Any] | None = None) -> dict[str, Callable[..., Any]]:
    """The functions of a module of Python, by their names. Raises ValueError for source that is not of our making.

    `given` is what it finds without defining it.
    """
    tree = ast.parse(source)
    known = _defined(tree) | _BUILTIN | set(given or ())
    for node in ast.walk(tree):
        if not _is_ours(node, known):
            raise ValueError(f"no generated code has this: {ast.unparse(node)}")
    module: dict[str, Any] = {"__name__": label, **(given or {})}
    exec(compile(tree, f"<{label}>", "exec"), module)
    return {name: value for name, value in module.items() if callable(value)}


def _defined(tree: ast.AST) -> set[str]:
    """The names that a module gives a meaning."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name)
    return found


def _is_ours(node: ast.AST, known: set[str]) -> bool:
    match node:
        case ast.Import():
            return all(alias.name in _LIBRARIES for alias in node.names)
        case ast.ImportFrom():
            return node.module in _LIBRARIES
        case ast.Name(ctx=ast.Load()):
            return node.id in known
        case ast.Attribute():
            return not node.attr.startswith("_")
    return not isinstance(node, (ast.ClassDef, ast.Delete, ast.Global, ast.Nonlocal))
