"""Derivatives by central differences with Richardson extrapolation, each with an estimate of its own error.

Ridders' method (Advances in Engineering Software 4, 1982): of all entries of the extrapolation table that one is taken
whose neighbours differ least, and that difference is the estimate.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .operations import Array

LEVELS = 10
COLUMNS = 5
STEPS = {1: 0.1 * 0.5 ** np.arange(LEVELS), 2: 0.2 * 0.5 ** np.arange(LEVELS - 3)}
"""Steps for first and second derivatives. The error is an even power series in the step: a column gains two orders."""


def along(f: Callable[[Array], Array], directions: int, order: int = 1) -> tuple[Array, Array]:
    """The derivative of f along its directions, and the estimated errors, both directions × rows × columns.

    `f` takes directions × steps and gives values of shape (directions·steps, rows, columns), or (1, rows, columns).
    """
    steps = STEPS[order]
    offsets = np.concatenate([steps, -steps, [0.0]])
    values = f(np.broadcast_to(offsets, (directions, len(offsets))))
    values = np.broadcast_to(values, (directions * len(offsets), *values.shape[1:]))
    values = np.moveaxis(values.reshape(directions, len(offsets), *values.shape[1:]), 1, 0)
    plus, minus, here = values[: len(steps)], values[len(steps) : -1], values[-1]
    h = steps.reshape(-1, 1, 1, 1)
    with np.errstate(invalid="ignore"):
        column = (plus - minus) / (2 * h) if order == 1 else (plus - 2 * here + minus) / h**2
        best, error = _extrapolated(column)
    return best, np.where(np.isfinite(here), error, np.inf)


def _extrapolated(column: Array) -> tuple[Array, Array]:
    """The best entry of the table whose first column is given, and its error, for every entry of the matrices."""
    best, error = np.full(column[0].shape, np.nan), np.full(column[0].shape, np.inf)
    for j in range(1, COLUMNS):
        following = column[1:] + (column[1:] - column[:-1]) / (4**j - 1)
        estimates = np.maximum(abs(following - column[1:]), abs(following - column[:-1]))
        for value, estimate in zip(following, estimates, strict=True):
            better = estimate < error
            best, error = np.where(better, value, best), np.where(better, estimate, error)
        column = following
    return best, error
