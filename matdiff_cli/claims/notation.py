"""How people write increments and derivatives in the lines of a derivation, in the notation of printed ones.

`ΔX`, `d(X)`, `dλ` are increments; `d(X'*A)` and `d log|X|` are those of expressions, which get names; `∇f`, `df/dX` and
`J` are derivatives at the target; `F(X)` is an unknown function. Rewriting a text keeps the places of what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from matdiff_cli.claims.displays import plain_derivatives
from matdiff_cli.claims.named import quotients
from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.syntax.asked import LETTER, NAME
from matdiff_cli.syntax.draft import Draft, Edit
from matdiff_cli.typing.names import canonical, increment_name

_MARKS = "dΔ∆"
_IN_NAME = f"{LETTER}0-9_"
_BEGINS = rf"(?<![{_IN_NAME}∂∇])"
_INCREMENT = re.compile(rf"{_BEGINS}[{_MARKS}](\s*)({NAME})(?![{_IN_NAME}])")
_GLUED = re.compile(rf"{_BEGINS}(?P<front>[{LETTER}]*?)(?P<change>[{_MARKS}](?:(?P<of>{NAME})(?![{_IN_NAME}])|(?=\()))")
_OF_GROUP = re.compile(rf"{_BEGINS}[{_MARKS}]\s*(?=[(|‖]|\\?(?P<function>[a-z][a-z0-9]*)\s*(?:[(|‖]|\\lvert))")
_OF_INVERSE = re.compile(
    rf"{_BEGINS}[{_MARKS}]\s*(?P<of>{NAME})(?:\s*\^\s*(?:-\s*[1T]|\{{\s*-\s*(?:1|T|\\top)\s*\}}|\(\s*-\s*1\s*\))|⁻¹|⁻ᵀ)"
)
_SQUARED = r"(?:²|\^2|\^\{2\})"
_BARE = re.compile(r"\s*(?:the\s+)?(?:∇|grad(?:ient)?|(?P<second>∇²|hess(?:ian)?))\s*", re.IGNORECASE)
"""A line's left side that is the derivative of the function without its name."""
_ALONE = re.compile(rf"\s*({NAME})\s*")
_HEAD = re.compile(r"\s*(?:[^\W\d_]+|\\(?!lvert)[a-z]+)?\s*")
_BARS = {"||": "||", "|": "|", "‖": "‖", r"\lvert": r"\rvert"}
_CALL = re.compile(rf"{_BEGINS}(?P<mark>[{_MARKS}]\s*)?(?P<name>{NAME})\s*(?=\()")
_MOVED = re.compile(rf"\s*({NAME})\s*(?:\+\s*[{_MARKS}]\s*(?P<moved>\1|\(\s*\1\s*\))\s*)?")


@dataclass
class Notation:
    """`names` are what may change: the target, the names that lines define, and the function; `symbols` what else has a
    meaning. `function` is called so, of `arguments`. `name` gives an expression a name of its own. `unknown` tells of
    unknown functions what they depend on. `primed`: f' is no transpose, but a derivative. `scalars`: which names are.
    `of_number`: the function is a number, so that f' alone on the left of a line is its derivative, too.
    """

    function: str
    arguments: tuple[str, ...]
    symbols: Collection[str]
    names: Collection[str]
    name: Callable[[Draft], str]
    unknown: Mapping[str, Collection[str]] = field(default_factory=dict)
    primed: bool = False
    of_number: bool = False
    scalars: Collection[str] = ()
    _derivative: re.Pattern[str] = field(init=False)
    _by: re.Pattern[str] = field(init=False)
    _second: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        f = re.escape(self.function) if self.function else r"(?!)"
        targets = "|".join(map(re.escape, self.arguments))
        free = "" if {"J", "D"} & {*self.symbols} else "|J|Df"
        quotient = rf"(?P<quotient>[∂d]\s*{f}\s*/\s*[∂d]\s*\(?(?P<by>{NAME})\)?)"
        gradient = rf"(?:∇|grad )\s*{f}(?:\s*\(\s*(?:{targets})\s*\))?"
        change = rf"(?P<change>[{_MARKS}]\s*(?:{gradient}(?!\s*\()|\(\s*{gradient}\s*\)))"
        primed = rf"|{_BEGINS}{f}''?(?!\s*[('])" if self.primed else ""
        marked = rf"(?P<marked>(?:∇²|∇|grad |hess |D){f})(?:_\{{?(?:{targets})\}}?)?"
        self._by = re.compile(rf"∇(?P<above>²|\^2)?_\{{?(?:{targets})\}}?(?P<behind>²|\^2)?\s*(?={f}(?![{_IN_NAME}]))")
        again = rf"(?P<by>{targets}){_SQUARED}|(?P<first>{targets})\s*[∂d]\s*(?P=first)\s*(?:'|ᵀ|⊤|\^T|\^⊤)?"
        by = rf"(?:\s*/\s*[∂d]\s*(?P<quotient>{again}))?"
        self._second = re.compile(rf"{_BEGINS}[∂d]{_SQUARED}\s*{f}{by}(?![{_IN_NAME}])")
        self._derivative = re.compile(
            rf"{_BEGINS}{change}|{_BEGINS}{quotient}|{_BEGINS}(?:{marked}{free})(?![{_IN_NAME}]|\s*\(){primed}"
        )

    def rewritten(self, text: str, on_left: bool = False) -> Draft:
        """A side of a line as the printed derivations would write it."""
        draft = Draft.of(text.replace("′", "'"))
        if on_left and self.of_number and re.fullmatch(rf"\s*{self.function or '(?!)'}''?\s*", draft.text):
            end = len(draft.text.rstrip())
            draft = draft.edited([Edit(end, end, f"({', '.join(self.arguments)})")])
        if on_left and self.function and (bare := _BARE.fullmatch(draft.text)):
            draft = draft.edited([Edit(*bare.span(), f"∇{'²' * bool(bare['second'])}{self.function}")])
        draft = draft.edited(self._factors(draft.text))
        draft = draft.edited(self._seconds(draft))
        draft = draft.edited(self._parted(draft.text))
        draft = draft.edited(plain_derivatives(draft.text, self.symbols))
        twice = [(each, "²" if each["above"] or each["behind"] else "") for each in self._by.finditer(draft.text)]
        draft = draft.edited(Edit(*each.span(), f"∇{order}") for each, order in twice)  # ∇_x f
        draft = draft.edited(self._derivatives(draft.text))
        draft = draft.edited(self._inverses(draft.text))
        parts = {*self.names}.difference(self.arguments, [self.function])
        draft = draft.edited(quotients(draft, parts, self.scalars, self.arguments[0] if self.primed else ""))
        while (edit := self._call(draft)) is not None:
            draft = draft.edited([edit])
        while (edit := self._group(draft)) is not None:
            draft = draft.edited([edit])
        return draft.edited(self._increments(draft.text))

    def _parted(self, text: str) -> Iterator[Edit]:
        """Blanks in `Adx`, `AdXB` and `Bd(A*X)`, of letters with a meaning in a name without one."""
        known = {*self.symbols, *self.names}
        for found in _GLUED.finditer(text):
            front, of = found["front"], found["of"] or ""
            ends = [end for end in range(len(of), 0, -1) if canonical(of[:end]) in self.names] if of else [0]
            if not ends or canonical(found[0]) in known or not known.issuperset(map(canonical, front + of[ends[0] :])):
                continue
            for place in (found.start("change"), found.start("change") + 1 + ends[0]):
                if found.start() < place < found.end():
                    yield Edit(place, place, " ")

    def _derivatives(self, text: str) -> Iterator[Edit]:
        """`∇f`, `df/dX`, `J`, `d∇f` with their argument."""
        at = f"({', '.join(self.arguments)})"
        for found in self._derivative.finditer(text):
            if found["change"]:
                yield Edit(*found.span(), f"d∇{self.function}{at}")
            elif found["quotient"] and canonical(found["by"]) in self.arguments:
                yield Edit(*found.span(), f"partial {self.function}{at}")
            elif not found["quotient"]:
                yield Edit(*found.span(), f"{found['marked'] or found[0]}{at}")

    def _factors(self, text: str) -> Iterator[Edit]:
        """The stars of p*(1 - p), where p is the function: nothing is called with its own value."""
        name = rf"{_BEGINS}{re.escape(self.function)}"
        for found in re.finditer(rf"{name}(?=\()", text) if self.function else ():
            end = _operand(text, found.end())
            if end and re.search(rf"{name}(?![{_IN_NAME}])", text[found.end() : end]):
                yield Edit(found.end(), found.end(), "*")

    def _seconds(self, draft: Draft) -> Iterator[Edit]:
        """`d²f/dx²` and `∂²f/∂x∂xᵀ` as `∇²f`. Raises MatdiffError for `d²f`."""
        for found in self._second.finditer(draft.text):
            if not found["quotient"]:
                message, hint = "second differentials are not read", "write the Hessian, ∇²f = …"
                raise MatdiffError("unsupported", message, Mark(draft.span(Span(*found.span()))), hint=hint)
            yield Edit(*found.span(), f"∇²{self.function}")

    def _inverses(self, text: str) -> Iterator[Edit]:
        """`dX^-1` as `d(X^-1)`: nobody inverts a change."""
        for found in _OF_INVERSE.finditer(text):
            if canonical(found["of"]) in self.names and canonical(found[0][: found.end("of")]) not in self.symbols:
                yield Edit(found.start("of"), found.start("of"), "(")
                yield Edit(found.end(), found.end(), ")")

    def _call(self, draft: Draft) -> Edit | None:
        """`F(X)` is F, and `F(X + dX)` what that has become; so are `f(X)` and `f(X + dX)` of what F stands in."""
        of_f = {name for of in self.unknown.values() for name in of}.difference(self.unknown)
        for found in reversed([*_CALL.finditer(draft.text)]):
            name, end = canonical(found["name"]), _operand(draft.text, found.end())
            of = self.unknown.get(name) or (of_f if name == self.function else ())
            if end is None or not of:
                continue
            moved = _moved(draft.text[found.end() + 1 : end - 1], of)
            is_unknown = name in self.unknown
            if is_unknown and (moved is None or (moved and found["mark"])):
                message = f"{name} is not declared as a function of this"
                raise MatdiffError("unsupported", message, Mark(draft.span(Span(found.start(), end))))
            if moved is not None:
                names = (name,) if is_unknown else self.arguments
                parts = ", ".join(f"{n} + {increment_name(n, self.symbols)}" if moved else n for n in names)
                start = found.start("name") if is_unknown and moved else found.end("name")
                return Edit(start, end, f"({parts})" if moved or not is_unknown else "")
        return None

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
            apart = " " * (draft.text[end : end + 1].isalnum())
            return Edit(found.start(), end, increment_name(name, self.symbols) + apart)
        return None

    def _increments(self, text: str) -> Iterator[Edit]:
        for found in _INCREMENT.finditer(text):
            name = canonical(found[2])
            alone = found[0][0] if found[1] else found[0]  # d X, or dX as a name
            if canonical(alone) not in self.symbols and name in self.names:
                yield Edit(*found.span(), increment_name(name, self.symbols))


def _moved(arguments: str, names: Collection[str]) -> bool | None:
    """Has every one of these names its increment added? None where arguments are anything else than such names."""
    parts = [_MOVED.fullmatch(part) for part in arguments.split(",")]
    if any(part is None or canonical(part[1]) not in names for part in parts):
        return None
    kinds = {part["moved"] is not None for part in parts if part is not None}
    return kinds.pop() if len(kinds) == 1 else None


def _operand(text: str, start: int) -> int | None:
    """Where the group, or the function with its argument, ends that begins here."""
    start += len(_HEAD.match(text, start)[0])  # type: ignore[index]
    bar = next((bar for bar in _BARS if text.startswith(bar, start)), None)
    if bar is not None:
        end = text.find(_BARS[bar], start + len(bar))
        return None if end < 0 else end + len(_BARS[bar])
    if text[start : start + 1] != "(":
        return None
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place + 1
    return None
