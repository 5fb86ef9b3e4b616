"""The lines of a derivation read and judged, one by one.

Random numbers are put in, as for printed derivations. A line with `=` is right if it holds for finite increments, or if
it holds for differentials: dY is then the linear part of the change of Y. One with `≈` holds up to second order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain
from random import Random

import mpmath

from matdiff_cli.claims.asked_in_lines import changing
from matdiff_cli.claims.chains import Chain, Link
from matdiff_cli.claims.differentials import Differentials
from matdiff_cli.claims.displays import name_of
from matdiff_cli.claims.named import as_differentials
from matdiff_cli.claims.notation import Notation
from matdiff_cli.claims.pieces import Part
from matdiff_cli.claims.places import at_kinks, ordinary
from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.languages import phrase
from matdiff_cli.numbers.dense import DIGITS, OutsideDomain
from matdiff_cli.numbers.increments import moving_names, unknown_functions, with_increments
from matdiff_cli.numbers.kinks import refuse_kink
from matdiff_cli.numbers.points import Point, increment
from matdiff_cli.syntax.draft import Draft, Edit
from matdiff_cli.typing.declarations import kind_of
from matdiff_cli.typing.dimension import ONE, Shape
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.letters import letters
from matdiff_cli.typing.names import canonical, increment_name
from matdiff_cli.typing.typed import Problem, Symbol, Typed
from matdiff_cli.verify.document import Document, Side, read_side, with_definitions
from matdiff_cli.verify.lines import Place, Statement, holds

_CHANGE = re.compile(r"Δ|d[A-Z]|d[a-z]?$")
"""How names begin, or are, that are increments to a reader: they are never given by a line."""

_I = re.compile(r"(?<![\w\\])I(?![\w(])")
POINTS = 4
_RESERVED = {"I", "pi", "J", "grad", "gradient", "Hessian", "hessian", "Jacobian", "jacobian", "derivative"}
"""What no line gives a meaning to."""

_NOTHING = Side(Typed("number", (), (ONE, ONE), Span(0, 0), Fraction(0)), {})
"""What stands for a side that cannot be read."""


@dataclass(frozen=True)
class ReadLine:
    """A link with its sides read, from texts in the notation of printed lines.

    `misfit` tells of sides whose shapes do not fit; these are not there. `is_definition`: it gives a name.
    """

    link: Link
    left: Side
    right: Side
    texts: tuple[str, str]
    is_definition: bool = False
    misfit: MatdiffError | None = None


class Derivation:
    """The problem that lines are about, with the names that the lines define, and the lines as they are read.

    Raises MatdiffError for lines that cannot be read, or are of sizes that are too large to try.
    """

    def __init__(self, problem: Problem, chain: Chain, layout: str, shapes: Mapping[str, Shape]) -> None:
        self.problem = problem
        self.chain = chain
        self.moving = moving_names(problem)
        self.function = chain.function or self._called() or next((n for n in "fgh" if self._is_free(n)), "")
        symbols = with_increments(problem.symbols, self.moving)
        self.document = Document(
            replace(problem, target=replace(problem.target, names=self.moving)),
            layout,
            dict(problem.abbreviations),
            symbols,
            dict(shapes),
            arguments=self.moving,
            function=self.function,
        )
        for name, typed in problem.abbreviations.items():
            self._add(name, typed)
        if self.function and self._is_free(self.function):
            self._add(self.function, problem.function)
        self.reading: list[str] = []
        self.called: dict[str, str] = {}
        """How the increments of expressions without a name were typed."""
        self._defining: dict[str, Link] = {}
        self._define()
        self.lines = [self._line(link) for link in chain.links if link.left is not None]
        used = {str(node.value) for line in self.lines for node in nodes(line.right.typed)}
        idle = [name for name in self._defining if used.isdisjoint((name, f"d{name}"))]
        words = "{name} = … gives a name that nothing uses, and is not judged; write ∇f = …, ∇²f = …"
        self.reading += [phrase(words, name=name) for name in idle]

    def _called(self) -> str:
        """What lines call a function without a name: L where they begin with `dL`, `∇L`, `vec(dL)` and it is free."""
        begun = [link.left.words for link in self.chain.links if link.left is not None and not link.goes_on]
        lefts = {words.removeprefix("vec").lstrip(" (") for words in begun}
        found = {*filter(self._is_free, map(canonical, {*map(changing, lefts)} - lefts - {""}))}
        return found.pop() if len(found) == 1 else ""

    def _is_free(self, name: str) -> bool:
        symbols = self.problem.symbols
        return name not in {*symbols, *self.problem.abbreviations} and f"d{name}" not in symbols

    # --- reading ------------------------------------------------------------------------------------------------------

    @property
    def notation(self) -> Notation:
        """How a text becomes one in the notation of printed lines, with the names that there are."""
        bindings = self.document.bindings
        known = {*self.problem.symbols, *bindings}
        unknown = {name: self.problem.symbols[name].of for name in unknown_functions(self.problem)}
        of_number = self.problem.function.shape == (ONE, ONE) and len(self.moving) == 1
        primed = of_number and self.problem.symbols[self.moving[0]].shape == (ONE, ONE)
        names = {*self.moving, *bindings}
        scalars = {name for name in names if self.document.symbols[name].shape == (ONE, ONE)}
        return Notation(self.function, self.moving, known, names, self._name, unknown, primed, of_number, scalars)

    def _name(self, draft: Draft) -> str:
        """A name for an expression whose increment is written. Raises MatdiffError, at places in the line."""
        try:
            typed = self.read(draft.text).typed
        except MatdiffError as error:
            raise draft.placed(error, "") from None
        name = f"part{len(self.document.bindings)}"
        words = draft.text.strip()
        self.called[f"d{name}"] = f"d{words}" if words.startswith("(") else f"d({words})"
        self._add(name, typed)
        return name

    def _add(self, name: str, typed: Typed) -> None:
        """A name for an expression in the target, and its increment."""
        document = self.document
        typed = with_definitions(typed, document.bindings)
        document.bindings[name] = typed
        symbol = document.symbols[name] = Symbol(name, kind_of(*typed.shape), typed.shape, declared=True)
        called = increment_name(name, {*self.problem.symbols, *document.bindings})
        document.symbols[called] = replace(symbol, name=called)

    def _define(self) -> None:
        """The lines that give a new name to an expression, each after those that it uses."""
        waiting = [link for link in self.chain.links if link.left is not None and self._new_name(link)]
        while waiting:
            for link in waiting:
                with suppress(MatdiffError, ValueError):
                    side = self._side(self._rewritten(link.right), link.right, None)
                    name = self._new_name(link)
                    used = {node.value for node in nodes(side.typed) if node.op == "symbol"}
                    if name and not side.calls and used <= {*self.problem.symbols, *self.document.bindings}:
                        self._add(name, side.typed)
                        self._defining[name] = link
                        break
            else:
                return
            waiting = [link for link in waiting if self._new_name(link)]

    def _new_name(self, link: Link) -> str:
        """The name that a link may define: one that stands alone on its left and means nothing yet."""
        words = link.left.words if link.left is not None and link.relation == "=" and not link.goes_on else ""
        name = "" if _CHANGE.match(words) else name_of(words)
        known = {*self.problem.symbols, *_RESERVED}
        product = len(letters(name)) > 1 and known.issuperset(letters(name))  # A x = λ x
        return name if name and name not in self.document.symbols and name not in known and not product else ""

    def _line(self, link: Link) -> ReadLine:
        assert link.left is not None
        right = self._rewritten(link.right)
        texts = as_differentials(link.left, right, self.document)
        texts = texts or (self._rewritten(link.left, on_left=not link.goes_on), right)
        defines = self._defining.get(name_of(link.left.words)) is link
        misfit = None
        sides = [_NOTHING, _NOTHING]
        for number, (draft, part) in enumerate(zip(texts, (link.left, link.right), strict=True)):
            try:
                sides[number] = self._side(draft, part, sides[0] if number else self._if_read(texts[1]))
            except MatdiffError as error:
                if error.kind != "shape":
                    raise
                misfit = error
        return ReadLine(link, sides[0], sides[1], (texts[0].text, texts[1].text), defines, misfit)

    @cached_property
    def _only_size(self) -> str:
        """The size that all symbols are of, which is that of every `I`, too; empty where there are several."""
        sizes = {name for symbol in self.problem.symbols.values() for size in symbol.shape for name in size.names}
        return sizes.pop() if len(sizes) == 1 else ""

    def _is_settled(self, typed: Typed) -> bool:
        """Are all sizes known, as that of an `I` that stands alone is not?"""
        there: list[Symbol | Typed] = [*self.document.symbols.values(), *nodes(self.problem.function)]
        known = {name for each in there for size in each.shape for name in size.names}
        return all(name in known for node in nodes(typed) for size in node.shape for name in size.names)

    def _if_read(self, draft: Draft) -> Side | None:
        """The other side of a line, which may tell the size of an `I`; None if it cannot be read."""
        with suppress(MatdiffError, ValueError, KeyError):
            return self.read(draft.text)
        return None

    def read(self, text: str, shape: Shape | None = None) -> Side:
        """A side in the notation of printed lines. Raises what reading raises."""
        said: list[str] = []
        side = read_side(text, self.document, shape=shape, reading=said)
        self.reading += (words for words in said if words not in self.reading)
        return side

    def _rewritten(self, part: Part, on_left: bool = False) -> Draft:
        try:
            return self.notation.rewritten(part.text, on_left)
        except MatdiffError as error:
            error.source = part.source
            raise

    def _side(self, draft: Draft, part: Part, beside: Side | None) -> Side:
        try:
            side = self.read(draft.text)
            if not self._is_settled(side.typed) and beside is not None and beside is not _NOTHING:
                side = self.read(draft.text, beside.typed.shape)
            if not self._is_settled(side.typed) and self._only_size:
                sized = f"I_{{{self._only_size}}}"
                draft = draft.edited(Edit(*found.span(), sized) for found in _I.finditer(draft.text))
                side = self.read(draft.text)
            if not self._is_settled(side.typed):
                raise MatdiffError("unsupported", "the size of I is not known here", hint="write eye(n) with its size")
            if unknown_functions(self.problem) and any(role != "value" for role, _ in side.calls.values()):
                message = "a derivative through an unknown function has no value"
                raise MatdiffError("unsupported", message, hint="write the differential: df = …")
            return side
        except MatdiffError as error:
            if error.source == draft.text:
                draft.placed(error, part.source)
            else:
                error.marks, error.source = (Mark(Span(part.start, part.end)),), part.source
            if error.kind == "name" and not error.hint:
                error.hint = "lines are written in the symbols of the function, their increments dX, and names"
            raise
        except (ValueError, KeyError):
            raise part.error("this cannot be read", "") from None

    @property
    def definitions(self) -> list[str]:
        """The lines that define names, as declarations."""
        found = {name: self.notation.rewritten(link.right.words).text for name, link in self._defining.items()}
        return [f"{name} = {text}" for name, text in found.items()]

    def holds(self, line: ReadLine, relation: str = "") -> bool | None:
        """Does a line hold? None where it has no value at any point tried."""
        statement = Statement(1, 1, "", relation or line.link.relation, line.left, line.right)
        readings = (Place, Differentials) if statement.relation == "=" else (Place,)
        seen = [self._holds(statement, reading) for reading in readings]
        return True if True in seen else None if all(found is None for found in seen) else False

    def _holds(self, statement: Statement, reading: type[Place]) -> bool | None:
        """Does a statement hold at several places that are not at kinks, and on both sides of every kink?"""
        seen = 0
        for point, is_plain in chain(self._points, at_kinks(self.document, self.problem.symbols, statement)):
            if is_plain and seen >= POINTS:
                continue
            place = self._place(point, reading)
            with mpmath.workdps(DIGITS):
                try:
                    if not holds(statement, place):
                        refuse_kink(place.document.problem, place.point, place.directions)
                        return False
                except OutsideDomain:
                    continue
                except (ValueError, KeyError):
                    return False
            seen += 1
        return True if seen else None

    def _place(self, point: Point, reading: type[Place]) -> Place:
        known = self._known_places
        if (id(point), reading) not in known:
            random = Random(len(known))
            with mpmath.workdps(DIGITS):
                steps = {n: increment(self.problem.symbols[n], point.sizes, random) for n in self.moving}
            known[id(point), reading] = reading(self.document, point, steps)
        return known[id(point), reading]

    @cached_property
    def _known_places(self) -> dict[tuple[int, type[Place]], Place]:
        return {}

    @cached_property
    def _points(self) -> list[tuple[Point, bool]]:
        return ordinary(self.document.problem)
