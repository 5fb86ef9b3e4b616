"""`matdiff examples [N|TOPIC]`: the worked examples and one for each family of functions, derived when shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from matdiff_cli.cli import completion
from matdiff_cli.cli.answers import Answers, Manner
from matdiff_cli.cli.help import Verb
from matdiff_cli.cli.options import reference_options
from matdiff_cli.cli.reference import unknown

if TYPE_CHECKING:
    from matdiff_cli.output import Style
    from matdiff_cli.output.reference.examples import Example


class _Examples(Verb):
    """The verb, whose argument is a number or a topic."""

    words = "[N|TOPIC]"


@click.command(
    "examples",
    cls=_Examples,
    examples=(
        ("matdiff examples", "the list"),
        ("matdiff examples 4", "one of them, derived"),
        ("matdiff examples inverse", "by its topic, or by a function"),
        ("matdiff examples softmax --latex", ""),
    ),
    short_help="Worked examples, freshly derived.",
)
@click.argument("words", nargs=-1, shell_complete=completion.topics)
@reference_options
def command(words: tuple[str, ...], **manner: Any) -> int:
    """List the worked examples and one for each family of functions; with a number or a topic, derive that one.

    The functions of the language are topics, too.
    """
    from matdiff_cli.output.reference.examples import find, topics

    topic = " ".join(words)
    example = find(topic)
    if words and example is None:
        raise unknown("example", topic, topics())
    with Answers(Manner(**manner)) as answers:
        write = partial(_page, example) if example else _table
        answers.show(partial(write, answers.manner.format))
    return answers.status


def _page(example: Example, format: str, style: Style) -> str:
    """The command that derives the example, and what it prints."""
    from matdiff_cli.derivation.derive import derive
    from matdiff_cli.output import renderer
    from matdiff_cli.typing.read import read_problems

    (problem,) = read_problems(example.problem)
    derivation = derive(problem, example.layout, order=example.order, differential=format == "json")
    page = renderer(format)(derivation, style)
    return page if format != "text" else f"$ {example.command}\n\n{page}"


def _table(format: str, style: Style) -> str:
    """One line an example: number, topic, command."""
    from json import dumps

    from matdiff_cli.languages import translated
    from matdiff_cli.output.cells import padded, width
    from matdiff_cli.output.reference.examples import EXAMPLES

    if format == "json":
        return "\n".join(dumps(example.as_object(number)) for number, example in enumerate(EXAMPLES, 1))
    topics = [translated(example.topic, style.language) for example in EXAMPLES]
    widest = max(map(width, topics))
    rows = enumerate(zip(topics, EXAMPLES, strict=True), 1)
    return "\n".join(f"{number:>2}  {padded(topic, widest)}  {example.command}" for number, (topic, example) in rows)
