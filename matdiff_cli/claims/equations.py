"""`EXPR wrt X = CLAIM where …` and `EXPR = EXPR where …`: two sides, each read in its place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from matdiff_cli.claims.changes import in_all_targets, without_idle
from matdiff_cli.claims.displays import with_single_signs
from matdiff_cli.claims.equation import Equation, blanked, only, refuse_extremum
from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.arrange import scan
from matdiff_cli.syntax.characters import check, without_comments
from matdiff_cli.syntax.parse import parse_declarations, parse_problem
from matdiff_cli.syntax.question import asks_for_derivative
from matdiff_cli.syntax.said import listing, with_assumptions, with_bare_where
from matdiff_cli.syntax.tree import ProblemTree, Tree
from matdiff_cli.typing.arguments import without_arguments
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.declarations import Declarations
from matdiff_cli.typing.finish import Finisher, nodes
from matdiff_cli.typing.infer import infer
from matdiff_cli.typing.letters import letters
from matdiff_cli.typing.names import FUNCTIONS, canonical
from matdiff_cli.typing.question import Question, unparted
from matdiff_cli.typing.read import read_problems, type_abbreviations
from matdiff_cli.typing.typed import Problem, Target, Typed
from matdiff_cli.typing.understand import understand

_WORDS = ("wrt", "where")
_NAME_AND_SIGN = 2
_EXAMPLE = "for example a'*X*b wrt X = a*b'"

_CHANGE = re.compile(r"(?<![\w\\])d[A-Za-z](?!\w)")


def split(text: str) -> Equation:
    """Find the `=` that defines no abbreviation. Raises MatdiffError where there is none, or two."""
    check(text)
    bare = with_bare_where(with_assumptions(with_single_signs(without_comments(text))))
    comma = listing(bare)
    depth, signs = 0, []
    item = -1  # behind where: how many tokens of a declaration there are already
    clauses: list[tuple[str, int, int]] = []  # wrt or where, where the word begins and where it ends
    for token in scan(bare):
        item += item >= 0
        if token.kind == "open" and token.text in "([{":
            depth += 1
        elif token.kind == "close" and token.text in ")]}":
            depth -= 1
        elif depth > 0:
            continue
        elif token.kind == "name" and token.text in _WORDS:
            clauses.append((token.text, token.start, token.end))
            item = 0 if token.text == "where" else -1
        elif token.start == comma:
            clauses.append(("where", token.start, token.end))
            item = 0
        elif token.kind == "fence" and item > 0:
            item = 0
        elif token.text == "=" and item != _NAME_AND_SIGN:
            signs.append(token.start)
            item = -1
    if not signs:
        end = len(bare.rstrip())
        raise MatdiffError(
            "syntax", "there is no = to judge", Mark(Span(end, end + 1)), hint=f"{_EXAMPLE}, or A*B = B*A", source=text
        )
    if len(signs) > 1:
        span = Span(signs[1], signs[1] + 1)
        raise MatdiffError("syntax", "a second =", Mark(span), hint="write one claim a line", source=text)
    sign = signs[0]
    before = [start for _, start, _ in clauses if start < sign]
    after = [start for _, start, _ in clauses if start > sign]
    left, right = slice(0, min(before, default=sign)), slice(sign + 1, min(after, default=len(text)))
    refuse_extremum(only(bare, left), text)
    for side, what in ((left, "in front of"), (right, "behind")):
        if not bare[side].strip():
            raise MatdiffError(
                "syntax", f"nothing stands {what} the =", Mark(Span(sign, sign + 1)), hint=_EXAMPLE, source=text
            )
    found = [(start, end) for word, start, end in clauses if word == "where"]
    declared = slice(0, 0)
    if found:
        start = found[0][1]
        stops = [place for place in (sign, *(other for _, other, _ in clauses)) if place > start]
        declared = slice(start, min(stops, default=len(text)))
    return Equation(
        text,
        only(bare, left),
        only(bare, right),
        blanked(bare, slice(sign, right.stop)),
        only(bare, declared),
        any(word == "wrt" for word, _, _ in clauses) or asks_for_derivative(bare[left]),
    )


# --- claims -----------------------------------------------------------------------------------------------------------


def read_problem(equation: Equation, wrt: Sequence[str], where: Sequence[str]) -> Problem:
    """The problem whose answer the right side claims to be. Raises MatdiffError."""
    with said_of(equation):
        found = [without_idle(each) for each in read_problems(equation.problem, wrt=wrt, where=where)]
    if len(found) > 1 and equation.changes:
        found = [in_all_targets(found)]
    if len(found) > 1:
        raise MatdiffError(
            "unsupported",
            "a claim is about one target",
            hint="write one claim for each, or [x, y] for the vector of scalars",
            source=equation.text,
        )
    return replace(found[0], text=equation.text)


def names_outside(equation: Equation, where: Sequence[str]) -> set[str]:
    """The names that are typed in other places than the claim."""
    tokens = (token for text in (equation.problem, *where) for token in scan(text))
    return {canonical(part) for token in tokens if token.kind == "name" for part in (token.text, *letters(token.text))}


class said_of:
    """Within this, an error in a part of the equation is said to be one in its text."""

    def __init__(self, equation: Equation) -> None:
        self.equation = equation

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        parts = (self.equation.problem, self.equation.right, self.equation.left, self.equation.declarations)
        if isinstance(error, MatdiffError) and error.source in parts:
            error.source = self.equation.text


# --- identities -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Identity:
    """Two expressions in the same symbols. `problem` has their sum as its function, without a bare 0, and no target.

    `fits`: they have one shape; a bare 0 has any.
    """

    problem: Problem
    left: Typed
    right: Typed
    fits: bool


def read_identity(equation: Equation, where: Sequence[str]) -> Identity:
    """Both sides, with one meaning for each name and sizes that let them have one shape if that can be."""
    _refuse_change(equation)
    with said_of(equation):
        declared = [(source, source) for source in where]
        if equation.declarations.strip():
            declared.append((equation.declarations, equation.text))
        return read_identities([(equation.left, equation.right)], equation.text, declared)[0]


def _refuse_change(equation: Equation) -> None:
    """Refuse `df = 2x'dx` without the function, of which df and dx would be two vectors."""
    left = equation.left.strip()
    if _CHANGE.fullmatch(left) and _CHANGE.search(equation.right) and f"{left}:" not in equation.declarations:
        start = equation.left.index(left)
        mark = Mark(Span(start, start + len(left)))
        hint = "write the function in front of it: x'*x wrt x; df = 2*x'*dx"
        raise MatdiffError("syntax", "a derivative of what?", mark, hint=hint, source=equation.text)


def read_identities(
    pairs: Sequence[tuple[str, str]], text: str, declarations: Sequence[tuple[str, str]]
) -> list[Identity]:
    """Pairs of sides of a text, with one meaning for each name in all of them.

    `declarations` are texts with what to say they stand in. Raises MatdiffError.
    """
    declared = Declarations()
    for source, said in declarations:
        declared.add(parse_declarations(source, FUNCTIONS), said)
    names, symbols = {*FUNCTIONS, *declared.functions}, {*declared.types, *declared.abbreviations}
    places = {side: k for k, side in enumerate(dict.fromkeys(side for pair in pairs for side in pair))}
    parsed = [(_expression(parse_problem(side, names, symbols), side), side) for side in places]
    sides = [without_arguments(tree, side, declared) for tree, side in parsed]
    ends = [(places[left], places[right]) for left, right in pairs]
    every = Tree("sum", tuple(sides), Span(0, len(text)))
    question = Question(every, text, declared)
    checker, (used, typed, fitting) = understand(question, partial(_typed, ends))
    checker.reading += unparted(question, checker.scope.symbols)
    finisher = Finisher(checker.scope, [*typed, *checker.abbreviations.values()])
    abbreviations = {name: checker.abbreviations[name] for name in used}
    identities = []
    for (i, j), fits in zip(ends, fitting, strict=True):
        left, right = typed[i], typed[j]
        occurring = {node.value for node in nodes(left, right) if node.op == "symbol"}
        known = {n: finisher.symbol(symbol) for n, symbol in checker.scope.symbols.items() if n in occurring}
        problem = Problem(
            text,
            sum_of(left, right),
            Target(()),
            known,
            abbreviations,
            tuple(checker.notes),
            checker.decimals,
            reading=tuple(checker.reading),
        )
        identities.append(Identity(problem, left, right, fits))
    return identities


def _expression(parsed: ProblemTree, source: str) -> Tree:
    if parsed.targets or asks_for_derivative(source):
        hint = "a claim about a derivative begins with it: ∇_x … = …"
        start = len(source) - len(source.lstrip())
        place = parsed.targets[0].span if parsed.targets else Span(start, len(source.rstrip()))
        raise MatdiffError("syntax", "a derivative as a side of an identity", Mark(place), hint=hint, source=source)
    return parsed.expression


def sum_of(left: Typed, right: Typed) -> Typed:
    """What has a value where both sides have one: their sum, without a bare 0."""
    parts = [side for side in (left, right) if not is_nothing(side)] or [left]
    return Typed("sum", tuple(parts), parts[0].shape, parts[0].span) if len(parts) > 1 else parts[0]


def _typed(ends: Sequence[tuple[int, int]], checker: Checker, every: Tree) -> tuple[list[str], list[Typed], list[bool]]:
    used = type_abbreviations(checker, every)
    typed = [infer(checker, side) for side in every.args]
    pairs = [(typed[i], typed[j]) for i, j in ends]
    fits = [is_nothing(a) or is_nothing(b) or checker.same_shape(a, b) for a, b in pairs]
    checker.settle()
    return used, typed, fits


def is_nothing(typed: Typed) -> bool:
    """Is this the number 0, which may stand for zeros of any shape?"""
    return typed.op == "number" and typed.value == 0
