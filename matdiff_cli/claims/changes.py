"""Differentials as claims: `d log|X| = tr(X^-1 dX)`, `d(X*Y) = dX*Y + X*dY`, the change of several symbols at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from matdiff_cli.claims.equation import Equation, blanked, only
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.asked import NAME
from matdiff_cli.typing.read import IDLE
from matdiff_cli.typing.typed import Problem, Target

DIFFERENTIAL = re.compile(r"\s*(d|\\mathrm\s*(?:d|\{\s*d\s*\}))(?=[\s(\[{|‖∥\\])\s*(?=\S)")
"""The d in front of a side, with the blanks round it."""
_VARIABLES = frozenset("uvwxyzUVWXYZ")
"""Letters that vary to most people."""
_OF_INVERSE = re.compile(r"\s*(d)[A-ZΑ-Ω][0-9]?\s*\^\s*[({]?\s*[-−–]\s*1")
"""dX^-1, which is d(X^-1): nobody inverts a change."""
_QUOTIENT = re.compile(
    rf"\s*(?P<prime>[∂d]\s*)?(?P<of>{NAME})(?(prime)\s*/\s*[∂d]\s*|['’′]\s*\(\s*)(?P<by>{NAME})(?(prime)|\s*\))\s*"
)
"""dy/dx, f'(x)"""
_INCREMENT = re.compile(r"(?:(?<!\\)d|\\mathrm\s*(?:d|\{\s*d\s*\})\s*)([^\W\d_](?:_?\d+)?)(?![^\W\d_]{2})")
_D = re.compile(r"(?<!\w)d(?!\w)")


def of_differential(equation: Equation, wrt: Sequence[str]) -> tuple[Equation, Sequence[str]]:
    """`d log|X| = tr(X^-1 dX)` as `log|X| = tr(X^-1 dX)` with its target, the symbol whose change the right side has;
    `dy/dx = A where y = A*x` as `y = A …` with the target x.

    Any other equation stays as it is.
    """
    quotient = _QUOTIENT.fullmatch(equation.left)
    if quotient and re.search(rf"(?<!\w){quotient['of']}\s*:?=", equation.declarations):
        left = only(equation.left, slice(*quotient.span("of")))
        problem = left.ljust(len(equation.left)) + equation.problem[len(equation.left) :]
        return replace(equation, left=left, problem=problem), wrt or [quotient["by"]]
    sign = DIFFERENTIAL.match(equation.left) or _OF_INVERSE.match(equation.left)
    if sign is None or _D.search(equation.declarations):
        return equation, wrt
    left = blanked(equation.left, slice(*sign.span(1)))
    moving = {found[1] for found in _INCREMENT.finditer(equation.right) if found[1] in left}
    if not moving:
        return equation, wrt
    problem = blanked(equation.problem, slice(*sign.span(1)))
    targeted = equation.has_target or wrt
    changes = () if targeted else tuple(sorted(moving))
    return replace(equation, left=left, problem=problem, changes=changes), changes or wrt


def without_idle(problem: Problem) -> Problem:
    """The problem without remarks on definitions that do not occur: the claim may use them."""
    return replace(problem, reading=tuple(said for said in problem.reading if getattr(said, "template", "") != IDLE))


def constants(problem: Problem, changes: Sequence[str]) -> tuple[str, ...]:
    """What to say of d(X*Y) = dX*Y, in which Y does not change."""
    still = [name for name in problem.symbols if name not in problem.target.names and name in _VARIABLES]
    said = "{name} is a constant here, as no d{name} stands on the right"
    return tuple(phrase(said, name=name) for name in still if changes)


def in_all_targets(problems: Sequence[Problem]) -> Problem:
    """The problem of the change along all targets at once."""
    symbols = {name: symbol for problem in problems for name, symbol in problem.symbols.items()}
    return replace(
        problems[0], target=Target(tuple(name for each in problems for name in each.target.names)), symbols=symbols
    )
