"""`matdiff derive PROBLEM`, or just `matdiff PROBLEM`: the derivative of an expression, with its derivation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from matdiff_cli.cli.answers import Answers, Manner
from matdiff_cli.cli.help import ProblemCommand
from matdiff_cli.cli.jobs import Work, answer_all
from matdiff_cli.cli.options import derivative_options, output_options, problem_options
from matdiff_cli.cli.reading import Entry, entries
from matdiff_cli.cli.words import unmark

if TYPE_CHECKING:
    from matdiff_cli.derivation.records import Derivation
    from matdiff_cli.typing.typed import Problem

EXAMPLES = (
    ('matdiff "a\' * X * b" wrt X', ""),
    ('matdiff "log|X^-1| wrt X" --latex', ""),
    ('matdiff "(x - A*s)\'*W*(x - A*s)" -w s -d "W: symmetric"', ""),
    ('matdiff "x\'*A*x wrt x" -a -l mml', "only the result, as a row"),
    ('matdiff "3x^2 + 12x - 5y^2 + y wrt [x, y]"', ""),
    ('matdiff "x\'*A*x wrt x" --hessian', ""),
    ('matdiff "log|X| wrt X" --short', "a few lines, by differentials"),
    ('matdiff "t^2*x wrt t" -d "t: scalar"', "small letters are vectors"),
    ('matdiff -a --code numpy "log|X| wrt X"', "a module of functions"),
    ("matdiff --json < problems.txt", "one problem a line"),
)


@click.command("derive", cls=ProblemCommand, examples=EXAMPLES, short_help="Differentiate, with every step.")
@problem_options
@derivative_options
@output_options
def command(
    words: tuple[str, ...],
    wrt: tuple[str, ...],
    where: tuple[str, ...],
    layout: str,
    order: int,
    check: bool,
    **manner: Any,
) -> int:
    """Differentiate an expression of scalars, vectors and matrices, and show every step.

    PROBLEM is EXPRESSION [wrt TARGETS] [where DECLARATIONS]; 'man matdiff-language' tells more. With the word - or with
    piped input, each line is a problem.
    """
    how, origins, work = question(wrt, where, layout, order, check, **manner)
    with Answers(how, origins) as answers:
        answer_all(answers, entries(unmark(words)), work)
    return answers.status


def question(
    wrt: tuple[str, ...], where: tuple[str, ...], layout: str, order: int, check: bool, cost: bool, **manner: Any
) -> tuple[Manner, dict[str, str], Work]:
    """What the options ask of every entry: how it is written, what came from an option, and what is done."""
    origins = dict.fromkeys(where, "--where") | dict.fromkeys(wrt, "--wrt")
    only_answers = (manner["answer"] or manner["tsv"]) and manner["format"] != "json"
    if cost and only_answers:
        raise click.UsageError("--cost tells how to compute what was derived, for which a line has no room")
    work = partial(
        _answer,
        wrt=wrt,
        where=where,
        layout=layout,
        order=order,
        check=check,
        code=manner["code"],
        cost=cost,
        steps=check or not only_answers,
    )
    return Manner(**manner), origins, work


def _answer(
    answers: Answers,
    entry: Entry,
    *,
    wrt: tuple[str, ...],
    where: tuple[str, ...],
    layout: str,
    order: int,
    check: bool,
    code: str | None,
    cost: bool,
    steps: bool,
) -> None:
    problems = read(entry, answers, wrt, where)
    order = max(order, *(problem.order for problem in problems), 1)
    for problem in problems:
        for by in problems if order == 2 else [problem]:
            with answers.trouble(entry):
                whole = answers.manner.format == "json"
                derivation = _derivation(problem, layout, order, by, steps=steps, differential=whole)
                if order == 2 and by is problem and steps:
                    derivation = _with_shape(derivation)
                if check:
                    derivation = _checked(derivation)
                if cost:
                    derivation = _costed(derivation)
                if code is not None:
                    derivation = _coded(derivation, code, numbered=answers.manner.only_code)
                if answers.manner.short and derivation.steps:
                    derivation = _shortened(derivation)
                answers.give(entry, derivation)


def read(entry: Entry, answers: Answers, wrt: tuple[str, ...], where: tuple[str, ...]) -> list[Problem]:
    """The problems of an entry, one a target; none if it cannot be read, which is then reported."""
    with answers.trouble(entry):
        if entry.error is not None:
            raise entry.error
        from matdiff_cli.typing.read import read_problems

        problems = read_problems(entry.text, wrt=wrt, where=where)
        answers.in_time()  # what was read too late is not read at all
        return problems
    return []


def _derivation(problem: Problem, layout: str, order: int, by: Problem, **parts: bool) -> Derivation:
    from matdiff_cli.derivation.derive import derive

    return derive(problem, layout, order=order, by=by, **parts)


def _with_shape(derivation: Derivation) -> Derivation:
    """The derivation of a second derivative with a note on what that proves of the function."""
    from dataclasses import replace

    from matdiff_cli.shape.judge import remark

    note = remark(derivation.problem)
    if note is None:
        return derivation
    result = derivation.result
    return replace(derivation, result=replace(result, notes=(*result.notes, note)))


def _checked(derivation: Derivation) -> Derivation:
    """The derivation with what its numerical check saw."""
    from dataclasses import replace

    from matdiff_cli.output.formats.json import to_object
    from matdiff_cli.output.style import DEFAULT
    from matdiff_cli.verify.check import check

    return replace(derivation, check=check(derivation.problem, to_object(derivation, DEFAULT), by=derivation.by))


def _shortened(derivation: Derivation) -> Derivation:
    from matdiff_cli.derivation.short import shortened

    return shortened(derivation)


def _costed(derivation: Derivation) -> Derivation:
    """The derivation with how to compute what was derived."""
    from dataclasses import replace

    from matdiff_cli.code.algorithm import algorithms

    return replace(derivation, cost=algorithms(derivation))


def _coded(derivation: Derivation, target: str, *, numbered: bool) -> Derivation:
    """The derivation with its code. Functions that are `numbered` get their numbers when all are there."""
    from dataclasses import replace

    from matdiff_cli.code import NUMBER
    from matdiff_cli.output.source import code_for

    return replace(derivation, code=code_for(derivation, target, NUMBER if numbered else ""))
