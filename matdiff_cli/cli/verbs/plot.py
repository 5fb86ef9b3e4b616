"""`matdiff plot PROBLEM`: contours, gradient arrows and the path of descent."""

from __future__ import annotations

import os
import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from matdiff_cli.cli.answers import Answers, Manner
from matdiff_cli.cli.help import ProblemCommand
from matdiff_cli.cli.jobs import answer_all
from matdiff_cli.cli.options import picture_options, problem_options
from matdiff_cli.cli.reading import Entry, entries
from matdiff_cli.cli.words import unmark
from matdiff_cli.cli.writing import OutputError

if TYPE_CHECKING:
    from matdiff_cli.plot.study import Study

EXAMPLES = (
    ('matdiff plot "2x^2 + 6x*y + 7y^2 - 26x - 54y + 107 wrt [x, y]" --from 14,4', ""),
    ('matdiff plot "x\'*A*x wrt x" --at "A=[3,1;1,2]"', "a 2-vector, with numbers for the constants"),
    ('matdiff plot "(x^2+y-11)^2 + (x+y^2-7)^2 wrt [x, y]" --range x=-5:5,y=-5:5', ""),
    ('matdiff plot "x^4 - 3x^2 + x wrt x" -d "x: scalar" --from 2', "a curve, its derivative and a tangent"),
    ('matdiff plot "x^2 + 3y^2 wrt [x, y]" --from 4,2 --explain', "what the picture shows, in words"),
    ('matdiff plot "x^2 + 3y^2 wrt [x, y]" --from 4,2 -o descent.svg', "also .tex, .png, .pdf"),
)


@click.command("plot", cls=ProblemCommand, examples=EXAMPLES, short_help="Draw contours, gradients and descent.")
@problem_options
@picture_options
def command(
    words: tuple[str, ...],
    wrt: tuple[str, ...],
    where: tuple[str, ...],
    output: str | None,
    inline: bool,
    table: bool,
    explain: bool,
    height: int | None,
    lang: str,
    at: tuple[str, ...],
    **options: Any,
) -> int:
    """Draw a scalar function of one or two real variables: contours, arrows along the gradient, the path of descent.

    The steps are those of the gradient and the Hessian that matdiff derives. Stationary points are marked by their
    kind, as the eigenvalues of the Hessian tell it.
    """
    wanted = {name: options.pop(name) for name in ("start", "range", "method", "steps", "levels", "direction")}
    suffix = _suffix(output)
    manner = Manner(output=None if suffix else output, answer=table, lang=lang, **options)
    if suffix and (table or explain or manner.format == "json"):
        raise click.UsageError(f"a .{suffix} file holds a picture; leave out --table, --explain and --json")
    if inline and (output or table or manner.format == "json"):
        raise click.UsageError("--inline shows an image; leave out -o, --table and --json")
    origins = dict.fromkeys(where, "--where") | dict.fromkeys(wrt, "--wrt") | dict.fromkeys(at, "--at")
    origins |= {wanted[name]: f"--{option}" for name, option in (("start", "from"), ("range", "range")) if wanted[name]}
    work = partial(
        _answer,
        wrt=wrt,
        where=where,
        wanted={**wanted, "at": at},
        shown="image" if inline else "table" if table else "json" if manner.format == "json" else "picture",
        explain=explain,
        height=height,
        lang=lang,
        file=output if suffix else None,
    )
    with Answers(manner, origins) as answers:
        answer_all(answers, entries(unmark(words)), work)
    return answers.status


def _suffix(path: str | None) -> str:
    """The ending of a file that holds a picture; nothing for other files."""
    from matdiff_cli.plot.painters import SUFFIXES

    ending = os.path.splitext(path or "")[1].removeprefix(".").lower()
    if ending and ending not in (*SUFFIXES, "txt", "json", "tsv"):
        raise click.UsageError(f"there is no painter for .{ending}; there are .{', .'.join(SUFFIXES)}")
    return ending if ending in SUFFIXES else ""


def _answer(answers: Answers, entry: Entry, **options: Any) -> None:
    with answers.trouble(entry):
        _draw(answers, entry, **options)


def _draw(
    answers: Answers,
    entry: Entry,
    *,
    wrt: tuple[str, ...],
    where: tuple[str, ...],
    wanted: dict[str, Any],
    shown: str,
    explain: bool,
    height: int | None,
    lang: str,
    file: str | None,
) -> None:
    if entry.error is not None:
        raise entry.error
    from matdiff_cli.plot.painters import Canvas, paint
    from matdiff_cli.plot.report import to_json, to_table
    from matdiff_cli.plot.study import Wishes, study
    from matdiff_cli.plot.words import WORDS
    from matdiff_cli.typing.read import read_problems

    lang = "en" if answers.style.ascii and shown == "picture" and file is None else lang  # Korean has no ASCII
    problems = read_problems(entry.text, wrt=wrt, where=where)
    found = study(problems, Wishes(**wanted), WORDS[lang])
    canvas = Canvas(WORDS[lang], suffix=_suffix(file))
    if file is not None:
        painted = paint(found.scene, canvas)
        answers.in_time()
        _write(file, painted if isinstance(painted, bytes) else painted.encode("utf-8"))
    elif shown == "json":
        answers.show(lambda style: to_json(found))
    elif shown == "image":
        image = _image(found, answers.output.is_terminal, lang)
        answers.show(lambda style: image + (f"\n{_words(found, style, lang)}" if explain else ""))
    elif shown == "table":
        answers.show(lambda style: to_table(found))
    else:
        answers.show(lambda style: _page(found, style, explain, height, lang), apart=True)
    answers.remark(entry, problems[0].reading)


def _image(found: Study, is_terminal: bool, lang: str) -> str:
    """The picture as an image within the terminal. Raises MatdiffError for other terminals."""
    from matdiff_cli.errors import MatdiffError
    from matdiff_cli.plot.inline import escaped, protocol
    from matdiff_cli.plot.painters import Canvas, paint
    from matdiff_cli.plot.words import WORDS

    language = protocol(os.environ) if is_terminal else ""
    if not language:
        message = "images are shown by terminals that name themselves as kitty or iTerm2; this one does not"
        raise MatdiffError("unsupported", message, hint="-o FILE.png, or leave out --inline")
    png = paint(found.scene, Canvas(WORDS[lang], suffix="png"))
    assert isinstance(png, bytes)
    return escaped(png, language)


def _words(found: Study, style: Any, lang: str) -> str:
    from matdiff_cli.plot.explain import explained
    from matdiff_cli.plot.words import WORDS

    return "\n".join(explained(found, WORDS[lang], style))


def _page(found: Study, style: Any, explain: bool, height: int | None, lang: str) -> str:
    """The picture for a terminal, and what it shows in words."""
    from matdiff_cli.plot.painters import Canvas, paint
    from matdiff_cli.plot.words import WORDS

    lines = height or max(10, shutil.get_terminal_size((80, 24)).lines - 1)
    picture = paint(found.scene, Canvas(WORDS[lang], style.width, lines, style.color, style.ascii))
    assert isinstance(picture, str)
    return f"{picture}\n\n{_words(found, style, lang)}" if explain else picture


def _write(path: str, content: bytes) -> None:
    try:
        with open(path, "wb") as file:
            file.write(content)
    except OSError as error:
        raise OutputError(path, error) from None
