"""Text → syntax tree. Every error is a MatdiffError with its place in the text."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Collection, Iterator
from contextvars import ContextVar
from functools import cache
from hashlib import sha256
from typing import Any

from lark import Lark, Token, UnexpectedInput
from lark import __version__ as lark_version

from matdiff_cli.errors import MatdiffError, Span
from matdiff_cli.syntax.arrange import arrange
from matdiff_cli.syntax.build import Builder
from matdiff_cli.syntax.characters import check, without_comments
from matdiff_cli.syntax.draft import Draft
from matdiff_cli.syntax.explain import empty, explain
from matdiff_cli.syntax.notations import rewrite
from matdiff_cli.syntax.question import ask
from matdiff_cli.syntax.said import rewrite_declarations
from matdiff_cli.syntax.tree import Declaration, ProblemTree, TargetTree

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_STARTS = ["problem", "targets", "declarations"]

_UNAMBIGUOUS = (
    "WRT", "WHERE", "FUNCTION", "NAME", "NUMBER", "PLUS", "MINUS", "TIMES", "OVER", "DOT_TIMES", "DOT_OVER", "KRON",
    "POWER", "DOT_POWER", "QUOTE", "SUPERSCRIPT", "EQUALS", "COLON", "COMMA", "SEMICOLON", "LPAR", "RPAR", "LSQB",
    "RSQB", "LBRACE", "RBRACE", "LANGLE", "RANGLE", "GROUP_OPEN", "ABS_OPEN", "ABS_CLOSE", "NORM_OPEN", "NORM_CLOSE",
)  # fmt: skip


def parse_problem(text: str, functions: Collection[str], symbols: Collection[str] = ()) -> ProblemTree:
    """`EXPRESSION [wrt TARGETS] [where DECLARATIONS]`. `functions`: every spelling that is a function, not a symbol;
    `symbols`: names known to be symbols, so that `x(y + 1)` is a product."""
    asked = ask(without_comments(text), symbols)
    problem: ProblemTree = _parse(text, "problem", functions, symbols, asked.text)
    return problem._replace(targets=problem.targets or asked.targets, order=asked.order)


def parse_targets(text: str, functions: Collection[str]) -> tuple[TargetTree, ...]:
    """What stands after wrt."""
    targets: tuple[TargetTree, ...] = _parse(text, "targets", functions)
    return targets


def parse_declarations(text: str, functions: Collection[str]) -> tuple[Declaration, ...]:
    """What stands after where."""
    declarations: tuple[Declaration, ...] = _parse(text, "declarations", functions)
    return declarations


def _parse(
    text: str, start: str, functions: Collection[str], symbols: Collection[str] = (), bare: str | None = None
) -> Any:
    """`bare` is the text without what is no part of an expression, every character in its place."""
    check(text)
    bare = without_comments(text) if bare is None else bare
    if not bare.strip().strip("\ufeff"):
        raise empty(text, start)
    draft = Draft.of(bare)
    try:
        if start == "problem":
            draft = rewrite(draft, functions, symbols)
        elif start == "declarations":
            draft = rewrite_declarations(draft)
        arranged = arrange(draft.text, functions, symbols)
    except MatdiffError as error:
        raise draft.placed(error, text) from None
    _DRAFT.set(draft)
    try:
        return _parser().parse(arranged, start=start)
    except UnexpectedInput as error:
        raise explain(error, text, bare, start, draft) from None
    except MatdiffError as error:
        error.source = text
        raise


_DRAFT: ContextVar[Draft] = ContextVar("_DRAFT")
"""What is parsed."""


class _Everywhere:
    """The terminals that mean the same wherever they stand.

    To look for them everywhere leaves the contextual lexer a handful of regular expressions to compile instead of
    dozens, which would take longer than most parses.
    """

    always_accept = _UNAMBIGUOUS

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        """Gives tokens the places that they have in what was typed."""
        draft = _DRAFT.get()
        return stream if draft.is_as_typed else (_placed(token, draft) for token in stream)


def _placed(token: Token, draft: Draft) -> Token:
    span = draft.span(Span(token.start_pos or 0, token.end_pos or 0))
    token.start_pos, token.end_pos = span.start, span.end
    return token


@cache
def _parser() -> Lark:
    with open(_grammar_file(), encoding="utf-8") as file:
        grammar = file.read()
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=_STARTS,
        transformer=Builder(),
        postlex=_Everywhere(),
        keep_all_tokens=True,
        maybe_placeholders=False,
        cache=_cache_file(grammar) or False,
    )


def _grammar_file() -> str:
    inside = os.path.join(_PACKAGE, "grammar", "matdiff.lark")
    return inside if os.path.exists(inside) else os.path.join(os.path.dirname(_PACKAGE), "grammar", "matdiff.lark")


def _cache_file(grammar: str) -> str | None:
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
