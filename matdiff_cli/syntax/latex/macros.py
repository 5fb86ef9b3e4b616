r"""What TeX does before there is a formula: macros are replaced by what they stand for."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.draft import Draft

_DEFINES = re.compile(r"\s*\\((?:re)?newcommand|providecommand|def|DeclareMathOperator)(?![A-Za-z])\*?")
_DEFINED = re.compile(r"\s*(\{\s*)?(\\(?:[A-Za-z]+|.))(?(1)\s*\})\s*(?:\[([1-9])\])?\s*(?=\{)", re.DOTALL)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_STEP = re.compile(r"\s*(\\(?:[A-Za-z]+|.)|\S)", re.DOTALL)
_WORD_AT_END = re.compile(r"\\[A-Za-z]+\Z")
_MOST = 100_000
"""How many characters a text may have when its macros are replaced."""


class _Macro(NamedTuple):
    """How many arguments a command has, and what it stands for."""

    arguments: int
    body: str


_COMMON = {r"\norm": _Macro(1, r"\lVert#1\rVert"), r"\abs": _Macro(1, r"\operatorname{abs}\left(#1\right)")}
"""What packages and preambles define in this way."""


def expanded(draft: Draft, source: str) -> Draft:
    """The text without the definitions at its beginning, and with what they define in its place.

    `source` is what was typed. Raises MatdiffError for a definition that is not read.
    """
    macros = {name: macro for name, macro in _COMMON.items() if name in draft.text}
    while found := _DEFINES.match(draft.text):
        named = _DEFINED.match(draft.text, found.end())
        end = _end(draft.text, named.end()) if named else 0
        if named is None or end > len(draft.text):
            _fail("this definition is not read", draft.span(Span(found.start(1) - 1, found.end())), source)
        body = _replaced(_part(draft, named.end() + 1, end - 1), macros, source).text
        macros[named[2]] = _Macro(int(named[3] or 0), rf"\operatorname{{{body}}}" if found[1][0] == "D" else body)
        draft = _part(draft, end, len(draft.text))
    return _replaced(draft, macros, source) if macros else draft


def _replaced(draft: Draft, macros: dict[str, _Macro], source: str) -> Draft:
    """A macro in the body of another was replaced when that was defined, so every one is replaced once."""
    found: list[Draft] = []
    done = length = 0
    for name in _COMMAND.finditer(draft.text):
        macro = macros.get(name[0])
        if macro is None or name.start() < done:
            continue
        found.append(_part(draft, done, name.start()))
        done, given = name.end(), []
        for _ in range(macro.arguments):
            begun, done = done, min(_end(draft.text, done), len(draft.text))
            given.append(_replaced(_part(draft, begun, done), macros, source))
        filled = _filled(macro.body, given, draft.span(Span(*name.span())))
        found += filled
        length += sum(len(part.text) for part in filled)
        if length > _MOST:
            _fail("macros that grow without end", draft.span(Span(*name.span())), source)
    return _joined([*found, _part(draft, done, len(draft.text))])


def _filled(body: str, given: list[Draft], span: Span) -> list[Draft]:
    """The body of a macro, all of it at the place where the macro stands; its arguments keep theirs."""
    found = []
    for at, text in enumerate(re.split(r"#([1-9])", body)):
        if at % 2 == 0:
            found.append(Draft(text, [min(span.start + k, span.end - 1) for k in range(len(text) + 1)]))
        elif int(text) <= len(given):
            found.append(given[int(text) - 1])
    return found


def _joined(parts: list[Draft]) -> Draft:
    """One text of several, with blanks where two of them would be read as one word, number or double bar."""
    text: list[str] = []
    places: list[int] = []
    for before, part in zip([None, *parts], parts, strict=False):
        if before and _would_merge(before.text, part.text):
            text.append(" ")
            places.append(part.places[0])
        text.append(part.text)
        places += part.places[:-1]
    return Draft("".join(text), (*places, parts[-1].places[-1]))


def _would_merge(before: str, behind: str) -> bool:
    if behind[:1].isalpha():
        return _WORD_AT_END.search(before) is not None
    return behind[:1].isdigit() or behind.startswith(("|", "\\|"))


def _part(draft: Draft, start: int, end: int) -> Draft:
    return Draft(draft.text[start:end], draft.places[start : end + 1])


def _end(text: str, at: int) -> int:
    """Where one token ends, or what stands in braces; behind the end of the text if they are never closed."""
    depth = 0
    for step in _STEP.finditer(text, at):
        depth += {"{": 1, "}": -1}.get(step[1], 0)
        if depth <= 0:
            return step.end()
    return len(text) + 1


def _fail(message: str, span: Span, source: str) -> NoReturn:
    hint = r"write \frac{a}{b}, \newcommand{\tr}{\operatorname{tr}}, or what is meant without macros"
    raise MatdiffError("syntax", message, Mark(span), hint=hint, source=source)
