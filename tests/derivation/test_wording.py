"""What no line may look like, and what every approximation owes the reader."""

import re

import pytest
from derivations import PROBLEMS, derivation, lines, sides

from matdiff_cli.output.notation import latex, text, unicode
from matdiff_cli.output.words import written

UGLY = {
    "a double sign": r"--|\+ -|- -|\+-",
    "a double transpose": r"''",
    "a factor 1": r"(?<![\w.^-])1\*|\*1(?![\w.])|(?<!\^)-1\*",
    "a 1×1 identity": r"\b(eye|ones)\(1\)|\b(eye|ones)\(1, 1\)",
    "a double inverse": r"\^-1\^-1|\(\w+\^-1\)\^-1",
    "brackets in brackets": r"(?<!\w)\(\(([^()]|\([^()]*\))*\)\)",
    "an unfinished name": r"@\d",
}
UGLY_IN_UNICODE = {
    "a double sign": r"− −|\+ −|−−|- -",
    "a double transpose": r"ᵀᵀ",
    "ASCII operators": r"\*|\^-|\^2|\bd[A-Z]\b|sqrt|lambda|alpha",
}
every_problem = pytest.mark.parametrize("problem", PROBLEMS)


@every_problem
def test_no_side_is_ugly(problem):
    for side in sides(derivation(problem)):
        found = [name for name, pattern in UGLY.items() if re.search(pattern, side)]
        assert not found, side


@every_problem
def test_no_side_is_ugly_in_unicode(problem):
    for line in lines(derivation(problem)):
        found = [name for name, pattern in UGLY_IN_UNICODE.items() if re.search(pattern, unicode(line.right))]
        assert not found, unicode(line.right)


@every_problem
def test_every_approximation_has_a_reason(problem):
    found = derivation(problem)
    for step in found.steps:
        for line in step.lines:
            assert line.reason or line.relation == "=" or step.key == "result", text(line.right)


@every_problem
def test_reasons_are_whole(problem):
    for line in lines(derivation(problem)):
        if line.reason:
            words = [written(line.reason, unicode), written(line.reason, latex)]
            assert not any(re.search(r"@[\d*]|^\s|\s$|^$|substitute$", found) for found in words)


@every_problem
def test_no_line_is_printed_twice(problem):
    """Two expressions that differ only in brackets or in the order of scalars may be spelled alike."""
    above = None
    for line in lines(derivation(problem)):
        left = above if line.left is None else unicode(line.left)
        above = unicode(line.right)
        assert above != left or line.shown_shape, above
