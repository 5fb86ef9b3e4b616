"""The one way in: is a function convex in its target?"""

from __future__ import annotations

from dataclasses import replace

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.depth import deep_recursion
from matdiff_cli.languages import phrase
from matdiff_cli.shape.candidate import Candidate
from matdiff_cli.shape.hints import narrowed
from matdiff_cli.shape.records import Shape, Verdict
from matdiff_cli.shape.search import Seen, search
from matdiff_cli.typing.typed import Problem

_GLANCE = 6
_FIRST_LOOK = 16
_LONG_LOOK = 120


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
    candidate = Candidate(problem)
    found = None if seen.is_settled else candidate.proved(seen)
    if further and not seen.is_settled and (found is None or candidate.has_gaps):
        more = search(problem, further, seed=1)
        seen = Seen(seen.down or more.down, seen.up or more.up, seen.points + more.points)
        if found is not None:  # a chord over a gap of the domain may refute what holds on either side of it
            found = None if seen.is_settled else candidate.proved(seen)
    if found is not None:
        return replace(found, points=seen.points)
    verdict: Verdict = "neither" if seen.is_settled else "unknown"
    return Shape(problem, verdict, candidate.written, witness=seen.down, points=seen.points)


def _hint(problem: Problem) -> str | None:
    """The first declaration with which there is a proof."""
    for words, narrower in narrowed(problem):
        found = _judged(narrower, _GLANCE, 0)
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
