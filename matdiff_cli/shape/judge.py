"""The one way in: is a function convex in its target?"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from matdiff_cli.calculus.pose import pose
from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.records import Note, Subject
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.depth import deep_recursion
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.expressions.tidy import replace as substitute
from matdiff_cli.expressions.tidy import tidy
from matdiff_cli.shape.curvature import Curvature, positive_in
from matdiff_cli.shape.hessian import Hessian
from matdiff_cli.shape.hints import narrowed
from matdiff_cli.shape.known import Known
from matdiff_cli.shape.midpoints import Midpoints
from matdiff_cli.shape.recognised import recognised
from matdiff_cli.shape.records import Shape, Verdict
from matdiff_cli.shape.search import Seen, search
from matdiff_cli.shape.terms import Unproved
from matdiff_cli.typing.typed import Problem

_GLANCE = 6
_FIRST_LOOK = 16
_LONG_LOOK = 120
_VERDICTS: dict[tuple[int, bool], Verdict] = {
    (1, False): "convex",
    (1, True): "strictly convex",
    (-1, False): "concave",
    (-1, True): "strictly concave",
}


def judge(problem: Problem) -> Shape:
    """The shape of a scalar function of one target, for all values that the symbols may have.

    Values come first: what bends both ways is neither. What is left is proved, or not. Raises MatdiffError for what
    has no shape: functions that are no scalars, targets whose values are no convex set.
    """
    _refuse(problem)
    with deep_recursion():
        found = _judged(problem, _FIRST_LOOK, _LONG_LOOK)
        return replace(found, hint=_hint(problem)) if found.witness is not None and not found.is_proved else found


def _judged(problem: Problem, first: int, further: int) -> Shape:
    """The shape; where the `first` points leave it open, up to `further` more are tried."""
    seen = search(problem, first)
    subject = _Subject(problem)
    found = None if seen.is_settled else subject.proved(seen)
    if further and not seen.is_settled and (found is None or subject.has_gaps):
        more = search(problem, further, seed=1)
        seen = Seen(seen.down or more.down, seen.up or more.up, seen.points + more.points)
        if found is not None:  # a chord over a gap of the domain may refute what holds on either side of it
            found = None if seen.is_settled else subject.proved(seen)
    if found is not None:
        return replace(found, points=seen.points)
    verdict: Verdict = "neither" if seen.is_settled else "unknown"
    return Shape(problem, verdict, subject.written, witness=seen.down, points=seen.points)


def _hint(problem: Problem) -> str | None:
    """The first declaration with which there is a proof."""
    for words, narrower in narrowed(problem):
        found = _judged(narrower, _GLANCE, 0)
        if found.is_proved and not found.conditions:
            return f"{found.verdict} where {words}"
    return None


def _refuse(problem: Problem) -> None:
    rows, columns = problem.function.shape
    if rows.factor * columns.factor != 1 or rows.names or columns.names:
        raise MatdiffError(
            "unsupported",
            "only a scalar function is convex or not",
            hint="take an entry, a norm or a sum of it",
            source=problem.text,
        )
    for name in problem.target.names:
        if problem.symbols[name].structure == "orthogonal":
            raise MatdiffError("unsupported", "the orthogonal matrices are no convex set", source=problem.text)


class _Subject:
    """A function as an expression in the problem's symbols, and what is known of it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        question = pose(problem)
        self.question = question
        self.written = question.written
        full: dict[Node, Node] = {}
        for name, definition in question.abbreviations.items():
            full[name] = substitute(definition, full)
        self.function = recognised(tidy(substitute(question.function, full)))
        self.targets = question.first.targets
        self.known = Known(positive_in(self.function))
        self.curvature = Curvature(self.targets, self.known)

    def proved(self, seen: Seen) -> Shape | None:
        """The shape with its proof; None where there is none. `seen` says what need not be tried."""
        if self.curvature.jumps(self.function):
            return None
        ways = [way for way, against in ((1, seen.down), (-1, seen.up)) if against is None]
        for way in ways:
            for attempt in (self._by_hessian, self._by_composition):
                try:
                    return attempt(way)
                except Unproved:
                    continue
        return None

    def _by_hessian(self, way: int) -> Shape:
        if self.curvature.has_kinks(self.function):
            raise Unproved
        proof = self._hessian.prove(way, self.known)
        conditions = list(self._gaps)
        if proof.strict:
            conditions.append(Note("strictly, if " + _joined(proof.strict)[0], _joined(proof.strict)[1]))
        verdict = "affine" if proof.is_zero else _VERDICTS[way, proof.strict == ()]
        return Shape(self.problem, verdict, self.written, tuple(conditions), proof.derivation)

    @property
    def has_gaps(self) -> bool:
        """Whether the domain is not seen to be convex."""
        return bool(self._gaps)

    @cached_property
    def _gaps(self) -> tuple[Note, ...]:
        return tuple(dict.fromkeys(self.curvature.gaps(self.function)))

    @cached_property
    def _hessian(self) -> Hessian:
        return Hessian(self.problem, self.question)

    def _by_composition(self, way: int) -> Shape:
        midpoints = Midpoints(self.function, self.targets, self.curvature, self.question.taken)
        step = midpoints.step(way)
        if self.has_gaps:
            raise Unproved
        first = derive(self.problem)
        proof = replace(first, steps=(first.steps[0], step))
        verdict: Verdict = "affine" if self.curvature.is_affine(self.function) else _VERDICTS[way, False]
        return Shape(self.problem, verdict, self.written, proof=proof)


def _joined(notes: tuple[Note, ...]) -> tuple[str, tuple[Subject, ...]]:
    """Conditions as one."""
    words: list[str] = []
    subjects: list[Subject] = []
    for note in notes:
        subjects += note.subjects
        words.append(note.text.replace("@1", f"@{len(subjects)}"))
    return " and ".join(words), tuple(subjects)
