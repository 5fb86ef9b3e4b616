"""The one way in: is a function convex in its target?"""

from __future__ import annotations

from dataclasses import replace

from matdiff_cli.derivation.records import Note
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.depth import deep_recursion
from matdiff_cli.languages import phrase
from matdiff_cli.shape.candidate import Candidate
from matdiff_cli.shape.hints import narrowed
from matdiff_cli.shape.hunt import hunt
from matdiff_cli.shape.records import Shape, Verdict
from matdiff_cli.shape.search import Seen, search
from matdiff_cli.typing.typed import Problem

_FIRST_LOOK, _LONG_LOOK = 4, 120
_GLANCED, _HUNTED = 50, 300
"""How many points are looked at, at first and at last: with many digits, and with floats for each choice of sizes."""


def judge(problem: Problem) -> Shape:
    """The shape of a scalar function of one target, for all values that the symbols may have.

    Values come first: what bends both ways is neither. What is left is proved, or not. Raises MatdiffError for what
    has no shape: functions that are no scalars, targets whose values are no convex set.
    """
    _refuse(problem)
    with deep_recursion():
        found = _judged(problem, thorough=True)
        return replace(found, hint=_hint(problem)) if found.witness is not None and not found.is_proved else found


def remark(problem: Problem) -> Note | None:
    """The shape in one line, beside a Hessian, where that is proved at once: `convex: vᵀ ∇²f(x) v = 2 ‖A v‖² ≥ 0`."""
    try:
        _refuse(problem)
        with deep_recursion():
            candidate = Candidate(problem)
            found = None if candidate.has_gaps else candidate.proved(Seen())
    except MatdiffError:
        return None
    if found is None or found.proof is None:
        return None
    form = next((step.lines for step in found.proof.steps if step.key == "form"), None)
    if form is None or form[0].left is None:
        return Note(found.verdict)
    return Note(f"{found.verdict}: @1 = @2 ≥ 0", (form[0].left, form[-2].right))


def _judged(problem: Problem, *, thorough: bool) -> Shape:
    """The shape; where the first points leave it open, many more are tried if this is to be `thorough`."""
    seen = Seen()
    search(problem, seen, _FIRST_LOOK)
    hunt(problem, seen, _GLANCED, thorough=False)
    candidate = Candidate(problem)
    found = None if seen.is_settled else candidate.proved(seen)
    if thorough and not seen.is_settled and (found is None or candidate.has_gaps):
        hunt(problem, seen, _HUNTED, thorough=True)
        search(problem, seen, _LONG_LOOK, seed=1)
        if found is not None:  # a chord over a gap of the domain may refute what holds on either side of it
            found = None if seen.is_settled else candidate.proved(seen)
    if found is not None:
        return replace(found, points=seen.points)
    verdict: Verdict = "neither" if seen.is_settled else "unknown"
    return Shape(problem, verdict, candidate.written, witness=seen.down, points=seen.points)


def _hint(problem: Problem) -> str | None:
    """The first declaration with which there is a proof."""
    for words, narrower in narrowed(problem):
        found = _judged(narrower, thorough=False)
        if found.is_proved and not found.conditions:
            return phrase("{verdict} where {declarations}", verdict=phrase(found.verdict), declarations=words)
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
    unknown = ", ".join(name for name, symbol in problem.symbols.items() if symbol.of)
    if unknown:
        raise MatdiffError("unsupported", f"nothing can be said of the unknown {unknown}", source=problem.text)
    for name in problem.target.names:
        if problem.symbols[name].structure == "orthogonal":
            raise MatdiffError("unsupported", "the orthogonal matrices are no convex set", source=problem.text)
