"""Holds one object of the JSON format against the problem as it was typed.

Tolerances: differences of double precision, extrapolated, are good to nine digits or more where a function is tame, and
say so themselves; a point where they claim fewer than seven (five for second derivatives) is left out. An answer may be
off by 1e-5 of its largest entry. At a random point wrong answers are off by some tenths of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from . import points
from .operations import Array, NoShape
from .parser import GREEK, NotRead, names_in
from .problem import ProblemText, read_expression, read_problem
from .scope import Scope, value
from .truth import SCALAR, Target, first, lay_out, lay_out_second, second, vec

TOLERANCE = 1e-5
WELL_KNOWN = {1: 1e-7, 2: 1e-5}
"""The largest estimated error, relative to the derivative's largest entry, at which differences are taken as known."""
FLOOR = 1e-8
LARGEST = 1e9
"""A larger value of a function is a division by what rounding left of zero."""


class Disagreement(Exception):
    """The program's words and the oracle's numbers differ."""


class Open(Exception):
    """At the sizes of a point, the context does not decide the size of an I."""


@dataclass
class Verdict:
    """`points` is at how many points the answer was compared, `undefined` at how many it alone had no value."""

    points: int = 0
    undefined: int = 0
    wrong: str = ""

    @property
    def right(self) -> bool:
        return self.points > 0 and not self.wrong


@dataclass(frozen=True)
class Point:
    sizes: Mapping[str, int]
    values: Mapping[str, Array]


class Case:
    """A problem's text with one answer to it."""

    def __init__(self, text: str, document: dict) -> None:
        self.typed: ProblemText = read_problem(text)
        self.document = document
        self.shapes = {name: tuple(symbol["shape"]) for name, symbol in document["symbols"].items()}
        self.target = self._target(document["target"])
        self.by = self._target(document["by"]) if "by" in document else self.target
        self.answer = read_expression(document["result"]["text"])
        self.printed = read_expression(document["function"]["text"])
        self.differential = read_expression(document["result"]["differential"])
        for name, text in document["bindings"].items():
            self.differential.abbreviations.setdefault(name, read_expression(text).function)
        self.order = document["order"]
        occurring = names_in([self.typed.function, *self.typed.abbreviations.values()])
        self.unknown = sorted(self.typed.unknown & occurring)
        """Unknown functions, but of f(g(x)) only f: the change of g shows in that of f."""
        self.implicit: dict[tuple, tuple[int, ...]] = {}

    def _target(self, target: dict) -> Target:
        names = tuple(target["name"].strip("[]").split(", "))
        declared = self.typed.types.get(names[0])
        structure = declared.structure if declared and declared.structure in points.SUBSPACES else None
        return Target(names, tuple(target["shape"]), structure)

    def points(self, seed: int, tries: int) -> Iterator[Point]:
        shapes = [*self.shapes.values(), self.document["function"]["shape"]]
        names = sorted(points.dimension_names(shapes) | self.typed.dimension_names())
        rng = np.random.default_rng(seed)
        assignments = list(points.assignments(names))
        for turn in range(tries):
            for i, kind in enumerate(points.KINDS):
                sizes = assignments[(turn + i) % len(assignments)]
                values = {}
                for name, shape in self.shapes.items():
                    rows, columns = (points.dimension(side, sizes) for side in shape)
                    values[name] = points.draw(rng, kind, self.typed.types.get(name), (rows, columns))[None]
                yield Point(sizes, values)

    def function(self, values: Mapping[str, Array], sizes: Mapping[str, int]) -> Array:
        """The function as it was typed."""
        key = tuple(sizes.values())
        if key not in self.implicit:
            self.implicit[key] = self._sizes_from_context(values, sizes)
        return value(self.typed.function, Scope(values, sizes, self.typed.abbreviations, self.implicit[key]))

    def _sizes_from_context(self, values: Mapping[str, Array], sizes: Mapping[str, int]) -> tuple[int, ...]:
        """Those sizes of I, vector(1) and matrix(1) that go through; any of several that give the same value.

        Raises NoShape if there are none; Open if the context does not decide.
        """
        count = self.typed.implicit
        if count == 0:
            return ()
        stated = tuple(points.dimension(side, sizes) for side in self.document["function"]["shape"])
        found: list[tuple[tuple[int, ...], Array]] = []
        largest = max(*sizes.values(), *(side for v in values.values() for side in v.shape[1:]), 1, 1)
        for guess in itertools.product(range(1 if 1 in sizes.values() else 2, largest + 1), repeat=count):
            try:
                result = value(self.typed.function, Scope(values, sizes, self.typed.abbreviations, guess))
            except NoShape:
                continue
            if result.shape[1:] == stated:
                found.append((guess, result))
        if not found:
            raise NoShape("no sizes of I make this an expression of the shape that is stated")
        if not all(np.allclose(result, found[0][1], equal_nan=True) for _, result in found):
            raise Open
        return found[0][0]

    def check_declarations(self) -> None:
        """Do the shapes that the program speaks of follow from the declarations and the conventions?"""
        stacked = {name for target in self.typed.targets if len(target) > 1 for name in target}
        for point in self.points(0, 1):
            for name, declared in self.typed.types.items():
                if name not in point.values:
                    continue
                for tree, size in zip((declared.rows, declared.columns), point.values[name].shape[1:], strict=True):
                    if tree is not None and Scope({}, point.sizes).size(tree) != size:
                        raise Disagreement(f"{name} is declared otherwise than {self.shapes[name]}")
        for name, shape in self.shapes.items():
            if self.document["symbols"][name]["declared"] or self.document.get("reading"):
                continue
            if (name in stacked or (name in GREEK.values() and name[0].islower())) != (shape == SCALAR):
                raise Disagreement(f"{name} is no {' by '.join(shape)}")
            if name not in GREEK.values() and name[0].islower() and shape[1] != "1":
                raise Disagreement(f"{name} should be a vector")

    def check_function(self, point: Point) -> bool:
        """Is the text that the program prints for the function what was typed? Returns False where it is not tame."""
        typed = self.function(point.values, point.sizes)
        known = self.printed.abbreviations | self.typed.abbreviations
        printed = value(self.printed.function, Scope(point.values, point.sizes, known))
        if typed.shape != printed.shape:
            raise Disagreement(f"the function is {typed.shape[1:]}, printed as {printed.shape[1:]}")
        defined = np.abs(typed) < LARGEST
        if not np.allclose(typed[defined], printed[defined], rtol=1e-7, atol=1e-9):
            raise Disagreement(f"the function is {typed.tolist()}, printed as {printed.tolist()} at {_shown(point)}")
        return bool(defined.all())

    def truth(self, point: Point) -> tuple[Array, Array, Array]:
        """The result as it should be; the derivatives by entries of the target; the largest error of any."""

        def f(values):
            return self.function(values, point.sizes)

        shape = tuple(self.document["function"]["shape"])
        units = self.target.directions(point.values)
        if self.order == 2:
            derivatives, error = second(f, point.values, units, self.by.directions(point.values))
            return lay_out_second(derivatives, shape, self.target, self.by, point.values), derivatives, error.max()
        derivatives, error = first(f, point.values, units)
        size, layout = self.target.size(point.values), self.document["layout"]
        kind, result = lay_out(derivatives, shape, self.target.shape, size, layout)
        if kind != self.document["result"]["kind"]:
            raise Disagreement(f"a {kind} is called a {self.document['result']['kind']}")
        return result, derivatives, error.max()

    def compare_with_unknown(self, point: Point, verdict: Verdict) -> None:
        """The answer holds dF: let F and the target change in some direction."""
        rng = np.random.default_rng(len(self.shapes))
        moving = [*self.unknown, *self.target.names]
        direction = {name: rng.uniform(-1, 1, point.values[name].shape[1:]) for name in moving}
        for name in direction.keys() & self.typed.types.keys():
            direction[name] = points.project(self.typed.types[name].structure, direction[name])
        true, error = first(lambda values: self.function(values, point.sizes), point.values, [direction])
        if not np.isfinite(true).all() or error.max() > WELL_KNOWN[1]:
            return
        values = {**point.values, **{f"d{name}": change[None] for name, change in direction.items()}}
        stated = value(self.answer.function, Scope(values, point.sizes, self.answer.abbreviations))
        self.hold(stated[0], true[0], error.max(), point, "the answer")
        verdict.points += 1

    def compare(self, point: Point, verdict: Verdict) -> None:
        result, derivatives, error = self.truth(point)
        if not np.isfinite(result).all() or error > WELL_KNOWN[self.order] * np.abs(result).max() + FLOOR / 10:
            return
        answer = value(self.answer.function, Scope(point.values, point.sizes, self.answer.abbreviations))
        stated = tuple(points.dimension(side, point.sizes) for side in self.document["result"]["shape"])
        if not answer.shape[1:] == result.shape == stated:
            raise Disagreement(f"the answer is {answer.shape[1:]}, said to be {stated}, should be {result.shape}")
        if not np.isfinite(answer).all():
            verdict.undefined += 1
            return
        kind = self.document["result"]["kind"]
        if self.by.structure and kind in ("map", "hessian") and self.target.shape != SCALAR:
            # a map of changes inside the structure: what it would do to others is left open
            units = self.by.directions(point.values)
            answer = answer @ np.stack([vec(unit[self.by.names[0]]) for unit in units], axis=1)
        self.hold(answer[0], result, error, point, "the answer")
        if self.order == 1:
            self.check_differential(point, derivatives, error)
        verdict.points += 1

    def check_differential(self, point: Point, derivatives: Array, error: float) -> None:
        """The differential along a random direction is the same mixture of the derivatives by entries."""
        weights = np.random.default_rng(len(derivatives)).uniform(0.5, 1.5, len(derivatives))
        units = self.target.directions(point.values)
        increments = {
            f"d{name}": sum(w * unit[name] for w, unit in zip(weights, units, strict=True))[None]
            for name in self.target.names
        }
        if set(increments) & set(point.values):  # a symbol of the same name
            return
        scope = Scope({**point.values, **increments}, point.sizes, self.differential.abbreviations)
        stated = value(self.differential.function, scope)
        if np.isfinite(stated).all():
            self.hold(stated[0], np.tensordot(weights, derivatives, 1), error * len(units), point, "the differential")

    def hold(self, stated: Array, true: Array, error: float, point: Point, what: str) -> None:
        if stated.shape != true.shape:
            raise Disagreement(f"{what} is {stated.shape}, should be {true.shape}")
        allowed = TOLERANCE * np.abs(true).max() + 100 * error + FLOOR
        if np.abs(stated - true).max() > allowed:
            shown = f"{stated.round(6).tolist()}, should be {true.round(6).tolist()}"
            raise Disagreement(f"{what} is {shown} at {_shown(point)}")


def _shown(point: Point) -> str:
    return ", ".join(f"{name} = {v[0].round(4).tolist()}" for name, v in point.values.items())


def judge(text: str, document: dict, wanted: int = 3, tries: int = 10, seed: int = 0) -> Verdict:
    """Compare until `wanted` points had a derivative that is known well, or all tries are used up."""
    verdict = Verdict()
    try:
        case = Case(text, document)
        case.check_declarations()
        for point in case.points(seed, tries):
            if verdict.points == wanted:
                break
            with suppress(Open):
                if case.check_function(point):
                    (case.compare_with_unknown if case.unknown else case.compare)(point, verdict)
    except (Disagreement, NotRead, NoShape) as error:
        verdict.wrong = f"{type(error).__name__}: {error}"
    return verdict
