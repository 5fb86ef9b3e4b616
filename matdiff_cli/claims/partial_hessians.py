"""Hessians of which half is there: g(u) has g''(u)∇u∇u' + g'(u)∇²u."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import mpmath

from matdiff_cli.claims.alterations import Altered, by_scalar_parts
from matdiff_cli.claims.slips import HALF_HESSIAN
from matdiff_cli.claims.trials import Sample, Trial
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import DIGITS, Matrix, OutsideDomain
from matdiff_cli.numbers.differences import Truth, truth
from matdiff_cli.typing.typed import Problem

_SEEN = 3
_NOTHING = 1e-9


def half_hessian(trial: Trial, layout: str, values: list[Matrix | None]) -> str | None:
    """The slip's name if the values are g'(u)∇²u, or what the Hessian has besides it, for a scalar part u of f."""
    samples = trial.samples[:_SEEN]
    if dense.shape(samples[0].truths[layout].value) == (1, 1):
        return None
    for altered, part in by_scalar_parts(trial.problem):
        inner = replace(trial.problem, function=part)
        found = [_halves(altered, inner, sample, layout) for sample in samples]
        if any(dense.largest(pair[0].value) > _NOTHING for pair in found if pair):
            for index in (0, 1):
                truths: list[Mapping[str, Truth] | None] = [pair and {layout: pair[index]} for pair in found]
                if trial.fits_truths(values[:_SEEN], truths):
                    return HALF_HESSIAN
    return None


def _halves(altered: Altered, inner: Problem, sample: Sample, layout: str) -> tuple[Truth, Truth] | None:
    """The two halves at a sample; None where a part has no value."""
    whole = sample.truths[layout]
    with mpmath.workdps(DIGITS):
        try:
            outer = truth(altered.problem, altered.at(sample.point)).value[0][0]
            one = dense.scale(truth(inner, sample.point, order=2).value, outer)
        except OutsideDomain:
            return None
        return replace(whole, value=one), replace(whole, value=dense.subtract(whole.value, one))
