"""What a session remembers from line to line. Every line makes a new state, so that each can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from matdiff_cli.syntax.draft import Draft
from matdiff_cli.syntax.parse import parse_declarations
from matdiff_cli.syntax.said import rewrite_declarations
from matdiff_cli.syntax.tree import Definition, UnknownFunction
from matdiff_cli.typing.letters import letters, looks_like_a_product
from matdiff_cli.typing.names import FUNCTIONS, canonical
from matdiff_cli.typing.read import read_problems

ANSWER = "ans"
"""The name of the answer to the last problem."""

FORMS = ("--answer", "--check", "--code", "--html", "--json", "--latex", "--markdown", "--short")
"""Options that do not change what is asked."""

_NAME = re.compile(r"[^\W\d]\w*")
_WHERE = re.compile(r"\bwhere\b")


@dataclass(frozen=True)
class Asked:
    """A problem with the options of the command that it was asked with, and the statements that it needs."""

    text: str
    options: tuple[str, ...] = ()
    where: tuple[str, ...] = ()

    def shown(self, *options: str) -> Asked:
        """The problem with other options that say in which form its answer is."""
        kept = (option for option in self.options if option.partition("=")[0] not in FORMS)
        return replace(self, options=(*kept, *options))

    @property
    def line(self) -> str:
        """The problem with its statements, as it stands for itself."""
        if not self.where:
            return self.text
        return f"{self.text}{',' if _WHERE.search(self.text) else ' where'} {', '.join(self.where)}"

    @property
    def words(self) -> list[str]:
        """The problem with its statements as arguments of a verb."""
        return [*(f"--where={statement}" for statement in self.where), "--", self.text]


@dataclass(frozen=True)
class State:
    """`statements`: a name → the text that declares or defines it. `settings`: an option of the command → its value.

    `asked` are the problems so far; `answer` defines the answer to the last one, where it was looked up, and declares
    what it needs.
    """

    statements: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    answer: tuple[str, ...] = ()

    def declared(self, text: str) -> State:
        """With declarations or definitions added; those of the same names are replaced. Raises MatdiffError."""
        added = dict(_statements(text))
        others = {name: known for name, known in self.statements.items() if name not in added}
        state = replace(self, statements={**others, **added})
        unused = next(name for k in range(1000) if (name := f"unused_{k}") not in state.statements)
        for name in (unused, *(name for name, statement in added.items() if statement.startswith(f"{name} ="))):
            read_problems(name, wrt=(unused,), where=state.where(" ".join((name, *added))))
        return state

    @property
    def known(self) -> dict[str, str]:
        """The statements, and those of the last answer where it was looked up."""
        return {**dict(map(_named, self.answer)), **self.statements}

    def where(self, text: str) -> tuple[str, ...]:
        """The statements that a text needs, and those that these need, in the order in which they were made."""
        known = self.known
        needed: set[str] = set()
        waiting = [text]
        while waiting:
            found = {canonical(name) for name in _names(waiting.pop())} & known.keys() - needed
            needed |= found
            waiting += (known[name] for name in found)
        return tuple(statement for name, statement in known.items() if name in needed)

    def needs_answer(self, text: str) -> bool:
        """Does a text name the answer to the last problem, which was not looked up yet?"""
        return ANSWER in _NAME.findall(text) and ANSWER not in self.known

    def with_answer(self, value: str) -> State:
        """The state that knows the answer to its last problem, which may end with names: `B'*B where B = X^-1`."""
        value, *names = _WHERE.split(value)
        _, *declared = _WHERE.split(self.asked[-1].line, maxsplit=1)
        needed = (statement for text in (*declared, *names) for _, statement in _statements(text))
        return replace(self, answer=(f"{ANSWER} = {value.strip()}", *needed))

    def body(self, name: str) -> str | None:
        """What a name is defined as."""
        left, equals, right = self.known.get(canonical(name), "").partition(" = ")
        return right if equals and ":" not in left else None

    def parts_of(self, name: str) -> frozenset[str]:
        """All names that a defined name is made of; none of another name."""
        if self.body(name) is None:
            return frozenset()
        return frozenset(_NAME.findall(" ".join(self.where(name))))

    def options(self) -> tuple[str, ...]:
        """The settings as options of the command."""
        return tuple(f"--{name}={value}" for name, value in self.settings.items())


def _names(text: str) -> Iterator[str]:
    """The names in a text, and the letters of those that look like products: of x'Ax the A and the x as well."""
    for name in _NAME.findall(text):
        yield name
        if looks_like_a_product(parts := letters(name)):
            yield from parts


def _statements(text: str) -> Iterator[tuple[str, str]]:
    """Every name that a text declares or defines, with a text for it alone."""
    text = text if "\\" in text else rewrite_declarations(Draft.of(text)).text  # so that types stand where they end
    for declaration in parse_declarations(text, FUNCTIONS):
        if isinstance(declaration, Definition):
            span = declaration.body.span
            yield canonical(declaration.name.text), f"{declaration.name.text} = {text[span.start : span.end]}"
            continue
        kind = text[declaration.type.span.start : declaration.type.span.end]
        if isinstance(declaration, UnknownFunction):
            arguments = ", ".join(name.text for name in declaration.parameters)
            yield canonical(declaration.name.text), f"{declaration.name.text}({arguments}): {kind}"
        else:
            sign = text[declaration.names[-1].span.end : declaration.type.span.start].strip()
            for name in declaration.names:
                yield canonical(name.text), f"{name.text}{sign if sign == ':' else f' {sign}'} {kind}"


def _named(statement: str) -> tuple[str, str]:
    match = _NAME.match(statement)
    return (canonical(match[0]) if match else statement), statement
