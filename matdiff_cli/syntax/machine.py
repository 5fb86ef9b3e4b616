"""Lark's tables at work, without the lines, columns and copies that lark keeps for uses which are none of ours.

What it does not take is left to lark, which then says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from lark import Lark, Token

from matdiff_cli.errors import Span

_END = "$END"
_ALONE = frozenset("()[]{},;:=+-/^'")
"""Characters that are a token each, whatever follows them."""

_NOWHERE = -1
"""What stands below the state at the start."""


class Refused(Exception):
    """The text is not in the language, or lark's tables are not those that are known here."""


class _Scanner(NamedTuple):
    """What finds a token at a place, which are left out, and the kinds of characters that are one alone."""

    match: Callable[[str, int], re.Match[str] | None]
    ignored: frozenset[str]
    alone: dict[str, str]


class _Place:
    """A state above another one, with what was found of it so far.

    scanner   what tokens look like there, where one was read
    steps     what a token does there, by its kind
    after     the place above this one once a rule is built there, by the rule's name
    """

    __slots__ = ("after", "below", "scanner", "state", "steps")

    def __init__(self, below: int, state: int) -> None:
        self.below, self.state = below, state
        self.scanner: _Scanner | None = None
        self.steps: dict[str, _Step] = {}
        self.after: dict[str, _Place] = {}


class _Step(NamedTuple):
    """What a token does: the place to go to, or the rule whose parts stand on top, and what builds it.

    Where it is `shifted` the place on top is `settled` before: that after all rules that are what their one part is.
    A hidden rule is not built: its parts become those of the rule around it, a list, which nothing built is. Where a
    rule `nests`, one of its parts may be such a list.
    """

    settled: _Place
    shifted: _Place | None = None
    build: Callable[[list[Any]], Any] | None = None
    size: int = 0
    name: str = ""
    nests: bool = False


class Machine:
    """The parser of a grammar, LALR(1) with a contextual lexer, whose transformer builds what a rule stands for."""

    def __init__(self, lark: Lark) -> None:
        """Raises Refused for a lark of another make."""
        try:
            self._table = lark.parser.parser.parser.parse_table
            self._lexers = lark.parser.lexer.lexer.lexers
            self._builder = lark.options.transformer
        except AttributeError:
            raise Refused from None
        self._places: dict[tuple[int, int], _Place] = {}
        self._alone: dict[re.Pattern[str], dict[str, str]] = {}

    def parse(self, text: str, start: str, placed: Callable[[Span], Span] | None = None) -> Any:
        """What the text stands for, where `placed` gives the places of tokens in what was typed. Raises Refused."""
        final = self._table.end_states[start]
        place = self._place(_NOWHERE, self._table.start_states[start])
        stack, position, length = [place], 0, len(text)
        values: list[Any] = []
        new = str.__new__  # makes a token with its kind and its place, and nothing else
        while True:
            match, ignored, alone = place.scanner or self._scanner(place)
            kind = _END
            while position < length:
                begin, character = position, text[position]
                if character == " ":  # most of what is left out
                    position += 1
                elif character in alone:
                    kind, position = alone[character], position + 1
                    break
                else:
                    found = match(text, position)
                    if found is None:
                        raise Refused
                    position = found.end()
                    group = found.lastgroup or ""
                    if group not in ignored:
                        kind = group
                        break
            if kind != _END:
                token = new(Token, text[begin:position])
                token.type = kind
                token.start_pos, token.end_pos = placed(Span(begin, position)) if placed else (begin, position)
            while True:
                settled, shifted, build, size, name, nests = place.steps.get(kind) or self._step(place, kind)
                if shifted is not None:
                    stack[-1] = settled
                    stack.append(place := shifted)
                    values.append(token)
                    break
                parts = values[-size:]
                del values[-size:], stack[-size:]
                if nests:
                    parts = _flat(parts)
                values.append(parts if build is None else build(parts))
                below = stack[-1]
                stack.append(place := below.after.get(name) or self._after(below, name))
                if kind == _END and place.state == final:
                    return values[0]

    def _place(self, below: int, state: int) -> _Place:
        key = below, state
        if key not in self._places:
            self._places[key] = _Place(below, state)
        return self._places[key]

    def _scanner(self, place: _Place) -> _Scanner:
        lexer = self._lexers[place.state]
        patterns = lexer.scanner._mres
        if len(patterns) != 1 or not isinstance(patterns[0], re.Pattern) or lexer.callback:
            raise Refused
        pattern = patterns[0]
        if pattern not in self._alone:  # which many states share
            found = {character: pattern.match(character) for character in _ALONE}
            self._alone[pattern] = {character: match.lastgroup or "" for character, match in found.items() if match}
        place.scanner = _Scanner(pattern.match, frozenset(lexer.ignore_types), self._alone[pattern])
        return place.scanner

    def _step(self, place: _Place, kind: str) -> _Step:
        """What a token of a kind does in a place."""
        below, state = place.below, place.state
        while True:
            _, what = self._table.states[state].get(kind) or (None, None)
            if isinstance(what, int):
                found = _Step(self._place(below, state), self._place(state, what))
                break
            if what is None or not what.expansion:
                raise Refused
            name, size = what.origin.name, len(what.expansion)
            hidden = _is_hidden(what.origin)
            if size > 1 or not (hidden or (what.options.expand1 and not what.alias)):
                build = None if hidden else getattr(self._builder, what.alias or name)
                found = _Step(self._place(below, state), None, build, size, name, any(map(_is_hidden, what.expansion)))
                break
            state = self._table.states[below][name][1]
        place.steps[kind] = found
        return found

    def _after(self, place: _Place, name: str) -> _Place:
        """The place above another one once a rule is built there."""
        found = place.after[name] = self._place(place.state, self._table.states[place.state][name][1])
        return found


def _is_hidden(symbol: Any) -> bool:
    return not symbol.is_term and symbol.name.startswith("_")


def _flat(parts: list[Any]) -> list[Any]:
    """The parts, those of hidden rules among them; the first list goes on, so that long rules are no work."""
    flat: list[Any] = parts[0] if isinstance(parts[0], list) else parts[:1]
    for part in parts[1:]:
        if isinstance(part, list):
            flat += part
        else:
            flat.append(part)
    return flat
