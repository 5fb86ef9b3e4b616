"""Text → syntax tree. Every error is a MatdiffError with its place in the text."""

from __future__ import annotations

import os
from collections.abc import Collection
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from lark import Lark, UnexpectedInput

from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax.arrange import arrange
from matdiff_cli.syntax.build import Builder
from matdiff_cli.syntax.characters import check, without_comments
from matdiff_cli.syntax.explain import empty, explain
from matdiff_cli.syntax.tree import Declaration, ProblemTree, TargetTree

_PACKAGE = Path(__file__).resolve().parent.parent
_STARTS = ["problem", "targets", "declarations"]

Result = TypeVar("Result")


def parse_problem(text: str, functions: Collection[str], symbols: Collection[str] = ()) -> ProblemTree:
    """`EXPRESSION [wrt TARGETS] [where DECLARATIONS]`. `functions`: every spelling that is a function, not a symbol;
    `symbols`: names known to be symbols, so that `x(y + 1)` is a product."""
    return _parse(text, "problem", functions, symbols)


def parse_targets(text: str, functions: Collection[str]) -> tuple[TargetTree, ...]:
    """What stands after wrt."""
    return _parse(text, "targets", functions)


def parse_declarations(text: str, functions: Collection[str]) -> tuple[Declaration, ...]:
    """What stands after where."""
    return _parse(text, "declarations", functions)


def _parse(text: str, start: str, functions: Collection[str], symbols: Collection[str] = ()):  # type: ignore[no-untyped-def]
    check(text)
    bare = without_comments(text)
    if not bare.strip().strip("\ufeff"):
        raise empty(text, start)
    try:
        return _parser().parse(arrange(bare, functions, symbols), start=start)
    except UnexpectedInput as error:
        raise explain(error, text, bare, start) from None
    except MatdiffError as error:
        error.source = text
        raise


@cache
def _parser() -> Lark:
    grammar = _grammar_file().read_text(encoding="utf-8")
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=_STARTS,
        transformer=Builder(),
        keep_all_tokens=True,
        maybe_placeholders=False,
        cache=_cache_file(grammar) or False,
    )


def _grammar_file() -> Path:
    inside = _PACKAGE / "grammar" / "matdiff.lark"
    return inside if inside.exists() else _PACKAGE.parent / "grammar" / "matdiff.lark"


def _cache_file(grammar: str) -> str | None:
    """Where lark may keep its tables (they take most of the start-up time to make), or None.

    Lark unpickles the file, so it must be in a folder that only this user can write to.
    """
    try:
        base = os.environ.get("XDG_CACHE_HOME") or ""
        root = Path(base) if os.path.isabs(base) else Path.home() / ".cache"
        folder = root / "matdiff"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        facts = folder.lstat()
        owner = getattr(os, "getuid", lambda: facts.st_uid)()
        private = facts.st_uid == owner and not facts.st_mode & 0o077
        if folder.is_symlink() or not private or not os.access(folder, os.W_OK | os.X_OK):
            return None
    except (OSError, RuntimeError):
        return None
    try:
        lark = version("lark")
    except PackageNotFoundError:
        lark = ""
    return str(folder / f"grammar-{sha256((grammar + lark).encode()).hexdigest()[:16]}.pickle")
