"""A place at which a line of a derivation is tried, where increments are differentials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from matdiff_cli.numbers.dense import Matrix
from matdiff_cli.numbers.differences import Truth, along
from matdiff_cli.numbers.points import Point
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.names import increment_name
from matdiff_cli.typing.typed import Typed
from matdiff_cli.verify.lines import Place

_STEP = Fraction(1, 10**14)
_WEIGHTS = {1: Fraction(2, 3), -1: Fraction(-2, 3), 2: Fraction(-1, 12), -2: Fraction(1, 12)}
"""What multiplies the values at so many steps in a difference quotient that is right up to terms of fifth order."""


class Differentials(Place):
    """A place at which the increment of everything that depends on the target is its differential."""

    def values(self, step: int, size: str) -> dict[str, Matrix]:
        """Every symbol and name with its differential, whatever the step and the size."""
        return self._once("differentials", self._differentials)

    def _differentials(self) -> dict[str, Matrix]:
        document, taken = self.document, {*self.point.values, *self.document.bindings}
        steps = dict(self.directions)
        for name, typed in document.bindings.items():
            steps[name] = along(replace(document.problem, function=typed), self.point, self.directions)
        increments = {increment_name(name, taken): step for name, step in steps.items()}
        return {**self._with_bindings(self.point.values), **increments}

    def change(self, point: Point, values: Mapping[str, Matrix]) -> Truth:
        """The differential of the gradient."""
        return Truth("gradient", along(self.document.problem, point, self.directions, again=True))


def differential(typed: Typed, moving: Sequence[str]) -> Typed:
    """The change of an expression along the increments dX of the symbols X of `moving`, as an expression in both.

    It is a difference quotient, off by less than what counts as equal.
    """

    def at(node: Typed, step: Fraction) -> Typed:
        if node.op == "symbol" and node.value in moving:
            change = _times(step, replace(node, value=f"d{node.value}"))
            return Typed("sum", (node, change), node.shape, node.span)
        if node.op == "abbreviation":  # its value is worked out once, whatever the step
            return at(node.args[0], step)
        return replace(node, args=tuple(at(arg, step) for arg in node.args))

    terms = tuple(_times(weight / _STEP, at(typed, steps * _STEP)) for steps, weight in _WEIGHTS.items())
    return Typed("sum", terms, typed.shape, typed.span)


def _times(factor: Fraction, typed: Typed) -> Typed:
    return Typed("product", (Typed("number", (), (ONE, ONE), typed.span, factor), typed), typed.shape, typed.span)
