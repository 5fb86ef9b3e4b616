"""A function in the problem's symbols, and the proofs of its shape."""

from __future__ import annotations

import dataclasses
from functools import cached_property, reduce

from matdiff_cli.calculus.pose import pose
from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.records import Note, Step, Subject
from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.decompositions import terms
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.expressions.tidy import replace as substitute
from matdiff_cli.expressions.tidy import tidy
from matdiff_cli.languages import phrase
from matdiff_cli.shape.curvature import Curvature
from matdiff_cli.shape.domain import Domain, convex_domain, positive_in
from matdiff_cli.shape.hessian import Hessian, Proof
from matdiff_cli.shape.known import Known
from matdiff_cli.shape.midpoints import Midpoints
from matdiff_cli.shape.recognised import recognised
from matdiff_cli.shape.records import Shape, Verdict
from matdiff_cli.shape.search import Seen
from matdiff_cli.shape.terms import Unproved
from matdiff_cli.typing.typed import Problem

FORM = "Quadratic form"
SECOND = "Sign of the second derivative"
FORM_OF_PART = "Quadratic form of the smooth part, @1"
_VERDICTS: dict[tuple[int, bool], Verdict] = {
    (1, False): "convex",
    (1, True): "strictly convex",
    (-1, False): "concave",
    (-1, True): "strictly concave",
}
"""(way, strictly) → the verdict."""


class Candidate:
    """A function that may be convex or concave, as an expression in the problem's symbols, and what is known of it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.question = question = pose(problem)
        self.written = question.written
        full: dict[Node, Node] = {}
        for name, definition in question.abbreviations.items():
            full[name] = substitute(definition, full)
        plain = tidy(substitute(question.function, full))
        self.function = recognised(plain)
        self._renamed = self.function is not plain
        targets = question.first.targets
        self._known = Known(positive_in(self.function))
        self._curvature = Curvature(targets, self._known)
        self._domain = Domain(self._curvature, self._known, convex_domain(self.function, targets))

    def proved(self, seen: Seen) -> Shape | None:
        """The shape with its proof; None where there is none. `seen` says what need not be tried."""
        if self._domain.jumps(self.function):
            return None
        for way in (1, -1):
            for attempt in (self._by_hessian, self._by_parts, self._by_midpoints) if not seen.has(-way) else ():
                try:
                    return attempt(way)
                except Unproved:
                    continue
        return None

    @property
    def has_gaps(self) -> bool:
        """Whether the domain is not seen to be convex."""
        return bool(self._gaps)

    @cached_property
    def _gaps(self) -> tuple[Note, ...]:
        return tuple(dict.fromkeys(self._domain.gaps(self.function)))

    @cached_property
    def _hessian(self) -> Hessian:
        return Hessian(self.question)

    def _by_hessian(self, way: int) -> Shape:
        """What f is, its Hessian, and the quadratic form of that."""
        if self._domain.has_kinks(self.function):
            raise Unproved
        proof = self._hessian.prove(way, self._known)
        whole = derive(self.problem, order=2)
        first, *_, last = whole.steps
        steps = [first, Step("hessian", last.title, last.lines[-1:])]
        if not proof.lines:
            return self._shape("affine", proof, order=2, steps=steps)
        title = SECOND if whole.result.kind == "derivative" else FORM
        return self._shape(
            _VERDICTS[way, proof.strict == ()], proof, order=2, steps=[*steps, Step("form", title, proof.lines)]
        )

    def _by_parts(self, way: int) -> Shape:
        """The smooth terms by their Hessian, the others at midpoints."""
        smooth = [term for term in terms(self.function) if not self._domain.has_kinks(term)]
        others = [term for term in terms(self.function) if term not in smooth]
        if not others or all(map(self._curvature.is_affine, smooth)):
            raise Unproved
        part = nodes.Sum(*smooth) if len(smooth) > 1 else smooth[0]
        question = dataclasses.replace(self.question, written=part, function=part, abbreviations={})
        proof = Hessian(question).prove(way, self._known)
        if not proof.lines:
            raise Unproved
        self._curvature.trust(part, way)
        form = Step("smooth", FORM_OF_PART, proof.without_name, (part,))
        return self._at_midpoints(way, nodes.Sum(part, *others), proof, [form])

    def _by_midpoints(self, way: int) -> Shape:
        return self._at_midpoints(way, self.function, Proof((), None), [])

    def _at_midpoints(self, way: int, function: Node, proof: Proof, before: list[Step]) -> Shape:
        targets = self.question.first.targets
        step = Midpoints(function, targets, self._curvature, self.question.taken).step(way, renamed=self._renamed)
        if self.has_gaps:
            raise Unproved
        first = derive(self.problem).steps[0]
        verdict: Verdict = _VERDICTS[way, proof.strict == ()]
        if self._curvature.is_affine(function):
            verdict = "affine"
        return self._shape(verdict, proof, order=1, steps=[first, *before, step])

    def _shape(self, verdict: Verdict, proof: Proof, *, order: int, steps: list[Step]) -> Shape:
        conditions = [*self._gaps, *([_joined(proof.strict)] if proof.strict else [])]
        derivation = derive(self.problem, order=order, steps=False, differential=True)
        result = derivation.result
        if order == 1:  # the conditions are those of a derivative, of which the proof makes no use
            result = dataclasses.replace(result, notes=())
        derivation = dataclasses.replace(derivation, result=result, steps=tuple(steps))
        return Shape(self.problem, verdict, self.written, tuple(conditions), derivation)


def _joined(notes: tuple[Note, ...]) -> Note:
    """Under which conditions it is strict, as one."""
    words: list[str] = []
    subjects: list[Subject] = []
    for note in notes:
        subjects += note.subjects
        words.append(phrase(note.text.replace("@1", "{0}"), f"@{len(subjects)}"))
    all_of_them = reduce(lambda one, other: phrase("{condition} and {another}", condition=one, another=other), words)
    return Note(phrase("strictly, if {conditions}", conditions=all_of_them), tuple(subjects))
