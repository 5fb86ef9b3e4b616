"""A session's lines done, one after another: most of them are commands of matdiff with what was declared before."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import click

from matdiff_cli.cli.answers import Answers
from matdiff_cli.cli.calling import options_of, words_of
from matdiff_cli.cli.help import in_terms_of_session
from matdiff_cli.cli.jobs import Recorder
from matdiff_cli.cli.reading import Entry
from matdiff_cli.cli.status import DOES_NOT_HOLD, NOBODY_READS, TROUBLE, WELL
from matdiff_cli.cli.verbs import derive
from matdiff_cli.cli.writing import Output, OutputError
from matdiff_cli.errors import MatdiffError
from matdiff_cli.languages import retold
from matdiff_cli.session.lines import (
    COMMANDS,
    REFERENCES,
    SETTINGS,
    VERBS,
    VIEWS,
    claimed,
    help_lines,
    meaning,
    split_problem,
    without_arguments,
    without_question,
)
from matdiff_cli.session.notes import as_notes
from matdiff_cli.session.state import ANSWER, Asked, State

_IN_LINES = ("--answer", "--json", "--format=json")


class Conversation:
    """`run` runs the command with arguments and returns its exit status; `say` takes what is wrong with a line,
    `show` what a line prints by itself. Both are in the `language` of the environment, unless a setting says otherwise.
    """

    def __init__(
        self,
        run: Callable[[list[str]], int],
        say: Callable[[str], None],
        show: Callable[[str], None],
        language: str,
        start: State,
    ) -> None:
        self.over = False
        self._run = run
        self._say = say
        self._show = show
        self._language = language
        self._states = [start]
        self._saved: str | None = None
        self._shown = False
        self._hinted: tuple[Asked | None, int] = None, 0

    @property
    def state(self) -> State:
        """What has been declared, defined and set by now."""
        return self._states[-1]

    @property
    def language(self) -> str:
        """In which what this says is."""
        return self.state.settings.get("lang", self._language)

    def line(self, text: str) -> int:
        """Do what a line says. The exit status that this would have as a command."""
        found = meaning(text, self.state.statements.keys())
        try:
            if found.kind == "command":
                return self._command(found.name, found.text)
            if found.kind == "whole":
                return self._call(words_of(found.text, self.state.where))
            if found.kind in ("declaration", "definition"):
                self._keep(self.state.declared(found.text if not found.name else f"{found.name} = {found.text}"))
            elif found.kind == "claim":
                asked = self._asked(found.text)
                status, problem = self._ask("check", asked), claimed(asked.text)
                return self._remembered(replace(asked, text=problem), status) if problem else status
            elif found.kind == "problem":
                return self._problem(self._defined(found.name, found.text), ())
            return WELL
        except MatdiffError as error:
            from matdiff_cli.output import Style
            from matdiff_cli.output.diagnostics import report

            self._say(report(error, style=Style(language=self.language)))
            return TROUBLE
        except OutputError:
            raise
        except click.ClickException as error:
            self._say(retold(in_terms_of_session(error), self.language))
            return TROUBLE

    def _keep(self, state: State) -> None:
        self._states.append(state)

    def _defined(self, name: str, text: str) -> str:
        """The problem that a text with a name in front poses: the name is defined on the way."""
        if not name:
            return text
        expression, rest = split_problem(text)
        self._keep(self.state.declared(f"{name} = {expression}"))
        return f"{name} {rest}"

    def _problem(self, text: str, options: tuple[str, ...]) -> int:
        asked = self._asked(text, options)
        return self._remembered(asked, self._derive(asked))

    def _remembered(self, asked: Asked, status: int) -> int:
        """The status of a problem, which is the last one from now on if it was answered."""
        if status in (WELL, DOES_NOT_HOLD):
            self._keep(replace(self.state, asked=(*self.state.asked, asked), answer=()))
        return status

    def _derive(self, asked: Asked) -> int:
        return self._call(["derive", *asked.options, *asked.words], in_lines=any(o in _IN_LINES for o in asked.options))

    def _ask(self, verb: str, asked: Asked) -> int:
        """Hand a text to a verb, with the statements that it needs."""
        known = options_of(verb) - {"--format"}
        wanted = (option for option in asked.options if option.partition("=")[0] in known)
        return self._call([verb, *wanted, *asked.words])

    def _call(self, arguments: list[str], *, in_lines: bool = False) -> int:
        Output.owed = "\n" if self._shown and not in_lines else ""
        status = self._run(arguments)
        Output.owed = ""
        self._shown = self._shown or status in (WELL, DOES_NOT_HOLD)
        self.over = status == NOBODY_READS
        return status

    def _asked(self, text: str, options: tuple[str, ...] = ()) -> Asked:
        """A problem with all that was said before. What is a defined name alone is written out: nothing need be put in
        for it; what begins with `wrt` is about the last function.
        """
        if "\n" not in text:  # as the lines of a derivation have it, where f is what they are about
            text = without_arguments(text, self.state.parts_of)
        text, order = without_question(text, self.state.known.keys())
        options = (*options, *["--hessian"] * (order > 1))
        if self.state.needs_answer(text):
            self._look_up_answer()
        expression, rest = split_problem(text)
        earlier: tuple[str, ...] = ()
        if rest and not expression:
            earlier = self._last().where
            expression = split_problem(self._last().text)[0]
        body = self.state.body(expression)
        text = f"{expression if body is None else body} {rest}".rstrip()
        later = (statement for statement in self.state.where(text) if statement not in earlier)
        return Asked(text, (*self.state.options(), *options), (*earlier, *later))

    def _last(self) -> Asked:
        if not self.state.asked:
            raise click.UsageError("there is no problem yet")
        return self.state.asked[-1]

    def _look_up_answer(self) -> None:
        """Find the answer to the last problem."""
        if not self.state.asked:
            raise click.UsageError(f"{ANSWER} is the last answer, and there is none yet")
        answers = self._recorded(self._last().shown("--format=text", "--answer", "--quiet"))
        if not answers:
            raise click.UsageError(f"{ANSWER} is the last answer, and that cannot be found")
        self._states[-1] = self.state.with_answer(answers[-1])

    def _recorded(self, asked: Asked) -> list[str]:
        """The pages that a problem gives."""
        chosen = derive.command.make_context("matdiff", [*asked.options, *asked.words]).params
        text = " ".join(chosen.pop("words"))
        manner, origins, work = derive.question(**chosen)
        style = Answers(manner, origins).style
        recorder = Recorder(manner, origins, style, style)
        work(recorder, Entry(text))
        pieces, _ = recorder.take()
        for piece in pieces:
            if piece.kind == "remark":
                self._say(piece.text)
        return [piece.text for piece in pieces if piece.kind == "page"]

    def _command(self, name: str, rest: str) -> int:
        matches = [command for command in COMMANDS if command.startswith(name)] if name else []
        command = name if name in COMMANDS else matches[0] if len(matches) == 1 else ""
        if command in SETTINGS:
            return self._set(command, rest)
        if command in VIEWS:
            return self._view(command, rest)
        if command in VERBS:
            asked = self._asked(rest or self._last().line)
            status = self._ask(command, asked)
            return self._remembered(asked, status) if rest else status
        if command in REFERENCES:
            chosen = (option for option in self.state.options() if option.startswith("--lang="))
            return self._call([command, *chosen, *rest.split()])
        if command:
            done: int | None = getattr(self, f"_{command}")(rest)
            return done or WELL
        from matdiff_cli.typing.names import nearest

        meant = ", ".join(f":{match}" for match in matches or nearest(name, COMMANDS))
        hint = f"did you mean {meant}?" if meant else ":help lists them"
        raise click.UsageError(f"there is no command :{name}; {hint}")

    def _set(self, option: str, value: str) -> int:
        if not value:
            self._show(derive.command.make_context("matdiff", list(self.state.options())).params[option])
            return WELL
        derive.command.make_context("matdiff", [f"--{option}={value}"])  # raises where there is no such value
        self._keep(replace(self.state, settings={**self.state.settings, option: value}))
        return WELL

    def _view(self, view: str, rest: str) -> int:
        if view == "hint":
            return self._hint(rest)
        if view == "check" and ("=" in rest or "≈" in rest):
            return self._ask("check", self._asked(f"{self._last().text}\n{rest}" if _is_line(rest) else rest))
        if view == "code":
            language, _, rest = rest.partition(" ")
            option = f"--code={language or 'numpy'}"
        else:
            option = f"--{view}"
        return self._problem(rest, (option,)) if rest else self._derive(self._last().shown(option))

    def _hint(self, rest: str) -> int:
        """One line more of the last problem, or the first one of another, of which nothing was seen yet."""
        asked = self._asked(rest) if rest else self._last()
        if rest or self._hinted[0] is not asked:
            self._hinted = asked, 0
        seen = self._hinted[1]
        before = self._first_lines(asked, seen, quiet=True) if seen else ""
        page = self._first_lines(asked, seen + 1, quiet=seen > 0)
        if not page:
            return TROUBLE
        if page == before:
            raise click.UsageError("that was the last line")
        self._show(page.removeprefix(before).removeprefix("\n"))
        self._hinted = asked, seen + 1
        return self._remembered(asked, WELL) if rest else WELL

    def _first_lines(self, asked: Asked, count: int, *, quiet: bool) -> str:
        return "\n\n".join(self._recorded(asked.shown("--format=text", f"--hint={count}", *["--quiet"] * quiet)))

    def _help(self, _: str) -> None:
        self._show("\n".join(help_lines(self.language)))

    def _list(self, _: str) -> None:
        for statement in self.state.statements.values():
            self._show(statement)
        for name, value in self.state.settings.items():
            self._show(f":{name} {value}")

    def _undo(self, _: str) -> None:
        if len(self._states) == 1:
            raise click.UsageError("there is nothing to undo")
        self._states.pop()

    def _clear(self, _: str) -> None:
        self._keep(self._states[0])
        self._say(retold("everything is forgotten; ':undo' brings it back", self.language))

    def _quit(self, _: str) -> None:
        self.over = True

    def _save(self, file: str) -> None:
        if not file:
            raise click.UsageError("where to? for example :save notes.md")
        self._last()  # raises where there is nothing to save
        path = os.path.abspath(os.path.expanduser(file))
        try:
            with open(path, "w" if path == self._saved else "x", encoding="utf-8") as stream:
                stream.write(as_notes(self.state, self.language))
        except FileExistsError:
            raise click.UsageError(f"{file} is there already; choose another name") from None
        except OSError as error:
            raise click.UsageError(f"{file} cannot be written: {error.strerror or error}") from None
        self._saved = path
        self._say(retold(f"{file} is written; 'matdiff weave {file}' adds the derivations", self.language))


def _is_line(text: str) -> bool:
    """Is a claim a line of the last problem's derivation: `df = …`, `∇f = …`, `= …`?"""
    from matdiff_cli.claims.chains import goes_on, head

    return goes_on(text) or bool(head(text).changes)
