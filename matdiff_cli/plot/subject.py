"""What is drawn: a function of one or two real variables, with the derivatives that matdiff derives, as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NoReturn, cast

from matdiff_cli.calculus.answer import answer
from matdiff_cli.calculus.pose import pose
from matdiff_cli.code.floats import Field, constant, field, parameters
from matdiff_cli.code.grids import Grid, turned
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.depth import deep_recursion
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.numbers.kinks import arguments
from matdiff_cli.output import notation, words
from matdiff_cli.output.notation.names import latex_name, superscript, unicode_name
from matdiff_cli.output.style import DEFAULT, for_problem
from matdiff_cli.plot.scale import number
from matdiff_cli.shape.judge import remark
from matdiff_cli.typing.dimension import ONE, Shape
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Problem, Target, Typed

Point = tuple[float, ...]
Matrix = tuple[tuple[float, ...], ...]


_MANY = 12
"""Entries of a constant that are written out."""


@dataclass(frozen=True)
class Subject:
    """A scalar function of `variables`, one or two, and its derivatives.

    `function`, `gradient` and `hessian` are expressions, the last None where it cannot be derived. The values are nan
    where there is none. `constants` are the values of the other symbols.
    """

    problem: Problem
    variables: tuple[str, ...]
    function: Node
    gradient: Node
    hessian: Node | None
    constants: dict[str, Grid]
    _values: Field
    _slopes: Field
    _curvatures: Field | None
    _kinks: Field

    def values(self, columns: Sequence[Sequence[float]]) -> list[float]:
        """f at many points, given as one list for each variable."""
        return self._values(columns)[0]

    def slopes(self, columns: Sequence[Sequence[float]]) -> list[list[float]]:
        """∇f at many points: one list for each variable. Where f has no value, neither has the formula of ∇f."""
        return self._slopes(columns)[1:]

    def curvatures(self, columns: Sequence[Sequence[float]]) -> list[list[list[float]]]:
        """∇²f at many points, entry by entry; raises TypeError where it cannot be derived."""
        found = cast(Field, self._curvatures)(columns)
        size = len(self.variables)
        return [found[k : k + size] for k in range(0, len(found), size)]

    def value(self, point: Point) -> float:
        """f at a point; nan where it has no value."""
        return self.values([[x] for x in point])[0]

    def slope(self, point: Point) -> Point:
        """∇f at a point, one number for each variable."""
        return tuple(column[0] for column in self.slopes([[x] for x in point]))

    def curvature(self, point: Point) -> Matrix:
        """∇²f; raises TypeError where it cannot be derived."""
        return tuple(tuple(x[0] for x in row) for row in self.curvatures([[x] for x in point]))

    def sides(self, point: Point) -> tuple[int, ...]:
        """On which side of each kink a point lies: -1, 1, or 0 on it."""
        found = self._kinks([[x] for x in point])
        return tuple(0 if abs(x) < 1e-9 else (1 if x > 0 else -1) for (x,) in found)


def subject(problems: Sequence[Problem], at: Sequence[str] = ()) -> Subject:
    """The function of a problem with the constants that `at` gives ("A = [3, 1; 1, 2]").

    Two problems that differ by a scalar target are one function of both. Raises MatdiffError.
    """
    problem = _one(problems)
    if problem.function.shape != (ONE, ONE):
        _refuse(problem, "a picture needs a scalar function", "take one entry, a sum or a norm of it")
    constants = {name: _constant(name, text) for name, text in map(_assignment, at)}
    for name in constants:
        if name in problem.target.names:
            _refuse(problem, f"{name} varies; --at gives constants", "the starting point is --from")
    sizes = _sizes(problem, constants)
    missing = [n for n, s in problem.symbols.items() if n not in (*problem.target.names, *constants) and not s.of]
    if missing:
        hint = " ".join(f'--at "{name}={_example(problem, name, sizes)}"' for name in missing)
        _refuse(problem, f"a picture needs numbers for {', '.join(missing)}", hint)
    variables, varying = _variables(problem, sizes)
    style = for_problem(DEFAULT, problem)
    with deep_recursion():
        question = pose(problem)
        gradient = answer(problem)
        try:
            hessian: Node | None = answer(problem, order=2)
        except MatdiffError:
            hessian = None

        def numbers(*trees: Typed) -> Field:
            return field(trees, sizes, constants | varying, len(variables))

        def read(node: Node) -> Typed:
            return read_expression(notation.text(node, style), problem.symbols)

        return Subject(
            problem,
            variables,
            question.written,
            gradient,
            hessian,
            {name: value for name, value in constants.items() if name in problem.symbols},
            numbers(problem.function),
            numbers(problem.function, read(gradient)),
            None if hessian is None else numbers(read(hessian)),
            numbers(*arguments(problem.function)),
        )


def _refuse(problem: Problem, message: str, hint: str) -> NoReturn:
    raise MatdiffError("unsupported", message, hint=hint, source=problem.text)


def _one(problems: Sequence[Problem]) -> Problem:
    first = problems[0]
    if len(problems) == 1:
        return first
    names = tuple(name for problem in problems for name in problem.target.names)
    kinds = {problem.symbols[name].kind for problem in problems for name in problem.target.names}
    if len(names) != 2 or kinds != {"scalar"}:
        _refuse(first, "a picture has one or two scalars, or one 2-vector, to vary", "wrt [x, y]")
    symbols = {name: symbol for problem in problems for name, symbol in problem.symbols.items()}
    return replace(first, target=Target(names, stacked=True), symbols=symbols)


def _variables(problem: Problem, sizes: dict[str, int]) -> tuple[tuple[str, ...], dict[str, Grid]]:
    """What the axes are called, and which parameters the values of the targets are made of."""
    names = problem.target.names
    first = problem.symbols[names[0]]
    if all(problem.symbols[name].kind == "scalar" for name in names) and len(names) <= 2:
        return names, {name: [[x]] for name, x in zip(names, parameters(len(names)), strict=True)}
    size = _sized(first.shape, sizes)
    if len(names) > 1 or 1 not in size or max(size) > 2:
        shape = f"{len(names)} scalars" if len(names) > 1 else f"{size[0]}×{size[1]}"
        _refuse(problem, f"a picture has one or two variables, not {shape}", "wrt [x, y], or a 2-vector")
    if max(size) == 1:
        return names, {names[0]: [[parameters(1)[0]]]}
    row: Grid = [[*parameters(2)]]
    return (f"{names[0]}_1", f"{names[0]}_2"), {names[0]: row if size[1] == 2 else turned(row)}


def _sized(shape: Shape, sizes: dict[str, int]) -> tuple[int, int]:
    rows, columns = (math.prod((size.factor, *(sizes.get(name, 2) for name in size.names))) for size in shape)
    return rows, columns


def _sizes(problem: Problem, constants: dict[str, Grid]) -> dict[str, int]:
    """The sizes of all dimensions: those of the constants, 2 where nothing says another."""
    sizes: dict[str, int] = {}
    for name, value in constants.items():
        symbol = problem.symbols.get(name)
        if symbol is None:
            continue
        for size, length in zip(symbol.shape, (len(value), len(value[0])), strict=True):
            if len(size.names) == 1 and length % size.factor == 0:
                sizes.setdefault(size.names[0], length // size.factor)
    for size in (size for symbol in problem.symbols.values() for size in symbol.shape):
        for dimension in size.names:
            sizes.setdefault(dimension, 2)
    for name, value in constants.items():
        symbol = problem.symbols.get(name)
        if symbol is not None and _sized(symbol.shape, sizes) != (len(value), len(value[0])):
            rows, columns = _sized(symbol.shape, sizes)
            message = f"{name} is {len(value)}×{len(value[0])} in --at, and {rows}×{columns} here"
            raise MatdiffError("shape", message, source=problem.text)
    return sizes


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip().isidentifier() or not value.strip():
        raise MatdiffError("syntax", "--at gives a constant a value", hint='--at "A=[3,1;1,2]"', source=text)
    return name.strip(), value


def _constant(name: str, text: str) -> Grid:
    try:
        value = constant(read_expression(text, {}))
    except KeyError:
        raise MatdiffError("name", f"the value of {name} is made of numbers", source=text) from None
    if not all(isinstance(x, float) and math.isfinite(x) for row in value for x in row):
        raise MatdiffError("domain", f"{name} has no finite value", source=text)
    return value


def _example(problem: Problem, name: str, sizes: dict[str, int]) -> str:
    rows, columns = _sized(problem.symbols[name].shape, sizes)
    if rows == columns == 1:
        return "1"
    cells = [[("2" if i == j else "1") for j in range(columns)] for i in range(rows)]
    return "[" + "; ".join(", ".join(row) for row in cells) + "]"


def spelled(subject: Subject, names: Iterable[str]) -> list[tuple[str, str]]:
    """Names as they are printed, each with its LaTeX."""
    verbatim = for_problem(DEFAULT, subject.problem).verbatim
    return [(unicode_name(name, verbatim), latex_name(name, verbatim=verbatim)) for name in names]


def written(subject: Subject, node: Node) -> str:
    """An expression in one line."""
    return notation.unicode(node, for_problem(DEFAULT, subject.problem))


def givens(subject: Subject) -> tuple[str, str]:
    """The constants and their values in one line, and in LaTeX; of large ones only the size."""
    plain, latex_ = [], []
    for name, symbol in zip(subject.constants, spelled(subject, subject.constants), strict=True):
        rows = [[number(float(x), 6) for x in row] for row in subject.constants[name]]
        high, wide = len(rows), len(rows[0])
        if high * wide > _MANY:
            plain.append(f"{symbol[0]} ∈ ℝ{superscript(str(high))}ˣ{superscript(str(wide))}")
            latex_.append(rf"{symbol[1]} \in \mathbb{{R}}^{{{high} \times {wide}}}")
        elif high * wide == 1:
            plain.append(f"{symbol[0]} = {rows[0][0]}")
            latex_.append(f"{symbol[1]} = {rows[0][0]}")
        else:
            plain.append(f"{symbol[0]} = [{'; '.join(map(', '.join, rows))}]")
            body = r" \\ ".join(map(" & ".join, rows))
            latex_.append(rf"{symbol[1]} = \begin{{bmatrix}}{body}\end{{bmatrix}}")
    return ", ".join(plain), r",\quad ".join(latex_)


def shape_of(subject: Subject) -> str:
    """Whether the function is convex, and why, for all values of its constants; nothing where that is not proved."""
    note = remark(subject.problem)
    style = for_problem(DEFAULT, subject.problem)
    return "" if note is None else words.written(note, partial(notation.unicode, style=style))


def latex(subject: Subject, node: Node) -> str:
    """An expression in LaTeX."""
    return notation.latex(node, for_problem(DEFAULT, subject.problem))


def formulas(subject: Subject, node: Node | None) -> dict[str, str] | None:
    """An expression as JSON has it."""
    if node is None:
        return None
    return {"text": notation.text(node, for_problem(DEFAULT, subject.problem)), "latex": latex(subject, node)}
