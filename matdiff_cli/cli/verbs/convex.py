"""`matdiff convex PROBLEM`: is the function convex in its target?"""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from matdiff_cli.cli.answers import Answers, Manner
from matdiff_cli.cli.help import ProblemCommand
from matdiff_cli.cli.jobs import answer_all
from matdiff_cli.cli.options import problem_options, verdict_options
from matdiff_cli.cli.reading import Entry, entries
from matdiff_cli.cli.status import DOES_NOT_HOLD, TROUBLE, WELL
from matdiff_cli.cli.verbs.derive import read
from matdiff_cli.cli.words import unmark

EXAMPLES = (
    ('matdiff convex "||X*w - y||^2 wrt w"', ""),
    ('matdiff convex "sum(softplus(-y.*(X*w))) wrt w"', ""),
    ('matdiff convex "x\'*A*x wrt x" -d "A: psd"', ""),
    ('matdiff convex "-log|X| wrt X where X: spd(n)"', ""),
    ('matdiff convex -a "||X*w - y||_1 wrt w"', "only the verdict"),
    ("matdiff convex --json < problems.txt", "one problem a line"),
)


@click.command(
    "convex", cls=ProblemCommand, examples=EXAMPLES, short_help="Prove that a function is convex, or refute it."
)
@problem_options
@verdict_options
def command(words: tuple[str, ...], wrt: tuple[str, ...], where: tuple[str, ...], **manner: Any) -> int:
    """Is a scalar function convex in its target? A proof, line by line, or a point that refutes it.

    The Hessian is derived and its quadratic form written as a sum of terms that are not negative. The answer is for all
    values that the symbols may have by their declarations. Exit status 0: convex or concave; 1: not convex; 2: neither
    proved nor refuted.
    """
    origins = dict.fromkeys(where, "--where") | dict.fromkeys(wrt, "--wrt")
    with Answers(Manner(**manner), origins) as answers:
        answer_all(answers, entries(unmark(words)), partial(_judge, wrt=wrt, where=where))
    return answers.status


def _judge(answers: Answers, entry: Entry, *, wrt: tuple[str, ...], where: tuple[str, ...]) -> None:
    for problem in read(entry, answers, wrt, where):
        with answers.trouble(entry):
            from matdiff_cli.output import shapes
            from matdiff_cli.shape.judge import judge

            found = judge(problem)
            status = WELL if found.is_proved else DOES_NOT_HOLD if found.witness is not None else TROUBLE
            as_json = answers.manner.format == "json"
            write = shapes.as_json if as_json else shapes.as_line if answers.manner.answer else shapes.as_text
            answers.show(partial(write, entry.text, found), status)
