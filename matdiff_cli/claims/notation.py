"""How people write increments and derivatives in the lines of a derivation, in the notation of printed ones.

`ΔX`, `d(X)`, `dλ` are increments; `d(X'*A)` and `d log|X|` are those of expressions, which get names; `∇f`, `df/dX` and
`J` are derivatives at the target. Rewriting a text keeps the places of what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from matdiff_cli.functions import SPELLINGS
from matdiff_cli.syntax.asked import LETTER, NAME
from matdiff_cli.syntax.draft import Draft, Edit
from matdiff_cli.typing.names import canonical, increment_name

_MARKS = "dΔ∆"
_IN_NAME = f"{LETTER}0-9_"
_BEGINS = rf"(?<![{_IN_NAME}∂∇])"
_INCREMENT = re.compile(rf"{_BEGINS}[{_MARKS}](\s*)({NAME})(?![{_IN_NAME}])")
_OF_GROUP = re.compile(rf"{_BEGINS}[{_MARKS}]\s*(?=[(|‖]|(?P<function>[a-z][a-z0-9]*)\s*[(|‖])")
_ALONE = re.compile(rf"\s*({NAME})\s*")


@dataclass
class Notation:
    """`names` are what may change: the target, the names that lines define, and the function; `symbols` what else has a
    meaning. `function` is called so, of `arguments`. `name` gives an expression a name of its own.
    """

    function: str
    arguments: tuple[str, ...]
    symbols: Collection[str]
    names: Collection[str]
    name: Callable[[Draft], str]
    _derivative: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        f = re.escape(self.function) if self.function else r"(?!)"
        targets = "|".join(map(re.escape, self.arguments))
        free = "" if {"J", "D"} & {*self.symbols} else "|J|Df"
        quotient = rf"(?P<quotient>[∂d]\s*{f}\s*/\s*[∂d]\s*\(?(?:{targets})\b\)?)"
        marked = rf"(?P<marked>(?:∇²|∇|grad |hess |D){f})(?:_\{{?(?:{targets})\}}?)?"
        self._derivative = re.compile(rf"{_BEGINS}{quotient}|{_BEGINS}(?:{marked}{free})(?![{_IN_NAME}]|\s*\()")

    def rewritten(self, text: str) -> Draft:
        """A side of a line as the printed derivations would write it."""
        draft = Draft.of(text.replace("′", "'"))
        draft = draft.edited(self._derivatives(draft.text))
        while (edit := self._group(draft)) is not None:
            draft = draft.edited([edit])
        return draft.edited(self._increments(draft.text))

    def _derivatives(self, text: str) -> Iterator[Edit]:
        """`∇f`, `df/dX`, `J` with their argument."""
        at = f"({', '.join(self.arguments)})"
        for found in self._derivative.finditer(text):
            if found["quotient"]:
                yield Edit(*found.span(), f"partial {self.function}{at}")
            else:
                yield Edit(*found.span(), f"{found['marked'] or found[0]}{at}")

    def _group(self, draft: Draft) -> Edit | None:
        """`d(X)` is dX; `d(…)`, `d log|…|` and `d|…|` are increments of what gets a name."""
        for found in _OF_GROUP.finditer(draft.text):
            if found["function"] not in (None, *SPELLINGS) or canonical(found[0].strip()) in self.symbols:
                continue
            end = _operand(draft.text, found.end())
            if end is None:
                continue
            inside = draft.text[found.end() : end]
            alone = _ALONE.fullmatch(inside[1:-1]) if inside[0] == "(" else None
            name = canonical(alone[1]) if alone and canonical(alone[1]) in self.names else None
            if alone and name is None and alone[1] in self.symbols:
                return Edit(found.start(), end, f"(0*{alone[1]})")
            name = name or self.name(Draft(inside, draft.places[found.end() : end + 1]))
            return Edit(found.start(), end, increment_name(name, self.symbols))
        return None

    def _increments(self, text: str) -> Iterator[Edit]:
        for found in _INCREMENT.finditer(text):
            name = canonical(found[2])
            alone = found[0][0] if found[1] else found[0]  # d X, or dX as a name
            if canonical(alone) not in self.symbols and name in self.names:
                yield Edit(*found.span(), increment_name(name, self.symbols))


def _operand(text: str, start: int) -> int | None:
    """Where the group, or the function with its argument, ends that begins here."""
    while start < len(text) and (text[start].isalpha() or text[start] == " "):
        start += 1
    closers = {"(": ")", "|": "|", "‖": "‖"}
    if start >= len(text) or text[start] not in closers:
        return None
    if text[start] != "(":
        end = text.find(closers[text[start]], start + 2 if text.startswith("||", start) else start + 1)
        return None if end < 0 else end + (2 if text.startswith("||", end) else 1)
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place + 1
    return None
