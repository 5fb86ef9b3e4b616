"""From a problem to its derivation."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sympy import Rational

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.formulas import expand_definitions
from matdiff_cli.check.finish import nodes as typed_nodes
from matdiff_cli.check.typed import Problem, Symbol, Target
from matdiff_cli.derivation.course import Course
from matdiff_cli.derivation.lines import paired
from matdiff_cli.derivation.notes import notes as conditions
from matdiff_cli.derivation.records import Derivation, Note, Result, Step
from matdiff_cli.derivation.result import Answer
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.build import build, variable
from matdiff_cli.expressions.memory import forget
from matdiff_cli.expressions.nodes import SCALAR, Function, Node, Number, Ones, Product, Sum, Variable
from matdiff_cli.expressions.tidy import Occurrence, replace

_DEEPEST = 9_000
_FREE = {
    "orthogonal": ("orthogonal", "matrices", "the orthogonal ones"),
    "simplex": ("in the simplex", "vectors", "those that sum to 1"),
}
"""Structures that are no linear space: the word for it, what the derivative is among, and what the structure leaves."""


@dataclass(frozen=True)
class Question:
    """A problem as expressions.

    f as written, and with defined functions and abbreviations that do not vary (`constants`) written out; the targets
    of the first and of the second derivative; the abbreviations that vary; the names that none may get.
    """

    written: Node
    function: Node
    first: Aim
    second: Aim
    constants: dict[Node, Node]
    abbreviations: dict[Variable, Node]
    taken: frozenset[str]

    def differentiation(self) -> Differentiation:
        """The derivative of f."""
        return self.first.differentiation(self.function, abbreviations=self.abbreviations, taken=self.taken)


@dataclass(frozen=True)
class Aim:
    """What is differentiated by: a target, or several `stacked`, and the unknown functions of it."""

    targets: tuple[Variable, ...]
    stacked: bool
    unknown: tuple[Variable, ...]

    @classmethod
    def of(cls, target: Target, symbols: Mapping[str, Symbol]) -> Aim:
        unknown = tuple(variable(s) for s in symbols.values() if set(s.of) & set(target.names))
        return cls(tuple(_target(symbols[name]) for name in target.names), target.stacked, unknown)

    def differentiation(self, function: Node, **names: Any) -> Differentiation:
        return Differentiation(function, self.targets, stacked=self.stacked, unknown=self.unknown, **names)


def answer(problem: Problem, layout: str = "gradient", *, order: int = 1) -> Node:
    """The derivative alone, in the given layout, in the problem's own symbols however long that is.

    Raises MatdiffError where a rule is missing.
    """
    with deep_recursion():
        question = pose(problem)
        d = question.differentiation()
        if order == 2:
            d = _second(question, d)
        return Answer(d, layout, order=order, in_full=True).value


def change_of_derivative(problem: Problem, by: Target | None = None) -> Node:
    """The first-order change of the derivative in the default layout: the Hessian times an increment, not formed.

    `by` is the second target where this is another. Raises MatdiffError as `answer` does.
    """
    with deep_recursion():
        question = pose(problem, by)
        d = _second(question, question.differentiation())
        return d.in_full(d.change_in_targets)


def derive(
    problem: Problem, layout: str = "gradient", *, order: int = 1, by: Problem | None = None, steps: bool = True
) -> Derivation:
    """The derivative with every step that leads to it. Raises MatdiffError where a rule is missing.

    For order 2, `by` is the same problem with the second target, for a block ∂²f/∂x∂y of the Hessian. Without `steps`
    there is the result alone, with its notes.
    """
    second = by.target if by is not None and by.target != problem.target else None
    if by is not None and second is not None:
        problem = dataclasses.replace(problem, symbols={**problem.symbols, **by.symbols})
    with deep_recursion():
        question = pose(problem, second)
        d = question.differentiation()
        found = Answer(d, layout)
        worked: list[Step] = []
        if steps:
            course = Course(d)
            worked = [course.define(question.written), *_worked(course, found)]
        bindings, notes = _bindings(question, d), _notes(d)
        if order == 2:
            d2 = _second(question, d)
            first = d.targets if second is not None else ()
            found = Answer(d2, layout, order=2, first=first)
            worked += _worked(Course(d2, d.kind, first, d), found) if steps else []
            bindings, notes, d = _bindings(question, d, d2), _notes(d, d2), d2
        for target in dict.fromkeys((*question.first.targets, *question.second.targets)):
            structure = problem.symbols[target.name].structure
            if structure in _FREE:
                notes = (*notes, _among_all(target, structure, found.kind))
        where = {name.name: definition for name, definition in d.where.items()}
        differential = paired(d, d.last_front) if where else d.differential
        result = Result(
            found.kind,
            found.value,
            differential,
            layout,
            _unique((*map(Note, problem.notes), *found.notes(), *notes)),
            where,
        )
        return Derivation(
            problem,
            question.written,
            result,
            bindings,
            tuple(step for step in worked if step.lines),
            order,
            by=second,
        )


def _worked(course: Course, found: Answer) -> list[Step]:
    """The steps after the definition."""
    approximation = course.approximation()
    exact = all(line.relation == "=" for step in approximation for line in step.lines)
    return [*course.substitutions(), *approximation, found.step(course.difference, exact=exact)]


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Rules recurse over expressions, some ten calls a level.

    The language allows some 400 levels, Python 1,000 calls.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        yield
    except RecursionError:
        raise MatdiffError(
            "unsupported", "the expression is nested too deeply", hint="name parts of it with where"
        ) from None
    finally:
        sys.setrecursionlimit(before)


def pose(problem: Problem, by: Target | None = None) -> Question:
    """The expressions of a problem; `by` is the target of the second derivative, where this is another."""
    forget()
    symbols = problem.symbols
    written = build(problem.function, symbols)
    first, second = (Aim.of(target, symbols) for target in (problem.target, by or problem.target))
    plain: dict[Node, Node] = {variable(symbols[v.name]): v for v in (*first.targets, *second.targets)}
    varying = frozenset({*first.targets, *first.unknown})
    constants: dict[Node, Node] = {}
    abbreviations: dict[Variable, Node] = {}
    used = {node.value for node in typed_nodes(problem.function) if node.op == "abbreviation"}
    for text, tree in problem.abbreviations.items():
        if text not in used:
            continue
        definition = replace(build(tree, symbols), constants | plain, simplify=False)
        name = Variable(text, *definition.shape)
        if Occurrence(varying)(definition):
            varying |= {name}
            abbreviations[name] = expand_definitions(definition, Occurrence(varying))
        else:
            constants[name] = definition
    written = replace(written, plain, simplify=False)
    function = expand_definitions(replace(written, constants, simplify=False), Occurrence(varying))
    taken = problem.meaningful | problem.sizes
    return Question(written, function, first, second, constants, abbreviations, taken)


def _target(symbol: Symbol) -> Variable:
    """The target as a variable.

    Orthogonal matrices are no linear space, nor is the simplex: nothing is made of that fact while they vary.
    """
    return variable(dataclasses.replace(symbol, structure=None) if symbol.structure in _FREE else symbol)


def _second(question: Question, d: Differentiation) -> Differentiation:
    """The derivative of the derivative."""
    if d.unknown:
        names = ", ".join(function.name for function in d.unknown)
        raise MatdiffError("unsupported", f"second derivatives of the unknown {names} are not available yet")
    if d.kind not in ("gradient", "derivative"):
        raise MatdiffError(
            "unsupported",
            "second derivatives are those of scalar functions, or of anything by a scalar",
            hint="pick an entry or a sum of the function's entries, or differentiate by a scalar",
        )
    taken = question.taken | {stage.name.name for stage in d.staged.stages}
    gradient = Answer(d, "gradient", in_full=True).structured
    function = expand_definitions(gradient, Occurrence(frozenset(question.second.targets)))
    return question.second.differentiation(function, taken=taken)


def _bindings(question: Question, *differentiations: Differentiation) -> dict[str, Node]:
    """What the names in the lines stand for."""
    stages = (stage for d in differentiations for stage in d.staged.stages)
    constants = ((name, definition) for name, definition in question.constants.items() if isinstance(name, Variable))
    return {name.name: body for name, body in (*constants, *((stage.name, stage.definition) for stage in stages))}


def _among_all(target: Variable, structure: str, kind: str) -> Note:
    """What the derivative by a target is whose structure is no linear space: that among all matrices or vectors."""
    word, all_of_them, those = _FREE[structure]
    if kind != "gradient":
        return Note(f"@1 is {word}: the answer is the derivative among all {all_of_them}, not along {those}", (target,))
    words = f"@1 is {word}: the answer is the gradient @2 among all {all_of_them}; along {those} it is @3"
    whole = Variable("G", *target.shape)
    if structure == "orthogonal":
        along = algebra.subtract(whole, algebra.product(target, algebra.transpose(whole), target))
        return Note(words, (target, whole, algebra.scale(Rational(1, 2), along)))
    mean = Product(Number(-1), Function("mean", *SCALAR, whole), Ones(*target.shape))
    return Note(words, (target, whole, Sum(whole, mean)))


def _notes(*differentiations: Differentiation) -> tuple[Note, ...]:
    """Assumptions and remarks on the target and on the functions that occur."""
    still = (d.targets for d in differentiations if not d.varies)
    missing = (", ".join(target.name for target in targets) for targets in still)
    idle = (Note(f"the function does not depend on {names}: the derivative is zero") for names in missing)
    return (*idle, *conditions(differentiations))


def _unique(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    return tuple(dict.fromkeys(notes))
