"""Text → syntax tree. Every error is a MatdiffError with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from lark import Lark, Token, UnexpectedInput

from matdiff_cli.errors import MatdiffError, Span
from matdiff_cli.syntax.alphabets import plain
from matdiff_cli.syntax.arrange import arrange
from matdiff_cli.syntax.build import Builder
from matdiff_cli.syntax.characters import check, refuse_sums, without_comments
from matdiff_cli.syntax.draft import Draft
from matdiff_cli.syntax.explain import empty, explain
from matdiff_cli.syntax.grammars import load, placed
from matdiff_cli.syntax.latex.recognize import is_latex, refuse_undecided
from matdiff_cli.syntax.machine import Machine, Refused
from matdiff_cli.syntax.notations import rewrite
from matdiff_cli.syntax.question import ask, at_clause
from matdiff_cli.syntax.refused import refuse_constraints, refuse_open_powers
from matdiff_cli.syntax.said import listed_behind_where, rewrite_declarations
from matdiff_cli.syntax.spoken import refuse_number_of_latex
from matdiff_cli.syntax.switches import refuse_options
from matdiff_cli.syntax.tree import Declaration, Name, ProblemTree, TargetTree, TypedNames, TypeTree

_CODE_SIGNS = (".", "%", "[", "@", "crossprod(", "solve(", "pmax(", "determinant(", "einsum(", "Sums(", "Means(")
"""One of them stands in all that is code."""
_ARROW = "\u20d7"
_ARROWS = re.compile(rf"([^\W\d_]){_ARROW}")
"""Letters with an arrow above them: vectors, whatever they are by convention."""
_STARTS = ["problem", "targets", "declarations"]

_MOST_OPTIONS = 64
"""Texts of --wrt and --where that are remembered: the same ones stand beside every line of an input."""

_UNAMBIGUOUS = (
    "WRT", "WHERE", "FUNCTION", "NAME", "NUMBER", "PLUS", "MINUS", "DOT_PLUS", "DOT_MINUS", "TIMES", "OVER",
    "DOT_TIMES", "DOT_OVER", "KRON",
    "POWER", "DOT_POWER", "QUOTE", "SUPERSCRIPT", "EQUALS", "COLON", "COMMA", "SEMICOLON", "LPAR", "RPAR", "LSQB",
    "RSQB", "LBRACE", "RBRACE", "LANGLE", "RANGLE", "GROUP_OPEN", "ABS_OPEN", "ABS_CLOSE", "NORM_OPEN", "NORM_CLOSE",
)  # fmt: skip


def parse_problem(
    text: str, functions: Collection[str], symbols: Collection[str] = (), declared: Collection[str] = ()
) -> ProblemTree:
    """`EXPRESSION [wrt TARGETS] [where DECLARATIONS]`. `functions`: every spelling that is a function, not a symbol;
    `symbols`: names known to be symbols, so that `x(y + 1)` is a product; `declared`: those declared elsewhere,
    whose kinds code cannot do without.
    """
    text = plain(text)
    try:
        return _problem(text, functions, symbols, declared)
    except MatdiffError as error:  # what was put in for other notations may seem to stand beside the text
        end = len(text)
        spans = [Span(min(max(mark.span.start, 0), end), mark.span.end) for mark in error.marks]
        spans = [Span(span.start, max(min(span.end, end + 1), span.start)) for span in spans]
        error.marks = tuple(replace(mark, span=span) for mark, span in zip(error.marks, spans, strict=True))
        raise


def _problem(text: str, functions: Collection[str], symbols: Collection[str], declared: Collection[str]) -> ProblemTree:
    refuse_constraints(text)
    refuse_options(text, (*symbols, *declared))
    refuse_undecided(text)
    if is_latex(text):
        try:
            refuse_number_of_latex(text)
        except MatdiffError as error:
            error.source = text
            raise
        return _parse_latex(text, functions, symbols)
    asked = ask(without_comments(text), symbols)
    refuse_open_powers(asked.text, (*symbols, *declared))
    draft, code, vectors = _from_code(asked.text, text, declared)
    draft = listed_behind_where(draft)
    problem: ProblemTree = _parse(text, "problem", functions, symbols, draft)
    reading = (*asked.reading, *code, *problem.reading)
    targets = problem.targets or asked.targets
    said: dict[str, tuple[str, Span]] = {}
    if _ARROW in text:
        said |= {found[1]: ("vector", Span(*found.span(1))) for found in _ARROWS.finditer(text)}
    if asked.kind:
        said |= {name.text: (asked.kind, name.span) for target in targets for name in target.names}
    if vectors:
        said |= {name: ("vector", span) for name, span in vectors.items()}
    kinds = _kinds(said)
    return ProblemTree(problem.expression, targets, problem.declarations, reading, asked.order, kinds, bool(code))


def _parse_latex(text: str, functions: Collection[str], symbols: Collection[str]) -> ProblemTree:
    """LaTeX says the same in other words; places are those of the LaTeX."""
    from matdiff_cli.syntax.latex.read import read
    from matdiff_cli.syntax.pieces import join

    check(text)
    latex = read(text, functions, symbols)
    symbols = {*symbols, "o"}  # which is no sign of LaTeX
    problem: ProblemTree = _parse(text, "problem", functions, symbols, join(latex.pieces, text))
    reading = (*problem.reading, *dict.fromkeys(latex.remarks))
    return problem._replace(reading=reading, kinds=_kinds(latex.kinds), order=latex.order)


def in_the_language(text: str, functions: Collection[str], symbols: Collection[str] = ()) -> str:
    """An expression in LaTeX or in code as the language writes it; any other as it is. Raises MatdiffError."""
    if not is_latex(text):
        return _from_code(text, text, symbols)[0].text
    from matdiff_cli.syntax.latex.read import read
    from matdiff_cli.syntax.pieces import join

    return join(read(text, functions, symbols).pieces, text).text


def _kinds(names: Mapping[str, tuple[str, Span]]) -> tuple[TypedNames, ...]:
    return tuple(
        TypedNames((Name(name, span),), TypeTree((Name(kind, span),), (), span)) for name, (kind, span) in names.items()
    )


def _from_code(asked: str, text: str, declared: Collection[str]) -> tuple[Draft, tuple[str, ...], Mapping[str, Span]]:
    """What is asked, in the language if it is code; the note that says so; the names that must be vectors there."""
    if not any(map(asked.__contains__, _CODE_SIGNS)):
        return Draft.of(asked), (), {}
    from matdiff_cli.syntax.code import languages
    from matdiff_cli.syntax.pieces import Piece, join

    body, rest = at_clause(asked)
    check(text)
    try:
        found = languages.read(body, rest, declared)
    except MatdiffError as error:
        error.source = text  # of which what asks is blanked out here
        raise
    if found is None:
        return Draft.of(asked), (), {}
    (pieces, vectors), note = found
    return join([*pieces, Piece(rest, Span(len(body), len(asked)))], asked), (note,), vectors


@lru_cache(maxsize=_MOST_OPTIONS)
def parse_targets(text: str, functions: frozenset[str]) -> tuple[TargetTree, ...]:
    """What stands after wrt."""
    text = plain(text)
    targets: tuple[TargetTree, ...] = _parse(text, "targets", functions, draft=_latex_clauses(text, functions))
    return targets


@lru_cache(maxsize=_MOST_OPTIONS)
def parse_declarations(text: str, functions: frozenset[str]) -> tuple[Declaration, ...]:
    """What stands after where."""
    text = plain(text)
    draft = _latex_clauses(text, functions)
    declarations: tuple[Declaration, ...] = _parse(text, "declarations", functions, draft=draft)
    return declarations


def _latex_clauses(text: str, functions: Collection[str]) -> Draft | None:
    r"""`\theta`, `\Sigma: spd(n)` in the language; None for what is no LaTeX."""
    if not is_latex(text):
        return None
    from matdiff_cli.syntax.latex.read import read_clauses
    from matdiff_cli.syntax.pieces import join

    check(text)
    return join(read_clauses(text, functions).pieces, text)


def _parse(
    text: str, start: str, functions: Collection[str], symbols: Collection[str] = (), draft: Draft | None = None
) -> Any:
    """`draft` is the text without what is no part of an expression, or in the words of the language."""
    check(text)
    draft = Draft.of(without_comments(text)) if draft is None else draft
    bare = draft.text if draft.is_as_typed else text
    if not draft.text.strip().strip("\ufeff"):
        raise empty(text, start)
    try:
        if not is_latex(text):  # which says so itself
            refuse_sums(bare)
        if start == "problem":
            draft = rewrite(draft, functions, symbols)
        elif start == "declarations":
            draft = rewrite_declarations(draft)
        arranged = arrange(draft.text, functions, symbols)
    except MatdiffError as error:
        raise draft.placed(error, text) from None
    try:
        try:
            return _machine().parse(arranged, start, None if draft.is_as_typed else draft.span)
        except Refused:
            _DRAFT.set(draft)
            return _parser().parse(arranged, start=start)
    except UnexpectedInput as error:
        raise explain(error, text, bare, start, draft) from None
    except MatdiffError as error:
        error.source = text
        raise


_DRAFT: ContextVar[Draft] = ContextVar("_DRAFT")
"""What lark parses."""


class _Everywhere:
    """The terminals that mean the same wherever they stand.

    To look for them everywhere leaves the contextual lexer a handful of regular expressions to compile instead of
    dozens, which would take longer than most parses.
    """

    always_accept = _UNAMBIGUOUS

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        """Gives tokens the places that they have in what was typed."""
        draft = _DRAFT.get()
        return stream if draft.is_as_typed else (placed(token, draft) for token in stream)


@cache
def _machine() -> Machine:
    return Machine(_parser())


@cache
def _parser() -> Lark:
    return load(
        "matdiff",
        lexer="contextual",
        start=_STARTS,
        transformer=Builder(),
        postlex=_Everywhere(),
        keep_all_tokens=True,
    )
