"""Markdown that GitHub renders: its own headings, folding, and no macro that it refuses."""

import re
from pathlib import Path

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output import RENDERERS, Style
from matdiff_cli.typing.read import read_problems

PROBLEMS = (Path(__file__).parents[1] / "data/problems.txt").read_text("utf-8").splitlines()
REFUSED = ("\\operatorname", "\\newcommand", "\\def", "\\DeclareMathOperator", "\\require", "\\tag", "\\label")


def page(problem, **style):
    (read, *_) = read_problems(problem)
    return RENDERERS["markdown"](derive(read), Style(**style))


def test_no_macro_that_github_refuses():
    for problem in PROBLEMS[::7]:
        assert not any(macro in page(problem) for macro in REFUSED), problem


def test_headings_have_the_level_asked_for_or_are_left_out():
    assert page("x'*x wrt x").startswith("## $")
    deep = page("x'*x wrt x", heading=6)
    assert deep.startswith("###### $") and "\n###### 1. Define the function" in deep
    bare = page("x'*x wrt x", heading=None)
    assert "#" not in bare and "\n**Define the function**" in bare


def test_one_block_for_pasting():
    found = page("log|X| wrt X", compact=True)
    assert found.count("$$") == 2 and "Define" not in found and "If $X$ invertible." in found


def test_the_derivation_is_folded_below_the_answer():
    before, _, folded = page("a'*X*b wrt X", details=True).partition("<details>\n<summary>Derivation</summary>\n\n")
    assert r"\mathbf{a} \mathbf{b}^{\top}" in before and "1. Define" not in before
    assert folded.endswith("$$\n\n</details>") and "1. Define the function" in folded


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_an_answer_above_its_folded_derivation_is_whole(form):
    """Its names are defined and its conditions said there; how it was read off is not."""
    (problem,) = read_problems("tr(inv(I + X*inv(X'*X)*X')*Y*inv(I + X*inv(X'*X)*X')) wrt X")
    found = derive(problem)
    assert found.result.where
    (name,) = found.result.where
    above = RENDERERS[form](found, Style(details=True)).partition("<details>")[0]
    assert re.search(rf"{name} &= |{name}</mi></mrow></math></td>", above)
    assert "invertible" in above and "transpose" not in above
    folded = RENDERERS[form](found, Style(details=True)).partition("<details>")[2]
    assert "invertible" not in folded
