"""`matdiff functions [NAME…]`: the functions of the language, or some of them in full."""

from __future__ import annotations

from typing import Any

import click

from matdiff_cli.cli import completion
from matdiff_cli.cli.help import Verb
from matdiff_cli.cli.options import reference_options
from matdiff_cli.cli.reference import tell, unknown

EXAMPLES = (
    ("matdiff functions", "all of them"),
    ("matdiff functions softmax logdet", "with shapes, derivative and an example"),
    ("matdiff functions --json", "one object a line"),
)


@click.command("functions", cls=Verb, examples=EXAMPLES, short_help="The functions of the language.")
@click.argument("names", nargs=-1, shell_complete=completion.functions)
@reference_options
def command(names: tuple[str, ...], **manner: Any) -> int:
    """Tell the functions that expressions may hold: name, second names, shapes and derivative.

    With names, each of these functions in full: where it has a derivative, why that is so, and an example.
    """
    from matdiff_cli.functions import REGISTRY, SPELLINGS
    from matdiff_cli.output.reference.entries import of_function

    for name in names:
        if name not in SPELLINGS:
            raise unknown("function", name, SPELLINGS)
    rows = dict.fromkeys(SPELLINGS[name] for name in names) if names else REGISTRY
    return tell(lambda language: [of_function(REGISTRY[name], language) for name in rows], manner, in_full=bool(names))
