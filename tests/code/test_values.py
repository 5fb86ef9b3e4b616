"""Generated code gives the numbers: of f and its derivative, for flat vectors and for columns."""

from __future__ import annotations

import inspect

import pytest
from cases import Sample, differs, lines, problems, samples, source

LINES = lines()


def arguments(sample: Sample, kinds: dict[str, str], function, *, flat: bool) -> list:
    """The values in the order of the function's parameters; vectors flat, or columns and rows."""
    given = []
    for name, value in sorted(sample.values.items()):
        if kinds[name] == "scalar":
            given.append(value.item())
        else:
            given.append(value.ravel() if flat and kinds[name] != "matrix" else value)
    sizes = list(inspect.signature(function).parameters)[len(given) :]
    return given + [sample.sizes[name] for name in sizes]


def faults(line: str) -> list[str]:
    """What is wrong with the NumPy code of a problem."""
    found = []
    for problem in problems(line):
        for sample in samples(problem):
            module: dict = {}
            exec(source(problem, "numpy"), module)
            kinds = {name: symbol.kind for name, symbol in problem.symbols.items()}
            for flat in (True, False):
                given = arguments(sample, kinds, module["f"], flat=flat)
                f, derivative = module["f"](*given), module["derivative"](*given)
                both = module["value_and_derivative"](*given)
                found += [differs(f, sample.f), differs(derivative, sample.derivative)]
                found += [differs(both[0], sample.f), differs(both[1], sample.derivative)]
    return [fault for fault in found if fault]


def test_every_third_problem_of_the_tables():
    assert {line: found for line in LINES[::3] if (found := faults(line))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", [1, 2])
def test_all_other_problems_of_the_tables(part):
    assert {line: found for line in LINES[part::3] if (found := faults(line))} == {}


def test_most_problems_have_numbers_to_compare():
    sampled = [line for line in LINES[::20] if any(list(samples(problem)) for problem in problems(line))]
    assert len(sampled) > 0.9 * len(LINES[::20])
