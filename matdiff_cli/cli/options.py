"""The options that several verbs share, in groups that a verb takes as decorators."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import reduce
from math import isnan
from typing import Any

import click

from matdiff_cli.cli import completion
from matdiff_cli.cli.timeout import LONGEST
from matdiff_cli.code import TARGETS
from matdiff_cli.languages import LANGUAGES, of_environment, phrase
from matdiff_cli.output import DEFAULT_FORMAT, REFERENCES, RENDERERS

NARROWEST = 20

Decorator = Callable[[Any], Any]


def _together(*decorators: Decorator) -> Decorator:
    """One decorator for several, listed in the help in this order."""
    return lambda function: reduce(lambda inner, decorate: decorate(inner), reversed(decorators), function)


def _not_empty(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value == "":
        raise click.BadParameter("a file has a name.")
    return value


class _Spoken(click.Option):
    """An option whose help is a phrase, of which click by itself keeps plain text."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.help = settings["help"]


def _short_for(flag: str, option: str, value: object) -> Decorator:
    """A flag that stands for `--option value`. The option itself has the default, judges the value and hands it on:
    what a flag means that is not given differs from one click to the next.
    """
    return click.option(
        flag,
        option,
        cls=_Spoken,
        flag_value=value,
        type=click.UNPROCESSED,
        expose_value=False,
        help=phrase("Short for --{option} {value}.", option=option, value=value),
    )


class _Seconds(click.FloatRange):
    """A range in which nan is not."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds = super().convert(value, param, ctx)
        if isnan(seconds):
            self.fail(f"{value!r} is no number of seconds.", param, ctx)
        return seconds


class _Level(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.2
    """A level of headings, 1 to 6, or `none`."""

    name = "level"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        if value == "none":
            return None
        level: int = click.IntRange(1, 6).convert(value, param, ctx)
        return level


problem_options = _together(
    click.argument("words", nargs=-1, shell_complete=completion.words),
    click.option(
        "-w",
        "--wrt",
        metavar="NAMES",
        multiple=True,
        shell_complete=completion.targets,
        help="Differentiate by NAMES: x, or x,y, or [x,y]. Repeatable.",
    ),
    click.option("-d", "--where", metavar="DECL", multiple=True, help="Declare names: 'W: symmetric(n)'. Repeatable."),
)

layout_options = _together(
    click.option(
        "-l",
        "--layout",
        type=click.Choice(["gradient", "numerator", "denominator", "mml"]),
        default="gradient",
        metavar="LAYOUT",
        help="gradient (default), numerator, denominator or mml.",
    ),
    click.option("--order", type=click.IntRange(1, 2), default=1, metavar="N", help="2: the second derivative."),
    _short_for("--hessian", "order", 2),
)

derivative_options = _together(
    layout_options,
    click.option("--check", is_flag=True, help="Verify the result and every line numerically; exit 1 if one fails."),
    click.option(
        "-c",
        "--code",
        cls=_Spoken,
        type=click.Choice(TARGETS),
        metavar="TARGET",
        help=phrase("Code, too: {targets}.", targets=", ".join(TARGETS)),
    ),
    click.option("--cost", is_flag=True, help="An algorithm, too, with the number of operations of every line."),
)

_page_options = _together(
    click.option("-o", "--output", metavar="FILE", callback=_not_empty, help="Write results to FILE."),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        metavar="WHEN",
        help="Colour text: auto (default), always or never.",
    ),
    click.option("--width", type=click.IntRange(min=NARROWEST), metavar="N", help="Fit text to N columns."),
    click.option("--ascii", is_flag=True, help="Only ASCII characters in text."),
)

writing_options = _together(
    click.option(
        "--timeout",
        type=_Seconds(min=0, max=LONGEST),
        default=20.0,
        metavar="SECONDS",
        help="Give up on a problem after SECONDS (20); 0 is no limit.",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=1,
        metavar="N",
        help="Answer the lines of an input on N processes, in their order.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No notes on standard error."),
    _page_options,
)


def _format_options(names: Iterable[str]) -> Decorator:
    others = [name for name in names if name != DEFAULT_FORMAT]
    return _together(
        click.option(
            "-f",
            "--format",
            cls=_Spoken,
            type=click.Choice([*others, DEFAULT_FORMAT]),
            default=DEFAULT_FORMAT,
            metavar="FORMAT",
            help=phrase("{formats} or {format} (default).", formats=", ".join(others), format=DEFAULT_FORMAT),
        ),
        *(_short_for(f"--{name}", "format", name) for name in others),
    )


def _in_differentials(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """The notation; of a short derivation dX, unless said otherwise."""
    return value or ("d" if ctx.params.get("short") else "delta")


_notation_option = click.option(
    "--notation",
    type=click.Choice(["delta", "d"]),
    metavar="NOTATION",
    callback=_in_differentials,
    help="Increments as ΔX (delta, default) or dX (d).",
)


def _language(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    return value or of_environment(os.environ)


language_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    metavar="LANG",
    callback=_language,
    help="Titles, reasons and messages in en or ko; else by the locale.",
)

output_options = _together(
    _format_options(RENDERERS),
    click.option(
        "--short", is_flag=True, is_eager=True, help="By differentials, in 3 to 7 lines: df = ..., then the answer."
    ),
    click.option("--standalone", is_flag=True, help="With --latex, --html: a whole document."),
    click.option("--compact", is_flag=True, help="With --latex, --markdown, --html: one block, no titles."),
    click.option("--details", is_flag=True, help="With --markdown, --html: the derivation folded."),
    click.option(
        "--heading", type=_Level(), default=2, metavar="N", help="With --markdown, --html: level of the title; or none."
    ),
    click.option("-a", "--answer", is_flag=True, help="Only the result, one line a problem."),
    click.option(
        "--hint", type=click.IntRange(min=1), metavar="[N]", help="The first N lines (1); on a terminal one more a key."
    ),
    click.option("--tsv", is_flag=True, help="Problem, TAB, result; no result for a line that fails."),
    _notation_option,
    language_option,
    writing_options,
)

reference_options = _together(_format_options(REFERENCES), _notation_option, language_option, _page_options)

_text_or_json = _together(
    click.option(
        "-f",
        "--format",
        type=click.Choice(["text", "json"]),
        default="text",
        metavar="FORMAT",
        help="text (default) or json.",
    ),
    _short_for("--json", "format", "json"),
)

verdict_options = _together(
    _text_or_json,
    click.option("-a", "--answer", is_flag=True, help="One line a claim: verdict, TAB, claim."),
    language_option,
    writing_options,
)

picture_options = _together(
    click.option(
        "--at", metavar="NAME=VALUE", multiple=True, help="A number for a constant: 'A=[3,1;1,2]'. Repeatable."
    ),
    click.option("--from", "start", metavar="POINT", help="Where the path starts: 14,4."),
    click.option("--range", metavar="RANGES", help="What is shown: x=-5:5,y=-5:5."),
    click.option(
        "--method",
        type=click.Choice(["gradient", "newton"]),
        default="gradient",
        metavar="METHOD",
        help="Steps of the gradient (default) or newton.",
    ),
    click.option("--steps", type=click.IntRange(0, 10_000), default=200, metavar="N", help="At most N steps (200)."),
    click.option("--levels", type=click.IntRange(1, 35), default=8, metavar="N", help="N contours (8)."),
    click.option("--descent", "direction", flag_value="descent", help="Arrows along -∇f."),
    click.option("--ascent", "direction", flag_value="ascent", help="Arrows along ∇f, and the path goes up."),
    click.option("--inline", is_flag=True, help="An image, in a terminal that is kitty or iTerm2."),
    click.option("--table", is_flag=True, help="The path as tab-separated values."),
    click.option("--explain", is_flag=True, help="Add in words what the picture shows."),
    language_option,
    _text_or_json,
    writing_options,
    click.option("--height", type=click.IntRange(min=10), metavar="N", help="Fit the picture to N lines."),
)
