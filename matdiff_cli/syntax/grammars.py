"""The grammars, loaded with the tables that lark has made of them before."""

from __future__ import annotations

import os
import stat
import sys
from hashlib import sha256
from typing import Any

from lark import Lark, Token
from lark import __version__ as lark_version

from matdiff_cli.errors import Span
from matdiff_cli.syntax.draft import Draft

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def load(name: str, **options: Any) -> Lark:
    """The LALR(1) parser of `grammar/NAME.lark`, with more options of lark's."""
    places = [os.path.join(folder, "grammar", f"{name}.lark") for folder in (_PACKAGE, os.path.dirname(_PACKAGE))]
    with open(next(filter(os.path.exists, places)), encoding="utf-8") as file:
        grammar = file.read()
    cache = cache_file(grammar) or False
    return Lark(grammar, parser="lalr", maybe_placeholders=False, cache=cache, **options)


def placed(token: Token, draft: Draft) -> Token:
    """A token of a draft in its place in what was typed."""
    span = draft.span(Span(token.start_pos or 0, token.end_pos or 0))
    token.start_pos, token.end_pos = span.start, span.end
    return token


def cache_file(grammar: str) -> str | None:
    """Where lark may keep its tables (making them takes longer than all the rest), or None.

    Lark unpickles the file, so it must be in a folder that only this user can write to.
    """
    root = os.environ.get("XDG_CACHE_HOME") or ""
    if not os.path.isabs(root):
        root = os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(root, "matdiff")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        facts = os.lstat(folder)
    except OSError:
        return None
    owned = not hasattr(os, "getuid") or facts.st_uid == os.getuid()
    private = stat.S_ISDIR(facts.st_mode) and not facts.st_mode & 0o022
    if not (os.path.isabs(folder) and owned and private and os.access(folder, os.W_OK | os.X_OK)):
        return None
    key = sha256(f"{lark_version} {sys.version_info[:2]} {grammar}".encode()).hexdigest()[:16]
    return os.path.join(folder, f"grammar-{key}.pickle")
