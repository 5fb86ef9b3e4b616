"""`matdiff repl`, or `matdiff` alone on a terminal: problems, one after another, with what was declared before."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from matdiff_cli.cli.help import IN_SESSION, VERSION, Verb, language_of
from matdiff_cli.cli.options import language_option
from matdiff_cli.cli.status import WELL
from matdiff_cli.cli.writing import Output, is_terminal, say
from matdiff_cli.languages import of_environment, retold

if TYPE_CHECKING:
    from matdiff_cli.cli.conversation import Conversation

EXAMPLES = (
    ("matdiff", "on a terminal"),
    ("matdiff repl < lines.txt", "the same without prompts"),
)

_PROMPT = "matdiff> "


class _Repl(Verb):
    """The verb, which takes no arguments."""

    words = ""


@click.command("repl", cls=_Repl, examples=EXAMPLES, short_help="An interactive session.")
@language_option
@click.pass_context
def command(ctx: click.Context, lang: str) -> int:
    """Problems, one after another. Declarations (X: matrix(m, n)) and definitions (r = X*w - y) stay; ans is the last
    answer; commands begin with a colon, and :help tells them. From a pipe the exit status is the worst of all lines.
    """
    from matdiff_cli.cli.conversation import Conversation
    from matdiff_cli.session.state import State

    def run(arguments: list[str]) -> int:
        try:
            ctx.find_root().command.main(arguments, IN_SESSION)
        except SystemExit as done:
            return done.code if isinstance(done.code, int) else WELL

    output = Output()
    start = State(settings={} if lang == of_environment(os.environ) else {"lang": lang})
    conversation = Conversation(run, say, lambda text: output.write(f"{text}\n"), language_of(ctx), start)
    if is_terminal(sys.stdin) and is_terminal(sys.stdout):
        return _converse(conversation)
    status = WELL
    for raw in sys.stdin.buffer if sys.stdin else ():
        status = max(status, conversation.line(raw.decode("utf-8", "replace")))
        if conversation.over:
            break
    return status


def _converse(conversation: Conversation) -> int:
    """Lines from the keyboard. An interrupt ends what is being done, the end of input the session."""
    from matdiff_cli.session.editing import Editing

    signal.signal(signal.SIGINT, signal.default_int_handler)
    click.echo(retold(f"{VERSION}  :help tells what can be typed, :quit ends", conversation.language))
    with Editing(lambda: conversation.state):
        while not conversation.over:
            try:
                conversation.line(input(_PROMPT))
            except KeyboardInterrupt:
                click.echo()
            except EOFError:
                click.echo()
                break
    return WELL
