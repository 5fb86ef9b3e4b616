"""`--code` in every format, alone with `-a`, and of several problems as one module."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from runner import runner

from matdiff_cli.cli.main import root
from matdiff_cli.code import TARGETS
from matdiff_cli.code.running import functions

PROBLEM = "x'*A*x wrt x"


def run(*arguments, stdin=None):
    return runner().invoke(root, arguments, input=stdin)


def module(source):
    return functions(source, "test")


def test_with_an_answer_the_source_is_all():
    done = run("-a", "--code", "numpy", PROBLEM)
    assert done.exit_code == 0 and done.stderr == ""
    functions = module(done.stdout)
    A, x = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, -1.0])
    assert functions["f"](A, x) == x @ A @ x
    assert functions["derivative"](A, x).tolist() == ((A + A.T) @ x).tolist()


@pytest.mark.parametrize(
    ("option", "begin", "end"),
    [
        ("--markdown", "```python\n", "```\n"),
        ("--latex", "\\begin{verbatim}\n", "\\end{verbatim}\n"),
        ("--format=text", "Code for numpy\n\n", "\n"),
    ],
)
def test_the_source_stands_under_the_derivation(option, begin, end):
    source = run("-a", "-c", "numpy", PROBLEM).stdout.rstrip("\n")
    page = run(option, "-c", "numpy", PROBLEM).stdout
    assert page.endswith(end) and page.count(begin) == 1
    assert source in page.partition(begin)[2]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (PROBLEM, "The gradient of f by x"),
        ("x'*x wrt x", "The gradient of f by x"),
        ("f^3*g wrt [f, g]", "The gradient of f by f, g"),
        ("log(t) wrt t where t: scalar", "The derivative of f by t"),
    ],
)
def test_beside_a_hessian_the_derivative_is_called_what_it_is(problem, words):
    for more in ((), ("--hessian",)):
        assert f'"""{words}: ' in run("-a", "-c", "numpy", *more, problem).stdout


def test_json_maps_the_target_to_the_source():
    found = json.loads(run("--json", "-a", "-c", "numpy", PROBLEM).stdout)
    assert found["code"] == {"numpy": run("-a", "-c", "numpy", PROBLEM).stdout}
    assert json.loads(run("--json", PROBLEM).stdout)["code"] is None


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_several_problems_are_one_module(jobs):
    lines = "x'*A*x wrt x\nsum(sigmoid(x)) wrt x\nx + wrt x\nlog(sigmoid(a'*x)) + sum(erf(x)) wrt x\n"
    done = run("-a", "--code", "numpy", "--jobs", jobs, stdin=lines)
    assert done.exit_code == 2 and done.stdout.count("import numpy") == 1
    functions = module(done.stdout)
    assert {"f_1", "derivative_2", "value_and_derivative_3"} <= set(functions) and "f_4" not in functions
    assert functions["derivative_2"](np.zeros(2)).tolist() == [0.25, 0.25]


def test_several_targets_are_one_module():
    functions = module(run("-a", "--code", "numpy", "x'*A*x wrt x, A").stdout)
    x = np.array([1.0, 2.0])
    assert functions["derivative_2"](np.eye(2), x).tolist() == np.outer(x, x).tolist()


@pytest.mark.parametrize("arguments", [("--tsv",), ("-a", "--latex", "--standalone")])
def test_what_cannot_hold_code_is_refused(arguments):
    done = run(*arguments, "--code", "numpy", PROBLEM)
    assert done.exit_code == 2 and "--code" in done.stderr and done.stdout == ""


def test_unknown_functions_are_refused():
    done = run("-a", "--code", "numpy", "tr(F(X)) wrt X where F(X): matrix(p, p)")
    assert done.exit_code == 2 and "unknown function F" in done.stderr


@pytest.mark.parametrize("name", ["lambda", "np", "t1", "f", "value", "flat", "math", "import", "len"])
def test_any_name_of_a_symbol_will_do(name):
    source = run("-a", "--code", "numpy", f"{name}'*A*{name} + sum(erf({name})) wrt {name} where {name}: vector(n)")
    value, slope = module(source.stdout)["value_and_derivative"](*([np.eye(2), np.ones(2)][:: 1 if name > "A" else -1]))
    assert value > 2 and slope.shape == (2,)


def test_shapes_that_do_not_fit_are_named():
    derivative = module(run("-a", "--code", "numpy", PROBLEM).stdout)["derivative"]
    with pytest.raises(AssertionError, match=r"x should be m x 1 with m = 2, but has shape \(3,\)"):
        derivative(np.eye(2), np.ones(3))
    with pytest.raises(AssertionError, match=r"A should be a matrix, but has shape \(2,\)"):
        derivative(np.ones(2), np.ones(2))


def test_a_result_is_never_an_argument_itself():
    a = np.array([1.0, 2.0])
    functions = module(run("-a", "--code", "numpy", "a'*x wrt x").stdout)
    functions["derivative"](a, a)[0] = 7
    functions["value_and_derivative"](a, a)[1][0] = 7
    assert a.tolist() == [1, 2]


def test_every_target_has_a_name_that_is_listed():
    assert "numpy" in TARGETS
    assert all(name in run("--help").stdout for name in TARGETS)
