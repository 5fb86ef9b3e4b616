"""Options typed within the quotes of a problem: the hint puts them where they belong."""

import shlex

import click
import pytest
from runner import runner

from matdiff_cli.cli.main import root
from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax.switches import FLAGS, VALUED
from matdiff_cli.typing.read import read_problems


def hint_of(text, **more):
    with pytest.raises(MatdiffError) as error:
        read_problems(text, **more)
    return error.value.hint


def test_every_option_of_a_problem_is_known_by_its_name():
    context = click.Context(root)
    verbs = [root.get_command(context, name) for name in ("derive", "check", "convex", "plot")]
    options = [each for verb in verbs for each in verb.get_params(context) if isinstance(each, click.Option)]
    flags = {spelled[2:] for each in options if each.is_flag for spelled in each.opts if spelled.startswith("--")}
    valued = {spelled[2:] for each in options if not each.is_flag for spelled in each.opts if spelled.startswith("--")}
    assert (flags - {"help"}, valued) == (FLAGS, VALUED)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("x'*A*x wrt x --hessian", 'matdiff "x\'*A*x wrt x" --hessian'),
        ("x'*A*x --hessian", 'matdiff "x\'*A*x" --hessian'),
        ("x'*A*x --hessian wrt x", 'matdiff "x\'*A*x wrt x" --hessian'),
        ("--hessian x'*A*x wrt x", 'matdiff "x\'*A*x wrt x" --hessian'),
        ("x'*A*x wrt x —latex", 'matdiff "x\'*A*x wrt x" --latex'),
        ("x'*A*x wrt x --layout numerator --short", 'matdiff "x\'*A*x wrt x" --layout numerator --short'),
        ("x'*A*x wrt x --layout=numerator", 'matdiff "x\'*A*x wrt x" --layout=numerator'),
        ("x'*A*x wrt x -l numerator", 'matdiff "x\'*A*x wrt x" -l numerator'),
        ("x'*A*x wrt x -a", 'matdiff "x\'*A*x wrt x" -a'),
        ("x'*A*x wrt x where A: symmetric(n) -a", 'matdiff "x\'*A*x wrt x where A: symmetric(n)" -a'),
        ("x'*A*x --where A: symmetric(n) --wrt x", 'matdiff "x\'*A*x" --where "A: symmetric(n)" --wrt x'),
        ("x'*A*x wrt x -d A: symmetric(n)", 'matdiff "x\'*A*x wrt x" -d "A: symmetric(n)"'),
        ("x'*A*x wrt x hessian", 'matdiff "x\'*A*x wrt x" --hessian'),
        ("x'*A*x wrt x -hessian", 'matdiff "x\'*A*x wrt x" --hessian'),
        (r"$\beta^T A \beta$ --latex", r"matdiff '$\beta^T A \beta$' --latex"),
    ],
)
def test_options_are_moved_out_of_the_quotes(text, command):
    hint = hint_of(text)
    assert hint.startswith("options ") and hint.endswith(f"; try: {command}")
    done = runner().invoke(root, [*shlex.split(command)[1:], "-q"])
    assert done.exit_code == 0


def test_what_was_given_beside_the_problem_stays():
    hint = hint_of("x'*A*x --hessian", wrt=["x"], where=["A: symmetric(n)"])
    assert hint.endswith('matdiff "x\'*A*x" -w "x" -d "A: symmetric(n)" --hessian')


@pytest.mark.parametrize(
    "text",
    ["x --check wrt check", "x'x --check wrt x where check: scalar", "x --y wrt x", "x'x -a wrt x", "x --1 wrt x"],
)
def test_two_minus_signs_before_a_symbol_are_algebra(text):
    assert read_problems(text)


def test_where_the_rest_is_not_understood_there_is_no_command():
    assert hint_of("sotfmax(x) wrt x --hessian") == "options stand outside of the quotes"
