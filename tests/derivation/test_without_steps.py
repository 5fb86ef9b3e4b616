"""The answer alone is that of the whole derivation, with its notes."""

from dataclasses import replace
from pathlib import Path

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.typing.read import read_problems

LINES = (Path(__file__).parent.parent / "data" / "problems.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", LINES[::9])
def test_without_steps_the_result_is_the_same(line):
    problem = read_problems(line)[0]
    alone = derive(problem, steps=False, differential=True)
    assert alone.steps == ()
    assert alone.result == derive(problem, differential=True).result
    assert derive(problem, steps=False).result == replace(alone.result, differential=None)
