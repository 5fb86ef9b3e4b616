"""`matdiff check CLAIM`: is a claimed derivative right, are two expressions equal, do lines of a derivation hold?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from matdiff_cli.cli.answers import Answers, Manner
from matdiff_cli.cli.gathering import gathered
from matdiff_cli.cli.help import ProblemCommand
from matdiff_cli.cli.jobs import answer_all
from matdiff_cli.cli.options import layout_options, problem_options, verdict_options
from matdiff_cli.cli.reading import CLAIM, Entry, entries
from matdiff_cli.cli.status import DOES_NOT_HOLD, WELL
from matdiff_cli.cli.words import unmark

if TYPE_CHECKING:
    from matdiff_cli.claims.judgement import Judgement
    from matdiff_cli.derivation.records import Derivation

EXAMPLES = (
    ("matdiff check \"a'*X*b wrt X = a*b'\"", ""),
    ('matdiff check "log|X^-1| wrt X = X^-1"', "wrong: names the slip"),
    ('matdiff check "x\'*A*x wrt x = 2*A*x where A: symmetric"', ""),
    ("matdiff check \"x'*A*x = A + A'\" -w x --hessian", ""),
    ("matdiff check \"(A*B)' = B'*A'\"", "are two expressions equal?"),
    ('matdiff check -a "tr(A*B) = tr(B*A)"', "only the verdict"),
    ("matdiff check \"x'*x wrt x; df = 2*x'*dx; ∇f = 2*x\"", "line by line"),
    ("matdiff check --json < claims.txt", "one claim a line"),
)


@click.command("check", cls=ProblemCommand, examples=EXAMPLES, short_help="Judge a claimed derivative or an identity.")
@problem_options
@layout_options
@click.option("--show", is_flag=True, help="Add the derivation of the right answer.")
@verdict_options
def command(
    words: tuple[str, ...],
    wrt: tuple[str, ...],
    where: tuple[str, ...],
    layout: str,
    order: int,
    show: bool,
    **manner: Any,
) -> int:
    """Is a claimed derivative right? If not: what is, and which slip explains the difference?

    The claim is EXPRESSION wrt TARGET = CLAIM [where DECLARATIONS], or EXPRESSION = EXPRESSION. It is tried with many
    digits at random points. Of a chain A = B = C every link is judged, and so are the lines of a derivation, df = …,
    below a problem; 'man matdiff' tells more. Exit status 0: all hold, in some layout; 1: some do not, or only under a
    condition.
    """
    origins = dict.fromkeys(where, "--where") | dict.fromkeys(wrt, "--wrt")
    work = partial(_answer, wrt=wrt, where=where, layout=layout, order=order, show=show)
    with Answers(Manner(**manner), origins) as answers:
        answer_all(answers, gathered(entries(unmark(words), CLAIM)), work)
    return answers.status


def _answer(answers: Answers, entry: Entry, **options: Any) -> None:
    from matdiff_cli.errors import MatdiffError, in_its_line

    with answers.trouble(entry):
        try:
            _judge(answers, entry, **options)
        except MatdiffError as error:
            if "\n" not in error.source or error.source != entry.text:
                raise
            with answers.trouble(Entry(entry.text, (entry.line or 1) + error.line - 1)):
                raise in_its_line(error) from None


def _judge(answers: Answers, entry: Entry, *, layout: str, show: bool, **question: Any) -> None:
    """One claim; `question` holds the targets, declarations and order of the options."""
    if entry.error is not None:
        raise entry.error
    from matdiff_cli.claims.chains import is_chain

    if is_chain(entry.text):
        _judge_lines(answers, entry, layout=layout, show=show, **question)
        return
    from matdiff_cli.claims.judge import judge
    from matdiff_cli.output import verdicts

    found = judge(entry.text, layout=layout, **question)
    show = show and not found.is_total
    status = WELL if found.holds else DOES_NOT_HOLD
    as_json = answers.manner.format == "json"
    if answers.manner.answer and not as_json:
        answers.show(lambda style: verdicts.as_line(entry.text, found, style), status)
        answers.remark(entry, found.problem.reading)
        return
    wanted = as_json or show or found.verdict not in ("right", "equal")
    derivation = _derivation(found, layout) if wanted else None
    write = verdicts.as_json if as_json else verdicts.as_text
    answers.show(lambda style: write(entry.text, found, derivation, style, show=show), status)
    answers.remark(entry, found.problem.reading)


def _judge_lines(answers: Answers, entry: Entry, *, layout: str, show: bool, **question: Any) -> None:
    """Several claims that hang together: a chain, or the lines of a derivation."""
    from matdiff_cli.claims.judge_lines import judge_lines
    from matdiff_cli.output import line_verdicts

    judged = judge_lines(entry.text, layout=layout, **question)
    status = WELL if judged.holds else DOES_NOT_HOLD
    as_json = answers.manner.format == "json"
    if answers.manner.answer and not as_json:
        answers.show(lambda style: line_verdicts.as_line(judged, style), status)
    else:
        from matdiff_cli.claims.rules_at_work import with_reasons

        judged = with_reasons(judged, layout)
        bad = judged.first_bad
        right = _derivation(bad.found, layout) if bad is not None else None
        show = show and not judged.about.is_total
        derivation = _derivation(judged.about, layout) if show else None
        write = line_verdicts.as_json if as_json else line_verdicts.as_text
        answers.show(lambda style: write(judged, derivation, right, style, show=show), status)
    answers.remark(entry, judged.reading)


def _derivation(found: Judgement, layout: str) -> Derivation | None:
    """How the right derivative is found; None for identities, and where there is no rule for it."""
    if found.is_identity:
        return None
    from matdiff_cli.derivation.derive import derive
    from matdiff_cli.errors import MatdiffError

    try:
        return derive(found.problem, layout, order=found.order, differential=True)
    except MatdiffError:
        return None
