"""Text → syntax tree. Every error is a MatdiffError with its place in the text."""

from __future__ import annotations

import os
import stat
import sys
from collections import deque
from collections.abc import Collection, Iterator
from functools import cache
from hashlib import sha256
from typing import Any

from lark import Lark, Token, UnexpectedInput
from lark import __version__ as lark_version

from matdiff_cli.errors import Mark, MatdiffError
from matdiff_cli.syntax.arrange import arrange
from matdiff_cli.syntax.build import Builder
from matdiff_cli.syntax.characters import check, without_comments
from matdiff_cli.syntax.explain import empty, explain
from matdiff_cli.syntax.notations import EULER, Arranged, exchange
from matdiff_cli.syntax.questions import declarations as declared
from matdiff_cli.syntax.questions import question
from matdiff_cli.syntax.tree import Declaration, ProblemTree, TargetTree

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_STARTS = ["problem", "targets", "declarations"]

_UNAMBIGUOUS = (
    "WRT", "WHERE", "FUNCTION", "NAME", "NUMBER", "PLUS", "MINUS", "TIMES", "OVER", "DOT_TIMES", "DOT_OVER", "KRON",
    "POWER", "DOT_POWER", "QUOTE", "SUPERSCRIPT", "EQUALS", "COLON", "COMMA", "SEMICOLON", "LPAR", "RPAR", "LSQB",
    "RSQB", "LBRACE", "RBRACE", "LANGLE", "RANGLE", "GROUP_OPEN", "ABS_OPEN", "ABS_CLOSE", "NORM_OPEN", "NORM_CLOSE",
    "SIZED", "INNER", "PSEUDOINVERSE",
)  # fmt: skip


def parse_problem(text: str, functions: Collection[str], symbols: Collection[str] = ()) -> ProblemTree:
    """`EXPRESSION [wrt TARGETS] [where DECLARATIONS]`. `functions`: every spelling that is a function, not a symbol;
    `symbols`: names known to be symbols, so that `x(y + 1)` is a product."""
    check(text)
    asked = question(without_comments(text), symbols)
    problem: ProblemTree = _parse(text, "problem", functions, symbols, asked.text)
    if (
        asked.targets
        and problem.targets
        and [t.names[0].text for t in problem.targets] != [asked.targets[0].names[0].text]
    ):
        marks = Mark(problem.targets[0].span), Mark(asked.targets[0].span)
        raise MatdiffError("syntax", "the target is named twice", *marks, hint="leave one of them out", source=text)
    targets = problem.targets or asked.targets
    return problem._replace(targets=targets, reading=(*asked.reading, *problem.reading), order=asked.order)


def parse_targets(text: str, functions: Collection[str]) -> tuple[TargetTree, ...]:
    """What stands after wrt."""
    targets: tuple[TargetTree, ...] = _parse(text, "targets", functions)
    return targets


def parse_declarations(text: str, functions: Collection[str]) -> tuple[Declaration, ...]:
    """What stands after where."""
    check(text)
    declarations: tuple[Declaration, ...] = _parse(
        text, "declarations", functions, bare=declared(without_comments(text))
    )
    return declarations


def _parse(text: str, start: str, functions: Collection[str], symbols: Collection[str] = (), bare: str = "") -> Any:
    """`bare` is the text without comments and without what belongs to the form of a question."""
    check(text)
    bare = bare or without_comments(text)
    if not bare.strip().strip("\ufeff"):
        raise empty(text, start)
    try:
        arranged = exchange(bare, functions, symbols) if start == "problem" else Arranged(bare, {}, [])
        _BETWEEN.arranged = arranged
        known = {*functions, "e"} if EULER in arranged.heads.values() else functions
        found: Any = _parser().parse(arrange(arranged.text, known, symbols), start=start)
        return found._replace(reading=arranged.reading) if arranged.reading else found
    except UnexpectedInput as error:
        raise explain(error, text, bare, start) from None
    except MatdiffError as error:
        error.source = text
        raise


class _Between:
    """What stands between the lexer and the parser: puts in the parentheses that the text leaves out, and knows the
    terminals that mean the same wherever they stand.

    To look for them everywhere leaves the contextual lexer a handful of regular expressions to compile instead of
    dozens, which would take longer than most parses.
    """

    always_accept = _UNAMBIGUOUS

    arranged = Arranged("", {}, [])

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        """The tokens and the parentheses between them; the names of functions that no parenthesis follows."""
        heads, waiting = self.arranged.heads, deque(self.arranged.inserted)
        for token in stream:
            place = token.start_pos or 0
            while waiting and waiting[0][0] <= place:
                yield _parenthesis(*waiting.popleft())
            name = heads.get(place)
            yield Token.new_borrow_pos("FUNCTION", name, token) if name else token
        for missing in waiting:
            yield _parenthesis(*missing)


def _parenthesis(place: int, text: str) -> Token:
    return Token("LPAR" if text == "(" else "RPAR", text, place, end_pos=place)


_BETWEEN = _Between()


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
        postlex=_BETWEEN,
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
