"""The worked examples step by step, against files that a person has read."""

from pathlib import Path

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output import RENDERERS
from matdiff_cli.output.style import Style
from matdiff_cli.typing.read import read_problems

GOLDEN = Path(__file__).parent / "golden"

EXAMPLES = {
    "quadratic_form": ("x'*A*x wrt x", "define linear result"),
    "inner_product": ("<x, x> wrt x", "define linear result"),
    "bilinear_form": ("a' * X * b wrt X", "define linear trace result"),
    "log_det_of_an_inverse": ("log|X^-1| wrt X", "define let linear trace back result"),
    "linear_map": ("A*x wrt x", "define linear result"),
    "weighted_least_squares": ("(x - A*s)'*W*(x - A*s) wrt s where W: symmetric(m)", "define linear result"),
    "two_variables": ("3x^2 + 12x - 5y^2 + y - 23 wrt [x, y]", "define linear result"),
}
"""File → problem, the keys of its steps. The first five are the worked examples, in their order."""

TITLES = {
    "define": "Define the function",
    "linear": "Linear approximation",
    "trace": "Write as a trace",
    "back": "Back in terms of @1",
    "let": "Let @1 = @2, find @3",
}


def derivation(problem):
    (read,) = read_problems(problem)
    return derive(read)


@pytest.mark.parametrize("name", EXAMPLES)
def test_golden_file(name):
    problem, _ = EXAMPLES[name]
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert RENDERERS["text"](derivation(problem), Style()).rstrip() == golden.rstrip()


@pytest.mark.parametrize("name", EXAMPLES)
def test_steps_and_titles(name):
    problem, keys = EXAMPLES[name]
    steps = derivation(problem).steps
    assert " ".join(step.key for step in steps) == keys
    assert all(step.title == TITLES[step.key] for step in steps[:-1])
    assert steps[-1].title == ("Jacobian" if name == "linear_map" else "Gradient")


@pytest.mark.parametrize("name", EXAMPLES)
def test_golden_files_are_plain(name):
    """They are read without a terminal: no colour, no trailing blanks, no line wider than the page."""
    lines = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert not any("\x1b" in line or line != line.rstrip() or len(line) > 80 for line in lines)


def test_every_golden_file_belongs_to_an_example():
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(EXAMPLES)
