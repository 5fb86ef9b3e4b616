"""Symmetric 1×1 and 2×2 matrices: eigenvalues, steps, and what they say of a stationary point."""

from __future__ import annotations

import math
from typing import Literal

Kind = Literal["minimum", "maximum", "saddle", "degenerate"]
Vector = tuple[float, ...]
Matrix = tuple[tuple[float, ...], ...]

_NOTHING, _NOTHING_AROUND = 1e-9, 1e-13
"""Of the largest eigenvalue, and of the curvature elsewhere: a smaller one is taken for 0."""


def eigen(matrix: Matrix) -> list[tuple[float, Vector]]:
    """Eigenvalues, the smallest first, with unit eigenvectors."""
    if len(matrix) == 1:
        return [(matrix[0][0], (1.0,))]
    (a, b), (_, d) = matrix
    angle = 0.5 * math.atan2(2 * b, a - d)
    c, s = math.cos(angle), math.sin(angle)
    middle, radius = (a + d) / 2, math.hypot((a - d) / 2, b)
    return [(middle - radius, (-s, c)), (middle + radius, (c, s))]


def newton_step(matrix: Matrix, slope: Vector) -> Vector:
    """-H⁺ g: directions without curvature are left alone."""
    if len(matrix) == 2:
        (a, b), (_, d) = matrix
        determinant = a * d - b * b
        if abs(determinant) > 1e-6 * (a * a + 2 * b * b + d * d):
            return (b * slope[1] - d * slope[0]) / determinant, (b * slope[0] - a * slope[1]) / determinant
    found = eigen(matrix)
    largest = max(abs(value) for value, _ in found)
    step = [0.0] * len(slope)
    for value, vector in found:
        if abs(value) > 1e-12 * largest:
            along = -sum(v * g for v, g in zip(vector, slope, strict=True)) / value
            step = [x + along * v for x, v in zip(step, vector, strict=True)]
    return tuple(step)


def kind(values: list[float], around: float) -> Kind:
    """What a stationary point is, by the eigenvalues of the Hessian (second-derivative test).

    `around` is how large the Hessian is elsewhere.
    """
    largest = max(map(abs, values))
    nothing = max(_NOTHING * largest, _NOTHING_AROUND * around if math.isfinite(around) else 0.0)
    if min(map(abs, values)) <= nothing:
        return "degenerate"
    if all(value > 0 for value in values):
        return "minimum"
    return "maximum" if all(value < 0 for value in values) else "saddle"
