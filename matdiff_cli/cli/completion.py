"""What a shell offers for the words of a command line: verbs, functions, names to derive by, names of entries."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from matdiff_cli.cli.words import unmark
from matdiff_cli.functions import REGISTRY, SPELLINGS

_NAME = re.compile(r"[^\W\d]\w*")
_WRT = re.compile(r"(.*)\bwrt\s+(?:[\[\w\s]*,\s*)*\[?\s*", re.DOTALL)


def words(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The next word of a problem; before it has begun, a verb, too."""
    before = " ".join(unmark(ctx.params.get("words") or ()))
    if asked := _WRT.fullmatch(f"{before} "):
        return _beginning(begun, _symbols(asked[1]))
    stem = re.sub(r"\w*$", "", begun)
    functions = [f"{stem}{name}(" for name in REGISTRY]
    matdiff = ctx.find_root().command
    verbs = matdiff.list_commands(ctx) if not before and isinstance(matdiff, click.Group) else ["wrt", "where"]
    return _beginning(begun, [*verbs, *functions]) if begun or not before else _beginning(begun, verbs)


def targets(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The names of the problem that was typed so far."""
    typed = ctx.params.get("words") or ctx.args  # click does not sort words behind an option without its value
    return _beginning(begun, _symbols(" ".join(unmark(typed))))


def verbs(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Verbs that begin so."""
    matdiff = ctx.find_root().command
    return _beginning(begun, matdiff.list_commands(ctx) if isinstance(matdiff, click.Group) else ())


def functions(_ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Spellings of functions that begin so."""
    return _beginning(begun, SPELLINGS)


def rules(_ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Names of rules that begin so."""
    from matdiff_cli.rules import RULES

    return _beginning(begun, RULES)


def topics(_ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Topics of the examples that begin so."""
    from matdiff_cli.output.reference.examples import topics

    return _beginning(begun, topics())


def _symbols(text: str) -> list[str]:
    """The names in a problem that are no functions."""
    names = _NAME.findall(text.partition(" where ")[0].partition(" wrt ")[0])
    return [name for name in dict.fromkeys(names) if name not in SPELLINGS]


def _beginning(begun: str, offered: Iterable[str]) -> list[str]:
    return [word for word in offered if word.startswith(begun)]
