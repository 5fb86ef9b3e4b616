"""How much work a numerical check would be. Sizes that are names are drawn small; sizes that are numbers are not."""

from __future__ import annotations

from itertools import islice

from matdiff_cli.check.finish import nodes
from matdiff_cli.check.typed import Problem, Target
from matdiff_cli.verify.evaluate import size_of
from matdiff_cli.verify.points import dimension_names, size_choices

MOST = 2_000_000
TOO_LARGE = "the sizes are too large to be tried with numbers"


def is_too_large(problem: Problem, order: int = 1, by: Target | None = None) -> bool:
    """Would differences of the function, for order 2 by the target and `by`, take more than some seconds a point?"""
    (sizes,) = islice(size_choices(dimension_names(problem)), 1)
    work = 0
    for node in nodes(problem.function):
        rows, columns = (size_of(dimension, sizes) for dimension in node.shape)
        work += rows * columns * max(rows, columns)
    for target in (problem.target, by or problem.target)[:order]:
        shapes = [problem.symbols[name].shape for name in target.names]
        work *= sum(size_of(rows * columns, sizes) for rows, columns in shapes)
    return work > MOST
