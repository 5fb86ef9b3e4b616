"""Does every line of a printed derivation hold? Random numbers are put in for the symbols and for their increments.

`=` must hold exactly with finite increments, `≈` up to terms of second order in them. What is checked is the JSON form
of a derivation, text as printed, so a slip of the printer is found as well as one of the calculus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, TypeVar

import mpmath

from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.cost import SIZES
from matdiff_cli.numbers.dense import DIGITS, Matrix, OutsideDomain
from matdiff_cli.numbers.differences import Truth, inside, moved, truth
from matdiff_cli.numbers.evaluate import MORE_DIGITS, evaluate, without_rounding
from matdiff_cli.numbers.kinks import across, refuse_kink
from matdiff_cli.numbers.points import Point, increment
from matdiff_cli.numbers.search import points_inside
from matdiff_cli.typing.names import increment_name
from matdiff_cli.typing.typed import Target, Typed
from matdiff_cli.verify.document import Document, Side, read_document, read_side
from matdiff_cli.verify.probes import departure

Known = TypeVar("Known")

FINITE = "0.05"
SMALLER = "1e-7"
"""Increments for what has no value so far off, such as exp(-100000 t)."""

STEPS = ("1e-12", "1e-24")
EXACT = 1e-25
NOISE = 1e-50
"""Differences as small as this, relative to the sides, come from rounding and from the differences taken for ∇f(X)."""

POINTS = 2
NOWHERE = "has no value anywhere"


@dataclass(frozen=True)
class Fault:
    """A line that does not hold, or cannot be read or evaluated. Steps and lines count from 1."""

    step: int
    line: int
    text: str
    trouble: str

    def __str__(self) -> str:
        return f"step {self.step}, line {self.line}: {self.text}   [{self.trouble}]"


@dataclass(eq=False)
class Statement:
    """A line, its sides read; `seen` counts the points at which it held."""

    step: int
    line: int
    text: str
    relation: str
    left: Side
    right: Side
    seen: int = 0

    def fault(self, trouble: str) -> Fault:
        """What is wrong with this line."""
        return Fault(self.step, self.line, self.text, trouble)


def check_lines(document: Mapping[str, Any], seed: int = 0, choices: Sequence[int] = SIZES) -> list[Fault]:
    """The faults of a derivation in its JSON form; none when every line holds at two random points.

    Raises MatdiffError when the function or a substitution cannot be read.
    """
    read = read_document(document)
    waiting: list[Statement] = []
    faults: list[Fault] = []
    for item in statements(document, read):
        waiting.append(item) if isinstance(item, Statement) else faults.append(item)
    random = Random(seed)

    def tried(point: Point, lines: list[Statement]) -> list[Statement]:
        """The lines that are not at fault here."""
        with mpmath.workdps(DIGITS):
            symbols = [read.problem.symbols[name] for name in read.arguments]
            place = Place(read, point, {s.name: increment(s, point.sizes, random) for s in symbols})
            found = [(line, _at(line, place)) for line in lines]
        faults.extend(fault for _, fault in found if fault)
        return [line for line, fault in found if not fault]

    sound = []
    for point in points_inside(read.problem, seed, choices):
        if not waiting:
            break
        left = tried(point, waiting)
        sound += [line for line in left if line.seen >= POINTS]
        waiting = [line for line in left if line.seen < POINTS]
    for point in across(read.problem, read.problem.function, most=2, choices=choices):
        sound = tried(point, sound)
    faults += [statement.fault(NOWHERE) for statement in waiting if not statement.seen]
    return sorted(faults, key=lambda fault: (fault.step, fault.line))


def statements(document: Mapping[str, Any], read: Document) -> Iterator[Statement | Fault]:
    """The lines, those without a left side going on from the right side above; a Fault for each that is unreadable."""
    for number, step in enumerate(document["steps"], 1):
        above: str | None = None
        for place, line in enumerate(step["lines"], 1):
            left = line["left"] if line["left"] is not None else above
            above = line["right"]
            text = f"{left} {line['relation']} {line['right']}"
            try:
                if line["relation"] not in ("=", "≈"):
                    raise ValueError("unknown relation")
                if left is None:
                    raise ValueError("nothing to go on from")
                left_side = read_side(left, read)
                right_side = read_side(line["right"], read, left_side)
            except (MatdiffError, ValueError, KeyError) as trouble:
                yield Fault(number, place, text, f"cannot be read: {trouble}")
            else:
                yield Statement(number, place, text, line["relation"], left_side, right_side)


@dataclass
class Place:
    """A point, and a direction for everything that changes along which its increment goes.

    Values are worked out once: those of the substitutions for each size of the increments, those of f and of its
    derivatives for each argument.
    """

    document: Document
    point: Point
    directions: dict[str, Matrix]
    _known: dict[object, Any] = field(default_factory=dict)

    def _once(self, key: object, work: Callable[[], Known]) -> Known:
        if key not in self._known:
            self._known[key] = work()
        known: Known = self._known[key]
        return known

    def values(self, step: int, size: str) -> dict[str, Matrix]:
        """Every symbol, substitution and increment in a step, when the increments have this size."""
        names = self.document.moving(step)

        def work() -> dict[str, Matrix]:
            here = self.point.values
            # to more digits than they are used with, so that what cancels shrinks when a line is worked out again
            with mpmath.workdps(mpmath.mp.dps + 2 * MORE_DIGITS):
                steps = {n: dense.scale(self.directions[n], mpmath.mpf(size)) for n in names}
                before = self._once("here", lambda: self._with_bindings(here))
                after = self._with_bindings(moved(here, steps))
                changes = {n: dense.subtract(after[n], before[n]) for n in self.document.bindings}
            taken = {*self.point.values, *self.document.bindings}
            return {**before, **{increment_name(n, taken): change for n, change in (changes | steps).items()}}

        return self._once((names, size), work)

    def _with_bindings(self, values: Mapping[str, Matrix]) -> dict[str, Matrix]:
        known = dict(values)
        for name, typed in self.document.bindings.items():
            value = evaluate(typed, known, self.point.sizes)
            known[name] = without_rounding(typed, value, known, self.point.sizes)
        return known

    def side(self, side: Side, values: dict[str, Matrix]) -> Truth:
        """The value of one side of a line. `within` is set where it need hold only inside the target's structure."""
        found = {name: self._of(role, self._at(args, values), values) for name, (role, args) in side.calls.items()}
        known = {**values, **{name: true.value for name, true in found.items()}} if found else values
        within = next((true.within for true in found.values() if true.within is not None), None)
        kind = next((true.kind for true in found.values()), "value")
        return Truth(kind, evaluate(side.typed, known, self.point.sizes), within)

    def departure(self, derivative: Side, value: Matrix, values: dict[str, Matrix]) -> float:
        """The relative error of a value of a derivative that is all of its side. Raises ValueError for its shape."""
        ((role, arguments),) = derivative.calls.values()
        point = self._at(arguments, values)
        error = departure(self.document.problem, point, value, *self._asked(role))
        if error == float("inf"):
            raise ValueError(f"shape {dense.shape(value)} is not that of the derivative")
        return error

    def _at(self, arguments: tuple[Typed, ...], values: Mapping[str, Matrix]) -> Point:
        """The point with these arguments of f."""
        target = self.document.problem.target.names
        names = self.document.arguments[: max(len(arguments), len(target))]
        here = {n: evaluate(a, values, self.point.sizes) for n, a in zip(names, arguments, strict=True)}
        return Point(self.point.sizes, {**self.point.values, **here})

    def _of(self, role: str, point: Point, values: Mapping[str, Matrix]) -> Truth:
        return self.change(point, values) if role == "change" else self._call(role, point)

    def change(self, point: Point, values: Mapping[str, Matrix]) -> Truth:
        """How the gradient changes from a point when what f is of grows by its increments."""
        taken = {*self.point.values, *self.document.bindings}
        steps = {name: values[increment_name(name, taken)] for name in self.document.arguments}
        before, after = (self._call("gradient", at) for at in (point, Point(point.sizes, moved(point.values, steps))))
        return replace(before, value=dense.subtract(after.value, before.value))

    def _call(self, role: str, point: Point) -> Truth:
        problem = self.document.problem

        def work() -> Truth:
            if role == "value":
                return Truth(role, evaluate(problem.function, point.values, point.sizes))
            layout, order, by = self._asked(role)
            return truth(problem, point, layout, order, by=by)

        arguments = (tuple(map(tuple, point.values[name])) for name in self.document.arguments)
        return self._once((role, *arguments), work)

    def _asked(self, role: str) -> tuple[str, int, Target | None]:
        """Layout, order and second target of the derivative that a role is."""
        if role == "hessian":
            return "gradient", 2, self.document.by
        return self.document.layout if role == "layout" else "gradient", 1, None


def _at(statement: Statement, place: Place) -> Fault | None:
    """Look at a line at a place: count it as seen, or say what is wrong. Nothing when it has no value there."""
    try:
        if not holds(statement, place):
            refuse_kink(place.document.problem, place.point, place.directions)
            return statement.fault("does not hold")
    except OutsideDomain:
        return None
    except (ValueError, KeyError) as error:
        return statement.fault(f"cannot be evaluated: {error}")
    statement.seen += 1
    return None


def holds(statement: Statement, place: Place) -> bool:
    """Does the line hold here? Raises OutsideDomain where a side has no value, ValueError where shapes differ."""

    def difference(size: str) -> tuple[Any, Any]:
        values = place.values(statement.step, size)
        return _difference(place.side(statement.left, values), place.side(statement.right, values))

    def exactly(size: str) -> bool:
        derivative, other = statement.left, statement.right
        if derivative.is_derivative and not other.calls:
            values = place.values(statement.step, size)
            value = place.side(other, values).value
            if value != [[0]]:
                return place.departure(derivative, value, values) <= EXACT
        error, scale = difference(size)
        return bool(error <= EXACT * scale)

    if statement.relation == "=":
        try:
            return exactly(FINITE)
        except OutsideDomain:
            return exactly(SMALLER)
    (coarse, _), (fine, scale) = difference(STEPS[0]), difference(STEPS[1])
    # the step shrinks by 10¹², so a second-order difference shrinks by 10²⁴ and a first-order one by 10¹² only
    return bool(fine <= NOISE * scale or fine <= coarse * mpmath.mpf("1e-20"))


def _difference(left: Truth, right: Truth) -> tuple[Any, Any]:
    """The largest difference of two sides and the size of the sides. A bare 0 stands for zeros of any shape."""
    a, b = (inside(side.value, left if left.within is not None else right) for side in (left, right))
    if dense.shape(a) != dense.shape(b):
        if b == [[0]]:
            b = dense.filled(*dense.shape(a))
        elif a == [[0]]:
            a = dense.filled(*dense.shape(b))
        else:
            raise ValueError(f"shapes {dense.shape(a)} and {dense.shape(b)} differ")
    return dense.largest(dense.subtract(a, b)), max(dense.largest(a), dense.largest(b), 1)
