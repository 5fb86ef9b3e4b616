"""Markdown that GitHub renders: its own headings, folding, and no macro that it refuses."""

from pathlib import Path

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
