"""From a problem to its derivation."""

from __future__ import annotations

import dataclasses

from sympy import Rational

from matdiff_cli.calculus.answer import second_differentiation
from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.pose import Question, pose
from matdiff_cli.derivation.lines import paired
from matdiff_cli.derivation.naming import Named
from matdiff_cli.derivation.notes import notes as conditions
from matdiff_cli.derivation.records import Derivation, Note, Result, Step
from matdiff_cli.derivation.result import Conclusion
from matdiff_cli.derivation.steps import Course
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.depth import deep_recursion
from matdiff_cli.expressions.nodes import SCALAR, Function, Node, Number, Ones, Product, Sum, Variable
from matdiff_cli.languages import phrase
from matdiff_cli.typing.typed import Problem

_FREE = {
    "orthogonal": ("orthogonal", "matrices", "the orthogonal ones"),
    "simplex": ("in the simplex", "vectors", "those that sum to 1"),
}
"""Structures that are no linear space: the word for it, what the derivative is among, and what the structure leaves."""


def derive(
    problem: Problem,
    layout: str = "gradient",
    *,
    order: int = 1,
    by: Problem | None = None,
    steps: bool = True,
    differential: bool = False,
) -> Derivation:
    """The derivative with every step that leads to it. Raises MatdiffError where a rule is missing.

    For order 2, `by` is the same problem with the second target, for a block ∂²f/∂x∂y of the Hessian. Without `steps`
    there is the result alone, with its notes. The result has its `differential` where that is asked for.
    """
    second = by.target if by is not None and by.target != problem.target else None
    if by is not None and second is not None:
        problem = dataclasses.replace(problem, symbols={**problem.symbols, **by.symbols})
    with deep_recursion():
        question = pose(problem, second)
        d = question.differentiation()
        named = Named(d)
        found = Conclusion(d, named, layout)
        worked: list[Step] = []
        if steps:
            course = Course(d, named)
            worked = [course.define(question.written), *_worked(course, found)]
        bindings, notes = _bindings(question, d), _notes(d)
        if order == 2:
            d2 = second_differentiation(question, d)
            named = Named(d2)
            first = d.targets if second is not None else ()
            found = Conclusion(d2, named, layout, order=2, first=first)
            worked += _worked(Course(d2, named, d.kind, first, d), found) if steps else []
            bindings, notes, d = _bindings(question, d, d2), _notes(d, d2), d2
        for target in dict.fromkeys((*question.first.targets, *question.second.targets)):
            structure = problem.symbols[target.name].structure
            if structure in _FREE:
                notes = (*notes, _among_all(target, structure, found.answer.kind))
        where = {name.name: definition for name, definition in named.where.items()}
        change = None
        if differential:
            stacked = d.function.is_row or d.function.is_matrix  # what is paired is then vec(df), not df
            change = paired(d, d.last_multipliers) if where and not stacked else named.differential
        result = Result(
            found.answer.kind,
            found.answer.value,
            change,
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


def _worked(course: Course, found: Conclusion) -> list[Step]:
    """The steps after the definition."""
    approximation = course.approximation()
    exact = all(line.relation == "=" for step in approximation for line in step.lines)
    return [*course.substitutions(), *approximation, found.step(course.difference, exact=exact)]


def _bindings(question: Question, *differentiations: Differentiation) -> dict[str, Node]:
    """What the names in the lines stand for."""
    stages = (stage for d in differentiations for stage in d.staged.stages)
    constants = ((name, definition) for name, definition in question.constants.items() if isinstance(name, Variable))
    named = (*constants, *((stage.name, stage.definition) for stage in stages))
    return {name.name: question.abbreviations.get(name, body) for name, body in named}


def _among_all(target: Variable, structure: str, kind: str) -> Note:
    """What the derivative by a target is whose structure is no linear space: that among all matrices or vectors."""
    word, all_of_them, those = map(phrase, _FREE[structure])
    if kind != "gradient":
        words = phrase(
            "@1 is {word}: the answer is the derivative among all {them}, not along {those}",
            word=word,
            them=all_of_them,
            those=those,
        )
        return Note(words, (target,))
    words = phrase(
        "@1 is {word}: the answer is the gradient @2 among all {them}; along {those} it is @3",
        word=word,
        them=all_of_them,
        those=those,
    )
    whole = Variable("G", *target.shape)
    if structure == "orthogonal":
        along = algebra.subtract(whole, algebra.product(target, algebra.transpose(whole), target))
        return Note(words, (target, whole, algebra.scale(Rational(1, 2), along)))
    mean = Product(Number(-1), Function("mean", *SCALAR, whole), Ones(*target.shape))
    return Note(words, (target, whole, Sum(whole, mean)))


def _notes(*differentiations: Differentiation) -> tuple[Note, ...]:
    """Assumptions and remarks on the target and on the functions that occur."""
    whose = (
        "the function does not depend on {names}: the derivative is zero",
        "the first derivative does not depend on {names}: the second is zero",
    )
    still = ((words, d.targets) for words, d in zip(whose, differentiations, strict=False) if not d.varies)
    idle = tuple(Note(phrase(words, names=", ".join(target.name for target in names))) for words, names in still)[:1]
    return (*idle, *conditions(differentiations))


def _unique(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    return tuple(dict.fromkeys(notes))
