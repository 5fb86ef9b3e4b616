"""A place at which a line of a derivation is tried, where increments are differentials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from matdiff_cli.numbers.dense import Matrix
from matdiff_cli.numbers.differences import Truth, along
from matdiff_cli.numbers.points import Point
from matdiff_cli.typing.names import increment_name
from matdiff_cli.verify.lines import Place


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
