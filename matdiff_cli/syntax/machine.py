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


class _Piece(Token):
    """A token with its kind and its place, and nothing else."""

    __slots__ = ("span",)
    span: Span


class _Step(NamedTuple):
    """What a token does: the state to go to, or the rule whose parts stand on top, and what builds it.

    Where it is `shifted` the state on top is `settled` before: that after all rules that are what their one part is.
    A hidden rule is not built: its parts become those of the rule around it, a list, which nothing built is. Where a
    rule `nests`, one of its parts may be such a list.
    """

    settled: int
    shifted: int | None = None
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
        self._steps: dict[tuple[int, int, str], _Step] = {}
        self._scanners: dict[int, tuple[re.Pattern[str], frozenset[str], dict[str, str]]] = {}
        self._alone: dict[re.Pattern[str], dict[str, str]] = {}

    def parse(self, text: str, start: str, placed: Callable[[Span], Span] | None = None) -> Any:
        """What the text stands for, where `placed` gives the places of tokens in what was typed. Raises Refused."""
        states, final = self._table.states, self._table.end_states[start]
        steps, scanners = self._steps, self._scanners
        state = self._table.start_states[start]
        stack, position, length = [_NOWHERE, state], 0, len(text)
        values: list[Any] = []
        while True:
            scanner, ignored, alone = scanners.get(state) or self._scanner(state)
            kind = _END
            while position < length:
                begin, character = position, text[position]
                if character == " ":  # most of what is left out
                    position += 1
                elif character in alone:
                    kind, position = alone[character], position + 1
                    break
                else:
                    found = scanner.match(text, position)
                    if found is None:
                        raise Refused
                    position = found.end()
                    if found.lastgroup not in ignored:
                        kind = found.lastgroup or ""
                        break
            if kind != _END:
                token, place = str.__new__(_Piece, text[begin:position]), Span(begin, position)
                token.type, token.span = kind, placed(place) if placed else place
            while True:
                key = stack[-2], state, kind
                settled, shifted, build, size, name, nests = steps.get(key) or self._step(*key)
                if shifted is not None:
                    stack[-1] = settled
                    stack.append(state := shifted)
                    values.append(token)
                    break
                parts = values[-size:]
                if nests:
                    parts = _flat(parts)
                values[-size:] = [parts if build is None else build(parts)]
                del stack[-size:]
                stack.append(state := states[stack[-1]][name][1])
                if kind == _END and state == final:
                    return values[0]

    def _scanner(self, state: int) -> tuple[re.Pattern[str], frozenset[str], dict[str, str]]:
        """What the tokens in a state look like, which are left out, and the kinds of characters that are one alone."""
        lexer = self._lexers[state]
        patterns = lexer.scanner._mres
        if len(patterns) != 1 or not isinstance(patterns[0], re.Pattern) or lexer.callback:
            raise Refused
        pattern = patterns[0]
        if pattern not in self._alone:  # which many states share
            found = {character: pattern.match(character) for character in _ALONE}
            self._alone[pattern] = {character: match.lastgroup or "" for character, match in found.items() if match}
        scanner = self._scanners[state] = pattern, frozenset(lexer.ignore_types), self._alone[pattern]
        return scanner

    def _step(self, below: int, state: int, kind: str) -> _Step:
        """What a token of a kind does in a state above another."""
        key = below, state, kind
        while True:
            _, what = self._table.states[state].get(kind) or (None, None)
            if isinstance(what, int):
                found = _Step(state, what)
                break
            if what is None or not what.expansion:
                raise Refused
            name, size = what.origin.name, len(what.expansion)
            hidden = _is_hidden(what.origin)
            if size > 1 or not (hidden or (what.options.expand1 and not what.alias)):
                build = None if hidden else getattr(self._builder, what.alias or name)
                found = _Step(state, None, build, size, name, any(map(_is_hidden, what.expansion)))
                break
            state = self._table.states[below][name][1]
        self._steps[key] = found
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
