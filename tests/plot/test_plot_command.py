"""`matdiff plot` as it is typed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pictures import BALL
from runner import runner

from matdiff_cli.cli.main import root


def call(*arguments):
    return runner().invoke(root, ["plot", *arguments])


def test_json_has_the_keys_of_the_contract():
    found = json.loads(call(BALL, "--from", "14,4", "--json").stdout)
    assert found["schema"] == "matdiff/plot/1" and found["variables"] == ["x", "y"]
    assert found["gradient"]["text"] == "[4*x + 6*y - 26; 6*x + 14*y - 54]"
    assert found["hessian"]["text"] == "[4, 6; 6, 14]" and found["method"] == "gradient"
    assert found["path"][0] == {"point": [14, 4], "value": 367, "gradient": [54, 86]}
    assert found["end"]["reason"] == "stationary" and found["end"]["kind"] == "minimum"
    assert found["end"]["point"] == pytest.approx([2, 3], abs=1e-5)
    assert [one["kind"] for one in found["stationary"]] == ["minimum"]
    (x0, x1), (y0, y1) = found["range"]
    assert x0 < 2 < 14 < x1 and y0 < 3 < 4 < y1


def test_a_range_is_taken_as_it_is():
    assert json.loads(call(BALL, "--range", "x=-5:5,y=-2:8", "--json").stdout)["range"] == [[-5, 5], [-2, 8]]


def test_the_table_is_the_path():
    rows = [row.split("\t") for row in call(BALL, "--from", "14,4", "--steps", "3", "--table").stdout.splitlines()]
    assert rows[0] == ["step", "x", "y", "f", "df/dx", "df/dy"]
    assert rows[1] == ["0", "14", "4", "367", "54", "86"] and len(rows) == 5


def test_the_picture_names_what_it_shows():
    shown = call(BALL, "--from", "14,4").stdout
    assert "minimum (2, 3), f = 0" in shown and "start (14, 4), f = 367" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "positive: a minimum"), ("ko", "극소점이다"), ("en", "f is strictly convex: "), ("ko", "순볼록함수이다: ")],
)
def test_explained_in_words(language, says):
    shown = call(BALL, "--from", "14,4", "--explain", "--lang", language).stdout
    assert says in shown and "(-86)·(54) + (54)·(86) = 0" in shown and "∇f = (54, 86)" in shown


def explained(problem, *arguments):
    return call(problem, "--explain", *arguments).stdout.rpartition("\n\n")[2].splitlines()


def test_without_a_path_the_stationary_points_are_explained():
    assert explained("3x^2 + 12x - 5y^2 + y - 23 wrt [x, y]") == [
        "At (-2, 0.1) the gradient vanishes and the eigenvalues of the Hessian, -10, 6, differ in sign: a saddle point."
    ]


def test_of_one_variable_the_derivatives_are_named():
    lines = explained("t^2 - 6t wrt t where t: scalar", "--from", "1")
    assert lines[:2] == ["At 1 the derivative is f′ = -4.", "It is negative: f falls as t grows."]
    assert "At 3 f′ = 0 and f″ = 2 is positive: a minimum." in lines
    assert explained("t^3 wrt t where t: scalar")[0].endswith("the second derivative does not tell what the point is.")
    assert explained("3t - t^3 wrt t where t: scalar", "--lang", "ko")[0].endswith("양수이므로 극소점이다.")


def test_no_zero_has_a_sign():
    assert "-0)" not in call("x^2 + y^2 wrt [x, y]", "--from", "3,0", "--explain").stdout


def test_files_by_their_ending(tmp_path):
    for ending, start in (("svg", "<svg"), ("tex", "\\documentclass")):
        path = tmp_path / f"ball.{ending}"
        done = call(BALL, "--from", "14,4", "-o", str(path))
        assert done.exit_code == 0 and not done.stdout and path.read_text("utf-8").startswith(start)


@pytest.mark.parametrize(
    "arguments",
    [
        (BALL, "-o", "ball.gif"),
        (BALL, "-o", "ball.svg", "--json"),
        (BALL, "--from", "a,b"),
        ("x'*A*x wrt x",),
        ("x +* y wrt [x, y]",),
    ],
)
def test_trouble_is_2(arguments):
    done = call(*arguments)
    assert done.exit_code == 2 and done.stderr and "internal" not in done.stderr


def test_an_error_in_json_stands_in_the_problem_s_place():
    done = call("x'*A*x wrt x", "--json")
    assert json.loads(done.stdout)["error"]["hint"] == '--at "A=[2, 1; 1, 2]"'


def test_no_numpy_and_no_matplotlib_for_the_rest():
    code = """
import sys
from pathlib import Path
from matdiff_cli.cli.main import root
try:
    root.main(["plot", "x^2 + y^2 wrt [x, y]", "--from", "1,2"])
except SystemExit as done:
    assert not done.code
assert not {"numpy", "matplotlib"} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_figure_of_the_readme_is_what_the_command_draws(tmp_path):
    path = tmp_path / "ball.svg"
    call(BALL, "--from", "14,4", "-o", str(path))
    assert path.read_bytes() == (Path(__file__).parents[2] / "man" / "ball.svg").read_bytes()


def test_the_hessian_in_ascii_is_named_as_on_the_pages():
    said = call("x^2 + 3y^2 wrt [x, y]", "--from", "4,2", "--explain", "--ascii").stdout.splitlines()[-1]
    assert said == "f is strictly convex: [v_1; v_2]' hess f(x, y) [v_1; v_2] = 2v_1^2 + 6v_2^2 >= 0."
