"""Lark's tables at work, without the lines, columns and copies that lark keeps for uses which are none of ours.

What it does not take is left to lark, which then says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lark import Lark, Token
from lark.parse_tree_builder import ExpandSingleChild

from matdiff_cli.errors import Span

Step = tuple[int | None, Callable[[list[Any]], Any] | None, int, str]
"""The state to go to; or what builds a rule, of how many parts, and the name of the rule. Nothing builds a rule that is
what its one part is."""

_END = "$END"


class Refused(Exception):
    """The text is not in the language, or lark's tables are not those that are known here."""


class _Piece(Token):
    """A token with its kind and its place, and nothing else."""

    __slots__ = ("span",)
    span: Span

    def __new__(cls, kind: str, text: str, span: Span) -> _Piece:
        self = str.__new__(cls, text)
        self.type, self.span = kind, span
        return self


class Machine:
    """The parser of a grammar, LALR(1) with a contextual lexer, whose callbacks build what a rule stands for."""

    def __init__(self, lark: Lark) -> None:
        """Raises Refused for a lark of another make."""
        try:
            inner = lark.parser.parser.parser
            self._table, self._callbacks = inner.parse_table, inner.callbacks
            self._lexers = lark.parser.lexer.lexer.lexers
        except AttributeError:
            raise Refused from None
        self._steps: dict[tuple[int, str], Step] = {}
        self._scanners: dict[int, tuple[re.Pattern[str], frozenset[str]]] = {}

    def parse(self, text: str, start: str, placed: Callable[[Span], Span] | None = None) -> Any:
        """What the text stands for, where `placed` gives the places of tokens in what was typed. Raises Refused."""
        states, final = self._table.states, self._table.end_states[start]
        state = self._table.start_states[start]
        stack, values, position = [state], [], 0
        while True:
            scanner, ignored = self._scanners.get(state) or self._scanner(state)
            kind = ""
            while not kind and position < len(text):
                found = scanner.match(text, position)
                if found is None:
                    raise Refused
                kind = "" if found.lastgroup in ignored else found.lastgroup or ""
                begin, position = position, found.end()
            if kind:
                place = Span(begin, position)
                token = _Piece(kind, text[begin:position], placed(place) if placed else place)
            else:
                kind = _END
            while True:
                shifted, build, size, origin = self._steps.get((state, kind)) or self._step(state, kind)
                if shifted is not None:
                    stack.append(state := shifted)
                    values.append(token)
                    break
                if build is not None:
                    values[-size:] = [build(values[-size:])]
                del stack[-size:]
                stack.append(state := states[stack[-1]][origin][1])
                if kind == _END and state == final:
                    return values[0]

    def _scanner(self, state: int) -> tuple[re.Pattern[str], frozenset[str]]:
        """What the tokens in a state look like, and which are left out."""
        lexer = self._lexers[state]
        patterns = lexer.scanner._mres
        if len(patterns) != 1 or not isinstance(patterns[0], re.Pattern) or lexer.callback:
            raise Refused
        found = self._scanners[state] = patterns[0], frozenset(lexer.ignore_types)
        return found

    def _step(self, state: int, kind: str) -> Step:
        """What a token of a kind does in a state."""
        _, what = self._table.states[state].get(kind) or (None, None)
        found: Step
        if isinstance(what, int):
            found = what, None, 0, ""
        elif what is not None and what.expansion:
            build, size = self._callbacks[what], len(what.expansion)
            stays = size == 1 and isinstance(build, ExpandSingleChild)
            found = None, None if stays else build, size, what.origin.name
        else:
            raise Refused
        self._steps[state, kind] = found
        return found
