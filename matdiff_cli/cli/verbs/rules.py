"""`matdiff rules [NAME…]`: the rules that derivations name, or some of them in full."""

from __future__ import annotations

from typing import Any

import click

from matdiff_cli.cli import completion
from matdiff_cli.cli.help import Verb
from matdiff_cli.cli.options import reference_options
from matdiff_cli.cli.reference import tell, unknown

EXAMPLES = (
    ("matdiff rules", "the whole table"),
    ("matdiff rules trace-cyclic", "one rule: why it holds, an example"),
    ('matdiff rules "cyclic property"', "found by the words of a page"),
    ("matdiff rules inverse --latex", ""),
    ("matdiff rules --json", "one object a line"),
)


@click.command("rules", cls=Verb, examples=EXAMPLES, short_help="The rules that derivations name.")
@click.argument("names", nargs=-1, shell_complete=completion.rules)
@reference_options
def command(names: tuple[str, ...], **manner: Any) -> int:
    """Tell the rules that stand at the side of lines: name, statement, words and source.

    With names, or words from a page, each of these rules in full: what it says, why it holds, and a derivation in which
    it stands. With another word, the rules that mention it. The identities are claims that 'matdiff check' calls equal.
    """
    from matdiff_cli.output.reference.entries import of_rule, shown_as
    from matdiff_cli.rules import RULES
    from matdiff_cli.rules.find import find, mentioning, spoken

    together = " ".join(names)
    asked = [together] if names and find(together, shown_as) else list(names)
    found = [find(name, shown_as) for name in asked]
    listed = mentioning(together) if not all(found) else []
    if len(listed) > 1 or not asked:
        table = listed or RULES.values()
        return tell(lambda language: [of_rule(rule, language) for rule in table], manner, in_full=False)
    for name, rules in zip(asked, found, strict=True):
        if not rules and not listed:
            raise unknown("rule", name, [*RULES, *map(spoken, RULES.values())])
    rows = {rule.name: rule for rules in (*found, listed) for rule in rules}
    return tell(lambda language: [of_rule(rule, language) for rule in rows.values()], manner, in_full=True)
